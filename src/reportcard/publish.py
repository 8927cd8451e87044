"""Writes report cards to a folder: a file per school, their list, tables. Every file of a result is made here."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO, Any, NamedTuple

from reportcard.errors import OutputError, Problem
from reportcard.render import to_html, to_markdown, to_text
from reportcard.render.languages import language_of
from reportcard.results.card import ReportCard
from reportcard.results.cards import ReportCards
from reportcard.results.language import Language
from reportcard.workers import drawn

#: Formats that are a file per school; ``json``, ``csv`` and ``parquet`` are one for all.
_PER_SCHOOL = ("html", "md", "txt", "pdf")
#: Those that are written for an audience.
_FOR_READERS = {"html": to_html, "md": to_markdown}
_FAULT_FIELDS = ("row", "school", "column", "value", "code", "message", "remedy")
#: Beginnings of a text that a spreadsheet would take for a formula: its signs, narrow or wide, after blanks or marks
#: that nobody sees; and the blanks that would begin a cell of their own.
_FORMULA = re.compile(
    "[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*[=+@\uff1d\uff0b\uff0d\uff20-]|[\\t\\r\\n]"
)
#: Names that Windows keeps for devices.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST_NAME = 80
#: Rows of a table that are made into Parquet together.
_ROWS_TOGETHER = 8192


def publish(
    cards: ReportCards,
    out: Path,
    formats: Sequence[str],
    *,
    places: Sequence[int] | None = None,
    rows: Sequence[int] | None = None,
    audience: str = "school",
    language: Language | str = "en",
    jobs: int = 1,
    advance: Callable[[int], None] | None = None,
) -> list[Path]:
    """Write cards to a folder, which is made where it is not there.

    ``cards/<school>.html`` (``.md``, ``.txt``, ``.pdf``) with the list ``index.html``, ``cards.json``, ``scores.csv``,
    ``scores.parquet``; and ``quarantine.csv`` where something could not be used. A file is put into its place when
    it is complete.

    Args:
        cards: The results.
        out: The folder.
        formats: ``html``, ``md``, ``txt``, ``pdf``, ``json``, ``csv``, ``parquet``, or some of them.
        places: Places of the schools to write; all where None.
        rows: Row number in the file for each row of the data, for the quarantine.
        audience: For whom HTML, Markdown and PDF are.
        language: Language of HTML, Markdown, PDF and text; tables and JSON are the same in every language.
        jobs: Processes that draw the files of single schools; these are the same. A script that asks for more than 1
            does so below ``if __name__ == "__main__":``, for each process reads the script again.
        advance: Called with 1 for every card written.

    Returns:
        What was written, files of single schools as their folder.

    Raises:
        OutputError: Something cannot be written.
        ValueError: ``jobs`` is below 1.
    """
    chosen = range(len(cards)) if places is None else places
    written = _write_cards(cards, out, formats, chosen, _Readers(audience, language_of(language)), jobs, advance)
    table = columns(cards, chosen)
    if "csv" in formats:
        written.append(write_text(out / "scores.csv", csv_text(table)))
    if "parquet" in formats:
        path = out / "scores.parquet"
        written.append(write_bytes(path, parquet_bytes(table, path)))
    if cards.quarantine:
        written.append(write_text(out / "quarantine.csv", csv_text(quarantine(cards, rows))))
    return written


class _Readers(NamedTuple):
    """For whom cards are, and in which language."""

    audience: str
    language: Language


# --- a file per school -----------------------------------------------------------------------------------------------


def _write_cards(
    cards: ReportCards,
    out: Path,
    formats: Sequence[str],
    places: Sequence[int],
    readers: _Readers,
    jobs: int,
    advance: Callable[[int], None] | None,
) -> list[Path]:
    """Write everything that needs whole cards, each of which is built once and let go."""
    from reportcard.render.index import IndexRow, to_index

    single = [word for word in _PER_SCHOOL if word in formats]
    make_folder(out / "cards" if single else out)
    if not single and "json" not in formats:
        return []
    names = file_names([cards.ids[place] for place in places])
    listed: list[IndexRow] = []
    first: ReportCard | None = None
    draw = partial(_files, words=single, readers=readers)
    drawing = drawn(cards.each(places), len(places), draw, jobs if single else 1, slow="pdf" in single)
    with _json_file(out / "cards.json" if "json" in formats else None) as add, closing(drawing) as files:
        for card, made in files:
            first = first or card
            stem = names[card.school.id]
            for ending, data in made.items():
                write_bytes(out / "cards" / f"{stem}.{ending}", data)
            listed.append(IndexRow.of(card, f"cards/{stem}.html", readers.language))
            add(card)
            if advance is not None:
                advance(1)
    written = [out / "cards"] if single else []
    if "html" in formats and first is not None:
        index = to_index(listed, first.framework, palette=first, language=readers.language)
        written.insert(0, write_text(out / "index.html", index))
    return [*written, out / "cards.json"] if "json" in formats else written


def _files(card: ReportCard, words: Sequence[str], readers: _Readers) -> dict[str, bytes]:
    """The files of a school, by their endings."""
    return {word: _file(card, word, readers) for word in words}


def _file(card: ReportCard, word: str, readers: _Readers) -> bytes:
    if word == "pdf":
        return card.to_pdf(audience=readers.audience, language=readers.language)
    if word in _FOR_READERS:
        return _encoded(_FOR_READERS[word](card, readers.audience, language=readers.language))
    return _encoded(to_text(card, language=readers.language))


@contextmanager
def _json_file(path: Path | None) -> Iterator[Callable[[ReportCard], None]]:
    """A JSON array that is written card by card."""
    if path is None:
        yield lambda card: None
        return
    with _replacing(path) as file:
        between = "[\n"

        def add(card: ReportCard) -> None:
            nonlocal between
            file.write(between + card.model_dump_json())
            between = ",\n"

        yield add
        file.write("\n]\n" if between != "[\n" else "[]\n")


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """A file name without its ending for each id: safe on every system, no two alike in any case, in any order of ids.

    An id that cannot be a name as it is keeps what can be kept, and gets some digits of its hash. Where a name is
    that of two ids, both get all digits.
    """
    ids = list(dict.fromkeys(ids))
    alike = Counter(school.lower() for school in ids)
    names = {school: _name(school, alone=alike[school.lower()] == 1) for school in ids}
    while clashes := _clashes(names):
        names.update({school: _hashed(_plain(school), school, 64) for school in clashes})
    return names


def _clashes(names: Mapping[str, str]) -> list[str]:
    """The ids whose name is another's too, but for its case."""
    counts = Counter(name.lower() for name in names.values())
    return [school for school, name in names.items() if counts[name.lower()] > 1]


def _name(school: str, *, alone: bool) -> str:
    plain = _plain(school)
    return plain if plain and plain == school and alone else _hashed(plain, school, 8)


def _plain(school: str) -> str:
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", school)[:_LONGEST_NAME].strip(".-_")
    return "" if _RESERVED.fullmatch(name) else name


def _hashed(plain: str, school: str, digits: int) -> str:
    return f"{plain or 'school'}-{hashlib.sha256(school.encode('utf-8', 'surrogatepass')).hexdigest()[:digits]}"


# --- tables ----------------------------------------------------------------------------------------------------------


def columns(cards: ReportCards, places: Sequence[int]) -> dict[str, list[Any]]:
    """The id, and the columns of :meth:`ReportCards.to_frame`, for some of the schools."""
    from reportcard.results.frames import columns_of

    table = {"/".join(cards.id_columns): cards.ids, **columns_of(cards)}
    rows = list(places)
    return {
        name: cells[rows] if hasattr(cells, "dtype") else [cells[row] for row in rows] for name, cells in table.items()
    }


def quarantine(cards: ReportCards, rows: Sequence[int] | None = None) -> dict[str, list[Any]]:
    """What could not be used, as columns; ``row`` is the row number in the file where those are known."""
    table = {name: [getattr(fault, name) for fault in cards.quarantine] for name in _FAULT_FIELDS}
    if rows is not None:
        table["row"] = [int(rows[row]) for row in table["row"]]
    return table


def csv_text(table: Mapping[str, Sequence[Any]]) -> str:
    """Columns as CSV in which no text is a formula: ``=1+1`` is written ``'=1+1``. Numbers stay as they are."""
    text = io.StringIO()
    write_csv(text, [table])
    return text.getvalue()


def write_csv(file: IO[str], tables: Iterable[Mapping[str, Sequence[Any]]]) -> None:
    """Write columns as :func:`csv_text` does, row by row; several tables of the same columns below one head."""
    writer = csv.writer(file, lineterminator="\n")
    for number, table in enumerate(tables):
        if number == 0:
            writer.writerow([_cell(name) for name in table])
        writer.writerows([_cell(value) for value in row] for row in zip(*table.values(), strict=True))


def _cell(value: Any) -> Any:
    if value is None or value != value:  # NaN is the only number that differs from itself
        return ""
    if isinstance(value, str):
        # A lone carriage return would stand unquoted, and end the row in some programs.
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        return f"'{text}" if _FORMULA.match(value) else text
    return repr(float(value)) if isinstance(value, float) else value


def parquet_bytes(table: Mapping[str, Sequence[Any]], path: Path) -> bytes:
    """Columns as a Parquet file, as :func:`write_parquet` makes it; ``path`` is where it will stand."""
    made = io.BytesIO()
    write_parquet(made, [table], path)
    return made.getvalue()


def write_parquet(file: IO[bytes], tables: Iterable[Mapping[str, Sequence[Any]]], path: Path) -> None:
    """Write columns as Parquet, some thousand rows at a time. A column holds numbers, or texts.

    Args:
        file: What is written to.
        tables: Tables of the same columns, at least one, that follow each other.
        path: What is named where it cannot be written.

    Raises:
        OutputError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise cannot_write(path, "Parquet needs pyarrow", "pip install 'reportcard[parquet]'.") from error
    coming = iter(tables)
    first = next(coming)
    kinds = {name: pa.float64() if hasattr(cells, "dtype") else pa.string() for name, cells in first.items()}
    with pq.ParquetWriter(file, pa.schema(list(kinds.items()))) as writer:
        for table in chain([first], coming):
            for start in range(0, len(next(iter(table.values()))), _ROWS_TOGETHER):
                shown = slice(start, start + _ROWS_TOGETHER)
                writer.write_table(
                    pa.table({name: pa.array(cells[shown], kinds[name]) for name, cells in table.items()})
                )


# --- files -----------------------------------------------------------------------------------------------------------


def make_folder(path: Path) -> Path:
    """Make a folder, and see that it can be written to, before any work is done for it.

    Raises:
        OutputError: It cannot be made, or not be written to.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except (OSError, ValueError) as error:
        raise cannot_write(path, reason_of(error), "Name a folder that can be written to.") from error
    return path


def write_text(path: Path, text: str) -> Path:
    """Write a file whole or not at all.

    Raises:
        OutputError: It cannot be written.
    """
    return write_bytes(path, _encoded(text))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def write_bytes(path: Path, data: bytes) -> Path:
    """Write a file whole or not at all, as :func:`write_text` does."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    except (OSError, ValueError) as error:
        _forget(part)
        raise cannot_write(path, reason_of(error), "Name a folder that can be written to.") from error
    return path


@contextmanager
def _replacing(path: Path) -> Iterator[IO[str]]:
    """A file that takes the place of ``path`` when it is complete."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            yield file
        os.replace(part, path)
    except OSError as error:
        raise cannot_write(path, reason_of(error), "Name a folder that can be written to.") from error
    finally:
        _forget(part)


def _forget(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return


def reason_of(error: Exception) -> str:
    """Why the system refused, in its words."""
    return getattr(error, "strerror", None) or str(error)


def cannot_write(path: Path, reason: str, remedy: str) -> OutputError:
    """The error of something that cannot be written."""
    problem = Problem("output-unwritable", f"{reason}.", str(path), remedy)
    return OutputError("The result cannot be written.", problems=[problem])
