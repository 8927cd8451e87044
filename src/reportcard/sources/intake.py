"""What a framework reads from data: which indicators and texts, under which names, in which codes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from reportcard.engine.table import PARTS
from reportcard.framework.checks.context import parts
from reportcard.framework.document import (
    CodeEntry,
    ColumnCondition,
    ColumnNames,
    Columns,
    Condition,
    ContextColumn,
    ErrorEntry,
    Framework,
    IndicatorEntry,
    Masking,
)
from reportcard.indicators.indicator import Indicator
from reportcard.sources.sheet import alike

#: Names under which a school id and a school name are found where the framework names no column.
ID_NAMES = ("id", "urn", "school_id")
NAME_NAMES = ("name", "school_name", "schname")


@dataclass(frozen=True)
class WantedNumber:
    """An indicator that the framework reads.

    Attributes:
        id: Id of the indicator.
        indicator: Its description.
        columns: Its columns in the authority's own file; None where the document names none.
        codes: What codes mean in its column, by the text of the code.
        masked_by: A column that says that the value is masked.
        required: Whether data without it cannot be scored.
    """

    id: str
    indicator: Indicator
    columns: Columns | None = None
    codes: Mapping[str, CodeEntry] = field(default_factory=dict)
    masked_by: Masking | None = None
    required: bool = False

    @cached_property
    def low(self) -> float:
        """Smallest number that needs no second look; above ``high`` where every number needs one."""
        if self.indicator.whole:
            return sys.float_info.max
        return -sys.float_info.max if self.indicator.low is None else self.indicator.low

    @cached_property
    def high(self) -> float:
        """Largest number that needs no second look."""
        if self.indicator.whole:
            return -sys.float_info.max
        return sys.float_info.max if self.indicator.high is None else self.indicator.high

    def is_plain(self, given: Any) -> bool:
        """Whether a value is a number that needs no second look."""
        return (type(given) is float or type(given) is int) and self.low <= given <= self.high

    @cached_property
    def value_names(self) -> tuple[str, ...]:
        """Names that the value's column may have, the indicator's own id first."""
        return (self.id, *listed(None if self.columns is None else self.columns.value))

    def part_names(self, part: str) -> tuple[str, ...]:
        """Names that the column of a part may have: ``attainment_8_n`` first."""
        return (f"{self.id}_{part}", *listed(None if self.columns is None else getattr(self.columns, part)))


def listed(names: ColumnNames | None) -> tuple[str, ...]:
    """Names of a column, in the order in which a file is searched for them."""
    return () if names is None else (names,) if isinstance(names, str) else names


@dataclass(frozen=True)
class Intake:
    """What a framework reads from data.

    Attributes:
        numbers: Indicators by id.
        texts: Context columns by id.
        id_columns: Columns that make the school id, in the authority's own file.
        name_column: Column of the school's name there.
        rows: Which rows of that file are schools.
        decimal: Decimal mark of that file.
        choosing: Context columns by which a school takes its variant.
    """

    numbers: dict[str, WantedNumber]
    texts: dict[str, ContextColumn]
    id_columns: tuple[str, ...] = ()
    name_column: str | None = None
    rows: Condition | None = None
    decimal: str = "."
    choosing: tuple[str, ...] = ()

    @cached_property
    def known(self) -> dict[str, str]:
        """Every name that data may use, lower case, and what it stands for."""
        return {form: what for name, what in self._names() for form in (name.lower(), alike(name))}

    @cached_property
    def parts(self) -> dict[str, tuple[str, str]]:
        """Every name that a part of a measure may have, lower case, with its indicator and part."""
        return {
            form: (wanted.id, part)
            for wanted in self.numbers.values()
            for part in PARTS
            for name in wanted.part_names(part)
            for form in (name.lower(), alike(name))
        }

    def _names(self) -> Iterator[tuple[str, str]]:
        yield from ((name, "id") for name in (*self.id_columns, *ID_NAMES))
        yield from ((name, "name") for name in (*filter(None, (self.name_column,)), *NAME_NAMES))
        for text, column in self.texts.items():
            yield from ((name, text) for name in (column.column, text))
        for wanted in self.numbers.values():
            yield from ((name, wanted.id) for name in wanted.value_names)
            yield from ((name, wanted.id) for part in PARTS for name in wanted.part_names(part))
            if wanted.masked_by is not None:
                yield wanted.masked_by.column, wanted.id


def intake(document: Framework, indicators: Mapping[str, Indicator], read: Iterable[str]) -> Intake:
    """Say what a document reads from data.

    Args:
        document: The framework document.
        indicators: Description of every indicator.
        read: Ids of the indicators that its plans read.
    """
    source = document.source
    common = source.codes if source else {}
    wanted = dict.fromkeys([*read, *document.indicators])
    return Intake(
        numbers={name: _wanted(name, indicators[name], document.indicators.get(name), common) for name in wanted},
        texts=dict(document.columns),
        id_columns=source.id if source else (),
        name_column=source.name if source else None,
        rows=source.rows if source else None,
        decimal=source.decimal if source else ".",
        choosing=tuple(dict.fromkeys(_choosing(document))),
    )


def _choosing(document: Framework) -> Iterator[str]:
    for variant in document.variants:
        yield from (part.column for _, part in parts(variant.when) if isinstance(part, ColumnCondition))


def _wanted(
    name: str, indicator: Indicator, entry: IndicatorEntry | None, common: Mapping[str, CodeEntry]
) -> WantedNumber:
    if entry is None:
        return WantedNumber(name, indicator, codes=common)
    return WantedNumber(name, indicator, entry.columns, {**common, **entry.codes}, entry.masked_by, entry.required)


def describe(name: str, entry: IndicatorEntry | None, known: Indicator | None) -> Indicator:
    """The description of an indicator: the library's own, with what the document says of it put in its place."""
    base = known or Indicator(title=name.replace("_", " ").capitalize())
    if entry is None:
        return base
    given = {
        key: value
        for key in (
            "title",
            "unit",
            "direction",
            "whole",
            "labels",
            "definition",
            "source",
            "controllable",
            "minimum_n",
        )
        if (value := getattr(entry, key)) is not None
    }
    if entry.range is not None:
        given |= {"low": entry.range[0], "high": entry.range[1]}
    if entry.error is not None:
        given |= _error(entry.error)
    return replace(base, **given)


def _error(entry: ErrorEntry) -> dict[str, Any]:
    """What a document says of an indicator's error, as fields of its description."""
    deviation = None if entry.deviation is None else entry.deviation.value
    said = {"deviation": deviation, "limits_level": entry.limits, "share": entry.share}
    return {key: value for key, value in said.items() if value is not None}
