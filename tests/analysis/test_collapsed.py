"""Trees of weighted means as one matrix product, against the engine."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.scored import inner
from tests.engine.trees import framework, leaf, schools

from reportcard.analysis import collapsed
from reportcard.analysis.collapsed import Collapsed, collapses, smallest
from reportcard.engine import kernels
from reportcard.engine.block import Block
from reportcard.engine.rerun import Rerun
from reportcard.engine.run import run
from reportcard.sources.tables import read_table

few = settings(max_examples=40, deadline=None)


@st.composite
def means(draw: st.DrawFn, prefix: str = "n", depth: int = 3) -> dict[str, Any]:
    """A tree of weighted means with nothing between a leaf and the root."""
    children = []
    for at in range(draw(st.integers(1, 4))):
        name = f"{prefix}{at}"
        child = draw(means(name, depth - 1)) if depth > 1 and draw(st.booleans()) else leaf(name)
        children.append({**child, "weight": draw(st.sampled_from([0.5, 1, 2, 7.25]))})
    needs = draw(st.sampled_from([{}, {}, {"needs": {"weight": 0.5}}]))
    return {"id": prefix + "x", "combine": "weighted_mean", "children": children, **needs}


roots = st.fixed_dictionaries(
    {}, optional={"round": st.sampled_from([0.1, 1, 5]), "clip": st.sampled_from([[0, 65], [45, 100]])}
)


@few
@given(means(), roots, st.integers(0, 10_000), st.booleans())
def test_every_grade_is_the_engine_s(tree, root, seed, shifted):
    """In every draw every school has the engine's grade and score; the first draw is the framework as it is."""
    ready = framework({**tree, **root, "grades": "letters"})
    table = read_table(schools(tree, 40, seed, missing=0.3), ready.intake)
    plan = ready.plans()[0][1]
    assert collapses(plan)
    block = Block(plan, table, 40)
    block.load(slice(0, 40), 40)
    run(block)
    random = np.random.default_rng(seed)
    factors = random.uniform(0.3, 3, (9, len(plan.nodes)))
    factors[0] = 1
    shift = random.uniform(-3, 3, 9) * shifted
    shift[0] = 0
    raw, grades = np.empty((9, 40)), np.empty((9, 40), np.int8)
    whole = Collapsed(plan, lambda rows: block.scores[rows].copy())
    for places, found in whole.grades(factors, shift, raw):
        grades[:, places] = found
    shown = whole.shown(raw)
    np.testing.assert_array_equal(grades[0], block.grades[plan.nodes[0].grade_row])
    again = Rerun(plan)
    for at in range(9):
        again(block, factors[at][:, None], shift[at : at + 1])
        np.testing.assert_array_equal(grades[at], block.grades[plan.nodes[0].grade_row])
        np.testing.assert_allclose(shown[at], block.scores[0], atol=1e-9)


def test_wide_and_narrow_parts(monkeypatch):
    """However many schools are graded together, the grades are the same."""
    tree = inner(None, *(leaf(f"n{at}", weight=1 + at) for at in range(5)), grades="letters")
    ready = framework(tree)
    table = read_table(schools(tree, 101, 3), ready.intake)
    plan = ready.plans()[0][1]
    block = Block(plan, table, 101)
    block.load(slice(0, 101), 101)
    run(block)
    factors = np.random.default_rng(1).uniform(0.5, 2, (4, len(plan.nodes)))

    def grades():
        out = np.empty((4, 101), np.int8)
        for places, found in Collapsed(plan, lambda rows: block.scores[rows]).grades(factors, np.zeros(4)):
            out[:, places] = found
        return out

    whole = grades()
    for width in (1, 7, 64):
        monkeypatch.setattr(collapsed, "WIDTH", width)
        np.testing.assert_array_equal(grades(), whole)


@pytest.mark.parametrize(
    "changed",
    [
        {"round": 1},
        {"clip": [0, 50]},
        {"combine": "geometric_mean"},
        {"rules": [{"id": "r", "add": 1}]},
        {"needs": {"children": 1}},
    ],
)
def test_what_does_not_collapse(changed):
    """Rounding, limits, rules, other means and needed children below the root are left to the engine."""
    part = {"id": "part", "combine": "weighted_mean", "children": [leaf("a", weight=1), leaf("b", weight=2)]}
    plain = inner("mean", part, leaf("c"), grades="letters")
    assert collapses(framework(plain).plans()[0][1])
    changed_tree = inner("mean", {**part, **changed}, leaf("c"), grades="letters")
    assert not collapses(framework(changed_tree).plans()[0][1])


@few
@given(st.floats(-120, 120), st.sampled_from([None, (1, 10), (1, 1), (5, 1)]), st.booleans())
def test_smallest_score_that_reaches_a_cut(cut, rounding, upper):
    """The number found reaches the cut after rounding, and the number just below it does not."""

    def reaches(x):
        shown = x if rounding is None else kernels.round_half_up(x, *rounding)
        return kernels.reaches(shown, cut, upper=upper)

    found = smallest(reaches, (1,))
    assert reaches(found)[0]
    assert not reaches(np.nextafter(found, -np.inf))[0]


def test_a_cut_that_is_never_reached():
    """A limit below the cut keeps every score from it."""
    assert smallest(lambda x: np.clip(x, 0, 60) >= 70, (2,)).tolist() == [np.inf, np.inf]
