"""The lines below a table: what the contributions add up to, rules, rounding, and the score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportcard.render.format import titled
from reportcard.results.card import NodeResult, RuleTrace
from reportcard.results.language import ENGLISH, Language
from reportcard.results.numbers import places_of, units
from reportcard.results.words import changes_score, rule_words, score_words, title_of

_CLOSE = 1e-9
#: Two decimals of a contribution are as many as a reader can add up; more where scores have more.
_PLACES = 2
#: Combinations whose contributions add up to their score.
_SUMS = ("weighted_mean", "mean", "sum")
_MOST = Decimal(10) ** 12


@dataclass(slots=True)
class SumLine:
    """A line below a table: what the contributions add up to, rules, rounding, and the score."""

    label: str
    amount: str
    is_total: bool = False


def sum_places(least: int, amounts: Iterable[float | None]) -> int:
    """Decimals of a sum: ``least``, those of the score, where its parts need no more."""
    for amount in amounts:
        if least >= _PLACES:
            break
        if amount is not None:
            least = places_of(amount, least, _PLACES)
    return least


def sum_lines(
    node: NodeResult, added: Sequence[int | None], places: int, language: Language = ENGLISH
) -> tuple[SumLine, ...]:
    """The lines that lead from the contributions as printed to the score as printed. They add up exactly.

    Args:
        node: The node.
        added: What each child adds, in units of the last place; None for one that adds nothing.
        places: Decimals of the sum, as :func:`sum_places` gives them.
        language: The language of the lines.
    """
    score = node.score
    if score is None or node.about.kind not in _SUMS:
        return ()
    adding = [amount for amount in added if amount is not None]
    if not adding:
        return ()
    say, write, lines = language.say, language.units, []
    total = sum(adding)
    rules = _rules(node, places, language) if node.rules else []
    rest = units(score, places) - total - sum([amount for _, amount in rules])
    if rules or rest:
        lines.append(SumLine(say.SUM_OF_ABOVE, write(total, places)))
    for words, amount in rules:
        lines.append(SumLine(words, write(amount, places, sign=True)))
    if rest:
        label = say.ROUNDING if _is_rounding(node, rest, len(adding), places) else say.LIMITS_AND_ROUNDING
        lines.append(SumLine(label, write(rest, places, sign=True)))
    whole = titled(say.SCORE_OF, title_of(node))
    lines.append(SumLine(whole, score_words(score, node.about.decimals, language), is_total=True))
    return tuple(lines)


def _rules(node: NodeResult, places: int, language: Language) -> list[tuple[str, int]]:
    """What each rule did, in words and in units of the last place."""
    found = [(rule, rule_amount(rule, node)) for rule in node.rules]
    return [(rule_words(rule, language), units(change, places)) for rule, change in found if change]


def rule_amount(rule: RuleTrace, node: NodeResult) -> Decimal | None:
    """What a rule added to a score; None where it changed a grade, or nothing."""
    if not changes_score(rule, node):
        return None
    try:
        change = _decimal(rule.after) - _decimal(rule.before)
    except ArithmeticError:
        return None
    return change if change.is_finite() and abs(change) < _MOST else None


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace("−", "-").replace(",", ""))


def _is_rounding(node: NodeResult, rest: int, count: int, places: int) -> bool:
    """Whether the rest, in units of the last place, is no more than rounding can explain; else limits are in it too."""
    step = node.about.rounding or 0.0
    unit: float = 10.0**-places
    return abs(rest) * unit <= step / 2 + 0.5 * unit * (count + 1) + _CLOSE
