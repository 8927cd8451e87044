"""What becomes of a value that is not there: its status, and the words beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from reportcard.indicators.status import Status
from reportcard.metrics.contract import PARTS, Bools, Codes, Column

_LAST_PRESENT = Status.CENSORED.code
_CENSORED = np.uint8(Status.CENSORED.code)
_MISSING = np.uint8(Status.MISSING.code)
_NOT_APPLICABLE = np.uint8(Status.NOT_APPLICABLE.code)
_INVALID = np.uint8(Status.INVALID.code)


class Cause(NamedTuple):
    """Why some schools have no value although it could be computed.

    Attributes:
        schools: Which schools.
        status: What their status becomes.
        note: Why, in words for the card; without data.
    """

    schools: Bools
    status: Status
    note: str


def reasons(columns: Mapping[str, Column]) -> Codes:
    """The highest status of what a metric reads, for each school; it is 0 where nothing is absent."""
    found = [_statuses(column) for column in columns.values()]
    highest: Codes = np.maximum.reduce([one.max(axis=0, initial=0) if one.ndim > 1 else one for one in found])
    return highest


def _statuses(column: Column) -> Codes:
    if column.status is not None:
        return column.status
    return np.where(np.isnan(column.value), _MISSING, np.uint8(0))


def _any_censored(columns: Mapping[str, Column]) -> Codes:
    """1 (censored) where anything that was read is only a limit."""
    found = [_statuses(column) == _CENSORED for column in columns.values()]
    flat = [one.any(axis=0) if one.ndim > 1 else one for one in found]
    censored: Codes = np.logical_or.reduce(flat) * _CENSORED
    return censored


def settled(result: Column, columns: Mapping[str, Column]) -> Column:
    """A result whose every absent value has a status: the metric's own, else the highest of what it read.

    A value that came of nothing absent and is not there does not apply; one beyond every number is invalid.
    """
    if result.status is not None:
        return result
    value = result.value
    beyond = np.isinf(value)
    if beyond.any():
        value = np.where(beyond, np.nan, value)
    highest = reasons(columns)
    absent = np.where(highest <= _LAST_PRESENT, _NOT_APPLICABLE, highest)
    status = np.where(np.isnan(value), absent, _any_censored(columns)).astype(np.uint8)
    return result._replace(value=value, status=np.where(beyond, _INVALID, status))


def without(result: Column, columns: Mapping[str, Column], *causes: Cause) -> Column:
    """A result with no value where a cause holds; the first that holds tells its status.

    What is absent already keeps its own reason.
    """
    result = settled(result, columns)
    value, status = result.value, result.status
    assert status is not None  # noqa: S101  it is settled
    notes = []
    gone = np.isnan(value)
    for cause in causes:
        here = cause.schools & ~gone
        status = np.where(here, np.uint8(cause.status.code), status)
        notes.append((here, cause.note))
        gone = gone | here
    given = {part: getattr(result, part) for part in PARTS}
    parts = {part: np.where(gone, np.nan, array) for part, array in given.items() if array is not None}
    return result._replace(value=np.where(gone, np.nan, value), status=status, notes=tuple(notes), **parts)
