"""How much a result rests on: measures with a result, their weight, the pupils behind them, and what is not counted."""

from __future__ import annotations

from collections.abc import Iterator

from reportcard.render import messages as say
from reportcard.results.card import ReportCard
from reportcard.results.numbers import fixed, percent
from reportcard.results.words import leaves, listed, title_of

#: Names of measures without a result that a sentence holds.
_NAMED = 6


def evidence(card: ReportCard) -> tuple[str, ...]:
    """How much a card rests on, in sentences."""
    return tuple(_evidence(card))


def _evidence(card: ReportCard) -> Iterator[str]:
    overall, below = card.overall, leaves(card.overall)
    present = [leaf for leaf in below if leaf.score is not None]
    yield _count(len(present), len(below))
    if present and len(present) < len(below) and overall.coverage is not None and overall.score is not None:
        yield say.WEIGHT_THERE.format(share=percent(overall.coverage))
    if counted := [leaf.n for leaf in present if leaf.n is not None]:
        yield say.PUPILS.format(count=fixed(max(counted), 0))
    absent = [f"“{title_of(leaf)}”" for leaf in below if leaf.score is None]
    if absent and present:
        more = len(absent) - _NAMED
        told = say.MORE_NOT_THERE if more > 0 else say.NOT_THERE
        names = ", ".join(absent[:_NAMED]) if more > 0 else listed(absent)
        yield told.format(titles=names, count=more)


def _count(there: int, count: int) -> str:
    if there == count:
        return say.ONE_THERE if count == 1 else say.ALL_THERE.format(count=count)
    told = say.NONE_THERE if not there else say.ONE_OF_SOME if there == 1 else say.SOME_THERE
    return told.format(there=there, count=count)
