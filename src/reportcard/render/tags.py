"""A grade as a page shows it: words, code, place among the grades, and its colour as one signal among others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportcard.render.charts import Mark, Track
from reportcard.render.format import cuts_of, place_text
from reportcard.render.kept import Kept
from reportcard.render.palette import paint
from reportcard.results.card import About, Band, Interval, NodeResult
from reportcard.results.language import ENGLISH, Language
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


class Fixed:
    """What of a node's grades and scale is the same for every school: made once, and kept while its card's node is.

    Attributes:
        title: Its name; "" where the framework gives none.
        description: What it is about.
        unit: Unit of its value.
        beside: Whether it is shown beside its siblings, and counts for nothing.
        decimals: Decimals to print its score with.
        is_profile: Whether its children stand side by side, without a score.
        is_graded: Whether it has grades.
        share: Its declared weight as it is printed; "" where it has none.
        weight_share: The same as a number; None where it has none.
        ends: Lowest and highest score that it states itself; None where it does not.
        no_grade: What stands in place of a grade.
        tags: Tag of each grade.
        colours: Colour of each band, best first, as ``#rrggbb`` or "".
        middle: The middle of the middle grade, or the cut score between the two; None where there are no such.
        track: What scores are drawn on; None where the node itself has no ends, or a column sets its cut scores.
    """

    __slots__ = (
        "beside", "colours", "decimals", "description", "ends", "is_graded", "is_profile", "middle", "no_grade",
        "share", "tags", "title", "track", "unit", "weight_share",
    )  # fmt: skip

    def __init__(self, about: About, look: Look) -> None:
        bands = about.bands
        self.title, self.description = visible(about.title), visible(about.description)
        self.unit, self.beside, self.weight_share = about.unit, about.beside, about.weight_share
        self.decimals, self.is_profile, self.is_graded = about.decimals, about.kind == "profile", bool(bands)
        self.share = "" if about.weight_share is None else look.language.percent(about.weight_share)
        self.no_grade = look.say.NO_GRADE if bands else look.say.NOT_GRADED
        self.colours = paint(tuple(band.colour for band in bands), look.palette)
        self.tags = {
            band.grade: Tag(
                band_name(band, look),
                place_text(at, len(bands), look.language),
                style_class(self.colours[at]),
                visible(band.meaning),
            )
            for at, band in enumerate(bands)
        }
        self.ends = ends = _own_ends(about)
        cuts = [band.start for band in bands]
        self.track = None if ends is None else _track(ends, cuts, self.colours)
        self.middle = middle_of(ends, cuts) if ends and cuts else None


def middle_of(ends: tuple[float, float], cuts: Sequence[float | None]) -> float:
    """The middle of the middle grade; the cut score between the two where their number is even.

    Args:
        ends: Lowest and highest score.
        cuts: Lowest score of each grade, best first.
    """
    half = len(cuts) // 2
    above, own = cuts[half - 1] if half else None, cuts[half]
    if len(cuts) % 2 == 0:
        return ends[0] if above is None else above
    return ((ends[0] if own is None else own) + (ends[1] if above is None else above)) / 2


class Look:
    """How grades are shown, and in which language; :func:`look_of` gives the one of its kind.

    Attributes:
        palette: Whose colours they have (:mod:`reportcard.render.palette`).
        letters: Whether codes stand beside the words.
        language: The language of the card.
        say: Its sentences.
        fixed: What is the same for every school, by what is said about a node.
    """

    __slots__ = ("fixed", "language", "letters", "palette", "say")

    def __init__(self, palette: str, letters: bool, language: Language) -> None:
        self.palette = palette
        self.letters = letters
        self.language = language
        self.say = language.say
        self.fixed = Kept[About, Fixed](lambda about: Fixed(about, self))


@lru_cache(maxsize=16)
def look_of(palette: str = "framework", letters: bool = True, language: Language = ENGLISH) -> Look:
    """The look of a palette, with or without the codes of grades, in a language."""
    return Look(palette, letters, language)


PLAIN = look_of()


def tag(node: NodeResult, look: Look = PLAIN) -> Tag | None:
    """The grade of a node; None where it has none."""
    return None if node.grade is None else tag_of(node.grade, node.about, look)


def tag_of(grade: str, about: About, look: Look = PLAIN) -> Tag:
    """A grade of a node's scale; its code alone where the scale does not have it."""
    return look.fixed[about].tags.get(grade) or Tag(visible(grade))


def band_name(band: Band, look: Look = PLAIN) -> str:
    """A grade in words, with its code where codes are shown."""
    return band_words(band) if look.letters else visible(band.label) or visible(band.grade)


def style_class(colour: str) -> str:
    """Name of the style class of a colour; "" for none."""
    return f"c{colour[1:]}" if colour else ""


def mark(node: NodeResult, look: Look = PLAIN) -> Mark | None:
    """A node's score on its bands; None where the card does not say from where to where its scores go."""
    if node.score is None:
        return None
    track = track_of(node, look)
    return None if track is None else mark_on(track, node.score, node.interval)


def mark_on(track: Track, score: float, interval: Interval | None) -> Mark:
    """A score on a track."""
    values = (track, score, None, None) if interval is None else (track, score, interval.low, interval.high)
    return tuple.__new__(Mark, values)  # a third of the cost of Mark(...)


def track_of(node: NodeResult, look: Look = PLAIN) -> Track | None:
    """What a node's scores are drawn on."""
    fixed = look.fixed[node.about]
    if fixed.track is not None and not node.cuts:
        return fixed.track
    ends = scale_of(node)
    return None if ends is None else _track(ends, cuts_of(node), fixed.colours)


def _track(ends: tuple[float, float], cuts: Sequence[float | None], colours: tuple[str, ...]) -> Track:
    starts = [ends[0] if cut is None else cut for cut in cuts]
    return Track(ends[0], ends[1], tuple(reversed(tuple(zip(starts, colours, strict=True)))))


def scale_of(node: NodeResult) -> tuple[float, float] | None:
    """Lowest and highest score that a node can have, as far as the card says."""
    own = _ENDS[node.about]
    return own or (_mean_of(node) if node.about.kind in ("weighted_mean", "mean") else None)


def _own_ends(about: About) -> tuple[float, float] | None:
    if about.scale_low is not None and about.scale_high is not None and about.scale_low < about.scale_high:
        return about.scale_low, about.scale_high
    return (0.0, about.maximum) if about.maximum is not None and about.maximum > 0 else None


_ENDS: Kept[About, tuple[float, float] | None] = Kept(_own_ends)


def _mean_of(node: NodeResult) -> tuple[float, float] | None:
    """A mean lies where its children lie, if all of them have the same ends."""
    ends = None
    for child in node.children:
        if child.about.beside:
            continue
        own = scale_of(child)
        if own is None or (ends is not None and own != ends):
            return None
        ends = own
    return ends
