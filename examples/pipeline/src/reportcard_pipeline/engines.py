"""The same three steps in pandas, polars and DuckDB: read and join as text, read back, split by a column.

Whichever it is, ``reportcard.score`` takes its frame and gives back one of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

import reportcard as rc


class Wanted(NamedTuple):
    """What is read.

    Attributes:
        first: The file whose schools are scored.
        others: Files that add columns to them.
        key: Column of the school id, in every file.
        kind: Column that tells schools from totals; "" for none.
        schools: Its value for schools.
    """

    first: Path
    others: Sequence[Path]
    key: str
    kind: str = ""
    schools: str = ""


class Engine(Protocol):
    """What a frame library has to do here."""

    def joined(self, wanted: Wanted) -> pa.Table:
        """The schools of the first file with the columns of the others, all as text, in the order of the first."""

    def read(self, path: Path) -> Any:
        """A Parquet file as a frame."""

    def parts(self, path: Path, scores: Any, by: str) -> Iterator[tuple[str, pa.Table]]:
        """The scores, split by a column of the checked file."""


class Pandas:
    """With pandas."""

    def joined(self, wanted: Wanted) -> pa.Table:
        """Read and join."""
        import pandas as pd

        def text(path: Path) -> pd.DataFrame:
            return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")

        frame = text(wanted.first)
        if wanted.kind:
            frame = frame[frame[wanted.kind] == wanted.schools]
        for path in wanted.others:
            more = text(path)
            fresh = [name for name in more.columns if name == wanted.key or name not in frame.columns]
            refuse_doubles(path, wanted.key, more[wanted.key][more[wanted.key].duplicated()])
            frame = frame.merge(more[fresh], on=wanted.key, how="left")
        return as_text(pa.Table.from_pandas(frame, preserve_index=False))

    def read(self, path: Path) -> Any:
        """As a pandas frame."""
        import pandas as pd

        return pd.read_parquet(path)

    def parts(self, path: Path, scores: Any, by: str) -> Iterator[tuple[str, pa.Table]]:
        """By ``groupby``."""
        column = self.read(path)[by].fillna("").to_numpy()
        whole = pa.Table.from_pandas(scores, preserve_index=False)
        for value, rows in scores.groupby(column, sort=True).indices.items():
            yield str(value), whole.take(rows)


class Polars:
    """With polars."""

    def joined(self, wanted: Wanted) -> pa.Table:
        """Read and join."""
        import polars as pl

        def text(path: Path) -> pl.DataFrame:
            return pl.read_csv(path, infer_schema=False)

        frame = text(wanted.first)
        if wanted.kind:
            frame = frame.filter(pl.col(wanted.kind) == wanted.schools)
        for path in wanted.others:
            more = text(path)
            fresh = [name for name in more.columns if name == wanted.key or name not in frame.columns]
            refuse_doubles(path, wanted.key, more[wanted.key].filter(more[wanted.key].is_duplicated()))
            frame = frame.join(more.select(fresh), on=wanted.key, how="left", maintain_order="left")
        return as_text(frame.to_arrow())

    def read(self, path: Path) -> Any:
        """As a polars frame."""
        import polars as pl

        return pl.read_parquet(path)

    def parts(self, path: Path, scores: Any, by: str) -> Iterator[tuple[str, pa.Table]]:
        """By ``partition_by``."""
        import polars as pl

        labelled = scores.with_columns(self.read(path)[by].fill_null("").alias("_by"))
        groups = labelled.partition_by("_by", as_dict=True)
        for value in sorted(groups):
            yield str(value[0]), groups[value].select(pl.exclude("_by")).to_arrow()


class DuckDB:
    """With DuckDB, in SQL; the checked file is queried where it lies."""

    def joined(self, wanted: Wanted) -> pa.Table:
        """Read and join."""
        import duckdb

        with duckdb.connect() as base:
            base.execute("SET threads = 1")
            for at, path in enumerate((wanted.first, *wanted.others)):
                read = "read_csv(?, all_varchar = true, header = true, nullstr = '\\0')"
                base.execute(f"CREATE TABLE t{at} AS SELECT * FROM {read}", [str(path)])  # noqa: S608  a number of ours
            query, have = "SELECT t0.*", set(_columns(base, "t0"))
            joins = ""
            for at, path in enumerate(wanted.others, 1):
                fresh = [name for name in _columns(base, f"t{at}") if name not in have]
                have |= set(fresh)
                query += "".join(f", t{at}.{_quoted(name)}" for name in fresh)
                key = _quoted(wanted.key)
                doubles = f"SELECT {key} FROM t{at} GROUP BY {key} HAVING count(*) > 1"  # noqa: S608  quoted above
                refuse_doubles(path, wanted.key, [row[0] for row in base.execute(doubles).fetchall()])
                joins += f" LEFT JOIN t{at} ON t0.{key} = t{at}.{key}"
            where = f" WHERE t0.{_quoted(wanted.kind)} = ?" if wanted.kind else ""
            given = [wanted.schools] if wanted.kind else []
            found = base.sql(f"{query} FROM t0{joins}{where} ORDER BY t0.rowid", params=given)
            return as_text(found.to_arrow_table())

    def read(self, path: Path) -> Any:
        """As an Arrow table."""
        return pq.read_table(path)

    def parts(self, path: Path, scores: Any, by: str) -> Iterator[tuple[str, pa.Table]]:
        """By a query for each value."""
        import pyarrow.compute as pc

        column = pc.fill_null(self.read(path)[by], "")
        for value in sorted(set(column.to_pylist())):
            yield str(value), scores.filter(pc.equal(column, value))


ENGINES: dict[str, Engine] = {"pandas": Pandas(), "polars": Polars(), "duckdb": DuckDB()}


def refuse_doubles(path: Path, key: str, found: Iterable[Any]) -> None:
    """Refuse a file to be joined in which a school stands twice: which row is right cannot be guessed.

    Raises:
        reportcard.SourceError: Some school does.
    """
    doubles = sorted({str(school) for school in found})
    if doubles:
        message = f"{path.name} has several rows for {key} {', '.join(doubles[:5])}."
        raise rc.SourceError(message, code="duplicate-key")


def as_text(table: pa.Table) -> pa.Table:
    """The table with plain text columns and no metadata: equal contents are then equal bytes in a file."""
    columns = [pa.array(["" if cell is None else cell for cell in column.to_pylist()]) for column in table.columns]
    return pa.table(dict(zip(table.column_names, columns, strict=True)))


def plain(table: pa.Table) -> pa.Table:
    """The table with one kind of text, one kind of nothing and no metadata, whichever library made it."""
    return pa.table({name: _plain(table[name].combine_chunks()) for name in table.column_names})


def _plain(column: pa.Array) -> pa.Array:
    if _is_text(column.type):
        return pa.array(column.to_pylist(), pa.string())
    if pa.types.is_floating(column.type):
        numbers = column.to_pylist()
        return pa.array([None if number != number else number for number in numbers], column.type)
    return column


def _is_text(kind: pa.DataType) -> bool:
    # A column of pandas that is empty throughout has no type; the others know that it would hold text.
    return (
        pa.types.is_null(kind)
        or pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_string_view(kind)
    )


def _columns(base: Any, table: str) -> list[str]:
    return [row[0] for row in base.execute(f"DESCRIBE {table}").fetchall()]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
