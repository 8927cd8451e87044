"""The experiment of docs/calibration.md, small: intervals cover, probabilities are reliable."""

from __future__ import annotations

import re

import numpy as np
import pytest
from docs.calibration import FIGURE, PAGE, SIZES, TREES, brier, experiment

SCHOOLS, DRAWS = 1200, 200


@pytest.mark.parametrize("tree", TREES)
def test_intervals_cover_and_probabilities_come_true(tree):
    """The 95 % interval covers 95 %, up to four errors of the experiment itself, and grades are reliable.

    Of 1,200 schools a share of 0.95 is off by √(0.95 × 0.05 ÷ 1,200) = 0.0063. Between the 5th of 200 draws from below
    and from above lie 191 ÷ 201 = 0.950 on average. Where probabilities are right, the reliability of ten bins is the
    sum of their p(1 − p), at most 10 × 0.1, over 2,400 schools: 0.0004; five times that is allowed.
    """
    results = [experiment(tree, size, SCHOOLS, draws=DRAWS) for size in (30, 300)]
    error = np.sqrt(0.95 * 0.05 / SCHOOLS)
    for result in results:
        assert abs(result.covered - 0.95) < 4 * error, (result.size, result.covered)
    found = brier(results)
    assert found.reliability < 5 * 0.0004
    assert found.score < found.uncertainty
    assert abs(found.reliability - found.resolution + found.uncertainty - found.score) < 0.01


def test_the_experiment_can_fail():
    """Errors that are told half as large as they are give intervals that cover far less, and unreliable grades."""
    from docs import calibration

    true = calibration.FLAT.draw(np.random.default_rng(1), SCHOOLS)
    frame = calibration.data(true, 30, np.random.default_rng(2))
    for name in frame.columns:
        if name.endswith("_n"):
            frame[name] *= 4
    cards = calibration.rc.score(frame, calibration.document("shares"), uncertainty=True)
    score = calibration.rc.score(calibration.frame_of(true), calibration.document("shares")).scores()
    low, high = cards.intervals().T
    assert ((low <= score) & (score <= high)).mean() < 0.75


def test_the_page_says_what_the_experiment_is():
    """The page has a line for every tree, a column for every cohort size, and its figure stands beside it."""
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"| {tree} | " in text for tree in TREES)
    assert all(f" {size} pupils |" in text for size in SIZES)
    assert FIGURE.read_text(encoding="utf-8").startswith("<svg")
    cells = [cell.strip() for line in text.splitlines() for cell in line.split("|")]
    covered = [float(cell.split(" (")[0]) for cell in cells if re.fullmatch(r"[\d.]+ \([\d.]+\)", cell)]
    assert len(covered) == 2 * len(TREES) * len(SIZES)
    assert all(94 <= share <= 96 for share in covered)
