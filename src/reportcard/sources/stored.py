"""Files that machines write: JSON records as text, Parquet columns as they are stored."""

from __future__ import annotations

import io
import json
from typing import Any

from reportcard.sources.delimited import decoded
from reportcard.sources.sheet import Layout, Sheet, failed, refuse_large_cells, unique


def json_sheet(data: bytes, name: str, layout: Layout) -> Sheet:
    """Read a list of records, every value as text.

    Raises:
        SourceError: It is no JSON, or no list of flat records.
    """
    records = _records(decoded(data, name, layout.encoding), name)
    columns: dict[str, list[Any]] = {}
    for place, record in enumerate(records):
        for key, value in record.items():
            columns.setdefault(key, [""] * len(records))[place] = _text(value, name, place + 1, key)
    sheet = Sheet(name, dict(columns), range(1, len(records) + 1))
    refuse_large_cells(sheet)
    return sheet


def _records(text: str, name: str) -> list[dict[str, Any]]:
    if not text.strip():
        raise failed(name, "empty-file", "is empty.", "Give a list of records: [{…}, {…}].")
    try:
        records = json.loads(text)
    except json.JSONDecodeError as error:
        raise failed(name, "not-json", f"is not JSON: {error.msg}.", "Mend it there.", f"row {error.lineno}") from error
    except (ValueError, RecursionError) as error:
        raise failed(name, "not-json", "nests too deep or has a number too long.", "Give flat records.") from error
    if not isinstance(records, list):
        raise failed(name, "not-records", f"holds {_kind(records)}, not a list.", "Give a list of records: [{…}, {…}].")
    if not records:
        raise failed(name, "header-only", "holds no record.", "Give at least one school.")
    for place, record in enumerate(records, 1):
        if not isinstance(record, dict):
            raise failed(name, "not-records", f"holds {_kind(record)}.", "Give {…} for a school.", f"record {place}")
    return records


def _text(value: Any, name: str, place: int, key: str) -> str:
    if isinstance(value, dict | list):
        message = f"holds {_kind(value)} inside a record."
        remedy = f"Give '{key}' and '{key}_n' beside each other; or pass the records to reportcard.score."
        raise failed(name, "not-records", message, remedy, f"record {place}, '{key}'")
    return "" if value is None else value if isinstance(value, str) else str(value)


def _kind(value: Any) -> str:
    return "a list" if isinstance(value, list) else "an object" if isinstance(value, dict) else repr(value)[:40]


def parquet_sheet(data: bytes, name: str, layout: Layout) -> Sheet:
    """Read the columns of a Parquet file in their own types: nothing in it has to be guessed.

    Raises:
        SourceError: It is no Parquet file, or pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        remedy = "pip install 'reportcard[parquet]', or give the file as .csv."
        raise failed(name, "missing-extra", "is a Parquet file, which needs pyarrow.", remedy) from error
    try:
        table = pq.read_table(io.BytesIO(data))
        cells = [column.to_numpy() for column in table.columns]
    except (pa.ArrowException, OSError, ValueError, TypeError) as error:
        raise failed(name, "not-parquet", "is no Parquet file, or damaged.", "Write the file again.") from error
    if table.num_rows == 0:
        raise failed(name, "header-only", "holds no row.", "Give at least one school.")
    names, notes = unique(table.column_names)
    sheet = Sheet(name, dict(zip(names, cells, strict=True)), range(1, table.num_rows + 1), notes)
    refuse_large_cells(sheet)
    return sheet
