"""The arithmetic of partnership contribution: arrays in, arrays out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]


class Change(NamedTuple):
    """How outcomes changed, or by how much more than elsewhere: the change, its variance, and its weight in pupils."""

    change: Floats
    variance: Floats
    pupils: Floats


def by_year(first: Places, last: Places) -> tuple[Places, Places]:
    """Spans year by year: the place of the span and the year, for each year of each span, in their order."""
    spans = last - first + 1
    place = np.repeat(np.arange(len(first)), spans)
    return place, first[place] + np.arange(len(place)) - np.repeat(np.cumsum(spans) - spans, spans)


def numbered(school: Places, year: Places) -> Places:
    """A number from 0 for each pair of a school and a year; alike for pairs that are alike."""
    number: Places = np.unique(school * 10_000 + year, return_inverse=True)[1]
    return number


def remaining_shares(share: Floats, link: Places, key: Places, stated: Floats) -> Floats:
    """Fill in shares that are not given (NaN): an equal part of what the stated shares leave.

    ``(1 − most stated in any year of the link) ÷ (most links without a share in any year of the link)``, so that the
    shares of a school sum to 1 at most in every year, whatever begins and ends in between.
    """
    empty = np.isnan(share)
    if not empty.any():
        return share
    rivals = np.bincount(key, empty[link].astype(np.float64))
    taken, count = np.zeros(len(share)), np.ones(len(share))
    np.maximum.at(taken, link, stated[key])
    np.maximum.at(count, link, rivals[key])
    return np.where(empty, (1.0 - taken) / count, share)


def changes(before: Change, after: Change) -> Change:
    """``after − before`` of every school, with the variance of a difference and the pupils of the later year."""
    return Change(after.change - before.change, before.variance + after.variance, after.pupils)


def everyone_else(change: Change, free: Bools) -> tuple[float, float]:
    """Pupil-weighted mean change of the schools that were free of support, and its variance; NaN for no school."""
    there = free & ~np.isnan(change.change)
    weight = change.pupils[there]
    total = weight.sum()
    if total <= 0:
        return np.nan, np.nan
    return float((weight * change.change[there]).sum() / total), float(
        (weight**2 * change.variance[there]).sum() / total**2
    )


def neighbours_else(change: Change, free: Bools, neighbours: Places) -> tuple[Floats, Floats]:
    """The same for the neighbours of some schools.

    Args:
        change: Change of every school, (schools,).
        free: Whether each school was free of support.
        neighbours: Places of the neighbours of each school that asks, (asking, k); −1 for none.

    Returns:
        Mean change of the free neighbours and its variance, (asking,); NaN where there is none.
    """
    there = free & ~np.isnan(change.change)
    weight = _padded(np.where(there, change.pupils, 0.0))
    gained = _padded(np.where(there, change.pupils * change.change, 0.0))
    spread = _padded(np.where(there, change.pupils**2 * change.variance, 0.0))
    total = weight[neighbours].sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(total > 0, gained[neighbours].sum(axis=1) / total, np.nan)
        variance = np.where(total > 0, spread[neighbours].sum(axis=1) / total**2, np.nan)
    return mean, variance


def _padded(values: Floats) -> Floats:
    """The values with a 0 at the end, where place −1 looks."""
    return np.append(values, 0.0)


def contributions(
    supporter: Places, weight: Floats, gain: Floats, own: Floats, compared: Floats, schools: int, prior: float
) -> tuple[Floats, Floats, Floats]:
    """Improvement by supporter, with its error and the pupils that it rests on.

    With ``wᵢ = shareᵢ × pupilsᵢ``, ``N = Σw`` and the links i of one supporter::

        mean  = Σ wᵢ gᵢ ÷ N
        error = √( Σ wᵢ² vᵢ ÷ N²  +  (Σ wᵢ √cᵢ ÷ N)² )
        value = mean × N ÷ (N + prior), and the error likewise

    where gᵢ is the gain, vᵢ the variance of the school's own change and cᵢ that of the change it is compared with. The
    schools compared with may be the same ones for several links, so that their errors are added as if they went
    together: never too small.

    Args:
        supporter: Place of the supporter, (links,).
        weight: Pupils times share; 0 for a link whose gain is not known.
        gain: Gain over the schools compared with, (links,); NaN where it is not known.
        own: Variance of the supported school's own change.
        compared: Variance of the mean change of the schools compared with.
        schools: Number of schools.
        prior: Pupils at which a mean counts for one half.

    Returns:
        Value, standard error and pupils, (schools,); NaN where nothing is known.
    """

    def total(terms: Floats) -> Floats:
        return np.bincount(supporter, np.where(weight > 0, terms, 0.0), schools).astype(np.float64)

    pupils = total(weight)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total(weight * gain) / pupils
        error = np.sqrt(total(weight**2 * own) / pupils**2 + (total(weight * np.sqrt(compared)) / pupils) ** 2)
        factor = pupils / (pupils + prior)
    none = ~(pupils > 0)
    value, error, pupils = (np.where(none, np.nan, column) for column in (mean * factor, error * factor, pupils))
    return value, error, pupils
