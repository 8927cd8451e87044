"""Florida 2019, against the published file."""

from __future__ import annotations

import pytest

from tests.conformance import harness

FRAMEWORK = "florida-2019"


@pytest.mark.parametrize("group", harness.groups(FRAMEWORK))
def test_published_scores_and_letters_are_reproduced(group, data_dir):
    """Every percentage and letter is reproduced."""
    assert harness.found(FRAMEWORK, group, data_dir) == harness.told(FRAMEWORK, group)
