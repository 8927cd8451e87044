"""Pages that list many cards. They take light rows, so that a nation's schools fit in memory without their cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from reportcard.render.appendix import Swatch, back
from reportcard.render.format import score_text
from reportcard.render.html import environment
from reportcard.render.languages import language_of
from reportcard.render.tags import PLAIN, Look, Tag, look_of, tag
from reportcard.render.view import framework_facts
from reportcard.results.card import FrameworkRef, NodeResult, ReportCard, SchoolRef
from reportcard.results.language import ENGLISH, Language
from reportcard.results.text import visible
from reportcard.results.words import framework_title, name_of, reason_words

Order = Literal["name", "given"]


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A school in a list.

    Attributes:
        id: Id of the school.
        name: Its name.
        score: Its overall score as text; "" where it has none.
        tag: Its overall grade.
        reason: Why it has none.
        file: The card's file, relative to the list, with ``/`` between folders.
        extras: What further columns of the list say of it.
    """

    id: str
    name: str
    score: str
    tag: Tag | None
    reason: str
    file: str = ""
    extras: tuple[str, ...] = ()

    @classmethod
    def of(cls, card: ReportCard, file: str = "", language: Language | str = ENGLISH) -> IndexRow:
        """The row of a card that was written to ``file``."""
        return cls.made(card.school, card.overall, file, look=look_of(language=language_of(language)))

    @classmethod
    def made(
        cls,
        school: SchoolRef,
        overall: NodeResult,
        file: str = "",
        extras: tuple[str, ...] = (),
        look: Look = PLAIN,
    ) -> IndexRow:
        """The row of a school with this overall result."""
        return cls(
            id=visible(school.id),
            name=name_of(school, look.language),
            score="" if overall.score is None else score_text(overall, look.language),
            tag=tag(overall, look),
            reason=_reason(overall, look),
            file=file,
            extras=extras,
        )

    @property
    def href(self) -> str:
        """Address of the card, relative to the list, whatever the name of the file."""
        return address(self.file)


def address(file: str) -> str:
    """A file's relative address: no scheme, host, query or fragment, whatever its name; "" for no file."""
    return "./" + quote(file, safe="/") if file else ""


def _reason(overall: NodeResult, look: Look) -> str:
    if overall.about.kind == "profile":
        return str(look.say.NONE_IN_FRAMEWORK)
    return "" if overall.score is not None else reason_words(overall, look.language)


@dataclass(frozen=True, slots=True)
class Link:
    """A link; without an address the place where the reader is.

    Attributes:
        words: Its text.
        file: File that it leads to, relative to the page; "" for the page itself.
    """

    words: str
    file: str = ""

    @property
    def href(self) -> str:
        """Its address."""
        return address(self.file)


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page that lists schools.

    Attributes:
        title: What the page is called.
        framework: Title of the framework.
        authority: Who issued it.
        lead: What is listed, in which order, in a sentence or two.
        rows: The schools, in order.
        swatches: Colours of the grades.
        facts: Framework, version, hash.
        extras: Titles of the further columns.
        orders: The orders that there are: by name, by grade, by score; none where there is one only.
        pages: The pages of this list in this order.
        letters: First pages of the initials.
        nav: Links to the parts of a site.
    """

    title: str
    framework: str
    authority: str
    lead: str
    rows: tuple[IndexRow, ...]
    swatches: tuple[Swatch, ...]
    facts: tuple[tuple[str, str], ...]
    extras: tuple[str, ...] = ()
    orders: tuple[Link, ...] = ()
    pages: tuple[Link, ...] = ()
    letters: tuple[Link, ...] = ()
    nav: tuple[Link, ...] = ()


def to_list(page: ListPage, language: Language = ENGLISH) -> str:
    """Return a page that lists schools."""
    template = environment(language=language).get_template("index.html.j2")
    return template.render(page=page, swatches=page.swatches, nav=page.nav, lang=language.code, dir=language.direction)


def to_index(
    rows: Iterable[IndexRow],
    framework: FrameworkRef,
    *,
    palette: ReportCard | None = None,
    order: Order = "name",
    language: Language | str = ENGLISH,
) -> str:
    """Return the one page that lists cards.

    Args:
        rows: One row per card.
        framework: The framework that the cards were scored under.
        palette: Any of the cards, for the colours of the grades; without it grades have words only.
        order: ``name``, or ``given`` to keep the order of the rows. The page says which.
        language: Language of the page; rows are made in theirs.
    """
    spoken = language_of(language)
    listed, look = sorted(rows, key=_by_name) if order == "name" else list(rows), look_of(language=spoken)
    lead = spoken.say.LIST_BY_NAME if order == "name" else spoken.say.LIST_AS_GIVEN
    return to_list(
        ListPage(
            title=spoken.say.LIST_TITLE,
            framework=framework_title(framework),
            authority=visible(framework.authority),
            lead=lead.format(schools=schools(len(listed), spoken)),
            rows=tuple(listed),
            swatches=() if palette is None else back(palette.overall).swatches,
            facts=framework_facts(framework, look),
        ),
        spoken,
    )


def schools(count: int, language: Language = ENGLISH) -> str:
    """A number of schools in words."""
    return str(language.say.SCHOOLS.of(count).format(count=language.count(count)))


def _by_name(row: IndexRow) -> tuple[str, str]:
    return row.name.casefold(), row.id
