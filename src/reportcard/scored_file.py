"""How a command gets its results: a file is read by its framework and scored, with what is to stand beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportcard.options import Beside, stored_reference

if TYPE_CHECKING:
    from reportcard.results.cards import ReportCards


def scored_file(
    file: Path,
    framework: str,
    join: Sequence[Path],
    weights: dict[str, float],
    reference: Path | None,
    key: str | None,
    encoding: str | None,
    sheet: str | None,
    beside: Beside | None = None,
    *,
    strict: bool = False,
    uncertainty: bool = False,
    quiet: bool = True,
) -> tuple[ReportCards, Any, list[str]]:
    """The cards of a file, the frame that was read from it, and what to say of what stands beside."""
    from reportcard.attached import EarlierYears, attach_similar
    from reportcard.prepared import load_framework
    from reportcard.scoring import score as score_data
    from reportcard.screen import progress
    from reportcard.sources.files import read_file

    ready = load_framework(framework)
    fitted = None if reference is None else stored_reference(reference)
    reading = {"key": key, "encoding": encoding, "sheet": sheet}
    frame = read_file(file, ready, join=join, **reading)

    def score_frame(
        given: Any, advance: Callable[[int], None] | None = None, *, uncertain: bool = False
    ) -> ReportCards:
        cards: ReportCards = score_data(
            given, ready, reference=fitted, weights=weights or None, strict=strict, progress=advance,
            uncertainty=uncertain,
        )  # fmt: skip
        return cards

    notes: list[str] = []
    years = None if beside is None or not beside.earlier else EarlierYears(beside.earlier, ready, beside.year, reading)
    frame = frame if years is None else years.beside(frame)
    with progress("Scoring", len(frame), quiet=quiet) as advance:
        cards = score_frame(frame, advance, uncertain=uncertainty)
    if years is not None:
        cards, notes = years.attach(cards, score_frame)
    if beside is not None and beside.similar is not None:
        cards, more = attach_similar(cards, frame, ready, beside.similar, beside.by, beside.within)
        notes += more
    return cards, frame, notes
