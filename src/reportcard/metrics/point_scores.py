"""Average point scores: results as points by a published table, per entry or per pupil."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from reportcard.indicators.status import Status
from reportcard.metrics.arithmetic import ordered_sum
from reportcard.metrics.contract import Column, Floats, Metric, Parameters
from reportcard.metrics.outcome import Cause, without

_KS2_GUIDE = "DfES, Value added in the performance tables: guide (2002), points table"
_GCSE_2004 = "GCSE and equivalent points of 2004 to 2016: A* is 58, G is 16, 6 points a grade"

#: Points by table, in the order in which the counts are named.
TABLES: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {
        # No level or below level 2 (B, N); levels 2, 3, 4, 5 and 6.
        "ks2_levels": (15, 15, 21, 27, 33, 39),
        # A*, A, B, C, D, E, F, G; no grade.
        "gcse_a_star_to_g": (58, 52, 46, 40, 34, 28, 22, 16, 0),
        # 9 to 1; no grade.
        "gcse_9_to_1": (9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
    }
)


class PointParameters(Parameters):
    """Parameters of a point score: a table by name, or points of your own.

    Attributes:
        table: Name of a published table: `ks2_levels` (B or N, then 2 to 6), `gcse_a_star_to_g` or `gcse_9_to_1` (best
            grade first, no grade last). The counts are named in this order.
        points: Points of each count, in place of a table.
    """

    table: Literal["ks2_levels", "gcse_a_star_to_g", "gcse_9_to_1"] | None = None
    points: tuple[float, ...] = ()

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.table is None) == (not self.points):
            raise ValueError("name a 'table', or give 'points', and not both")
        return self

    @property
    def each(self) -> tuple[float, ...]:
        """Points of each count."""
        return self.points if self.table is None else TABLES[self.table]

    def fault(self, counts: Mapping[str, int]) -> str:
        """Every count has its points."""
        if counts["counts"] == len(self.each):
            return ""
        return f"there are {counts['counts']} counts, and points for {len(self.each)}"


def _points(parameters: PointParameters) -> Floats:
    """Points as a column beside the counts, shape (counts, 1)."""
    return np.array(parameters.each, np.float64)[:, None]


def _negative(counts: Floats) -> Cause:
    return Cause(np.logical_or.reduce(counts < 0), Status.INVALID, "a count is negative")


def average(columns: Mapping[str, Column], parameters: PointParameters) -> Column:
    """Return Σ counts × points ÷ Σ counts, with the standard error of that mean; nobody counted gives no value."""
    counts, points = columns["counts"].value, _points(parameters)
    total = ordered_sum(counts)
    n = np.where(total > 0, total, np.nan)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        mean = ordered_sum(counts * points) / n
        spread = ordered_sum(counts * (points - mean) ** 2) / np.where(n > 1, n - 1, np.nan)
        error = np.sqrt(spread / n)
    return without(Column(mean, n=n, standard_error=error), columns, _negative(counts))


def per_pupil(columns: Mapping[str, Column], parameters: PointParameters) -> Column:
    """Return Σ counts × points ÷ pupils; no pupils give no value."""
    counts, pupils = columns["counts"].value, columns["pupils"].value
    n = np.where(pupils > 0, pupils, np.nan)
    with np.errstate(invalid="ignore", over="ignore"):
        value = ordered_sum(counts * _points(parameters)) / n
    return without(Column(value, n=n), columns, _negative(counts))


AVERAGE_POINTS = Metric(
    id="average_points",
    title="Average point score",
    measures="The mean of the points that pupils' results stand for.",
    matters="Unlike a threshold it counts every pupil's result, whichever side of a line it is on.",
    computed="The sum of counts × points, divided by the sum of the counts. Pupils without a count (disapplied, "
    "absent) are left out; pupils below the lowest level or without one have its points. The standard error is that of "
    "the mean of these points.",
    improves="Better results of any pupil.",
    inputs=("counts",),
    lists=("counts",),
    parameters=PointParameters,
    compute=average,
    unit="points",
    direction="higher",
    references=(_KS2_GUIDE, _GCSE_2004),
)

POINTS_PER_PUPIL = Metric(
    id="points_per_pupil",
    title="Average total points",
    measures="The points of all results together, for each pupil of the cohort.",
    matters="It counts how much pupils achieve, not only how well they do in what they take.",
    computed="The sum of counts × points, divided by the number of pupils at the end of the key stage.",
    improves="Better results, and more of them. Entries for their own sake raise it too: read it beside an average "
    "per entry.",
    inputs=("counts", "pupils"),
    lists=("counts",),
    parameters=PointParameters,
    compute=per_pupil,
    unit="points",
    direction="higher",
    low=0,
    rises_with=("counts",),
    falls_with=("pupils",),
    references=(_GCSE_2004, "DCSF, Achievement and Attainment Tables 2009: average total point score per pupil"),
)
