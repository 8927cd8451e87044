"""Guarantees: what pupils and parents were to be entitled to from 2010, and how many of them have it."""

from __future__ import annotations

from typing import Annotated, Literal

from reportcard.indicators.family import Family, count, percent
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.measure import MeasureInput

Controllable = Literal["school", "partly", "context"]

_GUARANTEES = "DCSF, The Pupil and Parent Guarantees (January 2010)"
_BILL = "Children, Schools and Families Bill (2009-10), clauses 4 and 5"
_CATCH_UP = "Hansard, 8 July 2009: catch-up support in Year 7"
_OURS = "Taking the share as a measure is ours."


def _share(title: str, definition: str, source: str, controllable: Controllable = "school") -> Indicator:
    """Describe how much of an entitlement is met."""
    return percent(title, definition=f"{definition} {_OURS}", source=source, controllable=controllable)


def _number(title: str, definition: str, source: str, controllable: Controllable = "school") -> Indicator:
    """Describe how many are entitled to something, or have it."""
    return count(title, "pupils", definition=definition, source=source, controllable=controllable)


class Guarantees(Family):
    """The share of the pupils or parents entitled to something who have it."""

    pupil_guarantee: Annotated[
        MeasureInput | None,
        _share("Pupil Guarantee", "Mean share met of the entitlements of the Pupil Guarantee.", _GUARANTEES),
    ] = None
    parent_guarantee: Annotated[
        MeasureInput | None,
        _share("Parent Guarantee", "Mean share met of the entitlements of the Parent Guarantee.", _GUARANTEES),
    ] = None
    home_school_agreements: Annotated[
        MeasureInput | None,
        _share(
            "Home–school agreements",
            "Share of pupils with an agreement of their own that their parents have signed.",
            _BILL,
            "partly",  # parents sign it, or do not
        ),
    ] = None
    one_to_one_tuition: Annotated[
        MeasureInput | None,
        _share(
            "One-to-one tuition",
            "Share of the pupils at key stage 2 who are behind, and falling further behind, who have it.",
            _GUARANTEES,
        ),
    ] = None
    year_7_catch_up: Annotated[
        MeasureInput | None,
        _share(
            "Catch-up in Year 7",
            "Share of the pupils who left primary school below level 4 in English or maths who have one-to-one or "
            "small-group support.",
            _CATCH_UP,
        ),
    ] = None
    year_7_progress_check: Annotated[
        MeasureInput | None,
        _share(
            "Progress check in Year 7",
            "Share of the same pupils whose progress was checked by the end of the year. No such measure is documented "
            "by name.",
            _CATCH_UP,
        ),
    ] = None
    key_stage_1_catch_up: Annotated[
        MeasureInput | None,
        _share(
            "Catch-up in reading, writing and arithmetic",
            "Share of the pupils at key stage 1 who fall behind in them who have catch-up support.",
            _GUARANTEES,
        ),
    ] = None
    personal_tutor: Annotated[
        MeasureInput | None,
        _share("Personal tutor", "Share of the secondary pupils who have a personal tutor.", _GUARANTEES),
    ] = None
    triple_science: Annotated[
        MeasureInput | None,
        _share(
            "Triple science",
            "Share of the secondary pupils who have the opportunity to study three sciences to GCSE.",
            _GUARANTEES,
        ),
    ] = None
    personal_social_health: Annotated[
        MeasureInput | None,
        _share(
            "Personal, social, health and economic education",
            "Share of the pupils who are taught it.",
            _GUARANTEES,
        ),
    ] = None
    gifted_pupils_letter: Annotated[
        MeasureInput | None,
        _share(
            "Letter about gifted and talented pupils",
            "Share of the parents of gifted and talented pupils who had a letter on what the school does for them.",
            _GUARANTEES,
        ),
    ] = None
    parents_learning_support: Annotated[
        MeasureInput | None,
        _share(
            "Support to take part in learning",
            "Share of the parents who had information and support to be involved in their child's learning.",
            _GUARANTEES,
        ),
    ] = None
    extended_services: Annotated[
        MeasureInput | None,
        _share(
            "Extended services",
            "Share of the parents who have access to extended services, advice on parenting among them.",
            _GUARANTEES,
            "partly",  # with other schools and the authority
        ),
    ] = None
    agreements_signed: Annotated[
        MeasureInput | None,
        _number("Agreements signed", "Pupils with an agreement of their own that is signed.", _BILL, "partly"),
    ] = None
    tuition_entitled: Annotated[
        MeasureInput | None,
        _number(
            "Entitled to one-to-one tuition",
            "Pupils at key stage 2 who are behind, and falling further behind.",
            _GUARANTEES,
            "context",
        ),
    ] = None
    tuition_given: Annotated[
        MeasureInput | None,
        _number("With one-to-one tuition", "Those of them who have one-to-one tuition.", _GUARANTEES),
    ] = None
    year_7_behind: Annotated[
        MeasureInput | None,
        _number(
            "Entitled to catch-up in Year 7",
            "Pupils in Year 7 who left primary school below level 4 in English or maths.",
            _CATCH_UP,
            "context",
        ),
    ] = None
    year_7_supported: Annotated[
        MeasureInput | None,
        _number("With catch-up in Year 7", "Those of them who have one-to-one or small-group support.", _CATCH_UP),
    ] = None
    year_7_checked: Annotated[
        MeasureInput | None,
        _number(
            "With a progress check in Year 7",
            "Those of them whose progress was checked by the end of the year. No such measure is documented by name.",
            _CATCH_UP,
        ),
    ] = None
