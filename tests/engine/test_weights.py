"""Weights of the caller: normalised, checked by id, and shown as not the framework's own."""

from __future__ import annotations

import math

import pytest

import reportcard as rc
from tests.engine.scored import inner
from tests.engine.trees import framework, leaf

TREE = inner(None, leaf("a", weight=60), leaf("b", weight=30), leaf("c", weight=10))
SCHOOL = {"id": "x", "a": 80, "b": 20, "c": 50}


def test_weights_of_the_caller():
    """1, 3 and 1 in place of 60, 30 and 10: (80 + 3 × 20 + 50) ÷ 5 = 38."""
    assert rc.score(SCHOOL, framework(TREE), weights={"a": 1, "b": 3, "c": 1}).overall.score == pytest.approx(38)


def test_the_sum_of_siblings_is_kept():
    """The siblings still carry 100 together: 1, 3 and 1 become 20, 60 and 20."""
    card = rc.score(SCHOOL, framework(TREE), weights={"a": 1, "b": 3, "c": 1})
    assert [node.about.weight for node in card.overall.children] == [pytest.approx(w) for w in (20, 60, 20)]
    assert [node.about.weight_share for node in card.overall.children] == [pytest.approx(w) for w in (0.2, 0.6, 0.2)]


def test_siblings_without_a_new_weight_keep_their_own():
    """Only b is given 110: 60, 110, 10 of 180, so (60 × 80 + 110 × 20 + 10 × 50) ÷ 180 = 41.67."""
    card = rc.score(SCHOOL, framework(TREE), weights={"b": 110})
    assert card.overall.score == pytest.approx(7500 / 180)


def test_a_factor_changes_nothing():
    """Weights that differ by a factor are the same weights."""
    one, other = (rc.score(SCHOOL, framework(TREE), weights=w) for w in ({"a": 1, "b": 3}, {"a": 20, "b": 60}))
    assert one.overall.score != other.overall.score  # c keeps its own 10, so here a factor does matter
    whole = [rc.score(SCHOOL, framework(TREE), weights={"a": f, "b": 3 * f, "c": f}) for f in (1, 7)]
    assert whole[0].overall.score == pytest.approx(whole[1].overall.score)


def test_shown_as_not_the_framework_s_own():
    """The card marks each weight of the caller, names them all, and says so in words."""
    card = rc.score(SCHOOL, framework(TREE), weights={"a": 1, "b": 3, "c": 1})
    assert {node.about.weight_standing for node in card.overall.children} == {"caller"}
    assert set(card.own_weights) == {"a", "b", "c"}
    assert "not the framework's own" in card.explain()
    assert rc.score(SCHOOL, framework(TREE)).own_weights == {}


def test_normalised_on_the_card():
    """The card holds the caller's weights normalised, as its dictionary says: 0.2, 0.6 and 0.2."""
    card = rc.score(SCHOOL, framework(TREE), weights={"a": 1, "b": 3, "c": 1})
    assert card.own_weights == {"a": pytest.approx(0.2), "b": pytest.approx(0.6), "c": pytest.approx(0.2)}


@pytest.mark.parametrize("weight", [-1, math.nan, math.inf, True, "3", None])
def test_no_weight_at_all(weight):
    """A weight that is negative or no number is refused by name."""
    with pytest.raises(rc.InputError, match="'b'") as caught:
        rc.score(SCHOOL, framework(TREE), weights={"b": weight})
    assert caught.value.code == "bad-weights"


def test_unknown_id():
    """A weight for a node that is not there is refused, with the closest name."""
    with pytest.raises(rc.UnknownNameError, match="Did you mean 'attainment'"):
        rc.score(SCHOOL, framework(inner(None, leaf("attainment", weight=1))), weights={"atainment": 1})


def test_weight_of_the_root():
    """The root has no siblings to be weighed against."""
    with pytest.raises(rc.InputError, match="root"):
        rc.score(SCHOOL, framework(TREE), weights={"all": 1})


def test_all_zero():
    """Weights that leave nothing are refused."""
    with pytest.raises(rc.InputError, match="sum to 0"):
        rc.score(SCHOOL, framework(TREE), weights={"a": 0, "b": 0, "c": 0})


def test_a_zero_takes_one_out():
    """A weight of 0 takes a node out: (60 × 80 + 10 × 50) ÷ 70 = 75.71; its share of the coverage is gone too."""
    card = rc.score(SCHOOL, framework(TREE), weights={"b": 0})
    assert card.overall.score == pytest.approx(5300 / 70)
    assert card.overall.coverage == 1


@pytest.mark.parametrize("combine", ["mean", "sum", "best"])
def test_children_without_weights(combine):
    """Where children are combined without weights, a weight would do nothing and is refused."""
    with pytest.raises(rc.InputError, match="without weights"):
        rc.score({"id": "x", "a": 80, "b": 20}, framework(inner(combine, leaf("a"), leaf("b"))), weights={"a": 1})


def test_weights_below():
    """Weights act at every level: (3 × 40 + 1 × 80) ÷ 4 = 50 below, then 60 × 80 and 40 × 50 make 68."""
    low = {"id": "low", "weight": 40, "children": [leaf("b", weight=1), leaf("c", weight=1)]}
    ready = framework(inner(None, leaf("a", weight=60), low))
    card = rc.score({"id": "x", "a": 80, "b": 40, "c": 80}, ready, weights={"b": 3})
    assert (card["low"].score, card.overall.score) == (50, pytest.approx(68))


def test_weights_of_one_call_only():
    """Weights of one call leave nothing behind for the next."""
    ready = framework(TREE)
    before = rc.score(SCHOOL, ready).overall.score
    rc.score(SCHOOL, ready, weights={"a": 0})
    assert rc.score(SCHOOL, ready).overall.score == before == 59


def test_weight_of_what_stands_beside():
    """A weight for a node that stands beside does nothing, and is refused."""
    ready = framework(inner(None, leaf("a", weight=1), leaf("o", beside=True)))
    with pytest.raises(rc.InputError):
        rc.score({"id": "x", "a": 80, "o": 20}, ready, weights={"o": 5})


def test_weight_beside_one_from_a_column():
    """Where a sibling's weight comes from a column, the caller's weight is refused, or the column's still counts."""
    children = (leaf("a", weight={"from_indicator": "w"}), leaf("b", weight=1))
    ready = framework(inner(None, *children), indicators={"w": {"range": [0, None]}})
    school = {"id": "x", "a": 80, "b": 20, "w": 3}
    try:
        score = rc.score(school, ready, weights={"b": 1}).overall.score
    except rc.InputError:
        return
    assert score == 65
