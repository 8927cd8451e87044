"""Ofsted: the inspection grades, with the date and the framework that they were given under."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from reportcard.indicators.family import Family
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.inspection import INSPECTION_FRAMEWORKS
from reportcard.indicators.measure import MeasureInput

#: Words of the four grades. Grade 3 was *satisfactory* until August 2012, and is *requires improvement* since.
OFSTED_GRADES = {"Outstanding": 1.0, "Good": 2.0, "Satisfactory": 3.0, "Requires improvement": 3.0, "Inadequate": 4.0}

_SCHEDULE_2009 = "Ofsted, The evaluation schedule for schools (September 2009, 090098)"
_HANDBOOK = "Ofsted, School inspection handbook (November 2019, 190017)"


def _grade(title: str, definition: str, source: str) -> Indicator:
    """Describe an inspection judgement on the four-grade scale, 1 the best."""
    return Indicator(
        title=title,
        unit="grade",
        low=1,
        high=4,
        whole=True,
        direction="lower",
        labels=OFSTED_GRADES,
        definition=f"{definition} 1 outstanding, 2 good, 3 satisfactory or requires improvement, 4 inadequate.",
        source=source,
    )


#: Words of the five grades since November 2025.
GRADES_2025 = {
    "Exceptional": 1.0,
    "Strong standard": 2.0,
    "Expected standard": 3.0,
    "Needs attention": 4.0,
    "Urgent improvement": 5.0,
}
_TOOLKIT_2025 = "Ofsted, School inspection toolkit (November 2025)"


def _area_2025(area: str) -> Indicator:
    """Describe an evaluation area of the inspections since November 2025, 1 the best of five grades."""
    return Indicator(
        title=f"Ofsted 2025: {area}",
        unit="grade",
        low=1,
        high=5,
        whole=True,
        direction="lower",
        labels=GRADES_2025,
        definition=f"Evaluation of {area}: 1 exceptional, 2 strong standard, 3 expected standard, 4 needs attention, "
        "5 urgent improvement.",
        source=_TOOLKIT_2025,
    )


#: Numbers that stand for the frameworks of inspections, so that a metric can tell whether two are the same.
_FRAMEWORKS = {name: float(name.replace("-", "")) for name in INSPECTION_FRAMEWORKS}


def _framework(title: str, of: str) -> Indicator:
    """Describe the framework of an inspection, as the number of the year and month from which it was in force."""
    return Indicator(
        title=title,
        low=0,
        whole=True,
        direction="none",
        labels=_FRAMEWORKS,
        definition=f"Framework of the {of}, by year and month from which it was in force: 2012-09 is 201209.",
        source=_HANDBOOK,
        controllable="context",
    )


def _as_date(given: Any) -> Any:
    """Read ``20140204``, as the published files write it."""
    text = str(given).strip()
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if re.fullmatch(r"\d{8}", text) else given


class Ofsted(Family):
    """Inspection judgements. Grades of different frameworks are not strictly comparable."""

    ofsted_overall: Annotated[
        MeasureInput | None, _grade("Ofsted: overall effectiveness", "The inspection's overall judgement.", _HANDBOOK)
    ] = None
    ofsted_behaviour: Annotated[
        MeasureInput | None, _grade("Ofsted: behaviour", "Judgement on pupils' behaviour.", _SCHEDULE_2009)
    ] = None
    ofsted_safeguarding: Annotated[
        MeasureInput | None,
        _grade("Ofsted: safeguarding", "Judgement on safeguarding, a limiting one in 2009.", _SCHEDULE_2009),
    ] = None
    ofsted_leadership: Annotated[
        MeasureInput | None,
        _grade("Ofsted: leadership and management", "Judgement on leadership and management.", _HANDBOOK),
    ] = None
    ofsted_outcomes: Annotated[
        MeasureInput | None,
        _grade("Ofsted: outcomes for pupils", "Judgement on outcomes, a limiting one in 2009.", _SCHEDULE_2009),
    ] = None
    ofsted_capacity: Annotated[
        MeasureInput | None,
        _grade(
            "Ofsted: capacity to improve",
            "Judgement on the capacity for sustained improvement, a limiting one in 2009.",
            _SCHEDULE_2009,
        ),
    ] = None
    ofsted_teaching: Annotated[
        MeasureInput | None, _grade("Ofsted: teaching", "Judgement on the quality of teaching.", _SCHEDULE_2009)
    ] = None
    ofsted_curriculum: Annotated[
        MeasureInput | None,
        _grade("Ofsted: curriculum", "Judgement on how the curriculum meets pupils' needs.", _SCHEDULE_2009),
    ] = None
    ofsted_care: Annotated[
        MeasureInput | None,
        _grade("Ofsted: care", "Judgement on care, guidance and support.", _SCHEDULE_2009),
    ] = None
    ofsted_equality: Annotated[
        MeasureInput | None,
        _grade("Ofsted: equality", "Judgement on equality and discrimination, a limiting one in 2009.", _SCHEDULE_2009),
    ] = None
    ofsted_previous: Annotated[
        MeasureInput | None,
        _grade("Ofsted: the inspection before", "The overall judgement of the inspection before the last.", _HANDBOOK),
    ] = None
    inclusion_2025: Annotated[MeasureInput | None, _area_2025("inclusion")] = None
    teaching_2025: Annotated[MeasureInput | None, _area_2025("curriculum and teaching")] = None
    achievement_2025: Annotated[MeasureInput | None, _area_2025("achievement")] = None
    behaviour_2025: Annotated[MeasureInput | None, _area_2025("attendance and behaviour")] = None
    leadership_2025: Annotated[MeasureInput | None, _area_2025("leadership and governance")] = None
    safeguarding_met_2025: Annotated[
        MeasureInput | None,
        Indicator(
            title="Ofsted 2025: safeguarding standards are met",
            low=0,
            high=1,
            whole=True,
            labels={"Not met": 0.0, "Met": 1.0},
            definition="Whether the safeguarding standards are met: 1 met, 0 not met.",
            source=_TOOLKIT_2025,
        ),
    ] = None
    inspection_day: Annotated[
        MeasureInput | None,
        Indicator(
            title="Day of the inspection",
            unit="date",
            low=0,
            whole=True,
            direction="none",
            definition="Day of the inspection as a number: 20140204 is 4 February 2014.",
            source="DfE, inspection grades 2019: the column INSPECTIONDT",
            controllable="context",
        ),
    ] = None
    inspected_under: Annotated[MeasureInput | None, _framework("Framework of the inspection", "inspection")] = None
    previously_inspected_under: Annotated[
        MeasureInput | None, _framework("Framework of the inspection before", "inspection before the last")
    ] = None
    inspection_date: Annotated[
        dt.date | None, BeforeValidator(_as_date), Field(description="Day of the inspection.")
    ] = None
    inspection_framework: Annotated[
        str | None,
        Field(
            description="Framework of the inspection (2009-09, 2012-09, 2019-09, …): grades are comparable within one."
        ),
    ] = None

    @model_validator(mode="before")
    @classmethod
    def _day_and_framework_as_numbers(cls, given: Any) -> Any:
        """Let the metrics read day and framework where they are given in words."""
        if not isinstance(given, Mapping):
            return given
        found = dict(given)
        day = str(_as_date(given.get("inspection_date"))).replace("-", "")
        if found.get("inspection_day") is None and re.fullmatch(r"\d{8}", day):
            found["inspection_day"] = int(day)
        framework = given.get("inspection_framework")
        if found.get("inspected_under") is None and framework in _FRAMEWORKS:
            found["inspected_under"] = _FRAMEWORKS[framework]
        return found
