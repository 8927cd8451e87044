"""Frames of any kind (pandas, polars, pyarrow, …) into checked columns, through narwhals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt

from reportcard.engine.table import PARTS, Fault, NumberColumn, Table, TextColumn, WholeIds
from reportcard.errors import InputError, Problem, did_you_mean
from reportcard.sources.columns import as_text, kept, masked, number_column, protect, text_column
from reportcard.sources.intake import ID_NAMES, NAME_NAMES, Intake, WantedNumber
from reportcard.sources.parse import in_words
from reportcard.sources.rows import columns_in
from reportcard.sources.sheet import alike


def from_frame(native: Any, intake: Intake, *, strict: bool = False) -> Table:
    """Read a frame, one row a school.

    Args:
        native: A frame that narwhals knows.
        intake: What the framework reads.
        strict: Raise where a cell cannot be used, instead of putting it into the quarantine.

    Raises:
        InputError: There is no row, no id column or no indicator; or a cell cannot be used and ``strict`` is set.
    """
    frame = nw.from_native(native, eager_only=True)
    return _Reader(frame, intake).read(strict=strict)


class _Reader:
    """Reads one frame; holds what has been found on the way."""

    def __init__(self, frame: nw.DataFrame[Any], intake: Intake) -> None:
        self.frame = frame
        self.intake = intake
        self.faults: list[Fault] = []
        self.used: set[str] = set()
        self.columns = list(frame.columns)
        self.exact = set(self.columns)
        self.by_look = {alike(name): name for name in reversed(self.columns)}
        # These have been read where a file was: they say which rows are schools.
        self.rows_by = {alike(name) for name in columns_in(intake.rows)}
        self.ids: Sequence[str] = []

    def read(self, *, strict: bool) -> Table:
        self._refuse_doubles()
        if len(self.frame) == 0:
            raise InputError("The data has no rows.", code="empty", problems=[_EMPTY])
        id_columns = self._read_ids()
        table = Table(self.ids, id_columns, self._names(), self._numbers(), self._texts())
        self._refuse_nothing(table)
        table.faults = self.faults
        self.used |= {name for name in self.columns if alike(name) in self.rows_by}
        table.unused = tuple(name for name in self.columns if name not in self.used)
        table.lacking = tuple(name for name in self.intake.numbers if name not in table.numbers)
        table = self._without_bad_ids(table)
        if strict:
            self._refuse_faults(table)
        return table

    # --- columns ---

    def _find(self, names: Iterable[str]) -> str | None:
        """The column of one of these names: exact first, then whatever its case and white space."""
        names = list(names)
        found = next((name for name in names if name in self.exact), None)
        found = found or next((self.by_look[n] for n in map(alike, names) if n in self.by_look), None)
        if found is not None:
            self.used.add(found)
        return found

    def _cells(self, name: str) -> Any:
        """A column as a float array where it is one of numbers, else as a list of cells."""
        column = self.frame.get_column(name)
        dtype = column.dtype
        if dtype.is_numeric():
            floats = column if dtype == nw.Float64 else column.cast(nw.Float64)
            return np.ascontiguousarray(floats.to_numpy(), dtype=np.float64)
        return column.to_list()

    def _read_ids(self) -> tuple[str, ...]:
        wanted = self.intake.id_columns
        found = [self._find([name]) for name in wanted]
        names = [name for name in found if name is not None]
        if not wanted or len(names) < len(wanted):
            single = self._find(ID_NAMES)
            names = [single] if single else []
        if not names:
            raise self._no_id()
        self.ids = self._whole_ids(names) or self._text_ids(names)
        return tuple(names)

    def _whole_ids(self, names: Sequence[str]) -> WholeIds | None:
        """One column of whole numbers stays one; only texts are made as they are asked for."""
        column = self.frame.get_column(names[0])
        if len(names) > 1 or not column.dtype.is_integer() or column.null_count():
            return None
        return WholeIds(column.to_numpy())

    def _text_ids(self, names: Sequence[str]) -> list[str]:
        columns = [[as_text(cell) for cell in self.frame[name].to_list()] for name in names]
        return columns[0] if len(columns) == 1 else ["/".join(parts) for parts in zip(*columns, strict=True)]

    def _names(self) -> TextColumn | None:
        named = (self.intake.name_column,) if self.intake.name_column else ()
        name = self._find((*named, *NAME_NAMES))
        return None if name is None else text_column(self.frame[name].to_list())

    def _texts(self) -> dict[str, TextColumn]:
        texts = {}
        for text, context in self.intake.texts.items():
            name = self._find((context.column, text))
            if name is not None:
                texts[text] = text_column(self.frame[name].to_list())
            elif context.required:
                raise self._no_column(context.column)
        return texts

    def _numbers(self) -> dict[str, NumberColumn]:
        numbers = {}
        for wanted in self.intake.numbers.values():
            name = self._find(wanted.value_names)
            if name is not None:
                numbers[wanted.id] = self._number(name, wanted)
            elif wanted.required:
                raise self._no_column(wanted.value_names[-1])
        return numbers

    def _number(self, name: str, wanted: WantedNumber) -> NumberColumn:
        decimal = self.intake.decimal
        column = number_column(self._cells(name), wanted, name, decimal, self._report)
        for part in PARTS:
            part_name = self._find(wanted.part_names(part))
            if part_name is not None:
                # What cannot be read in a part is simply not known; the value itself stands.
                column.parts[part] = number_column(
                    self._cells(part_name), _part_of(wanted), part_name, decimal, _ignore
                ).value
        if wanted.masked_by is not None and (mask := self._find([wanted.masked_by.column])) is not None:
            column = masked(column, self.frame[mask].to_list(), wanted.masked_by)
        return protect(column, wanted.indicator)

    # --- faults ---

    def _report(self, row: int, column: str, given: Any, fault: tuple[str, str, str]) -> None:
        self.faults.append(Fault(row, self.ids[row][:80], column, in_words(given)[:80], *fault))

    def _without_bad_ids(self, table: Table) -> Table:
        """Leave out rows without an id, and every row of an id that stands more than once: none can be trusted."""
        if isinstance(self.ids, WholeIds) and _all_differ(self.ids.numbers):
            return table
        counts = Counter(self.ids)
        bad = [row for row, school in enumerate(self.ids) if not school.strip("/") or counts[school] > 1]
        if not bad:
            return table
        for row in bad:
            self._report(row, "/".join(table.id_columns), self.ids[row], _bad_id(self.ids[row], counts))
        rows = np.setdiff1d(np.arange(len(self.ids)), bad)
        if rows.size == 0:
            problems = [_problem(fault) for fault in self.faults[:20]]
            raise InputError("No row has an id of its own.", code="duplicate-id", problems=problems)
        return Table(
            [self.ids[row] for row in rows.tolist()],
            table.id_columns,
            None if table.names is None else table.names.take(rows),
            kept(rows, table.numbers),
            kept(rows, table.texts),
            rows,
            self.faults,
            table.unused,
            table.lacking,
        )

    def _refuse_faults(self, table: Table) -> None:
        problems = [_problem(fault) for fault in self.faults]
        if self._is_ours():
            problems += [_unknown(name, self.intake) for name in table.unused]
        if problems:
            raise InputError(f"{len(problems)} problems in the data.", problems=problems[:100])

    def _is_ours(self) -> bool:
        """Whether columns go by the ids of indicators; a published file has names, and many columns, of its own."""
        return any(name in self.intake.numbers for name in self.used)

    def _refuse_doubles(self) -> None:
        doubles = [name for name, count in Counter(self.columns).items() if count > 1]
        if doubles:
            raise InputError(
                f"The data has several columns '{doubles[0]}'. Rename or drop one.", code="duplicate-column"
            )

    def _refuse_nothing(self, table: Table) -> None:
        if table.numbers or not self.intake.numbers:
            return
        columns = ", ".join(self.columns[:12])
        wanted = ", ".join(wanted.value_names[-1] for wanted in list(self.intake.numbers.values())[:12])
        raise InputError(
            "None of the columns is an indicator of this framework.",
            code="missing-column",
            problems=[
                Problem("missing-column", f"The data has: {columns}.", remedy=f"The framework reads: {wanted}, …")
            ],
        )

    def _no_id(self) -> InputError:
        wanted = " and ".join(f"'{name}'" for name in self.intake.id_columns if name != "id")
        columns = ", ".join(self.columns[:12])
        names = f"{wanted}, or 'id'" if wanted else "'id', or name it under 'id' in the framework's source"
        remedy = f"Call the column of the school id {names}.{did_you_mean(wanted, self.columns)}"
        return InputError(
            "The data has no school id.",
            code="missing-column",
            problems=[Problem("missing-column", f"The data has: {columns}.", remedy=remedy)],
        )

    def _no_column(self, name: str) -> InputError:
        remedy = f"Add the column.{did_you_mean(name, self.columns)}"
        problem = Problem("missing-column", f"There is no column '{name}', which the framework needs.", remedy=remedy)
        return InputError("A required column is missing.", code="missing-column", problems=[problem])


_EMPTY = Problem("empty", "There is a header at most.", remedy="Give at least one school.")


def _all_differ(numbers: npt.NDArray[np.integer[Any]]) -> bool:
    """Whether no number stands twice; files are mostly in order, which is quick to see."""
    return bool((numbers[1:] > numbers[:-1]).all()) or len(np.unique(numbers)) == len(numbers)


def _ignore(row: int, column: str, given: Any, fault: tuple[str, str, str]) -> None:
    """Take no note of a part that cannot be read."""


def _part_of(wanted: WantedNumber) -> WantedNumber:
    """What is read for a part: the same codes, no range."""
    from reportcard.indicators.indicator import Indicator

    return WantedNumber(wanted.id, Indicator(wanted.indicator.title), codes=wanted.codes)


def _bad_id(school: str, counts: Counter[str]) -> tuple[str, str, str]:
    if not school.strip("/"):
        return "missing-id", "the row has no school id.", "Give the id, or drop the row."
    return "duplicate-id", f"the id stands in {counts[school]} rows; none of them is scored.", "Keep one of the rows."


def _problem(fault: Fault) -> Problem:
    where = f"row {fault.row} (school {fault.school}), column '{fault.column}'"
    return Problem(fault.code, fault.message, where, fault.remedy)


def _unknown(name: str, intake: Intake) -> Problem:
    hint = did_you_mean(name.lower(), intake.known)
    return Problem(
        "unknown-column", f"The framework does not read the column '{name}'.{hint}", remedy="Rename or drop it."
    )
