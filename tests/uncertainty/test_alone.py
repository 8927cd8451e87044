"""One school's certainty without a block: the same card, to the last byte, as in a block."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import reportcard as rc
from tests.engine.test_alone import BANDS, VALUES, plain_trees
from tests.engine.trees import framework, leaf, leaf_ids

#: What data and descriptions can say of errors; none of it may be a number that nobody would write.
ERRORS = st.sampled_from([0, 0.0, 0.5, 3.0, 12.0, 40.0, float("nan"), -1.0, float("inf")])
PUPILS = st.sampled_from([0, 1, 5, 30.0, 180, float("nan"), -4, float("inf")])
DESCRIPTIONS: list[dict[str, Any]] = [
    {},
    {"range": [None, None]},
    {"unit": "%"},
    {"unit": "%", "error": {"share": False}},
    {"error": {"deviation": 12}},
    {"error": {"limits": 0.9}},
    {"labels": {"Good": 20}},
]


def described(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    """A description for each leaf: shares of pupils, deviations, labels, nothing."""
    found = {}
    for name in names:
        found[name] = {"range": [0, 100], **draw(st.sampled_from(DESCRIPTIONS))}
        if draw(st.booleans()):
            found[name]["direction"] = "lower"
    return found


def school(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    """A school that has some of the measures, with what may be known of their errors."""
    found: dict[str, Any] = {"id": draw(st.sampled_from(["7", "100052"])), "name": "Elm Park"}
    for name in draw(st.lists(st.sampled_from(names), unique=True)):
        value = draw(VALUES)
        parts = {
            "standard_error": ERRORS,
            "n": PUPILS,
            "lower": st.sampled_from([value - 4, value - 4.1, value, value + 1, float("-inf")]),
            "upper": st.sampled_from([value + 4, value + 9, value, value - 1, float("nan")]),
        }
        found[name] = value
        for part in sorted(draw(st.sets(st.sampled_from(sorted(parts))))):
            found[f"{name}_{part}"] = draw(parts[part])
    return found


@st.composite
def cases(draw: st.DrawFn) -> tuple[rc.Framework, dict[str, Any]]:
    """A plain framework, and a school."""
    tree = draw(plain_trees())
    names = leaf_ids(tree)
    scale = {"inclusive": draw(st.sampled_from(["lower", "upper"])), "bands": BANDS}
    ready = framework(tree, grade_scales={"letters": scale}, indicators=described(draw, names))
    assert ready.plans()[0][1].alone is not None
    return ready, school(draw, names)


SETTINGS = st.builds(
    rc.Uncertainty,
    confidence=st.sampled_from([0.8, 0.95]),
    draws=st.sampled_from([100, 202]),
    seed=st.integers(0, 3),
    correlation=st.sampled_from([0.0, 0.3]),
)


def in_a_block(record: dict[str, Any], ready: rc.Framework, **more: Any) -> rc.ReportCard:
    """The school's card where it is scored with another one, which has the same measures."""
    return rc.score([{**record, "id": "8"}, record], ready, **more)[record["id"]]


@settings(max_examples=150, deadline=None)
@given(cases(), SETTINGS)
def test_same_certainty_alone_and_in_a_block(case, sure):
    """Intervals, chances of grades and what has no known error: the card is that of the school in a block of two."""
    ready, record = case
    assert (
        rc.score(record, ready, uncertainty=sure).model_dump_json()
        == in_a_block(record, ready, uncertainty=sure).model_dump_json()
    )


@settings(max_examples=50, deadline=None)
@given(cases())
def test_same_card_with_errors_that_nobody_asked_for(case):
    """Numbers of pupils, limits and standard errors stand on the card as they do in a block."""
    ready, record = case
    assert rc.score(record, ready).model_dump_json() == in_a_block(record, ready).model_dump_json()


def test_no_block_is_made_for_a_plain_school(monkeypatch):
    """The tests above compare two ways: a school with a share of 40 pupils and a standard error goes the short one."""
    tree = {"id": "all", "combine": "mean", "children": [leaf("a"), leaf("b")], "grades": "letters"}
    ready = framework(tree, indicators={"a": {"unit": "%", "range": [0, 100]}})
    record = {"id": "7", "a": 60.0, "a_n": 40, "b": 70.0, "b_standard_error": 2.0}
    expected = in_a_block(record, ready, uncertainty=True)
    monkeypatch.setattr("reportcard.scoring.one_school", None)
    found = rc.score(record, ready, uncertainty=True)
    assert found == expected
    assert found.certainty.draws == 1000
