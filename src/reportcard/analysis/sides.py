"""The two sides of a comparison: results of many schools, or the card of one, asked in the same way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

from reportcard.engine.compile import walk
from reportcard.engine.table import Floats
from reportcard.errors import InputError, Problem, UnknownNameError
from reportcard.framework.document import Framework as Document
from reportcard.results.card import FrameworkRef, ReportCard
from reportcard.results.cards import ReportCards

#: Metrics that follow one framework of inspections, and which; the grades of two are never compared.
_INSPECTIONS = {"inspection_limit_2009": "2009-09", "inspection_status_2025": "2025-11"}


@dataclass(frozen=True)
class Side:
    """One side of a comparison.

    Attributes:
        ids: Schools in the order given.
        names: Their names, where the data has them.
        root: Id of the overall result.
        framework: The framework.
        documents: Its document; empty where only a card is there, and no built-in framework has its fingerprint.
        own_weights: Weights of the caller's.
        reference: Id of the reference.
        grades: Grades of the node, best first.
        score: Scores of the node; NaN where there is none.
        grade: Its grades; None where there is none.
        source: What it was made from.
    """

    ids: tuple[str, ...]
    names: tuple[str | None, ...]
    root: str
    framework: FrameworkRef
    documents: tuple[Document, ...]
    own_weights: dict[str, float]
    reference: str | None
    grades: tuple[str, ...]
    score: Floats
    grade: list[str | None]
    source: ReportCards | ReportCard

    def cards(self, places: Sequence[int]) -> Iterator[ReportCard]:
        """Cards of some places."""
        if isinstance(self.source, ReportCard):
            yield from (self.source for _ in places)
        else:
            yield from self.source.each(places)

    def values(self) -> dict[str, Floats]:
        """Values by indicator, as far as they are known."""
        if isinstance(self.source, ReportCard):
            leaves = [node for node in self.source.nodes() if len(node.indicators) == 1]
            return {node.indicators[0]: np.array([np.nan if node.value is None else node.value]) for node in leaves}
        return {name: column.value for name, column in self.source.basis.table.numbers.items()}

    def errors(self, node: str | None) -> Floats:
        """Standard errors of the node's scores, from the intervals on the cards; NaN where they have none."""
        out = np.full(len(self.ids), np.nan)
        if len(self.ids) == 0 or next(self.cards([0])).certainty is None:
            return out
        for place, card in enumerate(self.cards(range(len(self.ids)))):
            found = card.overall if node is None or node not in card else card[node]
            if found.interval is not None and card.certainty is not None:
                z = NormalDist().inv_cdf(0.5 + card.certainty.confidence / 2)
                out[place] = (found.interval.high - found.interval.low) / (2 * z)
        return out


def side_of(given: Any, node: str | None) -> Side:
    """Results as a side of a comparison.

    Raises:
        InputError: They are no results.
        UnknownNameError: They have no such node.
    """
    if isinstance(given, ReportCards):
        return _of_many(given, node)
    if isinstance(given, ReportCard):
        return _of_one(given, node)
    problem = Problem("not-results", f"'{type(given).__name__}' is not what score() returns.", "compare",
                      "Score the data first: compare(score(data, one), score(data, other)).")  # fmt: skip
    raise InputError("Only results can be compared.", code="not-results", problems=[problem])


def _of_many(cards: ReportCards, node: str | None) -> Side:
    basis = cards.basis
    if node is not None and node not in cards.nodes:
        raise UnknownNameError("node", node, cards.nodes)
    main = basis.assemblers[-1]
    rows = [0 if node in (None, cards.root) else plan.rows.get(node or "") for _, plan in basis.plans]
    bands = [plan.nodes[row].bands for (_, plan), row in zip(basis.plans, rows, strict=True) if row is not None][
        ::-1
    ]  # the document's own first
    names = basis.table.names
    return Side(
        ids=cards.ids,
        names=tuple(None if names is None else names.text(place) for place in range(len(cards))),
        root=cards.root,
        framework=main.framework,
        documents=tuple(plan.document for _, plan in basis.plans),
        own_weights=dict(main.own_shares),
        reference=main.reference,
        grades=tuple(dict.fromkeys(grade for one in bands if one is not None for grade in one.grades[::-1])),
        score=cards.scores(node),
        grade=cards.grades(node),
        source=cards,
    )


def _of_one(card: ReportCard, node: str | None) -> Side:
    found = card.overall if node is None else card[node]
    return Side(
        ids=(card.school.id,),
        names=(card.school.name,),
        root=card.overall.id,
        framework=card.framework,
        documents=_document(card.framework),
        own_weights=dict(card.own_weights),
        reference=card.reference,
        grades=tuple(band.grade for band in found.about.bands),
        score=np.array([np.nan if found.score is None else found.score]),
        grade=[found.grade],
        source=card,
    )


def _document(framework: FrameworkRef) -> tuple[Document, ...]:
    from reportcard.prepared import load_framework

    try:
        ready = load_framework(framework.id)
    except UnknownNameError:
        return ()
    return (ready.document,) if ready.hash == framework.hash else ()


# --- what may be compared --------------------------------------------------------------------------------------------


def refuse(before: Side, after: Side) -> None:
    """Refuse two sides whose methods say that they are not comparable.

    Raises:
        InputError: One of the frameworks says so; or both follow inspections, of different frameworks.
    """
    for one, other in ((before, after), (after, before)):
        for document in one.documents:
            reason = document.not_comparable_with.get(other.framework.id)
            if reason is not None:
                message = f"'{one.framework.id}' says that it is not comparable with '{other.framework.id}': {reason}"
                raise _refused(message, "not-comparable")
    old, new = (_inspections(side.documents) for side in (before, after))
    if old and new and old != new:
        message = (
            f"The grades follow inspections of {', '.join(sorted(old))} and of {', '.join(sorted(new))}: these "
            "frameworks judge other things by other standards, though the words may be the same."
        )
        raise _refused(message, "inspection-frameworks")


def _refused(message: str, code: str) -> InputError:
    problem = Problem(code, message, "compare", "Show both results side by side, and draw no difference.")
    return InputError("These results cannot be compared.", code=code, problems=[problem])


def _inspections(documents: Sequence[Document]) -> set[str]:
    return {
        _INSPECTIONS[node.metric.id]
        for document in documents
        for node in walk(document.score)
        if node.metric is not None and node.metric.id in _INSPECTIONS
    }
