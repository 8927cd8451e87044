"""Which rows of a file are schools to score, as a framework's ``source.rows`` says."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from reportcard.framework.document import AllOf, AnyOf, ColumnCondition, Condition, Not
from reportcard.sources.columns import as_text
from reportcard.sources.sheet import Sheet, failed


def schools(sheet: Sheet, condition: Condition | None) -> Sheet:
    """The rows that are schools to score. A file without the columns of the condition is taken whole.

    Raises:
        SourceError: No row is.
    """
    if condition is None or any(sheet.find(name) is None for name in columns_in(condition)):
        return sheet
    wanted = np.flatnonzero(_matches(sheet, condition))
    if wanted.size == len(sheet):
        return sheet
    if wanted.size == 0:
        columns = ", ".join(f"'{name}'" for name in dict.fromkeys(columns_in(condition)))
        message = f"has {len(sheet)} rows, none of which is a school to score by {columns}."
        raise failed(sheet.name, "no-schools", message, "Look at that column, or at 'rows' in the framework's source.")
    return sheet.take(wanted)


def columns_in(condition: Condition | None) -> list[str]:
    """The columns that a condition reads."""
    match condition:
        case ColumnCondition():
            return [condition.column]
        case AllOf():
            return [name for part in condition.all for name in columns_in(part)]
        case AnyOf():
            return [name for part in condition.any for name in columns_in(part)]
        case Not():
            return columns_in(condition.not_)
        case _:
            # The check of a document lets only columns decide which rows are schools.
            return []


def _matches(sheet: Sheet, condition: Condition) -> npt.NDArray[np.bool_]:
    found = np.ones(len(sheet), np.bool_)
    match condition:
        case AllOf():
            for part in condition.all:
                found &= _matches(sheet, part)
        case AnyOf():
            found[:] = False
            for part in condition.any:
                found |= _matches(sheet, part)
        case Not():
            found = ~_matches(sheet, condition.not_)
        case ColumnCondition():
            found = _column_matches(sheet, condition)
    return found


def _column_matches(sheet: Sheet, condition: ColumnCondition) -> npt.NDArray[np.bool_]:
    column = sheet.find(condition.column) or condition.column
    texts = np.array([as_text(cell) for cell in sheet.columns[column]], object)
    found = np.ones(len(sheet), np.bool_)
    if condition.is_ is not None:
        found &= texts == condition.is_
    if condition.is_not is not None:
        found &= texts != condition.is_not
    if condition.in_ is not None:
        found &= np.isin(texts, list(condition.in_))
    if condition.not_in is not None:
        found &= ~np.isin(texts, list(condition.not_in))
    return found
