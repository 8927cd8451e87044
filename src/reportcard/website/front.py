"""The first page of a site: how many schools have each grade, lists by area and phase, and where everything is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportcard.render.index import Link
from reportcard.render.tags import Look, Tag, tag
from reportcard.results.card import NodeResult
from reportcard.results.cards import ReportCards
from reportcard.results.text import visible
from reportcard.website.chrome import EVERYONE, Chrome
from reportcard.website.groupings import Grouping
from reportcard.website.lists import SchoolList

#: More grades than this, and the lists on the first page count schools only.
_MOST_GRADES = 7


@dataclass(frozen=True)
class GradeRow:
    """How many schools have a grade.

    Attributes:
        tag: The grade; None for those without one.
        count: Schools that have it.
        share: Their share, in words.
        width: Their share of the most frequent grade's, in per cent, for a bar.
        start: Where the bar begins, likewise; "" at the left.
    """

    tag: Tag | None
    count: str
    share: str
    width: str
    start: str = ""


@dataclass(frozen=True)
class GroupTable:
    """The areas, or the phases.

    Attributes:
        title: What they are.
        caption: Caption of the table.
        source: Where they come from, in a sentence.
        head: Name of the first column.
        grades: Grades that are counted, and ``None``.
        rows: Link to each list, number of schools, and number with each grade.
    """

    title: str
    caption: str
    source: str
    head: str
    grades: tuple[str, ...]
    rows: tuple[tuple[Link, str, tuple[str, ...]], ...]


def front_page(
    cards: ReportCards,
    chrome: Chrome,
    groups: Sequence[tuple[Grouping, Sequence[SchoolList]]],
    downloads: Sequence[str],
    root: Path,
) -> str:
    """Return the page; the sizes of the downloads are those of the files in ``root``."""
    grades, words = cards.grades(), chrome.words
    return chrome.page(
        "front.html.j2",
        "index.html",
        title=words.FRONT_TITLE.format(framework=chrome.framework),
        heading=words.FRONT_HEADING.of(len(cards)).format(count=chrome.count(len(cards))),
        summary=visible(cards.makers[-1].plan.document.summary),
        everyone=Link(words.LIST_OF_ALL, f"{EVERYONE}/index.html"),
        find=words.FIND[" ".join(grouping.kind for grouping, _ in groups)],
        method=Link(words.METHOD_LINK, "method.html"),
        quality=Link(words.QUALITY_LINK, "data-quality.html"),
        grades=_grades(cards, chrome),
        groups=tuple(_group(cards, chrome, grades, grouping, lists) for grouping, lists in groups),
        downloads=tuple(_download(name, root, chrome) for name in downloads),
    )


def _grades(cards: ReportCards, chrome: Chrome) -> tuple[GradeRow, ...]:
    counts = {grade: count for grade, count in cards.summary().items() if count or grade != "no grade"}
    tags, most = _tags(cards, chrome.look), max(counts.values(), default=1) or 1
    if len(counts) < 2:
        return ()
    rows, mirrored = [], chrome.language.direction == "rtl"
    for grade, count in counts.items():
        width = 100 * count / most
        start = f"{100 - width:.1f}" if mirrored else ""
        share = chrome.share(count / len(cards))
        rows.append(GradeRow(tags.get(grade), chrome.count(count), share, f"{width:.1f}", start))
    return tuple(rows)


def _tags(cards: ReportCards, look: Look) -> dict[str, Tag]:
    """Each overall grade as it is shown; the document's own words where variants differ."""
    found: dict[str, Tag] = {}
    for maker in (cards.makers[-1], *cards.makers):
        about = maker.abouts[0]
        for band in about.bands:
            shown = tag(NodeResult.trusted({"id": "", "about": about, "grade": band.grade}), look)
            if shown is not None:
                found.setdefault(band.grade, shown)
    return found


def _group(
    cards: ReportCards,
    chrome: Chrome,
    grades: Sequence[str | None],
    grouping: Grouping,
    lists: Sequence[SchoolList],
) -> GroupTable:
    names = [grade for grade in cards.summary() if grade != "no grade"]
    shown = names if 0 < len(names) <= _MOST_GRADES else []
    rows, words = [], chrome.words
    for listed in lists:
        counts = Counter(grades[place] for place in listed.places.tolist())
        cells = tuple(chrome.count(counts[grade]) for grade in [*shown, *([None] if shown else [])])
        rows.append((Link(listed.title, f"{listed.folder}/index.html"), chrome.count(len(listed.places)), cells))
    source = words.LISTED_BY_COLUMN if grouping.column else words.LISTED_BY_VARIANT
    return GroupTable(
        title=words.AREAS_AND_PHASES[grouping.kind],
        caption=words.GROUP_CAPTIONS[grouping.kind],
        source=source.format(column=grouping.column),
        head=words.AREA_OR_PHASE[grouping.kind],
        grades=(*shown, words.NO_GRADE_HEAD) if shown else (),
        rows=tuple(rows),
    )


def _download(name: str, root: Path, chrome: Chrome) -> tuple[Link, str]:
    """A link to a file, and its size in words."""
    path, words, fixed = root / name, chrome.words, chrome.language.fixed
    size = path.stat().st_size
    told = words.MEGABYTES if size >= 1e5 else words.KILOBYTES
    number = fixed(size / 1e6, 1) if size >= 1e5 else fixed(max(size / 1e3, 0.1), 1)
    return Link(words.FILES[path.suffix[1:]], name), told.format(number=number)
