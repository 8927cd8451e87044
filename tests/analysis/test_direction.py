"""Which way a framework calls better, and whether its own text says that a better value never hurts."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.trees import framework, leaf

from reportcard.analysis.direction import Course, course


def found(tree: dict[str, Any], indicator: str = "a", **rest: Any) -> Course:
    """How the root follows an indicator."""
    ready = framework(tree, **rest)
    conditions = [condition for condition, _ in ready.plans() if condition is not None]
    return course(ready.plans()[-1][1], None, indicator, ready.indicators[indicator], conditions)


def root(*children: dict[str, Any], **rest: Any) -> dict[str, Any]:
    """A graded mean."""
    return {"id": "all", "combine": "mean", "grades": "letters", "children": list(children), **rest}


@pytest.mark.parametrize(
    ("scale", "sign", "steady"),
    [
        (None, 1, True),
        ({"goalposts": [20, 80]}, 1, True),
        ({"goalposts": [80, 20]}, -1, True),
        ({"goalposts": [20, 80], "to": [100, 0]}, -1, True),
        ({"steps": {"below": 4, 25: 3, 50: 1}}, -1, True),
        ({"steps": {"below": 4, 25: 3, 50: 9}}, 1, False),
        ({"piecewise": [[0, 0], [50, 100], [100, 0]]}, 1, False),
        ({"target": 50, "points": [10, 0]}, -1, True),
        ({"lookup": {1: 100, 2: 50}}, -1, False),
    ],
)
def test_the_scale_says_which_way_is_better(scale, sign, steady):
    """The slope of the scale is the direction; a scale that turns, or has gaps, is not steady."""
    own = {} if scale is None else {"scale": scale}
    course_ = found(root(leaf("a", **own), leaf("b")))
    assert (course_.sign, course_.steady, course_.read) == (sign, steady, True)


@pytest.mark.parametrize(
    ("combine", "steady"),
    [("mean", True), ("sum", True), ("best", True), ("worst", True), ("geometric_mean", True), ("product", False)],
)
def test_combinations(combine, steady):
    """Products may turn round with a negative factor; the others only rise."""
    assert found(root(leaf("a"), leaf("b"), combine=combine)).steady is steady


LOW = {"indicator": "a", "below": 50}
HIGH = {"indicator": "a", "at_least": 50}


@pytest.mark.parametrize(
    ("rule", "steady"),
    [
        ({"when": LOW, "cap": {"score": 40}}, True),
        ({"when": HIGH, "cap": {"score": 40}}, False),
        ({"when": {"not": HIGH}, "subtract": 5}, True),
        ({"when": {"not": LOW}, "subtract": 5}, False),
        ({"when": HIGH, "add": 5}, True),
        ({"when": LOW, "add": 5}, False),
        ({"when": {"all": [HIGH, {"indicator": "b", "below": 5}]}, "add": 5}, True),
        ({"when": {"any": [HIGH, LOW]}, "add": 5}, False),
        ({"when": {"node": "a", "below": 50}, "withhold": "Too low."}, True),
        ({"when": {"node": "all", "grade_in": ["C", "D"]}, "cap": {"grade": "D"}}, True),
        ({"when": {"node": "all", "grade_in": ["A", "B"]}, "cap": {"grade": "C"}}, False),
        ({"when": {"node": "all", "grade_in": ["B", "C"]}, "cap": {"grade": "D"}}, False),
        ({"when": HIGH, "set_grade": "C"}, False),
        ({"when": {"indicator": "a", "equals": 50}, "cap": {"score": 40}}, False),
        ({"when": HIGH, "note": "High."}, True),
        ({"when": {"indicator": "b", "below": 5}, "cap": {"score": 40}}, True),
    ],
)
def test_rules(rule, steady):
    """What takes away must end as the value gets better, what gives must begin; notes and others' rules do nothing."""
    assert found(root(leaf("a"), leaf("b"), rules=[rule])).steady is steady


def test_what_is_not_read_is_said_not_to_be():
    """A node that stands beside does not count, unless a rule asks for it."""
    assert not found(root(leaf("a", beside=True), leaf("b"), leaf("c"))).read
    rule = {"when": {"node": "a", "below": 50}, "cap": {"score": 40}}
    assert found(root(leaf("a", beside=True), leaf("b"), leaf("c"), rules=[rule])).read


def test_a_weight_from_the_data_is_not_steady():
    """An indicator that weighs a child may do anything to the score."""
    children = [leaf("b", weight={"from_indicator": "a"}), leaf("c", weight=1)]
    course_ = found(root(*children, combine="weighted_mean"), indicators={"a": {"range": [0, 100]}})
    assert (course_.read, course_.steady) == (True, False)


def test_a_variant_by_value_is_not_steady():
    """A value that chooses the variant may lead into a harder one; whether it is there chooses nothing new."""
    tree = root(leaf("a"), leaf("b"))
    for when, steady in ((LOW, False), ({"indicator": "a", "is": "missing"}, True)):
        variant = {"id": "v", "when": when, "nodes": {"b": {"beside": True}}}
        assert found(tree, variants=[variant]).steady is steady


def test_where_a_line_ends_nothing_more_is_to_be_had():
    """A clipped line that alone reads an indicator ends at its goalpost; with a rule nothing is known."""
    line = leaf("a", scale={"goalposts": [20, 80]})
    assert found(root(line, leaf("b"))).full == 80
    assert found(root(leaf("a"), leaf("b"))).full is None
    assert found(root(line, leaf("b"), rules=[{"when": LOW, "cap": {"score": 40}}])).full is None
