"""Array kernels: numbers in, numbers out. They import only numpy, validate nothing and know no school.

Shapes: ``k`` rows (indicators or children) by ``b`` schools. Absent values are NaN. Sums run in a fixed order, one
row after the other, so that a school scores the same bytes alone and in any block (BLAS and pairwise sums do not).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Grades = npt.NDArray[np.int8]

#: Beyond so many columns one pass over the memory is faster than two of plain maxima and minima.
_LONG = 2048
#: Binary noise of a computed decimal. A value this close to a tie or a cut counts as being there.
NOISE = 1e-9


def round_half_up(x: Floats, numerator: int, denominator: int) -> Floats:
    """Round to multiples of ``numerator / denominator``, halves away from zero, as decimal arithmetic does.

    0.8 × 52.5 + 0.2 × 47.5 is 51.5 in decimal and 51.49999999999999 in binary; the noise is added back first.
    """
    steps = np.abs(x) * denominator / numerator
    whole = np.floor(steps + (0.5 + NOISE) + steps * 1e-14)
    return np.copysign(whole * numerator / denominator, x) + 0.0


def goalposts(
    x: Floats, start: Floats | None, factor: Floats, base: Floats | None, low: Floats, high: Floats,
    out: Floats | None = None,
) -> Floats:  # fmt: skip
    """``base + (x − start) × factor``, clipped to [low, high]. ``x`` is (k, b), the rest (k, 1); None stands for 0."""
    out = np.multiply(x, factor, out=out) if start is None else np.subtract(x, start, out=out)
    if start is not None:
        out *= factor
    # A base of 0 is added too: it takes the sign off a zero, which limits keep for many schools and not for one.
    out += 0.0 if base is None else base
    if out.shape[-1] > _LONG:
        return np.clip(out, low, high, out=out)
    np.maximum(out, low, out=out)
    return np.minimum(out, high, out=out)


def steps(
    x: Floats, cuts: Sequence[Floats | float], points: Sequence[Floats | float], *, upper: bool = False
) -> Floats:
    """``points[0]`` below ``cuts[0]``, ``points[j]`` from ``cuts[j - 1]`` on (above it where ``upper``).

    NaN where the value or a cut is NaN: a threshold that is not known is not a threshold that was missed.
    """
    out = np.where(np.isnan(x), np.nan, points[0])
    for cut, gained in zip(cuts, points[1:], strict=True):
        np.copyto(out, gained, where=reaches(x, cut, upper=upper))
    for cut in cuts:
        np.copyto(out, np.nan, where=np.isnan(cut))
    return out


def reaches(x: Floats, cut: Floats | float, *, upper: bool = False) -> Bools:
    """Whether ``x`` is at or above ``cut`` (above it where ``upper``), binary noise aside; False where NaN."""
    return x > cut + NOISE if upper else x >= cut - NOISE


def piecewise(x: Floats, at: Floats, points: Floats) -> Floats:
    """Linear interpolation, flat outside the first and last point."""
    return np.where(np.isnan(x), np.nan, np.interp(x, at, points))


def lookup(x: Floats, values: Floats, points: Floats) -> Floats:
    """The points of each listed value; NaN for a value that is not listed. ``values`` ascend."""
    place = np.minimum(np.searchsorted(values, x), len(values) - 1)
    return np.where(values[place] == x, points[place], np.nan)


def interval_band(
    x: Floats,
    lower: Floats,
    upper: Floats,
    cuts: tuple[float, Floats | float, Floats | float],
    points: Sequence[float],
    *,
    lower_inclusive: bool,
) -> Floats:
    """Band 1 to 5 of a value with limits; ``cuts`` are centre, lower cut, upper cut. NaN where any of the three is."""
    centre, low, high = cuts
    above, below = lower > centre, upper < centre
    well_below = (x <= low + NOISE) if lower_inclusive else (x < low - NOISE)
    out = np.full(x.shape, points[2])
    np.copyto(out, points[3], where=above)
    np.copyto(out, points[4], where=above & (x >= high - NOISE))
    np.copyto(out, points[1], where=below)
    np.copyto(out, points[0], where=below & well_below)
    out[np.isnan(x) | np.isnan(lower) | np.isnan(upper)] = np.nan
    return out


def percentile(x: Floats, reference: Floats, *, higher: bool) -> Floats:
    """Share 0 to 1 of the sorted reference that does worse than ``x``, ties counted half."""
    below = np.searchsorted(reference, x, side="left") + np.searchsorted(reference, x, side="right")
    share = below / (2.0 * max(len(reference), 1))
    return np.where(np.isnan(x) | (len(reference) == 0), np.nan, share if higher else 1.0 - share)


def percentile_among(x: Floats, peers: Floats, *, higher: bool) -> Floats:
    """Share 0 to 1 of each school's own peers that does worse than it, ties counted half.

    Args:
        x: Values, (schools,).
        peers: Values of the peers of each, (schools, k); NaN where a peer has none.
        higher: Whether higher is better.
    """
    own = x[:, None]
    count = (~np.isnan(peers)).sum(axis=1)
    below = (peers < own).sum(axis=1) + (peers <= own).sum(axis=1)
    share = below / (2.0 * np.maximum(count, 1))
    return np.where(np.isnan(x) | (count == 0), np.nan, share if higher else 1.0 - share)


def ordered_sum(rows: Floats) -> Floats:
    """Sum over the first axis, one row after the other."""
    out: Floats = rows[0].copy()
    for row in rows[1:]:
        out += row
    return out


def sum_in_place(rows: Floats) -> Floats:
    """Sum over the first axis, one row after the other, into the first row, which is returned."""
    out: Floats = rows[0]
    for row in rows[1:]:
        out += row
    return out


def weighted_mean(scores: Floats, weights: Floats, absent: Bools) -> tuple[Floats, Floats]:
    """Weighted mean of the scores present, and the weight that is present. NaN where no weight is.

    ``Σ w·s ÷ Σ w`` over the children that are not NaN. ``scores`` is (k, …), ``weights`` broadcasts to it; ``absent``
    marks the NaNs.
    """
    terms = scores * weights
    np.copyto(terms, 0.0, where=absent)
    present = ordered_sum(np.where(absent, 0.0, weights))
    return sum_in_place(terms) / present, present


def weighted_sum(scores: Floats) -> Floats:
    """Sum of the scores present; NaN where none is."""
    absent = np.isnan(scores)
    total = ordered_sum(np.where(absent, 0.0, scores))
    return np.where(absent.all(axis=0), np.nan, total)


def product(scores: Floats) -> Floats:
    """Product of the scores present; NaN where none is."""
    absent = np.isnan(scores)
    out: Floats = np.where(absent[0], 1.0, scores[0])
    for row, gone in zip(scores[1:], absent[1:], strict=True):
        out = out * np.where(gone, 1.0, row)
    return np.where(absent.all(axis=0), np.nan, out)


def power_mean(scores: Floats, weights: Floats, power: float) -> Floats:
    """Weighted power mean ``(Σ w·s^p ÷ Σ w)^(1/p)`` of the scores present; power 0 is the geometric mean.

    A score of 0 gives 0 where the power is 0 or less (the limit); a negative score gives NaN.
    """
    usable = np.where(scores < 0, np.nan, scores)
    inner = np.log(usable) if power == 0 else usable**power
    mean, _ = weighted_mean(inner, weights, np.isnan(inner))
    out: Floats = np.exp(mean) if power == 0 else mean ** (1.0 / power)
    return np.where((scores < 0).any(axis=0), np.nan, out)


def best(scores: Floats) -> Floats:
    """Highest score present; NaN where none is."""
    out: Floats = np.fmax.reduce(scores, axis=0)
    return out


def worst(scores: Floats) -> Floats:
    """Lowest score present; NaN where none is."""
    out: Floats = np.fmin.reduce(scores, axis=0)
    return out


def grid(rows: Floats, columns: Floats, cells: Floats) -> Floats:
    """The cell that two levels, counted from 1, point at; NaN where a level is absent or off the table."""
    height, width = cells.shape
    fits = (rows >= 1) & (rows <= height) & (columns >= 1) & (columns <= width)
    row = np.where(fits, rows, 1).astype(np.intp) - 1
    column = np.where(fits, columns, 1).astype(np.intp) - 1
    return np.where(fits, cells[row, column], np.nan)


def grade_index(scores: Floats, cuts: Floats, *, upper: bool = False) -> Grades:
    """Index of the grade, 0 the lowest; −1 where the score is NaN.

    ``cuts`` are those above the lowest band, shape (c, …) in front of the shape of ``scores``.
    """
    out: Grades = np.add.reduce(reaches(scores, cuts, upper=upper).view(np.int8), axis=0, dtype=np.int8)
    out -= np.isnan(scores).view(np.int8)
    return out
