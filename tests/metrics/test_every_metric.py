"""What holds for every built-in metric: it keeps its contract, and whatever is absent comes out as absent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import reportcard as rc
from reportcard.metrics import BUILT_IN
from reportcard.prepared import Framework
from reportcard.testing import check_metric
from tests.metrics.cases import CASES

ABSENT = [status for status in rc.Status if not status.is_present]
IDS = [metric.id for metric in BUILT_IN]


def indicators(metric: rc.Metric) -> dict[str, list[str]]:
    """Ids of the indicators in each role of a case."""
    given = CASES[metric.id].inputs
    return {
        role: [f"{role}_{at}" for at in range(len(values))] if role in metric.lists else [role]
        for role, values in given.items()
    }


def framework(metric: rc.Metric) -> Framework:
    """A framework of one leaf: the metric on its case."""
    roles = {role: names if role in metric.lists else names[0] for role, names in indicators(metric).items()}
    named = [name for names in indicators(metric).values() for name in names]
    use = {"id": metric.id, **roles, **CASES[metric.id].parameters}
    leaf = {"id": "leaf", "title": "Leaf", "metric": use}
    score = {"id": "all", "combine": "mean", "children": [leaf]}
    return rc.load_framework({"framework": "t", "title": "T", "indicators": {n: {} for n in named}, "score": score})


def record(metric: rc.Metric) -> dict[str, Any]:
    """The first school of a case, by indicator."""
    found: dict[str, Any] = {"id": "1"}
    for role, names in indicators(metric).items():
        given = CASES[metric.id].inputs[role]
        values = [row[0] for row in given] if role in metric.lists else [given[0]]
        found |= dict(zip(names, values, strict=True))
    return found


@pytest.mark.parametrize("metric", BUILT_IN, ids=IDS)
def test_the_contract(metric):
    """Every metric passes the suite that others' metrics are held to."""
    case = CASES[metric.id]
    check_metric(metric, inputs=case.columns(), parameters=case.parameters)


@pytest.mark.parametrize("metric", BUILT_IN, ids=IDS)
def test_a_value_comes_out(metric):
    """The first school of every case has a value in a card, and its status is available."""
    leaf = rc.score(record(metric), framework(metric))["leaf"]
    assert leaf.value is not None
    assert leaf.status is rc.Status.AVAILABLE


@pytest.mark.parametrize("status", ABSENT)
@pytest.mark.parametrize("metric", BUILT_IN, ids=IDS)
def test_missing_is_never_zero(metric, status):
    """Whatever the reason, a role that is absent takes the value with it and its reason comes out.

    A role that only says how sure a value is leaves the value as it was.
    """
    ready, whole = framework(metric), record(metric)
    usual = rc.score(whole, ready)["leaf"]
    for role, names in indicators(metric).items():
        leaf = rc.score({**whole, **dict.fromkeys(names, status.value)}, ready)["leaf"]
        if role in CASES[metric.id].spare:
            assert (leaf.value, leaf.status) == (usual.value, rc.Status.AVAILABLE), role
        else:
            assert (leaf.value, leaf.score, leaf.status) == (None, None, status), role


@pytest.mark.parametrize("status", ABSENT)
@pytest.mark.parametrize("metric", BUILT_IN, ids=IDS)
def test_nothing_at_all(metric, status):
    """Where every input is absent for one reason, that reason comes out."""
    names = [name for role in indicators(metric).values() for name in role]
    leaf = rc.score({"id": "1", **dict.fromkeys(names, status.value)}, framework(metric))["leaf"]
    assert (leaf.value, leaf.score, leaf.status) == (None, None, status)


@pytest.mark.parametrize("metric", BUILT_IN, ids=IDS)
def test_every_metric_has_its_own_tests(metric):
    """A test file stands beside every module, and names the metric, a case by hand and a published one."""
    module = metric.compute.__module__.rpartition(".")[2]
    text = (Path(__file__).parent / f"test_{module}.py").read_text(encoding="utf-8")
    names = [name for name, value in vars(_module(metric)).items() if value is metric]
    assert any(name in text for name in names)
    assert "by_hand" in text or "by hand" in text
    assert "published" in text


def _module(metric: rc.Metric) -> Any:
    import importlib

    return importlib.import_module(metric.compute.__module__)
