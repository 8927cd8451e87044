"""New York City 2009-10, against the published file."""

from __future__ import annotations

import pytest

from tests.conformance import harness

FRAMEWORK = "nyc-2009-10"


@pytest.mark.parametrize("group", harness.groups(FRAMEWORK))
def test_published_scores_and_letters_are_reproduced(group, data_dir):
    """Scores, letters and category letters are reproduced, apart from the misses told with their cause."""
    assert harness.found(FRAMEWORK, group, data_dir) == harness.told(FRAMEWORK, group)
