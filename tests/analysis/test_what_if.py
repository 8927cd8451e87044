"""A school scored again with some values changed, and the difference explained."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.trees import framework, leaf, leaf_ids, schools, trees

import reportcard as rc
from reportcard.analysis.what_if import WhatIf

RULE = {"id": "low", "when": {"indicator": "b", "below": 30}, "cap": {"score": 50}, "because": "Our rule."}
TREE = {
    "id": "all",
    "combine": "weighted_mean",
    "grades": "letters",
    "rules": [RULE],
    "children": [leaf("a", weight=3), leaf("b", weight=1)],
}


def test_a_change_by_hand():
    """0.75·60 + 0.25·40 = 55 (B); with a = 80 it is 70 (A): a adds 15 points more, and nothing else changes."""
    ready = framework(TREE)
    found = rc.score({"id": "S1", "a": 60, "b": 40}, ready).what_if({"a": 80}, framework=ready)

    assert (found.before.overall.score, found.after.overall.score, found.change) == (55, 70, 15)
    assert (found.before.overall.grade, found.after.overall.grade) == ("B", "A")
    assert [node.id for node in found.nodes] == ["all", "a"]
    assert found["a"].contribution_change == 15
    assert found["a"].sentence == "A: value 60 → 80, score 60.0 → 80.0 (+20). It adds 15 points more to All."
    assert found["all"].sentence == "All: score 55.0 → 70.0 (+15), grade B → A."
    assert found.explain().splitlines()[0] == "What if, school S1: A 60 → 80."


def test_rules_that_come_and_go():
    """With b from 40 to 20 makes the rule fire: 50 of 60 are left; back again it is gone."""
    ready = framework(TREE)
    card = rc.score({"id": "S1", "a": 60, "b": 40}, ready)
    found = card.what_if({"b": 20, "a": 80}, framework=ready)
    assert [rule.id for rule in found["all"].rules_added] == ["all/low"]
    assert found.after.overall.score == 50
    assert "The rule all/low now applies." in found["all"].sentence
    back = found.after.what_if({"b": 40}, framework=ready)
    assert [rule.id for rule in back["all"].rules_gone] == ["all/low"]
    assert "The rule all/low no longer applies." in back["all"].sentence


def test_nothing_changes():
    """A value that changes nothing is said to change nothing."""
    tree = {
        "id": "all",
        "combine": "mean",
        "children": [leaf("a", scale={"goalposts": [0, 50]}), leaf("b", beside=True)],
    }
    ready = framework(tree)
    cards = rc.score([{"id": "S1", "a": 60, "b": 1}], ready)
    assert [node.id for node in cards.what_if("S1", {"a": 70}).nodes] == ["a"]
    assert cards.what_if("S1", {"a": 60}).nodes == ()
    assert "Nothing on the card changes." in str(cards.what_if("S1", {"a": 60}))


def test_a_missing_value_can_be_tried():
    """A value that was not given can be: the mean of 80 and nothing is 80, of 80 and 40 it is 60."""
    ready = framework({"id": "all", "combine": "mean", "children": [leaf("a"), leaf("b")]})
    found = rc.score({"id": "S1", "a": 80}, ready).what_if({"b": 40}, framework=ready)
    assert found.changes[0].before is None
    assert found.after.overall.score == 60
    assert found.after["b"].status == "available"


def test_limits_move_with_the_value():
    """Confidence limits move with the value: a school well above average with 0.6 ± 0.1 is below it with −0.2."""
    band = {"interval_band": {"centre": 0, "upper": 0.5, "lower": -0.5}}
    ready = framework({"id": "p", "scale": band}, indicators={"p": {"range": [-5, 5]}})
    card = rc.score({"id": "S1", "p": {"value": 0.6, "lower": 0.5, "upper": 0.7}}, ready)
    assert card.overall.score == 5
    after = card.what_if({"p": -0.2}, framework=ready).after
    assert (after.overall.score, after["p"].lower, after["p"].upper) == (2, pytest.approx(-0.3), pytest.approx(-0.1))


def test_labels_are_understood():
    """A label stands for its number."""
    tree = {"id": "i", "scale": {"lookup": {"Good": 80, "Poor": 20}}}
    ready = framework(tree, indicators={"i": {"labels": {"Good": 1, "Poor": 2}, "range": [1, 2], "whole": True}})
    assert rc.score({"id": "S1", "i": "Poor"}, ready).what_if({"i": "Good"}, framework=ready).change == 60


def test_weights_of_the_caller_s_are_kept():
    """A card with own weights is scored again with them: 1 to 1 instead of 3 to 1."""
    ready = framework(TREE)
    card = rc.score({"id": "S1", "a": 60, "b": 40}, ready, weights={"a": 1})
    assert card.what_if({"a": 80}, framework=ready).change == pytest.approx(10)


def test_a_built_in_framework_is_found_by_its_id():
    """A card of a built-in framework needs nothing but the change, after a round trip through JSON too."""
    card = rc.score({"id": "100052", "progress_8": -0.06, "attainment_8": 44.6})
    again = rc.ReportCard.model_validate_json(card.model_dump_json())
    one, other = card.what_if({"attainment_8": 60}), again.what_if({"attainment_8": 60})
    assert one == other
    # Two of seven parts are too little for an overall score, before and after.
    assert one.change is None
    assert one["attainment"].change == pytest.approx(42.8)
    assert WhatIf.model_validate_json(one.model_dump_json()) == one


# --- what is refused -------------------------------------------------------------------------------------------------


def refusal(code, words, **given):
    """A refusal of a change has a code and these words."""
    ready = framework(TREE)
    record = given.pop("record", {"id": "S1", "a": 60, "b": 40})
    with pytest.raises(rc.ReportCardError) as caught:
        rc.score(record, ready).what_if(given["changes"], framework=ready)
    assert caught.value.code == code
    assert words in str(caught.value)


def test_bad_changes_are_refused():
    """What is not known, not read, not possible, protected or no number is refused by name."""
    refusal("unknown-name", "Did you mean 'b'", changes={"bb": 5})
    refusal("bad-change", "does not read 'attainment_8'", changes={"attainment_8": 5})
    refusal("bad-change", "101 is above the largest possible 100", changes={"a": 101})
    refusal("bad-change", "'a' cannot be nan", changes={"a": float("nan")})
    refusal("bad-change", "'a' cannot be 'many'", changes={"a": "many"})
    refusal("bad-change", "'a' cannot be True", changes={"a": True})
    refusal("bad-change", "Nothing is changed", changes={})
    hidden = {"id": "S1", "a": 60, "b": {"status": "suppressed"}}
    refusal("bad-change", "'b' has a value that is protected", changes={"b": 5}, record=hidden)


def test_another_framework_is_refused():
    """A card is scored again by the very document that made it: another text, or none, is refused."""
    card = rc.score({"id": "S1", "a": 60, "b": 40}, framework(TREE))
    with pytest.raises(rc.InputError, match="fingerprint") as caught:
        card.what_if({"a": 80}, framework=framework({**TREE, "round": 1}))
    assert caught.value.code == "not-the-same"
    with pytest.raises(rc.InputError, match="'test' is not built in"):
        card.what_if({"a": 80})


def test_other_data_is_refused():
    """Data that do not give the card are not the card's."""
    ready = framework(TREE)
    card = rc.score({"id": "S1", "a": 60, "b": 40}, ready)
    with pytest.raises(rc.InputError, match=r"'all' has the score 57\.5") as caught:
        card.what_if({"a": 80}, framework=ready, data={"id": "S1", "a": 60, "b": 50})
    assert caught.value.code == "not-the-same"


def test_data_is_asked_for_where_the_card_does_not_hold_it():
    """A metric's inputs are not on the card: without the data it is refused, with them it works."""
    tree = {"id": "r", "metric": {"id": "ratio", "numerator": "n", "denominator": "d"}}
    ready = rc.load_framework(
        {"framework": "test", "title": "Test", "indicators": {"n": {"title": "N"}, "d": {"title": "D"}}, "score": tree}
    )
    record = {"id": "S1", "n": 20, "d": 40}
    card = rc.score(record, ready)
    with pytest.raises(rc.InputError, match="no value of d and n") as caught:
        card.what_if({"n": 30}, framework=ready)
    assert caught.value.code == "card-lacks-inputs"
    assert card.what_if({"n": 30}, framework=ready, data=record).change == pytest.approx(
        0.25 * card.overall.score / 0.5
    )
    assert rc.score([record], ready).what_if("S1", {"n": 30}).after.overall.score == pytest.approx(
        1.5 * card.overall.score
    )


def test_a_rule_that_the_card_tells_of_needs_no_data():
    """A rule that withholds by an indicator of its own leaves a trace: where there is none, the card holds enough."""
    rule = {"id": "few", "when": {"indicator": "rate", "below": 20}, "withhold": "Too few answered."}
    tree = {"id": "all", "combine": "mean", "children": [leaf("a", rules=[rule]), leaf("b")]}
    ready = framework(tree, indicators={"rate": {"range": [0, 100]}})
    told = rc.score({"id": "S1", "a": 60, "b": 40, "rate": 50}, ready)
    assert told.what_if({"b": 60}, framework=ready).change == 10
    withheld = rc.score({"id": "S1", "a": 60, "b": 40, "rate": 10}, ready)
    with pytest.raises(rc.InputError, match="no value of rate"):
        withheld.what_if({"b": 60}, framework=ready)
    with pytest.raises(rc.InputError, match="no value of rate"):
        told.what_if({"rate": 10}, framework=ready)


# --- always ----------------------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(trees(), st.integers(0, 10_000), st.data())
def test_what_if_is_what_scoring_the_changed_school_gives(tree, seed, data):
    """The card after a change is the card of a school that has these values."""
    ready, frame = framework(tree), schools(tree, 5, seed)
    column = data.draw(st.sampled_from(leaf_ids(tree)))
    value = data.draw(st.sampled_from([0.0, 33.3, 100.0]))
    changed = frame.copy()
    changed.loc[2, column] = value
    found = rc.score(frame, ready)[2].what_if({column: value}, framework=ready)
    assert found.after == rc.score(changed, ready)[2]
    assert found.before == rc.score(frame, ready)[2]
