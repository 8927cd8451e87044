"""How sure a grade and a score are, in words that a parent can read. The thresholds are stated here and in the docs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from reportcard.results import explain_messages
from reportcard.results.card import NodeResult, ReportCard
from reportcard.results.language import ENGLISH, Language
from reportcard.results.text import visible
from reportcard.results.words import leaves, named

#: Probabilities from which a grade is called so. Below the last one it is "perhaps".
THRESHOLDS = ((0.99, "almost certainly"), (0.9, "very likely"), (0.66, "probably"))
#: Probability from which another grade is named as one that it could be.
COULD_BE = 0.05


class Chance(NamedTuple):
    """A grade with its probability, 0 to 1."""

    grade: str
    probability: float


def adverb(probability: float) -> str:
    """The word for a probability: ``almost certainly``, ``very likely``, ``probably`` or ``perhaps``."""
    return next((word for least, word in THRESHOLDS if probability >= least - 1e-9), "perhaps")


def grade_sureness(node: NodeResult, measures: Iterable[str] = (), language: Language = ENGLISH) -> str:
    """How sure the grade of a node is: ``very likely B, could be C``; "" where that is not known.

    Args:
        node: The node.
        measures: Leaves that were taken as exact (``card.certainty.without_error``). Where they are all that the node
            rests on, nothing is known of its certainty.
        language: The language of the result.
    """
    if node.grade is None or not node.grade_probabilities or not _is_told(node, measures):
        return ""
    say = language.messages(explain_messages)
    chances = [Chance(visible(grade), chance) for grade, chance in node.grade_probabilities.items()]
    given = visible(node.grade)
    own = next((chance.probability for chance in chances if chance.grade == given), 0.0)
    others = [chance for chance in chances if chance.grade != given and chance.probability >= COULD_BE - 1e-9]
    others.sort(key=lambda chance: -chance.probability)
    likelier = [chance.grade for chance in others if chance.probability > own]
    rest = [chance.grade for chance in others if chance.probability <= own]
    sure = say.SURE_OF[adverb(own)].format(grade=given)
    told, other = _either(likelier, language), _either(rest, language)
    if not likelier:
        return str(say.COULD_BE.format(sure=sure, grades=other) if rest else sure)
    message = say.LIKELIER_COULD_BE if rest else say.LIKELIER
    return str(message.of(len(likelier)).format(sure=sure, grades=told, others=other))


def _either(grades: Sequence[str], language: Language) -> str:
    say = language.messages(explain_messages)
    *most, last = grades or [""]
    return str(say.GRADES_END.format(most=language.joined(most), last=last)) if most else last


def middle_side(node: NodeResult, middle: float) -> Literal["", "alike", "above", "below"]:
    """On which side of a middle a score very likely lies: ``alike`` where its interval holds the middle.

    Args:
        node: The node; "" where it has no interval, or one without width, which tells that no error is known.
        middle: The score that counts as the middle.
    """
    ends = node.interval
    if ends is None or ends.low == ends.high:
        return ""
    if ends.low <= middle <= ends.high:
        return "alike"
    return "above" if ends.low > middle else "below"


def interval_words(node: NodeResult, language: Language = ENGLISH) -> str:
    """Where a score probably lies: ``between 57 and 69``; "" where that is not known, or it has no width."""
    if node.interval is None or node.interval.low == node.interval.high:
        return ""
    say = language.messages(explain_messages)
    low, high = (language.fixed(end, node.about.decimals) for end in (node.interval.low, node.interval.high))
    return str(say.ABOUT.format(score=low) if low == high else say.BETWEEN.format(low=low, high=high))


def chances_words(node: NodeResult, language: Language = ENGLISH) -> str:
    """The grades that are worth naming with their probabilities: ``B 93%, C 7%``."""
    worth = {grade: chance for grade, chance in node.grade_probabilities.items() if chance >= 0.005}
    return language.joined(_chances(worth, language))


def _chances(chances: Mapping[str, float], language: Language) -> list[str]:
    """Grades or rules with their probabilities."""
    say = language.messages(explain_messages)
    return [
        say.CHANCE.format(grade=visible(name), share=language.percent(round(chance, 2)))
        for name, chance in chances.items()
    ]


def without_error_words(card: ReportCard, language: Language = ENGLISH) -> str:
    """Which measures were taken as exact because nothing tells their error, in a sentence; "" where none was."""
    if card.certainty is None:
        return ""
    exact = [node for node in card.nodes() if node.id in card.certainty.without_error]
    if not exact:
        return ""
    told = language.messages(explain_messages).WITHOUT_ERROR.of(len(exact))
    return str(told.format(titles=named(exact, language)))


def certainty_words(card: ReportCard, language: Language = ENGLISH) -> str:
    """How intervals and probabilities were made, in a sentence or two; "" where the card has none."""
    made = card.certainty
    if made is None:
        return ""
    say = language.messages(explain_messages)
    draws = say.DRAWS.of(made.draws).format(count=language.count(made.draws), seed=made.seed)
    how = draws if made.draws else say.EXACTLY
    correlated = say.CORRELATED.format(number=language.written(f"{made.correlation:g}"))
    errors = correlated if made.correlation else say.INDEPENDENT
    told = [say.COVER.format(share=language.percent(made.confidence), how=how, errors=errors)]
    share = told_share(card)
    if share is not None:
        told.append(say.ERRORS_KNOWN.format(share=language.percent(round(share, 2))))
    fires = {rule: chance for rule, chance in made.rules.items() if chance < 0.995}
    if fires:
        told.append(say.MAY_FIRE.format(rules=language.listed(_chances(fires, language))))
    return " ".join(told)


def told_share(card: ReportCard) -> float | None:
    """Share of the overall score's weight that rests on measures whose error is known, 0 to 1.

    None where there is no score, or where weights are not all that makes it.
    """
    exact = () if card.certainty is None else card.certainty.without_error
    found = _told_below(card.overall, set(exact))
    return None if found is None or card.overall.score is None else min(found, 1.0)


def _told_below(node: NodeResult, exact: set[str]) -> float | None:
    if not node.children:
        return float(node.id not in exact)
    total = 0.0
    for child in node.children:
        below = None if child.score is None else _told_below(child, exact)
        if child.about.beside or child.score is None:
            continue
        if below is None or child.weight_applied is None:
            return None
        total += child.weight_applied * below
    return total


def _is_told(node: NodeResult, measures: Iterable[str]) -> bool:
    exact = set(measures)
    return any(leaf.score is not None and leaf.id not in exact for leaf in leaves(node))
