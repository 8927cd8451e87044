"""The exact answer: where a score is a weighted sum of normal errors, its distribution is normal and known."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reportcard.engine import kernels
from reportcard.engine.block import Block
from reportcard.engine.conditions import parts_of
from reportcard.engine.plan import CompiledNode, Family, InputKey
from reportcard.engine.scales import straight_line
from reportcard.engine.table import Floats
from reportcard.framework.document import IndicatorCondition, NodeCondition
from reportcard.uncertainty.known import Known, PlanErrors
from reportcard.uncertainty.normal import probability

Bools = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

#: A limit this many standard errors away is out of reach: 6 in 100,000 draws would meet it.
OUT_OF_REACH = 4.0


class Line(NamedTuple):
    """Straight-line leaves: ``base + (value − start) × factor``, within their limits. Arrays have shape (leaves, 1)."""

    start: Floats
    factor: Floats
    base: Floats
    low: Floats
    high: Floats


_FLAT = (0.0, 0.0, 0.0, -math.inf, math.inf)


class Exact(NamedTuple):
    """Normal distributions of scores before their own rounding. Every array has shape (nodes, schools).

    Attributes:
        linear: Where the distribution is exact: everything below is linear and normal.
        mean: Mean.
        deviation: Standard deviation; 0 where nothing below has a known error.
    """

    linear: Bools
    mean: Floats
    deviation: Floats


class _Sum(NamedTuple):
    """Weighted sums of errors: mean, variance of the measures' own errors, load on the error that they share."""

    linear: Bools
    mean: Floats
    variance: Floats
    load: Floats

    @property
    def deviation(self) -> Floats:
        found: Floats = np.sqrt(self.variance + self.load**2)
        return found

    def at(self, rows: int | slice) -> _Sum:
        """Those of some nodes."""
        return _Sum(self.linear[rows], self.mean[rows], self.variance[rows], self.load[rows])

    def within(self, low: Floats | float, high: Floats | float) -> Bools:
        """Where limits are out of reach, or there is no error that could reach them."""
        reach = OUT_OF_REACH * self.deviation
        found: Bools = (reach == 0) | ((self.mean - reach >= low) & (self.mean + reach <= high))
        return found


class ExactPath:
    """The exact answers of a plan; what is the same for every school is looked up once."""

    def __init__(self, errors: PlanErrors) -> None:
        self.errors = errors
        self.plan = errors.plan
        lines = dict(self._lines())
        self.rows = [leaf.row for leaf in errors.leaves]
        #: Whether each leaf is a straight line of something that nothing else reads.
        self.straight = np.array([[row in lines and self._is_read_once(row)] for row in self.rows])
        self.lines = Line(*np.array([lines.get(row, _FLAT) for row in self.rows], np.float64).T[:, :, None])
        self.places_of_rules = {node.row: self._rule_places(node) for node in self.plan.nodes if node.has_rules}
        graded = [node for node in self.plan.nodes if node.bands is not None and not node.bands.moves]
        self.graded = [node.row for node in graded]
        self.grade_rows = [node.grade_row for node in graded]
        self.cuts = _lowest_scores(graded)
        #: The nodes that need more than their leaf's own line, children first.
        self.later = [
            node
            for node in reversed(self.plan.nodes)
            if node.family or node.rounding or node.has_rules or node.node.clip
        ]

    def _lines(self) -> Iterator[tuple[int, tuple[float, ...]]]:
        affine = self.plan.affine
        if affine is not None:
            rows = np.arange(len(self.plan.nodes))[affine.rows].tolist()
            given = (affine.start, affine.factor, affine.base, affine.low, affine.high)
            columns = [[0.0] * len(rows) if part is None else part[:, 0].tolist() for part in given]
            yield from zip(rows, zip(*columns, strict=True), strict=True)
        for node in self.errors.leaves:
            if node.call is not None and node.call.rounding is None:
                line = straight_line(node.node.scale, None, higher=True)
                if line is not None:
                    yield node.row, line

    def _rule_places(self, node: CompiledNode) -> tuple[int, ...] | None:
        """Inputs that decide whether a node's rules take its score away or note something; None where they do more."""
        places: list[int] = []
        for rule in node.node.rules:
            if rule.effect not in ("withhold", "note"):
                return None
            for part in parts_of(rule.when):
                if isinstance(part, NodeCondition):
                    return None
                if isinstance(part, IndicatorCondition):
                    bounds = (part.below, part.at_most, part.equals, part.at_least, part.above)
                    names = [part.indicator, *(b.from_indicator for b in bounds if b is not None and b.from_indicator)]
                    places += [self.plan.place[InputKey(name)] for name in names]
        return tuple(places)

    def of(self, base: Block, known: Known, correlation: float) -> Exact:
        """The distributions of every node of a block that was scored with its trace."""
        shape = (len(self.plan.nodes), base.size)
        own = _Sum(np.zeros(shape, np.bool_), np.zeros(shape), np.zeros(shape), np.zeros(shape))
        for column, leaves in zip(own, self._leaves(base, known, correlation), strict=True):
            column[self.rows] = leaves
        # What a parent gets of a node differs where the node is rounded.
        passed = own._replace(linear=own.linear.copy(), mean=own.mean.copy())
        for node in self.later:
            row = node.row
            if node.family is not None:
                inner = self._inner(base, node, node.family, passed)
                own.linear[row], own.mean[row], own.variance[row], own.load[row] = inner
            if node.has_rules:
                own.linear[row] &= self._rules_are_settled(base, known, node)
            if node.node.clip is not None:
                own.linear[row] &= own.at(row).within(*node.node.clip)
            passed.linear[row], passed.mean[row] = _rounded(own.at(row), base.scores[row], node)
        # Where no error is known at all, every draw would be the school itself.
        nothing = ~known.errors.known.any(axis=0)
        return Exact(own.linear | nothing, own.mean, np.where(nothing, 0.0, own.deviation))

    # --- leaves ---

    def _leaves(self, base: Block, known: Known, correlation: float) -> _Sum:
        """Every leaf at once. Without a known error its score is what it is, whatever the scale."""
        errors, line = known.errors, self.lines
        at = self._error_rows(known)
        some = (at >= 0)[:, None]
        value = np.where(some, errors.value[at], np.nan) if len(errors.value) else np.full((len(at), base.size), np.nan)
        if not len(errors.value):
            return _Sum(
                ~known.uncertain, _before_rounding(base, self.rows), np.zeros(value.shape), np.zeros(value.shape)
            )
        down = np.where(some, errors.down[at], 0.0)
        has_error = some & errors.known[at]
        spread = down * line.factor
        straight = _Sum(
            self.straight & errors.normal[at],
            (value - line.start) * line.factor + line.base,
            (1 - correlation) * spread**2,
            math.sqrt(correlation) * errors.natures.sign[at] * spread,
        )
        reach = OUT_OF_REACH * down
        inside = (value - reach >= errors.natures.low[at]) & (value + reach <= errors.natures.high[at])
        inside &= straight.within(line.low, line.high)
        # A metric without an error of its own, whose inputs have one, has no straight line.
        linear = np.where(has_error, straight.linear & (inside | (down == 0)), ~known.uncertain)
        return straight._replace(
            linear=linear, mean=np.where(spread == 0, _before_rounding(base, self.rows), straight.mean)
        )

    def _error_rows(self, known: Known) -> Places:
        """Row of each leaf's own error: of its metric's result, or of the one indicator that it reads; −1 for none."""
        inputs = {place: row for row, place in enumerate(known.places)}
        calls = {node: row for row, node in enumerate(known.calls, len(known.places))}
        own = zip(self.errors.leaves, self.errors.places_read, strict=True)
        return np.array([calls[leaf.row] if leaf.call else inputs.get(read[0], -1) for leaf, read in own], np.intp)

    def _is_read_once(self, row: int) -> bool:
        """Whether nothing else reads a leaf's indicator, so that its error is nobody else's too."""
        indicator = self.plan.nodes[row].indicator
        return indicator is None or self.errors.times_read[indicator] == 1

    # --- inner nodes ---

    def _inner(self, base: Block, node: CompiledNode, family: Family, passed: _Sum) -> _Sum:
        below = passed.at(family.rows)
        linear: Bools = np.logical_and.reduce(below.linear)
        zero = np.zeros(base.size)
        if not family.plain or family.fixed is None:
            linear &= np.logical_and.reduce(below.deviation == 0) & (family.fixed is not None)
            return _Sum(linear, _before_rounding(base, [node.row])[0], zero, zero)
        if not linear.any():
            return _Sum(linear, zero, zero, zero)
        absent = np.isnan(base.scores[family.rows])
        weights = np.where(absent, 0.0, family.fixed)
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = weights / kernels.ordered_sum(weights)
        terms = np.stack([shares * below.mean, shares**2 * below.variance, shares * below.load], axis=1)
        # One row after the other: alone and in a block the same bytes.
        mean, variance, load = kernels.ordered_sum(np.where(absent[:, None], 0.0, terms))
        return _Sum(linear, mean, variance, load)

    def _rules_are_settled(self, base: Block, known: Known, node: CompiledNode) -> Bools:
        """Where a node's rules do the same in every draw."""
        places = self.places_of_rules[node.row]
        settled = np.full(base.size, places is not None)
        for row, place in enumerate(known.places):
            if places is not None and place in places:
                settled &= ~known.errors.known[row]
        return settled

    # --- grades ---

    def grade_chances(self, exact: Exact, base: Block) -> Floats:
        """Probability of each grade of each node of ``graded``, lowest first, (nodes, grades, schools).

        Scores are rounded and then graded. A node with fewer grades than another has zeros at the end.
        """
        mean, deviation = exact.mean[self.graded, None], exact.deviation[self.graded, None]
        with np.errstate(invalid="ignore", divide="ignore"):
            reached = probability((mean - self.cuts) / deviation)
        one, none = np.ones(mean.shape), np.zeros(mean.shape)
        chances: Floats = np.maximum(
            np.concatenate([one, reached], axis=1) - np.concatenate([reached, none], axis=1), 0.0
        )
        grade = base.grades[self.grade_rows][:, None]
        found = np.arange(chances.shape[1])[:, None] == grade
        return np.where(deviation == 0, found, chances)


def _before_rounding(base: Block, rows: list[int]) -> Floats:
    """Scores of nodes before their own rounding, (nodes, schools)."""
    scores: Floats = base.scores[rows]
    for at, row in enumerate(rows):
        if base.unrounded and row in base.unrounded:
            scores[at] = base.unrounded[row]
    return scores


def _rounded(own: _Sum, score: Floats, node: CompiledNode) -> tuple[Bools, Floats]:
    """What a parent gets of a node: of one that is rounded the rounded score where it has no error, else nothing exact.

    Rounding puts scores on a lattice, and a parent that is rounded or graded on the same lattice feels that.
    """
    if node.rounding is None:
        return own.linear, own.mean
    still = own.deviation == 0
    return own.linear & still, np.where(still, score, own.mean)


# --- grades ----------------------------------------------------------------------------------------------------------


def _lowest_scores(nodes: Sequence[CompiledNode]) -> Floats:
    """The lowest unrounded scores that reach each cut, (nodes, cuts, 1); infinite where a node has fewer cuts."""
    most = max((len(node.bands.cuts) for node in nodes if node.bands), default=0)
    found = np.full((len(nodes), most, 1), np.inf)
    for node, line in zip(nodes, found, strict=True):
        if node.bands is not None:
            cuts = [float(cut(None)) for cut in node.bands.cuts]
            line[: len(cuts), 0] = [_lowest(cut, node.rounding, upper=node.bands.upper) for cut in cuts]
    return found


def _lowest(cut: float, rounding: tuple[int, int] | None, *, upper: bool) -> float:
    """The lowest unrounded score that reaches a cut."""
    if rounding is None:
        return cut
    step = rounding[0] / rounding[1]
    steps = cut / step
    whole = math.floor(steps + kernels.NOISE) + 1 if upper else math.ceil(steps - kernels.NOISE)
    return (whole - 0.5) * step
