"""Context: who the school's pupils are. It describes the challenge a school faces, and is never scored by itself."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from reportcard.indicators.family import TABLES_2009, Family, count, percent
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.measure import MeasureInput

_CENSUS = "DfE, School census"


def _share(title: str, definition: str, source: str = _CENSUS) -> Indicator:
    """Describe a share of pupils that a school does not choose."""
    return percent(title, direction="none", definition=definition, source=source, controllable="context")


class Context(Family):
    """The pupils a school has, and the neighbourhoods they come from."""

    number_on_roll: Annotated[
        MeasureInput | None,
        count("Pupils on roll", "pupils", definition="Number of pupils on the school's register.", source=_CENSUS),
    ] = None
    number_on_roll_last_year: Annotated[
        MeasureInput | None,
        count(
            "Pupils on roll, last year",
            "pupils",
            definition="Number of pupils on the school's register the year before.",
            source=_CENSUS,
        ),
    ] = None
    pupils_free_meals: Annotated[
        MeasureInput | None,
        _share("Eligible for free school meals", "Share of pupils known to be eligible for free school meals now."),
    ] = None
    pupils_disadvantaged: Annotated[
        MeasureInput | None,
        _share(
            "Disadvantaged pupils",
            "Share of pupils eligible for free school meals in the last six years, looked after, or adopted from care.",
        ),
    ] = None
    pupils_eal: Annotated[
        MeasureInput | None,
        _share("English as an additional language", "Share of pupils whose first language is not English."),
    ] = None
    pupils_sen: Annotated[
        MeasureInput | None,
        _share("Special educational needs", "Share of pupils with SEN support or an education, health and care plan."),
    ] = None
    pupils_stable: Annotated[
        MeasureInput | None,
        _share(
            "Pupils who stayed", "Share of pupils who were at the school throughout the last two years (non-mobile)."
        ),
    ] = None
    ks2_prior_attainment: Annotated[
        MeasureInput | None,
        Indicator(
            title="Results on entry at 11",
            unit="scaled score",
            low=59,
            high=120,
            direction="none",
            definition="Mean of the pupils' key stage 2 scores in reading and maths, from before they joined.",
            source="DfE, Similar schools (2026): published standard deviations",
            controllable="context",
        ),
    ] = None
    ks1_prior_attainment: Annotated[
        MeasureInput | None,
        Indicator(
            title="Results at 7",
            unit="points",
            low=0,
            high=27,
            direction="none",
            definition="Mean of the cohort's key stage 1 points in reading, writing and maths.",
            source=TABLES_2009,
            controllable="context",
        ),
    ] = None
    idaci: Annotated[
        MeasureInput | None,
        Indicator(
            title="Deprivation of the pupils' neighbourhoods",
            unit="index",
            low=0,
            high=1,
            direction="none",
            definition="Mean Income Deprivation Affecting Children Index (IDACI) of the pupils' home areas: the share "
            "of children there in families with low income.",
            source="English indices of deprivation: IDACI",
            controllable="context",
        ),
    ] = None
    region: Annotated[str | None, Field(description="Region of England.")] = None
