"""Key stage 2 progress bands in England 2017 to 2019, against the published files of one authority."""

from __future__ import annotations

import pytest

from tests.conformance import harness

YEARS = [f"england-ks2-progress-{year}" for year in (2017, 2018, 2019)]
CASES = [(framework, group) for framework in YEARS for group in harness.groups(framework)]


@pytest.mark.parametrize(("framework", "group"), CASES)
def test_bands_are_reproduced(framework, group, data_dir):
    """Every band in reading, writing and maths of every mainstream school, from score and limits."""
    assert harness.found(framework, group, data_dir) == harness.told(framework, group)


def test_the_file_of_2019_holds_three_years(data_dir):
    """Each document finds its own year in the file of 2019 by the columns' suffix: 2,748 bands of three years."""
    groups = ["mainstream schools in the file of 2019"] * 2 + ["mainstream schools"]
    found = [harness.found(framework, group, data_dir) for framework, group in zip(YEARS, groups, strict=True)]
    assert sum(check["reproduced"] for year in found for check in year.values()) == 2748
