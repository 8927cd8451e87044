"""What cards tell of the schools of a block, as Python's own numbers: taken out of the arrays once for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from reportcard.engine.alone import One
from reportcard.engine.block import Block, Effect, Trace
from reportcard.engine.plan import CompiledNode, InputKey
from reportcard.engine.table import PARTS, Floats, NumberColumn


class Leaf(NamedTuple):
    """What a leaf measured. Every list has a place per school.

    Attributes:
        values: Values; NaN where absent.
        parts: Limits, errors and numbers of pupils by name; NaN where absent.
        codes: The publisher's code in place of a value; None where there is none. Empty where no school has one.
        reasons: What a metric says of an absent value; None where it says nothing. Empty where it says nothing at all.
    """

    values: list[float]
    parts: tuple[tuple[str, list[float]], ...] = ()
    codes: Sequence[str | None] = ()
    reasons: Sequence[str | None] = ()


class Combined(NamedTuple):
    """Weights in force and scores combined at a node: for each school, those of each child."""

    weights: list[list[float]]
    scores: list[list[float]]


class Facts:
    """The schools of a block that was scored with its trace.

    Attributes:
        ones: What was computed, by school.
        leaves: What each leaf measured, by row.
        combined: What nodes that are no plain weighted mean combined, by row.
        effects: Rules that fired, by school and row.
        cuts: Cut scores that columns set, best grade first, by row and school.
    """

    def __init__(self, block: Block) -> None:
        assert block.trace is not None  # noqa: S101  cards are made from traced blocks only
        trace, nodes = block.trace, block.plan.nodes
        self.ones = _ones(block)
        self.leaves = {node.row: _leaf(block, node) for node in nodes if node.family is None}
        self.combined = {
            row: Combined(weights.T.tolist(), scores.T.tolist()) for row, (weights, scores) in trace.weights.items()
        }
        self.effects: list[dict[int, list[Effect]]] = [{} for _ in range(block.size)]
        for effect in trace.effects:
            for at in np.flatnonzero(effect.fired).tolist():
                self.effects[at].setdefault(effect.row, []).append(effect)
        self.cuts = {node.row: _cuts(block, node) for node in nodes if node.bands is not None and node.bands.moves}


def _ones(block: Block) -> list[One]:
    matrices = (block.inputs, block.scores, block.node_status, block.grades, block.coverage)
    schools = zip(*(matrix.T.tolist() for matrix in matrices), strict=True)
    ones = [One(*school) for school in schools]
    for row, raw in block.trace.raw.items() if block.trace is not None else ():
        for one, before in zip(ones, raw.tolist(), strict=True):
            one.raw[row] = before
    return ones


def _cuts(block: Block, node: CompiledNode) -> list[list[float]]:
    cuts = () if node.bands is None else reversed(node.bands.cuts)
    found: list[list[float]] = np.array([np.broadcast_to(cut(block), block.size) for cut in cuts]).T.tolist()
    return found


# --- leaves ----------------------------------------------------------------------------------------------------------


def _leaf(block: Block, node: CompiledNode) -> Leaf:
    found = [block.table.numbers.get(indicator) for indicator in node.indicators]
    columns = [column for column in found if column is not None]
    codes = _codes(block, columns)
    if node.indicator is None:
        assert block.trace is not None  # noqa: S101  cards are made from traced blocks only
        return _computed(block, block.trace, node.row, codes)
    parts = columns[0].parts if columns else {}
    values = block.inputs[block.plan.place[InputKey(node.indicator)]].tolist()
    return Leaf(values, tuple((part, given[block.rows].tolist()) for part, given in parts.items()), codes)


def _computed(block: Block, trace: Trace, row: int, codes: Sequence[str | None]) -> Leaf:
    """What a metric computed: limits and errors only of a value that is there, reasons only of one that is not."""
    result = trace.calls[row]
    absent = np.isnan(result.value)
    given: dict[str, Floats] = {part: array for part in PARTS if (array := getattr(result, part)) is not None}
    parts = tuple((part, np.where(absent, np.nan, array).tolist()) for part, array in given.items())
    reasons: list[str | None] = []
    if result.notes and result.status is not None:
        reasons = [None] * block.size
        # A status that came after the metric's own has a reason of its own.
        own = absent & (result.status == block.node_status[row])
        for said, note in reversed(result.notes):
            for at in np.flatnonzero(said & own).tolist():
                reasons[at] = note
    return Leaf(result.value.tolist(), parts, codes, reasons)


def _codes(block: Block, columns: Sequence[NumberColumn]) -> list[str | None]:
    """The first code that a leaf's indicators have, by school."""
    codes: list[str | None] = []
    for column in reversed(columns):
        if column.raw is not None:
            own = [column.words[raw] or None if raw >= 0 else None for raw in column.raw[block.rows].tolist()]
            codes = [code or later for code, later in zip(own, codes or own, strict=True)]
    return codes
