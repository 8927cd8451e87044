"""The smallest change that reaches the next grade, checked by scoring at the value found and just below it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.trees import framework, leaf, leaf_ids, schools, trees

import reportcard as rc

TWO = {
    "id": "all",
    "combine": "weighted_mean",
    "grades": "letters",
    "children": [leaf("a", weight=3), leaf("b", weight=1, scale={"goalposts": [80, 20]})],
}


def ways(record: dict[str, Any], ready: rc.Framework, **options: Any) -> Any:
    """What would reach the next grade of one school."""
    return rc.score(record, ready).to_next_grade(framework=ready, **options)


# --- by hand ---------------------------------------------------------------------------------------------------------


def test_a_weighted_mean_by_hand():
    """3/4·a + 1/4·(80 − b)/0.6 from a = 50, b = 50 is 50 (C); B from 55: a = 56.666…, so 56.7; b = 38."""
    found = ways({"id": "S1", "a": 50, "b": 50}, framework(TWO))

    assert (found.grade, found.next_grade, found.score) == ("C", "B", 50)
    assert found["a"].changes[0].after == 56.7
    assert found["a"].changes[0].change == 6.7
    assert found["a"].score == pytest.approx(55.025)
    assert found["b"].changes[0].after == 38
    assert found["b"].changes[0].change == -12
    assert all(way.outcome == "reached" and way.monotone and way.because == "" for way in found.ways)


def test_rounding_is_seen():
    """Where the score is rounded to whole points, 54.5 is enough for 55: a = 56."""
    found = ways({"id": "S1", "a": 50, "b": 50}, framework({**TWO, "round": 1}))
    assert found["a"].changes[0].after == 56


def test_how_far_a_change_gets_is_told():
    """Alone, b adds 25 at most: from 0 to 25, short of 40; a reaches 40 at 53.333…, so 53.4."""
    found = ways({"id": "S1", "a": 0, "b": 80}, framework(TWO))
    assert found["b"].outcome == "cannot"
    assert found["b"].furthest == 25
    assert found["b"].because == "even the best possible value is not enough"
    assert found["a"].changes[0].after == 53.4  # 0.75·a = 40


def test_the_best_grade_and_no_grade():
    """Who has the best grade has nothing to reach, and who has none has nothing to improve."""
    ready = framework({**TWO, "needs": {"weight": 0.8}})
    best, none = ways({"id": "S1", "a": 90, "b": 20}, ready), ways({"id": "S2", "a": 90}, ready)
    assert best.next_grade is None
    assert {way.because for way in best.ways} == {"the grade is the best one already"}
    assert none.grade is None
    assert {way.because for way in none.ways} == {"there is no grade to improve"}
    assert best.explain() == "School S1: the grade is the best one already."


def test_a_value_that_is_not_known_is_not_moved():
    """A suppressed value cannot be changed, and the words say why there is none."""
    found = ways({"id": "S1", "a": 50, "b": {"status": "suppressed"}}, framework(TWO))
    assert found["b"].outcome == "cannot"
    assert found["b"].because == "there is no value to change: hidden because few pupils are involved"
    assert found["b"].changes[0].before is None


def test_a_rule_that_holds_the_score_back_is_named():
    """With b above 60 the score is capped at 54, below B: a alone does not help, b does."""
    rule = {"id": "too_high", "when": {"indicator": "b", "above": 60}, "cap": {"score": 54}, "because": "Our rule."}
    found = ways({"id": "S1", "a": 60, "b": 70}, framework({**TWO, "rules": [rule]}))
    # 0.75·60 + 25·(80 − b)/60: 49.17 at b = 70 and 53.33 at b = 60; 55 at b = 56.
    assert found["a"].because == "the rule all/too_high holds it back"
    assert found["a"].furthest == 54
    assert found["b"].changes[0].after == 56


def test_a_gate():
    """Where the best grade needs b below 30 too, the cap of the grade goes with b, and only with it."""
    rule = {"id": "gate", "when": {"node": "b", "below": 50}, "cap": {"grade": "C"}, "because": "Our gate."}
    found = ways({"id": "S1", "a": 70, "b": 60}, framework({**TWO, "rules": [rule]}))
    # 52.5 + 25·(80 − b)/60 is 60.83 at b = 60, a B, capped to C; b scores 50 at b = 50.
    assert found.grade == "C"
    assert found["a"].because == "the rule all/gate holds it back"
    assert found["b"].changes[0].after == 50
    assert found["b"].monotone


def test_a_score_that_falls_is_told():
    """A leaf that scores best in the middle: what lies above is tried at places, and the card says so."""
    hump = {"piecewise": [[0, 0], [50, 100], [100, 0]]}
    tree = {"id": "all", "combine": "mean", "grades": "letters", "children": [leaf("a", scale=hump), leaf("b")]}
    low = ways({"id": "S1", "a": 10, "b": 50}, framework(tree))
    high = ways({"id": "S1", "a": 60, "b": 20}, framework(tree))
    # 2·a ÷ 2 + 25 is 35 at 10, and 40 at 15.
    assert low["a"].changes[0].after == 15
    assert not low["a"].monotone
    assert "not every value was tried" in low["a"].sentence
    assert high["a"].because == "the score falls"


def test_whole_numbers_and_labels_move_by_one():
    """A lookup of whole grades moves from grade to grade."""
    tree = {"id": "all", "combine": "mean", "grades": "letters",
            "children": [leaf("a"), leaf("i", scale={"lookup": {1: 100, 2: 60, 3: 30, 4: 0}})]}  # fmt: skip
    ready = framework(tree, indicators={"i": {"range": [1, 4], "whole": True, "direction": "lower"}})
    found = ways({"id": "S1", "a": 50, "i": 3}, ready)
    assert found["i"].changes[0].after == 2  # (50 + 60) ÷ 2 = 55
    assert found["i"].changes[0].step == 1


def test_a_table_of_whole_numbers_moves_by_one():
    """Where the framework scores 1, 2 and 3 by a table, values between them are not tried, declared whole or not."""
    tree = {"id": "all", "combine": "mean", "grades": "letters",
            "children": [leaf("a"), leaf("i", scale={"lookup": {1: 0, 2: 60, 3: 100}})]}  # fmt: skip
    found = ways({"id": "S1", "a": 50, "i": 1}, framework(tree, indicators={"i": {"range": [1, 3]}}))
    assert (found["i"].changes[0].after, found["i"].changes[0].step) == (2, 1)


def test_a_step_of_the_caller_s():
    """A coarser step gives a coarser value."""
    found = ways({"id": "S1", "a": 50, "b": 50}, framework(TWO), steps={"a": 5})
    assert found["a"].changes[0].after == 60


def test_a_variant_that_a_change_leads_into():
    """Where a value chooses the variant, the grade is that of the variant which the changed school takes."""
    tree = {"id": "all", "combine": "mean", "grades": "letters", "children": [leaf("a"), leaf("b")]}
    variant = {"id": "large", "when": {"indicator": "a", "at_least": 60}, "nodes": {"b": {"beside": True}}}
    found = ways({"id": "S1", "a": 50, "b": 34}, framework(tree, variants=[variant]))
    # 42 is C; from a = 60 on, b counts no more, and 60 is B. By the mean alone it would take a = 76.
    assert found["a"].changes[0].after == 60


def test_values_without_a_range():
    """A value without bounds is found far away, in steps of a hundredth."""
    tree = {"id": "all", "combine": "mean", "grades": "letters", "children": [leaf("a"), leaf("b")]}
    ready = framework(tree, indicators={"a": {"title": "A"}})
    found = ways({"id": "S1", "a": -3000.5, "b": 0}, ready)
    assert found["a"].changes[0].after == 80  # C from 40
    assert found["a"].changes[0].step == 0.01


# --- mixes -----------------------------------------------------------------------------------------------------------


def test_a_mix_by_hand():
    """Moving a by 2 for each 1 of b: 50 + 0.75·2·t + 25/60·t is 55 at t = 2.6087; on its steps 2.65."""
    found = ways({"id": "S1", "a": 50, "b": 50}, framework(TWO), mix={"a": 2, "b": 1})
    assert found.mix is not None
    assert found.mix.size == pytest.approx(2.65)
    # Both move in whole steps: t = 2.6 gives a 55.2, b 47.4: 54.98; t = 2.65 gives a 55.3: 55.06.
    assert [change.after for change in found.mix.changes] == [55.3, 47.4]
    assert found.mix.score == pytest.approx(0.75 * 55.3 + 25 * (80 - 47.4) / 60)


def test_a_mix_in_the_same_share_of_the_range():
    """Every indicator by the same share: 50 + 100·t·(0.75 + 25/60) is 55 at t = 0.0429, and 0.043 on the steps."""
    found = ways({"id": "S1", "a": 50, "b": 50}, framework(TWO), mix="range")
    assert found.mix is not None
    assert found.mix.size == 0.043
    assert [change.after for change in found.mix.changes] == [54.3, 45.7]


# --- many ------------------------------------------------------------------------------------------------------------


def test_a_frame_says_what_the_cards_say():
    """A row for each school and indicator, with the numbers of the card's own answer."""
    ready = framework(TWO)
    frame = pd.DataFrame({"id": ["S1", "S2"], "a": [50.0, 0.0], "b": [50.0, 80.0]})
    cards = rc.score(frame, ready)
    rows = cards.to_next_grade()

    assert rows["id"].tolist() == ["S1", "S1", "S2", "S2"]
    assert rows["indicator"].tolist() == ["a", "b", "a", "b"]
    assert rows["needed"].tolist()[:3] == [56.7, 38, 53.4]
    assert math.isnan(rows["needed"].tolist()[3])
    for card in cards:
        for way in card.to_next_grade(framework=ready).ways:
            own = rows[(rows["id"] == card.school.id) & (rows["indicator"] == way.name)].iloc[0]
            assert (own["outcome"], own["because"], own["monotone"]) == (way.outcome, way.because, way.monotone)
            assert own["furthest"] == way.furthest


def test_the_frame_of_a_mix():
    """A row for each school, with the values of the mix."""
    rows = rc.score([{"id": "S1", "a": 50, "b": 50}], framework(TWO)).to_next_grade(mix={"a": 2, "b": 1})
    assert rows[["a", "a_needed", "b", "b_needed"]].iloc[0].tolist() == [50, 55.3, 50, 47.4]


def test_a_frame_of_the_kind_that_came_in():
    """A polars frame gives a polars frame."""
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame({"id": ["S1", "S2"], "a": [50.0, 0.0], "b": [50.0, 80.0]})
    rows = rc.score(frame, framework(TWO)).to_next_grade()
    assert isinstance(rows, pl.DataFrame)
    assert rows["grade"].to_list() == ["C", "C", "D", "D"]


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ({"mix": {"a": -1}}, "bad-change", "moves 'a' by -1"),
        ({"mix": {}}, "bad-change", "moves nothing"),
        ({"mix": "rnge"}, "bad-change", "no mix 'rnge'"),
        ({"mix": {"aa": 1}}, "unknown-name", "Did you mean 'a'"),
        ({"steps": {"a": 0}}, "bad-change", "step of 'a' is 0"),
        ({"node": "b"}, "no-grades", "'b' has a score and no grade"),
        ({"node": "c"}, "unknown-name", "no node 'c'"),
    ],
)
def test_what_cannot_be_asked_is_refused(options, code, words):
    """What cannot be asked is refused with a code, the name and a remedy."""
    cards = rc.score([{"id": "S1", "a": 50, "b": 50}], framework(TWO))
    with pytest.raises(rc.ReportCardError) as caught:
        cards.to_next_grade(**options)
    assert caught.value.code == code
    assert words in str(caught.value)


# --- always ----------------------------------------------------------------------------------------------------------


@st.composite
def graded(draw: st.DrawFn) -> dict[str, Any]:
    """A random tree with grades at the root, some leaves better when low, and sometimes rules."""
    tree = draw(trees())
    tree["grades"] = "letters"
    for node in _leaves(tree):
        if draw(st.integers(0, 3)) == 0:
            node["scale"] = draw(st.sampled_from([{"goalposts": [80, 20]}, {"steps": {"below": 80, 20.5: 40, 60: 0}}]))
    name = draw(st.sampled_from(leaf_ids(tree)))
    rules = [
        {"when": {"indicator": name, "below": 50}, "cap": {"grade": "B"}},
        {"when": {"indicator": name, "at_least": 70}, "subtract": 10},
        {"when": {"node": name, "below": 30}, "withhold": "Too low."},
        {"when": {"indicator": name, "above": 40}, "add": 4, "never_above": 80},
    ]
    chosen = draw(st.lists(st.sampled_from(rules), max_size=2, unique_by=str))
    return {**tree, "rules": chosen} if chosen else tree


def _leaves(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        part for child in node.get("children", [node]) for part in (_leaves(child) if child is not node else [node])
    ]


def grades_with(frame: pd.DataFrame, rows: pd.DataFrame, values: Any, ready: rc.Framework) -> list[str | None]:
    """The grade of each row's school with that value in place of its own."""
    changed = frame.set_index("id").loc[rows["id"]].reset_index()
    for at, (indicator, value) in enumerate(zip(rows["indicator"], values, strict=True)):
        changed.loc[at, indicator] = value
    changed["id"] = [f"R{at}" for at in range(len(changed))]
    return rc.score(changed, ready).grades() if len(changed) else []


@settings(max_examples=60, deadline=None)
@given(graded(), st.integers(0, 10_000))
def test_the_value_found_reaches_the_grade_and_one_step_below_does_not(tree, seed):
    """Scored anew, the value found gives a better grade, and the value one step before it does not."""
    ready, frame = framework(tree), schools(tree, 12, seed)
    rows = rc.score(frame, ready).to_next_grade()
    order = "DCBA"
    found = rows[rows["outcome"] == "reached"].reset_index(drop=True)
    way = np.sign(found["change"])
    # One step before: the multiple of the step before it, or the school's own value where that is nearer.
    before = np.round(found["needed"] - way * found["step"], 6)
    before = np.where(np.abs(found["change"]) <= found["step"] + 1e-9, found["value"], before)
    own = [order.index(grade) for grade in found["grade"]]
    at = [-1 if grade is None else order.index(grade) for grade in grades_with(frame, found, found["needed"], ready)]
    below = [-1 if grade is None else order.index(grade) for grade in grades_with(frame, found, before, ready)]

    assert all(one > was for one, was in zip(at, own, strict=True))
    assert all(one <= was for one, was in zip(below, own, strict=True))
    assert (found["score_then"] >= found["score"] - 1e-9).all() or not found["monotone"].all()


@settings(max_examples=60, deadline=None)
@given(graded(), st.integers(0, 10_000))
def test_what_cannot_reach_it_does_not_anywhere(tree, seed):
    """Where the framework itself says that a score only rises, no value that can be reaches what cannot be reached."""
    ready, frame = framework(tree), schools(tree, 6, seed)
    rows = rc.score(frame, ready).to_next_grade()
    cannot = rows[(rows["outcome"] == "cannot") & rows["monotone"] & rows["grade"].notna() & rows["next_grade"].notna()]
    cannot = cannot[cannot["value"].notna()].reset_index(drop=True)
    for value in (0.0, 13.3, 41.7, 66.6, 100.0):
        grades = grades_with(frame, cannot, [value] * len(cannot), ready)
        assert all(
            grade is None or "DCBA".index(grade) <= "DCBA".index(own)
            for grade, own in zip(grades, cannot["grade"], strict=True)
        )


@settings(max_examples=30, deadline=None)
@given(graded(), st.integers(0, 10_000))
def test_what_is_called_monotone_never_falls(tree, seed):
    """Where nothing smaller than the value found can do, nothing between it and the school's own value does."""
    ready, frame = framework(tree), schools(tree, 6, seed)
    rows = rc.score(frame, ready).to_next_grade()
    found = rows[(rows["outcome"] == "reached") & rows["monotone"]].reset_index(drop=True)
    for share in (0.2, 0.5, 0.9):
        between = found["value"] + share * (found["needed"] - found["value"]) * 0.999
        between = np.where(np.abs(found["change"]) <= found["step"], found["value"], np.round(between, 1))
        between = np.where(between == found["needed"], found["value"], between)
        grades = grades_with(frame, found, between, ready)
        assert all(
            grade is None or "DCBA".index(grade) <= "DCBA".index(own)
            for grade, own in zip(grades, found["grade"], strict=True)
        )


@settings(max_examples=30, deadline=None)
@given(graded(), st.integers(0, 10_000))
def test_the_order_of_the_schools_changes_nothing(tree, seed):
    """Permuted rows give permuted answers."""
    ready, frame = framework(tree), schools(tree, 10, seed)
    shuffled = frame.sample(frac=1, random_state=seed)
    columns = ["id", "indicator", "outcome", "needed", "furthest", "because"]
    one, other = (rc.score(data, ready).to_next_grade()[columns].astype(str) for data in (frame, shuffled))
    assert sorted(map(tuple, one.to_numpy())) == sorted(map(tuple, other.to_numpy()))
