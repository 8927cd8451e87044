"""One school that is scored by itself, without arrays: the same card, to the last byte, as in a block."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportcard as rc
from tests.engine.trees import framework, leaf, leaf_ids

#: Straight lines up and down, within limits and beyond them; a line that ends in a zero with a sign.
LINES = [None, {"goalposts": [20, 80]}, {"goalposts": [100, 0]}, {"goalposts": [80, 20], "to": [-1, 5], "clip": False}]
#: Ends, cuts, halves and what lies between.
VALUES = st.sampled_from([0, 0.0, -0.0, 20, 40.0, 54.95, 55, 69.5, 70.0, 80, 100, 100.0]) | st.floats(0, 100)


@st.composite
def plain_trees(draw: st.DrawFn, depth: int = 3, prefix: str = "n") -> dict[str, Any]:
    """A random tree of weighted means over straight lines."""
    children = []
    for at in range(draw(st.integers(1, 4))):
        inner = depth > 1 and draw(st.booleans())
        child = draw(plain_trees(depth - 1, f"{prefix}{at}")) if inner else leaf(f"{prefix}{at}")
        scale = draw(st.sampled_from(LINES))
        if not inner and scale is not None:
            child["scale"] = scale
        child["weight"] = draw(st.sampled_from([0.1, 0.3, 1, 7.25]))
        if at and draw(st.integers(0, 5)) == 0:
            del child["weight"]
            child["beside"] = True
        children.append(finished(draw, child))
    node = {"id": prefix + "x", "combine": "weighted_mean", "children": children}
    if draw(st.booleans()):
        node["needs"] = {"weight": draw(st.sampled_from([0.4, 0.5, 1]))}
    return finished(draw, node) if prefix == "n" else node


def finished(draw: st.DrawFn, node: dict[str, Any]) -> dict[str, Any]:
    """The node with limits, rounding and grades, or some of them."""
    ends = {"clip": [10, 90], "round": draw(st.sampled_from([0.1, 1, 0.5])), "grades": "letters"}
    return {**node, **{key: given for key, given in ends.items() if draw(st.integers(0, 2)) == 0}}


@settings(max_examples=150, deadline=None)
@given(plain_trees(), st.sampled_from(["lower", "upper"]), st.data())
def test_same_card_alone_and_in_a_block(tree, inclusive, data):
    """A plain tree is scored without a block for one school, and its card is that of the school in a block of two."""
    scale = {"inclusive": inclusive, "bands": BANDS}
    ready = framework(tree, grade_scales={"letters": scale})
    assert ready.plans()[0][1].alone is not None
    names = data.draw(st.lists(st.sampled_from(leaf_ids(tree)), unique=True))
    record = {"id": "7", "name": "Elm Park", **{name: data.draw(VALUES) for name in names}}
    # In a batch a column stands for both schools, so that what only the other has is missing and not uncollected.
    other = {**record, "id": "8"}
    assert rc.score(record, ready).model_dump_json() == rc.score([other, record], ready)["7"].model_dump_json()


BANDS = [
    {"grade": "A", "from": 70, "label": "High"},
    {"grade": "B", "from": 55, "label": "Fair"},
    {"grade": "C", "label": "Low"},
]


@pytest.mark.parametrize(
    "given",
    [
        {"a": "40"}, {"a": None}, {"a": float("nan")}, {"a": {"value": 40, "n": 12}},
        {"a": 40, "a_n": 12}, {"A": 40},
    ],
)  # fmt: skip
def test_what_needs_a_second_look_goes_the_long_way(given):
    """A text, a code, an empty cell, a measure, a part: as in a block of two."""
    ready = framework({"id": "all", "combine": "mean", "children": [leaf("a"), leaf("b")]})
    record = {"id": "7", "b": 60.0, **given}
    assert (
        rc.score(record, ready).model_dump_json()
        == rc.score([{**record, "id": "8"}, record], ready)["7"].model_dump_json()
    )


def test_numbers_too_large_for_either_way_alike():
    """A score that overflows is left to the arrays, and is the same as in a block."""
    tree = {"id": "all", "combine": "mean", "children": [leaf("a"), leaf("b")], "round": 0.1}
    ready = framework(tree, indicators={"a": {}, "b": {}})
    record = {"id": "7", "a": 1.7e308, "b": 1.7e308}
    assert (
        rc.score(record, ready).model_dump_json()
        == rc.score([{**record, "id": "8"}, record], ready)["7"].model_dump_json()
    )


def test_context_and_name():
    """Name and context stand on the card as they do in a block; an empty text does not."""
    ready = framework(
        {"id": "all", "combine": "mean", "children": [leaf("a")]},
        columns={"region": {"column": "region"}, "kind": {"column": "kind"}},
    )
    record = {"id": 7.0, "name": " Elm Park ", "region": "North", "kind": "", "a": 50}
    card = rc.score(record, ready)
    assert (card.school.id, card.school.name, card.context) == ("7", "Elm Park", {"region": "North"})
    assert card.model_dump_json() == rc.score([{**record, "id": "8"}, record], ready)["7"].model_dump_json()
