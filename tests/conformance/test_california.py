"""The graduation rate of the California Dashboard 2017, against the published file."""

from __future__ import annotations

import numpy as np
import pytest

import reportcard as rc
from tests.conformance import harness

FRAMEWORK = "california-graduation-2017"


@pytest.mark.parametrize("group", harness.groups(FRAMEWORK))
def test_rates_levels_and_colours_are_reproduced(group, data_dir):
    """Rates and changes from the counts, both levels and the colour: every one of 13,509, 13,117 and 9,504."""
    assert harness.found(FRAMEWORK, group, data_dir) == harness.told(FRAMEWORK, group)


def test_the_safety_net_is_where_the_file_says(data_dir):
    """The rows of all students with a cohort under 150 are those that the file flags; the flag itself is not read."""
    frame = harness.read(FRAMEWORK, data_dir)
    ours = (frame["studentgroup"] == "ALL") & (frame["currdenom"].astype(int) < 150)
    assert (ours == (frame["safetynet"] == "Y")).all()
    fired = rc.score(frame, FRAMEWORK).fired()
    held = fired["change/few_students_fall"] | fired["change/few_students_rise"]
    assert held.any()
    assert not (held & ~ours.to_numpy()).any()


def test_groups_of_few_students_have_no_colour(data_dir):
    """A row with both levels and no colour was withheld by a rule on small cohorts, every other has a colour."""
    frame = harness.read(FRAMEWORK, data_dir)
    cards = rc.score(frame, FRAMEWORK)
    both = ~np.isnan(cards.scores("status")) & ~np.isnan(cards.scores("change"))
    withheld = np.array([status == "withheld" for status in cards.statuses()])
    assert (withheld == (both & (frame["color"] == "0").to_numpy())).all()
    assert int(withheld.sum()) == int(both.sum()) - 9504
