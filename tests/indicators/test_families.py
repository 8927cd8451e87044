"""Claims about the indicator families: every field is described, and refuses what cannot be true."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from reportcard.indicators import (
    CATALOGUE,
    FAMILIES,
    Attainment,
    Disadvantage,
    Guarantees,
    Indicator,
    Measure,
    Ofsted,
    Partnership,
    Progress,
    Status,
    WellBeing,
)

BY_ID = pytest.mark.parametrize("name", CATALOGUE)
#: Fields of the families that are not measures.
TEXTS = {"inspection_date", "inspection_framework", "region"}


def test_every_field_is_an_indicator_or_a_known_text():
    """A field without a description in its metadata cannot slip in."""
    fields = [field for family in FAMILIES.values() for field in family.model_fields]
    assert set(fields) == set(CATALOGUE) | TEXTS


def test_ids_are_unique_across_families():
    """No two families have a field of the same name, so that one flat mapping can hold them all."""
    fields = [field for family in FAMILIES.values() for field in family.model_fields]
    assert len(fields) == len(set(fields))


@BY_ID
def test_every_indicator_says_what_it_is(name):
    """An indicator has a title, a unit or labels, a direction, a definition and a source."""
    indicator = CATALOGUE[name]
    assert indicator.title
    assert indicator.definition.endswith(".")
    assert indicator.source
    assert indicator.unit or indicator.labels
    assert indicator.direction in ("higher", "lower", "none")


@BY_ID
def test_percentages_run_from_0_to_100(name):
    """An indicator in % is a share of a whole."""
    if CATALOGUE[name].unit == "%":
        assert (CATALOGUE[name].low, CATALOGUE[name].high) == (0, 100)


@BY_ID
def test_labels_lie_in_the_range(name):
    """A label stands for a number that the indicator accepts."""
    indicator = CATALOGUE[name]
    assert all(indicator.fault(value) is None for value in indicator.labels.values())


def test_titles_are_unique():
    """A reader can tell two indicators apart by their titles."""
    titles = [indicator.title for indicator in CATALOGUE.values()]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("progress_8", "higher"),
        ("overall_absence", "lower"),
        ("attendance_rate", "higher"),
        ("fixed_period_exclusions", "lower"),
        ("neet", "lower"),
        ("ofsted_overall", "lower"),
        ("attainment_8_gap", "higher"),
        ("attainment_8_gap_change", "higher"),
        ("pupils_disadvantaged", "none"),
    ],
)
def test_directions(name, direction):
    """Better is higher, except for absence, exclusions, NEET and inspection grades; context has no better."""
    assert CATALOGUE[name].direction == direction


@pytest.mark.parametrize("threshold", [20, 15, 10])
def test_persistent_absence_names_its_version(threshold):
    """Each definition of persistent absence is its own indicator, with its threshold and its years in the metadata."""
    indicator = CATALOGUE[f"persistent_absence_{threshold}"]
    assert f"{threshold} %" in indicator.title
    assert "Not comparable" in indicator.definition


def test_context_is_beyond_the_school():
    """Everything in the context family is marked as context, so that no framework scores it unawares."""
    assert {indicator.controllable for indicator in FAMILIES["context"].indicators().values()} == {"context"}


@pytest.mark.parametrize(
    ("family", "field", "value", "words"),
    [
        (Attainment, "grade_5_english_maths", 250, "250 is above the largest possible 100 %"),
        (Attainment, "attainment_8", 90.5, "90.5 is above the largest possible 90 points"),
        (Attainment, "ks2_average_points", 14, "14 is below the smallest possible 15 points"),
        (Ofsted, "ofsted_overall", 7, "7 is above the largest possible 4 grade"),
        (Ofsted, "ofsted_overall", 2.5, "2.5 is not a whole number"),
        (Ofsted, "ofsted_overall", "Excellent", "'Excellent' is not one of Outstanding, Good"),
        (Partnership, "formal_partnerships", -1, "-1 is below the smallest possible 0 partnerships"),
        (Guarantees, "year_7_catch_up", 101, "101 is above the largest possible 100 %"),
        (Progress, "progress_8", {"value": 12}, "12 is above the largest possible 9"),
    ],
)
def test_impossible_values_are_refused_in_words(family, field, value, words):
    """A value outside the indicator's range is refused with the value, the bound and the unit."""
    with pytest.raises(ValidationError, match=words) as caught:
        family(**{field: value})
    assert caught.value.errors()[0]["loc"][0] == field


def test_the_edges_of_a_range_are_possible():
    """The lower and upper bound themselves are accepted."""
    assert Attainment(attainment_8=0).attainment_8 == Measure(value=0)
    assert Attainment(attainment_8=90).attainment_8 == Measure(value=90)


def test_exclusions_have_no_upper_bound():
    """Pupils can be excluded more than once, so that the rate can pass 100."""
    assert WellBeing(fixed_period_exclusions=130).fixed_period_exclusions == Measure(value=130)


def test_gaps_may_have_either_sign():
    """A gap is negative where disadvantaged pupils do worse, and positive where they do better."""
    gaps = Disadvantage(attainment_8_gap=-14.2, progress_8_gap=0.1)
    assert [measure.value for measure in gaps.measures().values()] == [-14.2, 0.1]


@pytest.mark.parametrize("grade", ["Requires improvement", "requires IMPROVEMENT ", "Satisfactory", 3])
def test_inspection_grades_are_read_as_words_or_numbers(grade):
    """Satisfactory and requires improvement are the same grade, in any capitals."""
    assert Ofsted(ofsted_overall=grade).ofsted_overall == Measure(value=3)


def test_a_status_word_is_not_mistaken_for_a_label():
    """An indicator with labels still takes a status word."""
    assert Ofsted(ofsted_overall="not_published").ofsted_overall == Measure(status=Status.NOT_PUBLISHED)


@pytest.mark.parametrize("date", ["20140204", 20140204, "2014-02-04", dt.date(2014, 2, 4)])
def test_inspection_dates_are_read_as_files_write_them(date):
    """A date of eight digits is a date, not a moment in seconds."""
    assert Ofsted(inspection_date=date).inspection_date == dt.date(2014, 2, 4)


def test_a_family_is_frozen_and_closed():
    """A family cannot be changed, and refuses a field that it does not have."""
    with pytest.raises(ValidationError, match="frozen"):
        Attainment(attainment_8=50).attainment_8 = None
    with pytest.raises(ValidationError, match="Extra inputs"):
        Attainment(attainment_9=50)


def test_json_schema_says_unit_range_and_direction():
    """The JSON Schema of a family carries what the metadata says."""
    field = Ofsted.model_json_schema()["properties"]["ofsted_overall"]
    assert (field["x-unit"], field["x-range"], field["x-direction"]) == ("grade", [1, 4], "lower")
    assert field["x-labels"]["Good"] == 2


def test_an_indicator_can_be_hashed():
    """Two equal descriptions have the same hash, labels or not."""
    assert hash(Indicator("A", labels={"x": 1})) == hash(Indicator("A", labels={"x": 1}))


@pytest.mark.parametrize("date", ["20140204", "2014-02-04", dt.date(2014, 2, 4)])
def test_metrics_can_read_day_and_framework_of_an_inspection(date):
    """A date and a framework in words are numbers, too: 20140204 and 201209; what is given as a number stays."""
    made = Ofsted(inspection_date=date, inspection_framework="2012-09")
    assert (made.inspection_day.value, made.inspected_under.value) == (20140204, 201209)
    assert Ofsted(inspection_date=date, inspection_day=20190601).inspection_day.value == 20190601
    assert Ofsted(inspected_under="2009-09").inspected_under.value == 200909
    assert Ofsted().inspection_day is None


def test_counts_are_neither_good_nor_bad():
    """A number of pupils, parents or sessions has no better end: a metric makes a rate of it."""
    counts = [indicator for indicator in CATALOGUE.values() if indicator.unit in ("pupils", "parents", "sessions")]
    assert len(counts) > 15
    assert {(indicator.direction, indicator.low, indicator.whole) for indicator in counts} == {("none", 0, True)}


def test_how_far_a_school_can_influence_an_indicator():
    """Who a school's pupils are is context; raw results and gaps depend on that, too; what a school does is its own."""
    assert {CATALOGUE[name].controllable for name in FAMILIES["context"].indicators()} == {"context"}
    for family in ("attainment", "disadvantage"):
        found = {name: CATALOGUE[name].controllable for name in FAMILIES[family].indicators()}
        assert set(found.values()) - {"context"} == {"partly"}
        assert [name for name, far in found.items() if far == "context"] in ([], ["pupils_at_16"])
    assert CATALOGUE["accredited_provider"].controllable == "school"
