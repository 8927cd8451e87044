"""A measure: an indicator's value for one school, with what is known of its error, or the reason it is absent."""

from __future__ import annotations

import math
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from reportcard.indicators.status import Status

#: The words and codes that a typed measure understands without a framework's code list: the status names.
_WORDS = {status.value: status for status in Status if not status.is_present}


class Measure(BaseModel):
    """An indicator's value for one school.

    Attributes:
        value: The point value, in the indicator's unit; None where it is absent.
        n: Number of pupils, returns or cases behind the value.
        lower: Lower confidence limit, same unit as ``value``.
        upper: Upper confidence limit, same unit as ``value``.
        standard_error: Standard error, same unit as ``value``.
        status: Why the value is or is not there. A value never stands beside an absent status.
        code: The publisher's own code (``SUPP``, ``~``) where the value was given as one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    value: float | None = None
    n: float | None = Field(default=None, ge=0)
    lower: float | None = None
    upper: float | None = None
    standard_error: float | None = Field(default=None, ge=0)
    status: Status = Status.AVAILABLE
    code: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _absent_needs_no_status(cls, data: Any) -> Any:
        if isinstance(data, dict) and data.get("value") is None and "status" not in data:
            return {**data, "status": Status.MISSING}
        return data

    @model_validator(mode="after")
    def _value_and_status_agree(self) -> Self:
        if self.status.is_present and self.value is None:
            raise ValueError(f"status '{self.status}' needs a value")
        if not self.status.is_present and self.value is not None:
            raise ValueError(f"a value may not stand beside status '{self.status}': leave the value out")
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            raise ValueError(f"lower limit {self.lower} is above upper limit {self.upper}")
        return self


def as_measure(given: Any) -> Any:
    """Turn a plain number, a status word or None into what :class:`Measure` validates; leave the rest alone."""
    if given is None:
        return {"status": Status.MISSING}
    if isinstance(given, bool):
        raise ValueError("a measure is a number, not true or false")
    if isinstance(given, int | float):
        return {"status": Status.MISSING} if math.isnan(given) else {"value": given}
    if isinstance(given, str):
        status = _WORDS.get(given.strip().lower())
        if status is None:
            raise ValueError(f"'{given}' is neither a number nor a status ({', '.join(_WORDS)})")
        return {"status": status}
    return given


MeasureInput = Annotated[Measure, BeforeValidator(as_measure)]
