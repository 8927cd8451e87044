"""The one description of an indicator: unit, range, direction, definition and source.

It stands in the field metadata of our pydantic models (``Annotated[MeasureInput | None, Indicator(...)]``) and is made
from the entries of a framework document; column checks, JSON Schema, data dictionary and card text all read it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from reportcard.indicators.measure import Measure

Direction = Literal["higher", "lower", "none"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a measure means, and which values it can take.

    Attributes:
        title: Name of the indicator as a card prints it.
        unit: Unit of the value: ``%``, ``points``, ``pupils``, ``grade``, …
        direction: ``higher`` or ``lower`` is better; ``none`` for context.
        low: Smallest value that can be true; None where there is no bound.
        high: Largest value that can be true; None where there is no bound.
        whole: Whether only whole numbers can be true (an inspection grade).
        labels: Words that stand for numbers (``Good`` for 2); empty for a plain number.
        definition: The definition in use, with its version (persistent absence at 10 %).
        source: Where definition and data come from.
        controllable: How far the school can influence it: ``school``, ``partly`` or ``context``.
        minimum_n: Values that rest on fewer pupils are suppressed before anything is computed.
        quantity: What it measures, where it is one of several definitions of that ("persistent absence").
        edition: Which of these definitions it is ("10 %"); definitions of one quantity are never mixed.
        deviation: Standard deviation of the single pupils' values; with n it gives the error of their mean.
        limits_level: Confidence level of its published limits, 0 to 1.
        share: Whether it is the percentage of its n pupils who have something; by unit and range where None.
    """

    title: str
    unit: str = ""
    direction: Direction = "higher"
    low: float | None = None
    high: float | None = None
    whole: bool = False
    labels: dict[str, float] = field(default_factory=dict)
    definition: str = ""
    source: str = ""
    controllable: Literal["school", "partly", "context"] = "school"
    minimum_n: float | None = None
    quantity: str = ""
    edition: str = ""
    deviation: float | None = None
    limits_level: float = 0.95
    share: bool | None = None

    def __hash__(self) -> int:
        return hash((self.title, self.unit, self.low, self.high))

    def fault(self, value: float) -> str | None:
        """Say what is wrong with a value of this indicator, or None where nothing is."""
        if self.low is not None and value < self.low:
            return f"{value:g} is below the smallest possible {self.low:g}{self._unit}"
        if self.high is not None and value > self.high:
            return f"{value:g} is above the largest possible {self.high:g}{self._unit}"
        if self.whole and value != int(value):
            return f"{value:g} is not a whole number"
        return None

    @property
    def is_share(self) -> bool:
        """Whether it is the percentage of its n pupils who have something, so that n tells its error."""
        by_unit = self.unit == "%" and (self.low, self.high) == (0, 100) and self.direction != "none"
        return by_unit if self.share is None else self.share

    @property
    def _unit(self) -> str:
        return f" {self.unit}" if self.unit else ""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Make a field with this metadata refuse values outside the indicator's range."""

        def check(measure: Measure | None) -> Measure | None:
            fault = None if measure is None or measure.value is None else self.fault(measure.value)
            if fault:
                raise ValueError(fault)
            return measure

        return core_schema.no_info_after_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Publish title, unit, range, direction, definition and source in the JSON Schema."""
        facts = {
            "title": self.title,
            "description": self.definition,
            "x-unit": self.unit,
            "x-direction": self.direction,
            "x-range": None if self.low is None and self.high is None else [self.low, self.high],
            "x-labels": self.labels,
            "x-source": self.source,
        }
        return {**handler(schema), **{key: value for key, value in facts.items() if value}}
