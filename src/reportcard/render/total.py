"""The lines below a table: what the contributions add up to, rules, rounding, and the score."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from reportcard.results.card import NodeResult, RuleTrace
from reportcard.results.language import ENGLISH, Language
from reportcard.results.numbers import places_of, rounded, text_of
from reportcard.results.words import changes_score, rule_words, score_words, title_of

_CLOSE = 1e-9
#: Two decimals of a contribution are as many as a reader can add up; more where scores have more.
_PLACES = 2
#: Combinations whose contributions add up to their score.
_SUMS = ("weighted_mean", "mean", "sum")
_MOST = Decimal(10) ** 12


class SumLine(NamedTuple):
    """A line below a table: what the contributions add up to, rules, rounding, and the score."""

    label: str
    amount: str
    is_total: bool = False


def sum_places(node: NodeResult) -> int:
    """Decimals of a sum: those of the score where its parts need no more."""
    least = node.about.decimals
    for child in node.children:
        if least >= _PLACES:
            break
        amount = child.contribution
        if amount is not None:
            least = places_of(amount, least, _PLACES)
    return least


def sum_lines(node: NodeResult, places: int, language: Language = ENGLISH) -> Iterator[SumLine]:
    """The lines that lead from the contributions as printed to the score as printed. They add up exactly."""
    if node.score is None or node.about.kind not in _SUMS:
        return
    score, say, write = rounded(node.score, places), language.say, language.written
    total = sum([rounded(amount, places) for amount in adding], _ZERO)
    rules = [(rule_words(rule, language), amount) for rule in node.rules if (amount := rule_amount(rule, node))]
    rest = score - total - sum([rounded(amount, places) for _, amount in rules], _ZERO)
    if rules or rest:
        yield SumLine(say.SUM_OF_ABOVE, write(text_of(total, group=True)))
    for words, amount in rules:
        yield SumLine(words, write(text_of(rounded(amount, places), sign=True)))
    if rest:
        rounding = _is_rounding(node, rest, len(adding), places)
        yield SumLine(say.ROUNDING if rounding else say.LIMITS_AND_ROUNDING, write(text_of(rest, sign=True)))
    label = say.SCORE_OF.format(title=title_of(node))
    yield SumLine(label, score_words(node.score, node.about.decimals, language), is_total=True)


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


def _is_rounding(node: NodeResult, rest: Decimal, count: int, places: int) -> bool:
    """Whether the rest is no more than rounding can explain; else the limits of the scale are in it as well."""
    step = node.about.rounding or 0.0
    slack: float = step / 2 + 0.5 * 10**-places * (count + 1) + _CLOSE
    return abs(float(rest)) <= slack
