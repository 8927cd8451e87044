"""Where each part's contribution begins and ends in the sum of its parent."""

from __future__ import annotations

from dataclasses import dataclass

from reportcard.results.card import NodeResult


@dataclass(frozen=True, slots=True)
class Step:
    """What a part adds: from the sum before it to the sum with it, on a line from zero to the sum of all."""

    low: float
    high: float
    start: float
    end: float


def steps(node: NodeResult) -> tuple[Step | None, ...]:
    """The step of each child, in order; None for a child that adds nothing."""
    amounts = [child.contribution for child in node.children]
    sums, total = [], 0.0
    for amount in amounts:
        sums.append((total, total + (amount or 0.0)))
        total += amount or 0.0
    low, high = min([0.0, *(end for _, end in sums)]), max([0.0, *(end for _, end in sums)])
    if low >= high:
        return (None,) * len(amounts)
    return tuple(
        None if amount is None else Step(low, high, start, end)
        for amount, (start, end) in zip(amounts, sums, strict=True)
    )
