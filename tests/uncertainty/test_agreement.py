"""The exact answer and the draws agree within what draws can tell."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import reportcard as rc
from tests.engine.scored import inner
from tests.engine.trees import framework, leaf

DRAWS = 20_000
WIDE = {name: {"range": [-1000, 1000]} for name in "abcd"}
TREE = inner(
    "weighted_mean",
    {"id": "x", "weight": 2, "grades": "letters",
     "children": [leaf("a", weight=1), leaf("b", weight=3, scale={"goalposts": [100, 0]})]},
    leaf("c", weight=1, scale={"goalposts": [-300, 300], "to": [10, 90]}),
    leaf("d", weight=1),
    round=1, grades="letters",
)  # fmt: skip


def both(tree, frame, **settings):
    """The cards with exact answers, and those with draws."""
    ready = framework(tree, indicators={**WIDE, "b": {"range": [-1000, 1000], "direction": "lower"}})
    return [
        rc.score(frame, ready, uncertainty=rc.Uncertainty(draws=DRAWS, exact=exact, **settings))
        for exact in (True, False)
    ]


def schools(count=40, seed=3):
    """Values around the cut scores, with standard errors of 1 to 9; some missing, some without an error."""
    rng = np.random.default_rng(seed)
    columns = {"id": [f"S{at}" for at in range(count)]}
    for name in "abcd":
        columns[name] = rng.uniform(35, 75, count)
        columns[f"{name}_standard_error"] = rng.uniform(1, 9, count)
        columns[name][rng.random(count) < 0.1] = np.nan
        columns[f"{name}_standard_error"][rng.random(count) < 0.1] = np.nan
    return pd.DataFrame(columns)


@pytest.mark.parametrize("correlation", [0.0, 0.4])
def test_exact_and_drawn_agree(correlation):
    """Ends of intervals and probabilities differ by no more than draws are off.

    Of D draws a probability p is off by √(p(1 − p) ÷ D), and the end of a 95 % interval of a normal distribution with
    deviation s by s·√(0.025 × 0.975) ÷ (φ(1.96)·√D) = 2.67·s ÷ √D; Five
    such errors are allowed for 40 schools, and 0.0005 where p is next to nothing.
    """
    exact, drawn = both(TREE, schools(), correlation=correlation)
    for node in ("all", "x"):
        one, other = exact.intervals(node), drawn.intervals(node)
        deviation = (one[:, 1] - one[:, 0]) / (2 * 1.959964)
        assert (np.abs(one - other) <= 5 * 2.67 * deviation[:, None] / np.sqrt(DRAWS) + 1e-9).all()
        chances, counted = exact.grade_probabilities(node), drawn.grade_probabilities(node)
        for grade, chance in chances.items():
            bound = 5 * np.sqrt(chance * (1 - chance) / DRAWS) + 5e-4
            assert (np.abs(chance - counted[grade]) <= bound).all(), (node, grade)


def test_the_exact_answer_is_the_one_worked_by_hand():
    """60 ± 3 and 40 ± 4 with weights 3 and 1: 55 ± √(0.75²·3² + 0.25²·4²) = 55 ± 2.4622; A to D by its normal tail.

    The score 55 is rounded to 1, so B (from 55) begins at 54.5: Φ(0.5 ÷ 2.4622) = Φ(0.20307) = 0.58046 lie above it;
    A (from 70) begins at 69.5, 5.89 deviations away.
    """
    tree = inner("weighted_mean", leaf("a", weight=3), leaf("b", weight=1), round=1, grades="letters")
    record = {
        "id": "x",
        "a": {"value": 60, "standard_error": 3},
        "b": {"value": 40, "standard_error": 4},
    }
    card = rc.score(record, framework(tree), uncertainty=True)
    assert card.certainty.draws == 0
    assert card.overall.interval.low == pytest.approx(55 - 1.959964 * 2.462214, abs=1e-5)
    assert card.overall.interval.high == pytest.approx(55 + 1.959964 * 2.462214, abs=1e-5)
    assert [*card.overall.grade_probabilities] == ["A", "B", "C", "D"]
    assert card.overall.grade_probabilities["B"] == pytest.approx(0.58046, abs=1e-5)
    assert card.overall.grade_probabilities["C"] == pytest.approx(1 - 0.58046, abs=1e-5)


def test_correlated_errors_by_hand():
    """With a correlation of 0.5 the variance of (a + b) ÷ 2 is (9 + 16 + 2·0.5·3·4) ÷ 4 = 9.25."""
    ready = framework(inner("mean", leaf("a"), leaf("b")))
    record = {"id": "x", "a": {"value": 50, "standard_error": 3}, "b": {"value": 50, "standard_error": 4}}
    card = rc.score(record, ready, uncertainty=rc.Uncertainty(correlation=0.5))
    assert card.overall.interval.high == pytest.approx(50 + 1.959964 * 9.25**0.5, abs=1e-5)
    # A lucky year lowers what is better low: the errors of the scores move together all the same.
    turned = framework(
        inner("mean", leaf("a"), leaf("b", scale={"goalposts": [100, 0]})),
        indicators={"b": {"direction": "lower", "range": [0, 100]}},
    )
    again = rc.score(record, turned, uncertainty=rc.Uncertainty(correlation=0.5))
    assert again.overall.interval.high == pytest.approx(card.overall.interval.high, abs=1e-9)


@pytest.mark.parametrize(
    ("tree", "value"),
    [
        (inner("best", leaf("a"), leaf("b")), 50),
        (inner("mean", leaf("a", scale={"goalposts": [40, 60]}), leaf("b")), 58),
        (inner("mean", leaf("a", scale={"steps": {"below": 1, 50: 2}}), leaf("b")), 50),
        (
            inner(
                "mean", leaf("a"), leaf("b"), rules=[{"when": {"indicator": "a", "below": 50}, "cap": {"score": 45}}]
            ),
            51,
        ),
        (inner("mean", leaf("a"), leaf("b"), clip=[40, 52]), 50),
        (inner("mean", leaf("a", round=1), leaf("b")), 50),
        (inner("mean", leaf("a"), leaf("b")), 97),
    ],
)
def test_what_is_not_linear_is_drawn(tree, value):
    """Best-of, limits within reach, steps, rules on what is drawn, rounded parts, ends of the range: none is exact."""
    record = {"id": "x", "a": {"value": value, "standard_error": 3}, "b": {"value": value, "standard_error": 3}}
    assert rc.score(record, framework(tree), uncertainty=True).certainty.draws == 1000
