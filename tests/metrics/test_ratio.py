"""Rates from numerator and denominator."""

from __future__ import annotations

import numpy as np
import pytest

from reportcard.metrics.ratio import RATIO, RatioParameters
from tests.metrics.columns import NAN, columns


def test_a_rate_by_hand():
    """3 of 4 are 75 %; with a factor of 1, 0.75; the denominator is the number behind the value."""
    read = columns(numerator=[3], denominator=[4])
    found = RATIO.compute(read, RatioParameters())
    assert found.value.tolist() == [75]
    assert found.n.tolist() == [4]
    assert RATIO.compute(read, RatioParameters(times=1)).value.tolist() == [0.75]


def test_no_rate_of_nothing():
    """A denominator of 0, or an absent part, gives no value and no warning."""
    found = RATIO.compute(columns(numerator=[0, NAN, 3], denominator=[0, 4, NAN]), RatioParameters())
    assert np.isnan(found.value).all()


def test_a_published_rate():
    """57 of 64 graduates were published as 89.1 %, 569 of 656 as 86.7 % (California School Dashboard 2017)."""
    found = RATIO.compute(columns(numerator=[57, 569], denominator=[64, 656]), RatioParameters())
    assert found.value == pytest.approx([89.1, 86.7], abs=0.05)
