"""What changed since earlier years: in sentences, in numbers, and as a line with its gaps and breaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportcard.render.charts import Point, Track
from reportcard.render.format import places_text, points, score_text
from reportcard.render.tags import PLAIN, Look, Tag, scale_of, tag, tag_of, track_of
from reportcard.results.card import Earlier, NodeResult, ReportCard
from reportcard.results.numbers import decimals_in, units
from reportcard.results.text import visible
from reportcard.results.words import reason_words, score_words, sentence, title_of

#: Less than this share of the scale is about the same.
SAME = 0.01


class Year(NamedTuple):
    """A year of the trend: its name, the score (or why there is none), the grade, and what changed after it."""

    year: str
    score: str
    tag: Tag | None
    note: str
    is_missing: bool


class PartChange(NamedTuple):
    """A part of the result: its score in the last year, now, and the change in words."""

    title: str
    before: str
    now: str
    change: str


class Changes(NamedTuple):
    """What changed.

    Attributes:
        sentences: What changed since the last year, in sentences.
        scores: The scores of all years in one sentence, and where the method changed.
        years: Every year with its score, the present one last.
        track: What the line is drawn on; None where the scores have no scale.
        points: The points of the line.
        parts: The parts of the result, compared with the last year.
        last_year: Name of the last year.
    """

    sentences: tuple[str, ...]
    scores: tuple[str, ...]
    years: tuple[Year, ...]
    track: Track | None
    points: tuple[Point, ...]
    parts: tuple[PartChange, ...]
    last_year: str


def changes(card: ReportCard, look: Look = PLAIN) -> Changes | None:
    """Compare the overall result with earlier years; None where the card has none."""
    node = card.overall
    told = node if node.earlier else next((child for child in node.children if child.earlier), None)
    if told is None:
        return None
    years = (*[_year(node, earlier, look) for earlier in node.earlier], _now(card, look)) if node.earlier else ()
    return Changes(
        sentences=tuple(_sentences(node, look)) if node.earlier else (),
        scores=tuple(_scores(years, look)),
        years=years,
        track=track_of(node, look),
        points=(*[Point(e.score, breaks=not e.comparable) for e in node.earlier], Point(node.score)),
        parts=tuple([_part(child, look) for child in node.children if child.earlier]),
        last_year=visible(told.earlier[-1].year),
    )


def direction(node: NodeResult) -> int | None:
    """Whether the score rose (1), fell (-1) or is about the same (0) since the last year; None where nobody can say."""
    last = node.earlier[-1] if node.earlier else None
    if last is None or last.score is None or node.score is None or not last.comparable:
        return None
    difference = node.score - last.score
    ends = scale_of(node)
    small = SAME * (ends[1] - ends[0]) if ends else 0.0
    return 0 if abs(difference) < small or not difference else 1 if difference > 0 else -1


def _sentences(node: NodeResult, look: Look) -> Iterator[str]:
    last, say = node.earlier[-1], look.say
    year = visible(last.year)
    if not last.comparable:
        note = look.language.reason(visible(last.note))
        told = say.NOT_COMPARABLE_NOTE if note else say.NOT_COMPARABLE
        yield told.format(year=year, note=sentence(note))
    elif last.score is None:
        yield say.WAS_NONE.format(year=year, reason=_reason(last, look))
    elif node.score is None:
        yield say.IS_NONE.format(year=year)
    else:
        yield from _compared(node, last, last.score, look)


def _scores(years: tuple[Year, ...], look: Look) -> Iterator[str]:
    """Every point of the line in words."""
    say, language = look.say, look.language
    if years:
        told = [say.A_YEAR.format(score=year.score, year=year.year) for year in years]
        yield say.YEARS.format(scores=language.joined(told))
    if broken := [year.year for year in years if year.note]:
        yield say.BROKEN.format(years=language.listed(broken))


def _compared(node: NodeResult, last: Earlier, before: float, look: Look) -> Iterator[str]:
    moved, year, say, language = direction(node), visible(last.year), look.say, look.language
    told = {1: say.ROSE, -1: say.FELL}.get(moved or 0, say.SAME)
    yield told.format(
        points=_difference(node, before, look), year=year, before=score_words(before, node.about.decimals, language),
        now=score_text(node, language),
    )  # fmt: skip
    if moved and _within_chance(node, before):
        yield say.WITHIN_CHANCE
    if last.grade is not None and node.grade is not None:
        was, now = (tag_of(grade, node.about, look).words for grade in (last.grade, node.grade))
        yield (say.GRADE_KEPT if was == now else say.GRADE_CHANGED).format(before=was, now=now)


def _difference(node: NodeResult, before: float, look: Look) -> str:
    """The difference of the two scores as they are printed."""
    places = max(places_text(node), decimals_in(score_words(before, node.about.decimals)))
    apart = abs(units(node.score or 0.0, places) - units(before, places))
    return points(apart / 10**places, places, look.language)


def _within_chance(node: NodeResult, before: float) -> bool:
    """Whether the last score lies in this year's likely range."""
    return node.interval is not None and node.interval.low <= before <= node.interval.high


def _reason(earlier: Earlier, look: Look) -> str:
    return look.language.reason(visible(earlier.reason)) or str(look.say.NO_SCORE_KNOWN)


def _year(node: NodeResult, earlier: Earlier, look: Look) -> Year:
    score, language = earlier.score, look.language
    text = _reason(earlier, look) if score is None else score_words(score, node.about.decimals, language)
    note = "" if earlier.comparable else language.reason(visible(earlier.note)) or look.say.CHANGE_NOT
    grade = None if earlier.grade is None else tag_of(earlier.grade, node.about, look)
    return Year(visible(earlier.year), text, grade, note, score is None)


def _now(card: ReportCard, look: Look) -> Year:
    node = card.overall
    return Year(look.say.THIS_YEAR, _score(node, look), tag(node, look), "", node.score is None)


def _score(node: NodeResult, look: Look) -> str:
    return score_text(node, look.language) if node.score is not None else reason_words(node, look.language)


def _part(node: NodeResult, look: Look) -> PartChange:
    last, then = node.earlier[-1], node.earlier[-1].score
    before = _reason(last, look) if then is None else score_words(then, node.about.decimals, look.language)
    return PartChange(title_of(node), before, _score(node, look), _change(node, last, look))


def _change(node: NodeResult, last: Earlier, look: Look) -> str:
    say = look.say
    if last.score is None or node.score is None:
        return str(say.CHANGE_NO_SCORE)
    moved = direction(node)
    if moved is None:
        return str(say.CHANGE_NOT)
    told = say.CHANGE_UP if moved > 0 else say.CHANGE_DOWN if moved else say.CHANGE_SAME
    return str(told.format(points=_difference(node, last.score, look)))
