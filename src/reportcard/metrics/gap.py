"""The gap between disadvantaged and other pupils, its change, and the credit for narrowing it.

A gap is *disadvantaged less other*: below zero where disadvantaged pupils are behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Self

import numpy as np
from pydantic import Field, model_validator

from reportcard.metrics.arithmetic import ordered_sum
from reportcard.metrics.contract import Column, Floats, Metric, Parameters

_NOW = ("disadvantaged", "other")
_ALL = (*_NOW, "disadvantaged_before", "other_before")
_OTHERS = ("other", "other_before")
_PROSPECTUS = "DCSF and Ofsted, A School Report Card: Prospectus (June 2009): reducing the impact of disadvantage"
_FILES = "DfE, Key stage 2 performance tables 2019: DIFFN_RWM_EXP, school's disadvantaged less other pupils nationally"


class GapParameters(Parameters):
    """Parameters of a gap: where the error of each group's figure comes from, if not from the data.

    Attributes:
        deviation: National pupil-level standard deviation of a mean: errors are deviation ÷ √n.
        percentages: Whether the figures are percentages of n pupils: errors are √(p × (100 − p) ÷ n).
        others_exact: Whether the figure of the other pupils has no error, being that of a whole nation.
        critical: Multiple of the standard error for the limits; 1.96 for 95 %.
    """

    deviation: float | None = Field(default=None, gt=0)
    percentages: bool = False
    others_exact: bool = False
    critical: float = Field(default=1.96, gt=0)

    @model_validator(mode="after")
    def _one_source_of_error(self) -> Self:
        if self.percentages and self.deviation is not None:
            raise ValueError("figures are percentages, or means with a 'deviation', and not both")
        return self


def _own_error(column: Column, parameters: GapParameters) -> Floats | None:
    """The error of one figure: as given, else from its number of pupils; None where neither is known."""
    if column.standard_error is not None:
        return column.standard_error
    if column.n is None or (parameters.deviation is None and not parameters.percentages):
        return None
    n = np.where(column.n > 0, column.n, np.nan)
    if parameters.deviation is not None:
        return parameters.deviation / np.sqrt(n)
    share = np.clip(column.value, 0, 100)
    error: Floats = np.sqrt(share * (100 - share) / n)
    return error


def _error(columns: Mapping[str, Column], roles: Sequence[str], parameters: GapParameters) -> Floats | None:
    """The error of sums and differences of independent figures: the root of the sum of their squares."""
    uncertain = [role for role in roles if not (parameters.others_exact and role in _OTHERS)]
    errors = [_own_error(columns[role], parameters) for role in uncertain]
    known = [error for error in errors if error is not None]
    return np.sqrt(ordered_sum(error * error for error in known)) if len(known) == len(errors) else None


def _with_limits(value: Floats, error: Floats | None, columns: Mapping[str, Column], critical: float) -> Column:
    n = columns["disadvantaged"].n
    if error is None:
        return Column(value, n=n)
    return Column(value, None, n, value - critical * error, value + critical * error, error)


def gap(columns: Mapping[str, Column], parameters: GapParameters) -> Column:
    """Return ``disadvantaged − other`` with the error of a difference, where both errors are known."""
    value = columns["disadvantaged"].value - columns["other"].value
    return _with_limits(value, _error(columns, _NOW, parameters), columns, parameters.critical)


def change(columns: Mapping[str, Column], parameters: GapParameters) -> Column:
    """Return ``(disadvantaged − other) − (disadvantaged before − other before)`` with its error."""
    now, others, before, others_before = (columns[role].value for role in _ALL)
    value = (now - others) - (before - others_before)
    return _with_limits(value, _error(columns, _ALL, parameters), columns, parameters.critical)


def credit(columns: Mapping[str, Column], parameters: Parameters) -> Column:
    """Return what the disadvantaged pupils' own rise closed of the gap; never below 0."""
    now, others, before, others_before = (columns[role].value for role in _ALL)
    rise = now - before
    narrowed = (now - others) - (before - others_before)
    behind = others_before - before
    earned = np.minimum(np.minimum(rise, narrowed), behind)
    return Column(np.where(np.isnan(earned), np.nan, np.maximum(earned, 0.0)), n=columns["disadvantaged"].n)


GAP = Metric(
    id="gap",
    title="Gap between disadvantaged and other pupils",
    measures="How far disadvantaged pupils are behind other pupils (below 0) or ahead of them.",
    matters="A school can have good results and still fail the pupils who need it most.",
    computed="disadvantaged − other; the standard error is the root of the sum of both squared, each as published or "
    "from its number of pupils.",
    improves="Disadvantaged pupils do better. Where the other group is the school's own, it also narrows when they do "
    "worse: compare with other pupils nationally, or use the credit.",
    inputs=_NOW,
    parameters=GapParameters,
    parts=("n", "standard_error"),
    compute=gap,
    direction="higher",
    rises_with=("disadvantaged",),
    falls_with=("other",),
    convention="The gap measure of 2009 is not known: groups and outcome are the framework's choice.",
    references=(_PROSPECTUS, _FILES),
)

GAP_CHANGE = Metric(
    id="gap_change",
    title="Change of the gap",
    measures="How far the gap has narrowed (above 0) or widened since an earlier year.",
    matters="Where a gap comes from is mostly not the school's doing; which way it goes is more so.",
    computed="(disadvantaged − other) − (disadvantaged before − other before); the standard error is the root of the "
    "sum of all four squared.",
    improves="Disadvantaged pupils gain on the others.",
    inputs=_ALL,
    parameters=GapParameters,
    parts=("n", "standard_error"),
    compute=change,
    direction="higher",
    rises_with=("disadvantaged", "other_before"),
    falls_with=("other", "disadvantaged_before"),
    convention="The years compared and the groups are the framework's choice.",
    references=(_PROSPECTUS, _FILES),
)

NARROWING_CREDIT = Metric(
    id="narrowing_credit",
    title="Credit for narrowing the gap",
    measures="How much of the gap the disadvantaged pupils' own improvement has closed.",
    matters="A gap also narrows when the others fall; nobody should be rewarded for that.",
    computed="The smallest of the disadvantaged pupils' rise, the narrowing of the gap, and the gap there was; 0 where "
    "that is below 0. Others who fall are counted as if they had stood still.",
    improves="Disadvantaged pupils rise, and faster than the others.",
    inputs=_ALL,
    parts=("n",),
    compute=credit,
    direction="higher",
    low=0,
    rises_with=("disadvantaged", "other_before"),
    falls_with=("other", "disadvantaged_before"),
    convention="The rule is ours: that narrowing gaps earns credit is documented, the formula of 2009 is not known.",
    references=(_PROSPECTUS, "New York City, Progress Report: additional credit for gains of pupils in need"),
)
