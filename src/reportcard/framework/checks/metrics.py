"""Checks of how a document uses metrics: their inputs, their parameters, and definitions that must not be mixed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from reportcard.framework.checks.context import Context, Fault, reads_its_own_id
from reportcard.framework.document import MetricUse, Node
from reportcard.framework.explain import suggestion
from reportcard.framework.tree import Path
from reportcard.indicators.catalogue import CATALOGUE
from reportcard.metrics import Metric, Parameters


def named_indicators(given: Any, *, many: bool) -> tuple[str, ...]:
    """The indicators that a document names for a role; none where what it says cannot be that."""
    if isinstance(given, str):
        return (given,)
    if many and isinstance(given, list | tuple) and all(isinstance(name, str) for name in given):
        return tuple(given)
    return ()


def metric_faults(context: Context, use: MetricUse, path: Path) -> Iterator[Fault]:
    """Check one use of a metric."""
    known = {metric.id: metric for metric in context.metrics}
    metric = known.get(use.id)
    if metric is None:
        remedy = suggestion(use.id, known) or f"Known metrics: {', '.join(known)}."
        yield Fault(path, "dangling-metric", f"There is no metric '{use.id}'.", remedy)
        return
    roles = list(_role_faults(context, metric, use.arguments, path))
    yield from roles
    yield from _parameter_faults(metric, use.arguments, path, complete=not roles)


def _role_faults(context: Context, metric: Metric, given: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    for role in metric.inputs:
        many = role in metric.lists
        names = named_indicators(given.get(role), many=many)
        if role not in given:
            message = f"The metric '{metric.id}' reads an indicator as its '{role}', and none is named."
            yield Fault((*path, role), "metric-input", message, f"Add '{role}: {_example(many)}'.")
        elif not names:
            what = "a list of indicators" if many else "the id of an indicator"
            message = f"'{role}' of the metric '{metric.id}' is not {what}."
            yield Fault((*path, role), "metric-input", message, f"Write '{role}: {_example(many)}'.")
        for name in names:
            if name not in context.indicators:
                remedy = suggestion(name, sorted(context.indicators)) or "Describe it under 'indicators'."
                yield Fault((*path, role), "dangling-indicator", f"There is no indicator '{name}'.", remedy)


def _example(many: bool) -> str:
    return "[first_indicator, second_indicator]" if many else "some_indicator"


def _parameter_faults(metric: Metric, given: Mapping[str, Any], path: Path, *, complete: bool) -> Iterator[Fault]:
    known = [*metric.inputs, *metric.parameters.model_fields]
    for key in (key for key in given if key not in known):
        remedy = suggestion(key, known) or f"Known: {', '.join(known) or 'none'}."
        message = f"The metric '{metric.id}' has no input or parameter '{key:.60}'."
        yield Fault((*path, key), "unknown-key", message, remedy)
    try:
        parameters = _validated(metric, given)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            yield _parameter_fault(metric, details, path)
        return
    counts = {role: len(named_indicators(given[role], many=True)) for role in metric.inputs if role in given}
    fault = parameters.fault(counts) if complete else ""
    if fault:
        yield Fault(path, "metric-parameter", f"The metric '{metric.id}': {fault}.", "See the metric's description.")


def _parameter_fault(metric: Metric, details: Any, path: Path) -> Fault:
    key = str(details["loc"][0]) if details["loc"] else ""
    if not key:
        said = str(details["msg"]).removeprefix("Value error, ")
        return Fault(path, "metric-parameter", f"The metric '{metric.id}': {said}.", "See the metric's description.")
    state = "is missing" if details["type"] == "missing" else "cannot be used"
    message = f"The parameter '{key}' of the metric '{metric.id}' {state}."
    return Fault((*path, key), "metric-parameter", message, "See the metric's description.")


def _validated(metric: Metric, given: Mapping[str, Any]) -> Parameters:
    fields = metric.parameters.model_fields
    return metric.parameters.model_validate({key: value for key, value in given.items() if key in fields})


# --- definitions of one quantity -------------------------------------------------------------------------------------


def definition_faults(context: Context) -> Iterator[Fault]:
    """Refuse two definitions of one quantity in one framework: persistent absence at 10 % is not that at 20 %."""
    first: dict[str, tuple[str, str]] = {}
    for placed in context.nodes:
        for quantity, definition in _definitions(context, placed.node):
            other, where = first.setdefault(quantity, (definition, placed.node.id))
            if other != definition:
                message = f"'{placed.node.id}' takes {quantity} as {definition}, and '{where}' takes it as {other}."
                remedy = "The numbers cannot be compared; use one definition, or a variant for each."
                yield Fault(placed.path, "mixed-definitions", message, remedy)


def _definitions(context: Context, node: Node) -> Iterator[tuple[str, str]]:
    """Quantity and definition of everything that a leaf reads."""
    if node.metric is not None and node.metric.id in context.metrics:
        metric = context.metrics[node.metric.id]
        given = node.metric.arguments
        names = [name for role in metric.inputs for name in named_indicators(given.get(role), many=True)]
        try:
            own = _validated(metric, given).definition_in_use()
        except ValidationError:
            own = None
        if own is not None:
            yield own
    else:
        names = [node.id] if reads_its_own_id(node) else [node.indicator or ""]
    for name in names:
        known = CATALOGUE.get(name)
        if known is not None and known.quantity:
            yield known.quantity, known.edition
