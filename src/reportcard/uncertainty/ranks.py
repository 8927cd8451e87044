"""Places in the order of all schools: in each draw all are ranked anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reportcard.engine.table import Floats, Table
from reportcard.uncertainty.settings import Uncertainty
from reportcard.uncertainty.simulate import Draws, runs
from reportcard.uncertainty.streams import TOGETHER
from reportcard.uncertainty.sure import Estimator

Places = npt.NDArray[np.intp]
#: Numbers that are held at a time: scores of all schools in some draws.
_HELD = 16_000_000
#: Schools whose errors are looked up together.
_TOGETHER = 4096


class Ranks(NamedTuple):
    """Places of schools, 1 the highest score. Every array has shape (schools,); NaN for a school without a score.

    Attributes:
        rank: Place by the score itself.
        low: Best place that is probable.
        high: Worst place that is probable.
    """

    rank: Floats
    low: Floats
    high: Floats


def rank_limits(
    estimators: Sequence[Estimator],
    row: Mapping[int, int | None],
    taken: npt.NDArray[np.int16],
    table: Table,
    settings: Uncertainty,
    scores: Floats,
) -> Ranks:
    """Rank the schools of a table by the score of a node.

    Only the lowest and the highest few places of each school are kept between draws, and draws are made so many at a
    time that the scores of all schools fit into 128 MiB.

    Args:
        estimators: One for each plan.
        row: Row of the node in each plan; None where a plan does not have it.
        taken: Index of the plan that each school takes.
        table: The schools.
        settings: Draws and seed; the confidence is the part of the places between the ends.
        scores: Scores of the node.
    """
    ranked = np.flatnonzero(~np.isnan(scores))
    kept = max(round((settings.draws + 1) * (1 - settings.confidence) / 2), 1)
    best = np.empty((ranked.size, 0), np.int32)
    worst = np.empty((ranked.size, 0), np.int32)
    for first, count in _stretches(settings.draws, ranked.size):
        drawn = _drawn(estimators, row, taken, table, settings, ranked, first, count)
        places = np.stack([places_of(column) for column in drawn.T], axis=1)
        best = _least(np.concatenate([best, places], axis=1), kept)
        worst = -_least(-np.concatenate([worst, places], axis=1), kept)
    found = [np.full(scores.size, np.nan) for _ in range(3)]
    for column, ends in zip(found, (places_of(scores[ranked]), best.max(axis=1), worst.min(axis=1)), strict=True):
        column[ranked] = ends
    rank, low, high = found
    return Ranks(rank, np.fmin(rank, low), np.fmax(rank, high))


def places_of(scores: Floats) -> npt.NDArray[np.int32]:
    """Places by score, 1 the highest; those alike share the best of theirs. A score that is absent comes last."""
    order = np.argsort(-scores, kind="stable")
    ordered = scores[order]
    place = np.arange(scores.size)
    place[1:][ordered[1:] == ordered[:-1]] = 0
    found = np.empty(scores.size, np.int32)
    found[order] = np.maximum.accumulate(place) + 1
    return found


def _least(places: npt.NDArray[np.int32], count: int) -> npt.NDArray[np.int32]:
    if places.shape[1] <= count:
        return places
    return np.partition(places, count - 1, axis=1)[:, :count]


def _stretches(draws: int, schools: int) -> Iterator[tuple[int, int]]:
    """First draw and number of draws, in stretches that can be held."""
    width = max(_HELD // max(schools, 1) // TOGETHER, 1) * TOGETHER
    for first in range(0, draws, width):
        yield first, min(width, draws - first)


def _drawn(
    estimators: Sequence[Estimator],
    row: Mapping[int, int | None],
    taken: npt.NDArray[np.int16],
    table: Table,
    settings: Uncertainty,
    ranked: Places,
    first: int,
    count: int,
) -> Floats:
    """Scores of the ranked schools in some draws, (schools, draws)."""
    drawn = np.full((ranked.size, count), np.nan)
    for at, estimator in enumerate(estimators):
        own = np.flatnonzero(taken[ranked] == at)
        node = row[at]
        if node is None or not own.size:
            continue
        draws = Draws(estimator.errors, table, settings, count, own.size)
        for part in runs(own.size, _TOGETHER):
            schools = estimator.scored(table, ranked[own[part]], settings)
            for few in runs(schools.rows.size, draws.together):
                block = draws.score(schools, few, first)
                drawn[own[part][few]] = block.scores[node].reshape(-1, count)
    return drawn
