"""The tables of a card: one for every node with children, the whole first, then its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportcard.render.certain import range_row
from reportcard.render.charts import Mark
from reportcard.render.format import NOT_COUNTED, limits_text, score_text, value_text, weight_note, weight_text
from reportcard.render.tags import PLAIN, Look, Tag, mark, tag
from reportcard.render.waterfall import Step, steps
from reportcard.results.card import NodeResult, RuleTrace
from reportcard.results.numbers import percent, places_of, rounded, text_of
from reportcard.results.sums import sum_text
from reportcard.results.text import visible
from reportcard.results.words import (
    changes_score,
    code_words,
    leaves,
    listed,
    named,
    pupils,
    reason_words,
    rule_words,
    score_words,
    title_of,
)

_CLOSE = 1e-9
#: Two decimals of a contribution are as many as a reader can add up; more where scores have more.
_PLACES = 2
#: Combinations whose contributions add up to their score.
_SUMS = ("weighted_mean", "mean", "sum")
_MOST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Row:
    """A child in the table of its parent. Empty text means that its column is not shown or the line is left out."""

    title: str
    description: str
    anchor: str
    value: str
    notes: tuple[str, ...]
    tag: Tag | None
    no_grade: str
    score: str
    range: str
    mark: Mark | None
    weight: str
    weight_note: str
    evidence: str
    coverage: str
    adds: str
    step: Step | None
    is_missing: bool


@dataclass(frozen=True, slots=True)
class SumLine:
    """A line below a table: what the contributions add up to, rules, rounding, and the score."""

    label: str
    amount: str
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class TableView:
    """The children of a node, and how its score is made from theirs."""

    anchor: str
    title: str
    description: str
    result: str
    tag: Tag | None
    caption: str
    has_values: bool
    has_grades: bool
    has_scores: bool
    has_weights: bool
    has_adds: bool
    has_evidence: bool
    rows: tuple[Row, ...]
    sums: tuple[SumLine, ...]
    formula: str
    notes: tuple[str, ...]
    rules: tuple[str, ...]

    @property
    def columns(self) -> int:
        """Number of columns in front of the one that adds up."""
        shown = (self.has_values, self.has_grades, self.has_scores, self.has_weights, self.has_evidence)
        return 1 + sum(shown)


def table_views(overall: NodeResult, look: Look = PLAIN, prefix: str = "rc") -> tuple[TableView, ...]:
    """The tables of a card, in the document's order.

    Args:
        overall: The root of the score tree.
        look: How grades are shown.
        prefix: Beginning of every id, so that two cards can stand on one page.
    """
    inner = [node for node in overall.walk() if node.children]
    anchors = {id(node): f"{prefix}-part-{number}" for number, node in enumerate(inner)}
    return tuple(_table(node, anchors, look) for node in inner)


def _table(node: NodeResult, anchors: dict[int, str], look: Look) -> TableView:
    children, places = node.children, _places(node)
    sums = tuple(_sums(node, places))
    has_inner = any(child.children for child in children)
    has_scores = any(_has_own_score(child, node) for child in children)
    return TableView(
        anchor=anchors[id(node)],
        title=title_of(node),
        description=visible(node.about.description),
        result=_result(node),
        tag=tag(node, look),
        caption=f"{title_of(node)}: {'parts' if has_inner else 'measures'}",
        has_values=not has_inner,
        has_grades=any(child.about.bands for child in children),
        has_scores=has_scores,
        has_weights=has_scores and any(_has_weight(child) for child in children),
        has_adds=bool(sums),
        has_evidence=has_inner,
        rows=tuple(
            _row(child, node, anchors, look, step, places, values=not has_inner)
            for child, step in zip(children, steps(node) if sums else (None,) * len(children), strict=True)
        ),
        sums=sums,
        formula="" if sums or node.score is None else f"{_capital(sum_text(node))}.",
        notes=tuple(_notes(node)),
        rules=tuple(rule_words(rule) for rule in node.rules),
    )


def _has_own_score(child: NodeResult, parent: NodeResult) -> bool:
    """Whether a score says more than the value beside it: in a profile, a measure without a scale scores its value."""
    if child.score is None:
        return parent.about.kind != "profile"
    is_plain = not child.children and child.score == child.value and not child.about.bands
    return parent.about.kind != "profile" or not is_plain


def _has_weight(child: NodeResult) -> bool:
    return child.about.weight_share is not None or (child.weight_applied is not None and not child.about.bonus)


def _result(node: NodeResult) -> str:
    if node.about.kind == "profile":
        return ""
    return f"Score {score_text(node)}" if node.score is not None else f"No score: {reason_words(node)}"


def _row(
    child: NodeResult, parent: NodeResult, anchors: dict[int, str], look: Look, step: Step | None, places: int, *,
    values: bool,
) -> Row:  # fmt: skip
    missing = child.score is None and child.about.kind != "profile"
    value = value_text(child)
    notes = [] if values or not value else [f"Value: {value}"]
    return Row(
        title=title_of(child),
        description=visible(child.about.description),
        anchor=anchors.get(id(child), ""),
        value=value or _capital(reason_words(child)),
        notes=(*notes, *_remarks(child, missing=missing, told=values and not value)),
        tag=tag(child, look),
        no_grade="no grade" if child.about.bands else "not graded",
        score=score_text(child),
        range=range_row(child),
        mark=mark(child, look),
        weight=weight_text(child, parent),
        weight_note=weight_note(child, parent),
        evidence="" if values else _evidence(child),
        coverage="" if values else _coverage(child),
        adds=_adds(child, parent, places),
        step=step,
        is_missing=missing,
    )


def _remarks(child: NodeResult, *, missing: bool, told: bool) -> Iterator[str]:
    """Small print of a row: limits, numbers, reasons, rules. ``told``: the reason stands in the value's place."""
    if limits := limits_text(child):
        yield limits
    if child.n is not None:
        yield pupils(child.n)
    if missing and not told:
        yield f"No score: {reason_words(child)}"
    elif child.code and not missing:
        yield f"{_capital(child.status.words)}, {code_words(child)}"
    if child.stand_in is not None:
        yield f"Treated as if the score were {score_words(child.stand_in, child.about.decimals)}"
    if not child.children:
        yield from (rule_words(rule) for rule in child.rules)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _adds(child: NodeResult, parent: NodeResult, places: int) -> str:
    if child.about.beside:
        return NOT_COUNTED
    if child.contribution is None or parent.score is None:
        return "nothing"
    return text_of(rounded(child.contribution, places), group=True)


def _evidence(child: NodeResult) -> str:
    below = leaves(child)
    there = sum(leaf.status.is_present for leaf in below)
    return f"{there} of {len(below)} measure{'s' if len(below) > 1 else ''}"


def _coverage(child: NodeResult) -> str:
    has_weights = child.children and child.about.kind != "profile"
    return f"{percent(child.coverage)} of the weight" if has_weights and child.coverage is not None else ""


# --- the sum ---------------------------------------------------------------------------------------------------------


def _places(node: NodeResult) -> int:
    """Decimals of a sum: those of the score where its parts need no more."""
    least = node.about.decimals
    amounts = [child.contribution for child in node.children if child.contribution is not None]
    return max(places_of(amount, least, max(least, _PLACES)) for amount in amounts) if amounts else least


def _sums(node: NodeResult, places: int) -> Iterator[SumLine]:
    """The lines that lead from the contributions as printed to the score as printed. They add up exactly."""
    adding = [child.contribution for child in node.children if child.contribution is not None]
    if node.score is None or not adding or node.about.kind not in _SUMS:
        return
    score = rounded(node.score, places)
    total = sum((rounded(amount, places) for amount in adding), Decimal(0))
    rules = [(rule_words(rule), amount) for rule in node.rules if (amount := rule_amount(rule, node))]
    rest = score - total - sum((rounded(amount, places) for _, amount in rules), Decimal(0))
    if rules or rest:
        yield SumLine("Sum of the above", text_of(total, group=True))
    for words, amount in rules:
        yield SumLine(words, text_of(rounded(amount, places), sign=True))
    if rest:
        yield SumLine(_rest_label(node, rest, len(adding), places), text_of(rest, sign=True))
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


def _rest_label(node: NodeResult, rest: Decimal, count: int, places: int) -> str:
    """What the rest is: no more than rounding can explain, or the limits of the scale as well."""
    step = node.about.rounding or 0.0
    slack = step / 2 + 0.5 * 10**-places * (count + 1) + _CLOSE
    return "Rounding" if abs(float(rest)) <= slack else "Limits of the scale, rules and rounding"


# --- notes -----------------------------------------------------------------------------------------------------------


def _notes(node: NodeResult) -> Iterator[str]:
    """Whose weight went where."""
    missing = [child for child in node.children if child.score is None and child.stand_in is None and _counts(child)]
    if not missing or node.about.kind == "profile":
        return
    names = named(missing)
    has = "has" if len(missing) == 1 else "have"
    gained = [child for child in node.children if _gained(child)]
    if gained and node.score is not None:
        its = "Its" if len(missing) == 1 else "Their"
        yield f"{names} {has} no score. {its} weight went to {listed(map(_gain, gained))}."
    else:
        yield f"{names} {has} no score."


def _counts(child: NodeResult) -> bool:
    return not child.about.beside


def _gained(child: NodeResult) -> bool:
    declared, applied = child.about.weight_share, child.weight_applied
    return declared is not None and applied is not None and applied > declared + _CLOSE


def _gain(child: NodeResult) -> str:
    return f"“{title_of(child)}” ({percent(child.about.weight_share or 0)} → {percent(child.weight_applied or 0)})"
