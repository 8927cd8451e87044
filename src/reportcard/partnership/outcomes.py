"""The outcomes of schools by year, as matrices: a row a year, a column a school."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from reportcard.engine.table import Floats
from reportcard.indicators.indicator import Indicator
from reportcard.partnership.reading import Places, Reading
from reportcard.sources.english_codes import ENGLISH_CODES
from reportcard.sources.intake import ID_NAMES

_VALUE = Indicator("Outcome")
_PUPILS = Indicator("Pupils", low=0)
_ERROR = Indicator("Standard error", low=0)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What schools reached, by year.

    Attributes:
        id_column: Name of the column of the school id.
        ids: Every school that is known, in the order of the ids.
        years: Years of the rows, ascending.
        values: Outcomes, (years, schools); NaN where there is none.
        pupils: Pupils behind them.
        variance: Their sampling variance.
    """

    id_column: str
    ids: tuple[str, ...]
    years: Places
    values: Floats
    pupils: Floats
    variance: Floats

    def rows_of(self, years: Places) -> Places:
        """Row of each year; −1 for a year without outcomes."""
        at = np.minimum(np.searchsorted(self.years, years), len(self.years) - 1)
        rows: Places = np.where(self.years[at] == years, at, -1)
        return rows


def read_outcomes(data: Any, schools: Iterable[str], deviation: float, until: int | None) -> Outcomes:
    """Read outcomes with the columns id, year, value, n and perhaps standard_error.

    Args:
        data: A frame or records.
        schools: Schools that are known beside those of the table.
        deviation: Standard deviation of the outcome between pupils, where no standard error is given.
        until: Last year to read; all where None.

    Raises:
        InputError: Something cannot be used; ``problems`` lists row, column, value and remedy.
    """
    reading = Reading(data, "outcomes")
    ids = reading.texts(*ID_NAMES)
    id_column = reading.find(*ID_NAMES) or ID_NAMES[0]
    years = reading.years("year")
    values = reading.numbers("value", _VALUE, codes=ENGLISH_CODES)
    pupils = reading.numbers("n", _PUPILS, codes=ENGLISH_CODES)
    errors = reading.numbers("standard_error", _ERROR, required=False, codes=ENGLISH_CODES)
    reading.stop()
    known = tuple(sorted({*ids, *schools} - {""}))
    places = {school: place for place, school in enumerate(known)}
    at = np.array([places.get(school, -1) for school in ids], np.intp)
    _check(reading, ids, years, at)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.where(np.isnan(errors), deviation**2 / pupils, errors**2)
    # A value without pupils has no weight, and one without an error no certainty: neither is used.
    usable = ~np.isnan(values) & (pupils > 0)
    kept = np.ones(reading.size, np.bool_) if until is None else years <= until
    shown = np.unique(years[kept]).astype(np.intp)
    if not shown.size:
        reading.refuse(np.ones(1, np.bool_), "year", "empty", lambda row: "No year is left.", "Give outcomes by year.")
        reading.stop()
    row = np.searchsorted(shown, years)
    matrices = []
    for column in (values, pupils, variance):
        matrix = np.full((len(shown), len(known)), np.nan)
        here = kept & usable
        matrix[row[here], at[here]] = column[here]
        matrices.append(matrix)
    return Outcomes(id_column, known, shown, *matrices)


def _check(reading: Reading, ids: list[str], years: Floats, at: Places) -> None:
    """Refuse rows without a school or a year, and a second outcome of a school in a year."""
    column = reading.find(*ID_NAMES) or ID_NAMES[0]
    empty = at < 0
    reading.refuse(empty, column, "missing-id", lambda row: "The row has no school id.", "Give the id.")
    lost = np.isnan(years)
    reading.refuse(lost, "year", "missing-year", lambda row: "The row has no year.", "Give the year of the results.")
    reading.stop()
    key = at * 10_000 + years.astype(np.intp)
    order = np.argsort(key, kind="stable")
    again = np.zeros(reading.size, np.bool_)
    again[order[1:]] = key[order[1:]] == key[order[:-1]]
    reading.refuse(
        again,
        "year",
        "duplicate-outcome",
        lambda row: f"School {ids[row]:.80} has a second outcome in {years[row]:.0f}.",
        "Keep one row a school and year.",
    )
    reading.stop()
