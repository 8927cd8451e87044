"""Progress: how far pupils come from their own starting points."""

from __future__ import annotations

from typing import Annotated

from reportcard.indicators.family import CVA_GUIDE, KS2_GUIDE, KS4_GUIDE, TABLES_2009, Family, count, percent
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.measure import MeasureInput


def _progress_8(title: str, of: str) -> Indicator:
    """Describe Progress 8 or one of its elements; no mean of differences of 0 to 9 points can pass ±9."""
    return Indicator(
        title=title,
        unit="grades per subject",
        low=-9,
        high=9,
        definition=f"Mean over pupils of {of}, less the national mean of pupils with the same key stage 2 results; "
        "very low pupil scores are limited (2018 and later).",
        source=KS4_GUIDE,
    )


def _ks2_progress(title: str, subject: str) -> Indicator:
    """Describe key stage 2 progress in one subject; the bounds are wide, published scores run from -23 to 18."""
    return Indicator(
        title=title,
        unit="points",
        low=-60,
        high=60,
        definition=f"Mean over pupils of the key stage 2 result in {subject}, less the national mean of pupils with "
        "the same key stage 1 results (2016 to 2019, 2022, 2023).",
        source=KS2_GUIDE,
    )


class Progress(Family):
    """Results compared with those of pupils who started alike."""

    progress_8: Annotated[MeasureInput | None, _progress_8("Progress 8", "the Attainment 8 score divided by ten")] = (
        None
    )
    progress_8_pupils: Annotated[
        MeasureInput | None,
        count(
            "Pupils in Progress 8",
            "pupils",
            definition="Pupils at the end of key stage 4 who count in Progress 8: those with results at 11.",
            source=KS4_GUIDE,
        ),
    ] = None
    progress_8_english: Annotated[
        MeasureInput | None, _progress_8("Progress 8: English", "the points in the English slots divided by two")
    ] = None
    progress_8_maths: Annotated[
        MeasureInput | None, _progress_8("Progress 8: maths", "the points in the maths slots divided by two")
    ] = None
    ks2_reading_progress: Annotated[MeasureInput | None, _ks2_progress("Progress in reading", "reading")] = None
    ks2_writing_progress: Annotated[MeasureInput | None, _ks2_progress("Progress in writing", "writing")] = None
    ks2_maths_progress: Annotated[MeasureInput | None, _ks2_progress("Progress in maths", "maths")] = None
    cva_ks1_ks2: Annotated[
        MeasureInput | None,
        Indicator(
            title="Contextual value added, 7 to 11",
            unit="points",
            low=76,  # 100 less the whole range of key stage 2 points, 15 to 39
            high=124,
            definition="Key stage 2 points above or below those expected from prior attainment and nine pupil "
            "factors, shrunk by cohort size, with 100 as the national centre.",
            source=CVA_GUIDE,
        ),
    ] = None
    cva_ks2_ks4: Annotated[
        MeasureInput | None,
        Indicator(
            title="Contextual value added, 11 to 16",
            unit="points",
            low=536,  # 1000 less the largest capped total, eight grades A* at 58 points
            high=1464,
            definition="Capped best-eight points above or below those expected from prior attainment, nine pupil "
            "factors and the school's intake, shrunk by cohort size, with 1000 as the national centre; 6 points are "
            "one grade in one GCSE.",
            source=CVA_GUIDE,
        ),
    ] = None
    best_eight_points: Annotated[
        MeasureInput | None,
        Indicator(
            title="Capped points at 16",
            unit="points",
            low=0,
            high=464,  # eight grades A* at 58 points
            definition="Mean of the pupils' points in their best eight results; A* is 58 and a grade is 6 points.",
            source=CVA_GUIDE,
            controllable="partly",
        ),
    ] = None
    best_eight_predicted: Annotated[
        MeasureInput | None,
        Indicator(
            title="Capped points expected at 16",
            unit="points",
            low=0,
            high=464,
            direction="none",
            definition="Mean of the capped points that the national model predicts from prior attainment and context.",
            source=CVA_GUIDE,
            controllable="context",
        ),
    ] = None
    expected_progress_english: Annotated[
        MeasureInput | None,
        percent(
            "Expected progress in English",
            definition="Share of pupils who made at least the expected progress over the key stage (to 2015).",
            source=TABLES_2009,
        ),
    ] = None
    expected_progress_maths: Annotated[
        MeasureInput | None,
        percent(
            "Expected progress in maths",
            definition="Share of pupils who made at least the expected progress over the key stage (to 2015).",
            source=TABLES_2009,
        ),
    ] = None
