"""The draws of one school under a plain plan: only what has an error is drawn, and what is absent stays absent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reportcard.engine import kernels
from reportcard.engine.alone import Alone, Line, Mean, One
from reportcard.uncertainty.measures import Error, Errors, Natures
from reportcard.uncertainty.settings import Uncertainty
from reportcard.uncertainty.shares import curves
from reportcard.uncertainty.simulate import limits, vary
from reportcard.uncertainty.streams import Keys, keys

Floats = npt.NDArray[np.float64]


class OneDrawn(NamedTuple):
    """The scores of one school's draws, by row of the node; of a row that is not there every draw has the same score.

    Attributes:
        before: Scores before rounding, (draws,).
        scores: Scores.
    """

    before: dict[int, Floats]
    scores: dict[int, Floats]


class AloneDraws:
    """A plain plan, laid out to draw one school.

    Args:
        alone: The plan.
        lines: Its leaves, in the order of their rows.
        natures: What is said of each leaf's error.
    """

    def __init__(self, alone: Alone, lines: Sequence[Line], natures: Natures) -> None:
        self._alone = alone
        self._rows = [line.row for line in lines]
        self._keys: Keys = keys(f"indicator {line.indicator}" for line in lines)
        measures = np.concatenate([column.astype(np.float64) for column in natures], axis=1)
        #: Start, factor, base, low and high of each leaf's line, then what is said of its error, (leaves, 11).
        self._told: Floats = np.concatenate([np.array([line[3:] for line in lines]), measures], axis=1)
        self._cuts = {row: np.array(finish.cuts) for row, finish in alone.finishes.items() if finish.grade_row >= 0}

    def draw(
        self, school: str, errors: Sequence[Error | None], one: One, told: Sequence[bool], settings: Uncertainty
    ) -> OneDrawn:
        """Draw a school.

        Args:
            school: Its id.
            errors: The error of each leaf, None where it is not known; at least one is.
            one: What was computed of the school.
            told: For each row, whether anything at or below it has a known error.
            settings: Draws, seed, correlation.
        """
        some = [at for at, error in enumerate(errors) if error is not None]
        columns = self._told[some].T[:, :, None]
        natures = Natures(columns[5], columns[6], columns[7] > 0, *columns[8:])
        own = keys((school,), settings.seed)
        z = vary(self._keys[some][:, None] ^ own, own, natures.sign, settings, 0, settings.draws)
        drawn = _errors([error for error in errors if error is not None], natures).draw(z)[:, 0]
        scores = kernels.goalposts(drawn, *columns[:5])
        found = OneDrawn({}, {})
        for at, line in zip(some, scores, strict=True):
            self._add(found, self._rows[at], line)
        for mean in self._alone.means:
            if told[mean.row] and one.scores[mean.row] == one.scores[mean.row]:
                self._add(found, mean.row, _mean(mean, one, found.scores, settings.draws))
        return found

    def _add(self, found: OneDrawn, row: int, scores: Floats) -> None:
        """Take the draws of a node, and do what follows its score."""
        finish = self._alone.finishes.get(row)
        if finish is not None and finish.clip is not None:
            scores = np.clip(scores, *finish.clip)
        found.before[row] = found.scores[row] = scores
        if finish is not None and finish.rounding is not None:
            found.scores[row] = kernels.round_half_up(scores, *finish.rounding)

    def answers(
        self, drawn: OneDrawn, rows: Sequence[int], confidence: float
    ) -> tuple[dict[int, tuple[float, float]], dict[int, list[float]]]:
        """Of each of some nodes the interval, and the share of the draws with each grade, lowest first."""
        ordered = np.array([drawn.before[row] for row in rows])
        low, high = limits(ordered, confidence)
        ends = dict(zip(rows, zip(low.tolist(), high.tolist(), strict=True), strict=True))
        graded = zip(rows, ordered, strict=True)
        return ends, {row: self._shares(row, scores) for row, scores in graded if row in self._cuts}

    def _shares(self, row: int, ordered: Floats) -> list[float]:
        """Share of draws with each grade; ``ordered`` are their scores before rounding, which keeps the order."""
        finish = self._alone.finishes[row]
        scores = ordered if finish.rounding is None else kernels.round_half_up(ordered, *finish.rounding)
        below = scores.searchsorted(self._cuts[row], "right" if finish.upper else "left").tolist()
        return [(those - lower) / scores.size for lower, those in pairwise([0, *below, scores.size])]


def _errors(errors: Sequence[Error], natures: Natures) -> Errors:
    """Errors of several measures of one school, as arrays."""
    value, down, up = (np.array(column)[:, None] for column in list(zip(*errors, strict=True))[:3])
    shares = [error for error in errors if error.n]
    line = count()
    curve_of = np.array([next(line) if error.n else -1 for error in errors], np.intp)[:, None]
    made = np.empty((0, 0))
    if shares:
        made = curves(np.array([error.value / 100 for error in shares]), np.array([error.n for error in shares]))
    return Errors(value, np.ones(value.shape, np.bool_), down, up, curve_of, made, natures)


def _mean(mean: Mean, one: One, drawn: Mapping[int, Floats], draws: int) -> Floats:
    """``Σ w·s ÷ Σ w`` over the children that have a score, in each draw."""
    total: Floats = np.zeros(draws)
    present = 0.0
    for row, weight in enumerate(mean.weights, mean.first):
        score = one.scores[row]
        if score == score:
            present += weight
            total += drawn.get(row, score) * weight
    total /= present
    return total
