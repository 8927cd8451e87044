"""Timing in one process: two things in turn, medians, and their ratio pair by pair."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from typing import Any, NamedTuple


class Pair(NamedTuple):
    """Medians of two things in seconds, and the median of their ratios, taken pair by pair."""

    first: float
    second: float
    ratio: float


def seconds(run: Callable[[], Any]) -> float:
    """How long one run takes, without the garbage collector, as the standard ``timeit`` does."""
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter()
        run()
        return time.perf_counter() - start
    finally:
        gc.enable()


def compare(first: Callable[[], Any], second: Callable[[], Any], runs: int = 15) -> Pair:
    """Time two things in turn, after one run of each that is not counted."""
    first()
    second()
    pairs = [(seconds(first), seconds(second)) for _ in range(runs)]
    ratios = [one / other for one, other in pairs]
    ones, others = zip(*pairs, strict=True)
    return Pair(statistics.median(ones), statistics.median(others), statistics.median(ratios))
