"""A mean with confidence limits from the national deviation, as Progress 8 and Key Stage 2 progress have them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from pydantic import Field

from reportcard.metrics.contract import Column, Metric, Parameters


class NationalIntervalParameters(Parameters):
    """Parameters of a mean with limits from the national deviation.

    Attributes:
        deviation: National pupil-level standard deviation of the measure, in its unit.
        critical: Multiple of the standard error; 1.96 for 95 %.
    """

    deviation: float = Field(gt=0)
    critical: float = Field(default=1.96, gt=0)


def compute(columns: Mapping[str, Column], parameters: NationalIntervalParameters) -> Column:
    """Return the mean with ``mean ± critical × deviation ÷ √pupils``; no limits where there are no pupils."""
    of, given = columns["of"], columns["pupils"].value
    pupils = np.where(given > 0, given, np.nan)
    error = parameters.deviation / np.sqrt(pupils)
    half = parameters.critical * error
    return Column(of.value, n=pupils, lower=of.value - half, upper=of.value + half, standard_error=error)


NATIONAL_INTERVAL = Metric(
    id="national_interval",
    title="Mean with limits from the national deviation",
    measures="A school's mean pupil score and how far chance alone could move it.",
    matters="A mean over 24 pupils says less than the same mean over 240.",
    computed="mean ± 1.96 × national pupil deviation ÷ √pupils.",
    improves="A higher mean; more pupils narrow the interval only.",
    inputs=("of", "pupils"),
    rises_with=("of",),
    parameters=NationalIntervalParameters,
    compute=compute,
    references=(
        "Department for Education, Secondary accountability measures: guide to Progress 8, confidence intervals.",
    ),
)
