"""Claims about a measure: a value and its status agree, whatever is given."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from reportcard.indicators import Measure, MeasureInput, Status

MEASURE = TypeAdapter(MeasureInput)
numbers = st.floats(allow_nan=False, allow_infinity=False)


@given(numbers)
def test_a_number_is_an_available_value(number):
    """A plain number is read as an available value, unchanged."""
    measure = MEASURE.validate_python(number)
    assert (measure.value, measure.status) == (number, Status.AVAILABLE)


@given(st.none() | numbers, st.sampled_from(Status))
def test_a_value_stands_only_beside_a_present_status(value, status):
    """A measure is made exactly where the value is there and its status says so, or both say it is not."""
    if status.is_present == (value is not None):
        assert Measure(value=value, status=status).status is status
    else:
        with pytest.raises(ValidationError, match="status"):
            Measure(value=value, status=status)


@given(st.one_of(st.none(), st.just(math.nan), numbers, st.sampled_from([s.value for s in Status if not s.is_present])))
def test_every_measure_survives_json(given_value):
    """Whatever a measure was read from, writing it to JSON and reading it again gives the same measure."""
    measure = MEASURE.validate_python(given_value)
    assert Measure.model_validate_json(measure.model_dump_json()) == measure


@pytest.mark.parametrize("absent", [None, math.nan, {}, {"n": 12}])
def test_an_absent_value_is_missing_and_not_zero(absent):
    """None, NaN and a record without a value are missing; none of them becomes a number."""
    measure = MEASURE.validate_python(absent)
    assert (measure.value, measure.status) == (None, Status.MISSING)


def test_a_status_word_is_the_reason_for_absence():
    """The word ``suppressed`` is read as a suppressed value."""
    assert MEASURE.validate_python("suppressed") == Measure(status=Status.SUPPRESSED)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (True, "not true or false"),
        ("SUPP", "neither a number nor a status"),
        ("available", "neither a number nor a status"),
        ({"value": 1, "lower": 2, "upper": 0}, "lower limit 2.0 is above upper limit 0.0"),
        ({"value": 1, "n": -1}, "greater than or equal to 0"),
        ({"value": math.inf}, "finite"),
        ({"value": 1, "mean": 1}, "Extra inputs"),
    ],
)
def test_what_is_no_measure_is_refused_in_words(wrong, words):
    """Truth values, unknown words, crossed limits, negative counts and unknown keys are refused with the reason."""
    with pytest.raises(ValidationError, match=words):
        MEASURE.validate_python(wrong)


def test_statuses_keep_their_codes():
    """The small integers of the status matrix are the order of the list, and lead back to the status."""
    assert [status.code for status in Status] == list(range(len(Status)))
    assert all(Status.of(status.code) is status and status.words for status in Status)
