"""The technical account of every node: weight as declared and as applied, scale, error, status, whose numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportcard.render import messages as say
from reportcard.render.certain import range_text
from reportcard.render.format import limits_text, score_text, value_text, weight_note, weight_text
from reportcard.render.tags import PLAIN, Look, Tag, scale_of, tag
from reportcard.results.card import NodeResult
from reportcard.results.numbers import percent, precise
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
    weight = "the whole" if parent is None else weight_text(node, parent)
    yield WeightRow(
        title=title_of(node),
        id=visible(node.id),
        level=min(level, 4),
        status=_status(node),
        value=value_text(node) or ("made from its parts" if node.children else say.NO_VALUE),
        error=tuple(_error(node)),
        weight=weight,
        weight_note="" if parent is None else weight_note(node, weight),
        score=score_text(node),
        score_notes=tuple(_score_notes(node)),
        tag=tag(node, look),
        chances=tuple(f"{visible(grade)} {percent(round(p, 3))}" for grade, p in node.grade_probabilities.items()),
        is_missing=node.score is None,
    )
    for child in node.children:
        yield from _rows(child, node, level + 1, look)


def _status(node: NodeResult) -> str:
    words = f"{node.status.value}: {visible(node.reason)}" if node.reason else node.status.value
    return f"{words} ({code_words(node)})" if node.code else words


def _error(node: NodeResult) -> Iterator[str]:
    if node.n is not None:
        yield pupils(node.n)
    if told := limits_text(node):
        yield told
    if node.standard_error is not None:
        yield f"standard error {precise(node.standard_error, 0, 10)}"
    if not node.children and node.value is not None and node.lower is None and node.standard_error is None:
        yield say.NO_ERROR


def _score_notes(node: NodeResult) -> Iterator[str]:
    if told := range_text(node):
        yield told
    if node.score_before is not None:
        yield f"{precise(node.score_before, 0, 6)} before rules and rounding"
    if node.stand_in is not None:
        yield f"treated as {precise(node.stand_in, 0, 6)}"
    if ends := scale_of(node):
        yield f"scale {precise(ends[0], 0, 6)} to {precise(ends[1], 0, 6)}"
    if node.children and node.coverage is not None and node.about.kind != "profile":
        yield f"{percent(node.coverage)} of the weight has data"
