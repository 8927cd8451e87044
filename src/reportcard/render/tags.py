"""A grade as a page shows it: words, code, place among the grades, and its colour as one signal among others."""

from __future__ import annotations

from dataclasses import dataclass

from reportcard.render.charts import Mark, Track
from reportcard.render.format import cuts_of, place_text
from reportcard.render.palette import paint
from reportcard.results.card import Band, NodeResult
from reportcard.results.text import visible
from reportcard.results.words import band_words


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


@dataclass(frozen=True, slots=True)
class Look:
    """How grades are shown.

    Attributes:
        palette: Whose colours they have (:mod:`reportcard.render.palette`).
        letters: Whether codes stand beside the words.
    """

    palette: str = "framework"
    letters: bool = True


PLAIN = Look()


def tag(node: NodeResult, look: Look = PLAIN) -> Tag | None:
    """The grade of a node; None where it has none."""
    return None if node.grade is None else tag_of(node.grade, node.about.bands, look)


def tag_of(grade: str, bands: tuple[Band, ...], look: Look = PLAIN) -> Tag:
    """A grade of a grade scale; its code alone where the scale does not have it."""
    index = next((at for at, band in enumerate(bands) if band.grade == grade), None)
    if index is None:
        return Tag(visible(grade))
    band = bands[index]
    return Tag(
        band_name(band, look), place_text(index, len(bands)), style_class(paints(bands, look)[index]),
        visible(band.meaning),
    )  # fmt: skip


def band_name(band: Band, look: Look = PLAIN) -> str:
    """A grade in words, with its code where codes are shown."""
    return band_words(band) if look.letters else visible(band.label) or visible(band.grade)


def paints(bands: tuple[Band, ...], look: Look = PLAIN) -> tuple[str, ...]:
    """Colours of bands, as ``#rrggbb`` or ""."""
    return paint(tuple(band.colour for band in bands), look.palette)


def style_class(colour: str) -> str:
    """Name of the style class of a colour; "" for none."""
    return f"c{colour[1:]}" if colour else ""


def mark(node: NodeResult, look: Look = PLAIN) -> Mark | None:
    """A node's score on its bands; None where the card does not say from where to where its scores go."""
    track = track_of(node, look)
    if node.score is None or track is None:
        return None
    interval = node.interval
    return Mark(track, node.score, interval and interval.low, interval and interval.high)


def track_of(node: NodeResult, look: Look = PLAIN) -> Track | None:
    """What a node's scores are drawn on."""
    ends = scale_of(node)
    if ends is None:
        return None
    starts = [ends[0] if cut is None else cut for cut in cuts_of(node)]
    bands = zip(starts, paints(node.about.bands, look), strict=True)
    return Track(ends[0], ends[1], tuple(reversed(tuple(bands))))


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
