"""The technical account of every node: weight as declared and as applied, scale, error, status, whose numbers."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from reportcard.render.certain import range_text
from reportcard.render.format import limits_text, value_text, weight_note, weight_text
from reportcard.render.tags import PLAIN, Look, Tag, scale_of, tag
from reportcard.results.card import NodeResult
from reportcard.results.text import visible
from reportcard.results.words import code_words, pupils, score_words


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
    rows: list[WeightRow] = []
    _add(overall, None, 0, look, rows)
    return tuple(rows)


def _add(node: NodeResult, parent: NodeResult | None, level: int, look: Look, rows: list[WeightRow]) -> None:
    fixed, say, language, score = look.fixed[node.about], look.say, look.language, node.score
    weight = say.THE_WHOLE if parent is None else weight_text(node, parent, language)
    chances = [(visible(grade), language.percent(round(p, 3))) for grade, p in node.grade_probabilities.items()]
    row = WeightRow(
        title=fixed.title or visible(node.id),
        id=visible(node.id),
        level=min(level, 4),
        status=_status(node, look),
        value=value_text(node, language) or (say.MADE_FROM_PARTS if node.children else say.NO_VALUE),
        error=_error(node, look),
        weight=weight,
        weight_note="" if parent is None else weight_note(node, weight, language),
        score=say.NO_SCORE if score is None else score_words(score, fixed.decimals, language),
        score_notes=_score_notes(node, look),
        tag=None if node.grade is None else fixed.tags.get(node.grade) or tag(node, look),
        chances=tuple([say.CHANCE.format(grade=grade, share=share) for grade, share in chances]),
        is_missing=score is None,
    )
    rows.append(row)
    for child in node.children:
        _add(child, node, level + 1, look, rows)


def _status(node: NodeResult, look: Look) -> str:
    say, language = look.say, look.language
    words = str(say.STATUSES[node.status])
    if node.reason:
        words = say.STATUS_REASON.format(status=words, reason=language.reason(visible(node.reason)))
    return say.STATUS_PUBLISHED.format(status=words, code=code_words(node, language)) if node.code else words


def _error(node: NodeResult, look: Look) -> tuple[str, ...]:
    language, told = look.language, []
    if node.n is not None:
        told.append(pupils(node.n, language))
    if node.lower is not None and (limits := limits_text(node, language)):
        told.append(limits)
    if node.standard_error is not None:
        told.append(look.say.STANDARD_ERROR.format(number=language.precise(node.standard_error, 0, 10)))
    elif node.value is not None and node.lower is None and not node.children:
        told.append(look.say.NO_ERROR)
    return tuple(told)


def _score_notes(node: NodeResult, look: Look) -> tuple[str, ...]:
    say, precise, told = look.say, look.language.precise, []
    if node.interval is not None and (ends := range_text(node, look)):
        told.append(ends)
    if node.score_before is not None:
        told.append(say.BEFORE_RULES.format(score=precise(node.score_before, 0, 6)))
    if node.stand_in is not None:
        told.append(say.STAND_IN.format(score=precise(node.stand_in, 0, 6)))
    if scale := look.fixed[node.about].ends or scale_of(node):
        told.append(_scale(*scale, look))
    if node.children and node.coverage is not None and node.about.kind != "profile":
        told.append(say.WEIGHT_HAS_DATA.format(share=look.language.percent(node.coverage)))
    return tuple(told)


@lru_cache(maxsize=1024)
def _scale(low: float, high: float, look: Look) -> str:
    """From where to where scores go: the same for most nodes and for every school."""
    precise = look.language.precise
    return str(look.say.SCALE_ENDS.format(low=precise(low, 0, 6), high=precise(high, 0, 6)))
