"""Groups of schools: means and errors worked by hand, who is left out, and that nobody is given away."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportcard as rc
from tests.engine.scored import inner
from tests.engine.trees import framework, leaf

ONE = framework(leaf("a"))
#: Two schools of the west, two of the east.
SCHOOLS = pd.DataFrame(
    {
        "id": ["w1", "w2", "e1", "e2"],
        "trust": ["west", "west", "east", "east"],
        "a": [50.0, 70.0, 40.0, 60.0],
        "a_n": [100, 300, 50, 50],
        "a_standard_error": [5.0, 3.0, 4.0, 3.0],
    }
)


def table(data=SCHOOLS, by="trust", ready=ONE, **rest):
    """The groups of the first indicator, by name."""
    made = rc.group_table(data, by, ready, **rest)
    return made[made.indicator == made.indicator.iloc[0]].set_index("group")


# --- worked by hand --------------------------------------------------------------------------------------------------


def test_mean_by_hand():
    """West: (100 × 50 + 300 × 70) ÷ 400 = 65. East: (40 + 60) ÷ 2 = 50. All: (400 × 65 + 100 × 50) ÷ 500 = 62."""
    made = table(total="all")
    assert made.value.to_dict() == {"east": 50, "west": 65, "all": 62}
    assert made.n.to_dict() == {"east": 100, "west": 400, "all": 500}


def test_error_by_hand():
    """West: √(100² × 5² + 300² × 3²) ÷ 400 = √1,060,000 ÷ 400. East: √(50² × 16 + 50² × 9) ÷ 100 = 2.5."""
    made = table()
    assert made.standard_error["west"] == pytest.approx(math.sqrt(1_060_000) / 400)
    assert made.standard_error["east"] == pytest.approx(2.5)


def test_error_from_limits():
    """Limits of ± 1.96 × 2 are an error of 2; one school alone keeps its error and its limits."""
    frame = SCHOOLS[:1].drop(columns="a_standard_error").assign(a_lower=50 - 3.92, a_upper=50 + 3.92)
    node = rc.group_cards(frame, "trust", ONE)["west"].overall
    assert (node.value, node.standard_error) == (50, pytest.approx(2))
    assert (node.lower, node.upper) == (pytest.approx(46.08), pytest.approx(53.92))


def test_no_error_without_all_errors():
    """An error that leaves a school out is none."""
    assert math.isnan(table(SCHOOLS.assign(a_standard_error=[5.0, None, 4, 3])).standard_error["west"])


def test_cards():
    """A group has a card like a school: its name, score, grade, pupils, and a note of how many schools it pools."""
    ready = framework(inner("mean", leaf("a"), grades="letters"))
    cards = rc.group_cards(SCHOOLS, "trust", ready, total="all")
    assert cards.ids == ("east", "west", "all")
    assert (cards["west"].overall.score, cards["west"].overall.grade) == (65, "B")
    assert cards["west"]["a"].n == 400
    assert cards["all"].notes == ("This card is about 4 schools together.",)
    assert "2 schools together" in cards["west"].to_markdown()
    assert cards.to_frame()["trust"].tolist() == ["east", "west", "all"]


def test_roll_stands_in():
    """Without the measure's own pupils the roll weighs: (10 × 50 + 30 × 70) ÷ 40 = 65; nothing is said of its n."""
    made = table(SCHOOLS.drop(columns="a_n").assign(number_on_roll=[10, 30, 10, 10]))
    assert made.value["west"] == 65
    assert math.isnan(made.n["west"])


def test_no_pupils_no_mean():
    """Where nobody says how many pupils there are, there is no pupil-weighted mean: missing, with its status."""
    made = table(SCHOOLS.drop(columns="a_n"))
    assert made.value.isna().all()
    assert set(made.status) == {"missing"}


def test_counts_are_summed_and_grades_are_not_averaged():
    """Two schools of 10 and 30 pupils have 40; inspection grades 1 and 3 are not a 2."""
    ready = framework(
        inner("mean", leaf("number_on_roll"), leaf("ofsted_overall")),
        indicators={"number_on_roll": {}, "ofsted_overall": {"range": [1, 4]}},
    )
    frame = SCHOOLS.assign(number_on_roll=[10, 30, 10, None], ofsted_overall=[1, 3, 2, 2])
    made = rc.group_table(frame, "trust", ready).set_index(["indicator", "group"])
    assert made.value["number_on_roll", "west"] == 40
    assert made.status["number_on_roll", "east"] == "low_coverage"
    assert made.status["ofsted_overall", "west"] == "not_applicable"


def test_texts_that_all_share():
    """A group of one phase takes that phase's variant; a mixed group has no phase."""
    ready = framework(
        leaf("a"),
        columns={"phase": "phase"},
        variants=[
            {"id": "p", "when": {"column": "phase", "is": "P"}, "nodes": {"a": {"scale": {"goalposts": [0, 50]}}}}
        ],
    )
    cards = rc.group_cards(SCHOOLS.assign(phase=["P", "P", "P", "S"]), "trust", ready)
    assert (cards["west"].framework.variant, cards["east"].framework.variant) == ("p", "")
    assert cards["west"].context == {"phase": "P"}


def test_a_norm_referenced_framework():
    """A group is compared with the reference of the schools: 65 is above two of four."""
    ready = framework(leaf("a", scale="percentile"))
    reference = ready.fit(SCHOOLS)
    assert rc.group_cards(SCHOOLS, "trust", ready, reference=reference)["west"].overall.score == 75
    with pytest.raises(rc.ReferenceRequiredError):
        rc.group_cards(SCHOOLS, "trust", ready)


@pytest.mark.parametrize("kind", ["polars", "records"])
def test_kinds_of_data(kind):
    """Whatever kind of data can be scored can be grouped, and the table is of the kind that came in."""
    data = pl.DataFrame(SCHOOLS.to_dict("list")) if kind == "polars" else SCHOOLS.to_dict("records")
    made = rc.group_table(data, "trust", ONE)
    assert isinstance(made, pl.DataFrame if kind == "polars" else pd.DataFrame)
    assert list(made["value"]) == [50, 65]
    assert rc.group_cards(data, "trust", ONE)["west"].overall.score == 65


def test_default_framework():
    """The made-up schools of the sample, by region, have a card with a grade for each region and for all."""
    from reportcard.datasets import sample_schools

    cards = rc.group_cards(sample_schools(200), "region", total="Everywhere")
    assert len(cards) == 6
    assert all(card.overall.grade for card in cards)


# --- left out, and said ----------------------------------------------------------------------------------------------


def test_a_suppressed_school_is_left_out():
    """A value that was suppressed before is not in the mean; the note says why; it is not a 0."""
    frame = SCHOOLS.astype({"a": object})
    frame.loc[0, "a"] = "suppressed"
    cards = rc.group_cards(frame, "trust", ONE)
    assert cards["west"].overall.value == 70
    assert "A: without 1 (hidden because few pupils are involved) of the schools." in cards["west"].notes
    assert len(cards["east"].notes) == 1


def test_coverage():
    """One of three is too few where a half is needed; a school to which the measure does not apply is not counted."""
    frame = pd.DataFrame({"id": list("xyz"), "g": "g", "a": [50.0, None, None], "a_n": 100})
    assert table(frame, "g").status["g"] == "low_coverage"
    assert table(frame, "g", minimum_coverage=0.3).value["g"] == 50
    frame = frame.assign(a=["50", "not_applicable", "not_applicable"])
    assert table(frame, "g").value["g"] == 50


@pytest.mark.parametrize("status", ["missing", "suppressed", "not_applicable", "low_coverage", "not_entered"])
def test_a_group_without_a_value(status):
    """Where no school has a value the group has none either, for the same reason; never 0."""
    frame = SCHOOLS.astype({"a": object})
    frame.loc[:1, "a"] = status
    made = table(frame)
    assert math.isnan(made.value["west"])
    assert made.status["west"] == status


def test_schools_in_no_group():
    """A school without a group counts in the total alone, and is named."""
    frame = SCHOOLS.assign(trust=["west", "west", "east", None])
    cards = rc.group_cards(frame, "trust", ONE, total="all")
    assert cards.ungrouped == ("e2",)
    assert (cards["east"].overall.value, cards["all"].overall.value) == (40, 62)


def test_quarantine():
    """A cell that cannot be used is in the quarantine, with its row."""
    cards = rc.group_cards(SCHOOLS.assign(a=[50, 170, 40, 60]), "trust", ONE)
    assert [fault.school for fault in cards.quarantine] == ["w2"]
    assert cards["west"].overall.value == 50


# --- nobody is given away --------------------------------------------------------------------------------------------


def pupils(*counts):
    """The schools with these numbers of pupils."""
    return SCHOOLS.assign(a_n=counts)


def test_one_small_school():
    """West less w2, which is told, would be w1: west is suppressed. So is the total: less east and w2 it is w1."""
    made = table(pupils(5, 300, 50, 50), total="all")
    assert made.status.to_dict() == {"east": "available", "west": "suppressed", "all": "suppressed"}
    assert made[["value", "n", "standard_error"]].loc[["west", "all"]].isna().all(axis=None)


def test_two_small_schools():
    """Two small schools with 6 pupils between them are told together, in the group and in the total."""
    assert set(table(pupils(3, 3, 50, 50), total="all").status) == {"available"}


def test_two_small_schools_with_too_few():
    """Two small schools with 5 pupils between them are told nowhere."""
    assert table(pupils(2, 3, 50, 50), total="all").status.to_dict() == {
        "east": "available", "west": "suppressed", "all": "suppressed"
    }  # fmt: skip


def test_one_small_school_in_each_group():
    """Both groups are suppressed; the total, which leaves both small schools together, is told."""
    assert table(pupils(4, 300, 50, 5), total="all").status.to_dict() == {
        "east": "suppressed", "west": "suppressed", "all": "available"
    }  # fmt: skip


def test_a_small_school_in_no_group():
    """A small school outside every group would be the total less the groups: no total."""
    made = table(pupils(100, 300, 50, 5).assign(trust=["west", "west", "east", None]), total="all")
    assert made.status.to_dict() == {"east": "available", "west": "available", "all": "suppressed"}


def test_the_indicator_s_own_minimum():
    """Where the framework asks for more pupils than the caller, the framework's number counts."""
    ready = framework(leaf("a"), indicators={"a": {"minimum_n": 60, "range": [0, 100]}})
    assert table(pupils(100, 50, 50, 50), ready=ready).status.to_dict() == {"east": "available", "west": "suppressed"}


def test_the_error_of_a_hidden_school_is_not_told():
    """Two small schools and a large one: whatever their errors are, the group's error is the same.

    It is that of 300 pupils with error 3, for 306: √(300² × 3² ÷ (300 × 306)).
    """
    frame = pd.DataFrame(
        {"id": list("xyz"), "g": "g", "a": 50.0, "a_n": [300, 3, 3], "a_standard_error": [3.0, 9.0, 1.0]}
    )
    for errors in ([3.0, 9.0, 1.0], [3.0, 0.0, None]):
        made = table(frame.assign(a_standard_error=errors), "g")
        assert made.standard_error["g"] == pytest.approx(math.sqrt(300**2 * 9 / (300 * 306)))


@st.composite
def populations(draw):
    """Schools with few and many pupils, some in no group, some suppressed before."""
    count = draw(st.integers(1, 14))
    rows = [
        (
            f"S{at:02d}",
            draw(st.sampled_from(["x", "y", "z", None])),
            draw(st.sampled_from([1, 2, 3, 5, 6, 40])),
            draw(st.integers(0, 100)) if draw(st.integers(0, 9)) else None,
        )
        for at in range(count)
    ]
    frame = pd.DataFrame(rows, columns=["id", "g", "a_n", "a"]).astype({"a": float})
    frame.loc[0, "g"] = "x"
    return frame


@settings(max_examples=300, deadline=None)
@given(populations(), st.sampled_from([0.0, 0.5]))
def test_no_small_school_can_be_recovered(frame, coverage):
    """An attacker who has every group, the total and every school that is told cannot work out a small school.

    Unknown are the pupil-points of the small schools. Every published result, less the schools that are told, is one
    equation. No equation that follows from them may hold a single small school, and none of the published differences
    (a result less what is told, the total less the groups) rests on fewer than six pupils.
    """
    made = table(frame, "g", total="all", minimum_coverage=coverage)
    known = frame[frame.a.notna()].reset_index(drop=True)
    small = known[known.a_n < 6].reset_index(drop=True)
    told = made[made.value.notna()]
    equations = np.array([[group in (school, "all") for school in small.g] for group in told.index], float)
    equations = equations.reshape(len(told), len(small))
    for name, row in told.iterrows():
        members = known if name == "all" else known[known.g == name]
        assert row.value == pytest.approx((members.a * members.a_n).sum() / members.a_n.sum())
    projection = np.linalg.pinv(equations) @ equations
    assert (np.diagonal(projection) < 1 - 1e-6).all()
    differences = list(equations)
    if "all" in told.index:
        rest = equations[list(told.index).index("all")] - sum(
            equation for name, equation in zip(told.index, equations, strict=True) if name != "all"
        )
        differences.append(rest)
    for difference in differences:
        pupils_left = (difference * small.a_n).sum()
        assert pupils_left == 0 or pupils_left >= 6


@settings(max_examples=60, deadline=None)
@given(populations(), st.integers(0, 1000))
def test_order_of_rows(frame, seed):
    """The order of the schools changes no byte."""
    shuffled = frame.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(table(frame, "g", total="all"), table(shuffled, "g", total="all"), check_exact=True)


@settings(max_examples=60, deadline=None)
@given(populations())
def test_between_the_schools(frame):
    """A group lies between its lowest and its highest school."""
    made = table(frame, "g", minimum_n=0, minimum_coverage=0)
    for name, row in made[made.value.notna()].iterrows():
        members = frame[(frame.g == name) & frame.a.notna()].a
        assert members.min() - 1e-9 <= row.value <= members.max() + 1e-9


# --- refused ---------------------------------------------------------------------------------------------------------


def test_no_groups():
    """No column, no group in it, or a group that is called like the total: refused by name."""
    with pytest.raises(rc.InputError, match="'federation'"):
        table(by="federation")
    for frame, total in ((SCHOOLS.assign(trust=None), None), (SCHOOLS, "west")):
        with pytest.raises(rc.InputError) as caught:
            table(frame, total=total)
        assert caught.value.code == "bad-group"


@pytest.mark.parametrize("bad", [{"minimum_n": -1}, {"minimum_coverage": 2}, {"minimum_n": float("nan")}])
def test_bad_minimum(bad):
    """Minimums that mean nothing are refused."""
    with pytest.raises(rc.InputError):
        table(**bad)
