"""docs/conformance.md is what the counts of the conformance suite say today."""

from __future__ import annotations

import re

import pytest

import reportcard as rc
from docs import conformance
from tests.conformance import harness


def test_not_stale():
    """The page is the one that the counts give; write it anew with 'python -m docs.conformance --write'."""
    assert conformance.FILE.read_text(encoding="utf-8") == conformance.page()


def test_it_can_be_printed(monkeypatch, capsys):
    """Without --write the page is printed, and nothing is written."""
    monkeypatch.setattr("sys.argv", ["conformance"])
    before = conformance.FILE.stat().st_mtime_ns
    conformance.main()
    assert capsys.readouterr().out == conformance.page()
    assert conformance.FILE.stat().st_mtime_ns == before


@pytest.mark.parametrize("framework", sorted(harness.counts()))
def test_every_system_is_told(framework):
    """Each counted framework is built in and has a heading of its own."""
    assert framework in {info.id for info in rc.frameworks()}
    assert f"(`{framework}`)\n" in conformance.page()


def test_every_miss_is_told_with_its_school():
    """Every school that is missed stands on the page."""
    entries = [group for entry in harness.counts().values() for group in entry["groups"].values()]
    misses = [miss for group in entries for told in group["quantities"].values() for miss in told.get("missed", ())]
    schools = {school for miss in misses for school in miss["schools"]}
    assert {school for school in schools if school not in conformance.page()} == set()
    assert len(schools) > 20


def test_totals_count_each_school_once():
    """Florida's three quantities of 3,328 make 9,984; a group that is part of another adds nothing."""
    assert conformance.totals(harness.counts()["florida-2019"]) == [9984, 9984, 0, 0, 0]
    parts = {"a": {"quantities": {"x": {"published": 3, "reproduced": 2, "missed": [{"schools": ["1"]}]}}}}
    parts["b"] = {"part_of": "a", "quantities": {"x": {"published": 1, "reproduced": 1}}}
    assert conformance.totals({"groups": parts}) == [3, 2, 0, 0, 1]


@pytest.mark.parametrize("framework", sorted(harness.counts()))
def test_a_part_belongs_to_a_group(framework):
    """What is part of another group names one that is counted whole."""
    groups = harness.counts()[framework]["groups"]
    parts = [group["part_of"] for group in groups.values() if "part_of" in group]
    assert all("part_of" not in groups[name] for name in parts)


def test_the_table_is_aligned():
    """Every line of a table is as long as the others, so that it can be read as text."""
    for table in re.findall(r"(?:^\|.*\n)+", conformance.page(), re.MULTILINE):
        assert len({len(line) for line in table.splitlines()}) == 1
