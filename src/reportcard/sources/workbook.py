"""Workbooks (.xlsx): a sheet into rows of text, each number as the sheet shows it."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from reportcard.errors import SourceError, did_you_mean
from reportcard.sources.sheet import Layout, Row, failed

#: Bytes that a workbook may unpack to: more than any nation's schools need, less than a machine has.
_LARGEST = 1 << 30
#: Rows that a sheet can have.
_MOST_ROWS = 1 << 20


def workbook_rows(data: bytes, name: str, layout: Layout) -> Iterator[Row]:
    """Read the rows of a sheet, with the numbers that a spreadsheet counts.

    Raises:
        SourceError: It is no workbook, has no such sheet, or openpyxl is not installed.
    """
    try:
        import openpyxl
    except ImportError as error:
        remedy = "pip install 'reportcard[excel]', or save the sheet as .csv."
        raise failed(name, "missing-extra", "is a workbook, which needs openpyxl.", remedy) from error
    _refuse_bombs(data, name)
    with warnings.catch_warnings():
        # Styles and form fields that openpyxl leaves out are none of our business: cells are all that is read.
        warnings.simplefilter("ignore", UserWarning)
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            rows = list(_rows(_sheet(book, name, layout.sheet), name))
        except SourceError:
            raise
        except Exception as error:  # a damaged workbook raises whatever its damaged part happens to raise
            raise failed(name, "not-a-workbook", f"is damaged ({type(error).__name__}).", _SAVE_AGAIN) from error
    yield from rows


_SAVE_AGAIN = "Open it in a spreadsheet and save it again as .xlsx or .csv."


def _refuse_bombs(data: bytes, name: str) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise failed(name, "not-a-workbook", "is an old or locked workbook.", "Save it as .xlsx without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise failed(name, "not-a-workbook", "is not a workbook (.xlsx).", _SAVE_AGAIN) from error
    if size > _LARGEST:
        message = f"would unpack to {size:,} bytes; {_LARGEST:,} is the most."
        raise failed(name, "workbook-too-large", message, "Save the sheet as .csv.")


def _sheet(book: Any, name: str, wanted: str | None) -> Any:
    titles = [sheet.title for sheet in book.worksheets]
    if wanted is None and titles:
        return book.worksheets[0]
    if wanted in titles:
        return book[wanted]
    message = f"has no sheet '{wanted}'." if wanted else "has no sheet."
    raise failed(name, "no-such-sheet", message, f"It has: {', '.join(titles)}.{did_you_mean(wanted or '', titles)}")


def _rows(sheet: Any, name: str) -> Iterator[Row]:
    # What a file says of its own size may be wrong: read what is there.
    sheet.reset_dimensions()
    for line, cells in enumerate(sheet.iter_rows(), 1):
        if line > _MOST_ROWS:
            raise failed(name, "workbook-too-large", "has more rows than a sheet can have.", _SAVE_AGAIN)
        texts = [cell_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        yield line, texts


def cell_text(cell: Any) -> str:
    """A cell as the sheet shows it: 15 digits, so that 0.1 + 0.2 is 0.3; per cent where it is formatted so."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number_text(value, str(cell.number_format or ""))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    return str(value)


def _number_text(value: float, shown_as: str) -> str:
    if "%" in shown_as:
        return f"{value * 100:.15g}%"
    return str(value) if isinstance(value, int) else f"{value:.15g}"
