"""A node's grade, its reasons and its names in words, for every kind of output alike."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from reportcard.results.card import Band, FrameworkRef, NodeResult, ReportCard, RuleTrace, SchoolRef
from reportcard.results.numbers import fixed, precise, short
from reportcard.results.text import visible


def school_name(card: ReportCard) -> str:
    """Name of the school; its id where the data has no name."""
    return name_of(card.school)


def name_of(school: SchoolRef) -> str:
    """Name of a school; its id where the data has no name."""
    return visible(school.name or "") or f"School {visible(school.id)}"


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


def reason_words(node: NodeResult) -> str:
    """Why a node has no score, with the code that the publisher put in place of a value."""
    words = visible(node.reason) or node.status.words
    return f"{words} ({code_words(node)})" if node.code else words


def code_words(node: NodeResult) -> str:
    """The publisher's code, as it stands in the file; "" where the file gave a plain value."""
    return f"published as “{visible(node.code)}”" if node.code else ""


def with_unit(number: str, unit: str) -> str:
    """A printed number with its unit: ``42.7%``, ``184 pupils``, ``1 point``, ``grade 2``, ``19th percentile``."""
    unit = visible(unit)
    if unit == "%":
        return f"{number}%"
    if unit == "grade":
        return f"grade {number}"
    if unit == "percentile" and number.isdecimal():
        return f"{ordinal(int(number))} percentile"
    one = number in ("1", "−1") and unit.endswith("s")
    return f"{number} {unit[:-1] if one else unit}".rstrip()


def ordinal(number: int) -> str:
    """A number as a place in an order: 1st, 2nd, 11th."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


@lru_cache(maxsize=4096)
def pupils(n: float) -> str:
    """How many stand behind a value; of a survey, they are answers."""
    return f"based on {short(n)} pupils or answers"


def score_words(score: float, decimals: int) -> str:
    """A score with the decimals of its node; more where it was given more (a cut score of 58.5 on whole points)."""
    return fixed(score, decimals) if decimals else precise(score, 0, 1)


def leaves(node: NodeResult) -> list[NodeResult]:
    """The measures below a node that count in its score."""
    if not node.children:
        return [node]
    found: list[NodeResult] = []
    _gather(node, found)
    return found


def _gather(node: NodeResult, found: list[NodeResult]) -> None:
    for child in node.children:
        if not child.about.beside:
            if child.children:
                _gather(child, found)
            else:
                found.append(child)


def named(nodes: Iterable[NodeResult]) -> str:
    """Names of nodes in a sentence, in quotes, because many hold commas."""
    return listed(f"“{title_of(node)}”" for node in nodes)


def listed(words: Iterable[str]) -> str:
    """Words in a sentence: ``a, b and c``."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def sentence(text: str) -> str:
    """Text with a full stop at its end, where it has no mark there."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def rule_words(rule: RuleTrace) -> str:
    """What a rule did, in a sentence; from its effect where the card has no sentence."""
    text = visible(rule.text) or visible(rule.effect).replace("_", " ").capitalize()
    because, change = visible(rule.because), _change(rule, text)
    told = f"{text.removesuffix('.')}{change}." if change else sentence(text)
    return f"{told} Why: {because}" if because else told


def changes_score(rule: RuleTrace, node: NodeResult) -> bool:
    """Whether a rule changed a score rather than a grade; a limit can do either, and grades can be numbers too."""
    if rule.effect in ("cap", "floor"):
        return not {rule.before, rule.after} <= {band.grade for band in node.about.bands}
    return rule.effect in ("add", "subtract")


def _change(rule: RuleTrace, text: str) -> str:
    """What it changed, unless the sentence says so. What a rule withholds is not told here either."""
    before, after = visible(rule.before), visible(rule.after)
    if rule.effect == "withhold" or not before or not after or before == after or (before in text and after in text):
        return ""
    return f" ({before} → {after})"
