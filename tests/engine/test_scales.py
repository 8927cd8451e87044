"""Every scale that needs no reference, with values worked by hand. Those that compare are in test_reference."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.scored import result
from tests.engine.trees import leaf

OPEN: dict[str, Any] = {"range": [None, None]}


def scores(scale: Any, *values: float | str, indicators: dict[str, Any] | None = None, **more: float) -> list[Any]:
    """Scores of some values of one leaf on a scale."""
    described = {"a": OPEN, **(indicators or {})}
    return [result(leaf("a", scale=scale), {"a": value, **more}, indicators=described).score for value in values]


def status(scale: Any, value: float, **more: float) -> tuple[Any, str]:
    """Score and status of a value of one leaf on a scale, with one more indicator ``own``."""
    root = result(leaf("a", scale=scale), {"a": value, **more}, indicators={"a": OPEN, "own": OPEN})
    return root.score, root.status.value


OWN = {"from_indicator": "own"}


def test_no_scale():
    """Without a scale the score is the value."""
    assert scores(None, 12.5, -3) == [12.5, -3]


def test_goalposts():
    """From 20 to 80: (50 − 20) ÷ 60 × 100 = 50; below 20 is 0, above 80 is 100."""
    assert scores({"goalposts": [20, 80]}, 50, 20, 80, 10, 99) == [50, 0, 100, 0, 100]


def test_goalposts_turned():
    """Where low is good the worst value comes first: of 7.5 and 2, 4.75 is halfway."""
    assert scores({"goalposts": [7.5, 2]}, 4.75, 8, 1) == [pytest.approx(50), 0, 100]


def test_goalposts_on_other_points():
    """111 to 467 on 0 to 10: (289 − 111) ÷ 356 × 10 = 5."""
    assert scores({"goalposts": [111, 467], "to": [0, 10]}, 289) == [pytest.approx(5)]


def test_goalposts_unclipped():
    """Without clipping the line goes on: (99 − 20) ÷ 60 × 100 = 131.67."""
    assert scores({"goalposts": [20, 80], "clip": False}, 99, 8) == [pytest.approx(131.6667, abs=1e-4), -20]


def test_goalposts_of_the_school():
    """A school's own upper goalpost of 60: (50 − 20) ÷ 40 × 100 = 75; without one there is no score."""
    scale = {"goalposts": [20, OWN]}
    assert status(scale, 50, own=60) == (75, "available")
    assert status(scale, 50) == (None, "invalid")


STEPS = {"steps": {"below": 1, 10: 2, 40: 3}}


def test_steps():
    """Below 10 gives 1, from 10 gives 2, from 40 gives 3; a value at a step has reached it."""
    assert scores(STEPS, 9.9, 10, 39.9, 40, 99) == [1, 2, 2, 3, 3]


def test_steps_above():
    """``inclusive: upper`` gives the next points only above the step."""
    assert scores({**STEPS, "inclusive": "upper"}, 10, 10.1, 40, 40.1) == [1, 2, 2, 3]


def test_steps_down():
    """Where low is good the points fall: 5 below 2, then 3, then 1."""
    assert scores({"steps": {"below": 5, 2: 3, 6: 1}}, 1, 2, 6) == [5, 3, 1]


def test_binary_noise_reaches_a_step():
    """0.1 + 0.2 is 0.30000000000000004 and 3 × 1.1 is 3.3000000000000003: decimals decide, not their binary noise."""
    scale = {"steps": {"below": 0, 0.3: 1}}
    assert scores(scale, 0.1 + 0.2, 0.3, 0.7 - 0.4, 0.29999) == [1, 1, 1, 0]
    assert scores({**scale, "inclusive": "upper"}, 0.1 + 0.2) == [0]


def test_steps_of_the_school():
    """A school's own target of 60 as a step: 70 has reached it, 50 has not."""
    scale = {"steps": [{"points": 1}, {"at": OWN, "points": 2}]}
    assert [status(scale, value, own=60)[0] for value in (50, 70)] == [1, 2]


def test_step_without_a_threshold():
    """A school whose threshold is missing has no points: missing is never the worst."""
    assert status({"steps": [{"points": 1}, {"at": OWN, "points": 2}]}, 70) == (None, "invalid")


def test_points_of_the_school():
    """Points can come from a column too: from 10 on, as many as the school's own 7."""
    assert status({"steps": [{"points": 1}, {"at": 10, "points": OWN}]}, 12, own=7) == (7, "available")


def test_piecewise():
    """Through (0, 100), (2, 80), (6, 50): 1 gives 90, 4 gives 65, and beyond the ends it is flat."""
    assert scores({"piecewise": [[0, 100], [2, 80], [6, 50]]}, 1, 4, 2, 99, -5) == [90, 65, 80, 50, 100]


def test_lookup():
    """Each grade has its points."""
    assert scores({"lookup": {1: 100, 2: 75, 3: 40, 4: 0}}, 1, 3, 4) == [100, 40, 0]


def test_lookup_of_labels():
    """A label stands for the number that the indicator gives it, in the table and in the data."""
    inspected = {"a": {"labels": {"Good": 2, "Weak": 4}}}
    assert scores({"lookup": {"Good": 75, 4: 0}}, 2, "Good", "weak", indicators=inspected) == [75, 75, 0]


def test_value_that_a_lookup_lacks():
    """A value that is not in the table is invalid: nobody has said what it is worth."""
    assert status({"lookup": {1: 100, 2: 75}}, 3) == (None, "invalid")


def test_target():
    """Met from 95 on: 1, else 0; or the points given."""
    assert scores({"target": 95}, 94.9, 95) == [0, 1]
    assert scores({"target": 95, "points": [2, 10]}, 94.9, 99) == [2, 10]


def test_target_of_the_school():
    """Each school its own target: 70 meets 60 and misses 80; without a target there is no score."""
    assert [status({"target": OWN}, 70, own=own) for own in (60, 80)] == [(1, "available"), (0, "available")]
    assert status({"target": OWN}, 70) == (None, "invalid")


BAND = {"interval_band": {"centre": 0, "lower": -0.5, "upper": 0.5}}


@pytest.mark.parametrize(
    ("value", "lower", "upper", "points"),
    [
        (0.6, 0.1, 1.1, 5),
        (0.4, 0.1, 0.7, 4),
        (0.6, -0.1, 1.3, 3),
        (0.4, 0, 0.8, 3),
        (-0.4, -0.7, -0.1, 2),
        (-0.5, -0.9, -0.1, 1),
        (-0.6, -0.9, -0.3, 1),
    ],
    ids=["well above", "above", "includes zero", "touches zero", "below", "at the lower cut", "well below"],
)
def test_interval_band(value, lower, upper, points):
    """Average where the limits include or touch 0; outside, the cuts −0.5 and 0.5 tell well below and well above."""
    given = {"a": value, "a_lower": lower, "a_upper": upper}
    assert result(leaf("a", scale=BAND), given, indicators={"a": OPEN}).score == points


def test_interval_band_excluding_its_lower_cut():
    """With ``lower_inclusive: false`` a value at −0.5 is below (2), not well below (1)."""
    scale = {"interval_band": {**BAND["interval_band"], "lower_inclusive": False}}
    given = {"a": -0.5, "a_lower": -0.9, "a_upper": -0.1}
    assert result(leaf("a", scale=scale), given, indicators={"a": OPEN}).score == 2


def test_interval_band_without_limits():
    """Without limits nobody can say which band a value is in: no score."""
    assert status(BAND, 0.9) == (None, "invalid")


def test_rate_as_a_metric():
    """45 of 60 is 100 × 45 ÷ 60 = 75; rounded before the scale, 2 of 3 is 66.7; a denominator of 0 gives no value."""
    counts = {"part": {"range": [0, None]}, "whole": {"range": [0, None]}}
    metric = {"id": "ratio", "numerator": "part", "denominator": "whole"}
    plain = leaf("rate", metric=metric)
    rounded = leaf("rate", metric={**metric, "round": 0.1})
    assert result(plain, {"part": 45, "whole": 60}, indicators=counts).score == 75
    assert result(rounded, {"part": 2, "whole": 3}, indicators=counts).score == 66.7
    none = result(plain, {"part": 0, "whole": 0}, indicators=counts)
    assert (none.score, none.status) == (None, "not_applicable")


def test_clip():
    """A score is kept between limits before it is rounded: 10.26 within 0 and 10 is 10; 3.26 to 0.1 is 3.3."""
    tree = leaf("a", clip=[0, 10], round=0.1)
    assert [result(tree, {"a": value}, indicators={"a": OPEN}).score for value in (10.26, 3.26, -4)] == [10, 3.3, 0]


@pytest.mark.parametrize(
    ("value", "to", "expected"),
    [(2.675, 0.01, 2.68), (51.5, 1, 52), (51.49, 1, 51), (0.25, 0.1, 0.3), (62.5, 5, 65), (-2.5, 1, -3), (7, 0.5, 7)],
)
def test_rounding(value, to, expected):
    """Halves go away from zero on the decimal number: 2.675 to 0.01 is 2.68, 62.5 to 5 is 65, −2.5 to 1 is −3."""
    assert result(leaf("a", round=to), {"a": value}, indicators={"a": OPEN}).score == pytest.approx(expected, abs=1e-12)


def test_rounding_of_a_sum():
    """0.8 × 52.5 + 0.2 × 47.5 is 51.5 in decimal and 51.49999999999999 in binary: it rounds to 52."""
    tree = {"id": "all", "round": 1, "children": [leaf("a", weight=0.8), leaf("b", weight=0.2)]}
    root = result(tree, {"a": 52.5, "b": 47.5})
    assert root.score == 52
    assert root.score_before == pytest.approx(51.5)
