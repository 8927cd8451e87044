"""One school of a plain plan in Python's own numbers: for a single school the calls into arrays cost most of the time.

A plan is plain where every leaf is a straight line of one indicator, and every other node a weighted mean of fixed
weights, without rules: what most frameworks begin as. The operations are those of :mod:`reportcard.engine.kernels` and
:mod:`reportcard.engine.means`, in their order, so that a school has the same bytes alone and in a block.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from reportcard.engine.kernels import NOISE, ordered_sum
from reportcard.engine.plan import Affine, CompiledNode, Plan
from reportcard.indicators.status import Status

_NOT_COLLECTED = Status.NOT_COLLECTED.code
_INSUFFICIENT = Status.INSUFFICIENT.code
#: Beyond it a sum might overflow, which arrays and numbers report differently.
MOST = 1e150


class PlainRecord(NamedTuple):
    """A school whose data needs no second look.

    Attributes:
        id: Id of the school.
        name: Its name; None where the record has none.
        values: Numbers by indicator.
        parts: Numbers of pupils, limits and standard errors, by indicator, of indicators.
        texts: Context by column; empty texts are left out.
    """

    id: str
    name: str | None
    values: dict[str, float]
    parts: dict[str, dict[str, float]]
    texts: dict[str, str]


@dataclass(slots=True)
class One:
    """What was computed for one school.

    Attributes:
        inputs: Values by row of the input matrix; NaN where absent.
        scores: Scores by row of the score matrix; NaN where there is none.
        status: Status codes by row of the score matrix.
        grades: Index of the grade by row of the grade matrix, 0 the lowest; −1 for none.
        coverage: Share of the weight that rests on data, by row of the coverage matrix.
        raw: Scores before rules, limits and rounding, by row, where there were any.
        unrounded: Scores before rounding alone, by row, where there was any and the school was scored by itself.
    """

    inputs: list[float]
    scores: list[float]
    status: list[int]
    grades: list[int]
    coverage: list[float]
    raw: dict[int, float] = field(default_factory=dict)
    unrounded: dict[int, float] = field(default_factory=dict)


class Line(NamedTuple):
    """A straight-line leaf: its rows, its indicator, and its line."""

    row: int
    place: int
    indicator: str
    start: float
    factor: float
    base: float
    low: float
    high: float


class Mean(NamedTuple):
    """A weighted mean: its row, its children's first row, their weights, and for each child where its coverage is."""

    row: int
    first: int
    weights: tuple[float, ...]
    total: float
    least: float
    cover_row: int
    covers: tuple[int, ...]


class Finish(NamedTuple):
    """What follows a node's score."""

    clip: tuple[float, float] | None
    rounding: tuple[int, int] | None
    grade_row: int
    cuts: tuple[float, ...]
    upper: bool


class Alone:
    """A plain plan, laid out for one school at a time.

    Attributes:
        lines: Its leaves, in the order of the input matrix.
        means: Its other nodes, children before their parents.
        finishes: What follows a node's score, by row.
    """

    def __init__(self, plan: Plan, affine: Affine) -> None:
        self._plan = plan
        self.lines = tuple(_lines(plan, affine))
        self.finishes = {node.row: _finish_of(node) for node in plan.nodes if node.is_finished}
        # Level by level from the root down is the order of rows: backwards, children come before their parents.
        self.means = tuple(_mean(plan, node) for node in reversed(plan.nodes) if node.family is not None)

    @staticmethod
    def of(plan: Plan) -> Alone | None:
        """The plan laid out for one school; None where it is not plain."""
        affine = plan.affine
        leaves = sum(node.family is None for node in plan.nodes)
        if affine is None or not leaves == len(affine.factor) == len(plan.inputs):
            return None
        return Alone(plan, affine) if all(map(_is_plain, plan.nodes)) else None

    def score(self, values: Mapping[str, float]) -> One | None:
        """Score a school.

        Args:
            values: Its values by indicator, all of them finite; an indicator that is not here was not collected.

        Returns:
            What was computed; None where numbers grow so large that arrays must decide what becomes of them.
        """
        plan = self._plan
        none = math.nan
        one = One(
            [none] * len(self.lines), [none] * len(plan.nodes), [0] * len(plan.nodes),
            [-1] * len(plan.graded), [1.0] * len(plan.inner),
        )  # fmt: skip
        scores, finishes = one.scores, self.finishes
        for row, place, indicator, start, factor, base, low, high in self.lines:
            value = values.get(indicator)
            if value is None:
                one.status[row] = _NOT_COLLECTED
                continue
            one.inputs[place] = value
            score = (value - start) * factor + base
            score = low if score < low else min(score, high)
            if not -MOST < score < MOST:
                return None
            scores[row] = score
            if row in finishes:
                _finish(one, row, finishes[row])
        for mean in self.means:
            _combine(one, mean)
            if mean.row in finishes:
                _finish(one, mean.row, finishes[mean.row])
        return one


def _is_plain(node: CompiledNode) -> bool:
    if node.has_rules or (node.bands is not None and node.bands.moves):
        return False
    family = node.family
    if family is None:
        return True
    return family.plain and family.fixed is not None and 0 < float(family.fixed.sum()) < MOST


def _lines(plan: Plan, affine: Affine) -> Iterator[Line]:
    rows = np.arange(len(plan.nodes))[affine.rows].tolist()
    places = np.arange(len(plan.inputs))[affine.inputs].tolist()
    zeros = np.zeros(affine.factor.shape)
    given = (affine.start, affine.factor, affine.base, affine.low, affine.high)
    numbers = [(zeros if column is None else column)[:, 0].tolist() for column in given]
    for row, place, *line in zip(rows, places, *numbers, strict=True):
        yield Line(row, place, plan.inputs[place].indicator, *line)


def _mean(plan: Plan, node: CompiledNode) -> Mean:
    family = node.family
    assert family is not None and family.fixed is not None  # noqa: S101, PT018  it is plain
    weights = tuple(family.fixed[:, 0].tolist())
    total = float(ordered_sum(family.fixed)[0])
    covers = tuple(child.cover_row for child in plan.nodes[family.rows])
    least = (family.needs_weight or 0.0) - NOISE
    return Mean(node.row, family.rows.start, weights, total, least, node.cover_row, covers)


def _finish_of(node: CompiledNode) -> Finish:
    bands = node.bands
    upper = bands is not None and bands.upper
    cuts = () if bands is None else tuple(float(cut(None)) for cut in bands.cuts)
    return Finish(
        node.node.clip, node.rounding, node.grade_row,
        tuple(cut + NOISE if upper else cut - NOISE for cut in cuts), upper,
    )  # fmt: skip


def _combine(one: One, mean: Mean) -> None:
    """``Σ w·s ÷ Σ w`` over the children that have a score; what that rests on; and why there is none."""
    scores, coverage = one.scores, one.coverage
    total = present = covered = 0.0
    row = mean.first
    for weight, cover in zip(mean.weights, mean.covers, strict=True):
        score = scores[row]
        if score == score:
            total += score * weight
            present += weight
            covered += weight if cover < 0 else weight * coverage[cover]
        row += 1
    share = present / mean.total
    coverage[mean.cover_row] = covered / mean.total
    if share >= mean.least and present:
        scores[mean.row] = total / present
    else:
        one.status[mean.row] = _INSUFFICIENT if share > 0 else max(one.status[mean.first : row])


def _finish(one: One, row: int, finish: Finish) -> None:
    """Limits, rounding and grade of a score."""
    score = one.scores[row]
    if score != score:
        return
    if finish.clip is not None or finish.rounding is not None:
        one.raw[row] = score
        if finish.clip is not None:
            low, high = finish.clip
            score = low if score < low else min(score, high)
        if finish.rounding is not None:
            one.unrounded[row] = score
            numerator, denominator = finish.rounding
            steps = abs(score) * denominator / numerator
            whole = float(math.floor(steps + (0.5 + NOISE) + steps * 1e-14))
            score = math.copysign(whole * numerator / denominator, score) + 0.0
        one.scores[row] = score
    if finish.grade_row >= 0:
        reached = [score > cut if finish.upper else score >= cut for cut in finish.cuts]
        one.grades[finish.grade_row] = reached.count(True)
