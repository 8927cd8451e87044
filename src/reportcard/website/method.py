"""The page that says how scores and grades are made: from the framework's document, nothing written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportcard.engine.plan import CompiledNode
from reportcard.framework.document import Framework, Node
from reportcard.render import method_messages
from reportcard.render.appendix import CutsView, cuts_views
from reportcard.results.assemble import Assembler
from reportcard.results.card import About, NodeResult
from reportcard.results.cards import ReportCards
from reportcard.results.describe import plain
from reportcard.results.language import Language, chained, count_of
from reportcard.results.text import visible
from reportcard.results.words import sentence
from reportcard.website.chrome import Chrome
from reportcard.website.phrases import (
    citation_words,
    condition_words,
    missing_words,
    number_text,
    number_words,
    numbers_of,
    rule_words,
    source_words,
    standing_words,
)


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
        title: Which kind, or what the page calls the only one.
        when: Which schools these are, in a sentence.
        schools: How many schools here, in a sentence.
        caption: Caption of the tree.
        rows: The score tree.
        cuts: Grade scales.
        rules: Rules, with the part that each acts on.
    """

    title: str
    when: str
    schools: str
    caption: str
    rows: tuple[NodeRow, ...]
    cuts: tuple[CutsView, ...]
    rules: tuple[tuple[str, str], ...]


def method_page(cards: ReportCards, chrome: Chrome) -> str:
    """Return the page."""
    makers, document = cards.makers, cards.makers[-1].plan.document
    sources = {citation.id: visible(citation.title) for citation in document.references}
    counts = [int((cards.taken == at).sum()) for at in range(len(makers))]
    language = chrome.language
    return chrome.page(
        "method.html.j2",
        "method.html",
        words=language.messages(method_messages),
        summary=visible(document.summary),
        own_weights=_own_weights(makers[-1], language),
        standings=tuple(_standings(document, sources, language)),
        variants=_variants(makers, counts, sources, chrome),
        references=tuple(citation_words(citation, language) for citation in document.references),
        notes=tuple(visible(note) for note in document.notes),
        reference=visible(makers[-1].reference or ""),
    )


def _own_weights(maker: Assembler, language: Language) -> str:
    """The weights of the caller's in a row; "" where there are none."""
    titles, say = _titles(maker), language.say
    told = [
        say.A_VALUE.format(title=titles.get(name, name), value=language.percent(share))
        for name, share in maker.own_shares.items()
    ]
    return chained(told, say.NEXT_VALUE)


def _standings(document: Framework, sources: Mapping[str, str], language: Language) -> Iterator[tuple[str, str]]:
    """What the document says of its numbers by kind, where a number says nothing of itself."""
    words = language.messages(method_messages)
    for kind, title in words.NUMBERS_OF.items():
        told = getattr(document.provenance, kind)
        if told is not None:
            whose = words.STANDINGS_BEGIN[told.standing]
            if told.source:
                whose = words.STANDING_SOURCE.format(standing=whose, source=source_words(told.source, sources))
            yield title, " ".join([sentence(whose), *([sentence(visible(told.note))] if told.note else [])])


def _variants(
    makers: tuple[Assembler, ...], counts: list[int], sources: Mapping[str, str], chrome: Chrome
) -> tuple[VariantView, ...]:
    language = chrome.language
    words = language.messages(method_messages)
    whens = {variant.id: variant.when for variant in makers[-1].plan.document.variants}
    views = []
    for maker, count in zip(makers, counts, strict=True):
        if not count:
            continue
        framework, titles = maker.framework, _titles(maker)
        condition = whens.get(framework.variant)
        when = words.SCHOOLS_ELSE if len(makers) > 1 else ""
        if condition is not None:
            when = words.SCHOOLS_WHERE.format(condition=condition_words(condition, titles, language))
        kind = visible(framework.variant_title or framework.variant) or (words.OTHER_SCHOOLS if len(makers) > 1 else "")
        views.append(
            VariantView(
                title=kind or words.THE_SCORE,
                when=when,
                schools=words.SCORED_SO.of(count).format(count=chrome.count(count)),
                caption=words.PARTS_CAPTION_OF.format(kind=kind) if kind else words.PARTS_CAPTION,
                rows=tuple(_rows(maker, titles, sources, language)),
                cuts=_cuts(maker, chrome),
                rules=tuple(_rules(maker, titles, language)),
            )
        )
    return tuple(views)


def _titles(maker: Assembler) -> dict[str, str]:
    """Names of nodes, indicators and columns by id; a node's where it shares its id with its indicator."""
    columns = {name: column.title for name, column in maker.plan.document.columns.items()}
    indicators = {name: indicator.title for name, indicator in maker.indicators.items()}
    nodes = {node.node.id: about.title for node, about in _nodes(maker)}
    return {**columns, **indicators, **nodes}


def _nodes(maker: Assembler) -> list[tuple[CompiledNode, About]]:
    return list(zip(maker.plan.nodes, maker.abouts, strict=True))


def _rows(
    maker: Assembler, titles: Mapping[str, str], sources: Mapping[str, str], language: Language
) -> Iterator[NodeRow]:
    """The score tree from the root down, in the document's order."""
    known = {compiled.node.id: (compiled, about) for compiled, about in _nodes(maker)}

    def below(node: Node, parent: Node | None, depth: int) -> Iterator[NodeRow]:
        about = known[node.id][1]
        yield NodeRow(
            title=visible(about.title),
            depth=depth,
            is_leaf=not node.children,
            description=visible(about.description),
            weight=tuple(_weight(node, about, sources, language)) if parent is not None else (),
            lines=tuple(_lines(node, about, sources, language)),
            missing=missing_words(node, parent, titles, language),
        )
        for child in node.children:
            yield from below(child, node, depth + 1)

    yield from below(maker.plan.document.score, None, 0)


def _weight(node: Node, about: About, sources: Mapping[str, str], language: Language) -> Iterator[str]:
    words = language.messages(method_messages)
    if about.beside:
        yield words.NOT_COUNTED
    elif about.bonus:
        yield language.say.EXTRA_POINTS
    elif about.weight_share is not None:
        yield language.percent(about.weight_share)
    elif node.weight is not None:
        yield number_text(node.weight, language)
    elif node.max is not None:
        most = plain(node.max)
        yield words.UP_TO.of(count_of(most)).format(number=language.number_in(most))
    if node.weight is not None and node.weight.standing is not None:
        yield standing_words(node.weight, sources, language)


def _lines(node: Node, about: About, sources: Mapping[str, str], language: Language) -> Iterator[str]:
    if about.how:
        yield language.reason(visible(about.how))
    if about.definition:
        yield language.say.DEFINITION.format(text=sentence(visible(about.definition)))
    if about.source:
        told = language.messages(method_messages).SOURCE_OF_DATA
        yield told.format(text=sentence(visible(about.source)))
    for number in numbers_of(node.scale):
        yield number_words(number, sources, language)


def _cuts(maker: Assembler, chrome: Chrome) -> tuple[CutsView, ...]:
    """The grade scales, as the back of a card shows them."""
    nodes = [
        NodeResult.trusted({"id": compiled.node.id, "about": about}) for compiled, about in _nodes(maker) if about.bands
    ]
    return cuts_views(tuple(nodes), chrome.look)


def _rules(maker: Assembler, titles: Mapping[str, str], language: Language) -> Iterator[tuple[str, str]]:
    for compiled, about in _nodes(maker):
        for rule in compiled.node.rules:
            yield visible(about.title), rule_words(rule, titles, language)
