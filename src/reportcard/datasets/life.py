"""What made-up schools are like: well-being, views, what is guaranteed, and inspections."""

from __future__ import annotations

import datetime as dt

import numpy as np

from reportcard.datasets.drawing import Drawing, Floats, share
from reportcard.indicators.inspection import INSPECTION_FRAMEWORKS
from reportcard.indicators.ofsted import OFSTED_GRADES

#: Items of the pupils' survey, and of the parents'.
PUPILS_SAY = (
    "pupils_satisfied",
    "pupils_listened_to",
    "pupils_feel_safe",
    "bullying_dealt_with",
    "healthy_eating",
    "physical_activity",
    "alcohol_drugs_advice",
    "relationship_guidance",
)
PARENTS_SAY = ("parents_satisfied", "parents_supported")
#: Half-day sessions of a pupil in the five half-terms that absence was counted over, about.
_SESSIONS = 312
#: Where a standard normal number is cut into grades 1 to 4, for the shares of secondary schools with Progress 8 and a
#: grade: 17, 59, 18 and 6 in 100 (ofsted-ratings-2019).
_INSPECTION_CUTS = (0.954, -0.706, -1.555)
#: Inspections of before September 2009, the first framework that the library knows, would be among those before it.
_FIRST_DAY = dt.date(2014, 9, 8)
_FRIDAY, _AUGUST = 4, 8


def well_being(draw: Drawing) -> None:
    """Attendance, exclusions, healthy living, leavers, and what pupils say of it."""
    away = -0.46 * draw.progress + 0.376 * draw.deprivation + 0.714 * draw.noise()
    often = 0.95 * away + 0.312 * draw.noise()
    draw.put("overall_absence", 5.45 * np.exp(0.23 * away))
    draw.put("attendance_rate", 100 - draw.numbers("overall_absence"))
    draw.put("persistent_absence_10", 13.4 * np.exp(0.41 * often))
    draw.put("persistent_absence_20", 4.2 * np.exp(0.5 * often))
    unruly = 0.6 * away + 0.8 * draw.noise()
    draw.put("fixed_period_exclusions", 6.0 * np.exp(0.75 * unruly))
    draw.put("permanent_exclusions", 0.12 * np.exp(0.6 * unruly), 2)
    draw.calm = 0.35 * draw.progress - 0.35 * unruly + 0.8 * draw.noise()
    draw.put("pupils_feel_safe", share(1.75 + 0.35 * draw.calm))
    draw.put("bullying_dealt_with", share(0.75 + 0.4 * draw.calm + 0.15 * draw.noise()))
    draw.put("two_hours_sport", share(1.6 + 0.6 * draw.noise()))
    draw.put("school_lunches", share(-0.4 + 0.3 * draw.deprivation + 0.4 * draw.noise()))
    draw.put("neet", share(-3.0 + 0.35 * draw.deprivation - 0.2 * draw.progress + 0.3 * draw.noise()))
    # Of a few leavers nobody knows what became of them.
    draw.put("post_16_participation", 100 - draw.numbers("neet") - 3 * draw.more_chance())
    for name, centre in (
        ("healthy_eating", 0.6),
        ("physical_activity", 1.1),
        ("alcohol_drugs_advice", 1.0),
        ("relationship_guidance", 0.7),
    ):
        draw.put(name, share(centre + 0.3 * draw.calm + 0.35 * draw.more_noise()))
    _returns(draw)


def _returns(draw: Drawing) -> None:
    """The counts that attendance and persistent absence are made of."""
    draw.put("sessions_possible", draw.roll * (_SESSIONS + 4 * draw.more_noise()), 0)
    there = 100 - draw.numbers("overall_absence")
    draw.put("sessions_attended", draw.numbers("sessions_possible") * there / 100, 0)
    often = draw.numbers("persistent_absence_10")
    draw.put("persistent_absentees_10", draw.roll * often / 100, 0)
    before = draw.numbers("number_on_roll_last_year") * often * np.exp(0.1 * draw.more_noise()) / 100
    draw.put("persistent_absentees_10_last_year", np.minimum(before, draw.numbers("number_on_roll_last_year")), 0)


def views(draw: Drawing) -> None:
    """What parents and pupils say of the school, how many were asked, and how many answered."""
    asked = np.round(5.3 * draw.cohort)
    parents, pupils = share(-0.45 + 0.6 * draw.noise()), share(1.4 + 0.6 * draw.noise())
    pleased = 0.6 * draw.calm + 0.3 * draw.attainment
    draw.put("parents_satisfied", share(1.45 + 0.45 * (pleased + 0.6 * draw.noise())))
    draw.put("parents_supported", share(1.1 + 0.45 * (pleased + 0.6 * draw.more_noise())))
    draw.put("pupils_satisfied", share(1.1 + 0.4 * (0.8 * draw.calm + 0.5 * draw.noise())))
    draw.put("pupils_listened_to", share(0.5 + 0.4 * (0.8 * draw.calm + 0.5 * draw.more_noise())))
    for who, rate in (("parents", parents), ("pupils", pupils)):
        draw.put(f"{who}_asked", asked, 0)
        draw.put(f"{who}_answered", asked * rate / 100, 0)
        draw.put(f"{who}_response_rate", 100 * draw.numbers(f"{who}_answered") / asked)


def guarantees(draw: Drawing) -> None:
    """How many of those who are entitled to something have it."""
    for name, centre in (
        ("personal_tutor", 2.4),
        ("triple_science", 1.6),
        ("personal_social_health", 2.6),
        ("gifted_pupils_letter", 1.3),
        ("parents_learning_support", 0.9),
        ("extended_services", 1.1),
    ):
        draw.put(name, share(centre + 0.2 * draw.calm + 0.8 * draw.more_noise()))
    draw.put("agreements_signed", draw.roll * share(1.3 + 0.3 * draw.calm + 0.6 * draw.more_noise()) / 100, 0)
    # About a fifth of pupils missed level 4 in 2009.
    behind = share(-1.3 + 0.4 * draw.deprivation + 0.2 * draw.more_noise())
    draw.put("year_7_behind", draw.cohort * behind / 100, 0)
    entitled = draw.numbers("year_7_behind")
    draw.put("year_7_supported", entitled * share(0.8 + 0.7 * draw.more_noise()) / 100, 0)
    draw.put("year_7_checked", entitled * share(1.6 + 0.7 * draw.more_noise()) / 100, 0)


def inspections_of_2025(draw: Drawing) -> None:
    """What an inspection under the framework of 2025 would say of the same school: five areas, and safeguarding."""
    judged = 0.8 * draw.progress + 0.6 * draw.more_noise()
    for area in ("inclusion", "teaching", "achievement", "behaviour", "leadership"):
        own = 0.9 * judged + 0.44 * draw.more_noise()
        # Of the first hundred inspections 4, 35, 56, 5 and 0 in a hundred grades.
        better = np.searchsorted((-2.6, -1.6, 0.28, 1.75), own).astype(np.float64)
        draw.put(f"{area}_2025", 5.0 - better, 0)
    draw.put("safeguarding_met_2025", (judged > -2.3).astype(float), 0)


def inspections(draw: Drawing) -> None:
    """The last inspection and the one before it: grades, days and frameworks."""
    judged = 0.68 * draw.progress + 0.733 * draw.noise()
    draw.put("ofsted_overall", _graded(judged), 0)
    draw.put("ofsted_previous", _graded(0.75 * judged + 0.66 * draw.more_noise()), 0)
    for name in ("outcomes", "capacity", "teaching", "curriculum", "care", "equality", "safeguarding"):
        draw.put(f"ofsted_{name}", _graded(0.93 * judged + 0.37 * draw.more_noise()), 0)
    for name in ("behaviour", "leadership"):
        draw.put(f"ofsted_{name}", _graded(0.9 * judged + 0.44 * draw.more_noise()), 0)
    since = zip(draw.more_chance(), draw.more_chance(), strict=True)
    days = [(_school_day(1970 * last), _school_day(1970 * last - 900 - 900 * gap)) for last, gap in since]
    draw.cells["inspection_date"] = [last.isoformat() for last, _ in days]
    draw.cells["inspection_framework"] = [_framework(last) for last, _ in days]
    draw.cells["inspection_day"] = [int(last.strftime("%Y%m%d")) for last, _ in days]
    draw.cells["inspected_under"] = [_number(_framework(last)) for last, _ in days]
    draw.cells["previously_inspected_under"] = [_number(_framework(before)) for _, before in days]


def _graded(judged: Floats) -> Floats:
    grades: Floats = min(OFSTED_GRADES.values()) + (judged[:, None] < _INSPECTION_CUTS).sum(axis=1)
    return grades


def _school_day(days: float) -> dt.date:
    """A day on which schools are inspected: from Monday to Thursday, and not in August."""
    day = _FIRST_DAY + dt.timedelta(days=int(days))
    day += dt.timedelta(days=35 if day.month == _AUGUST else 0)
    return day - dt.timedelta(days=3 if day.weekday() >= _FRIDAY else 0)


def _framework(day: dt.date) -> str:
    """The framework in force on a day."""
    return [rules.id for rules in INSPECTION_FRAMEWORKS.values() if rules.since <= day][-1]


def _number(framework: str) -> int:
    return int(framework.replace("-", ""))
