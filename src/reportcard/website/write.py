"""Writes a site: every page once, in an order that never changes, so that a killed run can be gone on with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from reportcard.publish import file_names
from reportcard.render import site_messages
from reportcard.render.html import environment
from reportcard.render.languages import language_of
from reportcard.results.card import ReportCard
from reportcard.results.cards import ReportCards
from reportcard.results.language import ENGLISH, Language
from reportcard.version import __version__
from reportcard.website.chrome import EVERYONE, Chrome, chrome_of
from reportcard.website.downloads import write_downloads
from reportcard.website.fingerprint import fingerprint
from reportcard.website.front import front_page
from reportcard.website.groupings import Grouping, Kind, grouping
from reportcard.website.lists import ListWriter, SchoolList
from reportcard.website.method import method_page
from reportcard.website.quality import quality_page
from reportcard.website.store import Store
from reportcard.workers import drawn

#: Rows of a list on one page.
ROWS = 300
_CARDS = "cards"
_KINDS: tuple[Kind, ...] = ("phase", "area")


@dataclass(frozen=True)
class Site:
    """A site that was written.

    Attributes:
        out: Its folder.
        pages: Number of files in it.
        kept: How many of them a killed run had finished.
        sources: Where its lists come from, in words; for what is not listed, why.
    """

    out: Path
    pages: int
    kept: int
    sources: tuple[str, ...]


def write_site(
    cards: ReportCards,
    out: str | Path,
    *,
    area: str | None = None,
    phase: str | None = None,
    source: Mapping[str, Any] | None = None,
    rows: int = ROWS,
    jobs: int = 1,
    advance: Callable[[int], None] | None = None,
    language: Language | str = "en",
) -> Site:
    """Write a static site: a page a school, lists by area and phase, the method, the data's quality, downloads.

    The site is made beside ``out`` and put into its place when it is complete; a run that was killed is gone on with,
    and ends with the same bytes. The pages do not depend on the order of the data; the downloads keep it.

    Args:
        cards: The results.
        out: The folder: new, empty, or holding a site, which is replaced.
        area: Column of the area: of the data, or a context column of the framework. Found by its usual names where
            None; "" for no lists by area.
        phase: Column of the phase, likewise; where there is none, how the framework scored each school.
        source: What was read, for the page on data quality: ``frame.attrs`` of :func:`reportcard.read_file`.
        rows: Schools on one page of a list.
        jobs: Processes that draw the schools' pages; the site is the same. A script that asks for more than 1 does so
            below ``if __name__ == "__main__":``, for each process reads the script again.
        advance: Called with 1 for every school whose page is there.
        language: Language of every page (:func:`reportcard.languages` lists them). Texts of the framework and of the
            data stay as they are, and so do the downloads.

    Raises:
        UnknownNameError: There is no column or no language of that name.
        LanguageError: The language has a catalogue that cannot be used.
        OutputError: The folder holds something else, or something cannot be written.
        ValueError: ``rows`` or ``jobs`` is below 1.
    """
    for name, number in (("rows", rows), ("jobs", jobs)):
        if number < 1:
            raise ValueError(f"{name} must be at least 1, not {number}")
    spoken = language_of(language)
    asked: dict[Kind, str | None] = {"area": area, "phase": phase}
    found = [grouping(cards, kind, asked[kind]) for kind in _KINDS]
    groups = [group for group in found if group is not None]
    told = dict(source or {})
    labels = [[group.kind, group.source, *group.labels] for group in groups]
    with Store(Path(out), fingerprint(cards, {"rows": rows, "lists": labels, "source": told}, spoken)) as store:
        kept = store.kept
        _write(cards, store, groups, told, rows, jobs, advance, spoken)
        framework = cards.makers[-1].framework
        store.finish(
            {
                "made_by": "reportcard site",
                "reportcard": __version__,
                "framework": {"id": framework.id, "version": framework.version, "hash": framework.hash},
                "schools": len(cards),
            }
        )
        return Site(store.out, store.count, kept, tuple(_sources(found)))


def _sources(found: Sequence[Grouping | None]) -> Iterator[str]:
    for kind, group in zip(_KINDS, found, strict=True):
        if group is None:
            yield f"No lists by {kind}: no column was named or found."
        else:
            yield f"{site_messages.AREAS_AND_PHASES[kind]} are listed by {group.source}."


def _write(
    cards: ReportCards,
    store: Store,
    groups: Sequence[Grouping],
    source: Mapping[str, Any],
    rows: int,
    jobs: int,
    advance: Callable[[int], None] | None,
    language: Language,
) -> None:
    chrome = chrome_of(cards, language)
    files = {school: f"{_CARDS}/{name}.html" for school, name in file_names(cards.ids).items()}
    _write_cards(cards, store, chrome, files, jobs, advance)
    everyone = SchoolList(chrome.words.ALL_SCHOOLS, EVERYONE, np.arange(len(cards)), tuple(groups))
    listed = [(group, _lists(group, groups, language)) for group in groups]
    writer = ListWriter(cards, chrome, files, rows)
    for page in (everyone, *(page for _, lists in listed for page in lists)):
        if any(name not in store for name in writer.names(page)):
            for name, text in writer.pages(page):
                store.put(name, text)
    downloads = write_downloads(store, cards, groups)
    for name, text in (
        ("method.html", method_page(cards, chrome)),
        ("data-quality.html", quality_page(cards, chrome, source)),
        ("index.html", front_page(cards, chrome, listed, downloads, store.root)),
    ):
        store.put(name, text)


def _lists(group: Grouping, groups: Sequence[Grouping], language: Language) -> list[SchoolList]:
    """A list for each label, by label; the schools without one come last."""
    places: dict[str, list[int]] = {}
    for place, label in enumerate(group.labels):
        places.setdefault(label, []).append(place)
    names = file_names(places)
    others = tuple(other for other in groups if other is not group)
    ordered = sorted(places, key=lambda label: (label == group.none, label.casefold(), label))
    return [
        SchoolList(
            group.said(label, language), f"{group.folder}/{names[label]}", np.array(places[label], np.intp), others
        )
        for label in ordered
    ]


# --- a page a school -------------------------------------------------------------------------------------------------


def _write_cards(
    cards: ReportCards,
    store: Store,
    chrome: Chrome,
    files: Mapping[str, str],
    jobs: int,
    advance: Callable[[int], None] | None,
) -> None:
    """Write the cards that are not there yet: some are built at a time, and let go."""
    wanted = [place for place, school in enumerate(cards.ids) if files[school] not in store]
    if advance is not None and len(wanted) < len(cards):
        advance(len(cards) - len(wanted))
    style, links = _card_links(chrome)
    draw = partial(card_page, style=style, links=links, language=chrome.language)
    with closing(drawn(cards.each(wanted), len(wanted), draw, jobs)) as pages:
        for card, page in pages:
            store.put(files[card.school.id], page)
            if advance is not None:
                advance(1)


def _card_links(chrome: Chrome) -> tuple[str, str]:
    """What a card gets as a page of the site: a style, and a line of links."""
    made = environment(language=chrome.language)
    links = made.get_template("site.html.j2").module.nav(chrome.nav(1))  # type: ignore[attr-defined]
    return f"<style>\n{made.get_template('site.css.j2').render()}</style>\n", str(links)


def card_page(card: ReportCard, style: str, links: str, language: Language = ENGLISH) -> str:
    """A card's own page with a line of links above it; the card itself is as :meth:`ReportCard.to_html` gives it."""
    before, end, page = card.to_html(language=language).partition("</head>")
    start = page.index(">", page.index("<body")) + 1
    return f"{before}{style}{end}{page[:start]}\n{links}{page[start:].lstrip()}"
