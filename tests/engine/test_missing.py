"""What happens where a child has no score: every policy, needs, weights from a column, bonuses and what is beside."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.scored import card, inner, result
from tests.engine.trees import leaf


def abc(policy: Any, **rest: Any) -> dict[str, Any]:
    """A weighted mean of a (50 %), b (30 %) and c (20 %); the policy is that of b."""
    return inner(None, leaf("a", weight=50), leaf("b", weight=30, missing=policy), leaf("c", weight=20), **rest)


WITHOUT_B = {"a": 80, "c": 45}


# --- policies --------------------------------------------------------------------------------------------------------


def test_leave_out():
    """Left out, the others share its weight in proportion: (50 × 80 + 20 × 45) ÷ 70 = 70; coverage is 70 %."""
    root = result(abc("leave_out"), WITHOUT_B)
    assert root.score == 70
    assert root.coverage == pytest.approx(0.7)
    assert [child.weight_applied for child in root.children] == [pytest.approx(5 / 7), 0, pytest.approx(2 / 7)]


def test_leave_out_is_what_a_mean_does():
    """A mean that says nothing leaves out: the same 70."""
    tree = inner(None, leaf("a", weight=50), leaf("b", weight=30), leaf("c", weight=20))
    assert result(tree, WITHOUT_B).score == 70


def test_require():
    """Required, its absence takes the parent's score away, and the parent's reason is the child's."""
    root = result(abc("require"), WITHOUT_B | {"b": "suppressed"})
    assert (root.score, root.status) == (None, "suppressed")


def test_require_leaves_the_others_alone():
    """Where another child is missing, one that is required and there changes nothing: (50 × 80 + 30 × 40) ÷ 80 = 65."""
    assert result(abc("require"), {"a": 80, "b": 40}).score == 65


def test_move_weight_to_one():
    """Its 30 go to a: (80 × 80 + 20 × 45) ÷ 100 = 73; the card shows 0.8, 0 and 0.2."""
    root = result(abc({"move_weight_to": "a"}), WITHOUT_B)
    assert root.score == 73
    assert [child.weight_applied for child in root.children] == [0.8, 0, 0.2]
    assert root.coverage == pytest.approx(0.7)


def test_move_weight_in_shares():
    """A third of its 30 goes to a, two thirds to c: (60 × 80 + 40 × 45) ÷ 100 = 66."""
    shares = {"move_weight_to": {"a": 1 / 3, "c": 2 / 3}}
    assert result(abc(shares), WITHOUT_B).score == pytest.approx(66)


def test_weight_does_not_move_from_those_present():
    """Where b is there nothing moves: (50 × 80 + 30 × 20 + 20 × 45) ÷ 100 = 55."""
    assert result(abc({"move_weight_to": "a"}), WITHOUT_B | {"b": 20}).score == 55


def test_move_weight_to_one_that_is_missing_too():
    """What moves to a sibling that is missing too is nobody's: the rest share in proportion, here c alone."""
    root = result(abc({"move_weight_to": "a"}), {"c": 45})
    assert root.score == 45
    assert root.coverage == pytest.approx(0.2)


def test_weight_moves_one_step():
    """From a to b and from b to c, both missing: b's own 1 moves to c, a's 1 is nobody's: (2×90 + 30) ÷ 3 = 70."""
    a, b = leaf("a", weight=1, missing={"move_weight_to": "b"}), leaf("b", weight=1, missing={"move_weight_to": "c"})
    tree = inner(None, a, b, leaf("c", weight=1), leaf("d", weight=1))
    assert result(tree, {"c": 90, "d": 30}).score == 70


def test_chain_with_its_middle_there():
    """From a to b and from b to c, only a missing: b carries 2: (2 × 60 + 1 × 90 + 1 × 30) ÷ 4 = 60."""
    a, b = leaf("a", weight=1, missing={"move_weight_to": "b"}), leaf("b", weight=1, missing={"move_weight_to": "c"})
    tree = inner(None, a, b, leaf("c", weight=1), leaf("d", weight=1))
    assert result(tree, {"b": 60, "c": 90, "d": 30}).score == 60


def test_two_move_to_one():
    """Both missing children give their weight to d: (3 × 80 + 1 × 40) ÷ 4 = 70."""
    moving = [leaf(name, weight=1, missing={"move_weight_to": "d"}) for name in "ab"]
    assert result(inner(None, *moving, leaf("c", weight=1), leaf("d", weight=1)), {"c": 40, "d": 80}).score == 70


def test_treat_as():
    """Treated as 0: (50 × 80 + 30 × 0 + 20 × 45) ÷ 100 = 49; the card says so, and b has no score."""
    root = result(abc({"treat_as": 0}), WITHOUT_B)
    assert root.score == 49
    b = root.children[1]
    assert (b.score, b.stand_in, b.contribution, b.status) == (None, 0, 0, "not_collected")
    assert root.coverage == pytest.approx(0.7)


def test_missing_differs_from_zero():
    """A zero that was measured and a value that is missing give 49 and 70."""
    assert result(abc("leave_out"), WITHOUT_B | {"b": 0}).score == 49
    assert result(abc("leave_out"), WITHOUT_B).score == 70


@pytest.mark.parametrize("combine", ["sum", "product"])
def test_sums_and_products_require_their_parts(combine):
    """A sum without a part is no sum; with 'leave_out' a framework says otherwise: 30 + 50 = 80, 30 × 50 = 1500."""
    strict = inner(combine, leaf("a"), leaf("b"), leaf("c"))
    loose = inner(combine, *(leaf(name, missing="leave_out") for name in "abc"))
    data = {"a": 30, "c": 50}
    assert (result(strict, data).score, result(strict, data).status) == (None, "not_collected")
    assert result(loose, data).score == {"sum": 80, "product": 1500}[combine]


def test_nothing_at_all():
    """Where every child is missing there is no score under any policy but a stand-in."""
    for policy in ("leave_out", "require", {"move_weight_to": "a"}):
        root = result(abc(policy), {"a": "suppressed"})
        assert (root.score, root.status, root.coverage) == (None, "suppressed", 0)
    assert result(abc({"treat_as": 10}), {"a": "suppressed"}).score == 10


# --- bonus, beside ---------------------------------------------------------------------------------------------------


def test_missing_bonus():
    """Extra points that are missing are left out of the sum, and cost no coverage: 40 + 30 = 70."""
    tree = inner("sum", leaf("a"), leaf("b"), leaf("extra", bonus=True))
    root = result(tree, {"a": 40, "b": 30})
    assert (root.score, root.coverage) == (70, 1)


def test_a_bonus_is_no_sum():
    """Extra points alone make no score: the parts are missing."""
    tree = inner("sum", leaf("a"), leaf("b"), leaf("extra", bonus=True))
    assert result(tree, {"extra": 5}).score is None


def test_missing_beside():
    """What stands beside counts neither in the score, nor in the coverage, nor in the reason."""
    tree = inner("mean", leaf("a"), leaf("o", beside=True))
    root = result(tree, {"a": 80, "o": "suppressed"})
    assert (root.score, root.coverage, root.status) == (80, 1, "available")
    assert result(tree, {"o": 5}).status == "not_collected"


# --- needs -----------------------------------------------------------------------------------------------------------


def test_needs_weight():
    """70 % of the weight is enough where 60 % or 70 % is needed, and not where 75 % is."""
    for needed, expected in [(0.6, 70), (0.7, 70), (0.75, None)]:
        root = result(abc("leave_out", needs={"weight": needed}), WITHOUT_B)
        assert root.score == expected
        assert root.status == ("available" if expected else "insufficient")


def test_needs_weight_is_exact_in_decimal():
    """0.1 + 0.2 of the weight is 0.3, whatever binary makes of it."""
    children = (leaf("a", weight=0.1), leaf("b", weight=0.2), leaf("c", weight=0.7))
    assert result(inner(None, *children, needs={"weight": 0.3}), {"a": 50, "b": 50}).score == pytest.approx(50)


def test_needs_children():
    """Two of three children are enough where two are needed, and not where three are."""
    for needed, expected in [(2, 70), (3, None)]:
        assert result(abc("leave_out", needs={"children": needed}), WITHOUT_B).score == expected


def test_needs_both():
    """Weight and children are both needed: 70 % by two children fails at either."""
    assert result(abc("leave_out", needs={"weight": 0.8, "children": 2}), WITHOUT_B).status == "insufficient"
    assert result(abc("leave_out", needs={"weight": 0.5, "children": 3}), WITHOUT_B).status == "insufficient"


def test_moved_weight_is_no_evidence():
    """Weight that moved does not count as present: 70 % is there, whoever carries the rest."""
    assert result(abc({"move_weight_to": "a"}, needs={"weight": 0.75}), WITHOUT_B).status == "insufficient"


def test_a_stand_in_meets_needs():
    """A stand-in is a score that the framework gives: it meets 'needs', and adds nothing to the coverage."""
    root = result(abc({"treat_as": 0}, needs={"weight": 0.75}), WITHOUT_B)
    assert (root.score, root.coverage) == (49, pytest.approx(0.7))


def test_coverage_through_levels():
    """Half of a category that carries 40 % is there: 60 % + 40 % × ½ = 80 %."""
    low = {"id": "low", "weight": 40, "combine": "mean", "children": [leaf("b"), leaf("c")]}
    root = result(inner(None, leaf("a", weight=60), low), {"a": 80, "b": 20})
    assert root.coverage == pytest.approx(0.8)
    assert root.score == 0.6 * 80 + 0.4 * 20


def test_needs_looks_one_level_down():
    """A category that has a score counts with its whole weight for its parent's needs, however little it rests on."""
    low = {"id": "low", "weight": 40, "combine": "mean", "children": [leaf("b"), leaf("c")]}
    assert result(inner(None, leaf("a", weight=60), low, needs={"weight": 1}), {"a": 80, "b": 20}).score == 56


# --- weights from a column -------------------------------------------------------------------------------------------


WEIGHT = {"w": {"range": [0, None]}}
BY_COLUMN = inner(None, leaf("a", weight={"from_indicator": "w"}), leaf("b", weight=1))


def test_weight_from_a_column():
    """A weight of 3 in the data: (3 × 80 + 1 × 20) ÷ 4 = 65; a weight of 0 leaves 20."""
    assert [result(BY_COLUMN, {"a": 80, "b": 20, "w": w}, indicators=WEIGHT).score for w in (3, 0)] == [65, 20]


def test_missing_weight():
    """A weight that is missing is no weight: the child is shown and carries nothing."""
    shown = card(BY_COLUMN, {"a": 80, "b": 20}, indicators=WEIGHT)
    assert shown.overall.score == 20
    assert (shown["a"].score, shown["a"].weight_applied) == (80, 0)


def test_no_weight_at_all():
    """Where no child carries a weight there is nothing to average: no score."""
    tree = inner(None, leaf("a", weight={"from_indicator": "w"}), leaf("b", weight={"from_indicator": "w"}))
    assert result(tree, {"a": 80, "b": 20, "w": 0}, indicators=WEIGHT).score is None


def test_negative_weight_in_a_column():
    """A negative weight in the data is no weight: the score stays within 20 and 80."""
    assert 20 <= result(BY_COLUMN, {"a": 80, "b": 20, "w": -3}, indicators={"w": {}}).score <= 80
