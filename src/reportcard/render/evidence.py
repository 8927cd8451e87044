"""How much a result rests on: measures with a result, their weight, the pupils behind them, and what is not counted."""

from __future__ import annotations

from collections.abc import Iterator

from reportcard.render.tags import PLAIN, Look
from reportcard.results.card import ReportCard
from reportcard.results.words import leaves, title_of

#: Names of measures without a result that a sentence holds.
_NAMED = 6


def evidence(card: ReportCard, look: Look = PLAIN) -> tuple[str, ...]:
    """How much a card rests on, in sentences."""
    return tuple(_evidence(card, look))


def _evidence(card: ReportCard, look: Look) -> Iterator[str]:
    overall, below, say, language = card.overall, leaves(card.overall), look.say, look.language
    present = [leaf for leaf in below if leaf.score is not None]
    yield _count(len(present), len(below), look)
    if present and len(present) < len(below) and overall.coverage is not None and overall.score is not None:
        yield say.WEIGHT_THERE.format(share=language.percent(overall.coverage))
    if counted := [leaf.n for leaf in present if leaf.n is not None]:
        most = max(counted)
        yield say.PUPILS.of(round(most)).format(count=language.fixed(most, 0))
    absent = [language.quoted(title_of(leaf)) for leaf in below if leaf.score is None]
    if absent and present:
        more = len(absent) - _NAMED
        if more > 0:
            yield say.MORE_NOT_THERE.of(more).format(titles=language.joined(absent[:_NAMED]), count=more)
        else:
            yield say.NOT_THERE.format(titles=language.listed(absent))


def _count(there: int, count: int, look: Look) -> str:
    say = look.say
    if there == count:
        return str(say.ALL_THERE.of(count).format(count=count))
    return str(say.SOME_THERE.of(there).format(there=there, count=count) if there else say.NONE_THERE)
