"""The share of pupils who reach a threshold, with its Wilson interval."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from reportcard.indicators.status import Status
from reportcard.metrics.arithmetic import percentage
from reportcard.metrics.contract import Column, Metric, Parameters
from reportcard.metrics.outcome import Cause, without


class ThresholdShareParameters(Parameters):
    """Parameters of a share with its interval.

    Attributes:
        critical: Multiple of the standard error for the limits; 1.96 for 95 %.
        minimum_pupils: With fewer pupils the share is suppressed; 0 for no minimum. The 2004 to 2009 tables needed 11.
    """

    critical: float = Field(default=1.96, gt=0)
    minimum_pupils: float = Field(default=0, ge=0)


def compute(columns: Mapping[str, Column], parameters: ThresholdShareParameters) -> Column:
    """Return ``100 × reached ÷ pupils`` with Wilson's limits; a count outside 0 to all pupils is invalid."""
    reached, pupils = columns["reached"].value, columns["pupils"].value
    return without(
        percentage(reached, pupils, parameters.critical),
        columns,
        Cause(
            (reached < 0) | (reached > pupils), Status.INVALID, "the count is not between none and all of the pupils"
        ),
        Cause(pupils < parameters.minimum_pupils, Status.SUPPRESSED, Status.SUPPRESSED.words),
    )


THRESHOLD_SHARE = Metric(
    id="threshold_share",
    title="Share reaching a threshold",
    measures="The percentage of pupils who reach a standard: level 4 in English and maths, five good GCSEs.",
    matters="It is the headline of every attainment table, and says little where few pupils stand behind it.",
    computed="100 × reached ÷ pupils, with the limits of Wilson's score interval; the standard error is "
    "100 × √(p × (1 − p) ÷ pupils).",
    improves="More of the pupils reach the standard. Pupils far below or far above it do not move it.",
    inputs=("reached", "pupils"),
    parameters=ThresholdShareParameters,
    compute=compute,
    unit="%",
    direction="higher",
    low=0,
    high=100,
    rises_with=("reached",),
    falls_with=("pupils",),
    references=(
        "Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference, JASA 22, 209–212",
        "Newcombe, R. G. (1998), Two-sided confidence intervals for the single proportion, Stat. Med. 17, 857–872",
        "BBC, guide to the 2008 tables: results of fewer than 11 pupils were not published",
    ),
)
