"""A grade as a page shows it: words, code, place among the grades, and its colour as one signal among others."""

from __future__ import annotations

from dataclasses import dataclass

from reportcard.render.charts import Mark, Track
from reportcard.render.format import colour, cuts_of, place_text
from reportcard.results.card import NodeResult
from reportcard.results.text import visible
from reportcard.results.words import grade_words


@dataclass(frozen=True, slots=True)
class Tag:
    """A grade.

    Attributes:
        words: The grade in words, with its code.
        place: Where it stands among the grades.
        style: Style class of its colour; "" for none.
        meaning: What it means, in a sentence.
    """

    words: str
    place: str = ""
    style: str = ""
    meaning: str = ""


def tag(node: NodeResult) -> Tag | None:
    """The grade of a node; None where it has none."""
    if node.grade is None:
        return None
    bands = node.about.bands
    index = next((at for at, band in enumerate(bands) if band.grade == node.grade), None)
    if index is None:
        return Tag(grade_words(node))
    band = bands[index]
    return Tag(grade_words(node), place_text(index, len(bands)), style_class(band.colour), visible(band.meaning))


def style_class(name: str) -> str:
    """Name of the style class of a band's colour; "" where it is no colour that may be used."""
    known = colour(name)
    return f"c{known[1:]}" if known else ""


def mark(node: NodeResult) -> Mark | None:
    """A node's score on its bands; None where the card does not say from where to where its scores go."""
    ends = scale_of(node)
    if node.score is None or ends is None:
        return None
    cuts = cuts_of(node)
    starts = [ends[0] if cut is None else cut for cut in cuts]
    bands = zip(starts, (colour(band.colour) for band in node.about.bands), strict=True)
    return Mark(Track(ends[0], ends[1], tuple(reversed(tuple(bands)))), node.score)


def scale_of(node: NodeResult) -> tuple[float, float] | None:
    """Lowest and highest score that a node can have, as far as the card says."""
    about = node.about
    if about.scale_low is not None and about.scale_high is not None and about.scale_low < about.scale_high:
        return about.scale_low, about.scale_high
    if about.maximum is not None and about.maximum > 0:
        return 0.0, about.maximum
    return _mean_of(node) if about.kind in ("weighted_mean", "mean") else None


def _mean_of(node: NodeResult) -> tuple[float, float] | None:
    """A mean lies where its children lie, if all of them have the same ends."""
    ends = {scale_of(child) for child in node.children if not child.about.beside}
    return ends.pop() if len(ends) == 1 else None
