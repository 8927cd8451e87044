"""North Carolina 2018, against the published file."""

from __future__ import annotations

import pytest

from tests.conformance import harness

FRAMEWORK = "north-carolina-2018"


@pytest.mark.parametrize("group", harness.groups(FRAMEWORK))
def test_published_scores_and_letters_are_reproduced(group, data_dir):
    """Scores and letters of schools and of groups of pupils are reproduced, or the cause is told."""
    assert harness.found(FRAMEWORK, group, data_dir) == harness.told(FRAMEWORK, group)
