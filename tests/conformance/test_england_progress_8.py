"""Progress 8 in England 2019, against the published file."""

from __future__ import annotations

import numpy as np
import pytest

import reportcard as rc
from tests.conformance import harness

SCHOOLS, AUTHORITIES = "england-progress-8-2019", "england-progress-8-2019-authorities"
CASES = [(framework, group) for framework in (SCHOOLS, AUTHORITIES) for group in harness.groups(framework)]


@pytest.mark.parametrize(("framework", "group"), CASES)
def test_bands_are_reproduced(framework, group, data_dir):
    """3,401 bands of schools and 150 of authorities, 3,551 in all."""
    assert harness.found(framework, group, data_dir) == harness.told(framework, group)


def limits(framework, data_dir):
    """Published and recomputed limits of everyone who has published ones: two arrays (2, schools)."""
    cards = rc.score(harness.read(framework, data_dir), framework)
    nodes = [(card["progress_8"], card["recomputed"]) for card in cards]
    given = [(p.lower, p.upper, r.lower, r.upper) for p, r in nodes if p.lower is not None]
    together = np.array(given, np.float64).T
    return together[:2], together[2:]


def test_limits_follow_from_the_national_deviation(data_dir):
    """All 3,675 pairs of limits are the score ± 1.96 × 1.2828 ÷ √pupils, to the 0.01 that their rounding allows."""
    pairs = [limits(framework, data_dir) for framework in (SCHOOLS, AUTHORITIES)]
    assert sum(published.shape[1] for published, _ in pairs) == 3675
    assert all(np.abs(published - recomputed).max() <= 0.01 for published, recomputed in pairs)


def test_schools_that_do_not_teach_the_full_range_have_no_band(data_dir):
    """124 schools have limits and no band: the file says SUPP in its place, and a rule withholds ours."""
    frame = harness.read(SCHOOLS, data_dir)
    cards = rc.score(frame, SCHOOLS)
    withheld = cards.fired()["progress_8/not_the_full_range"]
    assert int(withheld.sum()) == 124
    assert set(frame["P8_BANDING"][withheld]) == {"SUPP"}
    assert not any(grade for grade, without in zip(cards.grades(), withheld, strict=True) if without)
