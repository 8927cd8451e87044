"""A rate from its numerator and denominator."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportcard.metrics.contract import Column, Metric, Parameters


class RatioParameters(Parameters):
    """Parameters of a rate.

    Attributes:
        times: Factor of the ratio: 100 for a percentage.
    """

    times: float = 100.0


def compute(columns: Mapping[str, Column], parameters: RatioParameters) -> Column:
    """Return ``times × numerator ÷ denominator``; a denominator of 0 gives no value."""
    numerator, denominator = columns["numerator"].value, columns["denominator"].value
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(denominator > 0, parameters.times * numerator / denominator, np.nan)
    return Column(value, n=denominator)


RATIO = Metric(
    id="ratio",
    title="Rate",
    measures="The share of a whole: graduates of a cohort, points of the points possible.",
    matters="A rate computed from its counts keeps its precision and its number of pupils.",
    computed="times × numerator ÷ denominator; no value where the denominator is 0.",
    improves="A larger numerator for the same denominator.",
    inputs=("numerator", "denominator"),
    rises_with=("numerator",),
    falls_with=("denominator",),
    parameters=RatioParameters,
    compute=compute,
    references=("Arithmetic; counts as the source publishes them.",),
)
