"""Correlations, shares and their intervals: worked by hand, or as published."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportcard.analysis.statistics import (
    dimensions,
    normal_below,
    pearson,
    ranks,
    ratio_of_spreads,
    share,
    slope,
    spearman,
)

NAN = math.nan


def array(*values):
    return np.array(values, np.float64)


def test_correlation_by_hand():
    """Deviations −2 … 2 and −1, −2, 1, 0, 2: products sum to 8, squares to 10 and 10, so that r is 0.8.

    artanh 0.8 = 1.09861, ± 1.95996 / √2 = 1.38590: from tanh −0.28729 = −0.2796 to tanh 2.48452 = 0.9862.
    """
    found = pearson(array(1, 2, 3, 4, 5), array(2, 1, 4, 3, 5))
    assert found == pytest.approx((0.8, -0.2796, 0.9862, 5), abs=5e-5)


def test_rank_correlation_with_ties_by_hand():
    """Ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4: products of deviations 4.5, squares 4.5 and 5, so 4.5 / √22.5 = 0.9487."""
    assert ranks(array(1, 2, 2, 3)).tolist() == [1, 2.5, 2.5, 4]
    assert spearman(array(1, 2, 2, 3), array(1, 3, 2, 4)).value == pytest.approx(0.948683, abs=1e-6)


def test_schools_that_lack_either_are_left_out():
    """Only schools that have both count, and n says how many."""
    found = pearson(array(1, 2, NAN, 3, 9), array(2, 4, 7, 6, NAN))
    assert (found.value, found.n) == (pytest.approx(1.0), 3)
    assert math.isnan(found.low)


@pytest.mark.parametrize(("x", "y"), [((), ()), ((1.0,), (2.0,)), ((1.0, 1.0, 1.0), (1.0, 2.0, 3.0)), ((NAN,), (1.0,))])
def test_nothing_to_correlate_is_no_number(x, y):
    """Too few schools, or schools that are all alike, give no correlation, and no error."""
    assert math.isnan(pearson(array(*x), array(*y)).value)
    assert math.isnan(spearman(array(*x), array(*y)).value)


@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), max_size=30))
def test_a_correlation_lies_in_its_interval(pairs):
    """Whatever the numbers, r lies between −1 and 1 and in its interval, and both sides are alike."""
    x, y = (np.array(side, np.float64) for side in (zip(*pairs, strict=True) if pairs else ((), ())))
    for measure in (pearson, spearman):
        found, turned = measure(x, y), measure(y, x)
        assert math.isnan(found.value) == math.isnan(turned.value)
        if not math.isnan(found.value):
            assert found.value == pytest.approx(turned.value, abs=1e-9)
            assert -1 <= found.value <= 1
        if not math.isnan(found.low):
            assert found.low - 1e-12 <= found.value <= found.high + 1e-12


def test_wilson_s_interval_as_published():
    """5 of 10 gives 0.237 to 0.763, none of 10 gives 0 to 0.278 (Brown, Cai and DasGupta, Stat. Sci. 16, 2001)."""
    assert share(5, 10) == pytest.approx((0.5, 0.2366, 0.7634, 10), abs=5e-5)
    assert share(0, 10) == pytest.approx((0, 0, 0.2775, 10), abs=5e-5)
    assert math.isnan(share(0, 0).value)


def test_parts_of_a_sum_carry_all_of_its_variance():
    """X = y + z: y carries 252 / 404 of the variance of x, z the other 152 / 404."""
    y, z = array(-9, -3, 3, 9), array(-2, -6, 6, 2)
    assert slope(y + z, y).value == pytest.approx(252 / 404)
    assert slope(y + z, z).value == pytest.approx(152 / 404)
    assert math.isnan(slope(array(1, 1), array(1, 2)).value)


def test_dimensions_by_hand():
    """Three unrelated measures are worth 3, three alike worth 1; eigenvalues 1.5 and 0.5 are worth 4 / 2.5 = 1.6."""
    assert dimensions(np.eye(3)) == pytest.approx((1 / 3, 3))
    assert dimensions(np.ones((3, 3))) == pytest.approx((1, 1))
    assert dimensions(np.array([[1, 0.5], [0.5, 1]])) == pytest.approx((0.75, 1.6))


def test_ratio_of_spreads_by_hand():
    """0, 2, 4 spread twice as far as 0, 1, 2; the logarithm's error is √(1/4 + 1/4), the factor exp 1.38590 = 4.0."""
    found = ratio_of_spreads(array(0, 2, 4, NAN), array(0, 1, 2))
    assert found == pytest.approx((2, 2 / 3.9984, 2 * 3.9984, 3), rel=1e-4)
    assert math.isnan(ratio_of_spreads(array(1, 1, 1), array(0, 1, 2)).value)


def test_normal_distribution_as_in_tables():
    """Half lies below 0, 0.975 below 1.959964, 0.1587 below −1."""
    assert normal_below(array(0, 1.959964, -1)) == pytest.approx([0.5, 0.975, 0.158655], abs=1e-6)
