"""Text files with a delimiter: bytes into rows of cells, each as it is written."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from reportcard.errors import SourceError
from reportcard.sources.sheet import LARGEST_CELL, Layout, Row, failed, too_large

#: What may part the cells where the framework does not say.
_DELIMITERS = (",", ";", "\t")
#: Byte order marks; the longer first, since one begins like another.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: How files of other kinds begin.
_OTHERS = (
    (b"PK\x03\x04", "a workbook or another zip file", "Give it the ending .xlsx where it is a workbook."),
    (b"\xd0\xcf\x11\xe0", "an old workbook (.xls)", "Save it as .xlsx or .csv."),
    (b"PAR1", "a Parquet file", "Give it the ending .parquet."),
    (b"%PDF", "a PDF", "Ask for the figures as .csv or .xlsx."),
    (b"\x1f\x8b", "a compressed file", "Unpack it first."),
)
_QUOTED = re.compile(r'"[^"]*(?:"|$)')


def delimited_rows(data: bytes, name: str, layout: Layout) -> Iterator[Row]:
    """Read the rows of a text file, each with the number of its first line.

    Raises:
        SourceError: It is no text, is in another encoding, or its quotation marks cannot be followed.
    """
    text = decoded(data, name, layout.encoding)
    if not text.strip():
        raise failed(name, "empty-file", "is empty.", "Give a file with a header and at least one school.")
    delimiter = layout.delimiter or sniffed(text, layout.skip_rows)
    # strict: a quotation mark that is never closed would otherwise swallow the rest of the file in silence.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _broken(text, name, delimiter, line, reader.line_num, error) from error
        yield line, cells
        line = reader.line_num + 1


def decoded(data: bytes, name: str, encoding: str) -> str:
    """Bytes as text. A byte order mark says more about the encoding than anyone's word.

    Raises:
        SourceError: It is no text, or in another encoding.
    """
    _refuse_others(data, name)
    mark, encoding = next(
        ((mark, marked) for mark, marked in _MARKS if data.startswith(mark)), (b"", encoding.lower().replace("_", "-"))
    )
    try:
        text = data[len(mark) :].decode("utf-8" if encoding == "utf-8-sig" else encoding)
    except LookupError as error:
        remedy = "Use 'utf-8', 'cp1252' or 'latin-1'."
        raise failed(
            name, "unknown-encoding", f"is said to be in '{encoding}', which is no encoding.", remedy
        ) from error
    except UnicodeDecodeError as error:
        raise _wrong_encoding(data, name, encoding, error.start + len(mark)) from error
    except UnicodeError as error:
        raise _wrong_encoding(data, name, encoding, 0) from error
    if "\0" in text:
        raise failed(name, "not-text", "holds zero bytes, so it is no text file.", "Give a .csv, .tsv or .xlsx file.")
    return text


def _refuse_others(data: bytes, name: str) -> None:
    for start, kind, remedy in _OTHERS:
        if data.startswith(start):
            raise failed(name, "not-text", f"is {kind}, not a text file.", remedy)


def _wrong_encoding(data: bytes, name: str, encoding: str, offset: int) -> SourceError:
    line = data.count(b"\n", 0, offset) + 1
    shown = data[offset : offset + 1].hex()
    message = f"is not in the encoding '{encoding}': byte 0x{shown} at offset {offset:,} cannot be read."
    remedy = "Name the encoding: 'cp1252' for files saved by a spreadsheet on Windows, else try 'latin-1'."
    return failed(name, "wrong-encoding", message, remedy, f"row {line}")


def sniffed(text: str, skip_rows: int) -> str:
    """The delimiter that is most frequent in the header, quoted text aside; a comma where there is none."""
    header = _QUOTED.sub("", "".join(_line(text, skip_rows)))
    return max(_DELIMITERS, key=header.count)


def _line(text: str, number: int) -> list[str]:
    lines = io.StringIO(text, newline="")
    return [line for place, line in zip(range(number + 1), lines, strict=False) if place == number]


def _broken(text: str, name: str, delimiter: str, first: int, last: int, error: csv.Error) -> SourceError:
    """Say what stopped the reader between two lines: a cell that is too large, or a quotation mark."""
    lines = io.StringIO(text, newline="")
    chunk = "".join(line for place, line in zip(range(1, last + 1), lines, strict=False) if place >= first)
    start = 0
    # Quoted text is blanked out, so that only delimiters between cells are counted.
    for place, cell in enumerate(_QUOTED.sub(lambda quoted: "x" * len(quoted[0]), chunk).split(delimiter)):
        if len(cell) > LARGEST_CELL:
            column = _column(text, delimiter, place)
            return too_large(name, first, column, chunk[start:], len(cell))
        start += len(cell) + 1
    message = f"cannot be followed beyond this row ({error})."
    remedy = "Look for a quotation mark that is never closed; write one inside a cell as two."
    return failed(name, "not-delimited", message, remedy, f"row {first}")


def _column(text: str, delimiter: str, place: int) -> str:
    """The name over a cell, as far as the first line tells."""
    names = _line(text, 0)[0].strip().split(delimiter)
    return names[place][:80] if place < len(names) and len(names) > 1 else str(place + 1)
