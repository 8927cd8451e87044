"""Reads a table of any kind, column by column, and collects everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt

from reportcard.engine.table import Bools, Floats
from reportcard.errors import InputError, Problem, did_you_mean
from reportcard.framework.document import CodeEntry
from reportcard.indicators.indicator import Indicator
from reportcard.sources.columns import as_text, number_column
from reportcard.sources.intake import WantedNumber
from reportcard.sources.tables import is_frame

#: Problems that one error lists at most.
LISTED = 100
_NONE: Mapping[str, CodeEntry] = MappingProxyType({})
_YEAR = Indicator("Year", low=1900, high=2200, whole=True)

Places = npt.NDArray[np.intp]


class Reading:
    """One table being read: its columns, and the problems found so far.

    Attributes:
        what: What the table holds, in a word, for messages.
        size: Number of rows.
    """

    def __init__(self, data: Any, what: str) -> None:
        self.what = what
        self._columns = _columns(data, what)
        self.size = len(next(iter(self._columns.values()), ()))
        self.problems: list[Problem] = []

    def find(self, *names: str) -> str | None:
        """The column of the first of these names that is there, whatever its case."""
        lower = {name.lower(): name for name in reversed(self._columns)}
        return next((lower[name] for name in names if name in lower), None)

    def texts(self, *names: str, required: bool = True) -> list[str]:
        """A column as texts; empty texts where it is not there and need not be."""
        name = self._column(names, required=required)
        cells = [""] * self.size if name is None else _listed(self._columns[name])
        return [cell.strip() if type(cell) is str else as_text(cell) for cell in cells]

    def numbers(
        self, name: str, indicator: Indicator, *, required: bool = True, codes: Mapping[str, CodeEntry] = _NONE
    ) -> Floats:
        """A column as numbers; NaN where a cell is empty, a status or a code, or the column need not be there."""
        found = self._column((name,), required=required)
        if found is None:
            return np.full(self.size, np.nan)
        cells = self._columns[found]
        cells = cells.astype(np.float64) if isinstance(cells, np.ndarray) else cells
        return number_column(cells, WantedNumber(name, indicator, codes=codes), found, ".", self._fault).value

    def years(self, name: str, *, required: bool = True) -> Floats:
        """A column of years."""
        return self.numbers(name, _YEAR, required=required)

    def refuse(self, where: Bools, column: str, code: str, message: Callable[[int], str], remedy: str) -> None:
        """Note a problem for every row where there is one."""
        for row in np.flatnonzero(where)[:LISTED].tolist():
            self.problems.append(Problem(code, message(row), f"row {row}, column '{column}'", remedy))

    def stop(self) -> None:
        """Raise what was found.

        Raises:
            InputError: Something was found.
        """
        if self.problems:
            count = f"{len(self.problems)} problem{'s' if len(self.problems) > 1 else ''}"
            raise InputError(
                f"{count} in the {self.what}.", code=self.problems[0].code, problems=self.problems[:LISTED]
            )

    def _column(self, names: Sequence[str], *, required: bool) -> str | None:
        name = self.find(*names)
        if name is None and required:
            remedy = f"Add the column.{did_you_mean(names[0], self._columns)}"
            problem = Problem("missing-column", f"The {self.what} have no column '{names[0]}'.", remedy=remedy)
            raise InputError(f"The {self.what} lack a column.", code="missing-column", problems=[problem])
        return name

    def _fault(self, row: int, column: str, given: Any, fault: tuple[str, str, str]) -> None:
        self.problems.append(Problem(fault[0], fault[1], f"row {row}, column '{column}'", fault[2]))


def _columns(data: Any, what: str) -> dict[str, Any]:
    """The columns of a frame or of records: float arrays where they hold numbers, else lists of cells."""
    if is_frame(data):
        frame = nw.from_native(data, eager_only=True)
        return {name: _cells(frame[name]) for name in frame.columns}
    if isinstance(data, Iterable) and not isinstance(data, str | bytes | Mapping):
        records = list(data)
        if all(isinstance(record, Mapping) for record in records):
            names = dict.fromkeys(str(name) for record in records for name in record)
            return {name: [record.get(name) for record in records] for name in names}
    problem = Problem("not-a-record", f"The {what} are {type(data).__name__}.", remedy="Give a frame or records.")
    raise InputError(f"The {what} cannot be read.", code="not-a-record", problems=[problem])


def _cells(column: nw.Series[Any]) -> Any:
    if column.dtype.is_float():
        return np.ascontiguousarray(column.to_numpy(), dtype=np.float64)
    if column.dtype.is_integer() and not column.null_count():
        return column.to_numpy()
    return column.to_list()


def _listed(cells: Any) -> list[Any]:
    return cells.tolist() if isinstance(cells, np.ndarray) else list(cells)
