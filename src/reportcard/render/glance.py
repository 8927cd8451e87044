"""Each part of the result in one row: its grade, its score, its range, and one sentence that says why."""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

from reportcard.render.certain import range_row
from reportcard.render.charts import Mark
from reportcard.render.format import score_text, value_text
from reportcard.render.strengths import FAR, MEANS
from reportcard.render.tags import PLAIN, Look, Tag, mark, scale_of, tag
from reportcard.results.card import NodeResult
from reportcard.results.text import visible
from reportcard.results.words import leaves, reason_words, title_of

#: Values that a reason names.
_VALUES = 3


class GlanceRow(NamedTuple):
    """A part of the result."""

    title: str
    description: str
    tag: Tag | None
    no_grade: str
    score: str
    range: str
    mark: Mark | None
    reason: str
    is_missing: bool


class Glance(NamedTuple):
    """The parts of the result, and which columns their table has."""

    rows: tuple[GlanceRow, ...]
    has_grades: bool
    has_scores: bool


def glance(overall: NodeResult, look: Look = PLAIN) -> Glance | None:
    """The parts of a result; None where it has none."""
    if not overall.children:
        return None
    rows = tuple(_row(child, look) for child in overall.children)
    return Glance(
        rows=rows,
        has_grades=any(child.about.bands for child in overall.children),
        has_scores=overall.about.kind != "profile" and any(child.score is not None for child in overall.children),
    )


def _row(node: NodeResult, look: Look) -> GlanceRow:
    return GlanceRow(
        title=title_of(node),
        description=visible(node.about.description),
        tag=tag(node, look),
        no_grade=look.fixed[node.about].no_grade,
        score=score_text(node, look.language),
        range=range_row(node, look),
        mark=mark(node, look),
        reason=_reason(node, look),
        is_missing=node.score is None,
    )


def _reason(node: NodeResult, look: Look) -> str:
    """Why a part has the result that it has, in one sentence."""
    told = _why(node, look)
    return look.say.REASON_BESIDE.format(reason=told) if node.about.beside else told


def _why(node: NodeResult, look: Look) -> str:
    if node.about.kind == "profile":
        return _values(node, look)
    if node.score is None:
        return _none(node, look)
    if not node.children:
        return _of_measure(node, look)
    return _of_parts(node, look)


def _none(node: NodeResult, look: Look) -> str:
    return str(look.say.REASON_NONE.format(reason=reason_words(node, look.language)))


def _values(node: NodeResult, look: Look) -> str:
    """What stands side by side in a profile: its first values."""
    say = look.say
    known = [(leaf, text) for leaf in leaves(node) if (text := value_text(leaf, look.language))]
    if not known:
        return _none(next(iter(leaves(node))), look)
    first, *others = [say.A_VALUE.format(title=title_of(leaf), value=text) for leaf, text in known[:_VALUES]]
    told = reduce(lambda most, value: say.NEXT_VALUE.format(most=most, next=value), others, first)
    return str(say.REASON_VALUES.format(values=told))


def _of_measure(node: NodeResult, look: Look) -> str:
    meaning = visible(node.band.meaning) if node.band else ""
    if meaning:
        return meaning
    value = value_text(node, look.language)
    return str(look.say.REASON_VALUE.format(value=value) if value else look.say.REASON_PLAIN)


def _of_parts(node: NodeResult, look: Look) -> str:
    """The best and the lowest of its measures, where their scores can be compared and lie apart."""
    say, language = look.say, look.language
    present = [child for child in node.children if child.score is not None and not child.about.beside]
    if len(present) == 1:
        return str(say.REASON_ONE.format(title=title_of(present[0])))
    span = _span(node, present)
    if span is None:
        return (visible(node.band.meaning) if node.band else "") or str(say.REASON_PLAIN)
    low, high = min(present, key=_score), max(present, key=_score)
    if _score(high) - _score(low) < FAR * span:
        return str(say.REASON_LEVEL.of(len(present)).format(count=len(present)))
    return str(
        say.REASON_ENDS.format(
            high=title_of(high),
            high_score=score_text(high, language),
            low=title_of(low),
            low_score=score_text(low, language),
        )
    )


def _span(node: NodeResult, present: list[NodeResult]) -> float | None:
    """Length of the scale on which the scores of the parts can be compared; None where they cannot."""
    ends = {scale_of(child) for child in present}
    common = next(iter(ends)) if len(ends) == 1 else scale_of(node) if node.about.kind in MEANS else None
    return None if common is None else common[1] - common[0]


def _score(node: NodeResult) -> float:
    return node.score or 0.0
