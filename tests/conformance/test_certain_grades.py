"""How many of England's grades are certain: the table of docs/uncertainty.md, from the published files."""

from __future__ import annotations

import re

import pytest

import reportcard as rc
from tests.docs.pages import DOCS

FRAMEWORK = "school-report-card-2009"
TABLE = re.findall(
    r"^\| (`ks.*?`) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|$",
    (DOCS / "uncertainty.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


@pytest.fixture
def england(data_dir):
    return data_dir / "england"


def test_the_table_is_there():
    """Three years of a county and a nation's secondary schools stand in the table."""
    assert len(TABLE) == 4


@pytest.mark.parametrize(("files", "graded", "certain", "shared"), TABLE, ids=[line[0] for line in TABLE])
def test_the_table_is_what_the_files_give(england, files, graded, certain, shared):
    """Each line of the table is what the files give today, with the draws of the default seed."""
    first, *others = re.findall(r"`(.*?)`", files)
    frame = rc.read_file(england / first, FRAMEWORK, join=[england / name for name in others])
    found = rc.score(frame, FRAMEWORK, uncertainty=True).certain()
    assert (f"{found.graded:,}", f"{found.certain:,}") == (graded, certain)
    correlated = rc.score(frame, FRAMEWORK, uncertainty=rc.Uncertainty(correlation=0.5)).certain()
    assert f"{correlated.certain:,}" == shared


def test_progress_of_hampshire(england):
    """The sentence on progress alone: 40 of 309 grades are certain."""
    frame = rc.read_file(england / "ks2-2019-hampshire.csv", FRAMEWORK)
    found = rc.score(frame, FRAMEWORK, uncertainty=True).certain(node="progress")
    assert (found.certain, found.graded) == (40, 309)
