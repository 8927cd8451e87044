"""Runs the metrics of a plan: from the columns that a block holds to the value of a leaf."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from reportcard.engine import kernels
from reportcard.engine.block import Block
from reportcard.engine.plan import MetricCall
from reportcard.engine.table import Floats
from reportcard.indicators.status import Status
from reportcard.metrics.contract import PARTS, Column, Metric
from reportcard.metrics.guard import measured, read_only

_NOT_COLLECTED = np.uint8(Status.NOT_COLLECTED.code)
_ARRAYS = ("value", "status", *PARTS)


def measure(block: Block, call: MetricCall) -> Column:
    """Run a metric, round its value where the document says so, and give every absent value a reason."""
    if block.table.numbers.keys().isdisjoint(call.indicators):
        return _of_nothing(call, block.size)
    inputs = {role: [block.column(name, call.metric.parts) for name in names] for role, names in call.inputs.items()}
    return _result(call, inputs, block.size)


def _result(call: MetricCall, inputs: Mapping[str, Sequence[Column]], size: int) -> Column:
    columns = {role: _in_role(given, call.metric, role, size) for role, given in inputs.items()}
    result = measured(call.metric, columns, call.parameters, size, strict=call.strict)
    if call.rounding is None:
        return result
    return result._replace(value=kernels.round_half_up(result.value, *call.rounding))


def _in_role(columns: Sequence[Column], metric: Metric, role: str, size: int) -> Column:
    """What a metric reads in one role: an indicator, or a list of them as rows of one column."""
    if role not in metric.lists:
        return columns[0]
    none = np.full(size, np.nan)
    parts: dict[str, Floats] = {}
    for part in metric.parts:
        given = [getattr(column, part) for column in columns]
        if any(array is not None for array in given):
            parts[part] = np.array([none if array is None else array for array in given])
    statuses = np.array([column.status for column in columns], np.uint8)
    return Column(np.array([column.value for column in columns]), statuses, **parts)


# --- nothing to measure ----------------------------------------------------------------------------------------------


def _of_nothing(call: MetricCall, size: int) -> Column:
    """What a metric makes of schools whose data hold nothing that it reads.

    The metric decides value, status and notes; but a metric is a pure function that takes each school by itself, so
    what it says of one such school it says of all, today and in every other run of the plan.
    """
    if call.of_nothing is None:
        nothing = Column(np.array([np.nan]), np.array([_NOT_COLLECTED]))
        call.of_nothing = read_only(_result(call, {role: [nothing] * len(n) for role, n in call.inputs.items()}, 1))
    return call.of_nothing if size == 1 else _for_all(call.of_nothing, size)


def _for_all(one: Column, size: int) -> Column:
    """One school's column, said of many."""
    given = {name: array for name in _ARRAYS if (array := getattr(one, name)) is not None}
    notes = tuple((np.repeat(said, size), note) for said, note in one.notes)
    return one._replace(**{name: np.repeat(array, size) for name, array in given.items()}, notes=notes)
