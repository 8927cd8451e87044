"""Texas 2013 and 2017, against the published files."""

from __future__ import annotations

import pytest

from tests.conformance import harness

CASES = [(framework, group) for framework in ("texas-2013", "texas-2017") for group in harness.groups(framework)]


@pytest.mark.parametrize(("framework", "group"), CASES)
def test_published_results_are_reproduced(framework, group, data_dir):
    """Indexes, whether they are met, and ratings are reproduced, apart from appeals and data decisions."""
    assert harness.found(framework, group, data_dir) == harness.told(framework, group)
