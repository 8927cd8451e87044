"""Coverage and reach of entitlements."""

from __future__ import annotations

import numpy as np
import pytest

from reportcard import Status
from reportcard.metrics import Column
from reportcard.metrics.entitlements import (
    COVERAGE_OF_ENTITLEMENTS,
    ENTITLEMENT_REACH,
    CoverageParameters,
    ReachParameters,
)
from tests.metrics.columns import NAN, columns


def coverage(*met, **parameters):
    """Coverage of one school."""
    read = {"entitlements": Column(np.array(met, np.float64)[:, None])}
    return COVERAGE_OF_ENTITLEMENTS.compute(read, CoverageParameters(**parameters))


def reach(reached, entitled, **parameters):
    """Reach of one school."""
    return ENTITLEMENT_REACH.compute(columns(reached=[reached], entitled=[entitled]), ReachParameters(**parameters))


def test_coverage_by_hand():
    """100, 50 and 0 % met are 50 %; of yes, yes and no, two thirds are met."""
    assert coverage(100, 50, 0).value.tolist() == [50]
    assert coverage(1, 1, 0, maximum=1).value[0] == pytest.approx(200 / 3)


def test_what_is_not_known_is_not_unmet():
    """With one of four not known and three quarters needed, the mean is that of the three; with all needed, none."""
    assert coverage(100, 50, 0, NAN, minimum_known=0.75).value.tolist() == [50]
    assert Status.of(coverage(100, 50, 0, NAN).status[0]) is Status.MISSING
    assert Status.of(coverage(NAN, NAN, minimum_known=0.1).status[0]) is Status.MISSING


@pytest.mark.parametrize("met", [(101, 50), (-1, 50)])
def test_more_than_whole(met):
    """An entitlement is met wholly at most, and not at all at least."""
    assert Status.of(coverage(*met).status[0]) is Status.INVALID


def test_reach_by_hand():
    """7 of 10 pupils below level 4 have catch-up support: 70 %."""
    found = reach(7, 10)
    assert (found.value[0], found.n[0]) == (70, 10)


def test_the_published_pilot():
    """HC 116 (2009-10): under 7,000 pupils, 3 % of the cohorts, were reached; with the 10 % planned it were 23,333."""
    assert reach(7000, 23333).value[0] == pytest.approx(100 * 3 / 10, abs=0.005)


@pytest.mark.parametrize(
    ("reached", "entitled", "status"),
    [(11, 10, Status.INVALID), (-1, 10, Status.INVALID), (0, 0, Status.NOT_APPLICABLE), (NAN, 5, Status.MISSING)],
)
def test_no_reach(reached, entitled, status):
    """More than are entitled is invalid; where nobody is entitled there is nothing to reach, which is not 0 %."""
    assert Status.of(reach(reached, entitled).status[0]) is status


@pytest.mark.parametrize(
    ("entitled", "status"),
    [(5, Status.SUPPRESSED), (6, Status.AVAILABLE), (0, Status.NOT_APPLICABLE), (NAN, Status.MISSING)],
)
def test_few_who_are_entitled(entitled, status):
    """With a minimum of 6, the reach among 5 is suppressed; among nobody there is none to suppress."""
    found = reach(0, entitled, minimum_entitled=6)
    assert Status.of(found.status[0]) is status
    assert (found.n[0] == entitled) == (status is Status.AVAILABLE)
