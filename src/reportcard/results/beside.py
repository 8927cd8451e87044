"""Similar schools on report cards: whom a school is like, with their names, scores and grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reportcard.engine.peers import Peers
from reportcard.engine.table import TextColumn
from reportcard.results.card import ReportCard, SimilarSchool

if TYPE_CHECKING:
    from reportcard.results.cards import ReportCards


class SimilarBeside:
    """Lists each school's similar schools on its card.

    Args:
        cards: The results from which names, scores and grades are taken.
        names: Names of the schools of these results.
        peers: Who is like whom.
    """

    def __init__(self, cards: ReportCards, names: TextColumn | None, peers: Peers) -> None:
        peers.refuse_strangers(cards.ids)
        self._peers = peers
        self._names = names
        places = {school: place for place, school in enumerate(cards.ids)}
        self._rows = np.array([places.get(school, -1) for school in peers.ids], np.intp)
        self._scores = cards.scores()
        self._grades = cards.grades()

    def __call__(self, cards: list[ReportCard]) -> list[ReportCard]:
        """The same cards with their similar schools."""
        return [ReportCard.complete({**card.__dict__, "similar": self._of(card.school.id)}) for card in cards]

    def _of(self, school: str) -> tuple[SimilarSchool, ...]:
        at = self._peers.place.get(school)
        return () if at is None else tuple([self._school(other) for other in self._peers.members[at]])

    def _school(self, place: int) -> SimilarSchool:
        row = int(self._rows[place])
        if row < 0:
            return SimilarSchool.trusted({"id": self._peers.ids[place]})
        score = float(self._scores[row])
        return SimilarSchool.trusted(
            {
                "id": self._peers.ids[place],
                "name": None if self._names is None else self._names.text(row),
                "score": score if score == score else None,
                "grade": self._grades[row],
            }
        )
