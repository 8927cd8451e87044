"""Reads one cell: a number, a label or a code, or why it is none of them."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Mapping
from typing import Any, NamedTuple

from reportcard.framework.document import CodeEntry
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.status import Status

#: Numbers as files have them: a sign, digits with or without thousands commas, decimals, an exponent, a per cent sign.
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+(\.\d+)?|\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?\s*%?")
#: The largest number that an array holds.
_LARGEST = sys.float_info.max
_SWAPPED = str.maketrans(".,", ",.")
_AVAILABLE, _MISSING, _INVALID = Status.AVAILABLE.code, Status.MISSING.code, Status.INVALID.code
_STATUS_WORDS = {status.value: status.code for status in Status if not status.is_present}


class Cell(NamedTuple):
    """What a cell holds.

    Attributes:
        value: The number; NaN where there is none.
        status: Status code.
        code: The publisher's code, where it is one.
        fault: Code, message and remedy, where the cell cannot be used.
    """

    value: float
    status: int = _AVAILABLE
    code: str | None = None
    fault: tuple[str, str, str] | None = None


_EMPTY = Cell(math.nan, _MISSING)


def parse(given: Any, indicator: Indicator, codes: Mapping[str, CodeEntry], decimal: str = ".") -> Cell:
    """Read a cell of an indicator's column."""
    if absent(given):
        return _coded("", codes) or _EMPTY
    if isinstance(given, bool):
        return _bad("not-a-number", f"{given} is true or false, not a number.")
    if isinstance(given, int | float):
        return number(given, indicator)
    if isinstance(given, str):
        return _parse_text(given.strip(), indicator, codes, decimal)
    try:
        return number(float(given), indicator)
    except (TypeError, ValueError, OverflowError):
        return _bad("not-a-number", f"{_shown(given)} is not a number.")


def absent(given: Any) -> bool:
    """Whether a cell is one of the many ways to say that there is nothing: None, NaN, NaT, NA."""
    try:
        # NaN and NaT are the only values that differ from themselves.
        return given is None or bool(given != given)
    except (TypeError, ValueError):
        # An array has no truth value and is something; pandas' NA has none and is nothing.
        return type(given).__name__ == "NAType"


def is_held(given: Any) -> bool:
    """Whether it is a number that an array holds as it is; a whole number may be too large."""
    return type(given) is float or (type(given) is int and abs(given) <= _LARGEST)


def in_words(given: Any) -> str:
    """Whatever a cell holds as text; what cannot be written out (a number of 5,000 digits) by its kind."""
    try:
        return str(given)
    except (ValueError, RecursionError):
        return f"<{type(given).__name__}>"


def number(value: float, indicator: Indicator) -> Cell:
    """Check a number against the indicator's range."""
    try:
        value = float(value)
    except OverflowError:
        return _bad("not-finite", "The number is too large to be scored.")
    if not math.isfinite(value):
        return _bad("not-finite", f"{value} is not a number that can be scored.")
    fault = indicator.fault(value)
    return Cell(value) if fault is None else _bad("out-of-range", f"{fault}.")


def _parse_text(text: str, indicator: Indicator, codes: Mapping[str, CodeEntry], decimal: str) -> Cell:
    coded = _coded(text, codes)
    if coded is not None:
        return coded
    if not text:
        return _EMPTY
    label = _label(text, indicator)
    if label is not None:
        return Cell(label)
    # Both marks change places, so that 4.5 under a decimal comma is refused, and not read as 45.
    plain = text.translate(_SWAPPED) if decimal == "," else text
    if len(text) <= 40 and _NUMBER.fullmatch(plain):
        return number(float(plain.rstrip("% ").replace(",", "")), indicator)
    if text.lower() in _STATUS_WORDS:
        return Cell(math.nan, _STATUS_WORDS[text.lower()], text)
    if decimal == "." and len(text) <= 40 and _NUMBER.fullmatch(text.translate(_SWAPPED)):
        remedy = 'Write a decimal point; or, in a file, put decimal: "," into the framework\'s source.'
        return Cell(math.nan, _INVALID, None, ("not-a-number", f"{_shown(text)} has a decimal comma.", remedy))
    known = ", ".join(code for code in codes if code)
    remedy = f"Give a number, leave it empty, or use a code ({known})." if known else "Give a number or leave it empty."
    return Cell(math.nan, _INVALID, None, ("not-a-number", f"{_shown(text)} is not a number.", remedy))


def _coded(text: str, codes: Mapping[str, CodeEntry]) -> Cell | None:
    entry = codes.get(text)
    if entry is None:
        return None
    if entry.read_as is not None:
        return Cell(entry.read_as, (entry.status or Status.CENSORED).code, text)
    return Cell(math.nan, (entry.status or Status.MISSING).code, text or None)


def _label(text: str, indicator: Indicator) -> float | None:
    """The number that a label stands for, whatever its case."""
    if text in indicator.labels:
        return indicator.labels[text]
    lowered = text.lower()
    return next((value for label, value in indicator.labels.items() if label.lower() == lowered), None)


def _bad(code: str, message: str) -> Cell:
    return Cell(math.nan, _INVALID, None, (code, message, "Correct the cell, or leave it empty."))


def _shown(given: Any) -> str:
    """A value as a message quotes it: short, and on one line."""
    text = repr(given) if isinstance(given, str) else in_words(given)
    return text if len(text) <= 60 else f"{text[:57]}…'"
