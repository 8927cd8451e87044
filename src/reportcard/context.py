"""The variables that schools are compared on: a framework's context, columns of a file, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from reportcard.engine.table import Floats, NumberColumn, Table
from reportcard.errors import InputError, Problem
from reportcard.framework.document import ContextColumn
from reportcard.indicators.catalogue import CATALOGUE
from reportcard.indicators.indicator import Indicator
from reportcard.sources.english_codes import ENGLISH_CODES
from reportcard.sources.intake import Intake, WantedNumber

if TYPE_CHECKING:
    from reportcard.prepared import Framework


class Derived(NamedTuple):
    """A context variable that no column holds, and that follows from indicators.

    Attributes:
        definition: What it is.
        inputs: Ids of the indicators that it follows from.
        compute: Its values from theirs.
    """

    definition: str
    inputs: tuple[str, ...]
    compute: Callable[..., Floats]


#: Progress 8 is a tenth of Attainment 8 less what pupils in England with the same results at 11 reach (DfE, Secondary
#: accountability measures). What is left when it is taken off again stands for the results on entry, where a file
#: has none. A little off: Progress 8 leaves out pupils without results at 11.
DERIVED: Mapping[str, Derived] = MappingProxyType(
    {
        "expected_attainment_8": Derived(
            "Attainment 8 that pupils in England with the same results at 11 reach: Attainment 8 − 10 × Progress 8.",
            ("attainment_8", "progress_8"),
            lambda attainment, progress: attainment - 10.0 * progress,
        )
    }
)


def wanted_numbers(names: Iterable[str], framework: Framework | None) -> dict[str, WantedNumber]:
    """What is read for some variables: the framework's indicators where it has them, else columns of their names."""
    inputs = dict.fromkeys(name for given in names for name in (DERIVED[given].inputs if given in DERIVED else [given]))
    known = {} if framework is None else framework.intake.numbers
    return {name: replace(known[name] if name in known else _column(name), required=True) for name in inputs}


def _column(name: str) -> WantedNumber:
    # Numbers beyond these would overflow, and describe no school.
    indicator = CATALOGUE.get(name) or Indicator(title=name, low=-1e100, high=1e100)
    return WantedNumber(name, indicator, codes=ENGLISH_CODES)


def add_derived(table: Table, names: Iterable[str]) -> None:
    """Put the derived variables among the columns of a table, in place."""
    for name in names:
        if name in DERIVED:
            columns = [table.numbers[given] for given in DERIVED[name].inputs]
            known = [np.zeros(len(table), np.uint8) if one.status is None else one.status for one in columns]
            value = DERIVED[name].compute(*(one.value for one in columns))
            table.numbers[name] = NumberColumn(value, np.maximum.reduce(known))


def context_variables(data: Any, framework: Framework) -> tuple[str, ...]:
    """Ids of the framework's indicators that describe a school's challenge, as far as a frame or records have them.

    Dates and words are not among them: between two of them there is no distance.

    Raises:
        InputError: The data has none of them.
    """
    numbers = framework.intake.numbers
    described = [name for name, wanted in numbers.items() if _is_challenge(wanted.indicator)]
    there = _names(data)
    found = tuple(name for name in described if _has(numbers[name], there))
    if not found:
        raise _no_context(framework, described)
    return found


def _is_challenge(indicator: Indicator) -> bool:
    return indicator.controllable == "context" and indicator.unit != "date" and not indicator.labels


def _has(wanted: WantedNumber, there: set[str]) -> bool:
    return any(name.lower() in there for name in wanted.value_names)


def _names(data: Any) -> set[str]:
    """Names of the columns, lower case; those of the first record."""
    if hasattr(data, "column_names"):
        return {str(name).lower() for name in data.column_names}
    if hasattr(data, "columns"):
        return {str(name).lower() for name in data.columns}
    first: Any = next(iter(data), {}) if not isinstance(data, Mapping) else data
    return {str(name).lower() for name in first} if isinstance(first, Mapping) else set()


def _no_context(framework: Framework, described: Sequence[str]) -> InputError:
    listed = ", ".join(described) or "none"
    problem = Problem(
        "missing-column",
        f"The context that '{framework.id}' describes: {listed}.",
        "variables",
        "Name columns of the data to compare schools on.",
    )
    message = "The data has no column that describes the challenge of a school."
    return InputError(message, code="missing-column", problems=[problem])


def intake_of(names: Sequence[str], phase: str | None, framework: Framework | None) -> Intake:
    """What is read to compare schools on some variables, within the groups of a text column where one is named."""
    numbers = wanted_numbers(names, framework)
    given = framework.intake if framework is not None else Intake({}, {})
    column = given.texts.get(phase or "") or ContextColumn(column=phase or "")
    texts = {} if phase is None else {phase: column.model_copy(update={"required": True})}
    return replace(given, numbers=numbers, texts=texts)
