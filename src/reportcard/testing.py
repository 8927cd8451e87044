"""The contract suite for metrics: one function, run over the library's own metrics and over anyone else's.

::

    from reportcard.testing import check_metric

    def test_the_contract():
        check_metric(MY_METRIC)
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from reportcard.errors import MetricContractError, MetricError, Problem
from reportcard.indicators.status import Status
from reportcard.metrics.contract import PARTS, Column, Floats, Metric, Parameters
from reportcard.metrics.guard import measured
from reportcard.metrics.metadata import metadata_faults

Columns = Mapping[str, Column]
_ABSENT = tuple(status for status in Status if not status.is_present)
#: Schools, and indicators of a list, in inputs that are made up.
_SCHOOLS, _LISTED = 40, 3
_HUGE = 1e300
#: What rounding may do between two ways to the same number.
_NOISE = 1e-9


def check_metric(
    metric: Metric, *, inputs: Columns | None = None, parameters: Mapping[str, Any] | Parameters | None = None
) -> None:
    """Check that a metric keeps its contract.

    It is asked for what it says of itself; for bounds and limits; whether it moves with its inputs as it says; whether
    schools are independent of each other and of their order; what becomes of missing and suppressed inputs; one
    school, one pupil, no school, huge and zero values; whether its error grows with the errors it reads; and whether
    the same inputs give the same bytes and stay as they were.

    Args:
        metric: The metric.
        inputs: Columns by role for a few schools, as the metric's data look; made up where not given.
        parameters: Its parameters; their defaults where not given.

    Raises:
        MetricContractError: Something failed; ``problems`` names each check that did, and how.
    """
    faults = list(metadata_faults(metric))
    if faults:
        raise _failed(metric, [("metadata", fault) for fault in faults])
    case = _case(metric, inputs, parameters)
    found = [(name, fault) for name, check in _CHECKS.items() for fault in _told(check, case)]
    if found:
        raise _failed(metric, found)


def _failed(metric: Metric, found: list[tuple[str, str]]) -> MetricContractError:
    problems = [Problem("metric-checks", f"{fault}.", check) for check, fault in dict.fromkeys(found)]
    return MetricContractError(f"The metric '{metric.id}' does not keep its contract.", problems=problems)


@dataclass(frozen=True)
class _Case:
    """A metric with the inputs that it is checked on.

    Attributes:
        metric: The metric.
        columns: Its inputs.
        parameters: Its parameters.
        usual: What it makes of them.
    """

    metric: Metric
    columns: dict[str, Column]
    parameters: Parameters
    usual: Column

    def __call__(self, columns: Columns) -> Column:
        """Run the metric as the engine does, with a failure as an error."""
        return _run(self.metric, columns, self.parameters)

    def changed(self, role: str, change: Callable[[Column], Column]) -> dict[str, Column]:
        """The inputs with one role changed."""
        return {**self.columns, role: change(self.columns[role])}


def _case(metric: Metric, inputs: Columns | None, parameters: Mapping[str, Any] | Parameters | None) -> _Case:
    try:
        given = parameters if isinstance(parameters, Parameters) else metric.parameters.model_validate(parameters or {})
    except ValueError as error:
        raise _failed(metric, [("parameters", f"give 'parameters' to check it with: {error}")]) from error
    columns = _made_up(metric) if inputs is None else {role: _complete(column) for role, column in inputs.items()}
    if sorted(columns) != sorted(metric.inputs):
        raise _failed(metric, [("inputs", f"it reads {', '.join(metric.inputs)}; given are {', '.join(columns)}")])
    try:
        usual = _run(metric, columns, given)
    except (MetricError, Warning) as error:
        raise _failed(metric, [("usual inputs", str(error))]) from error
    if np.isnan(usual.value).all():
        raise _failed(metric, [("inputs", "it has no value for any school; give 'inputs' that it can measure")])
    return _Case(metric, columns, given, usual)


def _run(metric: Metric, columns: Columns, parameters: Parameters) -> Column:
    """Run a metric as the engine does: numpy's own warnings are off, anyone else's are errors."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("error")
        return measured(metric, columns, parameters, _size(columns), strict=True)


def _size(columns: Columns) -> int:
    return int(next(iter(columns.values())).value.shape[-1])


def _told(check: Callable[[_Case], Iterator[str]], case: _Case) -> Iterator[str]:
    """What a check finds; an error on the way is a finding too."""
    try:
        yield from check(case)
    except (MetricError, Warning) as error:
        yield str(error)


# --- inputs ----------------------------------------------------------------------------------------------------------


def _made_up(metric: Metric) -> dict[str, Column]:
    """Whole numbers from 1 to 100, each role's above the one before: parts stand before their wholes."""
    rng = np.random.default_rng(20090630)
    columns = {}
    low = np.ones(_SCHOOLS)
    for role in metric.inputs:
        shape = (_LISTED, _SCHOOLS) if role in metric.lists else (_SCHOOLS,)
        value = np.floor(low + rng.random(shape) * (100 - low))
        columns[role] = _complete(Column(value, n=np.floor(rng.uniform(6, 300, shape))), rng.uniform(0.5, 3, shape))
        low = np.minimum(99, value.max(axis=0) if value.ndim > 1 else value)
    return columns


def _complete(column: Column, error: Floats | None = None) -> Column:
    """A column with statuses, as the engine hands it over, and with limits where an error is known."""
    status = column.status
    if status is None:
        status = np.where(np.isnan(column.value), np.uint8(Status.MISSING.code), np.uint8(0))
    if error is None:
        return column._replace(status=status)
    lower, upper = column.value - 2 * error, column.value + 2 * error
    return column._replace(status=status, standard_error=error, lower=lower, upper=upper)


def _at(column: Column, index: Any) -> Column:
    """A column's schools at an index."""
    here = {name: getattr(column, name) for name in ("value", "status", *PARTS)}
    return column._replace(**{name: array[..., index] for name, array in here.items() if array is not None})


def _all_at(columns: Columns, index: Any) -> dict[str, Column]:
    return {role: _at(column, index) for role, column in columns.items()}


def _absent(column: Column, status: Status) -> Column:
    """The column with nothing in it but a status: no value, and no limits or numbers to guess it from."""
    nothing = np.full(column.value.shape, np.nan)
    return Column(nothing, np.full(column.value.shape, status.code, np.uint8))


def _with(column: Column, value: Floats) -> Column:
    """The column with other values, where it has any, and its limits as far from them as before."""
    moved = np.where(np.isnan(column.value), np.nan, value)
    limits = {name: getattr(column, name) for name in ("lower", "upper")}
    far = {name: moved + (limit - column.value) for name, limit in limits.items() if limit is not None}
    return column._replace(value=moved, **far)


# --- checks ----------------------------------------------------------------------------------------------------------


def _bounds(case: _Case) -> Iterator[str]:
    yield from _out_of_bounds(case, case.usual)


def _out_of_bounds(case: _Case, result: Column) -> Iterator[str]:
    """Values outside what the metric says it can give, limits on the wrong side, negative errors or numbers."""
    metric, there = case.metric, ~np.isnan(result.value)
    value = result.value[there]
    if metric.low is not None and (value < metric.low - _NOISE).any():
        yield f"it gives {value.min():g}, below its bound {metric.low:g}"
    if metric.high is not None and (value > metric.high + _NOISE).any():
        yield f"it gives {value.max():g}, above its bound {metric.high:g}"
    slack = _NOISE * (1 + np.abs(value))
    if result.lower is not None and (result.lower[there] > value + slack).any():
        yield "a lower limit is above its value"
    if result.upper is not None and (result.upper[there] < value - slack).any():
        yield "an upper limit is below its value"
    for part in ("n", "standard_error"):
        given = getattr(result, part)
        if given is not None and (given[there] < 0).any():
            yield f"'{part}' is negative"


def _direction(case: _Case) -> Iterator[str]:
    """A little more of an input never moves the value against what the metric says."""
    for roles, sign, word in ((case.metric.rises_with, 1, "falls"), (case.metric.falls_with, -1, "rises")):
        for role in roles:
            for step in (0.01, 1.0):
                moved = case(case.changed(role, lambda column, step=step: _with(column, column.value + step)))  # type: ignore[misc]
                change = sign * (moved.value - case.usual.value)
                if (change < -_NOISE * (1 + np.abs(case.usual.value))).any():
                    yield f"it {word} where '{role}' rises by {step:g}"


def _permutation(case: _Case) -> Iterator[str]:
    order = np.random.default_rng(1).permutation(_size(case.columns))
    if not _same(case(_all_at(case.columns, order)), _at(case.usual, order)):
        yield "schools in another order get other values"


def _alone(case: _Case) -> Iterator[str]:
    """One school alone gets what it gets among others."""
    for at in range(_size(case.columns)):
        here = slice(at, at + 1)
        if not _same(case(_all_at(case.columns, here)), _at(case.usual, here)):
            yield "a school alone gets another value than among others; what compares schools is a scale's matter"
            return


def _one_pupil(case: _Case) -> Iterator[str]:
    """A number of one behind every value, and a value of one in every role."""
    ones = {role: _with(column, np.ones_like(column.value)) for role, column in case.columns.items()}
    for columns in (case.columns, ones):
        few = {role: column._replace(n=np.ones_like(column.value)) for role, column in columns.items()}
        yield from _out_of_bounds(case, case(few))


def _empty(case: _Case) -> Iterator[str]:
    if case(_all_at(case.columns, slice(0, 0))).value.size:
        yield "no schools get values"


def _huge(case: _Case) -> Iterator[str]:
    """Beyond all reason, zero and negative: a value within bounds or none, and never infinity."""
    for number in (_HUGE, -_HUGE, 0.0, -1.0):
        for role in (None, *case.metric.inputs):
            columns = {
                name: _with(column, np.full(column.value.shape, number)) if role in (None, name) else column
                for name, column in case.columns.items()
            }
            result = case(columns)
            if np.isinf(result.value).any():
                yield f"it gives infinity where {role or 'everything'} is {number:g}"
            yield from _out_of_bounds(case, result)


def _missing(case: _Case) -> Iterator[str]:
    """Whatever the reason, an absent input is never taken for a number, and its reason comes out."""
    for status in _ABSENT:
        everything = case({role: _absent(column, status) for role, column in case.columns.items()})
        if not np.isnan(everything.value).all():
            yield f"it has a value where every input is {status}"
        else:
            yield from _other_status(everything, np.isnan(everything.value), status, "every input")
        for role in case.metric.inputs:
            yield from _missing_role(case, role, status)


def _missing_role(case: _Case, role: str, status: Status) -> Iterator[str]:
    result = case(case.changed(role, lambda column: _absent(column, status)))
    there = ~np.isnan(result.value) & ~np.isnan(case.usual.value)
    if (result.value[there] != case.usual.value[there]).any():
        yield f"it changes where '{role}' is {status}: what is absent is taken for a number"
    gone = np.isnan(result.value) & ~np.isnan(case.usual.value)
    yield from _other_status(result, gone, status, f"'{role}'")


def _other_status(result: Column, gone: npt.NDArray[np.bool_], status: Status, what: str) -> Iterator[str]:
    """Absent values whose status is not that of the input that is absent."""
    told = set() if result.status is None else set(result.status[gone].tolist()) - {status.code}
    if told:
        yield f"{what} is {status}, and the value is {', '.join(Status.of(code) for code in sorted(told))}"


def _bare(case: _Case) -> Iterator[str]:
    """Most data say nothing of errors and numbers of pupils: without them a metric still runs."""
    result = case({role: Column(column.value, column.status) for role, column in case.columns.items()})
    yield from _out_of_bounds(case, result)


def _errors(case: _Case) -> Iterator[str]:
    """Where standard errors are read, larger ones never make a smaller error."""
    if "standard_error" not in case.metric.parts:
        return
    known = {
        role: column._replace(standard_error=np.ones_like(column.value), lower=None, upper=None)
        for role, column in case.columns.items()
    }
    result = case(known)
    if result.standard_error is None:
        yield "it reads standard errors and gives none"
        return
    there = ~np.isnan(result.value)
    if not (result.standard_error[there] >= 0).all():
        yield "it reads standard errors and gives none, or negative ones"
    for role in case.metric.inputs:
        more = case({**known, role: known[role]._replace(standard_error=np.full(known[role].value.shape, 2.0))})
        if more.standard_error is None or np.any(more.standard_error < result.standard_error - _NOISE):
            yield f"its error shrinks where that of '{role}' grows"


def _purity(case: _Case) -> Iterator[str]:
    """The inputs stay as they were, even where nothing protects them."""
    columns = {role: _copied(column) for role, column in case.columns.items()}
    with np.errstate(all="ignore"):
        case.metric.compute(columns, case.parameters)
    for role, column in case.columns.items():
        if not _same(columns[role], column):
            yield f"it changes its input '{role}'"


def _copied(column: Column) -> Column:
    here = {name: getattr(column, name) for name in ("value", "status", *PARTS)}
    return column._replace(**{name: array.copy() for name, array in here.items() if array is not None})


def _determinism(case: _Case) -> Iterator[str]:
    """The same inputs give the same bytes: now, again, and after others."""
    if not _same(case(case.columns), case.usual):
        yield "the same inputs give other values the second time: it is random, or it keeps a state"
    case({role: _with(column, column.value * 2 + 1) for role, column in case.columns.items()})
    if not _same(case(case.columns), case.usual):
        yield "the same inputs give other values after other inputs: it keeps a state"


def _same(first: Column, second: Column) -> bool:
    """Whether two columns hold the same bytes."""
    pairs = ((getattr(first, name), getattr(second, name)) for name in ("value", "status", *PARTS))
    return all(_alike(one, other) for one, other in pairs)


def _alike(one: npt.NDArray[Any] | None, other: npt.NDArray[Any] | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.dtype == other.dtype and np.array_equal(one, other, equal_nan=one.dtype.kind == "f")


_CHECKS: dict[str, Callable[[_Case], Iterator[str]]] = {
    "bounds": _bounds,
    "direction": _direction,
    "permutation": _permutation,
    "one school": _alone,
    "one pupil": _one_pupil,
    "no school": _empty,
    "huge, zero and negative": _huge,
    "missing and suppressed": _missing,
    "values only": _bare,
    "error": _errors,
    "purity": _purity,
    "determinism": _determinism,
}
