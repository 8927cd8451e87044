"""Draws that are keyed by school, measure and seed."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportcard.uncertainty.streams import keys, normals


def test_splitmix_is_splitmix():
    """The numbers are SplitMix64's: from state 0 the first is 0xE220A8397B1DCDAF (Vigna, splitmix64.c)."""
    strata = [0xCDAF, 0x7B1D, 0xA839, 0xE220]
    from reportcard.uncertainty.normal import quantiles

    np.testing.assert_array_equal(normals(np.zeros(1, np.uint64), 0, 4)[0], quantiles()[strata])


@given(st.integers(0, 25).map(lambda n: 4 * n), st.integers(1, 60))
def test_any_part_of_a_stream_can_be_had_without_the_rest(first, count):
    """Draws from any place on are those of the whole stream."""
    own = keys(["a", "b"], 7)
    whole = normals(own, 0, 200)
    np.testing.assert_array_equal(normals(own, first, count), whole[:, first : first + count])


def test_keys_depend_on_name_and_seed_alone():
    """A name has the same key beside any others, another with another seed, and no two of 100,000 names share one."""
    assert keys(["x", "y"], 1)[1] == keys(["y"], 1)[0]
    assert keys(["y"], 1)[0] != keys(["y"], 2)[0]
    names = [f"school {at}" for at in range(100_000)]
    assert len(np.unique(keys(names, 2009))) == len(names)


def test_streams_are_normal_and_independent():
    """Mean, variance, skewness and excess of 400,000 draws, and the correlations of streams, are 0, 1, 0, 0 and 0.

    Bounds are four standard errors: √(1, 2, 6, 24 ÷ 400,000), and 1 ÷ √1,000 for the correlation of two streams, of
    which 79,800 are looked at (the largest of them is below 6 with a probability of 0.9998).
    """
    z = normals(keys([f"S{at}" for at in range(400)], 2009), 0, 1000)
    flat = z.ravel()
    for power, expected, variance in ((1, 0, 1), (2, 1, 2), (3, 0, 15), (4, 3, 96)):
        assert abs((flat**power).mean() - expected) < 4 * np.sqrt(variance / flat.size)
    correlations = np.corrcoef(z)[np.triu_indices(400, 1)]
    assert np.abs(correlations).max() < 6 / np.sqrt(1000)
    neighbours = (z[:, 1:] * z[:, :-1]).mean()
    assert abs(neighbours) < 4 / np.sqrt(flat.size)
