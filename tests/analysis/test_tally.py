"""Counting grades and ranks, against counts by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportcard.analysis.tally import Nominal, Tally, ranked

NAN = float("nan")


def test_ranks():
    """The highest score is first, equal scores share the better rank, no score has none: 1, 2, 2, 4."""
    assert ranked(np.array([50.0, 70.0, NAN, 60.0, 60.0])).tolist() == [4, 1, 0, 2, 2]
    assert ranked(np.array([NAN])).tolist() == [0]


def test_ranks_of_what_is_equal_but_for_noise():
    """Scores that differ by less than any sum tells apart are equal."""
    assert ranked(np.array([51.5, 51.49999999999999])).tolist() == [1, 1]


@given(st.lists(st.integers(-300, 1200), min_size=1, max_size=40), st.sampled_from([0.1, 1.0, 5.0]))
def test_counted_ranks_are_sorted_ranks(steps, step):
    """Ranks of rounded scores, which are counted, are those of sorting."""
    scores = np.array(steps) * step
    assert ranked(scores, step).tolist() == ranked(scores).tolist()


def nominal() -> Nominal:
    """Three schools of one variant with the grades 2, 1 and none."""
    return Nominal(np.array([2, 1, -1], np.int8), np.array([80.0, 60.0, NAN]), np.zeros(3, np.int16))


def test_counts():
    """Who keeps a grade, who moves, and how often each grade was drawn."""
    tally = Tally(nominal(), 4, 3, by_school=True, movers=True)
    drawn = np.array([[2, 1, -1], [1, 2, 0], [-1, 0, -1], [2, 2, 2]], np.int8)
    tally.grades(np.arange(3), np.arange(4), drawn)
    assert tally.same.tolist() == [2, 0, 0, 1]
    assert tally.moves is not None
    assert tally.counts is not None
    up, down, lost, gained = tally.moves.tolist()
    assert (up, down, lost, gained) == ([0, 1, 0, 1], [0, 1, 1, 0], [0, 0, 1, 0], [0, 1, 0, 1])
    # Rows: no grade, then grades 0, 1, 2; a column a school.
    assert tally.counts.tolist() == [[1, 0, 2], [0, 1, 1], [1, 1, 0], [2, 2, 1]]


def test_one_result_for_many_draws():
    """Draws that are alike are computed once and counted as often as they were drawn."""
    once, often = (Tally(nominal(), 300, 3, by_school=True) for _ in range(2))
    drawn = np.array([[2, 2, 0]], np.int8)
    once.grades(np.arange(3), np.arange(300), drawn)
    often.grades(np.arange(3), np.arange(300), np.repeat(drawn, 300, axis=0))
    assert once.same.tolist() == often.same.tolist() == [1] * 300
    assert once.counts is not None
    assert often.counts is not None
    assert once.counts.tolist() == often.counts.tolist()
    assert once.counts[3, 0] == 300


def test_change_of_rank():
    """Two schools that change places move by one rank each; a school without a score does not count."""
    tally = Tally(nominal(), 2, 3)
    tally.scores(np.arange(3), np.arange(2), np.array([[60.0, 80.0, 90.0], [80.0, 60.0, NAN]]), None)
    # In the first draw the third school, ranked for the first time, pushes both down: 1 to 3 and 2 to 2.
    assert tally.shift.tolist() == [pytest.approx((2 + 0) / 2), 0]


def test_ranks_within_a_variant():
    """Schools of different variants are not ranked with each other."""
    apart = Nominal(np.zeros(4, np.int8), np.array([50.0, 90.0, 60.0, 20.0]), np.array([0, 1, 0, 1], np.int16))
    assert apart.ranks.tolist() == [2, 1, 1, 2]
