"""Conditions, effects of rules and policies for missing data of a framework document, in the words of a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

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
from reportcard.render import method_messages
from reportcard.results import stored
from reportcard.results.describe import plain
from reportcard.results.language import ENGLISH, Language, chained, count_of
from reportcard.results.text import visible
from reportcard.results.words import sentence, with_unit

#: Names of indicators, columns and nodes by their ids.
Titles = Mapping[str, str]


def condition_words(condition: Condition, titles: Titles, language: Language = ENGLISH) -> str:
    """A condition as the rest of a sentence that begins with "where": ``Ofsted grade is at least 4``."""
    words = language.messages(method_messages)
    match condition:
        case AllOf():
            return chained([_among_others(part, titles, language) for part in condition.all], words.BOTH)
        case AnyOf():
            return chained([condition_words(part, titles, language) for part in condition.any], words.EITHER)
        case ColumnCondition():
            return _column(condition, titles, language)
        case NodeCondition(grade_in=grades) if grades is not None:
            return _grade(title_in(titles, condition.node), grades, language)
        case IndicatorCondition() | NodeCondition():
            return _compared(condition, titles, language)
        case _:
            return str(words.NOT.format(condition=condition_words(condition.not_, titles, language)))


def _among_others(condition: Condition, titles: Titles, language: Language) -> str:
    """A condition that stands beside others that must hold too: in brackets where there is an "or" in it."""
    told = condition_words(condition, titles, language)
    return language.messages(method_messages).BRACKETS.format(condition=told) if _has_or(condition) else told


def _has_or(condition: Condition) -> bool:
    match condition:
        case AllOf():
            return any(map(_has_or, condition.all))
        case AnyOf():
            return len(condition.any) > 1 or any(map(_has_or, condition.any))
        case ColumnCondition() | IndicatorCondition():
            return False
        case NodeCondition():
            return condition.grade_in is not None and len(condition.grade_in) > 1
        case _:
            return _has_or(condition.not_)


def _column(condition: ColumnCondition, titles: Titles, language: Language) -> str:
    words, name = language.messages(method_messages), language.quoted(title_in(titles, condition.column))
    if condition.is_ is not None:
        return str(words.IS.format(name=name, text=visible(condition.is_)))
    if condition.is_not is not None:
        return str(words.IS_NOT.format(name=name, text=visible(condition.is_not)))
    texts = language.joined(language.quoted(visible(text)) for text in condition.in_ or condition.not_in or ())
    return str((words.IS_ONE if condition.in_ is not None else words.IS_NONE).format(name=name, texts=texts))


def _grade(title: str, grades: Sequence[str], language: Language) -> str:
    words, name = language.messages(method_messages), language.quoted(title)
    *most, last = map(visible, grades)
    if not most:
        return str(words.GRADE_IS.format(name=name, grade=last))
    return str(words.GRADE_IS_ONE.format(name=name, most=language.joined(most), last=last))


def _compared(condition: IndicatorCondition | NodeCondition, titles: Titles, language: Language) -> str:
    words, is_node = language.messages(method_messages), isinstance(condition, NodeCondition)
    title = title_in(titles, condition.node if isinstance(condition, NodeCondition) else condition.indicator)
    name = language.quoted(title)
    if condition.is_ == "present":
        return str(words.THERE.format(name=name))
    if condition.is_ == "missing":
        return str(words.NOT_THERE.format(name=name))
    if condition.is_ is not None:
        return str(words.WITHOUT.format(name=name, reason=language.words.STATUS[str(condition.is_)]))
    limits = [
        message.format(number=number_text(number, language))
        for key, message in words.LIMITS.items()
        if (number := getattr(condition, key)) is not None
    ]
    told = words.SCORE_IS if is_node else words.VALUE_IS
    return str(told.format(name=name, limits=chained(limits, words.LIMITS_BOTH)))


def title_in(titles: Titles, name: str) -> str:
    """Name of an indicator, a column or a node; its id where it has none."""
    return visible(titles.get(name) or name)


# --- rules -----------------------------------------------------------------------------------------------------------


def rule_words(rule: Rule, titles: Titles, language: Language = ENGLISH) -> str:
    """A rule in a sentence or two: what it does, where, and why."""
    words = language.messages(method_messages)
    where = words.FOR_EVERY
    if rule.when is not None:
        where = words.WHERE.format(condition=condition_words(rule.when, titles, language))
    told = f"{_effect(rule, titles, language)} {where}"
    if not rule.because:
        return told
    return str(language.words.WHY.format(told=told, because=sentence(visible(rule.because))))


def _effect(rule: Rule, titles: Titles, language: Language) -> str:
    words = language.messages(method_messages)
    match rule.effect:
        case "add":
            return _points(rule.add, rule.never_above, words.ADDED, language)
        case "subtract":
            return _points(rule.subtract, rule.never_below, words.TAKEN, language)
        case "cap":
            return str(words.NEVER_MORE.format(limit=_limit(rule.cap, titles, language)))
        case "floor":
            return str(words.NEVER_LESS.format(limit=_limit(rule.floor, titles, language)))
        case "set_grade":
            return str(words.GRADE_SET.format(grade=visible(rule.set_grade or "")))
        case "withhold":
            return str(words.WITHHELD.format(text=sentence(visible(rule.withhold or ""))))
        case _:
            return str(words.CARD_SAYS.format(text=sentence(visible(rule.note or ""))))


def _points(number: Number | None, bound: float | None, told: Mapping[str, Any], language: Language) -> str:
    """Points that are added or taken off, with the messages for either."""
    if number is None:
        return ""
    form, limit = ("free", "") if bound is None else ("limited", language.number_in(plain(bound)))
    message = told[f"own_{form}"] if number.value is None else told[form].of(count_of(plain(number.value)))
    return str(message.format(number=number_text(number, language), limit=limit))


def _limit(limit: Limit | None, titles: Titles, language: Language) -> str:
    words = language.messages(method_messages)
    if limit is None:
        return ""
    if limit.score is not None and limit.score.value is None:
        return str(words.LIMIT_OWN.format(number=number_text(limit.score, language)))
    if limit.score is not None and limit.score.value is not None:
        return with_unit(plain(limit.score.value), "points", language)
    if limit.grade is not None:
        return str(words.LIMIT_GRADE.format(grade=visible(limit.grade)))
    name = language.quoted(title_in(titles, limit.grade_in or ""))
    if not limit.lowered_by:
        return str(words.LIMIT_GRADE_IN.format(name=name))
    return str(words.LIMIT_LOWERED.of(limit.lowered_by).format(name=name, count=limit.lowered_by))


# --- missing data, and numbers with their sources --------------------------------------------------------------------


def missing_words(node: Node, parent: Node | None, titles: Titles, language: Language = ENGLISH) -> str:
    """What happens where a node has no score; "" for the root."""
    words = language.messages(method_messages)
    if parent is None:
        return ""
    combination = name_of(parent)
    if node.beside or combination == "profile":
        return str(words.ONLY_SHOWN)
    match node.missing:
        case MoveWeight():
            names = language.listed(language.quoted(title_in(titles, name)) for name in node.missing.move_weight_to)
            return str(words.WEIGHT_GOES.format(names=names))
        case TreatAs():
            return str(words.COUNTS_AS.format(number=language.number_in(plain(node.missing.treat_as))))
        case _ if is_required(node, combination):
            return str(words.THEN_NONE.format(name=language.quoted(title_in(titles, parent.id))))
    if combination in ("best", "worst", "all_of", "any_of", "sum", "product", "grid"):
        return str(words.LEFT_OUT)
    return str(words.LEFT_OUT_WEIGHT)


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


def number_text(number: Number, language: Language = ENGLISH) -> str:
    """A number of the document, or the column that it comes from."""
    if number.value is not None:
        return language.number_in(plain(number.value))
    return str(language.messages(stored).PARTS["own"].format(indicator=number.from_indicator))


def number_words(number: Number, sources: Mapping[str, str], language: Language = ENGLISH) -> str:
    """A number with its unit, standing, source and note."""
    told = _with_unit(number, language)
    if whose := standing_words(number, sources, language):
        told = language.messages(method_messages).NUMBER_IS.format(number=told, told=whose)
    return " ".join([sentence(told), *([sentence(visible(number.note))] if number.note else [])])


def _with_unit(number: Number, language: Language) -> str:
    unit = visible(number.unit)
    if number.value is not None:
        return with_unit(plain(number.value), unit, language)
    own, unit = number_text(number, language), language.words.UNIT_NAMES.get(unit, unit)
    return str(language.messages(method_messages).OWN_UNIT.format(number=own, unit=unit)) if unit else own


def standing_words(number: Number, sources: Mapping[str, str], language: Language = ENGLISH) -> str:
    """Whose number it is, and its source; "" where the document says neither."""
    words = language.messages(method_messages)
    standing = words.STANDINGS[number.standing] if number.standing else ""
    if not number.source:
        return standing
    told = words.STANDING_SOURCE if standing else words.SOURCE_IS
    return str(told.format(standing=standing, source=source_words(number.source, sources)))


def source_words(source: str, sources: Mapping[str, str]) -> str:
    """A source by its title where the document lists it."""
    return sources.get(source) or visible(source)


def citation_words(citation: Citation, language: Language = ENGLISH) -> str:
    """A source as a line: title, publisher, date, address."""
    parts = (citation.title, citation.publisher, citation.date, citation.url)
    return sentence(language.joined(visible(part) for part in parts if part))
