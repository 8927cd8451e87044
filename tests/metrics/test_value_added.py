"""Contextual value added with shrinkage and interval."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from reportcard import Status
from reportcard.metrics.value_added import CONTEXTUAL_VALUE_ADDED, ValueAddedParameters
from tests.metrics.columns import columns


def added(actual, predicted, pupils, **parameters):
    """Contextual value added of one school; variances of 100 between schools and 4,000 within, unless told."""
    read = columns(actual=[actual], predicted=[predicted], pupils=[pupils])
    given = {"school_variance": 100, "pupil_variance": 4000, **parameters}
    return CONTEXTUAL_VALUE_ADDED.compute(read, ValueAddedParameters(**given))


def test_value_added_by_hand():
    """40 pupils: 40 × 100 ÷ (4,000 + 4,000) is a half, so 10 points count 5; the error is √(400,000 ÷ 8,000) = √50."""
    found = added(360, 350, 40)
    assert found.value.tolist() == [1005]
    assert found.standard_error[0] == pytest.approx(50**0.5)
    assert found.lower[0] == pytest.approx(1005 - 1.96 * 50**0.5)
    assert found.upper[0] == pytest.approx(1005 + 1.96 * 50**0.5)
    assert found.n.tolist() == [40]


def test_the_published_example():
    """DCSF technical annex: a pupil with 368 points who was predicted 363.4 has +4.6; on the scale of schools 1004.6.

    One pupil's own score is not shrunk: nothing varies within.
    """
    assert added(368, 363.4, 1, pupil_variance=0, minimum_pupils=0).value[0] == pytest.approx(1004.6)


def test_the_base_of_primary_schools():
    """Key stage 1 to 2 stands on 100: pupils who do as predicted give exactly that."""
    assert added(27, 27, 40, base=100).value.tolist() == [100]


def test_fewer_pupils_count_less():
    """The same 10 points count less with fewer pupils, and are less sure."""
    small, large = added(360, 350, 11), added(360, 350, 400)
    assert 1000 < small.value[0] < large.value[0] < 1010
    assert small.standard_error[0] > large.standard_error[0]


def test_fewer_than_eleven_are_suppressed():
    """The tables of the time published nothing of fewer than 11 pupils."""
    assert Status.of(added(360, 350, 10).status[0]) is Status.SUPPRESSED
    assert Status.of(added(360, 350, 0, minimum_pupils=0).status[0]) is Status.NOT_APPLICABLE


def test_variances_have_no_default():
    """The variances of the national model are not known: nobody gets them by accident."""
    with pytest.raises(ValidationError, match="school_variance"):
        ValueAddedParameters()
