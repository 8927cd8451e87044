"""Metrics made for tests: a good one, and ways to break it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import reportcard as rc
from reportcard.metrics import Column, Parameters
from reportcard.prepared import Framework


def doubled(columns: Mapping[str, Column], parameters: Parameters) -> Column:
    """Twice the value."""
    return Column(2 * columns["of"].value)


DOUBLE = rc.Metric(
    id="double",
    title="Double",
    measures="Twice an indicator.",
    matters="It is easy to check.",
    computed="2 × of.",
    improves="A larger value.",
    inputs=("of",),
    compute=doubled,
    references=("Arithmetic.",),
)


def made(compute: Callable[[Mapping[str, Column], Any], Any] = doubled, **changes: Any) -> rc.Metric:
    """The good metric with another function, or another description."""
    return replace(DOUBLE, compute=compute, **changes)


def scored(metric: rc.Metric, data: Any, *, strict: bool = False, **arguments: Any) -> Any:
    """Schools scored by a framework of one leaf, which reads ``x`` by the metric."""
    return rc.score(data, document(metric, **arguments), registry=rc.Registry([metric]), strict=strict)


def document(metric: rc.Metric, **arguments: Any) -> dict[str, Any]:
    """A document of one leaf, which reads ``x`` by the metric."""
    use = {"id": metric.id, "of": "x", **arguments}
    names = [name for given in use.values() for name in (given if isinstance(given, list) else [given])]
    known = {name: {} for name in names if isinstance(name, str) and len(name) == 1}
    leaf = {"id": "leaf", "title": "Leaf", "metric": use}
    score = {"id": "all", "combine": "mean", "children": [leaf]}
    return {"framework": "t", "title": "T", "indicators": known, "score": score}


def loaded(metric: rc.Metric, **arguments: Any) -> Framework:
    """The document, loaded with the metric."""
    return rc.load_framework(document(metric, **arguments), registry=rc.Registry([metric]))
