"""Conditions, effects of rules and policies for missing data of a framework document, in plain English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportcard.engine.combinations import is_required, name_of
from reportcard.framework.document import (
    AllOf,
    AnyOf,
    Citation,
    ColumnCondition,
    Condition,
    IndicatorCondition,
    Limit,
    MoveWeight,
    Node,
    NodeCondition,
    Number,
    Part,
    Rule,
    TreatAs,
)
from reportcard.indicators.status import Status
from reportcard.results.describe import plain, said
from reportcard.results.text import visible
from reportcard.results.words import listed, sentence

#: Names of indicators, columns and nodes by their ids.
Titles = Mapping[str, str]
STANDINGS = {
    "documented": "documented by the authority",
    "convention": "a convention of this document, not the authority's",
    "read_off": "read off published data",
    "caller": "given for this run, not the framework's own",
}
_COMPARISONS = {"below": "below", "at_most": "at most", "equals": "exactly", "at_least": "at least", "above": "above"}
_PRESENCE = {"present": "there", "missing": "not there"}


def condition_words(condition: Condition, titles: Titles) -> str:
    """A condition as the rest of a sentence that begins with "where": ``Ofsted grade is at least 4``."""
    match condition:
        case AllOf():
            return _joined([condition_words(part, titles) for part in condition.all], "and")
        case AnyOf():
            return _joined([condition_words(part, titles) for part in condition.any], "or")
        case ColumnCondition():
            return _column(condition, titles)
        case IndicatorCondition() | NodeCondition():
            return _compared(condition, titles)
        case _:
            return f"it is not so that {condition_words(condition.not_, titles)}"


def _joined(parts: list[str], word: str) -> str:
    parts = [f"({part})" if " or " in part and word == "and" else part for part in parts]
    return f" {word} ".join(parts)


def _column(condition: ColumnCondition, titles: Titles) -> str:
    name = f"“{title_in(titles, condition.column)}”"
    if condition.is_ is not None:
        return f"{name} is “{visible(condition.is_)}”"
    if condition.is_not is not None:
        return f"{name} is not “{visible(condition.is_not)}”"
    words = ", ".join(f"“{visible(word)}”" for word in condition.in_ or condition.not_in or ())
    return f"{name} is {'one' if condition.in_ is not None else 'none'} of {words}"


def _compared(condition: IndicatorCondition | NodeCondition, titles: Titles) -> str:
    is_node = isinstance(condition, NodeCondition)
    name = f"“{title_in(titles, condition.node if isinstance(condition, NodeCondition) else condition.indicator)}”"
    if isinstance(condition, NodeCondition) and condition.grade_in is not None:
        return f"the grade of {name} is {_either(condition.grade_in)}"
    if condition.is_ is not None:
        word = _PRESENCE.get(str(condition.is_)) or f"without a value ({Status(condition.is_).words})"
        return f"{name} is {word}"
    parts = [
        f"{words} {said(number)}"
        for key, words in _COMPARISONS.items()
        if (number := getattr(condition, key)) is not None
    ]
    return f"{'the score of ' if is_node else ''}{name} is {' and '.join(parts)}"


def _either(words: tuple[str, ...]) -> str:
    *most, last = [visible(word) for word in words]
    return f"{', '.join(most)} or {last}" if most else last


def title_in(titles: Titles, name: str) -> str:
    """Name of an indicator, a column or a node; its id where it has none."""
    return visible(titles.get(name) or name)


# --- rules -----------------------------------------------------------------------------------------------------------


def rule_words(rule: Rule, titles: Titles) -> str:
    """A rule in a sentence or two: what it does, where, and why."""
    where = f" Where {condition_words(rule.when, titles)}." if rule.when is not None else " For every school."
    because = f" Why: {sentence(visible(rule.because))}" if rule.because else ""
    return f"{_effect(rule, titles)}{where}{because}"


def _effect(rule: Rule, titles: Titles) -> str:
    match rule.effect:
        case "add":
            return f"{_amount(rule.add)} added{_bound('above', rule.never_above)}."
        case "subtract":
            return f"{_amount(rule.subtract)} taken off{_bound('below', rule.never_below)}."
        case "cap":
            return f"Never more than {_limit(rule.cap, titles)}."
        case "floor":
            return f"Never less than {_limit(rule.floor, titles)}."
        case "set_grade":
            return f"The grade is {visible(rule.set_grade or '')}."
        case "withhold":
            return f"No score and no grade: {sentence(visible(rule.withhold or ''))}"
        case _:
            return f"The card says: {sentence(visible(rule.note or ''))}"


def _amount(number: Number | None) -> str:
    text = "" if number is None else said(number)
    return f"{text} point is" if text == "1" else f"{text} points are"


def _bound(word: str, bound: float | None) -> str:
    return "" if bound is None else f", never to {word} {plain(bound)}"


def _limit(limit: Limit | None, titles: Titles) -> str:
    if limit is None:
        return ""
    if limit.score is not None:
        return f"{said(limit.score)} points"
    if limit.grade is not None:
        return f"grade {visible(limit.grade)}"
    lowered = f", lowered by {limit.lowered_by}" if limit.lowered_by else ""
    return f"the grade in “{title_in(titles, limit.grade_in or '')}”{lowered}"


# --- missing data, and numbers with their sources --------------------------------------------------------------------


def missing_words(node: Node, parent: Node | None, titles: Titles) -> str:
    """What happens where a node has no score; "" for the root."""
    if parent is None:
        return ""
    combination = name_of(parent)
    if node.beside or combination == "profile":
        return "Nothing else changes: it is only shown."
    match node.missing:
        case MoveWeight():
            names = listed(f"“{title_in(titles, name)}”" for name in node.missing.move_weight_to)
            return f"Its weight goes to {names}."
        case TreatAs():
            return f"It counts as {plain(node.missing.treat_as)}."
        case _ if is_required(node, combination):
            return f"“{title_in(titles, parent.id)}” then has no score."
    if combination in ("best", "worst", "all_of", "any_of", "sum", "product", "grid"):
        return "It is left out."
    return "It is left out, and its weight goes to the others in proportion."


def numbers_of(part: object) -> Iterator[Number]:
    """Every number below a part of a document that says more of itself than its value."""
    if isinstance(part, Number):
        if part.standing or part.source or part.note:
            yield part
    elif isinstance(part, Part):
        for name in type(part).model_fields:
            yield from numbers_of(getattr(part, name))
    elif isinstance(part, tuple):
        for item in part:
            yield from numbers_of(item)
    elif isinstance(part, dict):
        for item in part.values():
            yield from numbers_of(item)


def number_words(number: Number, sources: Mapping[str, str]) -> str:
    """A number with its unit, standing, source and note."""
    parts = [STANDINGS[number.standing]] if number.standing else []
    if number.source:
        parts.append(f"source: {source_words(number.source, sources)}")
    unit = visible(number.unit)
    value = f"{said(number)}{unit if unit == '%' else f' {unit}' if unit else ''}"
    note = f" {sentence(visible(number.note))}" if number.note else ""
    return f"{value}: {sentence('; '.join(parts))}{note}" if parts else f"{value}.{note}"


def source_words(source: str, sources: Mapping[str, str]) -> str:
    """A source by its title where the document lists it."""
    return sources.get(source) or visible(source)


def citation_words(citation: Citation) -> str:
    """A source as a line: title, publisher, date, address."""
    parts = (citation.title, citation.publisher, citation.date, citation.url)
    return sentence(", ".join(visible(part) for part in parts if part))
