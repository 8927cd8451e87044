"""Guarantees: how many of the pupils and parents who are entitled to something have it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from pydantic import Field

from reportcard.indicators.status import Status
from reportcard.metrics.arithmetic import ordered_sum
from reportcard.metrics.contract import Column, Metric, Parameters
from reportcard.metrics.outcome import Cause, without

_GUARANTEES = "DCSF, The Pupil and Parent Guarantees (January 2010)"
_CATCH_UP = "Hansard, 8 July 2009: catch-up support for pupils who leave primary school below level 4"
_BILL = "Children, Schools and Families Bill (2009–10), clauses 1 to 5: guarantees and home–school agreements"


class CoverageParameters(Parameters):
    """Parameters of the coverage of entitlements.

    Attributes:
        maximum: Value of an entitlement that is wholly met: 100 where they are percentages, 1 where they are yes or no.
        minimum_known: Share of the entitlements that must be known, 0 to 1; with fewer there is no coverage.
    """

    maximum: float = Field(default=100, gt=0)
    minimum_known: float = Field(default=1, gt=0, le=1)


class ReachParameters(Parameters):
    """Parameters of the reach of an entitlement.

    Attributes:
        minimum_entitled: With fewer who are entitled the reach is suppressed, so that nobody can be recognised; 0 for
            no minimum.
    """

    minimum_entitled: float = Field(default=0, ge=0)


def coverage(columns: Mapping[str, Column], parameters: CoverageParameters) -> Column:
    """Return the mean of the entitlements that are known, as a percentage of what they can be."""
    met = columns["entitlements"].value
    known = ~np.isnan(met)
    count = ordered_sum(known.astype(np.float64))
    total = ordered_sum(np.where(known, met, 0.0))
    share = count / met.shape[0]
    enough = (count > 0) & (share >= parameters.minimum_known)
    value = np.where(enough, 100 * total / (parameters.maximum * np.maximum(count, 1)), np.nan)
    beyond = np.logical_or.reduce((met < 0) | (met > parameters.maximum))
    note = f"an entitlement is not between 0 and {parameters.maximum:g}"
    return without(Column(value), columns, Cause(beyond, Status.INVALID, note))


def reach(columns: Mapping[str, Column], parameters: ReachParameters) -> Column:
    """Return ``100 × reached ÷ entitled``; where nobody is entitled it does not apply."""
    reached, entitled = columns["reached"].value, columns["entitled"].value
    n = np.where(entitled > 0, entitled, np.nan)
    note = "more are reached than are entitled"
    beyond = Cause((reached < 0) | (reached > entitled), Status.INVALID, note)
    # Nobody is not a small number: where nobody is entitled, there is nothing to hide.
    few = Cause((entitled > 0) & (entitled < parameters.minimum_entitled), Status.SUPPRESSED, Status.SUPPRESSED.words)
    return without(Column(100 * reached / n, n=n), columns, few, beyond)


COVERAGE_OF_ENTITLEMENTS = Metric(
    id="coverage_of_entitlements",
    title="Coverage of entitlements",
    measures="How much of what pupils and parents are guaranteed they have: of the Pupil Guarantee, or of the Parent "
    "Guarantee.",
    matters="A guarantee is worth what reaches those whom it is given to.",
    computed="100 × the mean of the entitlements that are known ÷ the value of one that is wholly met. What is not "
    "known is left out, and never taken for unmet; with too few known there is no value, for the reason of the rest.",
    improves="More of the entitlements are met, for more of the pupils.",
    inputs=("entitlements",),
    lists=("entitlements",),
    parameters=CoverageParameters,
    compute=coverage,
    unit="%",
    direction="higher",
    low=0,
    high=100,
    rises_with=("entitlements",),
    convention="The entitlements are documented; counting them equally is ours.",
    references=(_GUARANTEES, _BILL),
)

ENTITLEMENT_REACH = Metric(
    id="entitlement_reach",
    title="Reach of an entitlement",
    measures="The percentage of those entitled who have it: catch-up support or a progress check in Year 7, one-to-one "
    "tuition, an individual home–school agreement that is signed.",
    matters="The pilot of one-to-one tuition reached 3 % of its cohorts where 10 % were planned, and nobody saw it.",
    computed="100 × reached ÷ entitled.",
    improves="More of those entitled are reached.",
    inputs=("reached", "entitled"),
    parameters=ReachParameters,
    compute=reach,
    unit="%",
    direction="higher",
    low=0,
    high=100,
    rises_with=("reached",),
    falls_with=("entitled",),
    convention="Taking reach as the measure is ours; a Year 7 progress check as a named measure is not documented.",
    references=(_CATCH_UP, _GUARANTEES, _BILL, "House of Commons, HC 116 (2009–10), question 20: the tuition pilot"),
)
