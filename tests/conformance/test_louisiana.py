"""Louisiana 2018, both formulas, against the published file."""

from __future__ import annotations

import pytest

from tests.conformance import harness

CASES = [
    (framework, group)
    for framework in ("louisiana-2018-old", "louisiana-2018-new")
    for group in harness.groups(framework)
]


@pytest.mark.parametrize(("framework", "group"), CASES)
def test_published_results_are_reproduced(framework, group, data_dir):
    """Scores and letters of both formulas are reproduced, lie in the range of censored inputs, or the cause is told."""
    assert harness.found(framework, group, data_dir) == harness.told(framework, group)
