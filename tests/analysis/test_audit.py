"""An audit of a framework: its tables worked by hand, its sentences, and what it does where there is little."""

from __future__ import annotations

import math

import numpy as np
import pytest
import yaml
from tests.render.page import Page

import reportcard as rc
from reportcard.analysis.composition import composition, score_error

DOCUMENT = """
framework: two-parts
title: Two parts
indicators: {a: {title: Alpha}, b: {title: Beta}, poor: {title: Poor pupils}, number_on_roll: {title: Pupils}}
grade_scales: {letters: {High: 20, Middle: 10, Low: lowest}}
score:
  id: overall
  title: Overall
  combine: weighted_mean
  round: 1
  grades: letters
  children:
    - {id: a, weight: 60}
    - {id: b, weight: 40}
"""
#: Totals 4, 6, 24, 26.
SCHOOLS = [
    {"id": "1", "a": 0, "b": 10, "poor": 40, "number_on_roll": 100},
    {"id": "2", "a": 10, "b": 0, "poor": 30, "number_on_roll": 200},
    {"id": "3", "a": 20, "b": 30, "poor": 20, "number_on_roll": 300},
    {"id": "4", "a": 30, "b": 20, "poor": 10, "number_on_roll": 400},
]


def scored(schools=None, document=DOCUMENT, **changes):
    given = yaml.safe_load(document)
    given["score"] |= changes
    return rc.score(SCHOOLS if schools is None else schools, given)


def row(rows, **wanted):
    (found,) = [r for r in rows if all(getattr(r, name) == value for name, value in wanted.items())]
    return found


# --- what parts carry ------------------------------------------------------------------------------------------------


def test_what_parts_carry_by_hand():
    """Part a carries 252 / 404 of the variance with a weight of 0.6, b the other 152 / 404."""
    # Totals −11, −9, 9, 11 about their mean of 15, squares 404. 0.6 (a − 15) is −9, −3, 3, 9: products 252.
    # Without a the order is that of b: ranks 2, 1, 4, 3 against 1, 2, 3, 4, rank correlation 1 − 6 · 4 / 60 = 0.6;
    # without b it is that of a, which is the same.
    a, b = rc.audit(scored()).weights
    assert (a.declared, a.applied, b.declared, b.applied) == pytest.approx((0.6, 0.6, 0.4, 0.4))
    assert a.carried.value == pytest.approx(252 / 404)
    assert b.carried.value == pytest.approx(152 / 404)
    assert (a.without.value, b.without.value) == pytest.approx((0.6, 1.0))
    assert a.spread == pytest.approx(math.sqrt(500 / 3))
    assert a.correlation.n == a.schools == 4


def test_a_part_that_was_left_out_adds_nothing():
    """A school without b stands on a alone: b's weight in force is 0 there, it adds 0, and the parts add up to all."""
    schools = [*SCHOOLS, {"id": "5", "a": 15}]
    found = composition(scored(schools))
    among = np.arange(5)
    added = found.added(among)
    assert added[1, 4] == 0
    assert found.weights[:, 4].tolist() == [1, 0]
    assert found.total.tolist() == pytest.approx([4, 6, 24, 26, 15])
    assert added.sum(axis=0) == pytest.approx(found.total - found.total.mean())
    a, b = rc.audit(scored(schools)).weights
    assert a.carried.value + b.carried.value == pytest.approx(1)
    assert (b.applied, b.declared, b.schools) == pytest.approx((0.32, 0.4, 4))


def test_a_weight_that_moves_is_in_force_where_it_went():
    """Where b is missing and its weight moves to a, or it is treated as 0, the weights in force say so."""
    children = [{"id": "a", "weight": 60}, {"id": "b", "weight": 40, "missing": {"treat_as": 0}}]
    found = composition(scored([*SCHOOLS, {"id": "5", "a": 15}], children=children))
    assert found.weights[:, 4] == pytest.approx([0.6, 0.4])
    assert found.total[4] == pytest.approx(9)


def test_the_composition_is_that_of_the_cards():
    """Weights in force and totals are those that each card shows, for schools with all kinds of gaps."""
    cards = rc.score(rc_sample(), "school-report-card-2009")
    found = composition(cards)
    for place, card in enumerate(cards):
        applied = {child.id: child.weight_applied for child in card.overall.children}
        assert found.weights[:, place].tolist() == pytest.approx([applied[part] for part in found.parts])
        before = card.overall.score if card.overall.score_before is None else card.overall.score_before
        assert found.total[place] == pytest.approx(math.nan if before is None else before, nan_ok=True)


def test_a_sum_is_told_by_its_parts():
    """In a sum each part adds its score, and has no weight; here both parts carry half."""
    a, b = rc.audit(scored(combine="sum", children=[{"id": "a"}, {"id": "b"}])).weights
    # Totals 10, 10, 50, 50: deviations −20, −20, 20, 20, squares 1600; a: 300 + 100 + 100 + 300 = 800; b the same.
    assert (a.carried.value, b.carried.value) == pytest.approx((800 / 1600, 800 / 1600))
    assert math.isnan(a.declared)


def test_the_best_of_parts_has_no_weights():
    """Where parts have no weight the audit says so, and the rest stands."""
    found = rc.audit(scored(combine="best", children=[{"id": "a"}, {"id": "b"}]))
    assert found.weights == ()
    assert "no part has a weight" in str(found)


# --- what scores go with ---------------------------------------------------------------------------------------------


def test_circumstances_are_those_that_no_score_reads():
    """Without a list, every indicator that the data has and no score reads is compared with every score."""
    rows = rc.audit(scored()).context
    assert {(r.node, r.context) for r in rows} == {
        (node, name) for node in ("overall", "a", "b") for name in ("Poor pupils", "Pupils")
    }


def test_a_correlation_with_a_circumstance_by_hand():
    """Part a falls by 10 for each 10 of poor, correlation −1; b has −0.6."""
    # b − 15 is −5, −15, 15, 5 and poor − 25 is 15, 5, −5, −15: products −300, squares 500 and 500.
    rows = rc.audit(scored()).context
    assert row(rows, node="a", context="Poor pupils").pearson.value == pytest.approx(-1)
    assert row(rows, node="b", context="Poor pupils").pearson.value == pytest.approx(-0.6)
    assert row(rows, node="b", context="Poor pupils").spearman.value == pytest.approx(-0.6)


def test_context_can_be_named_or_given():
    """A column of the data by its name, with codes and per cent signs; or values, one a school."""
    import pandas as pd

    frame = pd.DataFrame(
        [{**school, "pct": text} for school, text in zip(SCHOOLS, ("40%", "SUPP", "20%", ""), strict=True)]
    )
    cards = rc.score(frame, yaml.safe_load(DOCUMENT))
    named = rc.audit(cards, context=["pct", "poor"]).context
    assert row(named, node="a", context="pct").pearson.n == 2
    given = rc.audit(cards, context={"Mine": [4, 3, 2, 1]}).context
    assert row(given, node="a", context="Mine").pearson.value == pytest.approx(-1)


def test_wrong_context_is_an_error():
    """An unknown name, a list of the wrong length and a single school are refused."""
    with pytest.raises(rc.UnknownNameError, match="Did you mean 'poor'"):
        rc.audit(scored(), context=["poors"])
    with pytest.raises(rc.InputError, match="3 values for 4 schools"):
        rc.audit(scored(), context={"x": [1, 2, 3]})
    with pytest.raises(rc.InputError, match="at least two schools"):
        rc.audit(scored(SCHOOLS[:1]))


# --- grades ----------------------------------------------------------------------------------------------------------


def test_grades_and_coverage_are_counted():
    """Totals 4, 6, 24, 26 with cuts at 10 and 20: two Low, none Middle, two High. One more school without b: 60 %."""
    found = rc.audit(scored([*SCHOOLS, {"id": "5", "a": 15}, {"id": "6"}]))
    assert {r.grade: r.schools for r in found.grades} == {"High": 2, "Middle": 1, "Low": 2}
    overall = found.coverage[0]
    assert overall.scored.value == pytest.approx(5 / 6)
    assert overall.mean == pytest.approx((4 + 0.6) / 5)
    assert overall.whole.value == pytest.approx(4 / 5)


def test_grades_that_hang_on_a_step_by_hand():
    """Cuts 10 and 20 on whole points: 9, 10, 19 and 20 change with one point, 8, 11, 15 and 21 do not: 4 of 8."""
    schools = [{"id": str(at), "a": a, "b": a} for at, a in enumerate((8, 9, 10, 11, 15, 19, 20, 21))]
    near = rc.audit(scored(schools)).near_cuts
    assert (near.step, near.within_step.value, near.within_step.n) == (1, 0.5, 8)


def test_the_error_of_scores_by_hand():
    """A standard error of 10 in a measure of weight 0.6 is 6 points; an exact measure adds none."""
    # Limits 19.6 either way are 1.96 standard errors of 10.
    schools = [
        {"id": "1", "a": 50, "a_lower": 50 - 19.6, "a_upper": 50 + 19.6, "b": 50},
        {"id": "2", "a": 30, "b": 30},
    ]
    found = score_error(scored(schools))
    assert found.indicators == ("a",)
    assert found.error.tolist() == pytest.approx([6, 0], abs=2e-4)
    assert found.cuts.tolist() == [[10, 10], [20, 20]]


def test_two_errors_add_as_squares():
    """Errors of 6 and of 0.4 · 20 = 8 points make 10."""
    schools = [{"id": str(at), "a": 50, "a_standard_error": 10, "b": 50, "b_standard_error": 20} for at in range(2)]
    assert score_error(scored(schools)).error.tolist() == pytest.approx([10, 10])


def test_the_chance_of_another_grade_by_hand():
    """A school at the cut gets another grade from 0.4668 of other draws of its error."""
    # Score 20, error 6, cuts 9.5 and 19.5 before rounding: below 19.5 lies Φ(−0.5 / 6) = 0.4668.
    schools = [{"id": str(at), "a": 20, "a_standard_error": 10, "b": 20} for at in range(2)]
    near = rc.audit(scored(schools)).near_cuts
    assert near.error == pytest.approx(6)
    assert near.within_error.value == 1
    assert near.other_grade.value == pytest.approx(0.4668, abs=1e-4)


def test_no_error_is_not_no_doubt():
    """Where no measure tells its error, the audit says that nothing can be said."""
    found = rc.audit(scored())
    assert found.near_cuts.indicators == ()
    assert "nothing can be said of how sure grades are" in str(found)


# --- redundancy, size, years -----------------------------------------------------------------------------------------


def test_measures_that_say_the_same_are_found():
    """B twice as large as a tells the same: correlation 1, worth one measure."""
    found = rc.audit(scored([{"id": str(at), "a": at, "b": 2 * at} for at in range(6)])).redundancy
    (pair,) = found.pairs
    assert (pair.first, pair.second, pair.pearson.value) == ("a", "b", pytest.approx(1))
    assert (found.first, found.dimensions) == pytest.approx((1, 1))


def test_measures_that_are_only_shown_do_not_count_twice():
    """A measure beside the others is no pair with them."""
    beside = [{"id": "a", "weight": 1}, {"id": "b", "beside": True}]
    cards = scored([{"id": str(at), "a": at, "b": 2 * at} for at in range(6)], children=beside)
    assert rc.audit(cards).redundancy.pairs == ()


def test_measures_of_a_profile_are_compared():
    """A framework without an overall score says so, and its parts are looked at."""
    document = yaml.safe_load(DOCUMENT)
    document["score"] = {"id": "overall", "combine": "profile", "children": [{"id": "a"}, {"id": "b"}]}
    found = rc.audit(rc.score(SCHOOLS, document))
    assert "no overall score by design" in str(found)
    assert found.redundancy.first == pytest.approx(0.8)
    assert row(found.context, node="a", context="Poor pupils").pearson.value == pytest.approx(-1)


def test_what_a_rule_reads_is_no_circumstance():
    """An indicator that a rule reads is part of the score."""
    rules = [{"when": {"indicator": "poor", "above": 35}, "add": 5}]
    assert {r.context for r in rc.audit(scored(rules=rules)).context} == {"Pupils"}


def test_measures_that_differ_are_told_by_their_dimensions():
    """R of a and b is 0.6 here (products 300, squares 500): eigenvalues 1.6 and 0.4, worth 4 / 2.72 = 1.4706."""
    found = rc.audit(scored()).redundancy
    assert found.pairs == ()
    assert (found.first, found.dimensions, found.n) == pytest.approx((0.8, 4 / 2.72, 4))


def test_small_schools_are_compared_with_large_ones():
    """Small schools whose scores are 10 apart against large ones 1 apart: ten times the spread."""
    schools = [
        {"id": f"{size}-{at}", "a": 50 + at * step, "b": 50 + at * step, "number_on_roll": size}
        for size, step in ((10, 10), (20, 5), (30, 5), (40, 1)) for at in range(5)
    ]  # fmt: skip
    found = rc.audit(scored(schools))
    assert found.size_ratio.value == pytest.approx(10)
    assert [(r.quarter, r.low, r.high, r.n) for r in found.size] == [
        (1, 10, 10, 5),
        (2, 20, 20, 5),
        (3, 30, 30, 5),
        (4, 40, 40, 5),
    ]
    assert row(found.size, quarter=1).spread == pytest.approx(10 * math.sqrt(2.5))


def test_years_are_compared_school_by_school():
    """Schools are matched by id: changes 0, 10, 0, 20; two of four keep their grade, one moves two."""
    # Totals 4, 6, 24, 26 against 4, 16, 24, 6 the year before, in another order and with a school that is gone:
    # Low to Low, Middle to Low, High to High, Low to High.
    before = [{"id": "9", "a": 1, "b": 1}, {"id": "4", "a": 6, "b": 6}, {"id": "3", "a": 24, "b": 24},
              {"id": "2", "a": 16, "b": 16}, {"id": "1", "a": 4, "b": 4}]  # fmt: skip
    found = row(rc.audit(scored(), earlier={"2018": scored(before)}).years, node="overall")
    assert found.pearson.n == 4
    assert found.change == pytest.approx(7.5)
    assert (found.same_grade.value, found.two_grades.value) == (0.5, 0.25)


# --- the whole -------------------------------------------------------------------------------------------------------


def test_the_audit_does_not_depend_on_the_order_of_the_data():
    """The page is the same to the byte whatever the order of the schools."""
    cards = rc.score(rc_sample(), "school-report-card-2009")
    turned = rc.score(rc_sample().iloc[::-1], "school-report-card-2009")
    assert rc.audit(cards).to_html() == rc.audit(turned).to_html()


def rc_sample():
    from reportcard.datasets import sample_schools

    return sample_schools(120)


def test_every_finding_stands_on_the_page_with_its_numbers():
    """HTML and Markdown hold every finding; each that has a number says how many schools it rests on."""
    found = rc.audit(rc.score(rc_sample(), "school-report-card-2009"))
    html = " ".join(Page(found.to_html()).text.split())
    assert len(found.findings) > 15
    for finding in found.findings:
        assert finding.text in html
    assert Page(found.to_html()).faults == []
    assert found.to_markdown().count("\n## ") >= 7
    assert not [f for f in found.findings if "nan" in f.text.lower() or "None" in f.text]


def test_text_from_data_stays_text():
    """Names from data and documents reach the page as text."""
    given = yaml.safe_load(DOCUMENT)
    given["indicators"]["a"]["title"] = "<script>alert(1)</script>"
    found = rc.audit(rc.score(SCHOOLS, given), context={"<b>|x|": [1, 2, 3, 4]})
    assert Page(found.to_html()).all("script", "b", "td")[0].tag != "script"
    assert "<script" not in found.to_html()
    assert "|x|" not in found.to_markdown()


@pytest.mark.parametrize(
    "changes",
    [
        {"combine": "profile", "grades": None, "round": None},
        {"combine": "all_of", "grades": None, "round": None, "children": [{"id": "a", "target": 1}, {"id": "b"}]},
        {"combine": "product", "children": [{"id": "a"}, {"id": "b"}]},
        {"grades": None},
        {"round": None},
    ],
)
def test_other_kinds_of_framework_can_be_audited(changes):
    """Profiles, gates, products, and scores without grades or rounding: what cannot be told is left out, in words."""
    document = yaml.safe_load(DOCUMENT)
    document["score"] = {key: value for key, value in (document["score"] | changes).items() if value is not None}
    if document["score"]["combine"] == "profile":
        document["score"]["children"] = [{"id": "a"}, {"id": "b"}]
    found = rc.audit(rc.score(SCHOOLS, document))
    assert found.findings
    assert "nan" not in str(found).lower()
    assert found.to_html()
    assert found.to_markdown()


def test_tables_are_frames():
    """Every table is a frame with columns for value, interval and n."""
    found = rc.audit(scored(), earlier={"before": scored()})
    assert list(found.frame("context").columns)[:6] == [
        "node", "context", "pearson", "pearson_low", "pearson_high", "pearson_n",
    ]  # fmt: skip
    for table in ("context", "weights", "pairs", "grades", "coverage", "years", "size"):
        assert found.frame(table) is not None
    with pytest.raises(rc.UnknownNameError):
        found.frame("weight")


def test_nobody_is_scored():
    """Data from which no school has a score is audited too: the page says that there is nothing."""
    found = rc.audit(scored([{"id": "1", "a": None, "b": None}, {"id": "2", "a": None, "b": None}]))
    assert "No school has an overall score (2 schools)" in str(found)
    assert found.to_html()
