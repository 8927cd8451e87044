"""What a reader of a result should look at: columns and values that were read, or not, and look like a slip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from reportcard.engine.table import NumberColumn, Table
from reportcard.errors import did_you_mean
from reportcard.indicators.catalogue import CATALOGUE
from reportcard.indicators.indicator import Indicator
from reportcard.sources.intake import Intake

#: A frame of more columns than this is a published file, not a typing error: its unused columns are not looked at.
_TYPED_BY_HAND = 120


def hints(table: Table, intake: Intake) -> list[str]:
    """What looks like a slip in data that could be read: names, and per cent given as fractions."""
    return [*_names(table, intake), *_variants(table, intake), *_fractions(table, intake)]


def _names(table: Table, intake: Intake) -> Iterator[str]:
    """Unused columns that look like a mistyped indicator which the data lacks."""
    if len(table.unused) > _TYPED_BY_HAND:
        return
    absent = {*intake.numbers, *intake.texts} - {*table.numbers, *table.texts, "id", "name"}
    for name in table.unused:
        # The name of another indicator of the library is no slip.
        hint = did_you_mean(name.lower(), absent, cutoff=0.8) if name not in CATALOGUE else ""
        if hint:
            yield f"Column '{name}' is not read.{hint}"


def _variants(table: Table, intake: Intake) -> Iterator[str]:
    """Columns that choose a school's variant, and that the data has only under a name like theirs."""
    for text in intake.choosing:
        column = intake.texts[text].column
        near = did_you_mean(column, table.unused, cutoff=0.8) if text not in table.texts else ""
        if near:
            yield f"No column '{column}' ({text}), by which schools take their variant: it counts as empty.{near}"


def _fractions(table: Table, intake: Intake) -> Iterator[str]:
    """Percentages of which more is better, and of which no school has more than 1: 0.43 given for 43 %."""
    named = [(name, intake.numbers[name].indicator, column) for name, column in table.numbers.items()]
    found = [name for name, indicator, column in named if _percentage(indicator) and _within_one(column)]
    if found:
        yield f"No value of {_listed(found)} is above 1, and the unit is %: write 43 for 43 %, not 0.43."


def _percentage(indicator: Indicator) -> bool:
    """Whether 100 is the best. A rate of which less is better can be below 1 % everywhere."""
    return indicator.unit == "%" and indicator.direction == "higher" and indicator.high == 100 and not indicator.labels


def _within_one(column: NumberColumn) -> bool:
    """Whether all values, at least two and not all 0, lie between 0 and 1."""
    value = column.value[~np.isnan(column.value)]
    return bool(len(value) > 1 and value.min() >= 0 and 0 < value.max() <= 1)


def _listed(names: Sequence[str]) -> str:
    quoted = [f"'{name}'" for name in names[:4]]
    more = [f"{len(names) - 4} more"] if len(names) > 4 else []
    *first, last = [*quoted, *more]
    return f"{', '.join(first)} and {last}" if first else last
