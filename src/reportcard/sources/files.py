"""Files into frames: CSV, TSV, XLSX, Parquet and JSON, every cell as it is written, with further files joined on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportcard.errors import SourceError, did_you_mean
from reportcard.framework.document import Framework as Document
from reportcard.framework.document import Source
from reportcard.sources.delimited import delimited_rows
from reportcard.sources.joined import join as joined
from reportcard.sources.joined import key_columns
from reportcard.sources.rows import schools
from reportcard.sources.sheet import Layout, Sheet, failed, sheet_of
from reportcard.sources.stored import json_sheet, parquet_sheet
from reportcard.sources.workbook import workbook_rows

if TYPE_CHECKING:
    import pandas as pd

    from reportcard.prepared import Framework

PathLike = str | Path
_Reader = Callable[[bytes, str, Layout], Sheet]
#: Endings and how their files are read. A text file with another ending is read as one with a delimiter.
_ENDINGS = {".csv": "csv", ".txt": "csv", ".tsv": "tsv", ".tab": "tsv", ".xlsx": "xlsx", ".xlsm": "xlsx",
            ".parquet": "parquet", ".pq": "parquet", ".json": "json"}  # fmt: skip


def read_file(
    path: PathLike,
    framework: str | Path | Mapping[str, Any] | Framework | None = None,
    *,
    join: PathLike | Iterable[PathLike] = (),
    key: str | Sequence[str] | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
) -> pd.DataFrame:
    """Read a file of schools as the framework's ``source`` says, for :func:`reportcard.score`.

    Every cell of a text file or a workbook is text, so that ``NA``, ``SUPP``, leading zeros and per cent signs reach
    the scorer as they were published. A Parquet file keeps its types. The index holds the number of each row in the
    file, as an editor or a spreadsheet counts.

    Args:
        path: A .csv, .tsv, .xlsx, .parquet or .json file (a list of records).
        framework: The framework that the data is for; says encoding, delimiter, sheet, header rows, and which rows
            are schools. None reads the file as it is.
        join: Further files with a row a school. The first file's schools stay, in their order.
        key: Column, or columns, of the school id by which files are joined; the framework's where not given.
        encoding: Encoding in place of the framework's.
        sheet: Sheet of the workbook in place of the framework's.

    Returns:
        A frame; ``frame.attrs`` says what was ``read``, ``left_out`` (rows that are no schools to score), ``joined``
        (what matched, by file) and ``notes``.

    Raises:
        SourceError: A file cannot be read, or cannot be joined.
        FrameworkError: The framework's document cannot be used.
    """
    document = _document(framework)
    source = document.source if document else None
    layout = _layout(source, encoding, sheet)
    first = _read(Path(path), layout, source.format if source else None)
    count = len(first)
    first = schools(first, document) if document else first
    left_out = count - len(first)
    others = [join] if isinstance(join, str | Path) else list(join)
    summaries = _join(first, others, source, key, Layout(encoding=layout.encoding)) if others else []
    frame = _frame(first)
    frame.attrs = {
        "file": first.name,
        "read": count,
        "left_out": left_out,
        "joined": summaries,
        "notes": first.notes,
    }
    return frame


def _document(framework: str | Path | Mapping[str, Any] | Framework | None) -> Document | None:
    if framework is None:
        return None
    from reportcard.prepared import Framework, load_framework

    ready = framework if isinstance(framework, Framework) else load_framework(framework)
    return ready.document


def _layout(source: Source | None, encoding: str | None, sheet: str | None) -> Layout:
    if source is None:
        return Layout(encoding=encoding or "utf-8-sig", sheet=sheet)
    return Layout(
        encoding=encoding or source.encoding,
        delimiter=source.delimiter,
        sheet=sheet or source.sheet,
        header_rows=source.header_rows,
        skip_rows=source.skip_rows,
    )


# --- one file --------------------------------------------------------------------------------------------------------


def _read(path: Path, layout: Layout, stated: str | None) -> Sheet:
    name = path.name or str(path)
    try:
        _refuse_no_file(path, name)
        kind = _kind(path, stated, name)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise failed(name, "unreadable", f"cannot be opened: {reason}.", "Look at its path and permissions.") from error
    if not data:
        raise failed(name, "empty-file", "is empty.", "Give a file with a header and at least one school.")
    return _READERS[kind](data, name, layout)


def _refuse_no_file(path: Path, name: str) -> None:
    if path.is_dir():
        raise failed(name, "is-a-folder", "is a folder.", "Name a file in it.")
    if not path.exists():
        raise failed(name, "no-such-file", "is not there.", _near(path))
    if not path.is_file():
        # A device or a pipe may never end.
        raise failed(name, "not-a-file", "is no ordinary file.", "Save the data to a file first.")


def _kind(path: Path, stated: str | None, name: str) -> str:
    """How to read a file: by its ending; by the framework's word where the ending says nothing."""
    ending = path.suffix.lower()
    if ending in _ENDINGS and not (ending == ".txt" and stated):
        return _ENDINGS[ending]
    if stated:
        return stated
    known = [known for known in _ENDINGS if known not in (".tab", ".pq", ".xlsm")]
    remedy = f"Give one of {', '.join(known)}.{did_you_mean(ending, known)}"
    raise failed(name, "unknown-format", f"has the ending '{ending}', which is not known.", remedy)


def _near(path: Path) -> str:
    """What to do about a file that is not there, with the name of one like it."""
    names = [other.name for other in path.parent.iterdir()] if path.parent.is_dir() else []
    return f"Look at the path '{path}'.{did_you_mean(path.name, names)}"


def _csv(data: bytes, name: str, layout: Layout) -> Sheet:
    return sheet_of(delimited_rows(data, name, layout), name, layout)


def _tsv(data: bytes, name: str, layout: Layout) -> Sheet:
    tabbed = Layout(layout.encoding, layout.delimiter or "\t", None, layout.header_rows, layout.skip_rows)
    return sheet_of(delimited_rows(data, name, tabbed), name, tabbed)


def _xlsx(data: bytes, name: str, layout: Layout) -> Sheet:
    return sheet_of(workbook_rows(data, name, layout), name, layout, grid=True)


_READERS: dict[str, _Reader] = {
    "csv": _csv, "tsv": _tsv, "xlsx": _xlsx, "json": json_sheet, "parquet": parquet_sheet,
}  # fmt: skip


# --- what stands beside it -------------------------------------------------------------------------------------------


def _join(
    first: Sheet, others: list[PathLike], source: Source | None, key: str | Sequence[str] | None, layout: Layout
) -> list[dict[str, Any]]:
    asked = key is not None
    wanted = [key] if isinstance(key, str) else list(key) if key else list(source.id) if source else []
    columns = key_columns(first, wanted, asked)
    summaries = []
    for path in others:
        # The layout of the framework is that of the authority's main file; a further file has a plain header.
        other = _read(Path(path), layout, None)
        first.notes += other.notes
        summaries.append(joined(first, other, columns))
    return summaries


def _frame(sheet: Sheet) -> pd.DataFrame:
    import pandas as pd

    index = pd.Index(sheet.lines, name="row")
    try:
        return pd.DataFrame(dict(sheet.columns), index=index)
    except (ValueError, TypeError, OverflowError) as error:
        raise SourceError(f"{sheet.name} cannot be made into a frame: {error}", code="source-unreadable") from error
