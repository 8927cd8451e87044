"""Whole columns into numbers with statuses, checked against the same description as a single value."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from reportcard.engine.table import PARTS, Bools, Floats, NumberColumn, TextColumn
from reportcard.framework.document import Masking
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.status import Status
from reportcard.sources.intake import WantedNumber
from reportcard.sources.parse import Cell, absent, in_words, number, parse

_INVALID = Status.INVALID.code
_CENSORED, _SUPPRESSED = Status.CENSORED.code, Status.SUPPRESSED.code

#: Different codes of a publisher that one column remembers; the statuses of all are kept.
_MOST_WORDS = 30_000

#: Cells that are numbers and nothing else.
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,17})?")
#: Half a character: JSON can carry one, and no file can.
_HALF = re.compile("[\ud800-\udfff]")

#: Makes a fault of row, column and value.
Report = Callable[[int, str, Any, tuple[str, str, str]], None]


def number_column(values: Any, wanted: WantedNumber, name: str, decimal: str, report: Report) -> NumberColumn:
    """Read a column: a float array is checked as it is, anything else cell by cell.

    Args:
        values: A float array, or a sequence of cells.
        wanted: What the framework reads.
        name: The column's name in the data, for faults.
        decimal: Decimal mark.
        report: Called for every cell that cannot be used.
    """
    if isinstance(values, np.ndarray) and values.dtype == np.float64:
        return _checked(values, wanted.indicator, name, report)
    return _parsed(values, wanted, name, decimal, report)


def _checked(values: Floats, indicator: Indicator, name: str, report: Report) -> NumberColumn:
    """A column of floats: one pass tells whether any value is impossible; only then is it looked at closely."""
    bad = impossible(values, indicator)
    if bad is None:
        return NumberColumn(values)
    values = values.copy()
    status = NumberColumn(values).statuses()
    for row in np.flatnonzero(bad).tolist():
        cell = number(float(values[row]), indicator)
        report(row, name, float(values[row]), cell.fault or ("out-of-range", "is not possible.", ""))
    values[bad], status[bad] = np.nan, _INVALID
    return NumberColumn(values, status)


def impossible(values: Floats, indicator: Indicator) -> Bools | None:
    """Which values cannot be true (outside the range, infinite, not whole); None where all can."""
    low = -np.inf if indicator.low is None else indicator.low
    high = np.inf if indicator.high is None else indicator.high
    if values.size == 0:
        return None
    smallest, largest = float(np.fmin.reduce(values)), float(np.fmax.reduce(values))
    inside = not smallest < low and not largest > high and not np.isinf(smallest) and not np.isinf(largest)
    if inside and not indicator.whole:
        return None
    bad: Bools = (values < low) | (values > high) | np.isinf(values)
    if indicator.whole:
        bad |= values != np.floor(np.where(np.isnan(values), np.nan, values))
        bad &= ~np.isnan(values)
    return bad if bad.any() else None


def _parsed(cells: Sequence[Any], wanted: WantedNumber, name: str, decimal: str, report: Report) -> NumberColumn:
    """A column of mixed cells, each different one read once."""
    different, places = _different(cells)
    value = _plain_numbers(different, wanted, decimal)
    others = np.flatnonzero(np.isnan(value)).tolist()
    read = [parse(different[place], wanted.indicator, wanted.codes, decimal) for place in others]
    words: dict[str, int] = {}
    raw, status = np.full(len(different), -1, np.int16), np.zeros(len(different), np.uint8)
    value[others] = [cell.value for cell in read]
    raw[others] = [_word(cell, words) for cell in read]
    status[others] = [cell.status for cell in read]
    faults = {place: cell.fault for place, cell in zip(others, read, strict=True) if cell.fault is not None}
    if faults:
        for row in np.flatnonzero(np.isin(places, list(faults))).tolist():
            report(row, name, cells[row], faults[places[row]])
    plain = not status.any() and not words
    return NumberColumn(
        value[places],
        None if plain else status[places],
        {},
        raw[places] if words else None,
        tuple(words),
    )


def _plain_numbers(different: Sequence[Any], wanted: WantedNumber, decimal: str) -> Floats:
    """The numbers of cells that are nothing else and are possible; NaN for every other cell, to be looked at alone.

    Most cells of a published file are such: digits with a decimal point, and neither code nor label.
    """
    if decimal != ".":
        return np.full(len(different), np.nan)
    special = {*wanted.codes, *wanted.indicator.labels}
    match = _PLAIN.fullmatch
    numbers = (
        float(cell) if type(cell) is str and match(cell) and cell not in special else np.nan for cell in different
    )
    values = np.fromiter(numbers, np.float64, len(different))
    bad = impossible(values, wanted.indicator)
    if bad is not None:
        values[bad] = np.nan
    return values


def _word(cell: Cell, words: dict[str, int]) -> int:
    """Place of a cell's code among the words, which grow; −1 where it has none, or there are too many."""
    if cell.code is None or (len(words) >= _MOST_WORDS and cell.code not in words):
        return -1
    return words.setdefault(cell.code, len(words))


def _different(cells: Sequence[Any]) -> tuple[list[Any], npt.NDArray[np.intp]]:
    """The different cells in the order in which they first stand, and the place of every cell among them."""
    if set(map(type, cells)) <= {str}:
        first = dict.fromkeys(cells)
        return list(first), _places(first, cells)
    # Only what surely has a hash is told apart by it: 1, 1.0 and true are three different cells.
    keys: list[tuple[Any, Any]] = [
        (type(c), c) if isinstance(c, str | float | int) else (None, row) for row, c in enumerate(cells)
    ]
    found = dict.fromkeys(keys)
    return [cells[key] if kind is None else key for kind, key in found], _places(found, keys)


def _places(first: dict[Any, None], keys: Sequence[Any]) -> npt.NDArray[np.intp]:
    """The place of every key among the different ones."""
    place = dict(zip(first, range(len(first)), strict=True))
    return np.fromiter(map(place.__getitem__, keys), np.intp, len(keys))


def hide(column: NumberColumn, where: Bools, status: int) -> NumberColumn:
    """The column without the values in ``where``: value and parts are gone, the status says why."""
    if not where.any():
        return column
    value = np.where(where, np.nan, column.value)
    codes = np.where(where, np.uint8(status), column.statuses())
    return NumberColumn(value, codes, column.parts, column.raw, column.words)


def protect(column: NumberColumn, indicator: Indicator) -> NumberColumn:
    """Suppress values that rest on too few pupils, and let no part stand beside an absent value."""
    pupils = column.parts.get("n")
    if indicator.minimum_n is not None and pupils is not None:
        column = hide(column, ~np.isnan(column.value) & (pupils < indicator.minimum_n), _SUPPRESSED)
    if column.parts:
        absent = np.isnan(column.value)
        column.parts = {part: np.where(absent, np.nan, column.parts[part]) for part in PARTS if part in column.parts}
    return column


def masked(column: NumberColumn, texts: Sequence[Any], masking: Masking) -> NumberColumn:
    """Apply a second column that says that values are masked: censored values stay, the others go."""
    statuses = {code: mask.status.code for code, mask in masking.codes.items()}
    codes = text_column(texts).mapped(statuses, -1, slice(None))
    for code in set(codes[codes >= 0].tolist()):
        where = (codes == code) & ~np.isnan(column.value)
        if Status.of(code).is_present:
            status = np.where(where, np.uint8(code), column.statuses())
            column = NumberColumn(column.value, status, column.parts, column.raw, column.words)
        else:
            column = hide(column, where, code)
    return column


def as_text(given: Any) -> str:
    """A cell as text: ``1.0`` of floats is the code ``1``, an empty cell is ``""``, half a character is named."""
    if absent(given):
        return ""
    if isinstance(given, float) and given.is_integer():
        return str(int(given))
    text = in_words(given).strip()
    return text if text.isascii() else _HALF.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def text_column(cells: Sequence[Any]) -> TextColumn:
    """Read a column of texts; empty cells have no code."""
    different, places = _different(cells)
    words: dict[str, int] = {}
    texts = [as_text(given) for given in different]
    codes = np.array([-1 if text == "" else words.setdefault(text, len(words)) for text in texts], np.int32)
    return TextColumn(codes[places], tuple(words))


def kept(rows: npt.NDArray[np.intp], columns: dict[str, Any]) -> dict[str, Any]:
    """Some rows of many columns."""
    return {name: column.take(rows) for name, column in columns.items()}
