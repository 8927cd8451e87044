"""How sure one school's results are under a plain plan, in Python's own numbers: only draws are arrays.

The operations are those of :mod:`reportcard.uncertainty.known` and :mod:`reportcard.uncertainty.exact`, in their order,
so that a school is told the same bytes alone and in a block.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from reportcard.engine.alone import MOST, Alone, Finish, Line, Mean, One, PlainRecord
from reportcard.uncertainty.alone_draws import AloneDraws
from reportcard.uncertainty.exact import OUT_OF_REACH, ExactPath
from reportcard.uncertainty.measures import Error, Nature, Natures, error_of
from reportcard.uncertainty.normal import chance_below
from reportcard.uncertainty.settings import Uncertainty

#: No draw is further from its value than this many standard errors: the tables of normal numbers end before.
_FURTHEST = 16.0


class SureOne(NamedTuple):
    """How sure the results of one school are.

    Attributes:
        ends: Interval of each score, by row of the node; NaN where there is no score.
        chances: Probability of each grade of each node, lowest first, by row; NaN where there is no grade.
        rules: Probability that each rule fires, by key.
        drawn: Whether draws were made.
        without: For each leaf, whether it has a score and no known error.
    """

    ends: Mapping[int, tuple[float, float]]
    chances: Mapping[int, Sequence[float]]
    rules: Mapping[str, float]
    drawn: bool
    without: Sequence[bool]


class _Leaf(NamedTuple):
    """A leaf: its line, what is said of its measure's error (None: it has none), and whether nothing else reads it."""

    line: Line
    nature: Nature | None
    critical: float
    straight: bool


class _Spread(NamedTuple):
    """What is known of a score before its rounding.

    Attributes:
        linear: Whether its distribution is normal and known.
        told: Whether anything below it has a known error.
        mean: Mean.
        variance: Variance by the measures' own errors.
        load: Load on the error that they share.
        deviation: Standard deviation.
    """

    linear: bool
    told: bool
    mean: float
    variance: float = 0.0
    load: float = 0.0
    deviation: float = 0.0

    def within(self, low: float, high: float) -> bool:
        """Whether limits are out of reach, or there is no error that could reach them."""
        reach = OUT_OF_REACH * self.deviation
        return reach == 0 or (self.mean - reach >= low and self.mean + reach <= high)


class SureAlone:
    """A plain plan, laid out to tell how sure one school's results are."""

    def __init__(self, alone: Alone, exact: ExactPath) -> None:
        errors = exact.errors
        self._alone = alone
        drawable = {errors.plan.inputs[place].indicator for place in errors.drawable}
        straight = dict(zip(exact.rows, exact.straight[:, 0].tolist(), strict=True))
        lines = sorted(alone.lines)
        natures = [Nature.of(errors.indicators[line.indicator]) for line in lines]
        critical = Natures.of(natures).critical[:, 0].tolist()
        self._leaves = tuple(
            _Leaf(line, nature if line.indicator in drawable else None, deviates, straight[line.row])
            for line, nature, deviates in zip(lines, natures, critical, strict=True)
        )
        self._draws = AloneDraws(alone, lines, Natures.of(natures))
        cuts = [[cut for cut in given if cut < math.inf] for given in exact.cuts[:, :, 0].tolist()]
        #: Row of the grade, and the lowest unrounded scores that reach each cut, by row of the graded node.
        self._cuts = {row: (at, given) for row, at, given in zip(exact.graded, exact.grade_rows, cuts, strict=True)}

    def sure(self, record: PlainRecord, one: One, settings: Uncertainty) -> SureOne | None:
        """How sure a school's results are.

        Args:
            record: The school.
            one: What was computed of it.
            settings: Confidence, draws, seed.

        Returns:
            The answer; None where only a block has it.
        """
        errors = [_error(leaf, record) for leaf in self._leaves]
        if not settings.exact or self._is_wide(errors):
            return None
        spreads = self._spreads(one, errors, settings.correlation)
        scores = one.scores
        open_ = [row for row, spread in enumerate(spreads) if not spread.linear]
        ends: dict[int, tuple[float, float]] = {}
        chances: dict[int, list[float]] = {}
        # Whatever has no exact answer rests on a known error, so that there is something to draw.
        there = [row for row in open_ if scores[row] == scores[row]]
        if there:
            drawn = self._draws.draw(record.id, errors, one, [spread.told for spread in spreads], settings)
            ends, chances = self._draws.answers(drawn, there, settings.confidence)
        for row, spread in enumerate(spreads):
            score = scores[row]
            if score == score:
                low, high = ends[row] if row in ends else _reach(spread, score, settings.critical)
                # An interval holds the score itself, also where that was rounded out of it.
                ends[row] = min(low, score), max(high, score)
        for row, (at, cuts) in self._cuts.items():
            grade = one.grades[at]
            if grade >= 0 and row not in chances:
                chances[row] = _chances(spreads[row], cuts, grade)
        without = [
            error is None and scores[leaf.line.row] == scores[leaf.line.row]
            for leaf, error in zip(self._leaves, errors, strict=True)
        ]
        return SureOne(ends, chances, {}, bool(open_), without)

    def _is_wide(self, errors: Sequence[Error | None]) -> bool:
        """Whether a draw might be so large that arrays must decide what becomes of it."""
        reach = [
            max(error.down, error.up) * abs(leaf.line.factor)
            for leaf, error in zip(self._leaves, errors, strict=True)
            if error is not None
        ]
        return not max(reach, default=0.0) * _FURTHEST < MOST

    # --- exact ---

    def _spreads(self, one: One, errors: Sequence[Error | None], correlation: float) -> list[_Spread]:
        """What is known of every score, by row."""
        found = [_NOTHING] * len(one.scores)
        passed = found.copy()
        own, shared, finishes = 1 - correlation, math.sqrt(correlation), self._alone.finishes
        for leaf, error in zip(self._leaves, errors, strict=True):
            row = leaf.line.row
            before = one.unrounded.get(row, one.scores[row])
            spread = _Spread(True, False, before) if error is None else _of_leaf(leaf, error, before, own, shared)
            found[row], passed[row] = _finished(spread, one.scores[row], finishes.get(row))
        for mean in self._alone.means:
            spread = _of_mean(mean, passed, one.scores)
            found[mean.row], passed[mean.row] = _finished(spread, one.scores[mean.row], finishes.get(mean.row))
        return found


_NOTHING = _Spread(True, False, math.nan)
#: What has no exact answer: it rests on a known error.
_OPEN = _Spread(False, True, 0.0)


def _error(leaf: _Leaf, record: PlainRecord) -> Error | None:
    indicator = leaf.line.indicator
    value, parts = record.values.get(indicator), record.parts.get(indicator)
    if value is None or parts is None or leaf.nature is None:
        return None
    return error_of(value, parts, leaf.nature, leaf.critical)


def _of_leaf(leaf: _Leaf, error: Error, before: float, own: float, shared: float) -> _Spread:
    """A leaf with a known error; ``before`` is its score before rounding."""
    line, nature = leaf.line, leaf.nature
    if nature is None or not (leaf.straight and error.is_normal):
        return _OPEN
    spread = error.down * line.factor
    variance, load = own * (spread * spread), shared * nature.sign * spread
    mean = before if spread == 0 else (error.value - line.start) * line.factor + line.base
    found = _Spread(True, True, mean, variance, load, math.sqrt(variance + load * load))
    return found if error.down == 0 or _is_inside(leaf, nature, error, found) else _OPEN


def _is_inside(leaf: _Leaf, nature: Nature, error: Error, spread: _Spread) -> bool:
    """Whether neither the ends of what can be true nor those of the line are within reach."""
    reach = OUT_OF_REACH * error.down
    inside = error.value - reach >= nature.low and error.value + reach <= nature.high
    return inside and spread.within(leaf.line.low, leaf.line.high)


def _of_mean(mean: Mean, passed: Sequence[_Spread], scores: Sequence[float]) -> _Spread:
    """A weighted mean of what its children pass on."""
    children = slice(mean.first, mean.first + len(mean.weights))
    told, total, there = False, 0.0, []
    for weight, score, spread in zip(mean.weights, scores[children], passed[children], strict=True):
        if not spread.linear:
            return _OPEN
        told |= spread.told
        if score == score:
            total += weight
            there.append((weight, spread))
    middle = variance = load = 0.0
    for weight, spread in there:
        share = weight / total
        middle += share * spread.mean
        variance += share * share * spread.variance
        load += share * spread.load
    return _Spread(True, told, middle, variance, load, math.sqrt(variance + load * load))


def _finished(spread: _Spread, score: float, finish: Finish | None) -> tuple[_Spread, _Spread]:
    """A node's own spread, and what its parent gets of it: where it is rounded, the score where it has no error."""
    if finish is None:
        return spread, spread
    if finish.clip is not None and not spread.within(*finish.clip):
        return _OPEN, _OPEN
    if finish.rounding is None or not spread.linear:
        return spread, spread
    return spread, spread._replace(mean=score) if spread.deviation == 0 else _OPEN


def _reach(spread: _Spread, score: float, critical: float) -> tuple[float, float]:
    """The interval of a score that needs no draws."""
    if not spread.told:
        return score, score
    reach = critical * spread.deviation
    return spread.mean - reach, spread.mean + reach


def _chances(spread: _Spread, cuts: Sequence[float], grade: int) -> list[float]:
    """Probability of each grade, lowest first, of a normal score that is rounded and then graded."""
    deviation = spread.deviation
    if deviation == 0:
        return [1.0 if place == grade else 0.0 for place in range(len(cuts) + 1)]
    reached = [1.0, *(chance_below((spread.mean - cut) / deviation) for cut in cuts), 0.0]
    return [max(one - other, 0.0) for one, other in pairwise(reached)]
