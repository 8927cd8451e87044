"""Progress 8 and key stage 2 progress: limits from the national deviation, coverage and small cohorts as published."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from pydantic import Field

from reportcard.indicators.status import Status
from reportcard.metrics.contract import Column, Metric
from reportcard.metrics.national_interval import NationalIntervalParameters
from reportcard.metrics.national_interval import compute as with_limits
from reportcard.metrics.outcome import Cause, without


class ProgressScoreParameters(NationalIntervalParameters):
    """Parameters of a progress score.

    Attributes:
        deviation: National pupil-level standard deviation of the measure, in its unit: 1.2828 for Progress 8 in 2019.
        critical: Multiple of the standard error; 1.96 for 95 %.
        minimum_pupils: With fewer pupils in the measure the score is suppressed.
        minimum_coverage: Below this share of the cohort in the measure the score has low coverage.
    """

    minimum_pupils: float = Field(default=6, ge=0)
    minimum_coverage: float = Field(default=0.5, ge=0, le=1)


def compute(columns: Mapping[str, Column], parameters: ProgressScoreParameters) -> Column:
    """Return the mean with its limits, where enough pupils, and enough of the cohort, are in the measure."""
    pupils, cohort = columns["pupils"].value, columns["cohort"].value
    result = with_limits(columns, parameters)
    # Without pupils or cohort nobody can say whether the score may be published.
    value = np.where(np.isnan(pupils) | np.isnan(cohort), np.nan, result.value)
    share = f"fewer than {100 * parameters.minimum_coverage:g} % of the cohort are in the measure"
    return without(
        result._replace(value=value),
        columns,
        Cause((pupils < 0) | (pupils > cohort), Status.INVALID, "more pupils are in the measure than in the cohort"),
        Cause(pupils < parameters.minimum_pupils, Status.SUPPRESSED, Status.SUPPRESSED.words),
        Cause(pupils < parameters.minimum_coverage * cohort, Status.LOW_COVERAGE, share),
    )


PROGRESS_SCORE = Metric(
    id="progress_score",
    title="Progress score with the rules of publication",
    measures="The mean progress of a school's pupils against pupils with the same results before, and how sure it is.",
    matters="A school is judged by what it adds, not by whom it admits; and a score over few pupils is mostly chance.",
    computed="The school's mean ± 1.96 × national pupil deviation ÷ √pupils. No score with fewer than 6 pupils in the "
    "measure (suppressed), or with less than half of the cohort in it (low coverage).",
    improves="Pupils make more progress than those elsewhere who started at the same point.",
    inputs=("of", "pupils", "cohort"),
    parameters=ProgressScoreParameters,
    compute=compute,
    direction="higher",
    rises_with=("of",),
    references=(
        "DfE, Secondary accountability measures (October 2019): confidence intervals and coverage of Progress 8",
        "DfE, Primary school accountability: technical guide: confidence intervals of the progress measures",
        "DfE, abbreviations of the performance tables (2019): SUPP, LOWCOV",
    ),
)
