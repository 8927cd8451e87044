"""What an audit compares scores with: the circumstances of schools, and how many pupils they have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt

from reportcard.errors import InputError, UnknownNameError
from reportcard.render.audit_messages import BEHIND
from reportcard.results.cards import ReportCards
from reportcard.results.text import visible

Floats = npt.NDArray[np.float64]
Context = Iterable[str] | Mapping[str, Any]
#: The indicator of a school's size, where the data has it.
_SIZE = "number_on_roll"


@dataclass(frozen=True, eq=False)
class Variable:
    """A number that describes schools.

    Attributes:
        name: Its name in words.
        values: One number a school, NaN where absent.
    """

    name: str
    values: Floats


def variables(cards: ReportCards, context: Context | None) -> list[Variable]:
    """The circumstances that scores are compared with.

    Args:
        cards: The results.
        context: Ids of indicators and names of columns of the data; or values by name, one a school in the order of the
            cards; None for every indicator that the data has and no score or rule reads.

    Raises:
        UnknownNameError: There is no indicator or column of that name.
        InputError: The values are not one a school.
    """
    if context is None:
        read = {key.indicator for maker in cards.makers for key in maker.plan.inputs}
        names = [name for name in cards.makers[-1].indicators if name in cards.table.numbers and name not in read]
        return [_named(cards, name) for name in names]
    if isinstance(context, Mapping):
        return [_given(cards, name, values) for name, values in context.items()]
    return [_named(cards, name) for name in context]


def size_of(cards: ReportCards, size: str | None) -> Variable | None:
    """The size of each school: a named indicator or column; else pupils on roll, else the most behind a measure."""
    if size is not None:
        return _named(cards, size)
    if _SIZE in cards.table.numbers:
        return _named(cards, _SIZE)
    parts = [column.parts["n"] for column in cards.table.numbers.values() if "n" in column.parts]
    if not parts:
        return None
    return Variable(BEHIND, np.fmax.reduce(parts))


def _named(cards: ReportCards, name: str) -> Variable:
    column = cards.table.numbers.get(name)
    if column is not None:
        known = cards.makers[-1].indicators.get(name)
        return Variable(visible(known.title if known else name), column.value)
    frame = None if cards.data is None else nw.from_native(cards.data, eager_only=True)
    if frame is None or name not in frame.columns:
        columns = [] if frame is None else frame.columns
        raise UnknownNameError("indicator or column", name, [*cards.table.numbers, *columns])
    cells = np.array([_number(cell) for cell in frame.get_column(name).to_list()])
    return Variable(visible(name), cells if cards.rows is None else cells[cards.rows])


def _given(cards: ReportCards, name: str, values: Any) -> Variable:
    numbers = np.array([_number(value) for value in values], np.float64)
    if numbers.shape != (len(cards),):
        raise InputError(f"'{name}' has {len(numbers):,} values for {len(cards):,} schools.", code="wrong-length")
    return Variable(visible(name), numbers)


def _number(cell: Any) -> float:
    """A cell as a number; NaN for a code, an empty cell, or what is no number."""
    try:
        number = float(cell.strip().removesuffix("%").replace(",", "")) if isinstance(cell, str) else float(cell)
    except (TypeError, ValueError):
        return np.nan
    return number if np.isfinite(number) else np.nan
