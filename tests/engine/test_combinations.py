"""Every combination, each with an example worked by hand."""

from __future__ import annotations

import pytest

from tests.engine.scored import card, inner, result
from tests.engine.trees import leaf

TWO = (leaf("a"), leaf("b"))
WEIGHED = (leaf("a", weight=3), leaf("b", weight=1))
VALUES = {"a": 80, "b": 20}
HARMONIC = {"harmonic_mean": {"zero_is": "zero"}}


def test_weighted_mean():
    """(3 × 80 + 1 × 20) ÷ 4 = 65, and the contributions are 60 and 5."""
    root = result(inner("weighted_mean", *WEIGHED), VALUES)
    assert root.score == 65
    assert [child.contribution for child in root.children] == [60, 5]
    assert [child.weight_applied for child in root.children] == [0.75, 0.25]


def test_weights_imply_a_weighted_mean():
    """Children with weights and no 'combine' are a weighted mean: 65."""
    root = result(inner(None, *WEIGHED), VALUES)
    assert (root.score, root.about.kind) == (65, "weighted_mean")


def test_mean():
    """(80 + 20) ÷ 2 = 50."""
    assert result(inner("mean", *TWO), VALUES).score == 50


def test_mean_of_those_present():
    """(80 + 20 + nothing) ÷ 2 = 50: a mean counts those present."""
    assert result(inner("mean", *TWO, leaf("c")), VALUES).score == 50


def test_sum():
    """80 + 20 = 100; each child contributes its own points."""
    root = result(inner("sum", *TWO), VALUES)
    assert root.score == 100
    assert [child.contribution for child in root.children] == [80, 20]


def test_sum_with_a_bonus():
    """80 + 20 + 7.5 = 107.5 with the bonus, 100 where it is missing: the reachable points stay 200."""
    tree = inner("sum", leaf("a", max=100), leaf("b", max=100), leaf("extra", bonus=True))
    with_bonus, without = result(tree, {**VALUES, "extra": 7.5}), result(tree, VALUES)
    assert (with_bonus.score, without.score) == (107.5, 100)
    assert with_bonus.about.maximum == 200
    assert without.coverage == 1


def test_product():
    """0.9 × 50 = 45."""
    assert result(inner("product", *TWO), {"a": 0.9, "b": 50}).score == pytest.approx(45, abs=1e-12)


def test_geometric_mean():
    """80 and 20: √(80 × 20) = √1600 = 40. With weights 3 and 1 of 16 and 1: (16³ × 1)^(1/4) = 8."""
    assert result(inner("geometric_mean", *TWO), VALUES).score == pytest.approx(40)
    assert result(inner("geometric_mean", *WEIGHED), {"a": 16, "b": 1}).score == pytest.approx(8)


def test_geometric_mean_of_zero():
    """A zero makes a geometric mean zero: (0 × 20)^(1/2) = 0."""
    assert result(inner("geometric_mean", *TWO), {"a": 0, "b": 20}).score == 0


def test_harmonic_mean_as_a_word():
    """'combine: harmonic_mean' is the same as '{harmonic_mean: {}}': 32."""
    assert result(inner("harmonic_mean", *TWO), VALUES).score == pytest.approx(32)


def test_harmonic_mean():
    """2 ÷ (1/80 + 1/20) = 2 ÷ 0.0625 = 32. With weights 3 and 1: 4 ÷ (3/80 + 1/20) = 4 ÷ 0.0875 = 45.714."""
    assert result(inner(HARMONIC, *TWO), VALUES).score == pytest.approx(32)
    assert result(inner(HARMONIC, *WEIGHED), VALUES).score == pytest.approx(4 / 0.0875)


def test_harmonic_mean_of_zero():
    """A zero makes a harmonic mean zero, its limit; where zero is missing, 80 alone is left."""
    data = {"a": 80, "b": 0}
    assert result(inner(HARMONIC, *TWO), data).score == 0
    assert result(inner({"harmonic_mean": {"zero_is": "missing"}}, *TWO), data).score == pytest.approx(80)


def test_harmonic_mean_of_nothing_but_zeros():
    """Where zero is missing and every child is zero, nothing is left to average: no score."""
    tree = inner({"harmonic_mean": {"zero_is": "missing"}}, *TWO)
    assert result(tree, {"a": 0, "b": 0}).score is None


@pytest.mark.parametrize(
    ("power", "expected"), [(2, 34**0.5 * 10), (1, 50), (0, 40), (-1, 32)], ids=["square", "plain", "log", "harmonic"]
)
def test_power_mean(power, expected):
    """Power 2: √((6400 + 400) ÷ 2) = √3400; powers 1, 0 and −1 are the mean 50, the geometric 40, the harmonic 32."""
    assert result(inner({"power_mean": {"power": power}}, *TWO), VALUES).score == pytest.approx(expected)


def test_power_mean_of_a_negative_score():
    """A negative score has no root: no score, rather than a number that means nothing."""
    below = leaf("a", scale={"goalposts": [50, 100], "clip": False})
    root = result(inner("geometric_mean", below, leaf("b")), VALUES | {"a": 40})
    assert root.children[0].score == -20
    assert root.score is None


def test_best():
    """The best of 80 and 20 is 80, and only that child contributes."""
    root = result(inner("best", *TWO), VALUES)
    assert root.score == 80
    assert [child.contribution for child in root.children] == [80, None]


def test_worst():
    """The worst of 80 and 20 is 20, and only that child contributes."""
    root = result(inner("worst", *TWO), VALUES)
    assert root.score == 20
    assert [child.contribution for child in root.children] == [None, 20]


@pytest.mark.parametrize("combine", ["best", "worst"])
def test_a_tie_contributes_once(combine):
    """The best (or worst) of 70 and 70 is 70; contributions add up to 70, not to 140."""
    root = result(inner(combine, *TWO), {"a": 70, "b": 70})
    assert sum(child.contribution or 0 for child in root.children) == root.score


GRID = {"grid": {"rows": "a", "columns": "b", "cells": [[1, 2, 3], [4, None, 6]]}}


def test_grid():
    """Row 2, column 3 of the table is 6; row 1, column 1 is 1."""
    assert result(inner(GRID, *TWO), {"a": 2, "b": 3}).score == 6
    assert result(inner(GRID, *TWO), {"a": 1, "b": 1}).score == 1


def test_empty_cell_of_a_grid():
    """Row 2, column 2 is empty: no score, because it is not published."""
    root = result(inner(GRID, *TWO), {"a": 2, "b": 2})
    assert (root.score, root.status) == (None, "not_published")


def test_off_the_grid():
    """A level that the table does not have gives no score."""
    assert result(inner(GRID, *TWO), {"a": 3, "b": 1}).score is None
    assert result(inner(GRID, *TWO), {"a": 0, "b": 1}).score is None


def test_gates():
    """Above zero is met: all of (1, 0) is 0, any of (1, 0) is 1, all of (1, 5) is 1, any of (0, 0) is 0."""
    gates = {"all_of": [0, 1, 0], "any_of": [1, 1, 0]}
    data = [{"a": 1, "b": 0}, {"a": 1, "b": 5}, {"a": 0, "b": 0}]
    for combine, expected in gates.items():
        assert [result(inner(combine, *TWO), row).score for row in data] == expected


def test_gates_with_targets():
    """Met from 60 on: all of (70, 60) is 1, all of (70, 59.9) is 0, any of (59.9, 60) is 1, any of (10, 20) is 0."""
    met = (leaf("a", target=60), leaf("b", target=60))
    for combine, a, b, expected in [("all_of", 70, 60, 1), ("all_of", 70, 59.9, 0), ("any_of", 59.9, 60, 1)]:
        assert result(inner(combine, *met), {"a": a, "b": b}).score == expected
    assert result(inner("any_of", *met), {"a": 10, "b": 20}).score == 0


def test_gate_with_a_target_of_the_school():
    """A school's own target of 50 is met by 55; a school without that target is not asked for it."""
    tree = inner("all_of", leaf("a", target={"from_indicator": "own"}), leaf("b"))
    own = {"own": {"range": [0, 100]}}
    assert [result(tree, {"a": 55, "b": 1, "own": t}, indicators=own).score for t in (50, 60)] == [1, 0]
    assert result(tree, {"a": 55, "b": 1}, indicators=own).score == 1


def test_gates_ask_only_those_present():
    """All of (met, nothing) is met, any of (not met, nothing) is not: a gate is required only if present."""
    assert result(inner("all_of", *TWO), {"a": 1}).score == 1
    assert result(inner("any_of", *TWO), {"a": 0}).score == 0


def test_profile():
    """A profile shows its parts and has no score of its own, by design."""
    root = result(inner("profile", *TWO), VALUES)
    assert (root.score, root.status) == (None, "not_applicable")
    assert [child.score for child in root.children] == [80, 20]


def test_beside():
    """What stands beside is shown and not counted: the mean of 80 and 20 is 50, whatever the third says."""
    shown = card(inner("mean", *TWO, leaf("c", beside=True)), VALUES | {"c": 100})
    assert shown.overall.score == 50
    assert (shown["c"].score, shown["c"].contribution) == (100, None)


def test_mix_weighted_by_pupils():
    """Two phases mixed by their pupils: (300 × 70 + 100 × 50) ÷ 400 = 65; the weights applied are 0.75 and 0.25."""
    pupils = {"primary": {"range": [0, None]}, "secondary": {"range": [0, None]}}
    children = (leaf("a", weight={"from_indicator": "primary"}), leaf("b", weight={"from_indicator": "secondary"}))
    root = result(inner(None, *children), {"a": 70, "b": 50, "primary": 300, "secondary": 100}, indicators=pupils)
    assert root.score == 65
    assert [child.weight_applied for child in root.children] == [0.75, 0.25]


def test_a_tree_of_combinations():
    """A product of a mean and a share: (0.9 + 0.7) ÷ 2 × 50 = 40."""
    flow = {"id": "flow", "combine": "mean", "children": [leaf("a"), leaf("b")]}
    assert result(inner("product", flow, leaf("c")), {"a": 0.9, "b": 0.7, "c": 50}).score == pytest.approx(40)
