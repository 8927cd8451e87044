"""The range that results can lie in where inputs are known only within limits: censored, masked, or rounded.

The range is of first order: each input alone is moved to both of its limits, and the changes are added up. For sums and
means that is exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import narwhals as nw
import numpy as np

from reportcard.analysis.published import GRADES, Quantity, decimal_in, places_of
from reportcard.analysis.recompute import rescored
from reportcard.engine.reference import Reference
from reportcard.engine.table import Floats, NumberColumn, Table
from reportcard.prepared import Framework
from reportcard.sources.columns import as_text
from reportcard.sources.intake import WantedNumber


class Limits(NamedTuple):
    """Lower and upper limits of an indicator; NaN where a school's value is known as it stands."""

    lower: Floats
    upper: Floats


def add_ranges(
    wanted: Sequence[Quantity],
    frame: nw.DataFrame[Any],
    ready: Framework,
    table: Table,
    reference: Reference | None,
) -> None:
    """Fill in the range of every quantity that is a number, where its inputs leave one."""
    for unrounded in (False, True):
        numbers = [q for q in wanted if q.kind not in GRADES and q.unrounded == unrounded]
        for quantity in numbers:
            quantity.low, quantity.high = quantity.computed.copy(), quantity.computed.copy()
        for name, limits in _limits(frame, ready, table, rounded=unrounded) if numbers else ():
            _widen(numbers, name, limits, ready, table, reference)


def _widen(
    wanted: Sequence[Quantity],
    name: str,
    limits: Limits,
    ready: Framework,
    table: Table,
    reference: Reference | None,
) -> None:
    rows = np.flatnonzero(~np.isnan(limits.lower))
    ends = [rescored(wanted, ready, _moved(table, name, end), rows, reference) for end in limits]
    for quantity, *found in zip(wanted, *ends, strict=True):
        own = quantity.computed[rows]
        quantity.low[rows] += np.fmin(0.0, np.fmin(*found) - own)
        quantity.high[rows] += np.fmax(0.0, np.fmax(*found) - own)


def _moved(table: Table, name: str, to: Floats) -> Table:
    """The table with an indicator moved to a limit."""
    column = table.numbers[name]
    moved = np.where(np.isnan(to), column.value, to)
    return replace(table, numbers={**table.numbers, name: replace(column, value=moved)})


# --- limits of the inputs --------------------------------------------------------------------------------------------


def _limits(frame: nw.DataFrame[Any], ready: Framework, table: Table, *, rounded: bool) -> Iterator[tuple[str, Limits]]:
    """The limits of every indicator that has some; ``rounded``: also half a unit of what the file shows."""
    for name, wanted in ready.intake.numbers.items():
        column = table.numbers.get(name)
        if column is None:
            continue
        limits = Limits(np.full(len(table), np.nan), np.full(len(table), np.nan))
        if rounded:
            half = _half_unit(wanted, frame, ready)
            limits = Limits(column.value - half, column.value + half)
        _coded(limits, column, wanted)
        _masked(limits, frame, wanted, table)
        if not np.isnan(limits.lower).all():
            yield name, limits


def _half_unit(wanted: WantedNumber, frame: nw.DataFrame[Any], ready: Framework) -> float:
    """Half a unit of the last decimal that an indicator's column shows."""
    name = next((name for name in wanted.value_names if name in frame.columns), None)
    cells = [] if name is None else frame[name].to_list()
    numbers = [decimal_in(text, ready.intake.decimal) for text in {as_text(cell) for cell in cells}]
    places = max((places_of(number) for number in numbers if number is not None), default=0)
    return float(0.5 * 10.0**-places)


def _coded(limits: Limits, column: NumberColumn, wanted: WantedNumber) -> None:
    """Limits of the codes that say between which numbers a value lies."""
    for place, word in enumerate(column.words):
        entry = wanted.codes.get(word)
        if column.raw is not None and entry is not None and entry.between is not None:
            for side, end in zip(limits, entry.between, strict=True):
                side[column.raw == place] = end


def _masked(limits: Limits, frame: nw.DataFrame[Any], wanted: WantedNumber, table: Table) -> None:
    """Limits of values that a second column masks."""
    masking = wanted.masked_by
    if masking is None or masking.column not in frame.columns:
        return
    rows = slice(None) if table.rows is None else table.rows
    texts = np.array([as_text(cell) for cell in frame[masking.column].to_list()], object)[rows]
    for code, entry in masking.codes.items():
        if entry.between is not None:
            for side, end in zip(limits, entry.between, strict=True):
                side[texts == code] = end
