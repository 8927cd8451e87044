"""The examples run, and print what they are there to show."""

from __future__ import annotations

import runpy

import pytest

from tests.docs.pages import PROJECT

EXAMPLES = sorted((PROJECT / "examples").glob("*.py"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_example_runs(example, tmp_path, monkeypatch, capsys):
    """Every example runs in an empty folder, without a warning, and prints something."""
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(example), run_name="__main__")
    assert capsys.readouterr().out.strip()


def test_quickstart(tmp_path, monkeypatch, capsys):
    """The quickstart says that its schools are synthetic, counts grades and shows a card with its sum."""
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(PROJECT / "examples" / "quickstart.py"))
    out = capsys.readouterr().out
    assert "300 synthetic schools" in out
    assert "overall_grade" in out
    assert " × " in out
