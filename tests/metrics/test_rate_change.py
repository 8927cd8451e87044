"""The change of a rate between two years."""

from __future__ import annotations

import numpy as np
import pytest

from reportcard.metrics.rate_change import RATE_CHANGE, RateChangeParameters
from tests.metrics.columns import NAN, columns


def change(now, before):
    """Change of a rate from (numerator, denominator) now and before."""
    read = columns(
        numerator=[now[0]], denominator=[now[1]], earlier_numerator=[before[0]], earlier_denominator=[before[1]]
    )
    return RATE_CHANGE.compute(read, RateChangeParameters())


def test_a_change_by_hand():
    """From 6 of 10 (60 %) to 3 of 4 (75 %) is a rise by 15 points, and rests on this year's 4."""
    found = change((3, 4), (6, 10))
    assert found.value[0] == pytest.approx(15, rel=1e-15)
    assert found.n.tolist() == [4]


@pytest.mark.parametrize(("now", "before"), [((3, 0), (6, 10)), ((3, 4), (0, 0)), ((NAN, 4), (6, 10))])
def test_no_change_without_both_rates(now, before):
    """Where one of the rates cannot be made there is no change."""
    assert np.isnan(change(now, before).value).all()


@pytest.mark.parametrize(
    ("now", "before", "published"),
    [((57, 64), (148, 179), 6.4), ((569, 656), (1958, 2299), 1.6), ((18, 19), (44, 46), -0.9)],
)
def test_published_changes(now, before, published):
    """18 of 19 after 44 of 46 was published as -0.9, though the rounded rates 94.7 and 95.7 are 1.0 apart.

    California School Dashboard 2017, graduation rate; the rates are not rounded before they are subtracted.
    """
    assert change(now, before).value[0] == pytest.approx(published, abs=0.05)
