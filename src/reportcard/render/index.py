"""A page that lists many cards. It takes light rows, so that a nation's schools fit in memory without their cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from reportcard.render.appendix import Swatch, back
from reportcard.render.format import score_text
from reportcard.render.html import environment
from reportcard.render.tags import Tag, tag
from reportcard.results.card import FrameworkRef, NodeResult, ReportCard
from reportcard.results.text import visible
from reportcard.results.words import framework_title, reason_words, school_name

Order = Literal["name", "given"]
_ORDERS = {"name": "in order of name", "given": "in the order of the data"}


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A school in the list.

    Attributes:
        id: Id of the school.
        name: Its name.
        score: Its overall score as text; "" where it has none.
        tag: Its overall grade.
        reason: Why it has none.
        file: The card's file, relative to the list, with ``/`` between folders.
    """

    id: str
    name: str
    score: str
    tag: Tag | None
    reason: str
    file: str = ""

    @classmethod
    def of(cls, card: ReportCard, file: str = "") -> IndexRow:
        """The row of a card that was written to ``file``."""
        overall = card.overall
        return cls(
            id=visible(card.school.id),
            name=school_name(card),
            score="" if overall.score is None else score_text(overall),
            tag=tag(overall),
            reason=_reason(overall),
            file=file,
        )

    @property
    def href(self) -> str:
        """Address of the card: a file below the list, whatever the name of the file."""
        return "./" + quote(self.file, safe="/") if self.file else ""


def _reason(overall: NodeResult) -> str:
    if overall.about.kind == "profile":
        return "none in this framework"
    return "" if overall.score is not None else reason_words(overall)


def to_index(
    rows: Iterable[IndexRow], framework: FrameworkRef, *, palette: ReportCard | None = None, order: Order = "name"
) -> str:
    """Return the page that lists cards.

    Args:
        rows: One row per card.
        framework: The framework that the cards were scored under.
        palette: Any of the cards, for the colours of the grades; without it grades have words only.
        order: ``name``, or ``given`` to keep the order of the rows. The page says which.
    """
    listed = sorted(rows, key=_by_name) if order == "name" else list(rows)
    colours: tuple[Swatch, ...] = () if palette is None else back(palette.overall).swatches
    return (
        environment()
        .get_template("index.html.j2")
        .render(
            rows=listed,
            framework=framework_title(framework),
            authority=visible(framework.authority),
            facts=(("Framework", f"{visible(framework.id)}, version {visible(framework.version)}"),
                   ("Fingerprint of the framework", visible(framework.hash))),
            order=_ORDERS[order],
            count=f"{len(listed):,} school{'s' if len(listed) != 1 else ''}",
            swatches=colours,
        )
    )  # fmt: skip


def _by_name(row: IndexRow) -> tuple[str, str]:
    return row.name.casefold(), row.id
