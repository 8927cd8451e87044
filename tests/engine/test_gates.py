"""Claims about gates whose children have targets of their own."""

from __future__ import annotations

import math

import pytest

import reportcard as rc


def gate(combine, *children):
    indicators = {name: {"title": name} for name in ("x", "y", "own")}
    score = {"id": "overall", "combine": combine, "children": list(children)}
    return rc.load_framework({"framework": "gate", "title": "Gate", "indicators": indicators, "score": score})


@pytest.mark.parametrize(("x", "met"), [(59.9, 0), (60, 1), (60.1, 1)])
def test_a_child_is_met_at_its_target(x, met):
    """A score equal to the target is met."""
    assert rc.score({"id": "1", "x": x}, gate("all_of", {"id": "x", "target": 60})).overall.score == met


@pytest.mark.parametrize(("combine", "met"), [("all_of", 0), ("any_of", 1)])
def test_all_and_any(combine, met):
    """70 reaches 60 and 20 misses 30: any of them is met, not all."""
    framework = gate(combine, {"id": "x", "target": 60}, {"id": "y", "target": 30})

    assert rc.score({"id": "1", "x": 70, "y": 20}, framework).overall.score == met


def test_the_target_may_be_the_schools_own():
    """Two schools with the same score and different targets differ."""
    framework = gate("all_of", {"id": "x", "target": {"from_indicator": "own"}})
    cards = rc.score([{"id": "1", "x": 50, "own": 60}, {"id": "2", "x": 50, "own": 40}], framework)

    assert cards.scores().tolist() == [0, 1]


def test_a_child_without_a_target_of_its_own_is_left_out():
    """Where the school's target is missing the child can be neither met nor missed."""
    own = {"id": "x", "target": {"from_indicator": "own"}}
    alone = rc.score({"id": "1", "x": 50}, gate("all_of", own)).overall
    beside_another = rc.score({"id": "1", "x": 50, "y": 1}, gate("all_of", own, {"id": "y"})).overall

    assert alone.score is None
    assert alone.status == "not_applicable"
    assert beside_another.score == 1


def test_without_a_target_a_child_is_met_above_zero():
    """The plain gate: above 0 is met, 0 is not."""
    framework = gate("all_of", {"id": "x"})

    assert [rc.score({"id": "1", "x": x}, framework).overall.score for x in (0, 0.001, -1)] == [0, 1, 0]


def test_one_school_scores_as_in_a_batch():
    """A gate gives one school what it gives the school among others."""
    framework = gate("any_of", {"id": "x", "target": {"from_indicator": "own"}}, {"id": "y", "target": 3})
    rows = [{"id": str(at), "x": at, "y": at % 5, "own": 4 if at % 2 else None} for at in range(12)]
    batch = rc.score(rows, framework).scores().tolist()
    alone = [rc.score(row, framework).overall.score for row in rows]

    assert [None if math.isnan(score) else score for score in batch] == alone


def test_the_card_says_the_target():
    """The words of a node say from which score it is met."""
    card = rc.score({"id": "1", "x": 70}, gate("all_of", {"id": "x", "target": 60}))

    assert "Met from 60." in card["x"].about.how
