"""The first page of a site: how many schools have each grade, lists by area and phase, and where everything is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportcard.render.html import environment
from reportcard.render.index import Link, schools
from reportcard.render.tags import Tag, tag
from reportcard.results.card import NodeResult
from reportcard.results.cards import ReportCards
from reportcard.results.numbers import fixed
from reportcard.results.text import visible
from reportcard.website.downloads import WORDS
from reportcard.website.groupings import Grouping
from reportcard.website.lists import Chrome, SchoolList

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
    """

    tag: Tag | None
    count: str
    share: str
    width: str


@dataclass(frozen=True)
class GroupTable:
    """The areas, or the phases.

    Attributes:
        title: What they are.
        source: Where they come from.
        head: Name of the first column.
        grades: Grades that are counted, and ``None``.
        rows: Link to each list, number of schools, and number with each grade.
    """

    title: str
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
    grades = cards.grades()
    return (
        environment()
        .get_template("front.html.j2")
        .render(
            chrome=chrome,
            nav=chrome.nav(0, "index.html"),
            swatches=chrome.swatches,
            count=schools(len(cards)),
            summary=visible(cards.makers[-1].plan.document.summary),
            grades=_grades(cards),
            groups=tuple(_group(cards, grades, grouping, lists) for grouping, lists in groups),
            downloads=tuple((Link(WORDS[name], name), _size(root / name)) for name in downloads),
        )
    )


def _grades(cards: ReportCards) -> tuple[GradeRow, ...]:
    counts = {grade: count for grade, count in cards.summary().items() if count or grade != "no grade"}
    tags, most = _tags(cards), max(counts.values(), default=1) or 1
    if len(counts) < 2:
        return ()
    return tuple(
        GradeRow(tags.get(grade), f"{count:,}", f"{fixed(100 * count / len(cards), 1)}%", f"{100 * count / most:.1f}")
        for grade, count in counts.items()
    )


def _tags(cards: ReportCards) -> dict[str, Tag]:
    """Each overall grade as it is shown; the document's own words where variants differ."""
    found: dict[str, Tag] = {}
    for maker in (cards.makers[-1], *cards.makers):
        about = maker.abouts[0]
        for band in about.bands:
            shown = tag(NodeResult.trusted({"id": "", "about": about, "grade": band.grade}))
            if shown is not None:
                found.setdefault(band.grade, shown)
    return found


def _group(
    cards: ReportCards, grades: Sequence[str | None], grouping: Grouping, lists: Sequence[SchoolList]
) -> GroupTable:
    names = [grade for grade in cards.summary() if grade != "no grade"]
    shown = names if 0 < len(names) <= _MOST_GRADES else []
    rows = []
    for listed in lists:
        counts = Counter(grades[place] for place in listed.places.tolist())
        cells = [f"{counts[grade]:,}" for grade in [*shown, *([None] if shown else [])]]
        rows.append((Link(listed.title, f"{listed.folder}/index.html"), f"{len(listed.places):,}", tuple(cells)))
    columns = (*shown, "No grade") if shown else ()
    return GroupTable(grouping.plural, grouping.source, grouping.title, columns, tuple(rows))


def _size(path: Path) -> str:
    """Size of a file in words."""
    size = path.stat().st_size
    return f"{fixed(size / 1e6, 1)} MB" if size >= 1e5 else f"{fixed(max(size / 1e3, 0.1), 1)} kB"
