"""Where the lists of a site come from: the area and the phase of each school, by a column or by how it was scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import narwhals as nw

from reportcard.errors import UnknownNameError
from reportcard.render import site_messages
from reportcard.results.cards import ReportCards
from reportcard.results.language import Language
from reportcard.results.text import visible
from reportcard.sources.columns import as_text

Kind = Literal["area", "phase"]
#: Columns that are looked for where none is named, the first that the data has; in any case of letters.
GUESSES: dict[Kind, tuple[str, ...]] = {
    "area": ("area", "LANAME", "LA_NAME", "local_authority", "local_authority_name", "LEA", "LA", "district",
             "district_name", "county", "region"),
    "phase": ("phase", "phase_of_education", "school_level", "level", "school_type"),
}  # fmt: skip


@dataclass(frozen=True)
class Grouping:
    """What schools are listed by.

    Attributes:
        kind: ``area`` or ``phase``.
        column: The column that it is from; "" where it is how the framework scored the schools.
        labels: Label of each school, by place, as the downloads have it.
        own: Those of the labels that are the library's words and not the data's.
    """

    kind: Kind
    column: str
    labels: Sequence[str]
    own: frozenset[str] = frozenset()

    @property
    def source(self) -> str:
        """Where it is from, in English."""
        return f"the column “{self.column}” of the data" if self.column else "how the framework scored them"

    @property
    def folder(self) -> str:
        """Folder of its lists."""
        return f"{self.kind}s"

    @property
    def none(self) -> str:
        """Label of the schools for which the data has none."""
        return site_messages.NONE_GIVEN[self.kind]

    def said(self, label: str, language: Language) -> str:
        """A label as a page shows it: the data's as it is, the library's in the language."""
        if label not in self.own:
            return label
        words = language.messages(site_messages)
        return str(words.NONE_GIVEN[self.kind] if label == self.none else words.OTHER_SCHOOLS)


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
        none = site_messages.NONE_GIVEN[kind]
        return Grouping(kind, visible(found), _labels(cards, found, none), frozenset({none}))
    return _by_variant(cards) if kind == "phase" else None


def _columns(cards: ReportCards) -> list[str]:
    """Names of the columns that can be listed by: those of the data first, for the framework's words may be others."""
    given = [] if cards.data is None else list(nw.from_native(cards.data, eager_only=True).columns)
    return [*given, *(name for name in cards.table.texts if name not in given)]


def _labels(cards: ReportCards, name: str, none: str) -> list[str]:
    texts = [visible(text) for text in _texts(cards, name)]
    if all(text.isdecimal() for text in texts if text):  # a code alone says nothing
        texts = [f"{visible(name)} {text}" if text else "" for text in texts]
    return [text or none for text in texts]


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
    titles = [visible(by.variant_title or by.variant) for by in told]
    labels = [titles[at] or site_messages.OTHER_SCHOOLS for at in cards.taken.tolist()]
    own = frozenset(() if all(titles) else (site_messages.OTHER_SCHOOLS,))
    return Grouping("phase", "", labels, own) if len(set(labels)) > 1 else None
