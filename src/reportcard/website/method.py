"""The page that says how scores and grades are made: from the framework's document, nothing written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportcard.engine.plan import CompiledNode
from reportcard.framework.document import Framework, Node
from reportcard.render.appendix import CutsView, cuts_views
from reportcard.render.html import environment
from reportcard.render.tags import PLAIN
from reportcard.results.assemble import Assembler
from reportcard.results.card import About, NodeResult
from reportcard.results.cards import ReportCards
from reportcard.results.describe import plain, said
from reportcard.results.numbers import percent
from reportcard.results.text import visible
from reportcard.results.words import sentence
from reportcard.website.lists import Chrome
from reportcard.website.phrases import (
    STANDINGS,
    citation_words,
    condition_words,
    missing_words,
    number_words,
    numbers_of,
    rule_words,
    source_words,
)

_KINDS = {"weights": "Weights", "targets": "Targets", "cut_scores": "Cut scores", "rules": "Rules"}


@dataclass(frozen=True)
class NodeRow:
    """A node of the score tree as the page shows it.

    Attributes:
        title: Its name.
        depth: How deep it lies; the root 0.
        is_leaf: Whether it is a measure.
        description: What it is about.
        weight: Its weight among its siblings, with its standing.
        lines: How its score is made, where its numbers come from, and its rules.
        missing: What happens where it has no score.
    """

    title: str
    depth: int
    is_leaf: bool
    description: str
    weight: tuple[str, ...]
    lines: tuple[str, ...]
    missing: str


@dataclass(frozen=True)
class VariantView:
    """How one kind of school is scored; only the kinds that the data has are shown.

    Attributes:
        title: Which kind.
        when: Which schools these are, in a sentence.
        schools: How many schools here.
        rows: The score tree.
        cuts: Grade scales.
        rules: Rules, with the part that each acts on.
    """

    title: str
    when: str
    schools: int
    rows: tuple[NodeRow, ...]
    cuts: tuple[CutsView, ...]
    rules: tuple[tuple[str, str], ...]


def method_page(cards: ReportCards, chrome: Chrome) -> str:
    """Return the page."""
    makers, document = cards.makers, cards.makers[-1].plan.document
    sources = {citation.id: visible(citation.title) for citation in document.references}
    counts = [int((cards.taken == at).sum()) for at in range(len(makers))]
    return (
        environment()
        .get_template("method.html.j2")
        .render(
            chrome=chrome,
            nav=chrome.nav(0, "method.html"),
            swatches=chrome.swatches,
            summary=visible(document.summary),
            own_weights=_own_weights(makers[-1]),
            standings=tuple(_standings(document, sources)),
            variants=_variants(makers, counts, sources),
            references=tuple(citation_words(citation) for citation in document.references),
            notes=tuple(visible(note) for note in document.notes),
            reference=visible(makers[-1].reference or ""),
        )
    )


def _own_weights(maker: Assembler) -> tuple[str, ...]:
    titles = _titles(maker)
    return tuple(f"{titles.get(name, name)}: {percent(share)}" for name, share in maker.own_shares.items())


def _standings(document: Framework, sources: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What the document says of its numbers by kind, where a number says nothing of itself."""
    for kind, title in _KINDS.items():
        told = getattr(document.provenance, kind)
        if told is not None:
            source = f"; source: {source_words(told.source, sources)}" if told.source else ""
            note = f" {sentence(visible(told.note))}" if told.note else ""
            standing = STANDINGS[told.standing]
            yield title, f"{standing[0].upper()}{standing[1:]}{source}.{note}"


def _variants(makers: tuple[Assembler, ...], counts: list[int], sources: Mapping[str, str]) -> tuple[VariantView, ...]:
    whens = {variant.id: variant.when for variant in makers[-1].plan.document.variants}
    views = []
    for maker, count in zip(makers, counts, strict=True):
        if not count:
            continue
        framework, titles = maker.framework, _titles(maker)
        condition = whens.get(framework.variant)
        when = sentence(f"Schools where {condition_words(condition, titles)}") if condition is not None else ""
        if len(makers) > 1 and not when:
            when = "All schools that none of the variants is for."
        title = visible(framework.variant_title or framework.variant) or ("Other schools" if len(makers) > 1 else "")
        rows = tuple(_rows(maker, titles, sources))
        views.append(VariantView(title, when, count, rows, _cuts(maker), tuple(_rules(maker, titles))))
    return tuple(views)


def _titles(maker: Assembler) -> dict[str, str]:
    """Names of nodes, indicators and columns by id; a node's where it shares its id with its indicator."""
    columns = {name: column.title for name, column in maker.plan.document.columns.items()}
    indicators = {name: indicator.title for name, indicator in maker.indicators.items()}
    nodes = {node.node.id: about.title for node, about in _nodes(maker)}
    return {**columns, **indicators, **nodes}


def _nodes(maker: Assembler) -> list[tuple[CompiledNode, About]]:
    return list(zip(maker.plan.nodes, maker.abouts, strict=True))


def _rows(maker: Assembler, titles: Mapping[str, str], sources: Mapping[str, str]) -> Iterator[NodeRow]:
    """The score tree from the root down, in the document's order."""
    known = {compiled.node.id: (compiled, about) for compiled, about in _nodes(maker)}

    def below(node: Node, parent: Node | None, depth: int) -> Iterator[NodeRow]:
        about = known[node.id][1]
        yield NodeRow(
            title=visible(about.title),
            depth=depth,
            is_leaf=not node.children,
            description=visible(about.description),
            weight=tuple(_weight(node, about, sources)) if parent is not None else (),
            lines=tuple(_lines(node, about, sources)),
            missing=missing_words(node, parent, titles),
        )
        for child in node.children:
            yield from below(child, node, depth + 1)

    yield from below(maker.plan.document.score, None, 0)


def _weight(node: Node, about: About, sources: Mapping[str, str]) -> Iterator[str]:
    if about.beside:
        yield "not counted, shown beside"
    elif about.bonus:
        yield "extra points"
    elif about.weight_share is not None:
        yield percent(about.weight_share)
    elif node.weight is not None:
        yield said(node.weight)
    elif node.max is not None:
        yield f"up to {plain(node.max)} points"
    if node.weight is not None and node.weight.standing is not None:
        source = f"; source: {source_words(node.weight.source, sources)}" if node.weight.source else ""
        yield f"{STANDINGS[node.weight.standing]}{source}"


def _lines(node: Node, about: About, sources: Mapping[str, str]) -> Iterator[str]:
    if about.how:
        yield visible(about.how)
    if about.definition:
        yield f"Definition: {sentence(visible(about.definition))}"
    if about.source:
        yield f"Source of the data: {sentence(visible(about.source))}"
    for number in numbers_of(node.scale):
        yield number_words(number, sources)


def _cuts(maker: Assembler) -> tuple[CutsView, ...]:
    """The grade scales, as the back of a card shows them."""
    nodes = [
        NodeResult.trusted({"id": compiled.node.id, "about": about}) for compiled, about in _nodes(maker) if about.bands
    ]
    return cuts_views(tuple(nodes), PLAIN)


def _rules(maker: Assembler, titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for compiled, about in _nodes(maker):
        for rule in compiled.node.rules:
            yield visible(about.title), rule_words(rule, titles)
