"""Partnership contribution: one example worked by hand in every step, and what holds whatever the data."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportcard as rc

IMPROVEMENT = "supported_schools_improvement"

#: A and B are supported from the results of 2017 to those of 2018; C and D are not.
OUTCOMES = pd.DataFrame(
    [
        ("A", 2016, 40.0, 100), ("A", 2018, 50.0, 100),
        ("B", 2016, 60.0, 200), ("B", 2018, 62.0, 200),
        ("C", 2016, 50.0, 100), ("C", 2018, 52.0, 100),
        ("D", 2016, 70.0, 300), ("D", 2018, 76.0, 300),
    ],
    columns=["id", "year", "value", "n"],
)  # fmt: skip
LINKS = pd.DataFrame(
    [
        ("H", "A", "lead", 1.0, 2017, 2018),
        ("H", "B", "partner", 0.25, 2017, 2018),
        ("J", "B", "lead", 0.75, 2017, 2018),
    ],
    columns=["supporter", "supported", "role", "share", "from", "to"],
)


def contribution(links=LINKS, outcomes=OUTCOMES, **rest):
    """The columns by school, H and J known beside those with outcomes."""
    return rc.partnership_contribution(links, outcomes, schools="HJK", **rest).set_index("id")


# --- worked by hand --------------------------------------------------------------------------------------------------


def test_by_hand():
    """Every step of the example.

    Change: A 50 − 40 = 10; B 62 − 60 = 2; C 2; D 6.
    Nobody supported C and D: (100 × 2 + 300 × 6) ÷ 400 = 5.
    Gain: A 10 − 5 = 5; B 2 − 5 = −3.
    H: weights 1 × 100 and 0.25 × 200 = 50, N = 150; mean (100 × 5 + 50 × −3) ÷ 150 = 350 ÷ 150.
    Shrunk by 150 ÷ (150 + 200): 350 ÷ 150 × 150 ÷ 350 = 1.
    J: weight 0.75 × 200 = 150; mean −3; −3 × 150 ÷ 350 = −9 ÷ 7.
    """
    table = contribution()
    assert table.loc["H", IMPROVEMENT] == pytest.approx(1)
    assert table.loc["J", IMPROVEMENT] == pytest.approx(-9 / 7)
    assert table[f"{IMPROVEMENT}_n"].dropna().to_dict() == {"H": 150, "J": 150}


def test_error_by_hand():
    """Every step of the error, with 50 points between pupils.

    Variance of a change: A 2500 ÷ 100 + 2500 ÷ 100 = 50; B 25; C 50; D 50 ÷ 3.
    Of the mean of C and D: (100² × 50 + 300² × 50 ÷ 3) ÷ 400² = 12.5.
    H: (100² × 50 + 50² × 25) ÷ 150² = 25 for its own schools, and 12.5, which both are compared with, in full.
    √37.5, shrunk by 150 ÷ 350. J: √(25 + 12.5), the same.
    """
    error = contribution()[f"{IMPROVEMENT}_standard_error"]
    assert error["H"] == pytest.approx(math.sqrt(37.5) * 150 / 350)
    assert error["J"] == pytest.approx(math.sqrt(37.5) * 150 / 350)


def test_given_errors_are_used():
    """With standard errors of 1 a change has variance 2, and C and D (100² + 300²) × 2 ÷ 400² = 1.25."""
    error = contribution(outcomes=OUTCOMES.assign(standard_error=1.0))[f"{IMPROVEMENT}_standard_error"]
    assert error["J"] == pytest.approx(math.sqrt(2 + 1.25) * 150 / 350)


def test_against_similar_schools():
    """Compared with the one school most like it. A with C, 10 − 2 = 8; B with D, 2 − 6 = −4.

    H: (100 × 8 + 50 × −4) ÷ 150 × 150 ÷ 350 = 600 ÷ 350. A is nearer to B than C is, and is not compared with: it
    was supported.
    """
    like = pd.DataFrame({"id": list("ABCD"), "context": [1.0, 3.0, 0.0, 5.5]})
    table = contribution(similar=rc.similar_schools(like, ["context"], n=1))
    assert math.isnan(contribution(similar=rc.similar_schools(like, ["context"], n=1)).loc["J", IMPROVEMENT])
    assert table.loc["H", IMPROVEMENT] == pytest.approx(8 * 100 / 300)
    table = contribution(similar=rc.similar_schools(like, ["context"], n=2))
    assert table.loc["H", IMPROVEMENT] == pytest.approx(600 / 350)


def test_breadth_and_status():
    """H supports two schools and is a partner of both; B has two partners; a status is its label's number."""
    table = contribution(providers={"H": "ASG", "J": "none"})
    assert table["supported_schools"].dropna().to_dict() == {"H": 2, "J": 1}
    assert table["formal_partnerships"].dropna().to_dict() == {"A": 1, "B": 2, "H": 2, "J": 1}
    assert table["accredited_provider"].dropna().to_dict() == {"H": 2, "J": 0}


def test_formal_roles():
    """Only roles that are named as formal count, and only while the partnership lasts."""
    assert contribution(formal_roles={"Lead"})["formal_partnerships"].dropna().to_dict() == {
        "A": 1,
        "B": 1,
        "H": 1,
        "J": 1,
    }
    later = contribution(outcomes=pd.concat([OUTCOMES, OUTCOMES.assign(year=OUTCOMES.year + 4)]))
    assert later["formal_partnerships"].isna().all()
    assert later["supported_schools"].notna().sum() == 2


def test_shares_that_are_not_given():
    """H has 0.25 of B's support; J, whose share is empty, has what is left."""
    links = LINKS.assign(share=[None, 0.25, None])
    pd.testing.assert_frame_equal(contribution(links), contribution())


def test_equal_shares():
    """Without a column of shares H and J have one half of B each: J's weight is 0.5 × 200 pupils."""
    assert contribution(LINKS.drop(columns="share")).loc["J", f"{IMPROVEMENT}_n"] == 100


def test_support_that_goes_on():
    """Support without an end counts until the last results; support that begins after them does not count."""
    links = pd.DataFrame(
        [("J", "B", 2017, None), ("K", "A", 2019, 2020)], columns=["supporter", "supported", "from", "to"]
    )
    table = contribution(links)
    assert table.loc["J", f"{IMPROVEMENT}_n"] == 200
    assert table.loc["K", f"{IMPROVEMENT}_reason"] == "supports no school"


def test_an_earlier_year():
    """Looked at from 2018, what is known of 2019 changes nothing."""
    later = pd.concat([OUTCOMES, OUTCOMES[OUTCOMES.year == 2018].assign(year=2019, value=99.0)])
    pd.testing.assert_frame_equal(contribution(outcomes=later, year=2018), contribution())


def test_scored():
    """The columns, joined to a school's others, are what the default framework reads."""
    contributed = contribution(providers={"H": "ASP"}).reset_index()
    frame = pd.DataFrame({"id": list("HK"), "progress_8": [0.1, 0.2]}).merge(contributed, on="id", how="left")
    cards = rc.score(frame)
    assert cards["H"][IMPROVEMENT].value == pytest.approx(1)
    assert cards["H"][IMPROVEMENT].n == 150
    assert cards["K"][IMPROVEMENT].value is None
    assert not cards.quarantine


@pytest.mark.parametrize("kind", [pl.DataFrame, lambda frame: pl.DataFrame(frame).to_arrow(), None])
def test_kinds_of_tables(kind):
    """Frames of any kind give a frame of the kind of the links; records give pandas."""
    links, outcomes = (frame.to_dict("list" if kind else "records") for frame in (LINKS, OUTCOMES))
    made = rc.partnership_contribution(*((kind or list)(table) for table in (links, outcomes)), schools="HJK")
    made = made.to_pandas() if hasattr(made, "to_pandas") else made
    assert made.set_index("id").loc["H", IMPROVEMENT] == pytest.approx(1)


# --- what holds whatever the data ------------------------------------------------------------------------------------


@st.composite
def tables(draw):
    """Links and outcomes of eight schools over four years, without shares, some outcomes missing."""
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    pairs = draw(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), unique=True, max_size=12))
    links = [
        (f"S{one}", f"S{other}", first, first + span)
        for one, other in pairs
        if one != other
        for first, span in [(int(rng.integers(2015, 2018)), int(rng.integers(0, 2)))]
    ]
    outcomes = pd.DataFrame(
        [
            (f"S{at}", year, rng.normal(50, 10), int(rng.integers(1, 300)))
            for at in range(8)
            for year in range(2014, 2019)
        ],
        columns=["id", "year", "value", "n"],
    )
    outcomes.loc[rng.random(len(outcomes)) < 0.1, "value"] = np.nan
    return pd.DataFrame(links, columns=["supporter", "supported", "from", "to"]), outcomes


@settings(max_examples=60, deadline=None)
@given(tables(), st.integers(0, 1000))
def test_order_of_rows(given_tables, seed):
    """The order of the rows of either table changes no byte."""
    links, outcomes = given_tables
    shuffled = (table.sample(frac=1, random_state=seed).reset_index(drop=True) for table in (links, outcomes))
    pd.testing.assert_frame_equal(
        rc.partnership_contribution(links, outcomes), rc.partnership_contribution(*shuffled), check_exact=True
    )


@settings(max_examples=60, deadline=None)
@given(tables())
def test_no_support_is_missing(given_tables):
    """Who supports nobody has no improvement and no number of schools: missing with a reason, never 0."""
    links, outcomes = given_tables
    table = rc.partnership_contribution(links, outcomes).set_index("id")
    idle = table.loc[[school for school in table.index if school not in set(links.supporter)]]
    assert (
        idle[[IMPROVEMENT, f"{IMPROVEMENT}_n", f"{IMPROVEMENT}_standard_error", "supported_schools"]]
        .isna()
        .all(axis=None)
    )
    assert (idle[f"{IMPROVEMENT}_reason"] == "supports no school").all()


@settings(max_examples=60, deadline=None)
@given(tables())
def test_nothing_is_counted_twice(given_tables):
    """All supporters' pupils and pupil-points sum to those of the supported schools: one school-year, once.

    With every link one year long the pupils of all supporters are those of the supported schools with a known gain;
    with one supporter for all of them, the sums are the same.
    """
    links, outcomes = given_tables
    links = links.assign(to=links["from"])
    alone = links.drop_duplicates(["supported", "from"]).assign(supporter="X")
    many, one = (
        rc.partnership_contribution(given, outcomes, schools=["X"], prior_pupils=1e-9) for given in (links, alone)
    )
    pupils = [table[f"{IMPROVEMENT}_n"].fillna(0) for table in (many, one)]
    points = [(table[IMPROVEMENT].fillna(0) * number).sum() for table, number in zip((many, one), pupils, strict=True)]
    assert pupils[0].sum() == pytest.approx(pupils[1].sum())
    assert points[0] == pytest.approx(points[1], abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 500), st.floats(-30, 30))
def test_small_numbers_shrink(pupils, change):
    """The fewer pupils stand behind a gain, the nearer to 0 it is, on the same side."""
    links = [{"supporter": "H", "supported": "A", "from": 2018}]
    found = []
    for number in (pupils // 2, pupils):
        outcomes = [
            {"id": school, "year": year, "value": 50 + gain * (year - 2017), "n": number}
            for school, gain in (("A", change), ("C", 0.0))
            for year in (2017, 2018)
        ]
        found.append(contribution(links, outcomes).loc["H", IMPROVEMENT])
    fewer, more = found
    assert abs(fewer) <= abs(more) <= abs(change)
    assert more == pytest.approx(change * pupils / (pupils + 200))
    assert fewer * more >= 0


@pytest.mark.parametrize("outcome", [None, "SUPP", "suppressed", "NA"])
def test_a_suppressed_outcome(outcome):
    """Where the supported school's outcome is hidden there is no gain and a reason, not a fall to 0."""
    outcomes = OUTCOMES.astype({"value": object})
    outcomes.loc[1, "value"] = outcome
    table = contribution(LINKS[:1], outcomes)
    assert math.isnan(table.loc["H", IMPROVEMENT])
    assert table.loc["H", f"{IMPROVEMENT}_reason"] == "no results before and after the support"
    assert table.loc["H", "supported_schools"] == 1


def test_nobody_supports_anybody():
    """No links are no contribution, and no error."""
    assert contribution(LINKS[:0])[IMPROVEMENT].isna().all()


# --- refused ---------------------------------------------------------------------------------------------------------

GOOD = {"supporter": "H", "supported": "A", "share": 0.5, "from": 2017, "to": 2018}


@pytest.mark.parametrize(
    ("rows", "code", "words"),
    [
        ([{"supporter": "A"}], "self-support", "row 0, column 'supported': School A supports itself"),
        ([{"supported": "Z"}], "unknown-school", "row 0, column 'supported': There is no school 'Z'"),
        ([{"supporter": ""}], "unknown-school", "column 'supporter'"),
        ([{}, {"from": 2018}], "overlapping-links", "row 1, column 'from': H supports A from 2018"),
        ([{"from": 2018, "to": 2017}], "negative-span", "ends in 2017 and begins in 2018"),
        ([{"from": None}], "missing-year", "column 'from'"),
        ([{"from": "soon"}], "not-a-number", "'soon' is not a number"),
        ([{"from": 2017.5}], "out-of-range", "2017.5"),
        ([{"share": 0}], "bad-share", "row 0, column 'share': The share is 0"),
        ([{"share": 1.2}], "out-of-range", "1.2 is above the largest possible 1"),
        ([{"share": 0.6}, {"supporter": "J"}], "shares-above-one", "row 1, column 'share': With 0.5 the shares"),
        ([{"share": 1}, {"supporter": "J", "share": None}], "shares-above-one", "row 1, column 'share': The share is"),
    ],
)  # fmt: skip
def test_links_that_are_refused(rows, code, words):
    """Each defect is named with row, column, value and what to do."""
    with pytest.raises(rc.InputError) as caught:
        contribution([{**GOOD, **row} for row in rows])
    assert code in {problem.code for problem in caught.value.problems}
    assert words in str(caught.value)
    assert all(problem.remedy for problem in caught.value.problems)


def test_all_problems_at_once():
    """What is wrong with the schools, the years and the shares is told in one error."""
    rows = [{"supporter": "A"}, {"supported": "Z"}, {"from": 2018, "to": 2017}, {"share": 0}]
    with pytest.raises(rc.InputError) as caught:
        contribution([{**GOOD, **row} for row in rows])
    assert [problem.code for problem in caught.value.problems] == [
        "unknown-school", "self-support", "negative-span", "bad-share"
    ]  # fmt: skip


def test_links_that_follow_one_another():
    """The same two schools may have a second link after the first; shares count only in the years that they share."""
    rows = [{**GOOD, "share": 1, "to": 2017}, {**GOOD, "share": 1, "from": 2018}]
    assert contribution(rows).loc["H", "supported_schools"] == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"year": 2016}, "duplicate-outcome"),
        ({"id": ""}, "missing-id"),
        ({"year": None}, "missing-year"),
        ({"n": -1}, "out-of-range"),
        ({"value": "many"}, "not-a-number"),
    ],
)
def test_outcomes_that_are_refused(change, code):
    """A second outcome in a year, a row without id or year, and numbers that cannot be are refused by row."""
    rows = OUTCOMES.to_dict("records")
    rows[1] |= change
    with pytest.raises(rc.InputError) as caught:
        contribution(outcomes=rows)
    assert caught.value.code == code
    assert "row 1" in str(caught.value)


@pytest.mark.parametrize(
    "bad", [{"deviation": 0}, {"prior_pupils": -1}, {"providers": {"H": "gold"}}, {"providers": {"Z": "ASP"}}]
)
def test_parameters_that_are_refused(bad):
    """A deviation of 0, negative pupils, an unknown status or school are refused."""
    with pytest.raises(rc.InputError):
        contribution(**bad)


@pytest.mark.parametrize("table", [7, "links.csv", {"supporter": ["H"]}])
def test_what_is_no_table(table):
    """Anything but a frame or records is refused by its kind."""
    with pytest.raises(rc.InputError) as caught:
        contribution(table)
    assert caught.value.code == "not-a-record"


def test_a_missing_column():
    """A column that is not there is named."""
    with pytest.raises(rc.InputError, match="supported"):
        contribution(LINKS.drop(columns="supported"))


def test_no_outcomes():
    """Without any outcome there is nothing to compare."""
    with pytest.raises(rc.InputError) as caught:
        contribution(outcomes=OUTCOMES[:0])
    assert caught.value.code == "empty"
