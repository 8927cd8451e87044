"""A block of schools while it is being scored: its inputs, and what has been computed so far."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from reportcard.engine.plan import InputKey, Plan
from reportcard.engine.table import Bools, Codes, Floats, Rows, Table
from reportcard.indicators.status import Status
from reportcard.metrics.contract import Column

_MISSING = np.uint8(Status.MISSING.code)
_NOT_COLLECTED = np.uint8(Status.NOT_COLLECTED.code)


@dataclass(slots=True)
class Effect:
    """A rule that fired: for which schools, and the score or grade index before and after it."""

    row: int
    key: str
    fired: Bools
    before: npt.NDArray[np.generic]
    after: npt.NDArray[np.generic]


@dataclass(slots=True)
class Trace:
    """What a card tells beyond the scores: filled only where cards are built.

    Attributes:
        raw: Score of each node before rules and rounding, by row.
        calls: Result of each metric, by row.
        weights: Weights in force after missing children were dealt with, and what was combined, by row of the parent;
            not for plain weighted means, whose weights are the declared ones and whose children's scores stand.
        effects: Rules that fired, in order.
    """

    raw: dict[int, Floats] = field(default_factory=dict)
    calls: dict[int, Column] = field(default_factory=dict)
    weights: dict[int, tuple[Floats, Floats]] = field(default_factory=dict)
    effects: list[Effect] = field(default_factory=list)


class Block:
    """Some schools of a table, scored together. Matrices have a row per input or node and a column per school.

    The memory is taken once and used again for every block of a run: fresh pages cost more than the arithmetic.
    """

    def __init__(self, plan: Plan, table: Table, capacity: int, trace: Trace | None = None) -> None:
        self.plan = plan
        self.table = table
        self.trace = trace
        #: Values of leaves that are known beforehand, by row: their metric is not run.
        self.known: dict[int, Column] = {}
        #: Scores before rounding, by row; filled only where they are asked for.
        self.unrounded: dict[int, Floats] | None = None
        self._inputs: Floats = np.empty(len(plan.inputs) * capacity)
        self._none: Floats = np.full(capacity, np.nan)
        # The last row of scores and of statuses stands for places without a child: nothing, and nothing missing.
        self._scores: Floats = np.zeros((len(plan.nodes) + 1, capacity))
        self._status: Codes = np.zeros((len(plan.nodes) + 1, capacity), np.uint8)
        self._grades = np.empty((len(plan.graded), capacity), np.int8)
        self._coverage: Floats = np.empty((len(plan.inner), capacity))
        self._scratch: Floats = np.empty((2, plan.widest * capacity))

    def load(self, rows: Rows, size: int) -> None:
        """Take other schools: fill the input matrix, and say why each absent value is absent."""
        self.rows = rows
        self.size = size
        self.inputs: Floats = self._inputs[: len(self.plan.inputs) * size].reshape(len(self.plan.inputs), size)
        self.padded: Floats = self._scores[:, :size]
        self.scores: Floats = self.padded[:-1]
        self.node_status: Codes = self._status[:, :size]
        self.grades = self._grades[:, :size]
        self.coverage: Floats = self._coverage[:, :size]
        self.fired: dict[str, Bools] = {}
        #: Whether any school of the block lacks anything: until then there is no coverage to carry upwards.
        self.partial = False
        self._fill()

    def _fill(self) -> None:
        numbers, rows, none = self.table.numbers, self.rows, self._none[: self.size]
        given: list[Floats] = [none] * len(self.plan.inputs)
        marked: list[tuple[int, Codes]] = []
        uncollected: list[int] = []
        for place, (indicator, part) in enumerate(self.plan.inputs):
            column = numbers.get(indicator)
            if column is None:
                if not part:
                    uncollected.append(place)
            elif part:
                given[place] = column.parts[part][rows] if part in column.parts else none
            else:
                given[place] = column.value[rows]
                if column.status is not None:
                    marked.append((place, column.status[rows]))
        if given:
            np.concatenate(given, out=self.inputs.reshape(-1))
        self.statuses: Codes = np.isnan(self.inputs[: self.plan.values]).view(np.uint8)
        self.statuses *= _MISSING
        self.statuses[uncollected] = _NOT_COLLECTED
        for place, status in marked:
            self.statuses[place] = status

    def scratch(self, slot: int, *shape: int) -> Floats:
        """Memory for a passing result of shape (*shape, schools); the next caller of a slot overwrites it."""
        count = math.prod(shape) * self.size
        return self._scratch[slot, :count].reshape(*shape, self.size)

    def keep(self, row: int, weights: Floats, scores: Floats) -> None:
        """Keep the weights in force and what was combined, where cards will be built."""
        if self.trace is not None:
            everyones = np.empty_like(scores)
            everyones[:] = weights
            self.trace.weights[row] = (everyones, scores.copy())

    def value(self, indicator: str) -> Floats:
        """Values of an indicator, shape (schools,)."""
        values: Floats = self.inputs[self.plan.place[InputKey(indicator)]]
        return values

    def status(self, indicator: str) -> Codes:
        """Status codes of an indicator, shape (schools,)."""
        codes: Codes = self.statuses[self.plan.place[InputKey(indicator)]]
        return codes

    def column(self, indicator: str, parts: Sequence[str]) -> Column:
        """An indicator as a metric reads it; a part (``n``, ``lower``, …) is None where the data has none."""
        place, held = self.plan.place, self.table.numbers.get(indicator)
        at = place[InputKey(indicator)]
        if held is None or not held.parts:
            return Column(self.inputs[at], self.statuses[at])
        keys = {part: InputKey(indicator, part) for part in parts if part in held.parts}
        given = {part: self.inputs[place[key]] for part, key in keys.items() if key in place}
        return Column(self.inputs[at], self.statuses[at], **given)

    def text_is(self, name: str, wanted: Sequence[str]) -> Bools:
        """Whether each school's text in a context column is one of ``wanted``; False where there is no such column."""
        column = self.table.texts.get(name)
        return np.zeros(self.size, np.bool_) if column is None else column.matches(wanted, self.rows)

    def text_as(self, name: str, numbers: dict[str, int]) -> npt.NDArray[np.int8]:
        """A small integer for each school's text in a context column; −1 where it has none."""
        column = self.table.texts.get(name)
        return np.full(self.size, -1, np.int8) if column is None else column.mapped(numbers, -1, self.rows)

    def node(self, node: str) -> tuple[Floats, Codes]:
        """Scores and status codes of a node."""
        row = self.plan.rows[node]
        return self.scores[row], self.node_status[row]

    def grade_is(self, node: str, wanted: Sequence[str]) -> Bools:
        """Whether each school's grade on a node is one of ``wanted``."""
        compiled = self.plan.nodes[self.plan.rows[node]]
        if compiled.bands is None:
            return np.zeros(self.size, np.bool_)
        # The last place answers for −1, no grade.
        table = np.array([*(grade in wanted for grade in compiled.bands.grades), False])
        found: Bools = table[self.grades[compiled.grade_row]]
        return found
