"""Earlier years on report cards: what each node scored then, why it has no score, and whether it may be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reportcard.framework.years import in_order, refuse_later
from reportcard.results import stored
from reportcard.results.card import Earlier, NodeResult, ReportCard
from reportcard.results.comparable import Terms, changes, new_methods, other_measures, other_weights

if TYPE_CHECKING:
    from reportcard.results.cards import ReportCards

#: Years with the school's card of each, oldest first; None where the school was not there.
_Past = Sequence[tuple[str, ReportCard | None]]


class YearMatch(NamedTuple):
    """Which schools of some results are in those of an earlier year.

    Attributes:
        year: The year.
        matched: Number of schools that are in both.
        without: Ids of the schools that are not in the earlier year.
        unused: Ids of the schools of the earlier year that are not here.
    """

    year: str
    matched: int
    without: tuple[str, ...]
    unused: tuple[str, ...]


class History:
    """Results of earlier years, from which each card takes its school's when it is built.

    Attributes:
        years: Names of the years, oldest first.
    """

    def __init__(self, earlier: Mapping[str, ReportCards], terms: Terms) -> None:
        held = {str(name): cards for name, cards in earlier.items()}
        self.years = tuple(in_order(held))
        refuse_later(self.years, terms.year)
        self._cards = [held[name] for name in self.years]
        self._terms = terms

    def matches(self, schools: Sequence[str]) -> tuple[YearMatch, ...]:
        """Which of some schools are in each year."""
        return tuple(_match(year, schools, held.ids) for year, held in zip(self.years, self._cards, strict=True))

    def __call__(self, cards: list[ReportCard]) -> list[ReportCard]:
        """The same cards with their earlier years."""
        schools = [card.school.id for card in cards]
        found = [held.of(schools) for held in self._cards]
        return [
            _attached(card, list(zip(self.years, own, strict=True)), self._terms)
            for card, own in zip(cards, zip(*found, strict=True), strict=True)
        ]


def _match(year: str, here: Sequence[str], there: Sequence[str]) -> YearMatch:
    without = tuple(sorted(set(here) - set(there)))
    return YearMatch(year, len(here) - len(without), without, tuple(sorted(set(there) - set(here))))


def with_earlier(card: ReportCard, earlier: Mapping[str, ReportCard | None], terms: Terms) -> ReportCard:
    """One card with its school's cards of earlier years: see :meth:`ReportCard.with_earlier`."""
    held = {str(name): before for name, before in earlier.items()}
    years = in_order(held)
    refuse_later(years, terms.year)
    return _attached(card, [(name, held[name]) for name in years], terms)


def _attached(card: ReportCard, past: _Past, terms: Terms) -> ReportCard:
    years = [_Year(name, card, before, terms) for name, before in past]
    return ReportCard.complete({**card.__dict__, "overall": _node(card.overall, years)})


def _node(node: NodeResult, years: Sequence[_Year]) -> NodeResult:
    found = tuple(result for year in years if (result := year.result(node)) is not None)
    children = tuple([_node(child, years) for child in node.children])
    return NodeResult.complete({**node.__dict__, "earlier": found, "children": children})


class _Year:
    """What one school's card of an earlier year says of the nodes of this year's."""

    def __init__(self, name: str, now: ReportCard, before: ReportCard | None, terms: Terms) -> None:
        self.name = name
        self.nodes = None if before is None else {node.id: node for node in before.nodes()}
        self.changes = () if before is None else changes(now, before, terms)
        self.weights = () if before is None else other_weights(now, before)
        self.terms = terms

    def result(self, node: NodeResult) -> Earlier | None:
        """The earlier result of a node; None where that year's card had no such node."""
        if self.nodes is None:
            return Earlier.trusted({"year": self.name, "reason": stored.REASONS["not_there"].format(year=self.name)})
        before = self.nodes.get(node.id)
        if before is None:
            return None
        notes = () if before.score is None else self._notes(node, before)
        return Earlier.trusted(
            {
                "year": self.name,
                "score": before.score,
                "grade": before.grade,
                "reason": before.reason,
                "comparable": not notes,
                "note": " ".join(notes),
            }
        )

    def _notes(self, node: NodeResult, before: NodeResult) -> tuple[str, ...]:
        """What was done in another way for the earlier result, a sentence each."""
        return (
            *self.changes,
            *(self.weights if node.children else ()),
            *new_methods(before, self.name, self.terms),
            *other_measures(node, before),
        )
