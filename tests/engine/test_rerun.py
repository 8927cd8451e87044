"""Inner nodes run again with other weights, against the whole engine."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportcard as rc
from reportcard.engine.block import Block
from reportcard.engine.rerun import Rerun, sum_factors
from reportcard.engine.run import run
from reportcard.sources.tables import read_table
from tests.engine.scored import inner
from tests.engine.trees import framework, leaf, schools, trees

few = settings(max_examples=60, deadline=None)
NONE = np.zeros(1)


def scored(ready: rc.Framework, frame) -> Block:
    """All schools of a framework without variants, scored."""
    table = read_table(frame, ready.intake)
    block = Block(ready.plans()[0][1], table, len(table))
    block.load(slice(0, len(table)), len(table))
    run(block)
    return block


def weighted(node):
    """Every child with a weight."""
    for child in node.children:
        if child.weight is not None:
            yield child
        yield from weighted(child)


@few
@given(trees(), st.integers(0, 10_000))
def test_as_it_was(tree, seed):
    """Factors of 1 leave every byte of every score, status, coverage and grade as it was."""
    block = scored(framework(tree), schools(tree, 30, seed))
    before = [part.copy() for part in (block.scores, block.node_status, block.coverage, block.grades)]
    again = Rerun(block.plan)
    again(block, np.ones((len(block.plan.nodes), 1)), NONE)
    after = (block.scores, block.node_status, block.coverage, block.grades)
    assert [part.tobytes() for part in after] == [part.tobytes() for part in before]


@few
@given(trees(), st.integers(0, 10_000))
def test_as_the_engine_with_those_weights(tree, seed):
    """The result is that of scoring anew with the weights multiplied: scores, statuses and grades of every node."""
    ready, frame = framework(tree), schools(tree, 30, seed)
    block = scored(ready, frame)
    random = np.random.default_rng(seed)
    factors, weights = np.ones((len(block.plan.nodes), 1)), {}
    for node in weighted(ready.document.score):
        factors[block.plan.rows[node.id]] = random.uniform(0.2, 3)
        weights[node.id] = node.weight.value * float(factors[block.plan.rows[node.id], 0])
    Rerun(block.plan)(block, factors, NONE)
    # Siblings are scaled to the sum that they had, which no mean notices.
    anew = rc.score(frame, ready, weights=weights)
    for node in anew.nodes:
        row = block.plan.rows[node]
        np.testing.assert_allclose(block.scores[row], anew.scores(node), atol=1e-9)
    root = block.plan.nodes[0]
    if root.bands is not None:
        names = [*root.bands.grades, None]
        assert [names[grade] for grade in block.grades[root.grade_row]] == anew.grades()


@few
@given(trees(), st.integers(0, 10_000))
def test_many_draws_at_once(tree, seed):
    """Columns that hold the schools twice, each time with other factors, are two runs side by side."""
    ready, frame = framework(tree), schools(tree, 12, seed)
    table = read_table(frame, ready.intake)
    plan = ready.plans()[0][1]
    block, again = Block(plan, table, 24), Rerun(plan)
    factors = np.random.default_rng(seed).uniform(0.5, 2, (len(plan.nodes), 2))
    block.load(np.tile(np.arange(12), 2), 24)
    run(block)
    again(block, np.repeat(factors, 12, axis=1), np.repeat([0.0, 5.0], 12))
    both, grades = block.scores.copy(), block.grades.copy()
    for at in (0, 1):
        block.load(np.arange(12), 12)
        run(block)
        again(block, factors[:, at : at + 1], np.array([5.0 * at]))
        np.testing.assert_array_equal(block.scores, both[:, 12 * at : 12 * at + 12])
        np.testing.assert_array_equal(block.grades, grades[:, 12 * at : 12 * at + 12])


def test_weight_in_a_sum():
    """A sum of 15, 25 and 60 points with 60 up by a fifth: (10 + 20 + 1.2 · 30) · 100 ÷ 112, and the bonus as it is."""
    parts = [leaf("environment", max=15), leaf("performance", max=25), leaf("progress", max=60)]
    tree = inner("sum", *parts, leaf("credit", bonus=True))
    data = {"environment": 10, "performance": 20, "progress": 30, "credit": 4}
    block = scored(framework(tree), [{"id": "x", **data}])
    factors = np.ones((len(block.plan.nodes), 1))
    assert block.scores[0, 0] == 64
    factors[block.plan.rows["progress"]] = 1.2
    Rerun(block.plan)(block, factors, NONE)
    assert block.scores[0, 0] == pytest.approx(66 * 100 / 112 + 4)


def test_factors_keep_the_maximum_of_a_sum():
    """Σ mᵢ fᵢ stays what it was, whatever the factors: 15, 25, 60 points."""
    points = np.array([15.0, 25.0, 60.0, 0.0])
    factors = np.array([[0.8], [1.2], [1.0], [7.0]])
    made = sum_factors(points, 100.0, factors)
    assert points @ made == pytest.approx(100)
    assert made[3] == 1
    assert made[1] / made[0] == pytest.approx(1.5)


def test_shift_of_the_cuts():
    """With every cut 1 point higher, a school at 70 no longer has the A that starts at 70."""
    block = scored(framework(inner("mean", leaf("a"), leaf("b"), grades="letters")), [{"id": "x", "a": 70, "b": 70}])
    again, factors = Rerun(block.plan), np.ones((3, 1))
    assert block.grades[0, 0] == 3
    again(block, factors, np.array([1.0]))
    assert block.grades[0, 0] == 2
    again(block, factors, np.array([-1.0]))
    assert block.grades[0, 0] == 3


def test_rule_on_a_leaf_that_reads_an_inner_node():
    """A leaf's rule may read an inner node; then the leaf is computed again too."""
    rule = {"id": "limit", "when": {"node": "part", "below": 50}, "cap": {"score": 10}}
    part = {"id": "part", "combine": "weighted_mean", "children": [leaf("a", weight=1), leaf("b", weight=1)]}
    tree = inner("mean", part, leaf("c", rules=[rule]), grades="letters")
    block = scored(framework(tree), [{"id": "x", "a": 80, "b": 40, "c": 90}])
    assert block.scores[0, 0] == 75
    factors = np.ones((len(block.plan.nodes), 1))
    factors[block.plan.rows["b"]] = 9
    Rerun(block.plan)(block, factors, NONE)
    # The part is (80 + 9 · 40) ÷ 10 = 44, so that c is put down to 10.
    assert block.scores[0, 0] == 27
    Rerun(block.plan)(block, factors**0, NONE)
    assert block.scores[0, 0] == 75
