"""Claims about a school's record: typed or flat, it says the same."""

from __future__ import annotations

import json
import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from reportcard.errors import InputError
from reportcard.indicators import CATALOGUE, Attainment, Measure, Ofsted, Progress, SchoolIndicators, Status


def _value(name):
    """Values that an indicator accepts."""
    indicator = CATALOGUE[name]
    low = -1000 if indicator.low is None else indicator.low
    high = 1000 if indicator.high is None else indicator.high
    return st.integers(int(low), int(high)) if indicator.whole else st.floats(low, high)


measures = st.lists(st.sampled_from(sorted(CATALOGUE)), unique=True, max_size=8).flatmap(
    lambda names: st.fixed_dictionaries({name: _value(name) | st.just("suppressed") for name in names})
)


@pytest.fixture
def school():
    """A school with a measure that has limits, one that is suppressed and one that is a label."""
    return SchoolIndicators(
        urn=100052,
        name="Sample School",
        phase="Secondary",
        progress=Progress(progress_8={"value": -0.06, "n": 188, "lower": -0.24, "upper": 0.13}),
        attainment=Attainment(attainment_8=44.6, ebacc_average_points="suppressed"),
        ofsted=Ofsted(ofsted_overall="Good", inspection_date="20140204"),
    )


@pytest.mark.parametrize("key", ["id", "urn"])
@pytest.mark.parametrize("value", [100052, "100052", np.int64(100052), " 100052 "])
def test_an_id_is_text(key, value):
    """An id may be given as a number and as ``urn``; it is kept as text."""
    assert SchoolIndicators(**{key: value}).id == "100052"


@pytest.mark.parametrize("value", ["", "  ", None, 1.5, True])
def test_what_is_no_id_is_refused(value):
    """An empty id, a fraction and a truth value are refused."""
    with pytest.raises(ValidationError):
        SchoolIndicators(id=value)


def test_flat_has_only_what_was_given(school):
    """The flat form holds the given measures by id, absent ones with their reason, and nothing else."""
    flat = school.flat()
    assert list(flat) == ["progress_8", "attainment_8", "ebacc_average_points", "ofsted_overall", "inspection_day"]
    assert flat["ebacc_average_points"] == Measure(status=Status.SUPPRESSED)
    assert flat["ofsted_overall"] == Measure(value=2)
    assert flat["inspection_day"] == Measure(value=20140204)  # the date, as the metrics read it


def test_texts_are_who_the_school_is(school):
    """The texts are what conditions and cards read beside the measures."""
    assert school.texts() == {
        "id": "100052",
        "name": "Sample School",
        "phase": "Secondary",
        "inspection_date": "2014-02-04",
    }


def test_flat_and_from_flat_are_inverse(school):
    """A school rebuilt from its texts and its flat measures is the same school."""
    assert SchoolIndicators.from_flat(school.texts() | school.flat()) == school


@given(measures)
def test_any_school_survives_the_flat_form(values):
    """Whatever indicators a school has, flat form and back change nothing."""
    school = SchoolIndicators.from_flat({"id": "1", **values})
    assert set(school.flat()) == set(values)
    assert SchoolIndicators.from_flat({"id": "1", **school.flat()}) == school


@given(measures)
def test_any_school_survives_json(values):
    """Writing a school to JSON and reading it again gives the same school."""
    school = SchoolIndicators.from_flat({"id": "1", **values})
    assert SchoolIndicators.model_validate_json(school.model_dump_json()) == school


def test_error_parts_join_their_measure():
    """``<id>_n``, ``_lower``, ``_upper`` and ``_standard_error`` belong to the measure, in whatever order they come."""
    flat = {"progress_8_upper": 0.13, "progress_8_n": 188, "progress_8": -0.06, "progress_8_lower": -0.24, "id": 1}
    measure = SchoolIndicators.from_flat(flat).progress.progress_8
    assert measure == Measure(value=-0.06, n=188, lower=-0.24, upper=0.13)


@pytest.mark.parametrize("absent", [None, math.nan, "suppressed"])
def test_an_absent_value_drops_its_error_parts(absent):
    """What is known of the error of a value that is not there is not kept: it could give the value away."""
    school = SchoolIndicators.from_flat({"id": 1, "progress_8": absent, "progress_8_lower": -0.2, "progress_8_n": 3})
    measure = school.progress.progress_8
    assert measure is None or measure.model_dump(exclude={"status"}, exclude_none=True) == {}


def test_numpy_numbers_are_numbers():
    """A row of a table has numpy numbers; they are read like Python's."""
    school = SchoolIndicators.from_flat({"id": np.int64(1), "formal_partnerships": np.int64(2), "neet": np.float32(2)})
    assert [measure.value for measure in school.flat().values()] == [2, 2]


def test_every_problem_is_reported_at_once():
    """An unknown key, a value out of range and a missing id are told together, with their places."""
    with pytest.raises(InputError) as caught:
        SchoolIndicators.from_flat({"progres_8": 0.1, "grade_5_english_maths": 250, "ofsted_overall": 7})
    text = str(caught.value)
    assert "Did you mean 'progress_8'?" in text
    assert "attainment.grade_5_english_maths: 250 is above the largest possible 100 %" in text
    assert "ofsted.ofsted_overall: 7 is above the largest possible 4" in text
    assert "id: Field required" in text
    assert len(caught.value.problems) == 4


def test_json_schema_carries_unit_and_range():
    """The JSON Schema of the record says unit, range, direction and source of every indicator."""
    families = SchoolIndicators.model_json_schema()["$defs"]
    fields = {name: field for family in families.values() for name, field in family.get("properties", {}).items()}
    for name, indicator in CATALOGUE.items():
        assert fields[name].get("x-unit", "") == indicator.unit
        assert fields[name]["x-direction"] == indicator.direction
        assert fields[name]["x-source"] == indicator.source
    assert fields["attainment_8"]["x-range"] == [0, 90]


def test_json_schema_is_plain_json():
    """The JSON Schema can be written to a file."""
    assert json.loads(json.dumps(SchoolIndicators.model_json_schema()))["required"] == ["id"]


def test_importing_the_indicators_loads_no_table_library():
    """The typed models cost a service neither pandas nor numpy."""
    code = "import sys, reportcard.indicators; print(sorted({'pandas', 'numpy', 'polars'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  our own interpreter
    assert done.stdout.strip() == "[]"
