"""Registration: what a metric must say of itself, and whose metrics a framework may name."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest
from pydantic import BaseModel

import reportcard as rc
from reportcard.metrics import Parameters, registry
from tests.metrics.made import DOUBLE, document, loaded, made


class Rounded(Parameters):
    """Parameters that a document would take for its own key."""

    round: int = 1


class Shared(Parameters):
    """Parameters that share a name with an input."""

    of: int = 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": ""}, "its id '' is no name"),
        ({"id": "Two words"}, "no name of small letters"),
        ({"title": " "}, "'title' is empty"),
        ({"measures": ""}, "'measures' is empty"),
        ({"matters": ""}, "'matters' is empty"),
        ({"computed": ""}, "'computed' is empty"),
        ({"improves": ""}, "'improves' is empty"),
        ({"references": ()}, "'references' names no source"),
        ({"references": ("",)}, "'references' names no source"),
        ({"inputs": ()}, "'inputs' names no role"),
        ({"inputs": "of"}, "'inputs' names no role"),
        ({"inputs": ("of", "of")}, "names a role twice"),
        ({"inputs": ("unit",)}, "called 'unit', which a framework document uses itself"),
        ({"parameters": Rounded}, "called 'round'"),
        ({"parameters": Shared}, "'of' is both an input and a parameter"),
        ({"parameters": dict}, "'parameters' is no model"),
        ({"parameters": BaseModel}, "'parameters' is no model"),
        ({"compute": None}, "'compute' is no function"),
        ({"lists": ("off",)}, "'lists' names 'off'"),
        ({"rises_with": ("up",)}, "'rises_with' names 'up'"),
        ({"parts": ("width",)}, "'parts' names 'width'"),
        ({"lifecycle": "new"}, "'lifecycle' is 'new'"),
        ({"direction": "up"}, "'direction' is 'up'"),
        ({"low": 5, "high": 5}, "leave no value"),
    ],
)
def test_a_metric_that_says_too_little_is_refused(changes, words):
    """What is missing or wrong in a metric's description is named, with the metric."""
    with pytest.raises(rc.MetricError) as caught:
        rc.Registry([made(**changes)])
    assert words in str(caught.value)
    assert repr(changes.get("id", "double")) in str(caught.value).replace('"', "'")


def test_everything_at_once():
    """All that is wrong with a metric is told at once."""
    with pytest.raises(rc.MetricError) as caught:
        rc.Registry([made(title="", references=(), inputs=())])
    assert [problem.code for problem in caught.value.problems] == ["metric-contract"] * 3


def test_a_duplicate_id_is_refused():
    """Two metrics of one name cannot be told apart in a document."""
    with pytest.raises(rc.MetricError, match="two metrics 'double'"):
        rc.Registry([DOUBLE, made()])


def test_no_metric_is_refused():
    """Only metrics are registered."""
    with pytest.raises(rc.MetricError, match=r"is a reportcard\.metrics\.Metric, not function"):
        rc.Registry([made])


def test_an_unknown_metric_is_suggested():
    """Asking a registry for a name that is not there suggests the one that is meant."""
    with pytest.raises(rc.UnknownNameError, match="Did you mean 'double'"):
        _ = rc.Registry([DOUBLE])["doubel"]


def test_a_registry_by_hand():
    """A framework may name exactly the metrics of the registry that is given: by score and by load_framework."""
    own = rc.Registry([DOUBLE])
    assert rc.score({"id": "1", "x": 4}, document(DOUBLE), registry=own)["leaf"].value == 8
    assert rc.score({"id": "1", "x": 4}, loaded(DOUBLE))["leaf"].value == 8
    with pytest.raises(rc.FrameworkError, match="no metric 'double'"):
        rc.score({"id": "1", "x": 4}, document(DOUBLE))
    with pytest.raises(rc.FrameworkError, match="no metric 'value'"):
        rc.load_framework(document(made(id="value")), registry=own)


def test_a_loaded_framework_keeps_its_metrics():
    """Another registry beside a loaded framework would do nothing, and is refused; its own is not."""
    ready = loaded(DOUBLE)
    assert rc.score({"id": "1", "x": 4}, ready, registry=ready.registry)["leaf"].value == 8
    with pytest.raises(rc.MetricError, match="load_framework") as caught:
        rc.score({"id": "1", "x": 4}, ready, registry=rc.Registry([DOUBLE]))
    assert caught.value.code == "metric-registry"


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        ("tests.metrics.made:NOWHERE", "metric-unloadable", "'mine' .* cannot be loaded"),
        ("tests.nowhere:METRIC", "metric-unloadable", "ModuleNotFoundError"),
        ("tests.metrics.made:made", "metric-contract", "'mine' .* is no"),
    ],
)
def test_an_installed_metric_that_cannot_be_had(monkeypatch, value, code, words):
    """A package whose metric cannot be loaded is named, not hidden and not a riddle."""
    point = EntryPoint(name="mine", value=value, group=registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group: [point] if group == registry.GROUP else [])
    with pytest.raises(rc.MetricError, match=words) as caught:
        rc.Registry.installed()
    assert caught.value.code == code


def test_an_installed_metric(monkeypatch):
    """A metric that a package offers under ``reportcard.metrics`` can be named like a built-in one."""
    point = EntryPoint(name="double", value="tests.metrics.made:DOUBLE", group=registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group: [point])
    assert rc.score({"id": "1", "x": 4}, document(DOUBLE))["leaf"].value == 8
