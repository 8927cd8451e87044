"""The indicator as it was published."""

from __future__ import annotations

from collections.abc import Mapping

from reportcard.metrics.contract import Column, Metric, Parameters


def compute(columns: Mapping[str, Column], parameters: Parameters) -> Column:
    """Return the indicator unchanged, with its limits and numbers."""
    return columns["of"]


VALUE = Metric(
    id="value",
    title="Published value",
    measures="One indicator as the source gives it.",
    matters="Most frameworks score figures that were computed and checked elsewhere.",
    computed="The value itself, with its number of pupils and limits where the source has them.",
    improves="Whatever improves the indicator.",
    inputs=("of",),
    rises_with=("of",),
    parts=("n", "lower", "upper", "standard_error"),
    compute=compute,
    references=("The source of the indicator.",),
)
