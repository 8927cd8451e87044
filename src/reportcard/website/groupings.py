"""Where the lists of a site come from: the area and the phase of each school, by a column or by how it was scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import narwhals as nw

from reportcard.errors import UnknownNameError
from reportcard.results.cards import ReportCards
from reportcard.results.text import visible
from reportcard.sources.columns import as_text

Kind = Literal["area", "phase"]
#: Columns that are looked for where none is named, the first that the data has; in any case of letters.
GUESSES: dict[Kind, tuple[str, ...]] = {
    "area": ("area", "LANAME", "LA_NAME", "local_authority", "local_authority_name", "LEA", "LA", "district",
             "district_name", "county", "region"),
    "phase": ("phase", "phase_of_education", "school_level", "level", "school_type"),
}  # fmt: skip
_NONE = {"area": "No area is given", "phase": "No phase is given"}
TITLES = {"area": ("Area", "Areas"), "phase": ("Phase", "Phases")}


@dataclass(frozen=True)
class Grouping:
    """What schools are listed by.

    Attributes:
        kind: ``area`` or ``phase``.
        source: Where it is from, in words.
        labels: Label of each school, by place.
    """

    kind: Kind
    source: str
    labels: Sequence[str]

    @property
    def title(self) -> str:
        """Its name: ``Area``."""
        return TITLES[self.kind][0]

    @property
    def plural(self) -> str:
        """Its name for several: ``Areas``."""
        return TITLES[self.kind][1]

    @property
    def folder(self) -> str:
        """Folder of its lists."""
        return f"{self.kind}s"

    @property
    def none(self) -> str:
        """Label of the schools for which the data has none."""
        return _NONE[self.kind]


def grouping(cards: ReportCards, kind: Kind, column: str | None) -> Grouping | None:
    """What schools are listed by: the column named, else the first of the usual ones, else how they were scored.

    Args:
        cards: The results.
        kind: ``area`` or ``phase``.
        column: A context column of the framework, or a column of the data; "" for no such lists.

    Returns:
        None where no column is known, and (for phases) all schools were scored alike.

    Raises:
        UnknownNameError: There is no column of that name.
    """
    if column == "":
        return None
    known = _columns(cards)
    if column is not None and column not in known:
        raise UnknownNameError("column", column, known)
    by_lower = {name.lower(): name for name in reversed(known)}
    found = column or next((by_lower[name.lower()] for name in GUESSES[kind] if name.lower() in by_lower), None)
    if found is not None:
        return Grouping(kind, f"the column “{visible(found)}” of the data", _labels(cards, kind, found))
    return _by_variant(cards) if kind == "phase" else None


def _columns(cards: ReportCards) -> list[str]:
    """Names of the columns that can be listed by: those of the data first, for the framework's words may be others."""
    given = [] if cards.data is None else list(nw.from_native(cards.data, eager_only=True).columns)
    return [*given, *(name for name in cards.table.texts if name not in given)]


def _labels(cards: ReportCards, kind: Kind, name: str) -> list[str]:
    texts = [visible(text) for text in _texts(cards, name)]
    if all(text.isdecimal() for text in texts if text):  # a code alone says nothing
        texts = [f"{visible(name)} {text}" if text else "" for text in texts]
    return [text or _NONE[kind] for text in texts]


def _texts(cards: ReportCards, name: str) -> list[str]:
    frame: Any = None if cards.data is None else nw.from_native(cards.data, eager_only=True)
    if frame is not None and name in frame.columns:
        texts = [as_text(cell) for cell in frame.get_column(name).to_list()]
        return texts if cards.rows is None else [texts[row] for row in cards.rows]
    column = cards.table.texts[name]
    return [column.text(row) or "" for row in range(len(cards))]


def _by_variant(cards: ReportCards) -> Grouping | None:
    """Schools by the variant of the framework that they took, where they took more than one."""
    told = [maker.framework for maker in cards.makers]
    titles = [visible(by.variant_title or by.variant) or "Other schools" for by in told]
    labels = [titles[at] for at in cards.taken.tolist()]
    return Grouping("phase", "how the framework scored them", labels) if len(set(labels)) > 1 else None
