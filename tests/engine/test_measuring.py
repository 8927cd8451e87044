"""What a metric makes of schools whose data hold nothing that it reads."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import reportcard as rc
from reportcard.metrics import Column
from tests.metrics.made import loaded, made


class Asked:
    """A metric that remembers how many schools it was asked about, each time."""

    def __init__(self, answer=np.nan, status=None, note=""):
        self.sizes = []
        self.answer, self.status, self.note = answer, status, note

    def __call__(self, columns, parameters):
        """The same answer for every school."""
        size = len(columns["of"].value)
        self.sizes.append(size)
        status = None if self.status is None else np.full(size, self.status.code, np.uint8)
        notes = ((np.ones(size, bool), self.note),) if self.note else ()
        return Column(np.full(size, self.answer), status, notes=notes)


def test_a_metric_is_asked_once_of_nothing():
    """Where the data hold no column that it reads, it is asked about one school, once, whoever is scored."""
    metric = Asked()
    ready = loaded(made(metric))
    rc.score({"id": "1"}, ready)
    rc.score({"id": "2"}, ready)
    rc.score([{"id": "3"}, {"id": "4"}], ready)
    assert metric.sizes == [1]


def test_a_column_of_nothing_is_measured_as_ever():
    """An empty column is there: the metric is asked each time, for its status may be another in the next file."""
    metric = Asked()
    ready = loaded(made(metric))
    for _ in range(2):
        rc.score(pd.DataFrame({"id": ["1", "2"], "x": [np.nan, np.nan]}), ready)
    assert metric.sizes == [2, 2]


@pytest.mark.parametrize("size", [1, 3])
def test_the_metric_decides_what_nothing_is_worth(size):
    """A value of nothing is scored, for one school and for many."""
    cards = rc.score([{"id": str(at)} for at in range(size)], loaded(made(Asked(7.0, rc.Status.AVAILABLE))))
    assert [card["leaf"].score for card in cards] == [7.0] * size


@pytest.mark.parametrize("size", [1, 3])
def test_the_metric_says_why_there_is_nothing(size):
    """Its own status and its note reach every card."""
    metric = Asked(status=rc.Status.NOT_APPLICABLE, note="there is no sixth form")
    cards = rc.score([{"id": str(at)} for at in range(size)], loaded(made(metric)))
    leaves = [card["leaf"] for card in cards]
    assert [(leaf.score, leaf.status, leaf.reason) for leaf in leaves] == [
        (None, rc.Status.NOT_APPLICABLE, "there is no sixth form")
    ] * size


def test_what_nothing_is_worth_cannot_be_changed():
    """What is kept is read-only: no school's card can change another's."""
    ready = loaded(made(Asked(7.0, rc.Status.AVAILABLE)))
    rc.score({"id": "1"}, ready)
    ((_, plan),) = ready.plans()
    kept = plan.nodes[plan.rows["leaf"]].call.of_nothing
    with pytest.raises(ValueError, match="read-only"):
        kept.value[0] = 1.0


def test_a_metric_that_fails_on_nothing_is_refused_each_time():
    """With strict its failure is raised for every school, not only for the first."""

    def fails(columns, parameters):
        raise ZeroDivisionError

    ready = loaded(made(fails))
    for school in ("1", "2"):
        with pytest.raises(rc.MetricError, match="ZeroDivisionError"):
            rc.score({"id": school}, ready, strict=True)
