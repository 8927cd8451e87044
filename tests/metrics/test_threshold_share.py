"""Shares reaching a threshold, with Wilson's interval."""

from __future__ import annotations

import pytest

from reportcard import Status
from reportcard.metrics.threshold_share import THRESHOLD_SHARE, ThresholdShareParameters
from tests.metrics.columns import NAN, columns


def share(reached, pupils, **parameters):
    """The share of one school."""
    return THRESHOLD_SHARE.compute(columns(reached=[reached], pupils=[pupils]), ThresholdShareParameters(**parameters))


def test_a_share_by_hand():
    """Half of 4 with z = 2: (0.5 + 4/8 ± 2 √(0.0625 + 0.0625)) ÷ 2 is 0.5 ± √0.125; the error is √(0.25 ÷ 4)."""
    found = share(2, 4, critical=2)
    assert found.value.tolist() == [50]
    assert found.standard_error.tolist() == [25]
    assert found.lower[0] == pytest.approx(50 - 100 * 0.125**0.5)
    assert found.upper[0] == pytest.approx(50 + 100 * 0.125**0.5)
    assert found.n.tolist() == [4]


@pytest.mark.parametrize(
    ("reached", "pupils", "lower", "upper"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_published_intervals(reached, pupils, lower, upper):
    """Newcombe (1998), table I, method 3 (Wilson): 81 of 263 has limits 0.2553 and 0.3662, 0 of 20 has 0 and 0.1611."""
    found = share(reached, pupils)
    assert found.lower[0] / 100 == pytest.approx(lower, abs=0.00005)
    assert found.upper[0] / 100 == pytest.approx(upper, abs=0.00005)


@pytest.mark.parametrize(
    ("reached", "pupils", "status"),
    [
        (5, 4, Status.INVALID),
        (-1, 4, Status.INVALID),
        (0, 0, Status.NOT_APPLICABLE),
        (NAN, 4, Status.MISSING),
        (3, NAN, Status.MISSING),
    ],
)
def test_no_share(reached, pupils, status):
    """More than all, fewer than none, nobody, or nothing known: no share, and no limits, with the reason."""
    found = share(reached, pupils)
    assert [str(found.value[0]), str(found.lower[0]), Status.of(found.status[0])] == ["nan", "nan", status]


def test_a_minimum_protects_pupils():
    """With a minimum of 11 a share of 10 pupils is suppressed, and nothing of it is left; one of 11 is not."""
    found = share(9, 10, minimum_pupils=11)
    assert Status.of(found.status[0]) is Status.SUPPRESSED
    assert str(found.value[0]) == str(found.n[0]) == str(found.standard_error[0]) == "nan"
    assert share(9, 11, minimum_pupils=11).value[0] == pytest.approx(900 / 11)
