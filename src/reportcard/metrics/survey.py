"""Surveys: the share that agrees, and the share that answered."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from pydantic import Field

from reportcard.indicators.status import Status
from reportcard.metrics.arithmetic import percentage
from reportcard.metrics.contract import Column, Metric, Parameters
from reportcard.metrics.outcome import Cause, without


class SurveyParameters(Parameters):
    """Parameters of a survey item. The minima of 2009 are not known; these are ours.

    Attributes:
        minimum_responses: With fewer answers the share is suppressed, so that nobody can be recognised.
        minimum_rate: Below this share of those asked, 0 to 1, the share has low coverage: those who did not answer may
            think otherwise.
        critical: Multiple of the standard error for the limits; 1.96 for 95 %.
        percentages: Whether ``positive`` is the percentage of the answers that agree, as surveys publish it, and not
            their number.
    """

    minimum_responses: float = Field(default=10, ge=0)
    minimum_rate: float = Field(default=0.3, ge=0, le=1)
    critical: float = Field(default=1.96, gt=0)
    percentages: bool = False


def share(columns: Mapping[str, Column], parameters: SurveyParameters) -> Column:
    """Return ``100 × positive ÷ responses`` with Wilson's limits, where enough of those asked answered."""
    agree, responses, invited = (columns[role].value for role in ("positive", "responses", "invited"))
    positive = agree / 100 * responses if parameters.percentages else agree
    result = percentage(positive, responses, parameters.critical)
    # Where nobody knows how many were asked, nobody knows what the answers stand for.
    value = np.where(np.isnan(result.value), np.nan, agree) if parameters.percentages else result.value
    known = result._replace(value=np.where(np.isnan(invited), np.nan, value))
    counts = (positive < 0) | (positive > responses) | (responses > invited)
    low = f"fewer than {100 * parameters.minimum_rate:g} % of those asked answered"
    return without(
        known,
        columns,
        Cause(counts, Status.INVALID, "more agree than answered, or more answered than were asked"),
        Cause(responses < parameters.minimum_responses, Status.SUPPRESSED, "too few answered"),
        Cause(responses < parameters.minimum_rate * invited, Status.LOW_COVERAGE, low),
    )


def rate(columns: Mapping[str, Column], parameters: Parameters) -> Column:
    """Return ``100 × responses ÷ invited``."""
    responses, invited = columns["responses"].value, columns["invited"].value
    n = np.where(invited > 0, invited, np.nan)
    counts = Cause((responses < 0) | (responses > invited), Status.INVALID, "more answered than were asked")
    return without(Column(100 * responses / n, n=n), columns, counts)


_SOURCES = (
    "Ofsted and DCSF, Indicators of a school's contribution to well-being: consultation (October 2008)",
    "DCSF and Ofsted, A School Report Card: Prospectus (June 2009): annual surveys of parents and pupils",
)

SURVEY_SHARE = Metric(
    id="survey_share",
    title="Share who agree",
    measures="The percentage of those who answered a survey item who agree with it.",
    matters="Parents and pupils see what no register shows; but only those who answer are heard.",
    computed="100 × positive ÷ responses, with the limits of Wilson's score interval. No share with too few answers "
    "(suppressed), or where too small a part of those asked answered (low coverage).",
    improves="More of those who answer agree. More answers make it surer, and may change it either way.",
    inputs=("positive", "responses", "invited"),
    parameters=SurveyParameters,
    compute=share,
    unit="%",
    direction="higher",
    low=0,
    high=100,
    rises_with=("positive",),
    convention="The items, the minimum of 10 answers and the response rate of 30 % are ours: those of 2009 are not "
    "known.",
    references=(*_SOURCES, "Wilson, E. B. (1927), JASA 22, 209–212: the interval"),
)

RESPONSE_RATE = Metric(
    id="response_rate",
    title="Response rate",
    measures="The percentage of those asked who answered.",
    matters="It says how far the answers can be taken for everyone's.",
    computed="100 × responses ÷ invited.",
    improves="More of those asked answer.",
    inputs=("responses", "invited"),
    compute=rate,
    unit="%",
    direction="higher",
    low=0,
    high=100,
    rises_with=("responses",),
    falls_with=("invited",),
    references=(*_SOURCES, "AAPOR, Standard Definitions: response rate 1"),
)
