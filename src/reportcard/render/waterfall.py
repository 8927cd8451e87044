"""Where each part's contribution begins and ends in the sum of its parent."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple


class Step(NamedTuple):
    """What a part adds: from the sum before it to the sum with it, on a line from zero to the sum of all."""

    low: float
    high: float
    start: float
    end: float


def steps(amounts: Sequence[float | None]) -> tuple[Step | None, ...]:
    """The step of each part, in order, from what it adds; None for a part that adds nothing."""
    sums = [0.0, *accumulate([amount or 0.0 for amount in amounts])]
    low, high = min(sums), max(sums)
    if low >= high:
        return (None,) * len(amounts)
    new, ends = tuple.__new__, zip(amounts, sums, sums[1:], strict=False)  # a third of the cost of Step(...)
    return tuple([None if amount is None else new(Step, (low, high, start, end)) for amount, start, end in ends])
