"""Checks what a metric says of itself, before it is let into a registry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from reportcard.indicators.indicator import Direction
from reportcard.metrics.contract import PARTS, Metric, Parameters

_ID = re.compile(r"[a-z][a-z0-9_.-]*")
#: What every metric explains, by field.
_TEXTS = ("title", "measures", "matters", "computed", "improves")
#: Keys that a framework document gives a meaning of its own beside a metric.
_TAKEN = frozenset({"id", "round", "unit"})


def metadata_faults(metric: Metric) -> Iterator[str]:
    """Say everything that is wrong with what a metric says of itself."""
    if not isinstance(metric.id, str) or not _ID.fullmatch(metric.id):
        yield f"its id {metric.id!r} is no name of small letters, digits, '_', '.' and '-'"
    for name in _TEXTS:
        text = getattr(metric, name)
        if not isinstance(text, str) or not text.strip():
            yield f"'{name}' is empty"
    if not _texts(metric.references) or not metric.references:
        yield "'references' names no source"
    if not callable(metric.compute):
        yield "'compute' is no function"
    yield from _role_faults(metric)
    yield from _choice_faults(metric)


def _texts(given: object) -> bool:
    """Whether something is a tuple of words, none of them empty."""
    return isinstance(given, tuple) and all(isinstance(word, str) and word.strip() for word in given)


def _role_faults(metric: Metric) -> Iterator[str]:
    if not _texts(metric.inputs) or not metric.inputs:
        yield "'inputs' names no role (write a tuple, such as inputs=('of',))"
        return
    if len(set(metric.inputs)) < len(metric.inputs):
        yield "'inputs' names a role twice"
    for name in ("lists", "rises_with", "falls_with"):
        strangers = [role for role in getattr(metric, name) if role not in metric.inputs]
        if strangers:
            yield f"'{name}' names {', '.join(map(repr, strangers))}, not among its inputs"
    if not isinstance(metric.parameters, type) or not issubclass(metric.parameters, Parameters):
        yield "'parameters' is no model made from reportcard.metrics.Parameters"
        return
    for name in sorted({*metric.inputs, *metric.parameters.model_fields} & _TAKEN):
        yield f"an input or parameter is called '{name}', which a framework document uses itself"
    for name in sorted({*metric.inputs} & {*metric.parameters.model_fields}):
        yield f"'{name}' is both an input and a parameter"


def _choice_faults(metric: Metric) -> Iterator[str]:
    strangers = [part for part in metric.parts if part not in PARTS]
    if strangers:
        yield f"'parts' names {', '.join(map(repr, strangers))}; known: {', '.join(PARTS)}"
    if metric.lifecycle not in ("stable", "provisional", "retired"):
        yield f"'lifecycle' is {metric.lifecycle!r}; known: stable, provisional, retired"
    if metric.direction not in ("", *get_args(Direction)):
        yield f"'direction' is {metric.direction!r}; known: higher, lower, none"
    if metric.low is not None and metric.high is not None and metric.low >= metric.high:
        yield f"its bounds {metric.low:g} and {metric.high:g} leave no value"
