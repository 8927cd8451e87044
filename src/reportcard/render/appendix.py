"""The back of a card: how grades are cut, what each measure is, and which numbers are whose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from threading import Lock

from reportcard.render.format import band_range
from reportcard.render.palette import for_dark, ink
from reportcard.render.tags import PLAIN, Look, Tag, band_name, style_class
from reportcard.results.card import About, NodeResult, ReportCard
from reportcard.results.text import visible
from reportcard.results.words import named, sentence, title_of, weights_in_a_row

_FEW = 3
_about, _rest, _below = attrgetter("about"), attrgetter("id", "cuts"), attrgetter("children")


@dataclass(frozen=True, slots=True)
class Swatch:
    """A colour of the card and the colour of text on it, on light and on dark pages, all ``#rrggbb``."""

    style: str
    paper: str
    ink: str
    dark: str
    dark_ink: str


@dataclass(frozen=True, slots=True)
class CutsView:
    """A grade scale: for which parts, and the scores, words and meaning of each grade."""

    title: str
    rows: tuple[tuple[Tag, str], ...]

    @property
    def has_meanings(self) -> bool:
        """Whether the framework says of any grade what it means."""
        return any(grade.meaning for grade, _ in self.rows)


@dataclass(frozen=True, slots=True)
class MeasureView:
    """What a measure is and how it is scored."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Back:
    """What is the same for every school that was scored alike. Compared by identity, so that it can be drawn once.

    Attributes:
        cuts: How grades are cut.
        measures: What each measure is.
        standings: Which numbers are whose.
        swatches: Colours in use.
        is_profile: Whether the framework has no overall result by design.
    """

    cuts: tuple[CutsView, ...]
    measures: tuple[MeasureView, ...]
    standings: tuple[str, ...]
    swatches: tuple[Swatch, ...]
    is_profile: bool


def back(overall: NodeResult, look: Look = PLAIN, nodes: tuple[NodeResult, ...] = ()) -> Back:
    """The back of a card, made once for all cards whose nodes share what is the same for every school.

    Args:
        overall: The root of the score tree.
        look: How grades are shown.
        nodes: All nodes of the tree, where they are at hand.
    """
    nodes = nodes or tuple(overall.walk())
    # The key holds the objects themselves, so no other object can take one of their addresses while it is kept.
    key: _Key = (look, *map(id, map(_about, nodes)), *map(_rest, nodes), *map(bool, map(_below, nodes)))
    found = _BACKS.get(key)
    if found is None:
        cuts, colours = cuts_views(nodes, look), swatches(nodes, look)
        made = Back(cuts, measure_views(nodes, look), standings(nodes, look), colours, overall.about.kind == "profile")
        found = _keep(key, tuple(node.about for node in nodes), made)
    return found[1]


_Kept = tuple[tuple[About, ...], Back]
_Key = tuple[object, ...]
_BACKS: dict[_Key, _Kept] = {}
_LOCK = Lock()
_MOST_KEPT = 64


def _keep(key: _Key, abouts: tuple[About, ...], made: Back) -> _Kept:
    """Keep a back for the next card; the oldest makes room."""
    with _LOCK:
        if len(_BACKS) >= _MOST_KEPT:
            del _BACKS[next(iter(_BACKS))]
        return _BACKS.setdefault(key, (abouts, made))


def cuts_views(nodes: tuple[NodeResult, ...], look: Look) -> tuple[CutsView, ...]:
    """The grade scales of a card, each once, with the parts that it is for."""
    groups: dict[tuple[object, ...], list[NodeResult]] = {}
    for node in nodes:
        if node.about.bands:
            key = (node.about.bands, node.cuts, node.about.bands_inclusive)
            groups.setdefault(key, []).append(node)
    return tuple(_cuts(alike, look, everything=len(groups) == 1) for alike in groups.values())


def _cuts(nodes: list[NodeResult], look: Look, *, everything: bool) -> CutsView:
    first, about = nodes[0], nodes[0].about
    colours = look.fixed[about].colours
    rows = tuple(
        (
            Tag(band_name(band, look), style=style_class(colours[index]), meaning=visible(band.meaning)),
            band_range(about.bands, first.cuts, index, about.bands_inclusive, look.language),
        )
        for index, band in enumerate(about.bands)
    )
    return CutsView(look.say.CUTS if everything else look.say.CUTS_OF.format(titles=_names(nodes, look)), rows)


def _names(nodes: list[NodeResult], look: Look) -> str:
    """Names of the parts that a scale is for; of many, the first and their number."""
    names, others = [title_of(node) for node in nodes], len(nodes) - 1
    if len(names) <= _FEW:
        return look.language.listed(names)
    return str(look.say.AND_PARTS.of(others).format(title=names[0], count=others))


def measure_views(nodes: tuple[NodeResult, ...], look: Look) -> tuple[MeasureView, ...]:
    """What the card says about each measure, and about how each part is made."""
    return tuple(MeasureView(title_of(node), lines) for node in nodes if (lines := tuple(_lines(node, look))))


def _lines(node: NodeResult, look: Look) -> Iterator[str]:
    about, say = node.about, look.say
    if about.how:
        yield look.language.reason(visible(about.how))
    if node.children:
        return
    yield " ".join(filter(None, (say.DIRECTIONS[about.direction], _unit(about, look), say.CONTROL[about.controllable])))
    if about.definition:
        yield say.DEFINITION.format(text=sentence(visible(about.definition)))
    if about.source:
        yield say.SOURCE.format(text=sentence(visible(about.source)))


def _unit(about: About, look: Look) -> str:
    unit = visible(about.unit)
    return look.say.UNIT.format(unit=look.language.words.UNIT_NAMES.get(unit, unit)) if about.unit else ""


def standings(nodes: tuple[NodeResult, ...], look: Look) -> tuple[str, ...]:
    """Which numbers are documented and which are conventions, in sentences."""
    say = look.say
    weights = [(node, node.about.weight_standing, node.about.weight_source) for node in nodes]
    cuts = [(node, node.about.cut_standing, node.about.cut_source) for node in nodes]
    return (
        *_standing(say.WEIGHTS_ARE, say.WEIGHTS_OF_ARE, weights, look),
        *_standing(say.CUTS_ARE, say.CUTS_OF_ARE, cuts, look),
    )


def _standing(whole: str, part: str, found: Sequence[tuple[NodeResult, str | None, str]], look: Look) -> Iterator[str]:
    groups: dict[tuple[str, str], list[NodeResult]] = {}
    for node, standing, source in found:
        if standing is not None:
            groups.setdefault((standing, visible(source)), []).append(node)
    for (standing, source), nodes in groups.items():
        told = look.say.STANDINGS[standing]
        if source:
            told = look.say.STANDING_SOURCE.format(standing=told, source=source)
        titles = named(nodes, look.language) if len(groups) > 1 else ""
        yield (part if titles else whole).format(titles=titles, standing=told)


def own_weights(card: ReportCard, look: Look = PLAIN) -> str:
    """A warning that the card was scored with weights of the caller's; "" where it was not."""
    if not card.own_weights:
        return ""
    given = weights_in_a_row(card, look.language)
    return str(look.say.OWN_WEIGHTS.format(weights=given))


def swatches(nodes: tuple[NodeResult, ...], look: Look = PLAIN) -> tuple[Swatch, ...]:
    """The colours of a card's grades, in order, each once."""
    known = sorted({found for node in nodes for found in look.fixed[node.about].colours if found})
    return tuple(Swatch(style_class(found), found, ink(found), dark := for_dark(found), ink(dark)) for found in known)
