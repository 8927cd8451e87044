"""What a reader should know first: the overall grade or why there is none, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reportcard.render.certain import certainty_sentences, range_text
from reportcard.render.charts import Mark
from reportcard.render.format import next_grade, score_text
from reportcard.render.tags import PLAIN, Look, Tag, mark, scale_of, tag
from reportcard.results.card import NodeResult, ReportCard
from reportcard.results.words import leaves, reason_words, school_name, title_of

_MEANS = ("weighted_mean", "mean")


class Headline(NamedTuple):
    """The top of the card.

    Attributes:
        tag: The overall grade.
        score: The overall score; "" where the framework has none.
        out_of: Highest possible score, as ``out of 100``.
        mark: The score on its bands.
        range: Where the score probably lies, as ``likely between 55 and 63``; "" where that is not known.
        ends: From where to where scores go; "" where the card does not say.
        sentences: What it means, in plain sentences.
        is_profile: Whether the framework has no overall result by design.
    """

    tag: Tag | None
    score: str
    out_of: str
    mark: Mark | None
    range: str
    ends: str
    sentences: tuple[str, ...]
    is_profile: bool


def headline(card: ReportCard, look: Look = PLAIN, sentences: Iterable[str] | None = None) -> Headline:
    """Build the top of a card, with its full sentences where none are given."""
    overall = card.overall
    return Headline(
        tag=tag(overall, look),
        score="" if overall.score is None else score_text(overall, look.language),
        out_of=_out_of(overall, look),
        mark=mark(overall, look),
        range=range_text(overall, look),
        ends=_ends_text(overall, look),
        sentences=tuple(_sentences(card, look) if sentences is None else sentences),
        is_profile=overall.about.kind == "profile",
    )


def _ends_text(node: NodeResult, look: Look) -> str:
    ends, short = scale_of(node), look.language.short
    return "" if ends is None else look.say.SCALE.format(low=short(ends[0]), high=short(ends[1]))


def _out_of(node: NodeResult, look: Look) -> str:
    ends = scale_of(node)
    known = node.score is not None and ends is not None
    return look.say.OUT_OF.format(most=look.language.short(ends[1])) if known and ends else ""


def _sentences(card: ReportCard, look: Look) -> Iterator[str]:
    overall, name = card.overall, school_name(card, look.language)
    if overall.about.kind == "profile":
        yield look.say.FULL_PROFILE
    else:
        yield from _result(overall, name, look)
        yield from certainty_sentences(overall, look)
    if any(rule.effect != "note" for rule in overall.rules):
        yield look.say.FULL_RULES
    yield _evidence(overall, look)
    yield from _ends(overall, look)


def _result(overall: NodeResult, name: str, look: Look) -> Iterator[str]:
    grade, say, language = tag(overall, look), look.say, look.language
    if grade:
        told = say.FULL_GRADE if grade.place else say.FULL_GRADE_ONLY
        yield told.format(school=name, grade=grade.words, place=grade.place)
        if grade.meaning:
            yield grade.meaning
        if near := next_grade(overall, language):
            yield near
    elif overall.score is None:
        yield say.FULL_NONE.format(school=name, reason=reason_words(overall, language))
    else:
        score, out_of = score_text(overall, language), _out_of(overall, look)
        told = say.SCORE_OUT_OF.format(score=score, out_of=out_of) if out_of else score
        yield say.FULL_SCORE.format(school=name, score=told)


def _evidence(overall: NodeResult, look: Look) -> str:
    """How much the result rests on."""
    below, say = leaves(overall), look.say
    there, count = sum(leaf.score is not None for leaf in below), len(below)
    if there == count:
        return str(say.FULL_ALL_THERE.of(count).format(count=count))
    if not there:
        return str(say.FULL_NONE_THERE)
    if overall.coverage is None or overall.about.kind == "profile":
        return str(say.FULL_SOME_THERE.of(there).format(there=there, count=count))
    share = look.language.percent(overall.coverage)
    return str(say.FULL_WEIGHT_THERE.of(there).format(there=there, count=count, share=share))


def _ends(overall: NodeResult, look: Look) -> Iterator[str]:
    """The strongest and the weakest part, where the parts are scored alike."""
    parts = [child for child in overall.children if child.score is not None and not child.about.beside]
    alike = {scale_of(child) for child in parts}
    if overall.about.kind not in _MEANS or len(parts) < 3 or len(alike) != 1 or alike == {None}:
        return
    ordered = sorted(parts, key=lambda part: part.score or 0.0)
    if ordered[0].score != ordered[-1].score:
        high, low = ordered[-1], ordered[0]
        yield look.say.FULL_ENDS.format(
            high=title_of(high),
            high_score=score_text(high, look.language),
            low=title_of(low),
            low_score=score_text(low, look.language),
        )
