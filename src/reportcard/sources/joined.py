"""Columns of further files beside those of the first, school by school; what does not match is told, never dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from reportcard.errors import Problem, SourceError, did_you_mean
from reportcard.sources.columns import as_text
from reportcard.sources.intake import ID_NAMES
from reportcard.sources.sheet import LISTED, Sheet, taken


def key_columns(sheet: Sheet, wanted: Sequence[str], asked: bool) -> list[str]:
    """The columns that hold the school id: those wanted where the file has them, else a usual name.

    Args:
        sheet: The first file.
        wanted: Names that the caller or the framework gives.
        asked: The caller gave them: nothing else will do.

    Raises:
        SourceError: There are none.
    """
    found = [column for name in wanted if (column := sheet.find(name)) is not None]
    if wanted and len(found) == len(wanted):
        return found
    usual = next((column for name in ID_NAMES if not asked and (column := sheet.find(name)) is not None), None)
    if usual is None:
        raise _no_key(sheet, wanted or ID_NAMES[:1])
    return [usual]


def _no_key(sheet: Sheet, wanted: Sequence[str]) -> SourceError:
    names = " and ".join(f"'{name}'" for name in wanted)
    remedy = f"Name the column of the school id alike in every file.{did_you_mean(wanted[0], sheet.columns)}"
    problem = Problem("missing-column", f"There is no column {names} to join by.", sheet.name, remedy)
    return SourceError("The files cannot be joined.", code="missing-column", problems=[problem])


def keys_of(sheet: Sheet, columns: Sequence[str]) -> list[str]:
    """School ids as text; several columns are joined with ``/``."""
    parts = [[as_text(cell) for cell in sheet.columns[column]] for column in columns]
    return parts[0] if len(parts) == 1 else ["/".join(cells) for cells in zip(*parts, strict=True)]


def join(sheet: Sheet, other: Sheet, key: Sequence[str]) -> dict[str, Any]:
    """Add the columns of another file to a sheet, in place; every row of the sheet stays, in its order.

    Returns:
        What matched: ``file``, ``rows``, ``matched``, ``without`` and ``first_without`` (schools of the sheet that
        the other file lacks), ``unused`` and ``first_unused`` (rows of the other file), ``dropped`` (columns that
        the sheet has already).

    Raises:
        SourceError: The other file lacks the key, or a key stands in several of its rows.
    """
    columns = [other.find(name) for name in key]
    if None in columns:
        raise _no_key(other, key)
    own = [column for column in columns if column is not None]
    theirs = keys_of(other, own)
    _refuse_doubles(other, theirs)
    places = {school: row for row, school in enumerate(theirs) if school.strip("/")}
    schools = keys_of(sheet, key)
    rows = np.array([places.get(school, -1) for school in schools], np.intp)
    dropped = [name for name in other.columns if name not in own and sheet.find(name) is not None]
    for name, cells in other.columns.items():
        if name not in own and name not in dropped:
            sheet.columns[name] = taken(cells, rows)
    return {"file": other.name, "rows": len(other), **_matching(schools, theirs, rows), "dropped": dropped}


def _refuse_doubles(other: Sheet, keys: list[str]) -> None:
    doubles = [school for school, count in Counter(keys).items() if count > 1 and school.strip("/")]
    if not doubles:
        return
    lines: dict[str, list[int]] = {school: [] for school in doubles[:LISTED]}
    for line, school in zip(other.lines, keys, strict=True):
        if school in lines:
            lines[school].append(line)
    problems = [
        Problem(
            "duplicate-key", f"The id '{school}' stands in rows {', '.join(map(str, at[:LISTED]))}.", other.name,
            "Keep one row a school: which of them is right cannot be guessed.",
        )
        for school, at in lines.items()
    ]  # fmt: skip
    count = "One id stands" if len(doubles) == 1 else f"{len(doubles)} ids stand"
    raise SourceError(f"{count} in several rows of {other.name}.", code="duplicate-key", problems=problems)


def _matching(schools: list[str], theirs: list[str], rows: Any) -> dict[str, Any]:
    here = set(schools)
    without = [school for school, row in zip(schools, rows.tolist(), strict=True) if row < 0]
    unused = [school for school in theirs if school not in here]
    return {
        "matched": len(schools) - len(without),
        "without": len(without),
        "first_without": without[:LISTED],
        "unused": len(unused),
        "first_unused": [school for school in unused if school.strip("/")][:LISTED],
    }
