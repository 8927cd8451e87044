"""Report card to what a page shows: all sorting, labels and formatting happen here; templates only place them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportcard.render.appendix import Back, back, own_weights
from reportcard.render.headline import Headline, headline
from reportcard.render.table import TableView, table_views
from reportcard.results.card import FrameworkRef, ReportCard
from reportcard.results.text import visible
from reportcard.results.words import framework_title, rule_words, school_name, title_of


@dataclass(frozen=True, slots=True)
class CardView:
    """A report card as a page shows it.

    Attributes:
        school: Name of the school.
        school_id: Its id, as ``School 100052``; "" where that is its name.
        framework: Title and year of the framework.
        authority: Who issued it.
        variant: As which kind of school it was scored.
        headline: The overall result.
        warning: A warning about own weights.
        overall: How the overall result is made.
        parts: How each part is made.
        rules: Rules that fired, by node, as (name of the node, sentence).
        notes: Notes on the data and on the framework.
        context: What is shown about the school and never scored.
        facts: Framework, version, hash, library.
        back: What is the same for every school that was scored alike.
    """

    school: str
    school_id: str
    framework: str
    authority: str
    variant: str
    headline: Headline
    warning: str
    overall: TableView | None
    parts: tuple[TableView, ...]
    rules: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    context: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    back: Back


def card_view(card: ReportCard) -> CardView:
    """Build what a page shows of a card."""
    framework, tables = card.framework, table_views(card.overall)
    name, school = school_name(card), f"School {visible(card.school.id)}"
    return CardView(
        school=name,
        school_id="" if name == school else school,
        framework=framework_title(framework),
        authority=visible(framework.authority),
        variant=visible(framework.variant_title) or visible(framework.variant),
        headline=headline(card),
        warning=own_weights(card),
        overall=tables[0] if tables else None,
        parts=tables[1:],
        rules=tuple(_rules(card)),
        notes=tuple(visible(note) for note in (*card.notes, *framework.notes)),
        context=tuple((_label(key), visible(text) or "no value was given") for key, text in card.context.items()),
        facts=tuple(_facts(card, framework)),
        back=back(card.overall),
    )


def _rules(card: ReportCard) -> Iterator[tuple[str, str]]:
    for node in card.nodes():
        for rule in node.rules:
            yield title_of(node), rule_words(rule)


def _label(key: str) -> str:
    """A context column's id as a label: ``school_type`` is School type."""
    words = visible(key).replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _facts(card: ReportCard, framework: FrameworkRef) -> Iterator[tuple[str, str]]:
    yield "Framework", f"{visible(framework.id)}, version {visible(framework.version)}"
    yield "Fingerprint of the framework", visible(framework.hash)
    if card.reference:
        yield "Compared with", f"reference {visible(card.reference)}"
    if card.similar:
        yield "Similar schools, the most similar first", ", ".join(visible(school.id) for school in card.similar)
    yield "Computed by", f"reportcard {visible(card.engine_version)}, card version {visible(card.schema_version)}"
