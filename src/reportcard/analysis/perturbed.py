"""Schools with some of their values changed, scored by the same engine as everything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from reportcard.engine.block import Block, Trace
from reportcard.engine.population import BLOCK, Plans, tasks_of, variant_of
from reportcard.engine.run import run
from reportcard.engine.table import Codes, Floats, NumberColumn, Table
from reportcard.indicators.status import Status

Places = npt.NDArray[np.intp]
#: Values in place of those in the data: by indicator, for which places, and what.
Changes = Mapping[str, tuple[Places, Floats]]

_AVAILABLE = np.uint8(Status.AVAILABLE.code)


def changed(table: Table, rows: Places, changes: Changes) -> Table:
    """Some schools of a table, a school as often as ``rows`` names it, with some values changed.

    A changed value is a plain one: no code stands in its place, and its confidence limits move with it. The number of
    pupils and the standard error stay.

    Args:
        table: The schools.
        rows: Rows of the table, shape (places,).
        changes: What is changed; places count ``rows``.
    """
    own = table.take(rows)
    for name, (places, values) in changes.items():
        column = own.numbers.get(name)
        if column is None:
            none = np.full(rows.size, Status.NOT_COLLECTED.code, np.uint8)
            column = NumberColumn(np.full(rows.size, np.nan), none)
        own.numbers[name] = _with(column, places, values)
    return own


def _with(column: NumberColumn, places: Places, values: Floats) -> NumberColumn:
    """A column with some values changed; it is one of our own, so it is changed in place."""
    moved = values - column.value[places]
    for part in ("lower", "upper"):
        if part in column.parts:
            column.parts[part][places] += moved
    if column.status is None and np.isnan(column.value[places]).any():
        column.status = column.statuses()
    column.value[places] = values
    if column.status is not None:
        column.status[places] = _AVAILABLE
    if column.raw is not None:
        column.raw[places] = -1
    return column


@dataclass(slots=True)
class Reading:
    """One node's result for many places, shape (places,) each.

    Attributes:
        score: Scores; NaN where there is none.
        raw: Scores before rules and rounding.
        grade: Index of the grade in the bands of the plan, 0 the lowest; −1 for none.
        status: Status codes.
        taken: Index of the plan.
        limit: Index in ``rules`` of the last rule that took something from the score or the grade; −1 for none.
        rules: Keys of the rules that did.
    """

    score: Floats
    raw: Floats
    grade: npt.NDArray[np.int8]
    status: Codes
    taken: npt.NDArray[np.int16]
    limit: npt.NDArray[np.int16]
    rules: list[str]


def read_node(plans: Plans, table: Table, node: str | None) -> Reading:
    """Score a table and read one node, the root where None; places whose plan lacks it have no score."""
    taken = variant_of(plans, table)
    size = len(table)
    none = np.uint8(Status.NOT_APPLICABLE.code)
    found = Reading(
        np.full(size, np.nan), np.full(size, np.nan), np.full(size, -1, np.int8), np.full(size, none, np.uint8),
        taken, np.full(size, -1, np.int16), [],
    )  # fmt: skip
    for at, (_, plan) in enumerate(plans):
        row = 0 if node is None else plan.rows.get(node)
        if row is None:
            continue
        block = Block(plan, table, min(size, BLOCK), Trace())
        for task in tasks_of(taken, at, BLOCK):
            block.load(task.rows, task.size)
            block.trace = Trace()
            run(block)
            _store(found, block, row, task.rows)
    return found


def _store(found: Reading, block: Block, row: int, rows: Any) -> None:
    trace, compiled = block.trace, block.plan.nodes[row]
    assert trace is not None  # noqa: S101  the block was made with one
    found.score[rows] = block.scores[row]
    found.raw[rows] = trace.raw.get(row, block.scores[row])
    found.status[rows] = block.node_status[row]
    if compiled.grade_row >= 0:
        found.grade[rows] = block.grades[compiled.grade_row]
    for effect in trace.effects:
        if effect.row != row:
            continue
        if effect.key not in found.rules:
            found.rules.append(effect.key)
        # What was a number and is none was withheld; NaN is neither above nor below.
        before, after = effect.before.astype(np.float64), effect.after.astype(np.float64)
        taken = effect.fired & ((after < before) | np.isnan(after))
        own = found.limit[rows]
        own[taken] = found.rules.index(effect.key)
        found.limit[rows] = own


def joined(readings: Sequence[Reading]) -> Reading:
    """Readings one after the other, with their rules in one list."""
    rules = list(dict.fromkeys(key for reading in readings for key in reading.rules))
    limits = []
    for reading in readings:
        places = np.array([*(rules.index(key) for key in reading.rules), -1], np.int16)
        limits.append(places[reading.limit])
    parts = {
        name: np.concatenate([getattr(reading, name) for reading in readings])
        for name in ("score", "raw", "grade", "status", "taken")
    }
    return Reading(**parts, limit=np.concatenate(limits), rules=rules)
