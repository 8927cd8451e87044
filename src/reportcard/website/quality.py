"""The page that says what became of the data: rows left out, files joined, values missing and why. Counts only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reportcard.indicators.status import Status
from reportcard.results.cards import ReportCards
from reportcard.results.language import chained
from reportcard.results.text import visible
from reportcard.website.chrome import Chrome


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
    words, unusable, unused = chrome.words, len(cards.quarantine), len(cards.unused)
    return chrome.page(
        "quality.html.j2",
        "data-quality.html",
        lead=_counted(chrome, words.QUALITY_LEAD, len(cards)),
        overall=_overall(counts[cards.root], chrome),
        coverage=tuple(_covered(cards, titles, name, chrome) for name in nodes if name not in leaves),
        measures=tuple(_held(titles[name], counts[name], chrome) for name in nodes if name in leaves),
        files=tuple(_files(attrs, chrome)),
        joined=tuple(_joined(attrs, chrome)),
        notes=tuple(chrome.language.reason(visible(note)) for note in attrs.get("notes", ())),
        unusable=tuple(_unusable(cards, chrome)),
        unusable_lead=_counted(chrome, words.UNUSABLE_LEAD, unusable),
        lacking=tuple(visible(indicators.get(name, name)) for name in cards.lacking),
        unused=_counted(chrome, words.UNUSED, unused) if unused else "",
    )


def _counted(chrome: Chrome, message: Any, count: int, **places: str) -> str:
    """A sentence with a count in it."""
    return str(message.of(count).format(count=chrome.count(count), **places))


def _statuses(cards: ReportCards, nodes: Iterable[str]) -> dict[str, Counter[str]]:
    """How many schools have each status, by node."""
    counts: dict[str, Counter[str]] = {node: Counter() for node in nodes}
    for block in cards.blocks():
        for node, found in counts.items():
            found.update(block.statuses(node))
    return counts


def _held(title: str, counts: Counter[str], chrome: Chrome) -> Held:
    present = _present(counts)
    return Held(title, chrome.count(present), chrome.share(present / counts.total()), tuple(_reasons(counts, chrome)))


def _overall(counts: Counter[str], chrome: Chrome) -> tuple[str, ...]:
    """How many schools have an overall score, and why the others have none, in sentences."""
    present, say, words = _present(counts), chrome.language.say, chrome.words
    share = chrome.share(present / counts.total())
    reasons = chained([*_reasons(counts, chrome)], say.NEXT_VALUE)
    others = (words.OTHERS_HAVE_NONE.format(reasons=reasons),) if reasons else ()
    return (_counted(chrome, words.HAVE_SCORE, present, share=share), *others)


def _present(counts: Counter[str]) -> int:
    return sum(count for status, count in counts.items() if Status(status).is_present)


def _reasons(counts: Counter[str], chrome: Chrome) -> Iterator[str]:
    """Each reason with the number of its schools, most first."""
    absent = sorted((-count, status) for status, count in counts.items() if not Status(status).is_present)
    words, statuses = chrome.words, chrome.language.words.STATUS
    for count, status in absent:
        yield words.A_REASON.format(reason=statuses[status], count=chrome.count(-count))
    if beyond := counts.get(Status.CENSORED.value, 0):
        yield words.A_LIMIT.format(reason=statuses[Status.CENSORED.value], count=chrome.count(beyond))


def _covered(cards: ReportCards, titles: Mapping[str, str], node: str, chrome: Chrome) -> Covered:
    coverage = cards.coverage(node)
    whole, nothing = int((coverage > 1 - 1e-9).sum()), int((coverage < 1e-9).sum())
    return Covered(titles[node], chrome.share(float(coverage.mean())), chrome.count(whole), chrome.count(nothing))


def _files(attrs: Mapping[str, Any], chrome: Chrome) -> Iterator[tuple[str, str]]:
    words = chrome.words
    if "read" in attrs:
        yield words.READ_NAME, _counted(chrome, words.READ_ROWS, attrs["read"], file=visible(attrs["file"]))
        yield words.LEFT_OUT_NAME, _counted(chrome, words.LEFT_OUT_ROWS, attrs["left_out"])


def _joined(attrs: Mapping[str, Any], chrome: Chrome) -> Iterator[tuple[str, str, str, str]]:
    """What matched in each further file; how many, not which."""
    for joined in attrs.get("joined", ()):
        counts = (joined["matched"], joined["without"], joined["unused"])
        yield (visible(joined["file"]), *map(chrome.count, counts))  # type: ignore[misc]


def _unusable(cards: ReportCards, chrome: Chrome) -> Iterator[tuple[str, str, str]]:
    """Cells and rows in the quarantine, by column and code. The values are not told: they may be of few pupils."""
    counts = Counter((fault.column, fault.code) for fault in cards.quarantine)
    for (column, code), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield visible(column), chrome.words.FAULTS.get(code, code), chrome.count(count)
