"""What a metric is: metadata and one pure array function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.uint8]


class Column(NamedTuple):
    """One indicator, or one metric, for many schools. Every array has shape (schools,).

    Attributes:
        value: Values in the unit of the indicator; NaN where absent.
        status: Status codes; None lets the engine take the highest status of the inputs where the value is NaN.
        n: Numbers of pupils behind the values, where known.
        lower: Lower confidence limits, where known.
        upper: Upper confidence limits, where known.
        standard_error: Standard errors, where known.
    """

    value: Floats
    status: Codes | None = None
    n: Floats | None = None
    lower: Floats | None = None
    upper: Floats | None = None
    standard_error: Floats | None = None


class Parameters(BaseModel):
    """Base of a metric's parameters: strict, frozen, with defaults that say their source."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


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
