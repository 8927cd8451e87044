"""A file as named columns, before anything is known of schools: header, rows, and the row numbers a reader counts."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from reportcard.errors import Problem, SourceError

#: Characters that a cell may hold: what the csv module takes unless told otherwise. Addresses have hundreds; more is
#: damage, or an attack.
LARGEST_CELL = 131_072
#: Rows that a message lists.
LISTED = 10

Row = tuple[int, list[str]]
#: The cells of a column: texts, or an array where a file has types of its own.
Cells = Sequence[Any] | npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out.

    Attributes:
        encoding: Encoding of a text file; a byte order mark says more than this.
        delimiter: What parts the cells of a text file; found from its header where None.
        sheet: Sheet of a workbook; the first where None.
        header_rows: Rows that make the names of the columns.
        skip_rows: Rows above the header.
    """

    encoding: str = "utf-8-sig"
    delimiter: str | None = None
    sheet: str | None = None
    header_rows: int = 1
    skip_rows: int = 0


@dataclass(slots=True)
class Sheet:
    """Named columns of equal length.

    Attributes:
        name: Name of the file, for messages.
        columns: Cells by column name, in the file's order.
        lines: Number of each row in the file, counted as an editor or a spreadsheet does.
        notes: What a reader of the result should know about the file.
    """

    name: str
    columns: dict[str, Cells]
    lines: Sequence[int]
    notes: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lines)

    def find(self, name: str) -> str | None:
        """The column of this name: exact first, then whatever its case and white space."""
        return find_column(name, self.columns)

    def take(self, rows: npt.NDArray[np.intp]) -> Sheet:
        """The same columns, some of the rows."""
        lines = [self.lines[row] for row in rows.tolist()]
        return Sheet(self.name, {name: taken(cells, rows) for name, cells in self.columns.items()}, lines, self.notes)


def taken(cells: Cells, rows: npt.NDArray[np.intp]) -> Cells:
    """Some cells of a column; a row of −1 gives an empty cell."""
    if isinstance(cells, np.ndarray) and not (rows < 0).any():
        return cells[rows]
    return ["" if row < 0 else cells[row] for row in rows.tolist()]


def sheet_of(rows: Iterable[Row], name: str, layout: Layout, *, grid: bool = False) -> Sheet:
    """Put the rows of a text file or a workbook under their header.

    A row without any cell is left out. A row that ends early (published files drop empty cells at the end) is filled
    up with empty cells, and noted; a row with more cells than the header has is refused. In a ``grid``, as a workbook
    has it, every cell has its column whatever the length of the row.

    Raises:
        SourceError: There is no header or no row, a row is too long, or a cell too large.
    """
    rows = iter(rows)
    above = [cells for _, cells in islice(rows, layout.skip_rows + layout.header_rows)][layout.skip_rows :]
    body = [(line, cells) for line, cells in rows if any(cells)]
    width = max((len(cells) for cells in above), default=0)
    names, notes = _names(above, name, width if not grid else max(width, _used(body)), body)
    if not body:
        raise failed(name, "header-only", "has a header and no rows.", "Give a file with at least one school.")
    short = _filled(body, names, name)
    notes += [] if grid else short
    columns: dict[str, Cells] = dict(zip(names, zip(*(cells for _, cells in body), strict=True), strict=True))
    sheet = Sheet(name, columns, [line for line, _ in body], notes)
    if grid or csv.field_size_limit() > LARGEST_CELL:  # else the csv module has refused them
        refuse_large_cells(sheet)
    return sheet


def _names(header: list[list[str]], name: str, width: int, body: list[Row]) -> tuple[list[str], list[str]]:
    """Names of the columns from one or more header rows, and a note on those that had to be told apart.

    A column without a name gets its number; at the end of the header it is one only where a row has a cell in it.
    """
    padded = [[*row, *[""] * (width - len(row))] for row in header]
    texts = [" ".join(filter(None, map(_tidy, parts))) for parts in zip(*padded, strict=True)]
    if not any(texts):
        raise failed(name, "empty-file", "has no header.", "Give a file whose first row names its columns.")
    if not texts[-1]:
        least = max(place for place, text in enumerate(texts, 1) if text)
        del texts[max(least, _used(body)) :]
    return unique([text or f"column {place}" for place, text in enumerate(texts, 1)])


def _used(body: list[Row]) -> int:
    """The number of the last column with a cell that is not empty."""
    return max((place for _, cells in body for place, cell in enumerate(cells, 1) if cell), default=0)


def _tidy(text: str) -> str:
    """A name on one line, with single spaces: what a spreadsheet shows for runs of spaces and broken lines."""
    return " ".join(text.split())


def alike(name: str) -> str:
    """A column's name without what differs only in look: case and runs of white space."""
    return _tidy(name).lower()


def find_column(name: str, columns: Collection[str]) -> str | None:
    """The column of a name among others: exact first, then whatever its case and white space."""
    if name in columns:
        return name
    wanted = alike(name)
    return next((column for column in columns if alike(column) == wanted), None)


def unique(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """The names with a number after each that was there before: the first column of a name keeps it."""
    found: dict[str, None] = {}
    notes = []
    for name in names:
        own, turn = name, 2
        while own in found:
            own, turn = f"{name} ({turn})", turn + 1
        if own != name:
            notes.append(f"Two columns are called '{name}'; the second is read as '{own}'.")
        found[own] = None
    return list(found), notes


def _filled(body: list[Row], names: list[str], name: str) -> list[str]:
    """Bring all rows to the length of the header, in place; return a note on those that were short."""
    width = len(names)
    short, long = [], []
    for line, cells in body:
        if len(cells) < width:
            short.append(line)
            cells.extend([""] * (width - len(cells)))
        elif len(cells) > width:
            if any(cells[width:]):
                long.append((line, len(cells)))
            del cells[width:]
    if long:
        raise _too_long(name, long, width)
    if not short:
        return []
    return [f"{name}: {_count(short)} before the last column; what is not there is empty ({listed(short)})."]


def _count(short: list[int]) -> str:
    return "one row ends" if len(short) == 1 else f"{len(short)} rows end"


def _too_long(name: str, rows: list[tuple[int, int]], width: int) -> SourceError:
    remedy = "Look for a delimiter inside a cell, and put that cell into quotation marks."
    problems = [
        Problem("ragged-row", f"The row has {cells} cells, the header {width}.", f"row {line}", remedy)
        for line, cells in rows[:LISTED]
    ]
    count = "one row is" if len(rows) == 1 else f"{len(rows)} rows are"
    return SourceError(f"{name}: {count} longer than the header.", code="ragged-row", problems=problems)


def refuse_large_cells(sheet: Sheet) -> None:
    """Refuse a file with a cell that no school's name, address or number needs.

    Raises:
        SourceError: A cell is too large.
    """
    for column, cells in sheet.columns.items():
        for row, size in _large(cells):
            raise too_large(sheet.name, sheet.lines[row], column, cells[row], size)


def _large(cells: Any) -> Iterable[tuple[int, int]]:
    """Row and size of the first text that is too large, if any."""
    if isinstance(cells, np.ndarray) and cells.dtype != object:
        return
    sizes = [len(cell) if isinstance(cell, str | bytes) else 0 for cell in cells]
    if max(sizes, default=0) > LARGEST_CELL:
        row = next(row for row, size in enumerate(sizes) if size > LARGEST_CELL)
        yield row, sizes[row]


def too_large(name: str, line: int, column: str, cell: Any, size: int) -> SourceError:
    """Say that a cell is too large, with its place and its beginning."""
    message = f"The cell begins {cell[:30]!r} and holds {size:,} characters; {LARGEST_CELL:,} is the most."
    remedy = "Shorten the cell, or look for a quotation mark that is never closed."
    where = f"row {line}, column '{column}'"
    problem = Problem("cell-too-large", message, where, remedy)
    return SourceError(f"{name}: a cell is too large.", code="cell-too-large", problems=[problem])


def failed(name: str, code: str, message: str, remedy: str, where: str = "") -> SourceError:
    """Say why a file cannot be read, and what to do."""
    return SourceError(f"{name} cannot be read.", code=code, problems=[Problem(code, f"It {message}", where, remedy)])


def listed(rows: Sequence[int]) -> str:
    """Some row numbers in words."""
    shown = ", ".join(map(str, rows[:LISTED]))
    word = "row" if len(rows) == 1 else "rows"
    return f"{word} {shown}" + (", …" if len(rows) > LISTED else "")
