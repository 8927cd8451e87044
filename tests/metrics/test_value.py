"""The indicator as it was published."""

from __future__ import annotations

from reportcard.metrics import Parameters
from reportcard.metrics.value import VALUE
from tests.metrics.columns import NAN, columns


def test_a_published_value_stays_as_it_is():
    """Value, limits and numbers go through unchanged: by hand or computed, a published 44.6 stays 44.6."""
    read = columns(of=[44.6, NAN])
    assert VALUE.compute(read, Parameters()) is read["of"]
