"""Which measures of a plan have an error, school by school: what is drawn, and what is taken as exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reportcard.engine.block import Block
from reportcard.engine.compile import indicators_of_nodes
from reportcard.engine.plan import CompiledNode, InputKey, Plan
from reportcard.engine.table import PARTS
from reportcard.framework.document import Lookup
from reportcard.indicators.indicator import Indicator
from reportcard.metrics.contract import Column
from reportcard.uncertainty.measures import Errors, Nature, Natures, errors_of
from reportcard.uncertainty.streams import Keys, keys

Bools = npt.NDArray[np.bool_]


class Known(NamedTuple):
    """The errors of some schools.

    Attributes:
        errors: Errors of everything that may have one: indicators first, then the results of metrics.
        places: Rows of the input matrix that the first of them are.
        calls: Rows of the nodes whose metrics' results the others are.
        uncertain: Whether anything that a leaf reads has a known error, (leaves, schools).
        without: Leaves that have a score and rest on no known error, (leaves, schools).
    """

    errors: Errors
    places: tuple[int, ...]
    calls: tuple[int, ...]
    uncertain: Bools
    without: Bools

    def take(self, places: slice) -> Known:
        """The same for a run of the schools."""
        return self._replace(
            errors=self.errors.take(places), uncertain=self.uncertain[:, places], without=self.without[:, places]
        )


@dataclass
class PlanErrors:
    """What a plan's descriptions say of errors: the same for every school.

    Attributes:
        plan: The plan.
        indicators: Description of every indicator.
    """

    plan: Plan
    indicators: Mapping[str, Indicator]

    @cached_property
    def leaves(self) -> tuple[CompiledNode, ...]:
        """The leaves, in the order of their rows."""
        return tuple(node for node in self.plan.nodes if node.family is None)

    @cached_property
    def drawable(self) -> tuple[int, ...]:
        """Rows of the inputs that can be drawn. Grades, codes and other whole numbers cannot: they are no estimates."""
        coded = {name for leaf in self.leaves if isinstance(leaf.node.scale, Lookup) for name in _read_by(leaf)}
        names = [key.indicator for key in self.plan.inputs[: self.plan.values]]
        return tuple(
            place
            for place, name in enumerate(names)
            if name not in coded and not self.indicators[name].whole and not self.indicators[name].labels
        )

    @cached_property
    def calls(self) -> tuple[CompiledNode, ...]:
        """The leaves whose value a metric computes."""
        return tuple(node for node in self.leaves if node.call is not None)

    @cached_property
    def natures(self) -> Natures:
        """What is said of what can be drawn, and of the results of metrics."""
        described = [Nature.of(self.indicators[self.plan.inputs[place].indicator]) for place in self.drawable]
        return Natures.of([*described, *(self._call_nature(node) for node in self.calls)])

    def _call_nature(self, node: CompiledNode) -> Nature:
        assert node.call is not None and node.node.metric is not None  # noqa: S101, PT018  it has one
        metric, first = node.call.metric, self.indicators[node.call.indicators[0]]
        if metric.id == "value":
            return Nature.of(first)
        unit = node.node.metric.unit or metric.unit
        low = -np.inf if metric.low is None else metric.low
        high = np.inf if metric.high is None else metric.high
        sign = -1.0 if (metric.direction or first.direction) == "lower" else 1.0
        return Nature(None, 0.95, unit == "%" and (low, high) == (0, 100), low, high, sign)

    @cached_property
    def places_read(self) -> tuple[tuple[int, ...], ...]:
        """Rows of the input matrix that each leaf reads."""
        return tuple(tuple(self.plan.place[InputKey(name)] for name in _read_by(leaf)) for leaf in self.leaves)

    @cached_property
    def times_read(self) -> Counter[str]:
        """How often each indicator is read, by leaves, rules, weights, scales and cuts."""
        return Counter(indicators_of_nodes(self.plan.nodes, self.plan.document))

    @cached_property
    def input_keys(self) -> Keys:
        """Key of each row of the input matrix; rows of one indicator have one key."""
        return keys(f"indicator {key.indicator}" for key in self.plan.inputs[: self.plan.values])

    @cached_property
    def node_keys(self) -> Keys:
        """Key of each node."""
        return keys(f"node {node.node.id}" for node in self.plan.nodes)

    def known(self, base: Block) -> Known:
        """The errors of the schools of a block that was scored with its trace."""
        assert base.trace is not None  # noqa: S101  metrics' results are in it
        numbers = base.table.numbers
        found = [(at, place, numbers.get(self.plan.inputs[place].indicator)) for at, place in enumerate(self.drawable)]
        inputs = [(at, place, column) for at, place, column in found if column is not None and column.parts]
        results = [base.trace.calls[node.row] for node in self.calls]
        count = len(inputs) + len(results)
        value = np.empty((count, base.size))
        parts = {part: np.full((count, base.size), np.nan) for part in PARTS}
        for to, (_, place, column) in enumerate(inputs):
            value[to] = base.inputs[place]
            for part, given in column.parts.items():
                parts[part][to] = given[base.rows]
        for to, (node, result) in enumerate(zip(self.calls, results, strict=True), len(inputs)):
            value[to] = result.value
            for part in () if isinstance(node.node.scale, Lookup) else self._own_parts(node, result):
                parts[part][to] = getattr(result, part)
        natures = self.natures.take([*(at for at, *_ in inputs), *range(len(self.drawable), len(self.natures.low))])
        errors = errors_of(value, parts, natures)
        places = tuple(place for _, place, _ in inputs)
        uncertain = self._uncertain(errors.known, places, base.size)
        return Known(
            errors, places, tuple(node.row for node in self.calls), uncertain, self._without(base, errors, uncertain)
        )

    def _own_parts(self, node: CompiledNode, result: Column) -> list[str]:
        """What a metric says of its own error. A number of pupils alone says nothing: it computed no error from it."""
        given = [part for part in PARTS if getattr(result, part) is not None]
        alone = "standard_error" not in given and node.call is not None and node.call.metric.id != "value"
        return [part for part in given if not (alone and part == "n")]

    def _uncertain(self, known: Bools, places: tuple[int, ...], size: int) -> Bools:
        at = {place: row for row, place in enumerate(places)}
        found = np.zeros((len(self.leaves), size), np.bool_)
        for leaf, read in enumerate(self.places_read):
            for place in read:
                if place in at:
                    found[leaf] |= known[at[place]]
        return found

    def _without(self, base: Block, errors: Errors, uncertain: Bools) -> Bools:
        drawn = uncertain.copy()
        own = len(errors.known) - len(self.calls)
        for at, leaf in enumerate(self.leaves):
            if leaf.call is not None:
                drawn[at] |= errors.known[own]
                own += 1
        rows = [leaf.row for leaf in self.leaves]
        found: Bools = ~np.isnan(base.scores[rows]) & ~drawn
        return found


def _read_by(leaf: CompiledNode) -> tuple[str, ...]:
    """Indicators that a leaf reads."""
    if leaf.call is not None:
        return leaf.call.indicators
    return () if leaf.indicator is None else (leaf.indicator,)
