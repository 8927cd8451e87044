"""Disadvantage: the difference a school makes for its disadvantaged pupils.

A gap is *disadvantaged less other*, so it is usually negative, and nearer to zero (or above) is better. Unless its
definition says otherwise, a gap is published as this school's disadvantaged pupils against other pupils nationally:
a school cannot narrow it by doing worse for the others.
"""

from __future__ import annotations

from typing import Annotated

from reportcard.indicators.family import KS2_GUIDE, KS4_GUIDE, PROSPECTUS, Family
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.measure import MeasureInput

_GROUP = "Disadvantaged: eligible for free school meals in the last six years, looked after, or adopted from care."


def _gap(title: str, unit: str, bound: float, of: str, source: str) -> Indicator:
    """Describe a gap against other pupils nationally, in the unit of the measure it is a difference of."""
    return Indicator(
        title=title,
        unit=unit,
        low=-bound,
        high=bound,
        definition=f"{of} of the school's disadvantaged pupils, less that of other pupils nationally. {_GROUP}",
        source=source,
        controllable="partly",
    )


def _change(title: str, unit: str, bound: float) -> Indicator:
    """Describe the change of a gap; above zero it has narrowed."""
    return Indicator(
        title=title,
        unit=unit,
        low=-bound,
        high=bound,
        definition="The gap this year less the gap the year before; above 0 it has narrowed, or the lead has grown.",
        source="Difference of two published gaps",
        controllable="partly",
    )


def _group(of: str, unit: str, high: float, who: str, source: str, year: str = "") -> Indicator:
    """Describe a result of one group of the school's own pupils, from which gaps inside the school are made."""
    return Indicator(
        title=f"{of} of {who} pupils{', last year' if year else ''}",
        unit=unit,
        low=0,
        high=high,
        definition=f"{of} of the school's {who} pupils{year}. {_GROUP}",
        source=source,
        controllable="partly",
    )


def _attainment_8(who: str, year: str = "") -> Indicator:
    return _group("Attainment 8", "points", 90, who, KS4_GUIDE, year)


def _expected(who: str, year: str = "") -> Indicator:
    return _group("Expected standard at 11", "%", 100, who, KS2_GUIDE, year)


_BEFORE = " in the year before"


class Disadvantage(Family):
    """Gaps between disadvantaged and other pupils, and their change."""

    attainment_8_gap: Annotated[
        MeasureInput | None, _gap("Attainment 8 gap", "points", 90, "Attainment 8", KS4_GUIDE)
    ] = None
    attainment_8_gap_change: Annotated[
        MeasureInput | None, _change("Change of the Attainment 8 gap", "points", 180)
    ] = None
    progress_8_gap: Annotated[
        MeasureInput | None, _gap("Progress 8 gap", "grades per subject", 18, "Progress 8", KS4_GUIDE)
    ] = None
    five_a_star_c_gap: Annotated[
        MeasureInput | None,
        Indicator(
            title="Gap in five good GCSEs including English and maths",
            unit="percentage points",
            low=-100,
            high=100,
            definition="Share of the school's pupils eligible for free school meals with five or more A* to C "
            "including English and maths, less that of its other pupils. The gap measure of 2009 is not known; this "
            "one is our choice.",
            source=PROSPECTUS,
            controllable="partly",
        ),
    ] = None
    ks2_expected_gap: Annotated[
        MeasureInput | None,
        _gap(
            "Gap in reaching the expected standard at 11",
            "percentage points",
            100,
            "The share at the expected standard in reading, writing and maths",
            KS2_GUIDE,
        ),
    ] = None
    ks2_expected_gap_change: Annotated[
        MeasureInput | None, _change("Change of the expected-standard gap", "percentage points", 200)
    ] = None
    ks2_reading_progress_gap: Annotated[
        MeasureInput | None, _gap("Gap in reading progress", "points", 120, "Progress in reading", KS2_GUIDE)
    ] = None
    ks2_maths_progress_gap: Annotated[
        MeasureInput | None, _gap("Gap in maths progress", "points", 120, "Progress in maths", KS2_GUIDE)
    ] = None
    attainment_8_disadvantaged: Annotated[MeasureInput | None, _attainment_8("disadvantaged")] = None
    attainment_8_other: Annotated[MeasureInput | None, _attainment_8("other")] = None
    attainment_8_disadvantaged_last_year: Annotated[MeasureInput | None, _attainment_8("disadvantaged", _BEFORE)] = None
    attainment_8_other_last_year: Annotated[MeasureInput | None, _attainment_8("other", _BEFORE)] = None
    ks2_expected_disadvantaged: Annotated[MeasureInput | None, _expected("disadvantaged")] = None
    ks2_expected_other: Annotated[MeasureInput | None, _expected("other")] = None
    ks2_expected_disadvantaged_last_year: Annotated[MeasureInput | None, _expected("disadvantaged", _BEFORE)] = None
    ks2_expected_other_last_year: Annotated[MeasureInput | None, _expected("other", _BEFORE)] = None
