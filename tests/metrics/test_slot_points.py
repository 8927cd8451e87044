"""Attainment 8 from its parts."""

from __future__ import annotations

import pytest

from reportcard import Status
from reportcard.metrics.slot_points import SLOT_POINTS, SlotPointsParameters
from tests.metrics.columns import columns


def attainment(english, maths, ebacc, open_, *, doubled=True):
    """Attainment 8 of one school."""
    read = columns(english=[english], maths=[maths], ebacc=[ebacc], open=[open_])
    return SLOT_POINTS.compute(read, SlotPointsParameters(doubled=doubled))


def test_attainment_8_by_hand():
    """10 for English, 9 for maths (both twice already), 13.5 and 14.5 for the slots: 47."""
    assert attainment(10, 9, 13.5, 14.5).value.tolist() == [47]


def test_english_and_maths_count_twice():
    """Given once, 5 and 4.5 count as 10 and 9."""
    assert attainment(5, 4.5, 13.5, 14.5, doubled=False).value.tolist() == [47]


def test_the_published_maximum():
    """Nines in every slot are 90 points, the most there is (DfE, Secondary accountability measures)."""
    assert attainment(18, 18, 27, 27).value.tolist() == [90]
    assert attainment(9, 9, 27, 27, doubled=False).value.tolist() == [90]


@pytest.mark.parametrize("parts", [(18.1, 9, 13, 14), (10, -1, 13, 14), (10, 9, 27.5, 14), (10, 9, 13, 28)])
def test_parts_that_no_grades_make(parts):
    """A part beyond its slots is invalid, though the sum may look possible."""
    assert Status.of(attainment(*parts).status[0]) is Status.INVALID
