"""Columns of earlier years beside this year's: ``COLUMN@1`` is what the school had a year before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import narwhals as nw

from reportcard.errors import InputError, Problem
from reportcard.framework.years import in_order, refuse_doubles, refuse_later, year_number
from reportcard.prepared import Framework, load_framework
from reportcard.sources.columns import as_text
from reportcard.sources.intake import ID_NAMES, Intake
from reportcard.sources.sheet import find_column

_EARLIER = re.compile(r"(.+)@([1-9]\d?)")


def columns_of_earlier(intake: Intake) -> list[tuple[str, str, int]]:
    """Columns of earlier years that a framework reads: its name for each, the column, and how many years before."""
    found = ((name, _EARLIER.fullmatch(name)) for name in intake.known)
    return [(name, match[1], int(match[2])) for name, match in found if match]


def join_earlier(
    data: Any,
    earlier: Mapping[str, Any],
    framework: str | Path | Mapping[str, Any] | Framework,
    *,
    year: str | None = None,
) -> Any:
    """Put columns of earlier years beside a frame's own, school by school, where the framework reads any.

    A document reads last year's column as ``COLUMN@1``, that of the year before it as ``COLUMN@2``. The years are
    counted back from ``year``; where that is not given, from the year after the last of the earlier ones. A school
    that was not there, and every school in a year that was not given, has no value.

    Args:
        data: The schools of this year: a frame of any kind.
        earlier: Frames of earlier years by the year's name.
        framework: The framework that the data is for.
        year: The year of the data.

    Returns:
        The frame with the columns added; the same frame where the framework reads none.

    Raises:
        InputError: A frame has no school id; the name of a year has no number, is not before ``year``, or is
            another name of a year that is given.
        FrameworkError: The framework's document cannot be used.
    """
    intake = (framework if isinstance(framework, Framework) else load_framework(framework)).intake
    names = in_order(earlier)
    refuse_later(names, year)
    wanted = columns_of_earlier(intake)
    if not wanted or not names:
        return data
    refuse_doubles(names)
    this = year_number(year) if year is not None else year_number(names[-1]) + 1
    frames = {this - year_number(name): _Year(nw.from_native(earlier[name], eager_only=True), intake) for name in names}
    frame = nw.from_native(data, eager_only=True)
    schools = _ids(frame, intake)
    added = {}
    for name, column, ago in wanted:
        cells = frames[ago].cells(column, schools) if ago in frames else None
        if cells is not None and find_column(name, frame.columns) is None:
            added[name] = cells
    series = [nw.new_series(name, cells, backend=frame.implementation) for name, cells in added.items()]
    if not series:
        return data
    made = frame.with_columns(*series).to_native()
    if hasattr(data, "attrs"):
        made.attrs = dict(data.attrs)  # what was read and joined
    return made


class _Year:
    """The frame of one earlier year, looked up by school."""

    def __init__(self, frame: nw.DataFrame[Any], intake: Intake) -> None:
        self.frame = frame
        ids = _ids(frame, intake)
        counts = Counter(ids)
        # Of a school that stands twice no row can be trusted.
        self.rows = {school: row for row, school in enumerate(ids) if counts[school] == 1}

    def cells(self, column: str, schools: list[str]) -> list[Any] | None:
        """A column's cells by school; None where the year has no such column."""
        name = find_column(column, self.frame.columns)
        if name is None:
            return None
        cells = self.frame[name].to_list()
        return [cells[self.rows[school]] if school in self.rows else None for school in schools]


def _ids(frame: nw.DataFrame[Any], intake: Intake) -> list[str]:
    """School ids as text, as the scorer reads them."""
    names = [find_column(name, frame.columns) for name in intake.id_columns]
    if not names or None in names:
        names = [next((found for name in ID_NAMES if (found := find_column(name, frame.columns)) is not None), None)]
    if names[0] is None:
        problem = Problem(
            "missing-column", f"There are: {', '.join(frame.columns[:12])}.", remedy="Name the school id 'id'."
        )
        raise InputError("The data has no school id.", code="missing-column", problems=[problem])
    parts = [[as_text(cell) for cell in frame[name].to_list()] for name in names if name is not None]
    return parts[0] if len(parts) == 1 else ["/".join(cells) for cells in zip(*parts, strict=True)]
