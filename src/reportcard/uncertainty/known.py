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
from reportcard.engine.table import PARTS, Floats
from reportcard.indicators.indicator import Indicator
from reportcard.metrics.contract import Column
from reportcard.uncertainty.measures import Errors, Nature, errors_of
from reportcard.uncertainty.streams import Keys, keys

Bools = npt.NDArray[np.bool_]


class Known(NamedTuple):
    """The errors of some schools.

    Attributes:
        inputs: Errors of indicators, by row of the input matrix; only where at least one school has one.
        calls: Errors of metrics' results, by row of the node.
        without: Leaves that have a score and rest on no known error, (leaves, schools).
    """

    inputs: dict[int, Errors]
    calls: dict[int, Errors]
    without: Bools

    def take(self, places: slice) -> Known:
        """The same for a run of the schools."""
        return Known(
            {place: errors.take(places) for place, errors in self.inputs.items()},
            {row: errors.take(places) for row, errors in self.calls.items()},
            self.without[:, places],
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
    def natures(self) -> dict[int, Nature]:
        """What can be drawn of the inputs, by row. Grades and other whole numbers cannot: they are no estimates."""
        found = {}
        for place, key in enumerate(self.plan.inputs[: self.plan.values]):
            indicator = self.indicators[key.indicator]
            if not indicator.whole and not indicator.labels:
                found[place] = Nature.of(indicator)
        return found

    @cached_property
    def call_natures(self) -> dict[int, Nature]:
        """What is said of the results of metrics, by row of the node."""
        return {node.row: self._call_nature(node) for node in self.leaves if node.call is not None}

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
    def places_read(self) -> dict[int, tuple[int, ...]]:
        """Rows of the input matrix that each leaf reads, by the leaf's row."""
        place = self.plan.place
        found = {}
        for node in self.leaves:
            names = (node.indicator,) if node.call is None else node.call.indicators
            found[node.row] = tuple(place[InputKey(name)] for name in names if name is not None)
        return found

    @cached_property
    def times_read(self) -> Counter[int]:
        """How often each row of the input matrix is read, by leaves, rules, weights, scales and cuts."""
        names = indicators_of_nodes(self.plan.nodes, self.plan.document)
        counted = Counter(self.plan.place[InputKey(name)] for name in names)
        # A straight-line leaf that stands twice has a row for each; both are one indicator.
        same = Counter(key.indicator for key in self.plan.inputs[: self.plan.values])
        for place, key in enumerate(self.plan.inputs[: self.plan.values]):
            counted[place] = max(counted[self.plan.place[InputKey(key.indicator)]], same[key.indicator])
        return counted

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
        inputs = {place: self._input(base, place, nature) for place, nature in self.natures.items()}
        inputs = {place: errors for place, errors in inputs.items() if errors.known.any()}
        calls = {
            row: errors_of(base.trace.calls[row].value, self._own_parts(row, base.trace.calls[row]), nature)
            for row, nature in self.call_natures.items()
        }
        return Known(inputs, calls, self._without(base, inputs, calls))

    def _input(self, base: Block, place: int, nature: Nature) -> Errors:
        column = base.table.numbers.get(self.plan.inputs[place].indicator)
        parts = {} if column is None else column.parts
        given = {part: parts[part][base.rows] if part in parts else None for part in PARTS}
        value = base.inputs[place].copy()
        if not any(part is not None for part in given.values()):
            none = np.zeros(value.shape)
            return Errors(value, none > 0, none, none, np.empty(0, np.intp), np.empty((0, 0)), nature)
        return errors_of(value, given, nature)

    def _own_parts(self, row: int, result: Column) -> dict[str, Floats | None]:
        """What a metric says of its own error. A number of pupils alone says nothing: it computed no error from it."""
        error, metric = result.standard_error, self.plan.nodes[row].call
        alone = error is None and metric is not None and metric.metric.id != "value"
        return {"standard_error": error, "lower": result.lower, "upper": result.upper, "n": None if alone else result.n}

    def uncertain_inputs(self, row: int, inputs: Mapping[int, Errors], size: int) -> Bools:
        """Schools for which anything that a leaf reads has a known error."""
        found = np.zeros(size, np.bool_)
        for place in self.places_read[row]:
            if place in inputs:
                found |= inputs[place].known
        return found

    def _without(self, base: Block, inputs: Mapping[int, Errors], calls: Mapping[int, Errors]) -> Bools:
        found = np.zeros((len(self.leaves), base.size), np.bool_)
        for at, node in enumerate(self.leaves):
            drawn = self.uncertain_inputs(node.row, inputs, base.size)
            if node.row in calls:
                drawn |= calls[node.row].known
            found[at] = ~np.isnan(base.scores[node.row]) & ~drawn
        return found

