"""Claims about counts.yaml itself."""

from __future__ import annotations

import pytest

from reportcard.analysis.verify import verify
from tests.conformance import harness


@pytest.mark.parametrize("framework", sorted(harness.counts()))
def test_every_miss_has_a_cause(framework):
    """No published result is missed without a stated cause."""
    assert all(len(cause) > 20 for cause in harness.causes(framework))


@pytest.mark.parametrize("framework", sorted(harness.counts()))
def test_counts_add_up(framework):
    """What was published was reproduced, lies in its range, was taken over from the file, or is listed as missed."""
    for group in harness.groups(framework):
        for quantity, told in harness.told(framework, group).items():
            counted = told["reproduced"] + told.get("within", 0) + told.get("taken", 0)
            parts = counted + len(told.get("missed", ()))
            assert told["published"] == parts, f"{group}: {quantity}"


@pytest.mark.parametrize("column", ["Percent of Total Possible Points", "Grade 2019", "Science Achievement"])
def test_a_change_of_one_school_is_seen(column, data_dir):
    """One cell that is changed, published or put in, is a miss that the counts do not tell."""
    frame = harness.read("florida-2019", data_dir).copy()
    frame.iloc[5, frame.columns.get_loc(column)] = {"Grade 2019": "F"}.get(column, "1")

    assert sum(len(check.misses) for check in verify(frame, "florida-2019").checks) > 0
