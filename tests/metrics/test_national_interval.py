"""Means with limits from the national deviation."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from reportcard.metrics.national_interval import NATIONAL_INTERVAL, NationalIntervalParameters
from tests.metrics.columns import NAN, columns


def test_limits_by_hand():
    """A mean of 1 over 49 pupils with a deviation of 7: the error is 7 ÷ √49 = 1, the limits 1 ± 1.96."""
    read = columns(of=[1], pupils=[49])
    found = NATIONAL_INTERVAL.compute(read, NationalIntervalParameters(deviation=7))
    assert found.standard_error.tolist() == [1]
    assert found.lower[0] == pytest.approx(-0.96)
    assert found.upper[0] == pytest.approx(2.96)
    assert found.value.tolist() == [1]
    assert found.n.tolist() == [49]


def test_another_confidence():
    """For 99 % the multiple is 2.576: 1 ± 2.576."""
    parameters = NationalIntervalParameters(deviation=7, critical=2.576)
    found = NATIONAL_INTERVAL.compute(columns(of=[1], pupils=[49]), parameters)
    assert found.lower[0] == pytest.approx(-1.576)


@pytest.mark.parametrize("pupils", [0, NAN])
def test_no_limits_without_pupils(pupils):
    """Without a number of pupils there are no limits; the mean itself stays."""
    found = NATIONAL_INTERVAL.compute(columns(of=[1], pupils=[pupils]), NationalIntervalParameters(deviation=7))
    assert np.isnan(found.lower).all()
    assert np.isnan(found.upper).all()
    assert found.value.tolist() == [1]


def test_a_deviation_is_above_zero():
    """A deviation of 0 would call every difference certain: it is refused."""
    with pytest.raises(ValidationError, match="deviation"):
        NationalIntervalParameters(deviation=0)


def test_published_limits():
    """Progress 8 of -0.08 over 128 pupils was published with limits -0.30 and 0.14; 0.77 over 164 with 0.58 and 0.97.

    The national deviation of 2018/19 is 1.2828; score and limits are published to 0.01, so 0.01 is what they allow.
    """
    read = columns(of=[-0.08, 0.77], pupils=[128, 164])
    found = NATIONAL_INTERVAL.compute(read, NationalIntervalParameters(deviation=1.2828))
    assert found.lower == pytest.approx([-0.30, 0.58], abs=0.01)
    assert found.upper == pytest.approx([0.14, 0.97], abs=0.01)
