"""Whatever a caller hands over, into one checked table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from reportcard.engine.table import Table
from reportcard.errors import InputError, Problem
from reportcard.indicators.school import SchoolIndicators
from reportcard.sources.intake import Intake
from reportcard.sources.records import from_records


def is_single(data: Any) -> bool:
    """Whether the data is one school."""
    return isinstance(data, SchoolIndicators | Mapping)


def is_frame(data: Any) -> bool:
    """Whether the data has named columns; asked without importing a frame library."""
    return hasattr(data, "columns") or hasattr(data, "column_names") or hasattr(data, "__narwhals_dataframe__")


def read_table(data: Any, intake: Intake, *, strict: bool = False) -> Table:
    """Read a frame, one record or many.

    Raises:
        InputError: The data cannot be read.
    """
    if is_single(data):
        return from_records([data], intake, strict=True)
    if is_frame(data):
        from reportcard.sources.frames import from_frame

        return from_frame(data, intake, strict=strict)
    if isinstance(data, Iterable) and not isinstance(data, str | bytes) and not hasattr(data, "to_dict"):
        return from_records(list(data), intake, strict=strict)
    raise InputError(
        f"Cannot score {type(data).__name__}.",
        code="not-a-record",
        problems=[
            Problem("not-a-record", "Give a mapping, SchoolIndicators, an iterable of either, or a frame.",
                    remedy="A file is read with reportcard.read_file; one row of a frame is row.to_dict().")
        ],
    )  # fmt: skip
