"""Inspections: limits of 2009, statuses of 2025, the age of an inspection, and comparisons that are refused."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

import reportcard as rc
from reportcard import Status
from reportcard.indicators.inspection import Inspection
from reportcard.metrics import Column, Parameters
from reportcard.metrics.inspection import (
    INSPECTION_AGE,
    INSPECTION_CHANGE,
    INSPECTION_LIMIT_2009,
    INSPECTION_STATUS_2025,
    AgeParameters,
    LimitedParameters,
    best_grade,
    compare,
    status_2025,
)
from tests.metrics.columns import NAN, columns

WORDS = ("outstanding", "good", "satisfactory", "inadequate")


def limit(outcomes=2, capacity=2, provision=(2, 2, 2), equality=2, safeguarding=2, **parameters):
    """The best grade of one school's judgements of 2009."""
    read = columns(outcomes=[outcomes], capacity=[capacity], equality=[equality], safeguarding=[safeguarding])
    read["provision"] = Column(np.array(provision, np.float64)[:, None])
    return INSPECTION_LIMIT_2009.compute(read, LimitedParameters(**parameters))


def status(areas, leadership, safeguarding=1):
    """The status of one school's profile of 2025."""
    read = columns(leadership=[leadership], safeguarding=[safeguarding])
    read["areas"] = Column(np.array(areas, np.float64)[:, None])
    return INSPECTION_STATUS_2025.compute(read, Parameters())


def inspected_2009(**grades):
    """An inspection of 2010 with these grades, good where none is told."""
    areas = ("outcomes", "capacity", "equality", "safeguarding", "teaching", "curriculum", "care")
    judged = {area: WORDS[grades.get(area, 2) - 1] for area in areas}
    return Inspection(framework="2009-09", date="2010-03-05", judgements=judged)


@pytest.mark.parametrize(
    ("judgements", "grade"),
    [
        ({}, 2),
        ({"outcomes": 1, "provision": (1, 1, 2)}, 1),
        ({"capacity": 1, "provision": (1, 1, 2)}, 1),
        ({"outcomes": 1, "provision": (1, 1, 2), "equality": 3}, 2),
        ({"outcomes": 1, "provision": (1, 2, 2)}, 2),
        ({"provision": (1, 1, 1)}, 2),
        ({"provision": (2, 3, 3)}, 3),
        ({"outcomes": 3}, 3),
        ({"capacity": 3}, 3),
        ({"safeguarding": 3, "equality": 3}, 2),
    ],
)
def test_limits_of_2009_by_hand(judgements, grade):
    """The best grade that the published descriptors of September 2009 allow, worked through for each sentence."""
    assert limit(**judgements).value.tolist() == [grade]


@pytest.mark.parametrize(
    "judgements",
    [{"outcomes": 4}, {"capacity": 4}, {"equality": 4}, {"safeguarding": 4}, {"provision": (1, 1, 4)}],
)
def test_one_limiting_failing_is_enough(judgements):
    """A school outstanding in all else is inadequate with any one of the limiting judgements inadequate."""
    best = {"outcomes": 1, "capacity": 1, "provision": (1, 1, 1), "equality": 1, "safeguarding": 1}
    assert limit(**best).value.tolist() == [1]
    assert limit(**{**best, **judgements}).value.tolist() == [4]


def test_exceptionally_good():
    """A school could exceptionally be good with a satisfactory capacity: where that is allowed, and no better."""
    assert limit(capacity=3, satisfactory_capacity=True).value.tolist() == [2]
    assert limit(capacity=3, outcomes=1, provision=(1, 1, 1), satisfactory_capacity=True).value.tolist() == [2]


@pytest.mark.parametrize("grade", [0, 5, 2.5])
def test_grades_that_are_none(grade):
    """A grade is a whole number from 1 to 4."""
    assert Status.of(limit(equality=grade).status[0]) is Status.INVALID
    assert Status.of(limit(provision=(2, grade, 2)).status[0]) is Status.INVALID


def test_a_judgement_that_is_missing_is_not_a_good_one():
    """Without one of the limiting judgements nothing is said of the whole."""
    assert Status.of(limit(safeguarding=NAN).status[0]) is Status.MISSING
    assert Status.of(limit(provision=(2, 2, NAN)).status[0]) is Status.MISSING


def test_the_limits_of_an_inspection():
    """An inspection as its report gives it has the same limit as its numbers; without a judgement it has none."""
    assert best_grade(inspected_2009()) == 2
    assert best_grade(inspected_2009(safeguarding=4)) == 4
    assert best_grade(Inspection(framework="2009-09", date="2010-03-05", judgements={"outcomes": "good"})) is None
    with pytest.raises(rc.InputError, match="made under 2019-09"):
        best_grade(Inspection(framework="2019-09", date="2020-01-01"))


@pytest.mark.parametrize(
    ("areas", "leadership", "safeguarding", "expected"),
    [
        ((3, 3), 3, 1, 0),
        ((1, 4), 4, 1, 0),
        ((3, 5), 3, 1, 1),
        ((3, 3), 5, 1, 1),
        ((1, 1), 1, 0, 1),
        ((3, 5), 5, 1, 2),
        ((3, 5), 5, 0, 2),
    ],
)
def test_published_statuses_of_2025(areas, leadership, safeguarding, expected):
    """Urgent improvement or safeguarding not met: significant improvement; with leadership: special measures."""
    assert status(areas, leadership, safeguarding).value.tolist() == [expected]


def test_a_profile_that_is_none():
    """Grades beyond the five, or safeguarding that is neither met nor not met, are invalid; a gap stays a gap."""
    assert Status.of(status((3, 6), 3).status[0]) is Status.INVALID
    assert Status.of(status((3, 3), 3, 0.5).status[0]) is Status.INVALID
    assert Status.of(status((3, NAN), 5).status[0]) is Status.MISSING


def test_the_status_of_an_inspection():
    """A profile as its report gives it has the same status, by name."""
    profile = {"achievement": "Urgent improvement", "inclusion": "Strong standard"}

    def inspected(**more):
        return Inspection(framework="2025-11", date="2026-01-20", **more)

    assert status_2025(inspected(judgements=profile, safeguarding="met")) == "requires significant improvement"
    led = {**profile, "leadership": "urgent improvement"}
    assert status_2025(inspected(judgements=led, safeguarding="met")) == "special measures"
    assert status_2025(inspected(judgements={"inclusion": "exceptional"}, safeguarding="met")) == "none"
    assert status_2025(inspected(safeguarding="not met")) == "requires significant improvement"
    with pytest.raises(rc.InputError, match="Safeguarding was not judged"):
        status_2025(inspected(judgements=profile))


# --- comparing -------------------------------------------------------------------------------------------------------


def test_a_change_by_hand():
    """From 3 to 2 is one grade better; from 1 to 4 three worse."""
    read = columns(now=[2, 4], before=[3, 1], framework_now=[2012, 2012], framework_before=[2012, 2012])
    assert INSPECTION_CHANGE.compute(read, Parameters()).value.tolist() == [1, -3]


def test_grades_of_different_frameworks_are_not_compared():
    """Good in 2009 and good in 2019 are not the same: no change is given, and the card says why."""
    school = {"id": "1", "now": 2, "before": 2, "since": 2019, "then": 2009}
    roles = {"now": "now", "before": "before", "framework_now": "since", "framework_before": "then"}
    leaf = {"id": "leaf", "metric": {"id": "inspection_change", **roles}}
    document = {
        "framework": "t",
        "title": "T",
        "indicators": {name: {} for name in school if name != "id"},
        "score": {"id": "all", "combine": "mean", "children": [leaf]},
    }
    found = rc.score(school, document)["leaf"]
    assert (found.value, found.status) == (None, Status.NOT_APPLICABLE)
    assert found.reason == "grades of different inspection frameworks are not compared"
    assert rc.score({**school, "then": 2019}, document)["leaf"].value == 0


def test_inspections_are_compared_within_a_framework():
    """Two inspections of one framework are compared by area; others are refused with the reason."""
    first = Inspection(framework="2019-09", date="2019-10-01", overall="Requires improvement")
    second = Inspection(framework="2019-09", date="2022-05-11", overall="Good", judgements={"behaviour": "Outstanding"})
    assert compare(second, first) == 1
    with pytest.raises(rc.InputError, match="'behaviour' was not judged in both") as caught:
        compare(second, first, "behaviour")
    assert caught.value.code == "inspection-area"
    with pytest.raises(rc.InputError, match="2009-09 and 2019-09 are not compared") as caught:
        compare(first, inspected_2009())
    assert caught.value.code == "inspection-frameworks"


# --- age -------------------------------------------------------------------------------------------------------------


def age(*days, on="2019-09-01"):
    """Ages of inspections."""
    return INSPECTION_AGE.compute(columns(inspected=list(days)), AgeParameters(on=dt.date.fromisoformat(on)))


def test_an_age_by_hand():
    """From 1 September 2015 to 1 September 2019 are 1,461 days: 4 years."""
    assert age(20150901).value.tolist() == [4]
    assert age(20190901).value.tolist() == [0]


def test_the_published_form_of_a_date():
    """DfE writes 20140204 for 4 February 2014; every day of the calendar is read as itself."""
    every = [dt.date(2016, 1, 1) + dt.timedelta(days) for days in range(731)]
    found = age(*(int(day.strftime("%Y%m%d")) for day in every))
    assert found.value.tolist() == [(dt.date(2019, 9, 1) - day).days / 365.25 for day in every]


@pytest.mark.parametrize("day", [20190229, 20191301, 20190100, 20190001, 20190931, 2019, 20140204.5, -20140204, 1e300])
def test_days_that_are_none(day):
    """The 29th of February 2019 and other days that never were are invalid."""
    found = age(day)
    assert (str(found.value[0]), Status.of(found.status[0])) == ("nan", Status.INVALID)


def test_a_day_to_come():
    """An inspection later than the day it is asked for is invalid; one that is not known is missing."""
    found = age(20200101, NAN)
    assert [Status.of(code) for code in found.status] == [Status.INVALID, Status.MISSING]
