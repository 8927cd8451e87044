"""Runs a metric and holds it to its contract: what it reads cannot be changed, what it returns has the right shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from reportcard.errors import MetricError
from reportcard.indicators.status import Status
from reportcard.metrics.contract import PARTS, Column, Floats, Metric
from reportcard.metrics.outcome import settled

_LAST_PRESENT = Status.CENSORED.code
_INVALID = np.uint8(Status.INVALID.code)
#: Arrays of a column, which its notes follow.
_ARRAYS = 2 + len(PARTS)


def measured(
    metric: Metric, columns: Mapping[str, Column], parameters: Any, size: int, *, strict: bool = False
) -> Column:
    """Run a metric; every absent value of the result has a status that says why.

    A metric that fails costs the schools that it fails for, and nobody else: they are measured one at a time.

    Args:
        metric: The metric.
        columns: What it reads, by role.
        parameters: Its parameters.
        size: Number of schools.
        strict: Raise where the metric fails, instead of giving no value.

    Raises:
        MetricError: The result is no column of ``size`` values, or the metric tried to change what it reads; with
            ``strict``, the metric failed.
    """
    kept = {role: read_only(column) for role, column in columns.items()}
    try:
        result = metric.compute(kept, parameters)
    except Exception as error:  # whatever a stranger's function raises is about the metric
        if "read-only" in str(error):
            raise _broken(metric, "changes the values that it reads. Let it work on a copy.") from error
        if strict:
            message = f"The metric '{metric.id}' failed. {type(error).__name__}: {error}"
            raise MetricError(message, code="metric-failed") from error
        return _one_by_one(metric, columns, parameters, size) if size > 1 else _failed(metric, error, size)
    _check(metric, result, size)
    return settled(result, columns)


# --- what goes in ----------------------------------------------------------------------------------------------------


def read_only(column: Column) -> Column:
    """The same arrays, which nobody can write to."""
    if all(array is None or not array.flags.writeable for array in column[:_ARRAYS]):
        return column
    return Column._make((*map(_locked, column[:_ARRAYS]), column.notes))


def _locked(array: Any) -> Any:
    if array is None or not array.flags.writeable:
        return array
    view = array.view()
    view.flags.writeable = False
    return view


# --- what comes out --------------------------------------------------------------------------------------------------


def _check(metric: Metric, result: Any, size: int) -> None:
    """Refuse what is no column of one value per school."""
    if not isinstance(result, Column):
        raise _broken(metric, f"returns {_kind(result)}, not a reportcard.metrics.Column.")
    for name in ("value", *PARTS):
        array = getattr(result, name)
        if array is None and name != "value":
            continue
        if not isinstance(array, np.ndarray) or array.dtype != np.float64 or array.shape != (size,):
            raise _broken(metric, f"returns as '{name}' {_shape(array)}, not numbers of shape ({size},).")
    if result.status is None:
        return
    status = result.status
    if not isinstance(status, np.ndarray) or status.dtype != np.uint8 or status.shape != (size,):
        raise _broken(metric, f"returns as 'status' {_shape(status)}, not codes (uint8) of shape ({size},).")
    if size and status.max() >= len(Status):
        raise _broken(metric, f"returns a status {status.max()}; there are {len(Status)} statuses, from 0.")
    if (np.isnan(result.value) != (status > _LAST_PRESENT)).any():
        raise _broken(metric, "returns a value beside a status that says there is none, or none beside 'available'.")


def _kind(thing: object) -> str:
    return "nothing" if thing is None else f"a {type(thing).__name__}"


def _shape(array: object) -> str:
    if isinstance(array, np.ndarray):
        return f"an array of {array.dtype} of shape {array.shape}"
    return _kind(array)


def _broken(metric: Metric, what: str) -> MetricError:
    return MetricError(f"The metric '{metric.id}' {what}")


# --- a metric that fails ---------------------------------------------------------------------------------------------


def _failed(metric: Metric, error: Exception, size: int) -> Column:
    """No value, and the card says that it is the metric's fault; without the message, which may quote data."""
    note = f"the metric '{metric.id}' failed ({type(error).__name__})"
    return Column(np.full(size, np.nan), np.full(size, _INVALID), notes=((np.ones(size, np.bool_), note),))


def _one_by_one(metric: Metric, columns: Mapping[str, Column], parameters: Any, size: int) -> Column:
    """Measure every school alone, so that one school's trouble is not that of all who stand in its block."""
    alone = [
        measured(metric, {role: _one(column, at) for role, column in columns.items()}, parameters, 1)
        for at in range(size)
    ]
    notes: dict[str, Any] = {}
    for at, column in enumerate(alone):
        for said, note in column.notes:
            notes.setdefault(note, np.zeros(size, np.bool_))[at] = said[0]
    return Column(
        np.concatenate([column.value for column in alone]),
        np.concatenate([column.status for column in alone if column.status is not None]),
        **{part: _joined([getattr(column, part) for column in alone]) for part in PARTS},
        notes=tuple((said, note) for note, said in notes.items()),
    )


def _one(column: Column, at: int) -> Column:
    """A column's one school."""
    here = {name: getattr(column, name) for name in ("value", "status", *PARTS)}
    given = {name: array[..., at : at + 1] for name, array in here.items() if array is not None}
    return column._replace(**given)


def _joined(parts: list[Floats | None]) -> Floats | None:
    if all(part is None for part in parts):
        return None
    return np.concatenate([np.array([np.nan]) if part is None else part for part in parts])
