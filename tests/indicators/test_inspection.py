"""Inspections as typed models, each under the rules of its time."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from reportcard.indicators.inspection import INSPECTION_FRAMEWORKS, Inspection


def test_the_frameworks_in_order():
    """Four frameworks, in the order of time, each with grades, areas and a source."""
    known = list(INSPECTION_FRAMEWORKS.values())
    assert [framework.id for framework in known] == ["2009-09", "2012-09", "2019-09", "2025-11"]
    assert [framework.since for framework in known] == sorted(framework.since for framework in known)
    assert [len(framework.grades) for framework in known] == [4, 4, 4, 5]
    assert [framework.overall for framework in known] == [True, True, True, False]
    assert all(framework.source and framework.areas for framework in known)


def test_an_inspection():
    """Words are read whatever their capitals; grades count from 1, the best."""
    given = Inspection(
        framework="2019-09", date="2021-11-09", overall="Good", judgements={"Behaviour and attitudes": "OUTSTANDING"}
    )
    assert (given.number("overall"), given.number("behaviour"), given.number("leadership")) == (2, 1, None)
    assert given.rules.title.startswith("Education inspection framework")


def test_words_of_drafts():
    """Older words of the grades of 2025, and both names of the sixth form, are read as what they became."""
    judged = {"Post-16 provision": "secure", "inclusion": "Causing concern"}
    given = Inspection(framework="2025-11", date="2025-12-02", judgements=judged)
    assert given.judgements == {"sixth_form": "expected standard", "inclusion": "urgent improvement"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"framework": "2015-09"}, "no inspection framework '2015-09'"),
        ({"framework": "2025-11", "date": "2025-12-02", "overall": "expected standard"}, "has no overall grade"),
        ({"framework": "2019-09", "safeguarding": "met"}, "does not judge safeguarding"),
        ({"framework": "2019-09", "date": "2019-08-31"}, "before the framework"),
        ({"framework": "2019-09", "overall": "satisfactory"}, "has no grade 'satisfactory'"),
        ({"framework": "2009-09", "overall": "requires improvement"}, "has no grade 'requires improvement'"),
        ({"framework": "2012-09", "judgements": {"inclusion": "good"}}, "has no area 'inclusion'"),
        ({"framework": "2019-09", "judgements": {"leadership": "fine"}}, "has no grade 'fine'"),
        ({"framework": "2019-09", "judgement": {}}, "Extra inputs"),
    ],
)
def test_what_does_not_fit_its_framework(given, words):
    """Grades, areas and dates that the framework of the inspection does not have are refused by name."""
    with pytest.raises(ValidationError, match=words):
        Inspection(**{"date": "2020-01-01", **given})


def test_age():
    """From 1 September 2015 to 1 September 2019 are 4 years; a day before the inspection is refused."""
    given = Inspection(framework="2012-09", date="2015-09-01", overall="good")
    assert given.age(dt.date(2019, 9, 1)) == 4
    with pytest.raises(ValueError, match="is before the inspection"):
        given.age(dt.date(2015, 8, 31))
