"""Views: what parents and pupils say of the school. The survey items of 2009 were never published; these are ours."""

from __future__ import annotations

from typing import Annotated

from reportcard.indicators.family import PROSPECTUS, Family, count, percent
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.measure import MeasureInput


def _view(title: str, who: str, statement: str) -> Indicator:
    """Describe a survey item as the share that agrees."""
    return percent(
        title,
        definition=f"Share of the {who} who answered that agree: {statement}. The wording is ours: the survey items "
        "of 2009 are not known.",
        source=PROSPECTUS,
    )


def _response(title: str, who: str) -> Indicator:
    """Describe a response rate, which says how far the answers can be trusted."""
    return percent(
        title,
        direction="none",
        definition=f"Share of the {who} asked who answered the survey.",
        source=PROSPECTUS,
        controllable="partly",
    )


def _number(title: str, who: str, definition: str) -> Indicator:
    """Describe how many were asked, or answered, in one survey: the same for all of its items."""
    return count(title, who, definition=definition, source=PROSPECTUS, controllable="partly")


class Views(Family):
    """Satisfaction of parents and pupils, and how many of them answered."""

    parents_satisfied: Annotated[
        MeasureInput | None, _view("Parents are satisfied", "parents", "overall I am satisfied with this school")
    ] = None
    parents_supported: Annotated[
        MeasureInput | None,
        _view("Parents feel supported", "parents", "this school gives me the support and information I need"),
    ] = None
    parents_response_rate: Annotated[MeasureInput | None, _response("Parents who answered", "parents")] = None
    pupils_satisfied: Annotated[
        MeasureInput | None, _view("Pupils are satisfied", "pupils", "overall I like being at this school")
    ] = None
    pupils_listened_to: Annotated[
        MeasureInput | None, _view("Pupils are listened to", "pupils", "this school listens to what pupils say")
    ] = None
    pupils_response_rate: Annotated[MeasureInput | None, _response("Pupils who answered", "pupils")] = None
    parents_asked: Annotated[
        MeasureInput | None, _number("Parents asked", "parents", "Parents to whom the survey was sent.")
    ] = None
    parents_answered: Annotated[
        MeasureInput | None, _number("Answers of parents", "parents", "Parents who answered the survey.")
    ] = None
    pupils_asked: Annotated[
        MeasureInput | None, _number("Pupils asked", "pupils", "Pupils to whom the survey was given.")
    ] = None
    pupils_answered: Annotated[
        MeasureInput | None, _number("Answers of pupils", "pupils", "Pupils who answered the survey.")
    ] = None
