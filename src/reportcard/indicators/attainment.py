"""Attainment: the standards that pupils reach, whatever their starting points."""

from __future__ import annotations

from typing import Annotated

from reportcard.indicators.family import KS2_GUIDE, KS4_GUIDE, TABLES_2009, Family, count, percent
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.measure import MeasureInput

_DATE_OF_KS2 = "2016 tests and later"


def _element(title: str, slots: str, high: float) -> Indicator:
    """Describe one of the four elements that Attainment 8 is the sum of."""
    return Indicator(
        title=title,
        unit="points",
        low=0,
        high=high,
        definition=f"Mean points in {slots} of Attainment 8; an empty slot counts 0.",
        source=KS4_GUIDE,
        controllable="partly",
    )


def _graded(grades: str) -> Indicator:
    """Describe how many pupils got some grades in maths."""
    return count(
        f"Pupils with {grades} in maths",
        "pupils",
        definition=f"Pupils at the end of key stage 4 with {grades} in maths (2017 and later).",
        source=KS4_GUIDE,
        controllable="partly",
    )


def _pillar(title: str, subjects: str, high: float) -> Indicator:
    """Describe one of the five parts of the EBacc average point score."""
    return Indicator(
        title=f"EBacc: {title}",
        unit="points",
        low=0,
        high=high,
        definition=f"Mean points of all pupils in {subjects}; who has none counts 0 (2018 and later).",
        source=KS4_GUIDE,
        controllable="partly",
    )


class Attainment(Family):
    """Results in tests and examinations at the end of a key stage."""

    attainment_8: Annotated[
        MeasureInput | None,
        Indicator(
            title="Attainment 8",
            unit="points",
            low=0,
            high=90,
            definition="Mean points in eight subjects at 16: English and maths count twice, an empty slot counts 0. "
            "Grades 9 to 1 are 9 to 1 points (2017 and later).",
            source=KS4_GUIDE,
            controllable="partly",
        ),
    ] = None
    attainment_8_english: Annotated[
        MeasureInput | None, _element("Attainment 8: English", "English, counted twice,", 18)
    ] = None
    attainment_8_maths: Annotated[MeasureInput | None, _element("Attainment 8: maths", "maths, counted twice,", 18)] = (
        None
    )
    attainment_8_ebacc: Annotated[
        MeasureInput | None, _element("Attainment 8: EBacc subjects", "the three EBacc slots", 27)
    ] = None
    attainment_8_open: Annotated[
        MeasureInput | None, _element("Attainment 8: other subjects", "the three open slots", 27)
    ] = None
    pupils_at_16: Annotated[
        MeasureInput | None,
        count(
            "Pupils at the end of key stage 4",
            "pupils",
            definition="Pupils on roll at the end of key stage 4, whatever they were entered for.",
            source=KS4_GUIDE,
        ),
    ] = None
    maths_grades_7_to_9: Annotated[MeasureInput | None, _graded("grade 7 to 9")] = None
    maths_grades_4_to_6: Annotated[MeasureInput | None, _graded("grade 4 to 6")] = None
    maths_grades_1_to_3: Annotated[MeasureInput | None, _graded("grade 1 to 3")] = None
    maths_no_grade: Annotated[MeasureInput | None, _graded("no grade")] = None
    ebacc_english: Annotated[MeasureInput | None, _pillar("English", "English", 9)] = None
    ebacc_maths: Annotated[MeasureInput | None, _pillar("maths", "maths", 9)] = None
    ebacc_sciences: Annotated[MeasureInput | None, _pillar("sciences", "the two best sciences together", 18)] = None
    ebacc_humanities: Annotated[MeasureInput | None, _pillar("humanities", "history or geography", 9)] = None
    ebacc_language: Annotated[MeasureInput | None, _pillar("language", "a language", 9)] = None
    pupils_grade_5_english_maths: Annotated[
        MeasureInput | None,
        count(
            "Pupils with grade 5 or above in English and maths",
            "pupils",
            definition="Pupils at the end of key stage 4 with grade 5 or above in both (2017 and later).",
            source=KS4_GUIDE,
            controllable="partly",
        ),
    ] = None
    grade_5_english_maths: Annotated[
        MeasureInput | None,
        percent(
            "Grade 5 or above in English and maths",
            definition="Share of pupils at the end of key stage 4 with grade 5 or above in both (2017 and later).",
            source=KS4_GUIDE,
            controllable="partly",
        ),
    ] = None
    grade_4_english_maths: Annotated[
        MeasureInput | None,
        percent(
            "Grade 4 or above in English and maths",
            definition="Share of pupils at the end of key stage 4 with grade 4 or above in both (2017 and later).",
            source=KS4_GUIDE,
            controllable="partly",
        ),
    ] = None
    ebacc_average_points: Annotated[
        MeasureInput | None,
        Indicator(
            title="EBacc average point score",
            unit="points",
            low=0,
            high=9,
            definition="Points in English, maths, two sciences, history or geography, and a language, divided by six; "
            "0 for a subject not taken (2018 and later).",
            source=KS4_GUIDE,
            controllable="partly",
        ),
    ] = None
    ebacc_entry: Annotated[
        MeasureInput | None,
        percent(
            "Entered for the EBacc",
            definition="Share of pupils at the end of key stage 4 entered for every EBacc subject.",
            source=KS4_GUIDE,
            controllable="partly",
        ),
    ] = None
    five_a_star_c_english_maths: Annotated[
        MeasureInput | None,
        percent(
            "Five good GCSEs including English and maths",
            definition="Share of pupils with five or more GCSEs or equivalents at A* to C, among them English and "
            "maths (to 2016).",
            source=TABLES_2009,
            controllable="partly",
        ),
    ] = None
    five_a_star_c: Annotated[
        MeasureInput | None,
        percent(
            "Five good GCSEs",
            definition="Share of pupils with five or more GCSEs or equivalents at A* to C (to 2016).",
            source=TABLES_2009,
            controllable="partly",
        ),
    ] = None
    ks4_average_points: Annotated[
        MeasureInput | None,
        Indicator(
            title="Average total points at 16",
            unit="points",
            low=0,
            definition="Mean of the pupils' total points: A* is 58, a grade is 6 points, G is 16 (2004 to 2016).",
            source=TABLES_2009,
            controllable="partly",
        ),
    ] = None
    ks2_level_4_english_maths: Annotated[
        MeasureInput | None,
        percent(
            "Level 4 or above in English and maths at 11",
            definition="Share of pupils at level 4 or above in both key stage 2 tests (to 2012).",
            source=TABLES_2009,
            controllable="partly",
        ),
    ] = None
    ks2_average_points: Annotated[
        MeasureInput | None,
        Indicator(
            title="Average point score at 11",
            unit="points",
            low=15,
            high=39,
            definition="Mean of the key stage 2 points: level 2 and below 15, level 3 21, 4 27, 5 33, 6 39. Pupils "
            "disapplied or absent are left out (to 2015).",
            source="DfES, Value added in the performance tables: guide (2002), points table",
            controllable="partly",
        ),
    ] = None
    ks2_expected_standard: Annotated[
        MeasureInput | None,
        percent(
            "Expected standard in reading, writing and maths at 11",
            definition="Share of pupils with a scaled score of 100 or more in reading and maths, and writing assessed "
            f"at the expected standard ({_DATE_OF_KS2}).",
            source=KS2_GUIDE,
            controllable="partly",
        ),
    ] = None
    ks2_higher_standard: Annotated[
        MeasureInput | None,
        percent(
            "Higher standard in reading, writing and maths at 11",
            definition="Share of pupils with a scaled score of 110 or more in reading and maths, and writing at "
            f"greater depth ({_DATE_OF_KS2}).",
            source=KS2_GUIDE,
            controllable="partly",
        ),
    ] = None
    ks2_reading_score: Annotated[
        MeasureInput | None,
        Indicator(
            title="Average reading score at 11",
            unit="scaled score",
            low=80,
            high=120,
            definition=f"Mean scaled score of the key stage 2 reading test ({_DATE_OF_KS2}).",
            source=KS2_GUIDE,
            controllable="partly",
        ),
    ] = None
    ks2_maths_score: Annotated[
        MeasureInput | None,
        Indicator(
            title="Average maths score at 11",
            unit="scaled score",
            low=80,
            high=120,
            definition=f"Mean scaled score of the key stage 2 maths test ({_DATE_OF_KS2}).",
            source=KS2_GUIDE,
            controllable="partly",
        ),
    ] = None
