"""The tables of a site: a row a school with id, name, area, phase, and score, grade and status of every node."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np

from reportcard.framework.load import document_text
from reportcard.publish import write_csv, write_parquet
from reportcard.results.cards import ReportCards
from reportcard.results.frames import columns_of
from reportcard.website.groupings import Grouping
from reportcard.website.store import Store

Table = Mapping[str, Sequence[Any]]
_FOLDER = "downloads"
CSV, PARQUET, JSON = f"{_FOLDER}/scores.csv", f"{_FOLDER}/scores.parquet", f"{_FOLDER}/scores.jsonl"
FRAMEWORK = f"{_FOLDER}/framework.yaml"


def tables_of(cards: ReportCards, groupings: Sequence[Grouping]) -> Iterator[Table]:
    """The columns, in the order of the data, some thousand schools at a time."""
    names, start = cards.table.names, 0
    has_names = names is not None and any(names.words[code] for code in np.unique(names.codes).tolist() if code >= 0)
    for block in cards.blocks():
        shown = slice(start, start := start + len(block))
        named = {"name": [block.school(place).name for place in range(len(block))]} if has_names else {}
        groups: Table = {grouping.kind: list(grouping.labels[shown]) for grouping in groupings}
        yield {"/".join(cards.id_columns): block.ids, **named, **groups, **columns_of(block)}


def write_downloads(store: Store, cards: ReportCards, groupings: Sequence[Grouping]) -> list[str]:
    """Write the tables, and the framework's document.

    Returns:
        The files, without Parquet where pyarrow is not installed.
    """
    wanted = [CSV, *([PARQUET] if find_spec("pyarrow") else []), JSON, FRAMEWORK]
    missing = [name for name in wanted if name not in store]
    if CSV in missing:
        with store.stream(CSV) as file:
            write_csv(file, tables_of(cards, groupings))
    if PARQUET in missing:
        with store.stream(PARQUET) as file:
            write_parquet(file.buffer, tables_of(cards, groupings), store.root / PARQUET)
    if JSON in missing:
        with store.stream(JSON) as file:
            for table in tables_of(cards, groupings):
                file.writelines(_json_lines(table))
    if FRAMEWORK in missing:
        store.put(FRAMEWORK, document_text(cards.makers[-1].plan.document))
    return wanted


def _json_lines(table: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    for row in zip(*table.values(), strict=True):
        record = {name: _plain(value) for name, value in zip(table, row, strict=True)}
        yield json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n"


def _plain(value: Any) -> Any:
    """A value for JSON: what is absent is null, never NaN."""
    if value is None or isinstance(value, str):
        return value
    return None if value != value else float(value)
