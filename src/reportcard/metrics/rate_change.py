"""The change of a rate, from the counts of two years."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportcard.metrics.contract import Column, Floats, Metric, Parameters


class RateChangeParameters(Parameters):
    """Parameters of the change of a rate.

    Attributes:
        times: Factor of both rates: 100 for percentage points.
    """

    times: float = 100.0


def _share(numerator: Column, denominator: Column) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        share: Floats = np.where(denominator.value > 0, numerator.value / denominator.value, np.nan)
    return share


def compute(columns: Mapping[str, Column], parameters: RateChangeParameters) -> Column:
    """Return ``times × (numerator ÷ denominator − earlier numerator ÷ earlier denominator)``."""
    now = _share(columns["numerator"], columns["denominator"])
    before = _share(columns["earlier_numerator"], columns["earlier_denominator"])
    return Column(parameters.times * (now - before), n=columns["denominator"].value)


RATE_CHANGE = Metric(
    id="rate_change",
    title="Change of a rate",
    measures="How far a rate has moved since an earlier year: graduation now less graduation before.",
    matters="A school that improves and one that stands still can have the same rate.",
    computed="times × (numerator ÷ denominator − earlier numerator ÷ earlier denominator), from unrounded rates; no "
    "value where a denominator is 0.",
    improves="A rise of the rate, whatever its level.",
    inputs=("numerator", "denominator", "earlier_numerator", "earlier_denominator"),
    rises_with=("numerator", "earlier_denominator"),
    falls_with=("denominator", "earlier_numerator"),
    parameters=RateChangeParameters,
    compute=compute,
    unit="percentage points",
    references=("California Department of Education, California School Dashboard Technical Guide, November 2017.",),
)
