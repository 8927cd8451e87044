"""What a reader should know first: the overall grade or why there is none, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reportcard.render import messages as say
from reportcard.render.certain import certainty_sentences, range_text
from reportcard.render.charts import Mark
from reportcard.render.format import next_grade, score_text
from reportcard.render.tags import PLAIN, Look, Tag, mark, scale_of, tag
from reportcard.results.card import NodeResult, ReportCard
from reportcard.results.numbers import percent, short
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
        score="" if overall.score is None else score_text(overall),
        out_of=_out_of(overall),
        mark=mark(overall, look),
        range=range_text(overall),
        ends=_ends_text(overall),
        sentences=tuple(_sentences(card, look) if sentences is None else sentences),
        is_profile=overall.about.kind == "profile",
    )


def _ends_text(node: NodeResult) -> str:
    ends = scale_of(node)
    return "" if ends is None else say.SCALE.format(low=short(ends[0]), high=short(ends[1]))


def _out_of(node: NodeResult) -> str:
    ends = scale_of(node)
    return "" if node.score is None or ends is None else f"out of {short(ends[1])}"


def _sentences(card: ReportCard, look: Look) -> Iterator[str]:
    overall, name = card.overall, school_name(card)
    if overall.about.kind == "profile":
        yield "This framework gives no overall grade and no overall score: the parts stand side by side."
    else:
        yield from _result(overall, name, look)
        yield from certainty_sentences(overall, look)
    if any(rule.effect != "note" for rule in overall.rules):
        yield "Rules of the framework changed this result. They are listed below."
    yield _evidence(overall)
    yield from _ends(overall)


def _result(overall: NodeResult, name: str, look: Look) -> Iterator[str]:
    grade = tag(overall, look)
    score = f"{score_text(overall)} {_out_of(overall)}".strip()
    if grade:
        place = f", the {grade.place}" if grade.place else ""
        yield f"{name} has the overall grade {grade.words}{place}."
        if grade.meaning:
            yield grade.meaning
        if near := next_grade(overall):
            yield near
    elif overall.score is None:
        yield f"{name} has no overall grade. Why: {reason_words(overall)}."
    else:
        yield f"{name} has an overall score of {score}. The framework gives no overall grade."


def _evidence(overall: NodeResult) -> str:
    """How much the result rests on."""
    below = leaves(overall)
    there, count = sum(leaf.score is not None for leaf in below), len(below)
    if there == count:
        return "Its one measure has a result." if count == 1 else f"All {count} of its measures have a result."
    if not there:
        return "No measure has a result. The card says why for each of them."
    told = f"{there} of {count} measures {'has' if there == 1 else 'have'} a result"
    if overall.coverage is None or overall.about.kind == "profile":
        return f"{told}. For the others the card says why not."
    return f"{told}, with {percent(overall.coverage)} of the weight. For the others the card says why not."


def _ends(overall: NodeResult) -> Iterator[str]:
    """The strongest and the weakest part, where the parts are scored alike."""
    parts = [child for child in overall.children if child.score is not None and not child.about.beside]
    alike = {scale_of(child) for child in parts}
    if overall.about.kind not in _MEANS or len(parts) < 3 or len(alike) != 1 or alike == {None}:
        return
    ordered = sorted(parts, key=lambda part: part.score or 0.0)
    if ordered[0].score != ordered[-1].score:
        high, low = ordered[-1], ordered[0]
        yield (
            f"The highest score of its parts is for “{title_of(high)}” ({score_text(high)}), "
            f"the lowest for “{title_of(low)}” ({score_text(low)})."
        )
