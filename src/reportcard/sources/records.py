"""Single records (mappings, typed schools) into columns: the short way for one school, with every error raised."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from reportcard.engine.table import PARTS, Fault, NumberColumn, Table, TextColumn
from reportcard.errors import InputError, Problem, did_you_mean
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.measure import Measure
from reportcard.indicators.school import SchoolIndicators
from reportcard.indicators.status import Status
from reportcard.sources.columns import as_text, protect, text_column
from reportcard.sources.intake import Intake, WantedNumber
from reportcard.sources.parse import Cell, in_words, is_held, number, parse


def as_mapping(record: Any, intake: Intake) -> Mapping[str, Any]:
    """A record as a flat mapping.

    Raises:
        InputError: It is neither a mapping nor a :class:`SchoolIndicators`.
    """
    if isinstance(record, SchoolIndicators):
        # A typed school holds whatever it holds; what this framework does not read is no mistake.
        return {key: value for key, value in {**record.texts(), **record.flat()}.items() if key.lower() in intake.known}
    if isinstance(record, Mapping):
        return record
    raise InputError(
        f"A school is a mapping or SchoolIndicators, not {type(record).__name__}.",
        code="not-a-record",
        problems=[Problem("not-a-record", "Give {'id': …, 'indicator': value, …}.")],
    )


def from_records(records: Sequence[Any], intake: Intake, *, strict: bool) -> Table:
    """Read records, one a school.

    Args:
        records: Mappings or typed schools.
        intake: What the framework reads.
        strict: Raise where a value cannot be used, instead of putting it into the quarantine.

    Raises:
        InputError: A record is of another kind, has no id or an unknown key; or ``strict`` is set and a value cannot
            be used.
    """
    if not records:
        raise InputError("The data has no rows.", code="empty")
    reader = _Reader(intake, len(records))
    for row, record in enumerate(records):
        reader.add(row, as_mapping(record, intake))
    return reader.table(strict=strict)


class _Reader:
    """Collects the cells of many records by indicator."""

    def __init__(self, intake: Intake, count: int) -> None:
        self.intake = intake
        self.count = count
        self.ids = [""] * count
        self.names: list[Any] = [None] * count
        #: None where a record says nothing of an indicator that another one has.
        self.values: dict[str, list[float | None]] = {}
        self.marked: dict[str, dict[int, Cell]] = {}
        self.parts: dict[str, dict[str, list[float]]] = {}
        self.texts: dict[str, list[Any]] = {}
        self.faults: list[Fault] = []

    def add(self, row: int, record: Mapping[str, Any]) -> None:
        for key, given in record.items():
            wanted = self.intake.numbers.get(key)
            if wanted is not None:
                self._value(row, wanted, given)
            else:
                self._other(row, key, given)
        if not self.ids[row]:
            raise InputError(f"Record {row} has no id.", code="missing-id", problems=[_NO_ID])
        for fault in self.faults:
            if fault.row == row:
                fault.school = self.ids[row]

    def _other(self, row: int, key: str, given: Any) -> None:
        """A key that is no indicator's own id: who the school is, a context column, a part, a file's column name."""
        lowered = str(key).lower()
        part = self.intake.parts.get(lowered)
        if part is not None:
            self._given_part(row, *part, given)
            return
        what = self.intake.known.get(lowered)
        if what == "id":
            self.ids[row] = as_text(given)
        elif what == "name":
            self.names[row] = given
        elif what is None:
            raise _unknown(key, self.intake)
        elif what in self.intake.numbers:
            self._value(row, self.intake.numbers[what], given)
        else:
            self.texts.setdefault(what, [None] * self.count)[row] = given

    def _given_part(self, row: int, indicator: str, part: str, given: Any) -> None:
        """A part under its own name. What cannot be read in a part is simply not known; the value itself stands."""
        if not is_held(given):
            wanted = self.intake.numbers[indicator]
            given = parse(given, Indicator(part), wanted.codes, self.intake.decimal).value
        self._part(row, indicator, part, float(given))

    def _value(self, row: int, wanted: WantedNumber, given: Any) -> None:
        values = self.values.get(wanted.id)
        if values is None:
            values = self.values[wanted.id] = [None] * self.count
        if wanted.is_plain(given):
            values[row] = given
            return
        if isinstance(given, Mapping | Measure):
            cell = self._measure(row, wanted, given)
        else:
            cell = parse(given, wanted.indicator, wanted.codes, self.intake.decimal)
        values[row] = cell.value
        if cell.status or cell.code is not None:
            self.marked.setdefault(wanted.id, {})[row] = cell
        if cell.fault is not None:
            self.faults.append(Fault(row, self.ids[row], wanted.id, in_words(given)[:80], *cell.fault))

    def _measure(self, row: int, wanted: WantedNumber, given: Mapping[str, Any] | Measure) -> Cell:
        try:
            measure = given if isinstance(given, Measure) else Measure.model_validate(given)
        except ValueError as error:
            return Cell(
                math.nan, 0, None, ("not-a-measure", _first_line(error), "Give value, n, lower, upper, status.")
            )
        for part in PARTS:
            known = getattr(measure, part)
            if known is not None:
                self._part(row, wanted.id, part, known)
        if measure.value is None:
            return Cell(math.nan, measure.status.code, measure.code)
        cell = number(measure.value, wanted.indicator)
        return cell._replace(status=measure.status.code, code=measure.code) if cell.fault is None else cell

    def _part(self, row: int, indicator: str, part: str, value: float) -> None:
        parts = self.parts.setdefault(indicator, {})
        parts.setdefault(part, [math.nan] * self.count)[row] = value

    def table(self, *, strict: bool) -> Table:
        if strict and self.faults:
            raise InputError(
                f"{_count(self.faults)} cannot be used.", problems=[_problem(f) for f in self.faults[:100]]
            )
        self._refuse_doubles()
        names = text_column(self.names) if any(name is not None for name in self.names) else None
        texts: dict[str, TextColumn] = {text: text_column(cells) for text, cells in self.texts.items()}
        return Table(self.ids, (self._id_name(),), names, self._numbers(), texts, faults=self.faults)

    def _id_name(self) -> str:
        return self.intake.id_columns[0] if len(self.intake.id_columns) == 1 else "id"

    def _refuse_doubles(self) -> None:
        if len(set(self.ids)) < self.count:
            double = next(school for school in self.ids if self.ids.count(school) > 1)
            raise InputError(f"Two records have the id '{double}'.", code="duplicate-id", problems=[_DOUBLE])

    def _numbers(self) -> dict[str, NumberColumn]:
        """All columns from one matrix: a small array for each would cost more than scoring the school."""
        values = np.array(list(self.values.values()), np.float64).reshape(len(self.values), self.count)
        columns = {name: NumberColumn(values[at]) for at, name in enumerate(self.values)}
        for name, cells in self.marked.items():
            _say_why(columns[name], cells)
        for name, given in self.values.items():
            if None in given:
                _leave_out(columns[name], given)
        for name, parts in self.parts.items():
            if name in columns:
                columns[name].parts = {part: np.array(given) for part, given in parts.items()}
                columns[name] = protect(columns[name], self.intake.numbers[name].indicator)
        return columns


def _say_why(column: NumberColumn, cells: Mapping[int, Cell]) -> None:
    """Give a column its statuses and the publisher's codes."""
    column.status = column.statuses()
    column.words = tuple(dict.fromkeys(cell.code for cell in cells.values() if cell.code is not None))
    column.raw = np.full(column.value.shape, -1, np.int16) if column.words else None
    for row, cell in cells.items():
        column.status[row] = cell.status
        if cell.code is not None and column.raw is not None:
            column.raw[row] = column.words.index(cell.code)


_NO_ID = Problem("missing-id", "A card needs to say whose it is.", remedy="Add a key 'id'.")
_DOUBLE = Problem("duplicate-id", "Cards are found by id.", remedy="Keep one of the records.")


def _leave_out(column: NumberColumn, given: Sequence[float | None]) -> None:
    """What a record says nothing of was not collected, as when it comes alone; what it leaves empty is missing."""
    column.status = column.statuses()
    column.status[[value is None for value in given]] = Status.NOT_COLLECTED.code


def _unknown(key: str, intake: Intake) -> InputError:
    known = [*intake.numbers, *intake.texts, "id", "name"]
    problem = Problem(
        "unknown-column", f"'{key}' is not read by this framework.{did_you_mean(str(key).lower(), known)}"
    )
    return InputError(f"Unknown key '{key}'.", code="unknown-column", problems=[problem])


def _problem(fault: Fault) -> Problem:
    return Problem(
        fault.code, fault.message, f"record {fault.row} (school {fault.school}), '{fault.column}'", fault.remedy
    )


def _count(faults: Sequence[Fault]) -> str:
    return "One value" if len(faults) == 1 else f"{len(faults)} values"


def _first_line(error: ValueError) -> str:
    lines = str(error).splitlines()
    return lines[2].strip() if len(lines) > 2 else lines[0]
