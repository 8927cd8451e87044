"""Running a metric: what is refused, what becomes a result with a reason, and lists of indicators."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import reportcard as rc
from reportcard.engine.population import BLOCK
from reportcard.metrics import Column, Parameters
from tests.metrics.made import document, made, scored


def writes(columns, parameters):
    """Changes what it was given."""
    columns["of"].value[:] = 0
    return Column(columns["of"].value)


def inverse(columns, parameters):
    """Fails where a value is 0."""
    if (columns["of"].value == 0).any():
        raise ZeroDivisionError("a value of 0")
    return Column(1 / columns["of"].value)


@pytest.mark.parametrize(
    ("compute", "words"),
    [
        (lambda columns, parameters: None, "returns nothing, not a reportcard.metrics.Column"),
        (lambda columns, parameters: columns["of"].value, "returns a ndarray"),
        (lambda columns, parameters: Column([1.0]), "returns as 'value' a list"),
        (lambda columns, parameters: Column(np.ones(7)), r"of shape \(7,\), not numbers of shape \(1,\)"),
        (lambda columns, parameters: Column(columns["of"].value.astype(np.float32)), "an array of float32"),
        (lambda columns, parameters: columns["of"]._replace(n=np.ones(2)), "returns as 'n' an array"),
        (lambda columns, parameters: Column(columns["of"].value, np.zeros(1)), "'status' an array of float64"),
        (lambda columns, parameters: Column(columns["of"].value, np.array([99], np.uint8)), "returns a status 99"),
        (lambda columns, parameters: Column(columns["of"].value, np.array([9], np.uint8)), "a value beside a status"),
        (lambda columns, parameters: Column(np.array([np.nan]), np.array([0], np.uint8)), "or none beside 'available'"),
        (writes, "changes the values that it reads"),
    ],
)
@pytest.mark.parametrize("strict", [False, True])
def test_a_broken_metric_is_refused(compute, words, strict):
    """A metric that returns the wrong thing, or changes its inputs, is refused by name, strict or not."""
    with pytest.raises(rc.MetricError, match=f"The metric 'double' .*{words}"):
        scored(made(compute), {"id": "1", "x": 4}, strict=strict)


def test_a_failing_metric_is_a_result_with_a_reason():
    """An error inside a metric gives an invalid value, and the card names metric and kind of error; not its message."""
    leaf = scored(made(inverse), {"id": "1", "x": 0})["leaf"]
    assert (leaf.value, leaf.score, leaf.status) == (None, None, rc.Status.INVALID)
    assert leaf.reason == "the metric 'double' failed (ZeroDivisionError)"


def test_strict_raises_a_failing_metric():
    """With strict the error of a metric is raised, with the metric's id and the error's own words."""
    with pytest.raises(rc.MetricError, match=r"'double' failed\. ZeroDivisionError: a value of 0") as caught:
        scored(made(inverse), {"id": "1", "x": 0}, strict=True)
    assert caught.value.code == "metric-failed"


def test_a_failure_costs_one_school():
    """Only the school that a metric fails for has no value, whoever stands in its block."""
    cards = scored(made(inverse), [{"id": "a", "x": 2}, {"id": "b", "x": 0}, {"id": "c", "x": 4}])
    assert [card["leaf"].value for card in cards] == [0.5, None, 0.25]
    assert [card["leaf"].status for card in cards] == ["available", "invalid", "available"]


def test_a_failure_does_not_depend_on_blocks():
    """A school's result is the same in a table of one block and in one of several."""
    frame = pd.DataFrame({"id": range(BLOCK + 2), "x": 2.0})
    frame.loc[BLOCK + 1, "x"] = 0
    statuses = scored(made(inverse), frame).to_frame()["leaf_status"].value_counts()
    assert statuses.to_dict() == {"available": BLOCK + 1, "invalid": 1}


def test_a_value_beyond_every_number_is_invalid():
    """Infinity is no value."""
    leaf = scored(made(lambda columns, parameters: Column(columns["of"].value / 0)), {"id": "1", "x": 4})["leaf"]
    assert (leaf.value, leaf.status) == (None, rc.Status.INVALID)


def test_a_metric_s_own_words():
    """A note of the metric says why a value is absent, on the cards of the schools that it is said of."""

    def refuses(columns, parameters):
        value = columns["of"].value
        small = value < 3
        status = np.where(small, np.uint8(rc.Status.SUPPRESSED.code), np.uint8(0))
        return Column(np.where(small, np.nan, value), status, notes=((small, "fewer than three"),))

    cards = scored(made(refuses), [{"id": "a", "x": 2}, {"id": "b", "x": 5}])
    assert [card["leaf"].reason for card in cards] == ["fewer than three", ""]


# --- lists of indicators ---------------------------------------------------------------------------------------------


class Weights(Parameters):
    """One weight per indicator of the list."""

    weights: tuple[float, ...] = (1, 10)

    def fault(self, counts):
        """As many weights as indicators."""
        return "" if counts["of"] == len(self.weights) else f"{counts['of']} indicators, {len(self.weights)} weights"


def weighted(columns, parameters):
    """Sum of the weighted indicators, and of their numbers of pupils."""
    of = columns["of"]
    n = None if of.n is None else of.n.sum(axis=0)
    return Column((of.value * np.array(parameters.weights)[:, None]).sum(axis=0), n=n)


LISTED = made(weighted, lists=("of",), parameters=Weights, parts=("n",))


def test_a_list_of_indicators():
    """A role that takes a list reads its indicators as rows: 3 + 10 × 2 is 23, over 5 + 6 pupils."""
    school = {"id": "1", "x": {"value": 3, "n": 5}, "y": {"value": 2, "n": 6}}
    leaf = scored(LISTED, school, of=["x", "y"])["leaf"]
    assert (leaf.value, leaf.n, leaf.indicators) == (23, 11, ("x", "y"))
    assert "of = x + y" in leaf.about.how


def test_an_absent_member_takes_its_reason_along():
    """Where one member of a list is suppressed, so is the value."""
    leaf = scored(LISTED, {"id": "1", "x": 3, "y": "suppressed"}, of=["x", "y"])["leaf"]
    assert (leaf.value, leaf.status) == (None, rc.Status.SUPPRESSED)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ({"of": ["x"]}, "metric-parameter", "1 indicators, 2 weights"),
        ({"of": [1]}, "metric-input", "not a list of indicators"),
        ({"of": []}, "metric-input", "not a list of indicators"),
        ({"of": ["x", "nowhere"]}, "dangling-indicator", "no indicator 'nowhere'"),
    ],
)
def test_lists_are_checked_with_the_document(arguments, code, words):
    """What a list and its parameters contradict is told before there are data."""
    with pytest.raises(rc.FrameworkError) as caught:
        scored(LISTED, {"id": "1", "x": 3}, **arguments)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert words in str(caught.value)


def test_a_single_role_takes_no_list():
    """Where a metric reads one indicator a list is refused."""
    with pytest.raises(rc.FrameworkError, match="not the id of an indicator"):
        scored(made(), {"id": "1", "x": 3}, of=["x", "y"])


def test_a_metric_s_direction_is_its_own():
    """A metric that says lower is better is told so on the card, and compared so, whatever its first input says."""
    metric = made(direction="lower")
    given = document(metric)
    given["score"]["children"][0]["scale"] = {"range": {}}
    ready = rc.load_framework(given, registry=rc.Registry([metric]))
    schools = [{"id": "a", "x": 1}, {"id": "b", "x": 3}]
    cards = rc.score(schools, ready, reference=ready.fit(schools))
    assert [card["leaf"].score for card in cards] == [100, 0]
    assert cards[0]["leaf"].about.direction == "lower"
