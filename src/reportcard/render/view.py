"""Report card to what a page shows: all sorting, labels and formatting happen here; templates only place them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property

from reportcard.render.appendix import Back, back, own_weights
from reportcard.render.audience import AUDIENCES, SCHOOL, Audience
from reportcard.render.certain import how_sure
from reportcard.render.changes import Changes, changes
from reportcard.render.evidence import evidence
from reportcard.render.glance import Glance, glance
from reportcard.render.headline import Headline, headline
from reportcard.render.neighbours import Neighbours, neighbours
from reportcard.render.plain import plain_sentences, simple_sentences
from reportcard.render.reading import readable
from reportcard.render.strengths import Strengths, strengths
from reportcard.render.table import Tables, TableView, anchors_of, table_view
from reportcard.render.tags import PLAIN, Look, look_of
from reportcard.render.theme import DEFAULT, Theme
from reportcard.render.weights import WeightRow, weights
from reportcard.results.card import FrameworkRef, NodeResult, ReportCard
from reportcard.results.language import ENGLISH, Language
from reportcard.results.text import visible
from reportcard.results.words import framework_title, rule_words, school_name, school_words, title_of


class CardView:
    """A report card as a page shows it to an audience. A part is made when a template asks for it.

    Attributes:
        prefix: Beginning of every id, so that two cards can stand on one page.
    """

    def __init__(
        self,
        card: ReportCard,
        audience: Audience = SCHOOL,
        theme: Theme = DEFAULT,
        lang: str = "en",
        language: Language = ENGLISH,
    ) -> None:
        self._card, self._nodes = readable(card)
        self._audience = audience
        self._theme = theme
        self._look = look_of(theme.palette, audience.letters, language)
        self.prefix = _prefix(card, audience, lang)

    # --- whose card, and by which rules ---

    @cached_property
    def school(self) -> str:
        """Name of the school."""
        return school_name(self._card, self._look.language)

    @cached_property
    def school_id(self) -> str:
        """Its id, as ``School 100052``; "" where that is its name."""
        told = school_words(self._card.school, self._look.language)
        return "" if told == self.school else told

    @cached_property
    def readers(self) -> str:
        """For whom it is, as it says itself; "" where it does not."""
        title = self._audience.title
        own = AUDIENCES.get(self._audience.name)
        return str(self._look.say.AUDIENCES[own.name]) if own and title and own.title == title else title

    @cached_property
    def framework(self) -> str:
        """Title and year of the framework, or the theme's title."""
        return self._theme.title or framework_title(self._card.framework)

    @cached_property
    def authority(self) -> str:
        """Who issued it."""
        return self._theme.authority or visible(self._card.framework.authority)

    @cached_property
    def variant(self) -> str:
        """As which kind of school it was scored."""
        return visible(self._card.framework.variant_title) or visible(self._card.framework.variant)

    @cached_property
    def warning(self) -> str:
        """A warning about own weights; "" where there are none."""
        return own_weights(self._card, self._look)

    # --- the result ---

    @cached_property
    def headline(self) -> Headline:
        """The overall result, in the words of the audience."""
        card, look, words = self._card, self._look, self._audience.words
        if words == "plain":
            return headline(card, look, plain_sentences(card, look))
        if words == "simple":
            return headline(card, look, simple_sentences(card, look, self._audience))
        return headline(card, look)

    @cached_property
    def glance(self) -> Glance | None:
        """Each part of the result in a row with its reason."""
        return glance(self._card.overall, self._look)

    @cached_property
    def strengths(self) -> Strengths | None:
        """What goes well and what to look at."""
        return strengths(self._card.overall, self._audience.findings, self._look)

    @cached_property
    def changes(self) -> Changes | None:
        """What changed since earlier years."""
        return changes(self._card, self._look)

    @cached_property
    def evidence(self) -> tuple[str, ...]:
        """How much the result rests on, in sentences."""
        return evidence(self._card, self._look)

    @cached_property
    def similar(self) -> Neighbours | None:
        """The similar schools."""
        return neighbours(self._card, self._look, ranks=self._audience.ranks)

    # --- how it is made ---

    @cached_property
    def _inner(self) -> list[NodeResult]:
        return [node for node in self._nodes if node.children]

    @cached_property
    def _anchors(self) -> dict[int, str]:
        return anchors_of(self._inner, self.prefix)

    @cached_property
    def overall(self) -> TableView | None:
        """How the overall result is made."""
        return table_view(self._inner[0], self._anchors, self._look) if self._inner else None

    @cached_property
    def parts(self) -> Sequence[TableView]:
        """How each part is made."""
        return Tables(self._inner[1:], self._anchors, self._look)

    @cached_property
    def weights(self) -> tuple[WeightRow, ...]:
        """Every node with weight, scale, error and status."""
        return weights(self._card.overall, self._look)

    @cached_property
    def certainty(self) -> tuple[str, ...]:
        """How ranges and probabilities were made, in sentences."""
        return how_sure(self._card, self._look)

    @cached_property
    def rules(self) -> tuple[tuple[str, str], ...]:
        """Rules that fired, by node, as (name of the node, sentence)."""
        language, ruled = self._look.language, [node for node in self._nodes if node.rules]
        return tuple((title_of(node), rule_words(rule, language)) for node in ruled for rule in node.rules)

    @cached_property
    def back(self) -> Back:
        """What is the same for every school that was scored alike."""
        return back(self._card.overall, self._look, self._nodes)

    # --- beside it ---

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """Notes on the data and on the framework."""
        own = (self._look.language.reason(visible(note)) for note in self._card.notes)
        return (*own, *(visible(note) for note in self._card.framework.notes))

    @cached_property
    def context(self) -> tuple[tuple[str, str], ...]:
        """What is shown about the school and never scored."""
        none = self._look.say.NO_VALUE_GIVEN
        return tuple((_label(key), visible(text) or none) for key, text in self._card.context.items())

    @cached_property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """Framework, version, hash, library."""
        return tuple(_facts(self._card, self._look))

    @cached_property
    def foot(self) -> str:
        """The same in one sentence."""
        version = visible(self._card.framework.version)
        told = self._look.say.FOOT_ISSUER if self.authority else self._look.say.FOOT
        return str(told.format(framework=self.framework, version=version, authority=self.authority))


def _prefix(card: ReportCard, audience: Audience, lang: str) -> str:
    told = "\0".join((card.school.id, card.framework.id, card.framework.year, audience.name, lang))
    return "rc" + hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _label(key: str) -> str:
    """A context column's id as a label: ``school_type`` is School type."""
    words = visible(key).replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _facts(card: ReportCard, look: Look) -> Iterator[tuple[str, str]]:
    say = look.say
    yield from framework_facts(card.framework, look)
    if card.reference:
        yield say.FACT_REFERENCE, say.REFERENCE_IS.format(reference=visible(card.reference))
    engine, schema = visible(card.engine_version), visible(card.schema_version)
    yield say.FACT_ENGINE, say.ENGINE_IS.format(engine=engine, schema=schema)


def framework_facts(framework: FrameworkRef, look: Look = PLAIN) -> tuple[tuple[str, str], ...]:
    """Which framework made the results."""
    say = look.say
    told = say.FRAMEWORK_IS.format(framework=visible(framework.id), version=visible(framework.version))
    return ((say.FACT_FRAMEWORK, told), (say.FACT_HASH, visible(framework.hash)))
