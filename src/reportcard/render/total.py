"""The lines below a table: what the contributions add up to, rules, rounding, and the score."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from reportcard.results.card import NodeResult, RuleTrace
from reportcard.results.numbers import places_of, text_of_units, units
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


def sum_lines(node: NodeResult, places: int) -> Iterator[SumLine]:
    """The lines that lead from the contributions as printed to the score as printed. They add up exactly."""
    if node.score is None or node.about.kind not in _SUMS:
        return
    adding = [units(added, places) for child in node.children if (added := child.contribution) is not None]
    if not adding:
        return
    total = sum(adding)
    rules = [(rule_words(rule), units(change, places)) for rule in node.rules if (change := rule_amount(rule, node))]
    rest = units(node.score, places) - total - sum([amount for _, amount in rules])
    if rules or rest:
        yield SumLine("Sum of the above", text_of_units(total, places))
    for words, amount in rules:
        yield SumLine(words, text_of_units(amount, places, sign=True))
    if rest:
        yield SumLine(_rest_label(node, rest, len(adding), places), text_of_units(rest, places, sign=True))
    yield SumLine(f"Score of “{title_of(node)}”", score_words(node.score, node.about.decimals), is_total=True)


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


def _rest_label(node: NodeResult, rest: int, count: int, places: int) -> str:
    """What the rest is: no more than rounding can explain, or the limits of the scale as well."""
    step = node.about.rounding or 0.0
    unit = 10.0**-places
    slack = step / 2 + 0.5 * unit * (count + 1) + _CLOSE
    return "Rounding" if abs(rest) * unit <= slack else "Limits of the scale, rules and rounding"
