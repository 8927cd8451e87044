"""A card with a numbered place for every text that data or documents can set, and other texts put into those places.

A page of the card with its places marked, in which the marks are replaced by what the texts should look like, is what
the page of the filled card must be: the same elements, the same attributes, every text as it went in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from reportcard.results.card import Certainty, Earlier, Interval, ReportCard, SchoolRef, SimilarSchool
from reportcard.results.text import visible
from tests.render.cards import small_card
from tests.render.hostile import CLOSED, FIELDS

#: A place, as it stands in the marked card.
MARK = re.compile(r"Qplace(\d+)Q")
#: Kinds of text that a card shows changed by what they are: a full stop added, a plural's s left out. They go in
#: between two letters.
_CHANGED = {"definition", "source", "text", "because", "unit", "year", "key of context", "reason", "before", "after"}
_KEYS = {"context": "key of context", "own_weights": "id", "grade_probabilities": "grade", "rules": "rule"}


def every_text() -> ReportCard:
    """A small card with every field of a card in use."""
    card = small_card()
    grades = {band.grade: 0.2 for band in card.overall.about.bands}
    overall = card.overall.model_copy(
        update={
            "earlier": (
                Earlier(year="2007", reason="Not there"), Earlier(year="2008", score=55.0, grade="C", note="Moved"),
            ),
            "interval": Interval(low=55.0, high=68.0),
            "grade_probabilities": grades,
        }
    )  # fmt: skip
    return card.model_copy(
        update={
            "school": SchoolRef(id="100052", name="Hillside Academy"),
            "similar": (SimilarSchool(id="7", name="Dale School", score=60.0, grade="B"), SimilarSchool(id="8")),
            "certainty": Certainty(draws=1000, without_error=("p", "o"), rules={"overall/r": 0.4}),
            "overall": overall,
        }
    )


class Places:
    """The places of a card.

    Args:
        card: The card. Equal texts of one kind are one place, so that what refers to another still finds it.
    """

    def __init__(self, card: ReportCard) -> None:
        self._dump = card.model_dump()
        self._numbers: dict[tuple[str, str], int] = {}
        list(self._texts(self._dump, ""))
        self.kinds = [kind for kind, _ in self._numbers]

    def __len__(self) -> int:
        return len(self._numbers)

    def marked(self) -> ReportCard:
        """The card with its places marked."""
        return self._with([f"Qplace{number}Q" for number in range(len(self))])

    def filled(self, texts: Sequence[str]) -> ReportCard:
        """The card with these texts in its places, in order."""
        return self._with([self._put(kind, text) for kind, text in zip(self.kinds, texts, strict=True)])

    def shown(self, texts: Sequence[str]) -> list[str]:
        """What a reader should see in each place."""
        told = (visible(self._put(kind, text)) for kind, text in zip(self.kinds, texts, strict=True))
        return [
            text.replace("_", " ") if kind == "key of context" else text
            for kind, text in zip(self.kinds, told, strict=True)
        ]

    @staticmethod
    def _put(kind: str, text: str) -> str:
        return f"Q{text}Q" if kind in _CHANGED else text

    def _with(self, texts: list[str]) -> ReportCard:
        def put(value: Any, kind: str) -> Any:
            if isinstance(value, dict):
                return {
                    (key if key in FIELDS else texts[self._numbers[_KEYS[kind], key]]): put(item, _kind(key, kind))
                    for key, item in value.items()
                }
            if isinstance(value, list | tuple):
                return [put(item, kind) for item in value]
            return texts[self._numbers[kind, value]] if _is_text(value, kind) else value

        return ReportCard.model_validate(put(self._dump, ""))

    def _texts(self, value: Any, kind: str) -> Iterator[None]:
        """Number every text."""
        if isinstance(value, dict):
            for key, item in value.items():
                if key not in FIELDS:
                    self._numbers.setdefault((_KEYS[kind], key), len(self._numbers))
                yield from self._texts(item, _kind(key, kind))
        elif isinstance(value, list | tuple):
            for item in value:
                yield from self._texts(item, kind)
        elif _is_text(value, kind):
            self._numbers.setdefault((kind, value), len(self._numbers))


def _kind(key: str, above: str) -> str:
    """Kind of the text in a field: its name; the values of a mapping of the data's go by the mapping."""
    return key if key in FIELDS else f"value of {above}"


def _is_text(value: Any, kind: str) -> bool:
    return isinstance(value, str) and bool(value) and kind not in CLOSED


@cache
def places() -> Places:
    """The places of the card with every text."""
    return Places(every_text())


def square(texts: Sequence[str], count: int, turn: int) -> list[str]:
    """Texts for ``count`` places: over as many turns as there are texts, every text stands in every place once."""
    step = len(texts) // count or 1
    return [texts[(turn + place * step) % len(texts)] for place in range(count)]
