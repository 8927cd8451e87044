"""The page that says what became of the data: rows left out, files joined, values missing and why. Counts only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reportcard.indicators.status import Status
from reportcard.render.html import environment
from reportcard.results.cards import ReportCards
from reportcard.results.numbers import fixed
from reportcard.results.text import visible
from reportcard.website.lists import Chrome


@dataclass(frozen=True)
class Held:
    """How many schools have a value or a score on a node, and why the others have none.

    Attributes:
        title: Name of the node.
        count: Schools that have one.
        share: Their share.
        reasons: Status in words and number of schools, most first.
    """

    title: str
    count: str
    share: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Covered:
    """How much of a part's weight rests on data.

    Attributes:
        title: Name of the part.
        mean: Share of its weight that rests on data, on average over the schools.
        whole: Schools where all of it does.
        nothing: Schools where none of it does.
    """

    title: str
    mean: str
    whole: str
    nothing: str


def quality_page(cards: ReportCards, chrome: Chrome, attrs: Mapping[str, Any]) -> str:
    """Return the page.

    Args:
        cards: The results.
        chrome: What every page shows.
        attrs: What :func:`reportcard.read_file` says of the files; empty where the data came otherwise.
    """
    makers = [maker for at, maker in enumerate(cards.makers) if (cards.taken == at).any()]
    titles = {node.node.id: visible(about.title) for maker in reversed(makers)
              for node, about in zip(maker.plan.nodes, maker.abouts, strict=True)}  # fmt: skip
    leaves = {node.node.id for maker in makers for node in maker.plan.nodes if not node.node.children}
    indicators = {name: known.title for maker in cards.makers for name, known in maker.indicators.items()}
    # The root goes by one name in all variants; nodes of variants that no school took are not told.
    titles.setdefault(cards.root, visible(makers[0].abouts[0].title))
    nodes = [name for name in cards.nodes if name in titles]
    counts = _statuses(cards, {cards.root, *(name for name in nodes if name in leaves)})
    return (
        environment()
        .get_template("quality.html.j2")
        .render(
            chrome=chrome,
            nav=chrome.nav(0, "data-quality.html"),
            swatches=chrome.swatches,
            schools=f"{len(cards):,}",
            overall=_held(titles[cards.root], counts[cards.root]),
            coverage=tuple(_covered(cards, titles, name) for name in nodes if name not in leaves),
            measures=tuple(_held(titles[name], counts[name]) for name in nodes if name in leaves),
            files=tuple(_files(attrs)),
            joined=tuple(_joined(attrs)),
            notes=tuple(visible(note) for note in attrs.get("notes", ())),
            unusable=tuple(_unusable(cards)),
            unusable_count=f"{len(cards.quarantine):,}",
            lacking=tuple(visible(indicators.get(name, name)) for name in cards.lacking),
            unused=f"{len(cards.unused):,}" if cards.unused else "",
        )
    )


def _statuses(cards: ReportCards, nodes: Iterable[str]) -> dict[str, Counter[str]]:
    """How many schools have each status, by node."""
    counts: dict[str, Counter[str]] = {node: Counter() for node in nodes}
    for block in cards.blocks():
        for node, found in counts.items():
            found.update(block.statuses(node))
    return counts


def _held(title: str, counts: Counter[str]) -> Held:
    present = sum(count for status, count in counts.items() if Status(status).is_present)
    absent = sorted((-count, status) for status, count in counts.items() if not Status(status).is_present)
    beyond = counts.get(Status.CENSORED.value, 0)
    reasons = [f"{Status(status).words}: {-count:,}" for count, status in absent]
    reasons += [f"of those with one, {Status.CENSORED.words}: {beyond:,}"] if beyond else []
    return Held(title, f"{present:,}", _share(present / counts.total()), tuple(reasons))


def _share(share: float) -> str:
    return f"{fixed(100 * share, 1)}%"


def _covered(cards: ReportCards, titles: Mapping[str, str], node: str) -> Covered:
    coverage = cards.coverage(node)
    whole, nothing = int((coverage > 1 - 1e-9).sum()), int((coverage < 1e-9).sum())
    return Covered(titles[node], _share(float(coverage.mean())), f"{whole:,}", f"{nothing:,}")


def _files(attrs: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "read" in attrs:
        yield "Read", f"{visible(attrs['file'])}: {attrs['read']:,} rows"
        yield "Left out", f"{attrs['left_out']:,} rows that are not schools to score under this framework"


def _joined(attrs: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """What matched in each further file; how many, not which."""
    for joined in attrs.get("joined", ()):
        counts = (joined["matched"], joined["without"], joined["unused"])
        yield (visible(joined["file"]), *(f"{count:,}" for count in counts))  # type: ignore[misc]


def _unusable(cards: ReportCards) -> Iterator[tuple[str, str, str]]:
    """Cells and rows in the quarantine, by column and code. The values are not told: they may be of few pupils."""
    counts = Counter((fault.column, fault.code) for fault in cards.quarantine)
    for (column, code), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield visible(column), code.replace("-", " "), f"{count:,}"
