"""Which rows of a file are schools to score, as a framework's ``source.rows`` says."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from reportcard.errors import did_you_mean
from reportcard.framework.document import (
    AllOf,
    AnyOf,
    ColumnCondition,
    Condition,
    ContextColumn,
    Framework,
    Not,
)
from reportcard.sources.columns import as_text
from reportcard.sources.intake import listed
from reportcard.sources.sheet import Sheet, failed


def schools(sheet: Sheet, document: Framework) -> Sheet:
    """The rows that are schools to score. A file without the columns of the condition is taken whole.

    A column goes by its name in the file, or by its id under ``columns``. Where one is not there although the file has
    columns of the authority's, that is noted.

    Raises:
        SourceError: No row is.
    """
    given = document.source.rows if document.source else None
    if given is None:
        return sheet
    condition = _by_file(given, sheet, document.columns)
    lacking = [name for name in columns_in(condition) if sheet.find(name) is None]
    if lacking:
        if _is_authoritys(sheet, document):
            near = did_you_mean(lacking[0], sheet.columns)
            sheet.notes.append(f"Every row is taken as a school: the framework tells by '{lacking[0]}' which rows are, "
                               f"and there is no such column.{near}")  # fmt: skip
        return sheet
    wanted = np.flatnonzero(_matches(sheet, condition))
    if wanted.size == len(sheet):
        return sheet
    if wanted.size == 0:
        columns = ", ".join(f"'{name}'" for name in dict.fromkeys(columns_in(condition)))
        message = f"has {len(sheet)} rows, none of which is a school to score by {columns}."
        raise failed(sheet.name, "no-schools", message, "Look at that column, or at 'rows' in the framework's source.")
    return sheet.take(wanted)


def _by_file(condition: Condition, sheet: Sheet, columns: Mapping[str, ContextColumn]) -> Condition:
    """The condition with the file's names in place of ids under ``columns``."""
    match condition:
        case ColumnCondition(column=name) if sheet.find(name) is None and name in columns:
            return condition.model_copy(update={"column": columns[name].column})
        case AllOf():
            return AllOf(all=tuple(_by_file(part, sheet, columns) for part in condition.all))
        case AnyOf():
            return AnyOf(any=tuple(_by_file(part, sheet, columns) for part in condition.any))
        case Not():
            return condition.model_copy(update={"not_": _by_file(condition.not_, sheet, columns)})
        case _:
            return condition


def _is_authoritys(sheet: Sheet, document: Framework) -> bool:
    """Whether any indicator goes by the authority's own name for it; a file may go by the ids of the document."""
    entries = (entry.columns for entry in document.indicators.values() if entry.columns is not None)
    return any(sheet.find(name) is not None for columns in entries for name in listed(columns.value))


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
