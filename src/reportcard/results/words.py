"""A node's grade, its reasons and its names in words, for every kind of output alike."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from reportcard.results.card import Band, FrameworkRef, NodeResult, ReportCard, RuleTrace, SchoolRef
from reportcard.results.language import ENGLISH, Language, count_of
from reportcard.results.numbers import fixed, precise, short
from reportcard.results.phrases import BECAME, NO_GRADE_THEN, NO_SCORE_THEN
from reportcard.results.text import visible

#: Printed values and scores that are kept: many schools have the same.
_KEPT = 8192


def school_name(card: ReportCard, language: Language = ENGLISH) -> str:
    """Name of the school; its id where the data has no name."""
    return name_of(card.school, language)


def name_of(school: SchoolRef, language: Language = ENGLISH) -> str:
    """Name of a school; its id where the data has no name."""
    return visible(school.name or "") or school_words(school, language)


def school_words(school: SchoolRef, language: Language = ENGLISH) -> str:
    """The id of a school in words: ``School 100052``."""
    return str(language.words.SCHOOL.format(id=visible(school.id)))


def framework_title(framework: FrameworkRef) -> str:
    """Title and year of a framework; many titles have the year in them."""
    title, year = visible(framework.title), visible(framework.year)
    return title if year in title else f"{title} {year}"


def title_of(node: NodeResult) -> str:
    """Name of a node; its id where the framework gives none."""
    return visible(node.about.title) or visible(node.id)


def band_words(band: Band) -> str:
    """A grade in words, with its code: ``Strong (B)``."""
    label, code = visible(band.label), visible(band.grade)
    return f"{label} ({code})" if label and label != code else code


def grade_words(node: NodeResult) -> str:
    """A node's grade in words; "" where it has none."""
    if node.grade is None:
        return ""
    return band_words(node.band) if node.band else visible(node.grade)


def reason_words(node: NodeResult, language: Language = ENGLISH) -> str:
    """Why a node has no score, with the code that the publisher put in place of a value."""
    words = language.reason(visible(node.reason) or node.status.words)
    if not node.code:
        return words
    return str(language.words.REASON_CODE.format(reason=words, code=code_words(node, language)))


def code_words(node: NodeResult, language: Language = ENGLISH) -> str:
    """The publisher's code, as it stands in the file; "" where the file gave a plain value."""
    return language.words.PUBLISHED_AS.format(code=visible(node.code)) if node.code else ""


@lru_cache(maxsize=_KEPT)
def with_unit(number: str, unit: str, language: Language = ENGLISH) -> str:
    """A printed number with its unit: ``42.7%``, ``184 pupils``, ``1 point``, ``grade 2``, ``19th percentile``.

    Args:
        number: The number as it is printed in English.
        unit: Its unit.
        language: The language of the result.
    """
    unit = visible(unit)
    if unit == "%":
        return language.percentage(number)
    if unit == "grade":
        return str(language.words.GRADE.format(number=language.written(number)))
    if unit == "percentile" and number.isdecimal():
        return language.percentile(int(number))
    known = language.words.UNITS.get(unit)
    if known is not None:
        return str(known.of(count_of(number)).format(number=language.written(number)))
    one = language.is_english and number in ("1", "−1") and unit.endswith("s")
    return f"{language.written(number)} {unit[:-1] if one else unit}".rstrip()


@lru_cache(maxsize=_KEPT)
def pupils(n: float, language: Language = ENGLISH) -> str:
    """How many stand behind a value; of a survey, they are answers."""
    number = short(n)
    return str(language.words.PUPILS.of(count_of(number)).format(number=language.written(number)))


@lru_cache(maxsize=_KEPT)
def value_words(value: float, unit: str, language: Language = ENGLISH) -> str:
    """A value for reading, with its unit."""
    return with_unit(short(value), unit, language)


@lru_cache(maxsize=_KEPT)
def score_words(score: float, decimals: int, language: Language = ENGLISH) -> str:
    """A score with the decimals of its node; more where it was given more (a cut score of 58.5 on whole points)."""
    number = fixed(score, decimals) if decimals else precise(score, 0, 1)
    return number if language.translations is None else language.written(number)


def leaves(node: NodeResult) -> list[NodeResult]:
    """The measures below a node that count in its score."""
    if not node.children:
        return [node]
    found: list[NodeResult] = []
    for child in node.children:
        if child.about.beside:
            continue
        if child.children:
            found += leaves(child)
        else:
            found.append(child)
    return found


def named(nodes: Iterable[NodeResult], language: Language = ENGLISH) -> str:
    """Names of nodes in a sentence, in quotes, because many hold commas."""
    return language.listed(language.quoted(title_of(node)) for node in nodes)


def listed(words: Iterable[str]) -> str:
    """Words in an English sentence: ``a, b and c``."""
    return ENGLISH.listed(words)


def weights_in_a_row(card: ReportCard, language: Language = ENGLISH) -> str:
    """The weights that the caller gave, in a row; there is at least one."""
    names = {node.id: title_of(node) for node in card.nodes()}
    return language.listed(
        language.words.OWN_WEIGHT.format(title=names.get(node, visible(node)), share=language.percent(share))
        for node, share in card.own_weights.items()
    )


def sentence(text: str) -> str:
    """Text with a full stop at its end, where it has no mark there."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def rule_words(rule: RuleTrace, language: Language = ENGLISH) -> str:
    """What a rule did, in a sentence; from its effect where the card has no sentence."""
    words = language.words
    text, before, after = visible(rule.text), visible(rule.before), visible(rule.after)
    was, now = _said(before, language), _said(after, language)
    if text and text == BECAME.format(before=before, after=after):
        text = words.BECAME.format(before=was, after=now)
    if not text:
        effect = visible(rule.effect)
        text = words.EFFECTS.get(effect) or effect.replace("_", " ").capitalize()
    said = (before in text and after in text) or (was in text and now in text)
    if rule.effect == "withhold" or not before or not after or before == after or said:
        told = sentence(text)  # what a rule withholds is not told here either
    else:
        told = words.CHANGED.format(told=text.removesuffix("."), before=was, after=now)
    because = visible(rule.because)
    return words.WHY.format(told=told, because=because) if because else told


def _said(result: str, language: Language) -> str:
    """A score or a grade before or after a rule, as the card holds it."""
    if result == NO_GRADE_THEN:
        return str(language.words.NO_GRADE_THEN)
    return str(language.words.NO_SCORE_THEN) if result == NO_SCORE_THEN else language.number_in(result)


def changes_score(rule: RuleTrace, node: NodeResult) -> bool:
    """Whether a rule changed a score rather than a grade; a limit can do either, and grades can be numbers too."""
    if rule.effect in ("cap", "floor"):
        return not {rule.before, rule.after} <= {band.grade for band in node.about.bands}
    return rule.effect in ("add", "subtract")
