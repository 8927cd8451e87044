"""The base of the indicator families, and the words that several of them share."""

from __future__ import annotations

import numbers
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator

from reportcard.indicators.indicator import Direction, Indicator
from reportcard.indicators.measure import Measure
from reportcard.indicators.status import Status

# Publications that define more than one indicator, by title.
KS4_GUIDE = "DfE, Secondary accountability measures (October 2019)"
KS2_GUIDE = "DfE, Primary school accountability: technical guide"
TABLES_2009 = "DCSF, Achievement and Attainment Tables 2009"
CVA_GUIDE = "DCSF, Technical guide to contextual value added (2007 model)"
ABSENCE_GUIDE = "DfE, A guide to absence statistics (March 2016)"
WELL_BEING_2008 = "Ofsted and DCSF, Indicators of a school's contribution to well-being: consultation (October 2008)"
PROSPECTUS = "DCSF and Ofsted, A School Report Card: Prospectus (June 2009)"

_STATUSES = {status.value for status in Status}


def percent(title: str, *, definition: str, source: str, direction: Direction = "higher", **more: Any) -> Indicator:
    """Describe an indicator that is a share of a whole, from 0 to 100 %."""
    return Indicator(
        title=title, unit="%", low=0, high=100, direction=direction, definition=definition, source=source, **more
    )


def count(
    title: str,
    of: str,
    *,
    definition: str,
    source: str,
    controllable: Literal["school", "partly", "context"] = "context",
    **more: Any,
) -> Indicator:
    """Describe a whole number of somebody or something, from which a metric makes a rate; good or bad it is not."""
    return Indicator(
        title=title,
        unit=of,
        low=0,
        whole=True,
        direction="none",
        definition=definition,
        source=source,
        controllable=controllable,
        **more,
    )


class Family(BaseModel):
    """A family of indicators: a frozen model whose fields are measures, described in their metadata."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def indicators(cls) -> dict[str, Indicator]:
        """Return the indicators of the family by id, in the order of the fields."""
        found = {
            name: next((fact for fact in field.metadata if isinstance(fact, Indicator)), None)
            for name, field in cls.model_fields.items()
        }
        return {name: indicator for name, indicator in found.items() if indicator is not None}

    def measures(self) -> dict[str, Measure]:
        """Return the measures that were given, by indicator id."""
        given = {name: getattr(self, name) for name in type(self).indicators()}
        return {name: measure for name, measure in given.items() if measure is not None}

    @field_validator("*", mode="before")
    @classmethod
    def _read_words_and_numbers(cls, given: Any, info: ValidationInfo) -> Any:
        """Read an indicator's labels (``Good`` is 2), and the number types of other libraries."""
        indicator = cls.indicators().get(info.field_name or "")
        if indicator is None or isinstance(given, bool):
            return given
        if isinstance(given, numbers.Real):
            return float(given)
        if isinstance(given, str):
            word = read_word(given, indicator)
            if isinstance(word, str) and indicator.labels and word.strip().lower() not in _STATUSES:
                raise ValueError(f"'{given}' is not one of {', '.join(indicator.labels)}, nor a status")
            return word
        return given


def read_word(word: str, indicator: Indicator) -> float | str:
    """Return the number that a label of the indicator stands for; any other word as it is."""
    known = {label.casefold(): value for label, value in indicator.labels.items()}
    return known.get(word.strip().casefold(), word)
