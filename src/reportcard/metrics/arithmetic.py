"""Sums, intervals and errors that several metrics share, as plain array functions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import NamedTuple

import numpy as np

from reportcard.metrics.contract import Column, Floats


class Interval(NamedTuple):
    """Lower and upper limits."""

    lower: Floats
    upper: Floats


def ordered_sum(rows: Iterable[Floats]) -> Floats:
    """Sum of rows of shape (schools,), one after the other.

    numpy's own sum takes another order for one school than for many, and so another last digit.
    """
    found: Floats = reduce(np.add, rows)
    return found


def wilson(share: Floats, n: Floats, critical: float) -> Interval:
    """Wilson's score interval of a share.

    (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) ÷ (1 + z²/n). Wilson, E. B. (1927), Journal of the American Statistical
    Association 22, 209–212.

    Args:
        share: Shares, 0 to 1, shape (schools,).
        n: Numbers behind them, above 0, shape (schools,).
        critical: z; 1.96 for 95 %.
    """
    square = critical * critical
    centre = share + square / (2 * n)
    half = critical * np.sqrt(share * (1 - share) / n + square / (4 * n * n))
    scale = 1 + square / n
    # Rounding must not put the limits beyond the share itself, which they enclose.
    lower: Floats = np.minimum(np.maximum((centre - half) / scale, 0.0), share)
    upper: Floats = np.maximum(np.minimum((centre + half) / scale, 1.0), share)
    return Interval(lower, upper)


def percentage(count: Floats, total: Floats, critical: float) -> Column:
    """A share as a percentage with its Wilson interval and its error, 100 √(p(1 − p)/n); NaN where nobody counts.

    Args:
        count: How many have it, shape (schools,).
        total: How many there are, shape (schools,).
        critical: Multiple of the standard error for the limits.
    """
    n = np.where(total > 0, total, np.nan)
    with np.errstate(invalid="ignore", over="ignore"):
        share = count / n
        limits = wilson(share, n, critical)
        error = np.sqrt(share * (1 - share) / n)
    return Column(100 * share, None, n, 100 * limits.lower, 100 * limits.upper, 100 * error)
