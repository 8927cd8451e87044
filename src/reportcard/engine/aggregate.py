"""Schools pooled into groups: pupil-weighted means with their errors, and which of them must not be told."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]


class Schools(NamedTuple):
    """What is known of each school on one indicator. Every array has shape (schools,).

    Attributes:
        value: Values; NaN for a school that does not count.
        weight: Pupils; NaN for a school that does not count.
        error: Standard errors of the values; NaN where not known.
        hidden: Schools whose own value is not told.
    """

    value: Floats
    weight: Floats
    error: Floats
    hidden: Bools

    @property
    def counts(self) -> Bools:
        """Whether each school has a value and pupils."""
        found: Bools = ~np.isnan(self.value) & ~np.isnan(self.weight)
        return found


class Pool(NamedTuple):
    """What the schools of each group come to. Every array has shape (groups,).

    Attributes:
        value: Mean weighted by pupils, or sum; NaN where no school counts.
        weight: Pupils of the schools that count.
        error: Standard error of the mean; NaN where it is not known.
        counted: Schools that count.
        hidden: Those of them whose own value is not told.
        hidden_weight: The pupils of those.
    """

    value: Floats
    weight: Floats
    error: Floats
    counted: Places
    hidden: Places
    hidden_weight: Floats


def pool(group: Places, groups: int, schools: Schools, *, mean: bool) -> Pool:
    """Pool the schools of each group.

    With N = Σ n over a group::

        mean  = Σ n v ÷ N
        error = √( Σ n² e² ÷ (N · N_told) ),  Σ over the schools whose own value is told

    With nobody hidden that is √(Σ n² e²) ÷ N. A hidden school counts with the variance a pupil has in the others, so
    that its own error, which may give its value away, is in no result.

    Args:
        group: Group of each school; −1 for a school that is in none.
        groups: Number of groups.
        schools: What is known of each school.
        mean: Pool to a weighted mean; otherwise to a sum.
    """
    value, weight, error, hidden = schools
    counts = (group >= 0) & schools.counts
    told = counts & ~hidden

    def total(where: Bools, terms: Floats) -> Floats:
        return np.bincount(group[where], terms[where], groups).astype(np.float64)

    ones = np.ones(len(value))
    weights, told_weights = total(counts, weight), total(told, weight)
    counted = total(counts, ones)
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = total(counts, weight * value) / weights if mean else total(counts, value)
        # NaN where any school that is told has no error: an error that leaves a school out is none.
        spread = np.sqrt(total(told, weight**2 * error**2) / (told_weights * weights))
    return Pool(
        np.where(counted > 0, pooled, np.nan),
        weights,
        spread if mean else np.full(groups, np.nan),
        counted.astype(np.intp),
        total(counts & hidden, ones).astype(np.intp),
        total(counts & hidden, weight),
    )


def gives_away(hidden: Places, weight: Floats, minimum: float) -> Bools:
    """Where subtracting what is told from a result would leave fewer pupils than the minimum.

    One hidden school alone always has fewer, or it would not be hidden.
    """
    found: Bools = (hidden > 0) & (weight < minimum)
    return found
