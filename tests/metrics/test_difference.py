"""The difference of two indicators."""

from __future__ import annotations

import numpy as np
import pytest

from reportcard.metrics import Column, Parameters
from reportcard.metrics.difference import DIFFERENCE
from tests.metrics.columns import NAN, columns


def test_a_difference_by_hand():
    """7.5 less 5 is 2.5; what is absent on either side has no difference."""
    found = DIFFERENCE.compute(columns(of=[7.5, NAN, 1], less=[5, 1, NAN]), Parameters())
    np.testing.assert_array_equal(found.value, [2.5, NAN, NAN])
    assert found.standard_error is None


def test_the_error_of_a_difference():
    """Errors of 3 and 4 make one of 5, the root of 9 + 16."""
    of, less = (Column(np.array([10.0]), standard_error=np.array([error])) for error in (3.0, 4.0))
    assert DIFFERENCE.compute({"of": of, "less": less}, Parameters()).standard_error.tolist() == [5]


def test_a_published_difference():
    """A rate of 89.1 % after 82.7 % was published as +6.4 (California School Dashboard 2017)."""
    found = DIFFERENCE.compute(columns(of=[89.1], less=[82.7]), Parameters())
    assert found.value[0] == pytest.approx(6.4)
