"""Report cards as frames: of the kind that came in, through narwhals; pandas where records came in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import narwhals as nw
import numpy as np

from reportcard.errors import OutputError

if TYPE_CHECKING:
    from reportcard.results.cards import ReportCards

_FAULT_FIELDS = ("row", "school", "column", "value", "code", "message", "remedy")


class Coded(NamedTuple):
    """A long column of few words: ``words[codes[row]]``; code −1 for none. A category where the frame has such."""

    codes: Any
    words: tuple[str, ...]

    def texts(self) -> list[str | None]:
        """The words of every row."""
        found: list[str | None] = np.array([*self.words, None], object)[self.codes].tolist()
        return found


def columns_of(cards: ReportCards) -> dict[str, Any]:
    """The columns of the result by name, in order. The root is named ``overall`` whatever its id."""
    columns: dict[str, Any] = {}
    for node in cards.nodes:
        name = "overall" if node == cards.root and "overall" not in cards.nodes[1:] else node
        columns[f"{name}_score"] = cards.scores(node)
        if cards.has_grades(node):
            columns[f"{name}_grade"] = cards.grades(node)
        columns[f"{name}_status"] = cards.statuses(node)
        columns |= {f"{name}_{part}": column for part, column in cards.sure_columns(node).items()}
    return columns


def to_frame(cards: ReportCards, native: Any) -> Any:
    """Return the results as a frame of the kind of ``native``."""
    return _frame({**ids_of(cards, native), **columns_of(cards)}, native, cards)


def frame_of_schools(cards: ReportCards, columns: dict[str, Any]) -> Any:
    """Return columns with a row a school, the id in front, as a frame of the kind that came in."""
    return _frame({**ids_of(cards, cards._native), **columns}, cards._native, cards)


def ids_of(cards: ReportCards, native: Any) -> dict[str, Any]:
    """The id under its own name and in its own type, so that the results join to the data they came from."""
    if native is None:
        return {"/".join(cards.id_columns): list(cards.ids)}
    frame = nw.from_native(native, eager_only=True)
    columns = {name: frame[name] for name in cards.id_columns}
    return columns if cards.rows is None else {name: column[cards.rows] for name, column in columns.items()}


def quarantine_frame(cards: ReportCards, native: Any) -> Any:
    """Return what could not be used as a frame of the kind of ``native``."""
    faults = cards.quarantine
    return _frame({name: [getattr(fault, name) for fault in faults] for name in _FAULT_FIELDS}, native, None)


def frame_like(columns: dict[str, Any], native: Any) -> Any:
    """Return columns as a frame of the kind of ``native``; pandas where it is None."""
    return _frame(columns, native, None)


def _frame(columns: dict[str, Any], native: Any, cards: ReportCards | None) -> Any:
    if native is None:
        import pandas as pd

        return pd.DataFrame(_categories(columns))
    given = nw.from_native(native, eager_only=True)
    if given.implementation.is_pandas():
        frame = _frame(columns, None, None)
    else:
        whole = {name: column.texts() if isinstance(column, Coded) else column for name, column in columns.items()}
        frame = nw.from_dict(whole, backend=given.implementation).to_native()
    index = nw.maybe_get_index(given)
    if cards is not None and index is not None and len(index) == len(cards):
        frame.index = index
    return frame


def _categories(columns: dict[str, Any]) -> dict[str, Any]:
    import pandas as pd

    return {
        name: pd.Categorical.from_codes(column.codes, pd.Index(column.words, dtype=object))
        if isinstance(column, Coded)
        else column
        for name, column in columns.items()
    }


def to_parquet(cards: ReportCards, path: Path) -> Path:
    """Write the results as Parquet."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise OutputError("Parquet needs pyarrow: pip install 'reportcard[parquet]'.") from error
    try:
        pq.write_table(pa.table({**ids_of(cards, None), **columns_of(cards)}), path)
    except OSError as error:
        raise OutputError(f"Cannot write {path}: {error.strerror or error}.") from error
    return path
