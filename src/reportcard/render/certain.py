"""How sure a result is, in words: the range of the score, and which other grade it could be."""

from __future__ import annotations

from collections.abc import Iterator

from reportcard.render.format import places_text
from reportcard.render.tags import PLAIN, Look, tag_of
from reportcard.results.card import NodeResult, ReportCard
from reportcard.results.sureness import THRESHOLDS
from reportcard.results.text import visible
from reportcard.results.words import named

_BY_WORD = {word: least for least, word in THRESHOLDS}
#: From these probabilities on, a grade is called very likely, or likely; ``explain()`` has the same.
VERY_LIKELY, LIKELY = _BY_WORD["very likely"], _BY_WORD["probably"]


def range_ends(node: NodeResult, look: Look = PLAIN) -> tuple[str, str] | None:
    """Both ends of the likely range, with the decimals of the score; None where it is not known.

    A range that is a point says that no measure below told its error, and not that the score is sure.
    """
    if node.interval is None or node.interval.low == node.interval.high:
        return None
    interval, places, fixed = node.interval, places_text(node), look.language.fixed
    return fixed(interval.low, places), fixed(interval.high, places)


def range_text(node: NodeResult, look: Look = PLAIN) -> str:
    """The likely range in a few words; "" where it is not known."""
    ends = range_ends(node, look)
    return look.say.RANGE_SHORT.format(low=ends[0], high=ends[1]) if ends else ""


def grade_sentence(node: NodeResult, look: Look = PLAIN) -> str:
    """How sure the grade is, in a sentence; "" where that is not known.

    The grade is the one that is printed, even where another one is more probable.
    """
    chances = node.grade_probabilities
    if node.grade is None or not chances or (node.interval is not None and range_ends(node) is None):
        return ""
    chance = chances.get(node.grade, 0.0)
    others = {grade: p for grade, p in chances.items() if grade != node.grade and p > 0}
    grade = tag_of(node.grade, node.about, look).words
    if chance >= VERY_LIKELY or not others:
        return str(look.say.VERY_LIKELY.format(grade=grade))
    other = tag_of(max(others, key=lambda name: others[name]), node.about, look).words
    return str((look.say.LIKELY if chance >= LIKELY else look.say.COULD_BE).format(grade=grade, other=other))


def range_row(node: NodeResult, look: Look = PLAIN) -> str:
    """The same for a row of a table."""
    ends = range_ends(node, look)
    return look.say.RANGE_ROW.format(low=ends[0], high=ends[1]) if ends else ""


def certainty_sentences(node: NodeResult, look: Look = PLAIN) -> Iterator[str]:
    """What a card says about the certainty of a result."""
    if ends := range_ends(node, look):
        yield look.say.RANGE.format(low=ends[0], high=ends[1])
    if told := grade_sentence(node, look):
        yield told


def how_sure(card: ReportCard, look: Look = PLAIN) -> tuple[str, ...]:
    """How ranges and probabilities were made, in sentences; none where the card has none."""
    return tuple(_how_sure(card, look))


def _how_sure(card: ReportCard, look: Look) -> Iterator[str]:
    known, say, language = card.certainty, look.say, look.language
    if known is None:
        return
    confidence = language.percent(known.confidence)
    if known.draws:
        draws = language.count(known.draws)
        yield say.HOW_SURE_DRAWS.of(known.draws).format(confidence=confidence, draws=draws, seed=known.seed)
    else:
        yield say.HOW_SURE_EXACT.format(confidence=confidence)
    exact = [node for node in card.nodes() if node.id in known.without_error]
    if exact:
        yield say.TAKEN_AS_EXACT.format(titles=named(exact, language))
    for rule, chance in known.rules.items():
        yield say.RULE_CHANCE.format(rule=visible(rule), chance=language.percent(chance))
