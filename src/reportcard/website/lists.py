"""Lists of schools in three orders, each as pages of some hundred rows. Made from columns: no card is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reportcard.render.index import IndexRow, Link, ListPage, schools, to_list
from reportcard.results.cards import ReportCards
from reportcard.results.language import ENGLISH, Language
from reportcard.results.words import name_of
from reportcard.website.chrome import Chrome
from reportcard.website.groupings import Grouping

Places = npt.NDArray[np.intp]
ORDERS = ("name", "grade", "score")


class Ranks:
    """The orders of all schools, from their columns. The same whatever the order of the data."""

    def __init__(self, cards: ReportCards, language: Language = ENGLISH) -> None:
        count = len(cards)
        keys = [(name_of(school, language).casefold(), school.id) for school in map(cards.school, range(count))]
        by_name = sorted(range(count), key=keys.__getitem__)
        self.initials = ["".join(key[0][:1]).upper() for key in keys]
        self._name = np.empty(count, np.intp)
        self._name[by_name] = np.arange(count)
        self._grade = cards.grade_places()
        score = cards.scores()
        self._score = np.where(np.isnan(score), np.inf, -score)

    def ordered(self, places: Places, order: str) -> Places:
        """Some schools in an order."""
        keys: tuple[npt.NDArray[np.generic], ...] = (self._name[places],)
        if order != "name":
            keys = (*keys, (self._grade if order == "grade" else self._score)[places])
        found: Places = places[np.lexsort(keys)]
        return found


@dataclass(frozen=True)
class SchoolList:
    """Some schools, to be listed on pages in one folder.

    Attributes:
        title: What the list is called.
        folder: Its folder, from the root of the site.
        places: The schools.
        extras: What else its rows say: area, phase.
    """

    title: str
    folder: str
    places: Places
    extras: tuple[Grouping, ...] = ()


class ListWriter:
    """Makes the pages of lists."""

    def __init__(self, cards: ReportCards, chrome: Chrome, files: Mapping[str, str], rows: int) -> None:
        self._cards = cards
        self._chrome = chrome
        self._files = files
        self._rows = rows
        self._ranks = Ranks(cards, chrome.language)

    def pages(self, listed: SchoolList) -> Iterator[tuple[str, str]]:
        """Every page of a list, as its file and its text."""
        for order in ORDERS:
            places = self._ranks.ordered(listed.places, order)
            for number in range(self._count(places)):
                name = f"{listed.folder}/{page_file(order, number)}"
                yield name, to_list(self._page(listed, order, places, number), self._chrome.language)

    def names(self, listed: SchoolList) -> list[str]:
        """Files of all pages of a list."""
        count = self._count(listed.places)
        return [f"{listed.folder}/{page_file(order, number)}" for order in ORDERS for number in range(count)]

    def _count(self, places: Sequence[int] | Places) -> int:
        return max(1, -(-len(places) // self._rows))

    def _page(self, listed: SchoolList, order: str, places: Places, number: int) -> ListPage:
        chrome, depth = self._chrome, listed.folder.count("/") + 1
        start, count = number * self._rows, self._count(places)
        shown = places[start : start + self._rows].tolist()
        words = chrome.words
        return ListPage(
            title=listed.title,
            framework=chrome.framework,
            authority=chrome.authority,
            lead=self._lead(order, len(places), start, len(shown)),
            rows=tuple(self._row(listed, place, "../" * depth) for place in shown),
            swatches=chrome.swatches,
            facts=chrome.facts,
            extras=tuple(words.AREA_OR_PHASE[grouping.kind] for grouping in listed.extras),
            orders=tuple(Link(words.ORDERS[to], "" if to == order else page_file(to, 0)) for to in ORDERS),
            pages=_numbers(order, number, count) if count > 1 else (),
            letters=self._letters(places, number) if count > 1 and order == "name" else (),
            nav=chrome.nav(depth, f"{listed.folder}/index.html"),
        )

    def _lead(self, order: str, count: int, start: int, shown: int) -> str:
        """What of a list is shown, in which order."""
        say, words = self._chrome.language.say, self._chrome.words
        told = {"name": say.LIST_BY_NAME, "grade": words.LIST_BY_GRADE, "score": words.LIST_BY_SCORE}[order]
        if shown == count:
            return str(told.format(schools=schools(count, self._chrome.language)))
        first, last, of = map(self._chrome.count, (start + 1, start + shown, count))
        return str(told.format(schools=words.EXTENT.of(count).format(first=first, last=last, count=of)))

    def _row(self, listed: SchoolList, place: int, up: str) -> IndexRow:
        school = self._cards.school(place)
        extras = tuple(by.said(by.labels[place], self._chrome.language) for by in listed.extras)
        file = f"{up}{self._files[school.id]}"
        return IndexRow.made(school, self._cards.overall(place), file, extras, self._chrome.look)

    def _letters(self, places: Places, here: int) -> tuple[Link, ...]:
        """The page on which the names of each initial begin."""
        first: dict[str, int] = {}
        for at, place in enumerate(places.tolist()):
            letter = self._ranks.initials[place]
            if letter.isalpha():
                first.setdefault(letter, at // self._rows)
        return tuple(Link(letter, "" if at == here else page_file("name", at)) for letter, at in first.items())


def page_file(order: str, number: int) -> str:
    """File of a page of a list; the first in order of name is the folder's own."""
    return "index.html" if order == "name" and number == 0 else f"{order}-{number + 1}.html"


def _numbers(order: str, here: int, count: int) -> tuple[Link, ...]:
    return tuple(Link(str(at + 1), "" if at == here else page_file(order, at)) for at in range(count))
