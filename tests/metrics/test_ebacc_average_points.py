"""EBacc average point score from its pillars."""

from __future__ import annotations

import pytest

from reportcard import Status
from reportcard.metrics import Parameters
from reportcard.metrics.ebacc_average_points import EBACC_AVERAGE_POINTS
from tests.metrics.columns import columns


def points(english, maths, sciences, humanities, language):
    """EBacc points of one school."""
    read = columns(english=[english], maths=[maths], sciences=[sciences], humanities=[humanities], language=[language])
    return EBACC_AVERAGE_POINTS.compute(read, Parameters())


def test_points_by_hand():
    """5 + 4 + 9 (two sciences) + 3 + 3 is 24; divided by 6 it is 4."""
    assert points(5, 4, 9, 3, 3).value.tolist() == [4]


def test_a_pillar_that_nobody_takes():
    """Nobody takes a language: that pillar is 0 for every pupil, and the sum is still divided by six."""
    assert points(5, 4, 9, 3, 0).value.tolist() == [3.5]


def test_the_published_maximum():
    """Nines in all six are an average of 9, the most there is (DfE, Secondary accountability measures)."""
    assert points(9, 9, 18, 9, 9).value.tolist() == [9]


@pytest.mark.parametrize("pillars", [(9.1, 4, 9, 3, 3), (5, 4, 19, 3, 3), (5, 4, 9, -1, 3)])
def test_pillars_that_no_grades_make(pillars):
    """A pillar beyond a grade 9 is invalid."""
    assert Status.of(points(*pillars).status[0]) is Status.INVALID
