"""The columns that the engine reads: numbers with their statuses, texts as codes, and who the schools are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from reportcard.indicators.status import Status

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.uint8]
Bools = npt.NDArray[np.bool_]
Rows = slice | npt.NDArray[np.intp]

MISSING = Status.MISSING.code

#: The parts of a measure beside its value.
PARTS = ("n", "lower", "upper", "standard_error")


@dataclass(slots=True)
class NumberColumn:
    """One indicator for all schools.

    Attributes:
        value: Values, shape (schools,); NaN where absent.
        status: Status codes, shape (schools,); None means that each NaN is missing without a reason given.
        parts: Further arrays by part: ``n``, ``lower``, ``upper``, ``standard_error``.
        raw: Publisher's codes: index into ``words`` by school, −1 where the value was a number; None for no codes.
        words: The codes that ``raw`` points at.
    """

    value: Floats
    status: Codes | None = None
    parts: dict[str, Floats] = field(default_factory=dict)
    raw: npt.NDArray[np.int16] | None = None
    words: tuple[str, ...] = ()

    def statuses(self) -> Codes:
        """Status codes, also where none are held: then each NaN is missing."""
        return np.where(np.isnan(self.value), np.uint8(MISSING), np.uint8(0)) if self.status is None else self.status

    def code(self, row: int) -> str | None:
        """The publisher's code in a row, or None where the row holds a number or nothing."""
        if self.raw is None or self.raw[row] < 0:
            return None
        return self.words[self.raw[row]] or None

    def take(self, rows: npt.NDArray[np.intp]) -> NumberColumn:
        """The same column for some of the schools."""
        return NumberColumn(
            self.value[rows],
            None if self.status is None else self.status[rows],
            {name: part[rows] for name, part in self.parts.items()},
            None if self.raw is None else self.raw[rows],
            self.words,
        )


@dataclass(slots=True)
class TextColumn:
    """One text column for all schools: ``words[codes[row]]``; code −1 where the cell is empty."""

    codes: npt.NDArray[np.int32]
    words: tuple[str, ...]

    def matches(self, wanted: Iterable[str], rows: Rows) -> Bools:
        """Whether each school's text is one of ``wanted``; False where it is empty."""
        wanted = set(wanted)
        table = np.array([*(word in wanted for word in self.words), False])
        found: Bools = table[self.codes[rows]]
        return found

    def mapped(self, numbers: dict[str, int], default: int, rows: Rows) -> npt.NDArray[np.int8]:
        """A number for each school's text; ``default`` where it is empty or has none."""
        table = np.array([*(numbers.get(word, default) for word in self.words), default], np.int8)
        found: npt.NDArray[np.int8] = table[self.codes[rows]]
        return found

    def text(self, row: int) -> str | None:
        """The text in a row, or None where it is empty."""
        code = self.codes[row]
        return None if code < 0 else self.words[code]

    def take(self, rows: npt.NDArray[np.intp]) -> TextColumn:
        """The same column for some of the schools."""
        return TextColumn(self.codes[rows], self.words)


@dataclass(slots=True)
class Fault:
    """A cell that was not used, and why: one line of the quarantine.

    Attributes:
        row: Row in the data as it was given, from 0.
        school: Id of the school.
        column: Column as the data names it.
        value: The value as it was given, cut to 80 characters.
        code: Stable code of the fault.
        message: What is wrong.
        remedy: What to do about it.
    """

    row: int
    school: str
    column: str
    value: str
    code: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"row {self.row} (school {self.school}), column '{self.column}'"
        return f"{place}: {self.message} {self.remedy} [{self.code}]"


class WholeIds(Sequence[str]):
    """Ids that are whole numbers, made to text one at a time: a million texts would cost more than the scoring."""

    def __init__(self, numbers: npt.NDArray[np.integer[Any]]) -> None:
        self.numbers = numbers

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[str]:
        return map(str, self.numbers.tolist())

    @overload
    def __getitem__(self, row: int) -> str: ...

    @overload
    def __getitem__(self, row: slice) -> WholeIds: ...

    def __getitem__(self, row: int | slice) -> str | WholeIds:
        return WholeIds(self.numbers[row]) if isinstance(row, slice) else str(self.numbers[row])


class TakenIds(Sequence[str]):
    """Ids of some schools, looked up when they are asked for: most frameworks never ask."""

    def __init__(self, ids: Sequence[str], rows: npt.NDArray[np.intp]) -> None:
        self._ids = ids
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[str]:
        return (self._ids[row] for row in self._rows.tolist())

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> TakenIds: ...

    def __getitem__(self, place: int | slice) -> str | TakenIds:
        return TakenIds(self._ids, self._rows[place]) if isinstance(place, slice) else self._ids[self._rows[place]]


@dataclass(slots=True)
class Table:
    """Checked columns for many schools, ready to be scored.

    Attributes:
        ids: School ids in the order given.
        id_columns: Names of the columns that make the id, as the data has them.
        names: Column of school names, where there is one.
        numbers: Indicators by id.
        texts: Context columns by id.
        rows: Row numbers in the data as it was given; None where every row is here.
        faults: Cells and rows that could not be used.
        unused: Columns of the data that the framework does not read.
        lacking: Indicators that the framework describes and the data has no column for.
    """

    ids: Sequence[str]
    id_columns: tuple[str, ...] = ("id",)
    names: TextColumn | None = None
    numbers: dict[str, NumberColumn] = field(default_factory=dict)
    texts: dict[str, TextColumn] = field(default_factory=dict)
    rows: npt.NDArray[np.intp] | None = None
    faults: list[Fault] = field(default_factory=list)
    unused: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, rows: npt.NDArray[np.intp]) -> Table:
        """Some of the schools, each as often as it is named, in columns of their own; without the quarantine."""
        return replace(
            self,
            ids=TakenIds(self.ids, rows),
            names=None if self.names is None else self.names.take(rows),
            numbers={name: column.take(rows) for name, column in self.numbers.items()},
            texts={name: column.take(rows) for name, column in self.texts.items()},
            rows=None,
            faults=[],
        )
