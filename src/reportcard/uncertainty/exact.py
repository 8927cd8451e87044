"""The exact answer: where a score is a weighted sum of normal errors, its distribution is normal and known."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reportcard.engine import kernels
from reportcard.engine.block import Block
from reportcard.engine.conditions import parts_of
from reportcard.engine.plan import CompiledNode, Family, GradeBands, InputKey
from reportcard.engine.scales import straight_line
from reportcard.engine.table import Floats
from reportcard.framework.document import IndicatorCondition, NodeCondition
from reportcard.uncertainty.known import Known, PlanErrors
from reportcard.uncertainty.measures import Errors
from reportcard.uncertainty.normal import probability

Bools = npt.NDArray[np.bool_]

#: A limit this many standard errors away is out of reach: 6 in 100,000 draws would meet it.
_OUT_OF_REACH = 4.0


class Line(NamedTuple):
    """A straight-line leaf: ``base + (value − start) × factor``, within its limits."""

    start: float
    factor: float
    base: float
    low: float
    high: float


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
    """A weighted sum of errors: its mean, the variance of each school's own part, the load on the shared one."""

    linear: Bools
    mean: Floats
    variance: Floats
    load: Floats

    @property
    def deviation(self) -> Floats:
        found: Floats = np.sqrt(self.variance + self.load**2)
        return found

    def within(self, low: float, high: float) -> Bools:
        """Where limits are out of reach, or there is no error that could reach them."""
        reach = _OUT_OF_REACH * self.deviation
        found: Bools = (reach == 0) | ((self.mean - reach >= low) & (self.mean + reach <= high))
        return found


class ExactPath:
    """The exact answers of a plan; what is the same for every school is looked up once."""

    def __init__(self, errors: PlanErrors) -> None:
        self.errors = errors
        self.plan = errors.plan
        self.lines = dict(self._lines())
        self.places_of_rules = {node.row: self._rule_places(node) for node in self.plan.nodes}

    def _lines(self) -> Iterator[tuple[int, Line]]:
        affine = self.plan.affine
        if affine is not None:
            rows = np.arange(len(self.plan.nodes))[affine.rows].tolist()
            given = (affine.start, affine.factor, affine.base, affine.low, affine.high)
            columns = [[0.0] * len(rows) if part is None else part[:, 0].tolist() for part in given]
            yield from ((row, Line(*numbers)) for row, numbers in zip(rows, zip(*columns, strict=True), strict=True))
        for node in self.errors.leaves:
            if node.call is not None and node.call.rounding is None:
                line = straight_line(node.node.scale, None, higher=True)
                if line is not None:
                    yield node.row, Line(*line)

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
        own: dict[int, _Sum] = {}
        passed: dict[int, _Sum] = {}
        for node in reversed(self.plan.nodes):
            if node.family is None:
                found = self._leaf(base, known, node, correlation)
            else:
                found = self._inner(base, node, node.family, passed)
            linear = found.linear & self._rules_are_settled(base, known, node)
            if node.node.clip is not None:
                linear &= found.within(*node.node.clip)
            own[node.row] = found._replace(linear=linear)
            passed[node.row] = _rounded(own[node.row], base.scores[node.row], node)
        ordered = [own[row] for row in range(len(self.plan.nodes))]
        return Exact(
            np.array([one.linear for one in ordered]),
            np.array([one.mean for one in ordered]),
            np.array([one.deviation for one in ordered]),
        )

    # --- leaves ---

    def _leaf(self, base: Block, known: Known, node: CompiledNode, correlation: float) -> _Sum:
        drawn = self.errors.uncertain_inputs(node.row, known.inputs, base.size)
        zero = np.zeros(base.size)
        # Without a known error the score is what it is, whatever the scale.
        constant = _Sum(np.ones(base.size, np.bool_), _before_rounding(base, node), zero, zero)
        errors = self._errors(known, node)
        if errors is None:
            return constant._replace(linear=~drawn)
        line = self.lines.get(node.row)
        if line is None:
            return constant._replace(linear=~errors.known & ~drawn)
        spread = errors.down * line.factor
        straight = _Sum(
            errors.normal & self._is_read_once(node) & (errors.known | ~drawn),
            (errors.value - line.start) * line.factor + line.base,
            (1 - correlation) * spread**2,
            math.sqrt(correlation) * errors.nature.sign * spread,
        )
        # A score that is clipped, and has no error, stays clipped.
        mean = np.where(spread == 0, constant.mean, straight.mean)
        inside = straight.within(line.low, line.high) & _in_range(errors)
        return straight._replace(linear=straight.linear & inside, mean=mean)

    def _errors(self, known: Known, node: CompiledNode) -> Errors | None:
        """The errors of a leaf's own value: of its metric's result, or of the one indicator that it reads."""
        if node.call is not None:
            return known.calls[node.row]
        return known.inputs.get(self.errors.places_read[node.row][0])

    def _is_read_once(self, node: CompiledNode) -> bool:
        """Whether nothing else reads the leaf's indicator, so that its error is nobody else's too."""
        return node.call is not None or all(
            self.errors.times_read[place] == 1 for place in self.errors.places_read[node.row]
        )

    # --- inner nodes ---

    def _inner(self, base: Block, node: CompiledNode, family: Family, passed: dict[int, _Sum]) -> _Sum:
        below = [passed[row] for row in range(family.rows.start, family.rows.stop)]
        linear = np.logical_and.reduce([one.linear for one in below])
        zero = np.zeros(base.size)
        if not family.plain or family.fixed is None:
            still = np.logical_and.reduce([one.deviation == 0 for one in below])
            return _Sum(linear & still & (family.fixed is not None), _before_rounding(base, node), zero, zero)
        scores = base.scores[family.rows]
        weights = np.where(np.isnan(scores), 0.0, family.fixed)
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = weights / kernels.ordered_sum(weights)
        mean, variance, load = zero.copy(), zero.copy(), zero.copy()
        for share, one in zip(shares, below, strict=True):
            counts = share > 0
            mean += np.where(counts, share * one.mean, 0.0)
            variance += np.where(counts, share**2 * one.variance, 0.0)
            load += np.where(counts, share * one.load, 0.0)
        return _Sum(linear, mean, variance, load)

    def _rules_are_settled(self, base: Block, known: Known, node: CompiledNode) -> Bools:
        """Where a node's rules do the same in every draw."""
        places = self.places_of_rules[node.row]
        settled = np.full(base.size, places is not None)
        for place in places or ():
            if place in known.inputs:
                settled &= ~known.inputs[place].known
        return settled


def _before_rounding(base: Block, node: CompiledNode) -> Floats:
    raw = None if base.unrounded is None else base.unrounded.get(node.row)
    return base.scores[node.row] if raw is None else raw


def _in_range(errors: Errors) -> Bools:
    """Where the ends of what can be true are out of reach."""
    reach = _OUT_OF_REACH * errors.down
    low, high = errors.nature.low, errors.nature.high
    found: Bools = (reach == 0) | ((errors.value - reach >= low) & (errors.value + reach <= high))
    return found


def _rounded(own: _Sum, score: Floats, node: CompiledNode) -> _Sum:
    """What a parent gets of a node that is rounded.

    Rounding to a multiple r adds r² ÷ 12 to the variance of a normal number whose standard deviation is at least r, and
    changes its mean by less than 1e-8 r (Sheppard 1898). Where the deviation is smaller there is no exact answer; where
    it is 0 the rounded score is.
    """
    if node.rounding is None:
        return own
    step = node.rounding[0] / node.rounding[1]
    deviation = own.deviation
    still = deviation == 0
    return _Sum(
        own.linear & (still | (deviation >= step)),
        np.where(still, score, own.mean),
        np.where(still, 0.0, own.variance + step**2 / 12),
        own.load,
    )


# --- grades ----------------------------------------------------------------------------------------------------------


def has_fixed_cuts(bands: GradeBands) -> bool:
    """Whether the cut scores are the document's, and no column's."""
    return all(band.start is None or band.start.from_indicator is None for band in bands.scale.bands)


def grade_chances(
    mean: Floats, deviation: Floats, bands: GradeBands, rounding: tuple[int, int] | None, grade: npt.NDArray[np.int8]
) -> Floats:
    """Probability of each grade of a normal score that is rounded and then graded, (grades, schools), lowest first.

    Args:
        mean: Mean of the score before rounding, shape (schools,).
        deviation: Its standard deviation; 0 gives the grade found.
        bands: The grades.
        rounding: Numerator and denominator of the multiple that the score is rounded to.
        grade: Index of the grade found.
    """
    reached = [np.ones(mean.shape)]
    for cut in bands.cuts:
        lowest = _lowest(float(cut(None)), rounding, upper=bands.upper)
        with np.errstate(invalid="ignore", divide="ignore"):
            reached.append(probability((mean - lowest) / deviation))
    at_least = np.array([*reached, np.zeros(mean.shape)])
    chances: Floats = np.maximum(at_least[:-1] - at_least[1:], 0.0)
    still = deviation == 0
    chances[:, still] = np.arange(len(chances))[:, None] == grade[still]
    return chances


def _lowest(cut: float, rounding: tuple[int, int] | None, *, upper: bool) -> float:
    """The lowest unrounded score that reaches a cut."""
    if rounding is None:
        return cut
    step = rounding[0] / rounding[1]
    steps = cut / step
    whole = math.floor(steps + kernels.NOISE) + 1 if upper else math.ceil(steps - kernels.NOISE)
    return (whole - 0.5) * step

