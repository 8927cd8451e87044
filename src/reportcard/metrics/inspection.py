"""Inspections: what limits a grade, what follows from a profile, how old an inspection is, and what may be compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import reduce
from typing import NamedTuple

import numpy as np

from reportcard.errors import InputError
from reportcard.indicators.inspection import INSPECTION_FRAMEWORKS, Inspection
from reportcard.indicators.status import Status
from reportcard.metrics.contract import Bools, Column, Floats, Metric, Parameters
from reportcard.metrics.outcome import Cause, without

_SCHEDULE_2009 = INSPECTION_FRAMEWORKS["2009-09"].source
_PROFILE_2025 = INSPECTION_FRAMEWORKS["2025-11"].source
_FRAMEWORK_CHANGE = "TES, 5 March 2010: a new framework nearly doubled the share of schools judged inadequate"
_YEAR = 365.25

#: Statuses that follow from a profile of 2025, by number.
STATUSES_2025 = ("none", "requires significant improvement", "special measures")


# --- one inspection --------------------------------------------------------------------------------------------------


def compare(now: Inspection, before: Inspection, area: str = "overall") -> int:
    """How many grades better an area is than it was; below 0 where it is worse.

    Raises:
        InputError: The inspections were made under different frameworks, or one of them did not judge the area.
    """
    if now.framework != before.framework:
        message = (
            f"Grades of {before.framework} and {now.framework} are not compared: the frameworks judge other things by "
            "other standards, though the words may be the same."
        )
        raise InputError(message, code="inspection-frameworks")
    grades = now.number(area), before.number(area)
    if grades[0] is None or grades[1] is None:
        raise InputError(f"'{area}' was not judged in both inspections.", code="inspection-area")
    return grades[1] - grades[0]


def best_grade(inspection: Inspection) -> int | None:
    """The best overall grade that the limiting judgements of an inspection of 2009 allow; None where one is absent.

    Raises:
        InputError: The inspection was made under another framework.
    """
    _must_be(inspection, "2009-09")
    provision = ("teaching", "curriculum", "care")
    roles = {role: inspection.number(role) for role in ("outcomes", "capacity", "equality", "safeguarding")}
    grades = [*roles.values(), *(inspection.number(area) for area in provision)]
    if any(grade is None for grade in grades):
        return None
    columns = {role: Column(np.array([grade], np.float64)) for role, grade in roles.items()}
    columns["provision"] = Column(np.array([[inspection.number(area)] for area in provision], np.float64))
    return int(limited(columns, LimitedParameters()).value[0])


def status_2025(inspection: Inspection) -> str:
    """The status that follows from a profile of 2025: one of :data:`STATUSES_2025`; areas not judged count for nothing.

    Raises:
        InputError: The inspection was made under another framework, or safeguarding was not judged.
    """
    _must_be(inspection, "2025-11")
    if inspection.safeguarding is None:
        raise InputError("Safeguarding was not judged met or not met.", code="inspection-area")
    urgent = [area for area, grade in inspection.judgements.items() if grade == "urgent improvement"]
    if "leadership" in urgent and len(urgent) > 1:
        return STATUSES_2025[2]
    return STATUSES_2025[1 if urgent or inspection.safeguarding == "not met" else 0]


def _must_be(inspection: Inspection, framework: str) -> None:
    if inspection.framework != framework:
        message = f"These rules are those of {framework}; the inspection was made under {inspection.framework}."
        raise InputError(message, code="inspection-frameworks")


# --- many schools ----------------------------------------------------------------------------------------------------


class LimitedParameters(Parameters):
    """Parameters of the grade that limiting judgements allow.

    Attributes:
        satisfactory_capacity: Whether a school can be good with a satisfactory capacity for improvement, as it could
            exceptionally.
    """

    satisfactory_capacity: bool = False


class AgeParameters(Parameters):
    """Parameters of the age of an inspection.

    Attributes:
        on: The day on which it is asked how old the inspection is.
    """

    on: dt.date


def _grades(columns: Mapping[str, Column], highest: int) -> Cause:
    """Grades that are none."""
    values = [column.value for column in columns.values()]
    wrong = [(value < 1) | (value > highest) | ((value != np.floor(value)) & ~np.isnan(value)) for value in values]
    flat = [np.logical_or.reduce(one) if one.ndim > 1 else one for one in wrong]
    return Cause(reduce(np.logical_or, flat), Status.INVALID, f"a grade is not a whole number from 1 to {highest}")


def _absent(columns: Mapping[str, Column]) -> Bools:
    """Where any grade is not known."""
    gone = [np.isnan(column.value) for column in columns.values()]
    return reduce(np.logical_or, [np.logical_or.reduce(one) if one.ndim > 1 else one for one in gone])


class _Limits(NamedTuple):
    """What the judgements of 2009 allow."""

    outstanding: Bools
    good: Bools
    satisfactory: Bools


def _limits(columns: Mapping[str, Column], parameters: LimitedParameters) -> _Limits:
    outcomes, capacity, equality, safeguarding = (
        columns[role].value for role in ("outcomes", "capacity", "equality", "safeguarding")
    )
    provision = columns["provision"].value
    most = provision.shape[0] / 2
    satisfactory = (np.maximum(outcomes, capacity) <= 3) & (np.maximum(equality, safeguarding) <= 3)
    satisfactory = satisfactory & np.logical_and.reduce(provision <= 3)
    enough = capacity <= (3 if parameters.satisfactory_capacity else 2)
    good = satisfactory & (outcomes <= 2) & enough & ((provision <= 2).sum(axis=0) > most)
    outstanding = good & (capacity <= 2) & (np.minimum(outcomes, capacity) == 1)
    outstanding = outstanding & ((provision == 1).sum(axis=0) > most) & (equality <= 2)
    return _Limits(outstanding, good, satisfactory)


def limited(columns: Mapping[str, Column], parameters: LimitedParameters) -> Column:
    """Return the best overall grade that the limiting judgements of 2009 allow, 1 to 4."""
    allowed = _limits(columns, parameters)
    grade: Floats = np.select([allowed.outstanding, allowed.good, allowed.satisfactory], [1.0, 2.0, 3.0], 4.0)
    return without(Column(np.where(_absent(columns), np.nan, grade)), columns, _grades(columns, 4))


def profile(columns: Mapping[str, Column], parameters: Parameters) -> Column:
    """Return the status that follows from a profile of 2025: 0 none, 1 significant improvement, 2 special measures."""
    areas, leadership, safeguarding = (columns[role].value for role in ("areas", "leadership", "safeguarding"))
    other = np.logical_or.reduce(areas == 5)
    urgent = other | (leadership == 5)
    status = np.where((leadership == 5) & other, 2.0, np.where(urgent | (safeguarding == 0), 1.0, 0.0))
    wrong = Cause((safeguarding != 0) & (safeguarding != 1), Status.INVALID, "safeguarding is neither met nor not met")
    grades = _grades({role: columns[role] for role in ("areas", "leadership")}, 5)
    return without(Column(np.where(_absent(columns), np.nan, status)), columns, wrong, grades)


def change(columns: Mapping[str, Column], parameters: Parameters) -> Column:
    """Return how many grades better an inspection is than the one before, where both are of one framework."""
    now, before = columns["now"].value, columns["before"].value
    frameworks = columns["framework_now"].value, columns["framework_before"].value
    value = np.where(_absent(columns), np.nan, before - now)
    note = "grades of different inspection frameworks are not compared"
    grades = _grades({role: columns[role] for role in ("now", "before")}, 5)
    return without(Column(value), columns, grades, Cause(frameworks[0] != frameworks[1], Status.NOT_APPLICABLE, note))


def age(columns: Mapping[str, Column], parameters: AgeParameters) -> Column:
    """Return the years from a day written as the number YYYYMMDD to the day that is asked for."""
    number = columns["inspected"].value
    whole = np.where((number >= 1_000_101) & (number < 1e8), number, np.nan)
    known = ~np.isnan(whole)
    plain = np.where(known, whole, 19000101).astype(np.int64)
    month, day = plain // 100 % 100, plain % 100
    possible = known & (month >= 1) & (month <= 12) & (day >= 1) & (whole == np.floor(whole))
    months = (plain // 10_000 - 1970) * 12 + np.where(possible, month, 1) - 1
    dates = months.astype("datetime64[M]").astype("datetime64[D]") + np.where(possible, day - 1, 0)
    # The 31st of February is in March: no day.
    possible &= dates.astype("datetime64[M]").astype(np.int64) == months
    days = (np.datetime64(parameters.on, "D") - dates).astype(np.int64)
    value = np.where(np.isnan(number), np.nan, days / _YEAR)
    return without(
        Column(value),
        columns,
        Cause(~possible, Status.INVALID, "the day of the inspection is no day, written as YYYYMMDD"),
        Cause(value < 0, Status.INVALID, "the inspection is later than the day it is asked for"),
    )


INSPECTION_LIMIT_2009 = Metric(
    id="inspection_limit_2009",
    title="Best overall grade under the 2009 inspection framework",
    measures="The best grade for overall effectiveness that an inspection's limiting judgements allow: 1 outstanding "
    "to 4 inadequate.",
    matters="Some failings, in safeguarding or equality above all, could not be made up for by strengths elsewhere.",
    computed="Inadequate (4) where outcomes, capacity to improve, equality, safeguarding or any provision is 4. Else "
    "good (2) where outcomes and capacity are at least good, and most provision is; and outstanding (1) where besides "
    "one of outcomes and capacity and most provision are outstanding, and equality is at least good. Else satisfactory "
    "(3). 'Most' is more than half.",
    improves="The weakest of the limiting judgements gets better.",
    inputs=("outcomes", "capacity", "provision", "equality", "safeguarding"),
    lists=("provision",),
    parameters=LimitedParameters,
    compute=limited,
    unit="grade",
    direction="lower",
    low=1,
    high=4,
    rises_with=("outcomes", "capacity", "provision", "equality", "safeguarding"),
    convention="The descriptors are documented for inspectors, who judged the best fit; reading them as strict limits, "
    "and 'most' as more than half, is ours.",
    references=(_SCHEDULE_2009,),
)

INSPECTION_STATUS_2025 = Metric(
    id="inspection_status_2025",
    title="Status that follows from a 2025 inspection",
    measures="Whether a school requires significant improvement (1) or special measures (2), or neither (0).",
    matters="The inspections of 2025 have no overall grade; what follows from one is decided by its worst judgements.",
    computed="1 where any area needs urgent improvement or safeguarding is not met; 2 where leadership and another "
    "area need urgent improvement; else 0. Areas are 1 exceptional to 5 urgent improvement; safeguarding is 1 or 0.",
    improves="The areas in need of urgent improvement get better; safeguarding is met.",
    inputs=("areas", "leadership", "safeguarding"),
    lists=("areas",),
    compute=profile,
    unit="status",
    direction="lower",
    low=0,
    high=2,
    rises_with=("areas", "leadership"),
    falls_with=("safeguarding",),
    lifecycle="provisional",
    references=(_PROFILE_2025,),
)

INSPECTION_CHANGE = Metric(
    id="inspection_change",
    title="Change since the last inspection",
    measures="How many grades better (above 0) or worse an inspection is than the one before it.",
    matters="A school that climbs from inadequate to good has done something; one that was always good has kept it.",
    computed="before − now, grade 1 the best; not applicable where the inspections were made under different "
    "frameworks, whose grades are not compared.",
    improves="A better grade at the next inspection under the same framework.",
    inputs=("now", "before", "framework_now", "framework_before"),
    compute=change,
    unit="grades",
    direction="higher",
    low=-4,
    high=4,
    rises_with=("before",),
    falls_with=("now",),
    references=(_FRAMEWORK_CHANGE, _SCHEDULE_2009),
)

INSPECTION_AGE = Metric(
    id="inspection_age",
    title="Age of the inspection",
    measures="How many years ago the school was inspected.",
    matters="A grade of ten years ago is about other pupils, often under another head.",
    computed="The days from the inspection (YYYYMMDD) to the day that is named, divided by 365.25.",
    improves="A new inspection, which is not the school's to decide.",
    inputs=("inspected",),
    parameters=AgeParameters,
    compute=age,
    unit="years",
    direction="lower",
    low=0,
    references=("DfE, inspection grades 2019: the column INSPECTIONDT",),
)
