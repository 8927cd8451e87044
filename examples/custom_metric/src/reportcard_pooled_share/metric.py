"""The share of pupils who reach a standard, over the pupils of several years."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from pydantic import Field

from reportcard.metrics import Column, Metric, Parameters


class PooledShareParameters(Parameters):
    """Parameters of a share over several years.

    Attributes:
        least_years: Years that must be known; with fewer there is no value.
    """

    least_years: int = Field(default=2, ge=1)

    def fault(self, counts: Mapping[str, int]) -> str:
        """Say at which point years and indicators do not fit, while the framework is loaded."""
        years, pupils = counts["reached"], counts["pupils"]
        if years != pupils:
            return f"'reached' has {years} years, 'pupils' {pupils}; write them in the same order"
        if years < self.least_years:
            return f"'least_years' is {self.least_years}, but there are {years} years"
        return ""


def compute(columns: Mapping[str, Column], parameters: PooledShareParameters) -> Column:
    """Return ``100 × Σ reached ÷ Σ pupils`` over the years in which both are known.

    A count above its number of pupils, or below 0, is not believed, and its year counts as unknown.
    """
    reached, pupils = columns["reached"].value, columns["pupils"].value  # both of shape (years, schools)
    known = (reached >= 0) & (reached <= pupils) & np.isfinite(pupils)  # false where either is absent
    enough = known.sum(axis=0) >= parameters.least_years
    total = np.where(known, pupils, 0).sum(axis=0)
    total = np.where(enough & (total > 0), total, np.nan)
    share = np.where(known, reached, 0).sum(axis=0) / total
    error = np.sqrt(share * (1 - share) / total)
    return Column(100 * share, n=total, standard_error=100 * error)


POOLED_SHARE = Metric(
    id="pooled_share",
    title="Share over several years",
    measures="The percentage of the pupils of several years who reached a standard.",
    matters="Ten pupils a year make a share that jumps by ten points with one pupil; three years make it steadier.",
    computed="100 × Σ reached ÷ Σ pupils over the years in which both are known, at least `least_years` of them. The "
    "standard error is 100 × √(p × (1 − p) ÷ Σ pupils).",
    improves="More pupils reach the standard in any of the years; a large year counts for more than a small one.",
    inputs=("reached", "pupils"),
    lists=("reached", "pupils"),
    compute=compute,
    parameters=PooledShareParameters,
    unit="%",
    direction="higher",
    low=0,
    high=100,
    lifecycle="provisional",
    references=(
        "Department for Education, Key stage 2 performance 2018/19: three-year averages (PTRWM_EXP_3YR, TELIG_3YR)",
        "Arithmetic: a mean of yearly shares, weighted by pupils",
    ),
    convention="Years without a value are left out.",
)
