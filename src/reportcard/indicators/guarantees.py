"""Guarantees: what pupils and parents were to be entitled to from 2010, and how many of them have it."""

from __future__ import annotations

from typing import Annotated

from reportcard.indicators.family import Family, percent
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.measure import MeasureInput

_GUARANTEES = "DCSF, The Pupil and Parent Guarantees (January 2010)"
_BILL = "Children, Schools and Families Bill (2009-10), clauses 4 and 5"
_CATCH_UP = "Hansard, 8 July 2009: catch-up support in Year 7"
_OURS = "Taking the share as a measure is ours."


def _share(title: str, definition: str, source: str) -> Indicator:
    """Describe how much of an entitlement is met."""
    return percent(title, definition=f"{definition} {_OURS}", source=source)


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
