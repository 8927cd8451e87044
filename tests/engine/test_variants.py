"""Variants: which one a school takes, what it changes, and that grouping rows changes nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd

import reportcard as rc
from tests.engine.scored import inner
from tests.engine.trees import framework, leaf

LEVEL = {"level": "level"}


def variant(name: str, level: str, **changes: object) -> dict[str, object]:
    """A variant for the schools of one level."""
    return {"id": name, "when": {"column": "level", "is": level}, **changes}


TREE = inner(None, leaf("a", weight=60), leaf("b", weight=40), grades="letters")
WEIGHTS = variant("high", "High", title="High schools", nodes={"a": {"weight": 20}, "b": {"weight": 80}})


def test_a_variant_changes_weights():
    """80 and 20 with 60 and 40 make 56; with 20 and 80 they make 32, and the card names the variant."""
    ready = framework(TREE, columns=LEVEL, variants=[WEIGHTS])
    low, high = (rc.score({"id": "x", "a": 80, "b": 20, "level": level}, ready) for level in ("Low", "High"))
    assert [low.overall.score, high.overall.score] == [56, 32]
    assert (low.framework.variant, high.framework.variant) == ("", "high")
    assert high.framework.variant_title == "High schools"


def test_the_first_match_wins():
    """A school that meets two conditions takes the variant that is written first, whichever is narrower."""
    small = {"id": "small", "when": {"indicator": "b", "below": 30}, "nodes": {"a": {"weight": 40}}}
    data = {"id": "x", "a": 80, "b": 20, "level": "High"}
    for variants, expected in [([WEIGHTS, small], "high"), ([small, WEIGHTS], "small")]:
        assert rc.score(data, framework(TREE, columns=LEVEL, variants=variants)).framework.variant == expected


def test_grade_scales_of_a_variant():
    """60 is a B; where the variant's cut for A is 58 it is an A, and the card shows the cuts in force."""
    ready = framework(TREE, columns=LEVEL, variants=[variant("high", "High", grade_scales={"letters": {"A": 58}})])
    low, high = (rc.score({"id": "x", "a": 60, "b": 60, "level": level}, ready) for level in ("Low", "High"))
    assert (low.overall.grade, high.overall.grade) == ("B", "A")
    assert [band.start for band in low.overall.about.bands] == [70, 55, 40, None]
    assert [band.start for band in high.overall.about.bands] == [58, 55, 40, None]


def test_a_tree_of_its_own():
    """A variant may replace the whole tree; a node that a school's tree lacks does not apply to it."""
    other = inner("mean", leaf("a"), leaf("c"))
    ready = framework(
        TREE, columns=LEVEL, indicators={"c": {"range": [0, 100]}}, variants=[variant("high", "High", score=other)]
    )
    frame = pd.DataFrame(
        {"id": ["x", "y"], "a": [80.0] * 2, "b": [20.0] * 2, "c": [40.0] * 2, "level": ["Low", "High"]}
    )
    cards = rc.score(frame, ready)
    assert cards.scores().tolist() == [56, 60]
    assert (cards.root, set(cards.nodes)) == ("all", {"all", "a", "b", "c"})
    assert cards.statuses("b") == ["available", "not_applicable"]
    assert cards.statuses("c") == ["not_applicable", "available"]
    assert np.isnan(cards.scores("c")[0])
    assert cards.grades() == ["B", None]
    assert "b" not in cards["y"]
    assert "c" not in cards["x"]


def test_a_variant_by_an_indicator():
    """A variant can be chosen by an indicator, compared or missing: below 30 pupils, or none known."""
    small = {"id": "small", "when": {"indicator": "pupils", "below": 30}, "nodes": {"a": {"weight": 40}}}
    unknown = {"id": "unknown", "when": {"indicator": "pupils", "is": "missing"}, "nodes": {"a": {"weight": 0}}}
    ready = framework(TREE, indicators={"pupils": {"range": [0, None]}}, variants=[small, unknown])
    frame = pd.DataFrame({"id": list("xyz"), "a": [80.0] * 3, "b": [20.0] * 3, "pupils": [10, 500, np.nan]})
    assert [card.framework.variant for card in rc.score(frame, ready)] == ["small", "", "unknown"]


def mixed(count: int = 200) -> pd.DataFrame:
    """Schools of three levels, in no order, some values missing."""
    rng = np.random.default_rng(7)
    frame = pd.DataFrame(np.round(rng.uniform(0, 100, (count, 2)), 1), columns=["a", "b"])
    frame = frame.mask(rng.random(frame.shape) < 0.1)
    frame.insert(0, "id", [f"S{row}" for row in range(count)])
    frame["level"] = rng.choice(["Low", "High", "Middle"], count)
    return frame


def test_grouped_rows_equal_single_rows():
    """Schools of several variants in one frame have the bytes that each has alone."""
    middle = variant("middle", "Middle", grade_scales={"letters": {"A": 58}}, nodes={"all": {"round": 1}})
    ready, frame = framework(TREE, columns=LEVEL, variants=[WEIGHTS, middle]), mixed()
    cards = rc.score(frame, ready)
    for at in range(0, len(frame), 7):
        record = {key: value for key, value in frame.iloc[at].items() if value == value}
        alone = rc.score(record, ready)
        assert [(node.id, node.score, node.grade) for node in alone.nodes()] == [
            (node.id, node.score, node.grade) for node in cards[at].nodes()
        ]
        score = cards.scores()[at]
        assert alone.overall.score == (None if np.isnan(score) else score)
        assert alone.framework.variant == cards[at].framework.variant


def two_scales() -> rc.ReportCards:
    """Two schools with 80: one passes, the other has an A, each on the scale of its own variant."""
    scales = {"letters": {"A": 70, "B": "lowest"}, "pass": {"Pass": 50, "Fail": "lowest"}}
    other = variant("high", "High", nodes={"all": {"grades": "pass"}})
    ready = framework(TREE, columns=LEVEL, variants=[other], grade_scales=scales)
    frame = pd.DataFrame({"id": ["x", "y"], "a": [80.0, 80], "b": [80.0, 80], "level": ["High", "Low"]})
    return rc.score(frame, ready)


def test_grades_of_many_variants():
    """Each school's grade is named by the scale of its own variant."""
    assert two_scales().grades() == ["Pass", "A"]


def test_summary_of_many_variants():
    """A summary counts the grades of every variant: one Pass, one A, and nobody without a grade."""
    summary = two_scales().summary()
    assert (summary.get("Pass"), summary["A"], summary["no grade"]) == (1, 1, 0)


def test_more_variants_than_a_byte_holds():
    """A framework with 130 variants scores like any other: the school of the last one takes it."""
    many = [variant(f"v{at}", str(at)) for at in range(130)]
    card = rc.score({"id": "x", "a": 80, "b": 20, "level": "129"}, framework(TREE, columns=LEVEL, variants=many))
    assert card.framework.variant == "v129"
