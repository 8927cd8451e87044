"""What becomes of a value that is not there: its status, and the words beside it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
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
    # Pair by pair, which for a few schools costs half of stacking them first.
    return reduce(np.maximum, [one.max(axis=0, initial=0) if one.ndim > 1 else one for one in found])


def _statuses(column: Column) -> Codes:
    if column.status is not None:
        return column.status
    return np.where(np.isnan(column.value), _MISSING, np.uint8(0))


def _any_censored(columns: Mapping[str, Column]) -> Codes:
    """1 (censored) where anything that was read is only a limit."""
    found = [_statuses(column) == _CENSORED for column in columns.values()]
    flat = [one.any(axis=0) if one.ndim > 1 else one for one in found]
    censored: Codes = reduce(np.logical_or, flat) * _CENSORED
    return censored


def settled(result: Column, columns: Mapping[str, Column]) -> Column:
    """A result whose every absent value has a status: the metric's own, else the highest of what it read.

    A value that came of nothing absent and is not there does not apply; one beyond every number is invalid.
    """
    if result.status is not None:
        return result
    value = result.value
    beyond = np.isinf(value)
    infinite = np.count_nonzero(beyond)
    if infinite:
        value = np.where(beyond, np.nan, value)
    highest = reasons(columns)
    status = np.where(highest <= _LAST_PRESENT, _NOT_APPLICABLE, highest).astype(np.uint8, copy=False)
    there = ~np.isnan(value)
    if np.count_nonzero(there):
        np.copyto(status, _any_censored(columns), where=there)
    if infinite:
        status[beyond] = _INVALID
    return result._replace(value=value, status=status)


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
        if np.count_nonzero(here):
            status = np.where(here, np.uint8(cause.status.code), status)
            notes.append((here, cause.note))
            gone = gone | here
    given = {part: getattr(result, part) for part in PARTS}
    parts = {part: np.where(gone, np.nan, array) for part, array in given.items() if array is not None}
    value = np.where(gone, np.nan, value) if notes else value
    return result._replace(value=value, status=status, notes=tuple(notes), **parts)
