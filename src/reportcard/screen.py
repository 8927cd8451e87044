"""What the command line shows: tables, what became of the data, progress and errors. Text from data is made visible."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reportcard.errors import ReportCardError
from reportcard.results.cards import ReportCards
from reportcard.results.text import visible

#: Columns of a table where the output is no terminal.
_WIDTH = 110
_SCHOOLS = 10
_FAULTS = 5


def console(*, error: bool = False) -> Console:
    """The console of standard output, or of standard error."""
    stream = sys.stderr if error else sys.stdout
    return Console(file=stream, highlight=False, markup=False, width=None if stream.isatty() else _WIDTH)


def say(*lines: str, error: bool = False) -> None:
    """Print lines, each on one line whatever the width."""
    out = console(error=error)
    for line in lines:
        out.print(Text(line), soft_wrap=True)


def complain(error: ReportCardError) -> None:
    """Print an error with its problems and their remedies."""
    say(*(_indented(line) for line in f"Error: {error}".splitlines()), error=True)


def _indented(line: str) -> str:
    return "  " * line.startswith("  ") + visible(line)


@contextmanager
def progress(what: str, total: int, *, quiet: bool) -> Iterator[Callable[[int], None] | None]:
    """A bar on standard error; nothing where that is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress

    with Progress(console=console(error=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.advance(task, done)


def show(cards: ReportCards, places: Sequence[int], *, error: bool = False) -> None:
    """Print how many schools have each grade, and the first schools."""
    out = console(error=error)
    if len(cards.summary()) > 1:  # a framework without an overall grade has only schools without one
        out.print(_grades(cards))
    out.print(_schools(cards, places))


def _grades(cards: ReportCards) -> Table:
    table = Table(title="Schools by grade", title_justify="left")
    table.add_column("Grade")
    table.add_column("Schools", justify="right")
    table.add_column("Share", justify="right")
    for grade, count in cards.summary().items():
        table.add_row(Text(visible(grade)), f"{count:,}", f"{100 * count / len(cards):.1f}%")
    return table


def _schools(cards: ReportCards, places: Sequence[int]) -> Table:
    from reportcard.render.index import IndexRow

    shown = places[:_SCHOOLS]
    title = "Schools" if len(shown) == len(places) else f"The first {len(shown)} of {len(places):,} schools"
    table = Table(title=title, title_justify="left")
    for column in ("Id", "School", "Score", "Grade"):
        table.add_column(column, justify="right" if column == "Score" else "left")
    grades = cards.grades()
    for place in shown:
        row = IndexRow.of(cards[place])
        table.add_row(Text(row.id), Text(row.name), row.score, Text(visible(grades[place] or row.reason)))
    return table


def data_words(cards: ReportCards, attrs: Mapping[str, Any], rows: Sequence[int] | None) -> list[str]:
    """What was read, left out, joined, not matched and put into the quarantine."""
    lines = file_words(attrs)
    if cards.lacking:
        lines.append(f"No column for {_listed(cards.lacking)}: not collected, for every school.")
    if cards.unused:
        lines.append(f"{counted(len(cards.unused), 'column is', 'columns are')} not read by the framework.")
    return [*lines, *map(visible, cards.hints), *fault_words(cards.quarantine, rows), *certain_words(cards)]


def certain_words(cards: ReportCards) -> list[str]:
    """How many grades are certain, and which measures were taken as exact; nothing where that was not worked out."""
    if cards.uncertainty is None:
        return []
    certain, exact = cards.certain(), cards.without_error()
    if certain.graded and certain.unknown == certain.graded:
        return ["No measure tells its error, so nothing can be said of how sure the grades are."]
    lines = [str(certain)] if certain.graded else []
    if exact:
        lines.append(f"Taken as exact, because nothing tells their error: {_listed(list(exact), 8)}.")
    return lines


def _listed(names: Sequence[str], most: int = 4) -> str:
    """Some names, and how many more there are."""
    shown = ", ".join(visible(name) for name in names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most:,} more"


def file_words(attrs: Mapping[str, Any]) -> list[str]:
    """What was read from files, left out, joined and not matched."""
    lines = [*_read_words(attrs), *(_joined_words(joined) for joined in attrs.get("joined", ()))]
    return [*lines, *(visible(note) for note in attrs.get("notes", ()))]


def fault_words(faults: Sequence[Any], rows: Sequence[int] | None) -> list[str]:
    """How many cells and rows could not be used, and the first of them."""
    if not faults:
        return []
    first = [f"  {visible(_fault_words(fault, rows))}" for fault in faults[:_FAULTS]]
    return [f"{counted(len(faults), 'cell or row', 'cells or rows')} could not be used:", *first]


def _read_words(attrs: Mapping[str, Any]) -> list[str]:
    if "read" not in attrs:
        return []
    left_out = attrs["left_out"]
    without = f"; {left_out:,} left out, not schools to score under this framework" if left_out else ""
    return [f"Read {visible(attrs['file'])}: {counted(attrs['read'], 'row', 'rows')}{without}."]


def _joined_words(joined: Mapping[str, Any]) -> str:
    text = f"Joined {visible(joined['file'])}: {counted(joined['matched'], 'school', 'schools')} found in it"
    if joined["without"]:
        text += f", {joined['without']:,} not ({first_of(joined['first_without'], joined['without'])})"
    if joined["unused"]:
        text += f"; {counted(joined['unused'], 'row', 'rows')} of other schools not used"
    if joined["dropped"]:
        text += f"; taken from the first file instead: {', '.join(map(visible, joined['dropped']))}"
    return f"{text}."


def first_of(ids: Sequence[str], count: int) -> str:
    """The first few ids of so many."""
    return ", ".join(map(visible, ids[:3])) + (", …" if count > 3 else "")


def _fault_words(fault: Any, rows: Sequence[int] | None) -> str:
    row = fault.row if rows is None else rows[fault.row]
    return f"row {row} (school {fault.school}), column '{fault.column}': {fault.message} {fault.remedy} [{fault.code}]"


def counted(count: int, one: str, many: str) -> str:
    """A number with its word: ``1 row``, ``2 rows``."""
    return f"{count:,} {one if count == 1 else many}"


def written_words(paths: Sequence[Path]) -> list[str]:
    """Where the result was written."""
    return [f"Wrote {path}{'/' if path.is_dir() else ''}" for path in paths]
