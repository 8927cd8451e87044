"""The difference of two indicators: a change over time, or a gap between groups."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportcard.metrics.contract import Column, Floats, Metric, Parameters


def _standard_error(first: Column, second: Column) -> Floats | None:
    if first.standard_error is None or second.standard_error is None:
        return None
    return np.hypot(first.standard_error, second.standard_error)


def compute(columns: Mapping[str, Column], parameters: Parameters) -> Column:
    """Return ``of − less`` with the error of a difference of independent values, where both errors are known."""
    first, second = columns["of"], columns["less"]
    return Column(first.value - second.value, standard_error=_standard_error(first, second))


DIFFERENCE = Metric(
    id="difference",
    title="Difference",
    measures="How far one indicator is above another: this year above last, one group above the rest.",
    matters="Change and gaps are what several frameworks judge beside the level.",
    computed="of − less; the standard error is the root of the sum of both squared.",
    improves="Depends on the direction that the framework's scale gives it.",
    inputs=("of", "less"),
    rises_with=("of",),
    falls_with=("less",),
    parts=("standard_error",),
    compute=compute,
    references=("Standard error of a difference of independent estimates, any statistics text.",),
)
