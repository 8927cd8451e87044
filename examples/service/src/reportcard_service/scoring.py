"""Scores single schools that arrived together: each gets the card, or the error, that it would get alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import reportcard as rc
from reportcard_service.batching import Place

Record = Mapping[str, Any]
Outcome = rc.ReportCard | Exception


def place(record: Record) -> Place | None:
    """Which others a record can be scored with: those with the same keys and another id.

    The same keys, since one that the framework does not know has the whole batch refused, and then scored one by one:
    so it holds up nobody but its like. Another id, since a batch has to tell its schools apart. A record whose id is
    not plain to see is scored alone.
    """
    school = record.get("id")
    name = school.strip() if isinstance(school, str) else ""
    return Place(frozenset(record), name) if name else None


def score_each(records: Sequence[Record], framework: rc.Framework) -> list[Outcome]:
    """Score single schools, in one call wherever that changes no byte of any card.

    Args:
        records: Records of single schools from callers that know nothing of each other; any may be broken.
        framework: The framework.

    Returns:
        A card, or the error that ``score()`` raises for the record alone, for each in order.
    """
    cards = _together(records, framework) if len(records) > 1 else {}
    return [cards[at] if at in cards else _alone(record, framework) for at, record in enumerate(records)]


def _together(records: Sequence[Record], framework: rc.Framework) -> dict[int, rc.ReportCard]:
    """The cards of those that a batch takes as they are, by place: without those that it would put in quarantine."""
    try:
        cards = rc.score(records, framework)
        faulty = {fault.row for fault in cards.quarantine}
        sound = [at for at in range(len(records)) if at not in faulty]
        return dict(zip(sound, cards.each(sound), strict=True))
    except Exception:
        return {}


def _alone(record: Record, framework: rc.Framework) -> Outcome:
    try:
        return rc.score(record, framework)
    except Exception as error:
        return error
