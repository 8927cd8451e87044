"""How a command hands over results: on the screen, as data on standard output, or in a folder."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportcard.results.cards import ReportCards


def deliver(
    cards: ReportCards,
    frame: Any,
    places: Sequence[int],
    formats: Sequence[str],
    out: Path | None,
    notes: Sequence[str] = (),
    *,
    audience: str = "school",
    language: str = "en",
    jobs: int | None = None,
    quiet: bool,
) -> None:
    """Print and write what was asked for.

    Args:
        cards: The results.
        frame: The frame that was scored, as ``read_file`` gave it.
        places: Places of the schools that are shown and written.
        formats: Formats that were asked for.
        out: Folder to write to.
        notes: Further lines on what became of the data.
        audience: For whom cards are.
        language: Language of cards for readers.
        jobs: Processes that draw them; as many as processors where None.
        quiet: Print no tables and no notes.
    """
    rows = frame.index.tolist()
    printed = formats if out is None else ()
    if printed:
        print_data(cards, printed[0], places)
    if not quiet:
        tell(cards, places, frame.attrs, rows, notes, error=bool(printed))
    if out is not None:
        write(cards, out, formats, places, rows, audience=audience, language=language, jobs=jobs, quiet=quiet)


def write(
    cards: ReportCards,
    out: Path,
    formats: Sequence[str],
    places: Sequence[int],
    rows: Sequence[int] | None,
    *,
    audience: str = "school",
    language: str = "en",
    jobs: int | None = None,
    quiet: bool,
) -> None:
    """Write cards and tables to a folder, and say where."""
    from reportcard.publish import publish
    from reportcard.screen import progress, say, written_words
    from reportcard.workers import usual_jobs

    with progress("Writing cards", len(places), quiet=quiet) as advance:
        written = publish(
            cards,
            out,
            formats,
            places=places,
            rows=rows,
            audience=audience,
            language=language,
            jobs=jobs or usual_jobs(),
            advance=advance,
        )
    if not quiet:
        say(*written_words(written))


def print_data(cards: ReportCards, word: str, places: Sequence[int]) -> None:
    """Print results as CSV, or a card a line as JSON."""
    from reportcard.publish import columns, csv_text

    if word == "csv":
        sys.stdout.write(csv_text(columns(cards, places)))
    else:
        for place in places:
            sys.stdout.write(cards[place].model_dump_json() + "\n")


def tell(
    cards: ReportCards,
    places: Sequence[int],
    attrs: dict[str, Any],
    rows: Sequence[int] | None,
    notes: Sequence[str] = (),
    *,
    error: bool,
) -> None:
    """Print the grades, the first schools and what became of the data."""
    from reportcard.screen import data_words, say, show

    show(cards, places, error=error)
    say(*data_words(cards, attrs, rows), *notes, error=error)
