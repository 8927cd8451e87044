"""The technical account of every node: weight as declared and as applied, scale, error, status, whose numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportcard.render.certain import range_text
from reportcard.render.format import limits_text, score_text, value_text, weight_note, weight_text
from reportcard.render.tags import PLAIN, Look, Tag, scale_of, tag
from reportcard.results.card import NodeResult
from reportcard.results.text import visible
from reportcard.results.words import code_words, pupils, title_of


class WeightRow(NamedTuple):
    """A node as a technical reader needs it. Every field has text."""

    title: str
    id: str
    level: int
    status: str
    value: str
    error: tuple[str, ...]
    weight: str
    weight_note: str
    score: str
    score_notes: tuple[str, ...]
    tag: Tag | None
    chances: tuple[str, ...]
    is_missing: bool


def weights(overall: NodeResult, look: Look = PLAIN) -> tuple[WeightRow, ...]:
    """Every node, from the root down, in the document's order."""
    return tuple(_rows(overall, None, 0, look))


def _rows(node: NodeResult, parent: NodeResult | None, level: int, look: Look) -> Iterator[WeightRow]:
    say, language = look.say, look.language
    weight = say.THE_WHOLE if parent is None else weight_text(node, parent, language)
    chances = ((visible(grade), language.percent(round(p, 3))) for grade, p in node.grade_probabilities.items())
    yield WeightRow(
        title=title_of(node),
        id=visible(node.id),
        level=min(level, 4),
        status=_status(node, look),
        value=value_text(node, language) or (say.MADE_FROM_PARTS if node.children else say.NO_VALUE),
        error=tuple(_error(node, look)),
        weight=weight,
        weight_note="" if parent is None else weight_note(node, weight, language),
        score=score_text(node, language),
        score_notes=tuple(_score_notes(node, look)),
        tag=tag(node, look),
        chances=tuple(say.CHANCE.format(grade=grade, share=share) for grade, share in chances),
        is_missing=node.score is None,
    )
    for child in node.children:
        yield from _rows(child, node, level + 1, look)


def _status(node: NodeResult, look: Look) -> str:
    say, language = look.say, look.language
    words = str(say.STATUSES[node.status.value])
    if node.reason:
        words = say.STATUS_REASON.format(status=words, reason=language.reason(visible(node.reason)))
    return say.STATUS_PUBLISHED.format(status=words, code=code_words(node, language)) if node.code else words


def _error(node: NodeResult, look: Look) -> Iterator[str]:
    language = look.language
    if node.n is not None:
        yield pupils(node.n, language)
    if told := limits_text(node, language):
        yield told
    if node.standard_error is not None:
        yield look.say.STANDARD_ERROR.format(number=language.precise(node.standard_error, 0, 10))
    if not node.children and node.value is not None and node.lower is None and node.standard_error is None:
        yield look.say.NO_ERROR


def _score_notes(node: NodeResult, look: Look) -> Iterator[str]:
    say, precise = look.say, look.language.precise
    if told := range_text(node, look):
        yield told
    if node.score_before is not None:
        yield say.BEFORE_RULES.format(score=precise(node.score_before, 0, 6))
    if node.stand_in is not None:
        yield say.STAND_IN.format(score=precise(node.stand_in, 0, 6))
    if ends := scale_of(node):
        yield say.SCALE_ENDS.format(low=precise(ends[0], 0, 6), high=precise(ends[1], 0, 6))
    if node.children and node.coverage is not None and node.about.kind != "profile":
        yield say.WEIGHT_HAS_DATA.format(share=look.language.percent(node.coverage))
