"""Ofsted: the inspection grades, with the date and the framework that they were given under."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from reportcard.indicators.family import Family
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.measure import MeasureInput

#: Words of the four grades. Grade 3 was *satisfactory* until August 2012, and is *requires improvement* since.
OFSTED_GRADES = {"Outstanding": 1.0, "Good": 2.0, "Satisfactory": 3.0, "Requires improvement": 3.0, "Inadequate": 4.0}


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


def _as_date(given: Any) -> Any:
    """Read ``20140204``, as the published files write it."""
    text = str(given).strip()
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if re.fullmatch(r"\d{8}", text) else given


_SCHEDULE_2009 = "Ofsted, The evaluation schedule for schools (September 2009, 090098)"
_HANDBOOK = "Ofsted, School inspection handbook (November 2019, 190017)"


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
    inspection_date: Annotated[
        dt.date | None, BeforeValidator(_as_date), Field(description="Day of the inspection.")
    ] = None
    inspection_framework: Annotated[
        str | None,
        Field(
            description="Framework of the inspection (2009-09, 2012-09, 2019-09, …): grades are comparable within one."
        ),
    ] = None
