"""What the true share may be, where n pupils showed one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportcard.uncertainty.normal import probability
from reportcard.uncertainty.shares import KNOTS, along, curves

CHANCE = probability(KNOTS)


@pytest.mark.parametrize(
    ("hits", "n", "quantile"),
    [
        (0.5, 1.0, lambda u: u),  # Beta(1, 1) is even
        (0.5, 2.0, lambda u: 1 - np.sqrt(1 - u)),  # Beta(1, 2)
        (2.5, 3.0, lambda u: u ** (1 / 3)),  # Beta(3, 1)
    ],
)
def test_quantiles_with_a_closed_form(hits, n, quantile):
    """Beta(1, 1), Beta(1, 2) and Beta(3, 1) have quantiles that can be written down; the curve is within 0.001."""
    np.testing.assert_allclose(curves(np.array([hits / n]), np.array([n]))[0], quantile(CHANCE), atol=1e-3)


def test_jeffreys_limits_as_published():
    """5 of 10: 0.224 to 0.776; 0 of 10: up to 0.217; 1 of 10: 0.011 to 0.381 (Brown, Cai and DasGupta 2001, table 5).

    The table's limits are those of 95 %, at ±1.96; at the ends it puts 0 for the lower limit of none.
    """
    found = along(curves(np.array([0.5, 0.0, 0.1]), np.full(3, 10.0)), np.tile([-1.959964, 1.959964], (3, 1)))
    np.testing.assert_allclose(found[0], [0.224, 0.776], atol=1e-3)
    np.testing.assert_allclose(found[1, 1], 0.217, atol=1e-3)
    np.testing.assert_allclose(found[2], [0.011, 0.381], atol=1e-3)


@given(st.floats(0, 1), st.integers(1, 5000))
def test_a_curve_ascends_and_stays_a_share(part, n):
    """For any count of any n, the curve ascends and never leaves 0 to 1; turned round, it is that of the others."""
    share = round(part * n) / n
    curve = curves(np.array([share, 1 - share]), np.array([n, n], np.float64))
    assert (np.diff(curve[0]) >= 0).all()
    assert 0 <= curve[0][0] <= curve[0][-1] <= 1
    np.testing.assert_allclose(curve[0], 1 - curve[1][::-1], atol=2e-3)


@given(st.floats(0.02, 0.98), st.integers(10, 400))
def test_more_pupils_are_not_less_sure(share, n):
    """With four times the pupils the middle 95 % are narrower."""
    ends = along(curves(np.array([share, share]), np.array([n, 4.0 * n])), np.tile([-1.96, 1.96], (2, 1)))
    assert ends[1, 1] - ends[1, 0] < ends[0, 1] - ends[0, 0]
