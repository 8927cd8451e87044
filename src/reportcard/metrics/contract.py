"""What a metric is: metadata and one pure array function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from reportcard.indicators.indicator import Direction

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.uint8]
Bools = npt.NDArray[np.bool_]

#: The parts of a column beside value and status.
PARTS = ("n", "lower", "upper", "standard_error")


class Column(NamedTuple):
    """One indicator, or one metric, for many schools. Every array has shape (schools,).

    A role that takes a list of indicators gives a column whose arrays have shape (indicators, schools).

    Attributes:
        value: Values in the unit of the indicator; NaN where absent.
        status: Status codes; None lets the engine take the highest status of the inputs where the value is NaN.
        n: Numbers of pupils behind the values, where known.
        lower: Lower confidence limits, where known.
        upper: Upper confidence limits, where known.
        standard_error: Standard errors, where known.
        notes: Why a value is absent, in words for the card: pairs of the schools that it is said of (a mask) and text.
    """

    value: Floats
    status: Codes | None = None
    n: Floats | None = None
    lower: Floats | None = None
    upper: Floats | None = None
    standard_error: Floats | None = None
    notes: Any = ()


class Parameters(BaseModel):
    """Base of a metric's parameters: strict, frozen, with defaults that say their source."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    def fault(self, counts: Mapping[str, int]) -> str:
        """Say what contradicts the number of indicators in each role, or "" where nothing does.

        Asked while a framework is loaded, before there are data.
        """
        return ""

    def definition_in_use(self) -> tuple[str, str] | None:
        """The quantity that is measured and the definition of it, where definitions of several years exist."""
        return None


@dataclass(frozen=True, slots=True)
class Metric:
    """A pluggable metric.

    Attributes:
        id: Name by which a framework uses it.
        title: Name in words.
        measures: What it measures.
        matters: Why it matters.
        computed: How it is computed, as a formula in words.
        improves: What would improve it.
        inputs: Roles of the indicators it reads; a framework says which indicator plays each role.
        compute: ``compute(columns by role, parameters) -> Column``: pure, one value per school, no loop over schools.
        parameters: Model of its parameters.
        unit: Unit of the value; "" where it is the unit of the first input.
        parts: Parts of the inputs, beside the value, that it reads (``n``, ``lower``, …).
        lifecycle: ``stable``, ``provisional`` or ``retired``.
        references: Sources of definition and formula.
        lists: Roles that take a list of indicators.
        direction: Whether ``higher`` or ``lower`` values are better; "" where that is the first input's matter.
        low: Smallest value that it can give; None for no bound.
        high: Largest value that it can give; None for no bound.
        rises_with: Roles with which the value never falls, all else equal.
        falls_with: Roles with which the value never rises, all else equal.
        convention: What of it is this library's own choice; "" where all of it is documented elsewhere.
    """

    id: str
    title: str
    measures: str
    matters: str
    computed: str
    improves: str
    inputs: tuple[str, ...]
    compute: Callable[[Mapping[str, Column], Any], Column]
    parameters: type[Parameters] = Parameters
    unit: str = ""
    parts: tuple[str, ...] = ()
    lifecycle: Literal["stable", "provisional", "retired"] = "stable"
    references: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    direction: Direction | Literal[""] = ""
    low: float | None = None
    high: float | None = None
    rises_with: tuple[str, ...] = ()
    falls_with: tuple[str, ...] = ()
    convention: str = ""
