"""The range that results can lie in where inputs are known only within limits: censored, masked, or rounded.

Each input alone is moved to both of its limits, which tells the end that raises a result; then all inputs are moved to
those ends together. The range is exact where each input only ever raises or only ever lowers a result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import narwhals as nw
import numpy as np

from reportcard.analysis.published import GRADES, Quantity, column_in, decimal_in, places_of
from reportcard.analysis.recompute import rescored
from reportcard.engine.reference import Reference
from reportcard.engine.table import Bools, Floats, NumberColumn, Table
from reportcard.prepared import Framework
from reportcard.sources.columns import as_text
from reportcard.sources.intake import WantedNumber

#: A number that was rounded half up lies short of the far end of its interval: by this share of half a unit here.
_SHORT = 1 - 1e-6


class Limits(NamedTuple):
    """Lower and upper limits of an indicator; NaN where a school's value is known as it stands."""

    lower: Floats
    upper: Floats


def add_ranges(
    wanted: Sequence[Quantity],
    frame: nw.DataFrame[Any],
    ready: Framework,
    table: Table,
    reference: Reference | None,
) -> None:
    """Fill in the range of every quantity that is a number, where its inputs leave one, and the grades that follow."""
    for unrounded in (False, True):
        numbers = [q for q in wanted if q.kind not in GRADES and q.unrounded == unrounded]
        for quantity in numbers:
            quantity.low, quantity.high = quantity.computed.copy(), quantity.computed.copy()
        limits = dict(_limits(frame, ready, table, rounded=unrounded)) if numbers else {}
        if limits:
            _widen(numbers, limits, ready, table, reference)
    _follow(wanted)


def _follow(wanted: Sequence[Quantity]) -> None:
    """Mark the grades that follow from a published score which lies in its range."""
    quantities = {(quantity.node, quantity.kind): quantity for quantity in wanted}
    for grade in wanted:
        score, cuts = (quantities.get((grade.node, kind)) for kind in ("score", "cuts"))
        if grade.kind == "grade" and score is not None and cuts is not None:
            grade.follows = score.within & (cuts.published == cuts.computed)


def _widen(
    wanted: Sequence[Quantity],
    limits: Mapping[str, Limits],
    ready: Framework,
    table: Table,
    reference: Reference | None,
) -> None:
    """Move every input to the end that lowers each result, and to the end that raises it."""
    falls = {name: _falling(wanted, name, own, ready, table, reference) for name, own in limits.items()}
    rows = np.flatnonzero(np.logical_or.reduce([~np.isnan(own.lower) for own in limits.values()]))
    for place, quantity in enumerate(wanted):
        lowest = {name: np.where(falls[name][place], own.upper, own.lower) for name, own in limits.items()}
        highest = {name: np.where(falls[name][place], own.lower, own.upper) for name, own in limits.items()}
        [low], [high] = (
            rescored([quantity], ready, _moved(table, ends), rows, reference) for ends in (lowest, highest)
        )
        quantity.low[rows] = np.fmin(quantity.computed[rows], low)
        quantity.high[rows] = np.fmax(quantity.computed[rows], high)


def _falling(
    wanted: Sequence[Quantity],
    name: str,
    limits: Limits,
    ready: Framework,
    table: Table,
    reference: Reference | None,
) -> list[Bools]:
    """For each quantity, the schools whose result falls where one input rises."""
    rows = np.flatnonzero(~np.isnan(limits.lower))
    lower, upper = (rescored(wanted, ready, _moved(table, {name: end}), rows, reference) for end in limits)
    falls = [np.zeros(len(table), np.bool_) for _ in wanted]
    for quantity_falls, at_lower, at_upper in zip(falls, lower, upper, strict=True):
        quantity_falls[rows] = at_lower > at_upper
    return falls


def _moved(table: Table, ends: Mapping[str, Floats]) -> Table:
    """The table with indicators moved to some of their limits."""
    columns = {name: table.numbers[name] for name in ends}
    moved = {
        name: replace(column, value=np.where(np.isnan(ends[name]), column.value, ends[name]))
        for name, column in columns.items()
    }
    return replace(table, numbers={**table.numbers, **moved})


# --- limits of the inputs --------------------------------------------------------------------------------------------


def _limits(frame: nw.DataFrame[Any], ready: Framework, table: Table, *, rounded: bool) -> Iterator[tuple[str, Limits]]:
    """The limits of every indicator that has some; ``rounded``: also half a unit of what the file shows."""
    for name, wanted in ready.intake.numbers.items():
        column = table.numbers.get(name)
        if column is None:
            continue
        limits = Limits(np.full(len(table), np.nan), np.full(len(table), np.nan))
        if rounded and not wanted.indicator.whole:
            limits = _rounded(column.value, _half_unit(wanted, frame, ready), wanted)
        _coded(limits, column, wanted)
        _masked(limits, frame, wanted, table)
        if not np.isnan(limits.lower).all():
            yield name, limits


def _rounded(shown: Floats, half: float, wanted: WantedNumber) -> Limits:
    """Limits of numbers that were rounded half up, away from zero, before they were published."""
    lower = shown - half * np.where(shown > 0, 1, _SHORT)
    upper = shown + half * np.where(shown < 0, 1, _SHORT)
    least, most = wanted.indicator.low, wanted.indicator.high
    return Limits(
        lower if least is None else np.maximum(lower, least), upper if most is None else np.minimum(upper, most)
    )


def _half_unit(wanted: WantedNumber, frame: nw.DataFrame[Any], ready: Framework) -> float:
    """Half a unit of the last decimal that an indicator's column shows."""
    name = column_in(frame, wanted.value_names)
    cells = [] if name is None else frame[name].to_list()
    numbers = [decimal_in(text, ready.intake.decimal) for text in {as_text(cell) for cell in cells}]
    places = max((places_of(number) for number in numbers if number is not None), default=0)
    return float(0.5 * 10.0**-places)


def _coded(limits: Limits, column: NumberColumn, wanted: WantedNumber) -> None:
    """Limits of the codes that say between which numbers a value lies."""
    for place, word in enumerate(column.words):
        entry = wanted.codes.get(word)
        if column.raw is not None and entry is not None and entry.between is not None:
            for side, end in zip(limits, entry.between, strict=True):
                side[column.raw == place] = end


def _masked(limits: Limits, frame: nw.DataFrame[Any], wanted: WantedNumber, table: Table) -> None:
    """Limits of values that a second column masks."""
    masking = wanted.masked_by
    name = None if masking is None else column_in(frame, (masking.column,))
    if masking is None or name is None:
        return
    rows = slice(None) if table.rows is None else table.rows
    texts = np.array([as_text(cell) for cell in frame[name].to_list()], object)[rows]
    for code, entry in masking.codes.items():
        if entry.between is not None:
            for side, end in zip(limits, entry.between, strict=True):
                side[texts == code] = end
