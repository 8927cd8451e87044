"""Attendance and persistent absence."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

import reportcard as rc
from reportcard import Status
from reportcard.metrics import Parameters
from reportcard.metrics.absence import ATTENDANCE, PERSISTENT_ABSENCE, PersistentAbsenceParameters
from tests.metrics.columns import columns


def attendance(attended, possible):
    """Attendance of one school."""
    return ATTENDANCE.compute(columns(attended=[attended], possible=[possible]), Parameters())


def persistent(absentees, pupils, definition=10):
    """Persistent absence of one school."""
    read = columns(absentees=[absentees], pupils=[pupils])
    return PERSISTENT_ABSENCE.compute(read, PersistentAbsenceParameters(definition=definition))


def test_rates_by_hand():
    """9 of 10 sessions are 90 %, 3 of 12 pupils are 25 %; pupils are the number behind a rate, sessions are not."""
    assert attendance(9, 10).value.tolist() == [90]
    assert attendance(9, 10).n is None
    assert persistent(3, 12).value.tolist() == [25]
    assert persistent(3, 12).n.tolist() == [12]


def test_the_published_threshold():
    """About 38 of the 380 sessions of a year are 10 % (DfE, A guide to absence statistics): the rest is 90 %."""
    assert attendance(380 - 38, 380).value.tolist() == [90]


@pytest.mark.parametrize(
    ("part", "whole", "status"), [(11, 10, Status.INVALID), (-1, 10, Status.INVALID), (0, 0, Status.NOT_APPLICABLE)]
)
def test_rates_that_cannot_be(part, whole, status):
    """More than all, fewer than none: invalid. A school without sessions or pupils has no rate."""
    assert Status.of(attendance(part, whole).status[0]) is status
    assert Status.of(persistent(part, whole).status[0]) is status


def test_a_definition_must_be_named():
    """Persistent absence has three definitions and no default; others do not exist."""
    for given in ({}, {"definition": 12}):
        with pytest.raises(ValidationError, match="definition"):
            PersistentAbsenceParameters(**given)


def document(*leaves, variant=None):
    """A framework of leaves on persistent absence."""
    score = {"id": "all", "combine": "mean", "children": list(leaves)}
    found = {"framework": "t", "title": "T", "indicators": {"absentees": {}, "pupils": {}}, "score": score}
    if variant is not None:
        found["columns"] = {"era": {"column": "era"}}
        when = {"column": "era", "is": "old"}
        found["variants"] = [{"id": "old", "when": when, "nodes": {"new": variant}}]
    return found


def counted(name, definition):
    """A leaf on persistent absence from counts."""
    use = {"id": "persistent_absence", "absentees": "absentees", "pupils": "pupils", "definition": definition}
    return {"id": name, "metric": use}


NEW = {"id": "new", "indicator": "persistent_absence_10"}


@pytest.mark.parametrize(
    "other",
    [
        {"id": "persistent_absence_15"},
        {"id": "old", "indicator": "persistent_absence_20"},
        {"id": "old", "indicator": "persistent_absence_20", "beside": True},
        counted("old", 15),
        {"id": "old", "metric": {"id": "difference", "of": "persistent_absence_10", "less": "persistent_absence_15"}},
    ],
)
def test_definitions_are_not_mixed(other):
    """Two definitions in one framework are refused: as indicators, from counts, or inside one metric."""
    with pytest.raises(rc.FrameworkError) as caught:
        rc.load_framework(document(NEW, other))
    assert [problem.code for problem in caught.value.problems] == ["mixed-definitions"]


def test_one_definition_may_be_read_twice():
    """This year's share and its change by the same definition go together."""
    change = {"id": "difference", "of": "persistent_absence_10", "less": "persistent_absence_10"}
    rc.load_framework(document(NEW, counted("counted", 10), {"id": "change", "metric": change}))


def test_a_variant_may_use_another_definition():
    """Schools of another year are scored by the definition of their year."""
    ready = rc.load_framework(document(NEW, variant={"indicator": "persistent_absence_20"}))
    assert rc.score({"id": "1", "era": "old", "persistent_absence_20": 4}, ready).overall.score == 4
