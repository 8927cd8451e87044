"""A framework need not have an overall score: a profile of parts is a framework too."""

from __future__ import annotations

import numpy as np
import pandas as pd

import reportcard as rc
from tests.engine.scored import inner
from tests.engine.trees import framework, leaf

PROFILE = inner("profile", leaf("a", grades="letters"), leaf("b", grades="letters"))
FRAME = pd.DataFrame({"id": ["x", "y"], "a": [80.0, np.nan], "b": [30.0, 60.0]})


def test_no_overall_score():
    """The root has neither score nor grade, and is not at fault for it; its parts have both."""
    card = rc.score({"id": "x", "a": 80, "b": 30}, framework(PROFILE))
    assert (card.overall.score, card.overall.grade, card.overall.status) == (None, None, "not_applicable")
    assert [(node.score, node.grade) for node in card.overall.children] == [(80, "A"), (30, "D")]


def test_parts_of_a_profile_contribute_to_nothing():
    """Nothing is combined, so no part has a weight or a contribution."""
    card = rc.score({"id": "x", "a": 80, "b": 30}, framework(PROFILE))
    assert [(node.weight_applied, node.contribution) for node in card.overall.children] == [(None, None)] * 2


def test_a_frame_without_overall_grades():
    """The columns of the overall score are there and empty; those of the parts are filled."""
    cards = rc.score(FRAME, framework(PROFILE))
    out = cards.to_frame()
    assert list(out.columns[:3]) == ["id", "overall_score", "overall_status"]
    assert out["overall_score"].isna().all()
    assert out["b_grade"].tolist() == ["D", "B"]
    assert cards.grades() == [None, None]
    assert cards.summary() == {"no grade": 2}


def test_a_profile_can_be_read():
    """Text, Markdown and HTML are made without an overall score."""
    card = rc.score(FRAME, framework(PROFILE))["y"]
    assert "side by side" in card.explain()
    assert "<html" in card.to_html()
    assert "#" in card.to_markdown()


def test_a_profile_below_the_root():
    """A profile inside a tree has no score, and its parent leaves it out: the mean of 50 alone is 50."""
    parts = {"id": "parts", "combine": "profile", "children": [leaf("a"), leaf("b")]}
    card = rc.score({"id": "x", "a": 80, "b": 30, "c": 50}, framework(inner("mean", leaf("c"), parts)))
    assert card.overall.score == 50
