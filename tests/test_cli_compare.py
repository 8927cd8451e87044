"""The commands that ask further: what would reach the next grade, and how two results differ."""

from __future__ import annotations

import json

import pytest

from tests.test_cli import ended

DOCUMENT = """
framework: two-parts
title: Two parts
indicators:
  a: {title: A, range: [0, 100]}
  b: {title: B, range: [0, 100]}
grade_scales: {letters: {High: 50, Low: lowest}}
score:
  id: overall
  combine: weighted_mean
  grades: letters
  children: [{id: a, weight: 3}, {id: b, weight: 1}]
"""


@pytest.fixture
def folder(tmp_path):
    """Two frameworks and the files of two years."""
    (tmp_path / "two-parts.yaml").write_text(DOCUMENT, encoding="utf-8")
    harder = DOCUMENT.replace("two-parts", "harder").replace("High: 50", "High: 60").replace("Two parts", "Harder")
    (tmp_path / "harder.yaml").write_text(harder, encoding="utf-8")
    (tmp_path / "now.csv").write_text("id,a,b\nS1,60,40\nS2,40,20\n", encoding="utf-8")
    (tmp_path / "before.csv").write_text("id,a,b\nS1,30,40\nS2,40,20\n", encoding="utf-8")
    return tmp_path


def test_next_grade_is_told(folder):
    """S2 has 35 points of the 50 that it needs: A alone at 60, B alone at 80; together, 15 of each."""
    asked = ("next-grade", folder / "now.csv", "S2", "-f", folder / "two-parts.yaml")
    lines = ended(0, *asked, "--mix", "a=1", "--mix", "b=1").stdout.splitlines()
    assert lines == [
        "School S2: from Low to High, any one of:",
        "  A from 40 to 60.",
        "  B from 20 to 80.",
        "  Together: A from 40 to 55 and B from 20 to 35.",
    ]
    told = json.loads(ended(0, *asked, "--format", "json", "--step", "a=7").stdout)
    assert told["ways"][0]["changes"][0]["after"] == 63


def test_a_school_that_is_not_there_is_wrong_use(folder):
    """A school that the file does not hold ends the command with 2."""
    assert "no school 'S9'" in ended(2, "next-grade", folder / "now.csv", "S9", "-f", folder / "two-parts.yaml").stderr


def test_two_frameworks(folder):
    """S1 has 55 points: High under the one, Low under the other."""
    text = ended(0, "compare", folder / "now.csv", "-f", folder / "two-parts.yaml", "--with", folder / "harder.yaml")
    assert "2 schools on both sides; 1 moved to another grade, 1 did not." in text.stdout
    assert "| S1 | High (55) | Low (55) | 0 |" in text.stdout


def test_two_years_as_a_page(folder):
    """A report is written where it is wanted, and the summary is told."""
    out = folder / "new" / "report.html"
    text = ended(
        0, "compare", folder / "now.csv", "-f", folder / "two-parts.yaml",
        "--earlier", folder / "before.csv", "--out", out,
    )  # fmt: skip
    assert "Changes of score: not known 2." in " ".join(text.stdout.split())
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_own_weights(folder):
    """A framework is compared with itself under own weights."""
    text = ended(0, "compare", folder / "now.csv", "-f", folder / "two-parts.yaml", "-w", "a=1")
    assert "Two parts, own weights" in text.stdout


@pytest.mark.parametrize(
    ("more", "words"), [((), "Give --with"), (("--with", "nyc-2009-10", "-o", "x.pdf"), "neither")]
)
def test_wrong_use(folder, more, words):
    """Nothing to compare with, and a report of an unknown kind, are wrong use."""
    assert words in ended(2, "compare", folder / "now.csv", "-f", folder / "two-parts.yaml", *more).stderr


def test_a_comparison_in_spanish(folder):
    """The report is Spanish, in a file and on the screen; an unknown language is wrong use."""
    asked = ("compare", folder / "now.csv", "-f", folder / "two-parts.yaml", "--with", folder / "harder.yaml")
    assert "## Quién cambia y por qué" in ended(0, *asked, "--language", "es").stdout
    ended(0, *asked, "--language", "es", "--out", folder / "report.html")
    assert '<html lang="es" dir="ltr">' in (folder / "report.html").read_text(encoding="utf-8")
    assert "Did you mean 'es'?" in ended(2, *asked, "--language", "esp").stderr
