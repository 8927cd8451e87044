"""Whether the result of an earlier year may be compared with this year's, and what changed where it may not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportcard.framework.document import Framework
from reportcard.framework.years import year_number
from reportcard.results import stored
from reportcard.results.card import NodeResult, ReportCard
from reportcard.results.words import listed


@dataclass(frozen=True, slots=True)
class Terms:
    """What decides beside the cards themselves whether two years may be compared.

    Attributes:
        document: The framework's document, for its ``breaks`` and ``comparable_with``; None where it is not known.
        year: This year, where it is known.
    """

    document: Framework | None = None
    year: str | None = None

    def breaks(self, indicator: str) -> dict[str, str]:
        """Years from which an indicator is measured in another way, each with what changed."""
        entry = None if self.document is None else self.document.indicators.get(indicator)
        return {} if entry is None else entry.breaks

    def alike(self, framework: str) -> bool:
        """Whether the document says that results under a framework can be compared with its own."""
        return self.document is not None and framework in self.document.comparable_with


def changes(now: ReportCard, before: ReportCard, terms: Terms) -> tuple[str, ...]:
    """What is different about two cards as a whole, a sentence each."""
    new, old = now.framework, before.framework
    said = []
    if terms.alike(old.id):
        pass
    elif new.id != old.id:
        said.append(stored.OTHER_FRAMEWORK.format(framework=old.title or old.id))
    elif new.version != old.version:
        said.append(stored.OTHER_VERSION.format(before=old.version, now=new.version))
    elif new.hash != old.hash:
        said.append(stored.OTHER_TEXT)
    if new.id == old.id and new.variant != old.variant:
        said.append(stored.OTHER_KIND.format(kind=old.variant_title or old.variant or stored.PARTS["others"]))
    if now.reference != before.reference:
        said.append(stored.OTHER_POPULATION)
    return tuple(said)


def new_methods(before: NodeResult, year: str, terms: Terms) -> tuple[str, ...]:
    """Breaks between an earlier year and this one in what the earlier result rests on, a sentence each.

    Every later break counts where this year is not known.
    """
    first, last = year_number(year), None if terms.year is None else year_number(terms.year)
    titles: dict[tuple[str, str], dict[str, None]] = {}
    for leaf in leaves(before):
        for indicator in leaf.indicators:
            for changed, what in terms.breaks(indicator).items():
                at = year_number(changed)
                if first < at and (last is None or at <= last):
                    titles.setdefault((changed, what.rstrip(".")), {})[leaf.title] = None
    return tuple(
        stored.SINCE.format(year=changed, what=f"{what} ({_listed(list(of))})" if before.children else what)
        for (changed, what), of in titles.items()
    )


def leaves(node: NodeResult) -> Iterator[NodeResult]:
    """The leaves that a node's score rests on: those with a score, through all levels, without what stands beside."""
    if not node.children:
        if node.score is not None:
            yield node
        return
    for child in node.children:
        if child.score is not None and not child.about.beside:
            yield from leaves(child)


def other_weights(now: ReportCard, before: ReportCard) -> tuple[str, ...]:
    """Whether the parts of the two cards were weighed differently by the caller, in a sentence."""
    return () if now.own_weights == before.own_weights else (stored.OTHER_WEIGHTS,)


def other_measures(now: NodeResult, before: NodeResult) -> tuple[str, ...]:
    """What the two results of an inner node do not both rest on: one sentence, or none where they rest on the same."""
    if now.score is None or before.score is None or not now.children:
        return ()
    here, there = ({leaf.id for leaf in leaves(node)} for node in (now, before))
    lacking, more = _titles(now, here - there), _titles(before, there - here)
    if not lacking and not more:
        return ()
    told = stored.WITHOUT_AND_WITH if lacking and more else stored.WITHOUT if lacking else stored.WITH
    return (told.format(lacking=_listed(lacking), more=_listed(more)),)


def _titles(node: NodeResult, wanted: set[str]) -> list[str]:
    """Titles of some leaves; that of a whole part where all that it rests on is wanted."""
    own = {leaf.id for leaf in leaves(node)}
    if own and own <= wanted:
        return [node.title]
    return [
        title
        for child in node.children
        if child.score is not None and not child.about.beside
        for title in _titles(child, wanted)
    ]


def _listed(names: Sequence[str]) -> str:
    return listed(names) if names else ""
