"""Well-being: attendance, exclusions, healthy living, what follows school, and how pupils see it."""

from __future__ import annotations

from typing import Annotated

from reportcard.indicators.family import ABSENCE_GUIDE, WELL_BEING_2008, Family, count, percent
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.measure import MeasureInput

#: The quantity of which three definitions exist.
PERSISTENT_ABSENCE = "persistent absence"


def _persistent_absence(threshold: int, years: str, rule: str) -> Indicator:
    """Describe persistent absence by one of its three definitions, which must not be mixed."""
    return percent(
        f"Persistent absence ({threshold} % definition)",
        direction="lower",
        definition=f"Share of pupils {rule} ({years}). Not comparable with the definitions of other years.",
        source=ABSENCE_GUIDE,
        controllable="partly",
        quantity=PERSISTENT_ABSENCE,
        edition=f"missing {threshold} % or more",
    )


def _absentees(title: str, year: str) -> Indicator:
    """Describe the number of persistent absentees, by the definition in use today."""
    return count(
        title,
        "pupils",
        definition=f"Pupils who missed 10 % or more of their own possible sessions {year} (2015/16 and later).",
        source=ABSENCE_GUIDE,
        controllable="partly",
        quantity=PERSISTENT_ABSENCE,
        edition="missing 10 % or more",
    )


def _perception(title: str, statement: str) -> Indicator:
    """Describe an item of a pupil survey."""
    return percent(
        title,
        definition=f"Share of the pupils who answered that agree: {statement}.",
        source=WELL_BEING_2008,
        controllable="partly",
    )


class WellBeing(Family):
    """What the 2008 consultation named: outcomes a school can influence, and its pupils' perceptions."""

    overall_absence: Annotated[
        MeasureInput | None,
        percent(
            "Overall absence",
            direction="lower",
            definition="Half-day sessions missed, authorised or not, as a share of possible sessions.",
            source=ABSENCE_GUIDE,
            controllable="partly",
            share=False,
        ),
    ] = None
    attendance_rate: Annotated[
        MeasureInput | None,
        percent(
            "Attendance",
            definition="Half-day sessions attended as a share of possible sessions.",
            source=ABSENCE_GUIDE,
            controllable="partly",
            share=False,
        ),
    ] = None
    sessions_attended: Annotated[
        MeasureInput | None,
        count(
            "Sessions attended",
            "sessions",
            definition="Half-day sessions that pupils attended in the year.",
            source=ABSENCE_GUIDE,
            controllable="partly",
        ),
    ] = None
    sessions_possible: Annotated[
        MeasureInput | None,
        count(
            "Possible sessions",
            "sessions",
            definition="Half-day sessions that pupils could have attended in the year.",
            source=ABSENCE_GUIDE,
        ),
    ] = None
    persistent_absentees_10: Annotated[
        MeasureInput | None, _absentees("Persistent absentees (10 % definition)", "in the year")
    ] = None
    persistent_absentees_10_last_year: Annotated[
        MeasureInput | None, _absentees("Persistent absentees (10 % definition), last year", "in the year before")
    ] = None
    persistent_absence_20: Annotated[
        MeasureInput | None,
        _persistent_absence(20, "2005/06 to 2009/10", "who missed 64 or more sessions, about 20 % of a year"),
    ] = None
    persistent_absence_15: Annotated[
        MeasureInput | None,
        _persistent_absence(
            15, "2010/11 to 2014/15", "who missed 46 or more sessions to half-term 5 (56 in a full year), about 15 %"
        ),
    ] = None
    persistent_absence_10: Annotated[
        MeasureInput | None,
        _persistent_absence(10, "2015/16 and later", "who missed 10 % or more of their own possible sessions"),
    ] = None
    fixed_period_exclusions: Annotated[
        MeasureInput | None,
        Indicator(
            title="Fixed-period exclusions",
            unit="per 100 pupils",
            low=0,  # no upper bound: one pupil may be excluded several times
            direction="lower",
            definition="Fixed-period exclusions in the year for every 100 pupils on roll.",
            source="Ofsted, National comparator values (September 2009, 090194)",
        ),
    ] = None
    permanent_exclusions: Annotated[
        MeasureInput | None,
        Indicator(
            title="Permanent exclusions",
            unit="per 100 pupils",
            low=0,
            high=100,
            direction="lower",
            definition="Permanent exclusions in the year for every 100 pupils on roll.",
            source="Ofsted, National comparator values (September 2009, 090194)",
        ),
    ] = None
    two_hours_sport: Annotated[
        MeasureInput | None,
        percent(
            "Two hours of PE and sport",
            definition="Share of pupils who take part in at least two hours of good PE and sport a week.",
            source=WELL_BEING_2008,
        ),
    ] = None
    school_lunches: Annotated[
        MeasureInput | None,
        percent(
            "School lunches",
            definition="Share of pupils who take a school lunch.",
            source=WELL_BEING_2008,
            controllable="partly",
        ),
    ] = None
    post_16_participation: Annotated[
        MeasureInput | None,
        percent(
            "In education, work or training after 16",
            definition="Share of the leavers at 16 who go on to education, employment or training.",
            source=WELL_BEING_2008,
            controllable="partly",
        ),
    ] = None
    neet: Annotated[
        MeasureInput | None,
        percent(
            "Not in education, work or training after 16",
            direction="lower",
            definition="Share of the leavers at 16 who are not in education, employment or training (NEET).",
            source="Ofsted, National comparator values (September 2009, 090194)",
            controllable="partly",
        ),
    ] = None
    pupils_feel_safe: Annotated[MeasureInput | None, _perception("Pupils feel safe", "I feel safe at this school")] = (
        None
    )
    bullying_dealt_with: Annotated[
        MeasureInput | None, _perception("Bullying is dealt with", "this school deals with bullying well")
    ] = None
    healthy_eating: Annotated[
        MeasureInput | None, _perception("Healthy eating", "this school encourages me to eat healthily")
    ] = None
    physical_activity: Annotated[
        MeasureInput | None, _perception("Physical activity", "this school encourages me to be active")
    ] = None
    alcohol_drugs_advice: Annotated[
        MeasureInput | None,
        _perception("Advice on alcohol and drugs", "this school discourages smoking, alcohol and drugs"),
    ] = None
    relationship_guidance: Annotated[
        MeasureInput | None,
        _perception("Guidance on relationships", "this school gives good guidance on relationships"),
    ] = None
