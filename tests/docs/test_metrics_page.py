"""docs/metrics.md is what the metrics say of themselves today, and says something of every parameter."""

from __future__ import annotations

import pytest
from docs.generate import _documented

from docs import metrics as pages
from reportcard.metrics import BUILT_IN

TEXT = pages.FILE.read_text(encoding="utf-8")
IDS = [metric.id for metric in BUILT_IN]


def test_not_stale():
    """The page is the one that the metrics give; write it anew with 'python -m docs.metrics'."""
    assert pages.page() == TEXT


@pytest.mark.parametrize("metric", BUILT_IN, ids=IDS)
def test_every_metric_has_its_section(metric):
    """Every metric has a section with its formula, a source, and each input and parameter in code."""
    section = TEXT.partition(f'## <a id="{metric.id}"></a>')[2].partition("\n## ")[0]
    assert metric.computed in section
    assert metric.references
    assert all(reference.rstrip(".") in section for reference in metric.references)
    assert all(f"`{word}`" in section for word in (*metric.inputs, *metric.parameters.model_fields))


@pytest.mark.parametrize("metric", BUILT_IN, ids=IDS)
def test_every_parameter_is_explained(metric):
    """Every parameter has a sentence in its model's docstring, and no other name has one."""
    _, told = _documented(metric.parameters)
    assert sorted(told) == sorted(metric.parameters.model_fields)


@pytest.mark.parametrize("metric", BUILT_IN, ids=IDS)
def test_sentences_are_sentences(metric):
    """What a metric says of itself is whole sentences."""
    texts = [metric.measures, metric.matters, metric.computed, metric.improves, metric.convention or "."]
    assert [text for text in texts if not text.endswith(".")] == []
