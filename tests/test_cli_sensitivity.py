"""The command that says how firm grades are."""

from __future__ import annotations

import csv

import pytest

import reportcard as rc
from reportcard.analysis.knobs import GradeCuts, Weights
from tests.test_cli import ended

DOCUMENT = """
framework: two-parts
title: Two parts
source: {id: ID}
indicators:
  a: {title: A, columns: A, range: [0, 100]}
  b: {title: B, columns: B, range: [0, 100]}
grade_scales: {letters: {High: 50, Low: lowest}}
score:
  id: overall
  round: 1
  grades: letters
  children: [{id: a, weight: 2}, {id: b, weight: 1}]
"""


@pytest.fixture
def files(tmp_path):
    """A framework, three schools, and a folder to write to. S2's grade hangs on the weights; S3's name is hostile."""
    framework, schools = tmp_path / "two-parts.yaml", tmp_path / "schools.csv"
    framework.write_text(DOCUMENT, encoding="utf-8")
    schools.write_text("ID,A,B\nS1,90,90\nS2,52,46\n=S|3<b>,10,20\n", encoding="utf-8")
    return framework, schools, tmp_path / "out"


def test_report_and_tables_are_written(files):
    """The folder gets the report, a row a school and a row a flip, as Python gives them."""
    framework, schools, out = files
    done = ended(
        0, "sensitivity", schools, "-f", framework, "--weights", "0.5", "--cuts", "1", "--draws", "50", "--out", out
    )
    ready = rc.load_framework(framework)
    found = rc.sensitivity(rc.read_file(schools, ready), ready, vary=[Weights(share=0.5), GradeCuts(1)], draws=50)
    assert f"{100 * found.kept:.1f} % of 3 graded schools keep their grade." in done.output
    assert (out / "sensitivity.md").read_text(encoding="utf-8") == found.to_markdown()
    with (out / "sensitivity-schools.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["grade"] for row in rows] == ["High", "High", "Low"]
    assert float(rows[1]["kept"]) == pytest.approx(found["S2"].kept)
    with (out / "sensitivity-flips.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["school"] for row in csv.DictReader(file)] == ["S2"]


def test_report_is_printed(files):
    """Without a folder the report goes to standard output."""
    framework, schools, _ = files
    done = ended(0, "sensitivity", schools, "-f", framework, "--leave-out", "--draws", "10", "--quiet")
    assert done.stdout.startswith("# How firm are the grades of two-parts?")
    assert "without b" in done.output


def test_hostile_ids_do_not_break_the_table(files):
    """A school's id with a bar or a tag stays one cell of the report, and no formula in the tables."""
    framework, schools, out = files
    ended(0, "sensitivity", schools, "-f", framework, "--cuts", "60", "--draws", "40", "--out", out)
    text = (out / "sensitivity.md").read_text(encoding="utf-8")
    assert "| =S\\|3&lt;b> | Low | High |" in text
    assert "\n=S" not in (out / "sensitivity-schools.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ([], 2, "Say what to vary"),
        (["--weights", "0.2", "--dirichlet", "9"], 2, "not both"),
        (["--weights", "20"], 3, "not between 0 and 1"),
        (["--missing", "leave_out"], 3, "has leave_out already"),
    ],
)
def test_wrong_use(files, options, code, words):
    """What cannot be done ends with a code and says why, without a stack trace."""
    framework, schools, _ = files
    done = ended(code, "sensitivity", schools, "-f", framework, *options)
    assert words in " ".join(done.output.split())
