"""The normal distribution for arrays, against the standard library's."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from reportcard.uncertainty.normal import STRATA, deviate, probability, quantiles


def test_probability_is_that_of_the_standard_library():
    """The distribution function agrees to 1e-15 from −8 to 8, and holds its relative accuracy in the lower tail."""
    z = np.linspace(-8, 8, 321)
    expected = np.array([NormalDist().cdf(float(x)) for x in z])
    np.testing.assert_allclose(probability(z), expected, atol=1e-15)
    # Φ(−10) is 7.619853e-24 (Abramowitz and Stegun, table 26.2).
    np.testing.assert_allclose(probability(np.array([-10.0])), [7.619853e-24], rtol=1e-6)


def test_the_table_of_quantiles():
    """Each stratum's middle is the quantile of its middle probability; the table is symmetric and ascends."""
    table = quantiles()
    picked = np.array([0, 1, 100, 12_345, STRATA // 2, STRATA - 1])
    expected = [NormalDist().inv_cdf((place + 0.5) / STRATA) for place in picked.tolist()]
    np.testing.assert_allclose(table[picked], expected, atol=1e-5)
    np.testing.assert_array_equal(table, -table[::-1])
    assert (np.diff(table) > 0).all()
    assert abs(table.var() - 1) < 1e-4


def test_the_deviate_of_95_percent():
    """97.5 % of a normal distribution lie below 1.959964 (Abramowitz and Stegun, table 26.5)."""
    assert abs(deviate(0.975) - 1.959964) < 1e-6
