"""Correlations with their intervals, ranks, and shares of a variance: arrays in, numbers out; only numpy."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

#: 95 in 100 of a normal distribution lie within this many standard deviations.
Z95 = 1.959963984540054


class Estimate(NamedTuple):
    """An estimate with its 95 % interval.

    Attributes:
        value: The estimate; NaN where it cannot be made.
        low: Lower end; NaN where it is not known.
        high: Upper end.
        n: Schools that it rests on.
    """

    value: float
    low: float
    high: float
    n: int


NONE = Estimate(math.nan, math.nan, math.nan, 0)


def pearson(x: Floats, y: Floats) -> Estimate:
    """Product-moment correlation of the schools that have both, with Fisher's interval.

    The interval is tanh(artanh r ± 1.96 / √(n − 3)); none below four schools, or where one side is all alike.

    Args:
        x: Values, shape (schools,); NaN where absent.
        y: The same.

    Source: R. A. Fisher, On the "probable error" of a coefficient of correlation, Metron 1 (1921).
    """
    x, y = _both(x, y)
    r = _correlation(x, y)
    return _with_interval(r, len(x), 1.0)


def spearman(x: Floats, y: Floats) -> Estimate:
    """Rank correlation of the schools that have both; ties get the mean of their ranks.

    The interval is Fisher's with variance (1 + ρ² / 2) / (n − 3).

    Source: D. G. Bonett and T. A. Wright, Sample size requirements for estimating Pearson, Kendall and Spearman
    correlations, Psychometrika 65 (2000).
    """
    x, y = _both(x, y)
    r = _correlation(ranks(x), ranks(y))
    return _with_interval(r, len(x), 1.0 + r * r / 2)


def _both(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    there = np.isfinite(x) & np.isfinite(y)
    return x[there], y[there]


def _correlation(x: Floats, y: Floats) -> float:
    if len(x) < 2:
        return math.nan
    dx, dy = x - x.mean(), y - y.mean()
    scale = math.sqrt(float((dx * dx).sum()) * float((dy * dy).sum()))
    # What differs only by binary noise is alike.
    if scale <= 1e-18 * len(x) * max(1.0, float(np.abs(x).max()) * float(np.abs(y).max())):
        return math.nan
    return max(-1.0, min(1.0, float((dx * dy).sum()) / scale))


def _with_interval(r: float, n: int, factor: float) -> Estimate:
    if math.isnan(r):
        return NONE._replace(n=n)
    if n < 4:
        return Estimate(r, math.nan, math.nan, n)
    if abs(r) > 1 - 1e-12:
        return Estimate(r, r, r, n)
    half = Z95 * math.sqrt(factor / (n - 3))
    return Estimate(r, math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half), n)


def ranks(x: Floats) -> Floats:
    """Ranks from 1; ties get the mean of theirs. No value may be absent."""
    _, place, counts = np.unique(x, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    mean: Floats = (last - (counts - 1) / 2)[place.reshape(-1)]
    return mean


def share(part: int, whole: int) -> Estimate:
    """A share with Wilson's interval.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
    """
    if whole == 0:
        return NONE
    p, z = part / whole, Z95
    centre = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z / (1 + z * z / whole) * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole))
    return Estimate(p, max(0.0, centre - half), min(1.0, centre + half), whole)


def slope(x: Floats, y: Floats) -> Estimate:
    """cov(x, y) / var(x): the slope of y on x, with the interval of least squares.

    Where the ``y`` are parts that add up to x, their slopes are the shares of the variance of x that they carry, and
    add up to 1. None where the x are all alike, no interval below three schools.
    """
    x, y = _both(x, y)
    n = len(x)
    if n < 2:
        return NONE._replace(n=n)
    dx, dy = x - x.mean(), y - y.mean()
    spread = float((dx * dx).sum())
    if spread <= 1e-18 * n * max(1.0, float(np.abs(x).max())) ** 2:
        return NONE._replace(n=n)
    b = float((dx * dy).sum()) / spread
    if n < 3:
        return Estimate(b, math.nan, math.nan, n)
    left = dy - b * dx
    half = Z95 * math.sqrt(float((left * left).sum()) / (n - 2) / spread)
    return Estimate(b, b - half, b + half, n)


def dimensions(correlations: Floats) -> tuple[float, float]:
    """Share of the largest eigenvalue of a correlation matrix, and (Σ λ)² / Σ λ²: how many measures it is worth.

    k measures that have nothing in common are worth k, k that all say the same are worth 1. Negative eigenvalues,
    which a matrix of pairwise correlations can have, count as 0. The second is known as the participation ratio.
    """
    values = np.clip(np.linalg.eigvalsh(correlations), 0.0, None)
    total = float(values.sum())
    return float(values.max()) / total, total * total / float((values * values).sum())


def ratio_of_spreads(first: Floats, second: Floats) -> Estimate:
    """Standard deviation of the first over that of the second, with an interval on the logarithm.

    The variance of a log standard deviation is about 1 / (2 (n − 1)) for normal values.
    """
    first, second = first[np.isfinite(first)], second[np.isfinite(second)]
    n = min(len(first), len(second))
    if n < 3:
        return NONE._replace(n=n)
    a, b = float(first.std(ddof=1)), float(second.std(ddof=1))
    if a <= 0 or b <= 0:
        return NONE._replace(n=n)
    half = Z95 * math.sqrt(1 / (2 * (len(first) - 1)) + 1 / (2 * (len(second) - 1)))
    return Estimate(a / b, a / b * math.exp(-half), a / b * math.exp(half), n)


def normal_below(z: Floats) -> Floats:
    """Share of a standard normal distribution below each z."""
    return np.array([0.5 * (1 + math.erf(value / math.sqrt(2))) for value in z.ravel().tolist()]).reshape(z.shape)
