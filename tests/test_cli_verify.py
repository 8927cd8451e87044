"""The commands that check: outcome cases of a document, and a publication against its framework."""

from __future__ import annotations

import json

import pytest

import reportcard as rc
from tests.test_cli import ended

DOCUMENT = """
framework: two-parts
title: Two parts
source:
  id: ID
  codes: {">95": {read_as: 97, between: [95, 100]}}
  published: {overall: {score: SCORE, grade: GRADE}, b: {score: B_SCORE}}
indicators:
  a: {title: A, columns: A, range: [0, 100]}
  b: {title: B, columns: B}
grade_scales: {letters: {High: 50, Low: lowest}}
score:
  id: overall
  combine: mean
  round: 1
  grades: letters
  rules: [{id: no_fall, when: {indicator: a, below: 10}, floor: {score: 20}}]
  children: [{id: a}, {id: b}]
"""
GOOD = "ID,A,B,B_SCORE,SCORE,GRADE\nS1,60,41,41,51,High\nS2,30,41,41,36,Low\n"


@pytest.fixture
def framework(tmp_path):
    """A framework of two parts, whose published results stand in three columns."""
    path = tmp_path / "two-parts.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


def saved(folder, text, name="schools.csv"):
    """A file with some rows."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


# --- verify ----------------------------------------------------------------------------------------------------------


def test_verify_ends_with_0_where_all_match(framework, tmp_path):
    """Each published quantity has a row with its counts, and the verdict stands below."""
    text = ended(0, "verify", saved(tmp_path, GOOD), "-f", framework).stdout
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in text.splitlines() if line.startswith("│")]
    assert rows == [
        ["overall.score", "SCORE", "2", "2", "0", "0", "0"],
        ["overall.grade", "GRADE", "2", "2", "0", "0", "0"],
        ["overall.cuts", "GRADE", "2", "2", "0", "0", "0"],
        ["b.score", "B_SCORE", "2", "2", "0", "0", "0"],
    ]
    assert "No published result of 8 was missed." in text
    assert "Read schools.csv: 2 rows." in text


def test_verify_ends_with_1_where_something_was_missed(framework, tmp_path):
    """A miss is told with school, published and computed result, and the first node or rule where they part."""
    rows = "S3,60,20,25,43,Low\nS4,5,5,5,5,Low\n"
    text = ended(1, "verify", saved(tmp_path, GOOD + rows), "-f", framework).stdout
    misses = [[cell.strip() for cell in line.split("│")[1:-1]] for line in text.splitlines() if line.startswith("│ S")]
    assert misses == [
        ["S3", "overall.score", "43", "40", "b.score"],
        ["S4", "overall.score", "5", "20", "rule overall/no_fall"],
        ["S3", "b.score", "25", "20", "score of b"],
    ]
    assert "3 of 16 published results were not reproduced." in text


def test_verify_lists_as_many_misses_as_asked(framework, tmp_path):
    """``--misses`` limits the list, and says how many there are; 0 leaves it out."""
    path = saved(tmp_path, GOOD + "S3,60,20,25,43,Low\nS4,60,20,20,43,Low\n")
    assert "The first 1 of 3 misses" in ended(1, "verify", path, "-f", framework, "--misses", "1").stdout
    assert "They part at" not in ended(1, "verify", path, "-f", framework, "--misses", "0").stdout


def test_verify_counts_what_inputs_leave_open(framework, tmp_path):
    """>95 beside 0 leaves 47.5 to 50: a published 49 is within, and nothing is missed."""
    text = ended(0, "verify", saved(tmp_path, "ID,A,B,SCORE,GRADE\nS1,>95,0,49,Low\n"), "-f", framework).stdout
    assert "No published result of 3 was missed (1 as near as the inputs tell)." in text


def test_verify_prints_json(framework, tmp_path):
    """``--format json`` prints every quantity with every miss, and nothing else."""
    path = saved(tmp_path, GOOD + "S3,60,20,20,43,Low\n")
    found = json.loads(ended(1, "verify", path, "-f", framework, "--format", "json").stdout)
    assert (found["framework"], found["schools"], found["ok"]) == ("two-parts", 3, False)
    assert [check["quantity"] for check in found["quantities"]] == [
        "overall.score", "overall.grade", "overall.cuts", "b.score"
    ]  # fmt: skip
    [miss] = found["quantities"][0]["misses"]
    assert miss == {"school": "S3", "published": "43", "computed": "40", "parts_at": "score of overall"}


def test_verify_joins_files(framework, tmp_path):
    """Published results may stand in a file of their own."""
    results = saved(tmp_path, "ID,SCORE\nS1,51\nS2,36\n", "results.csv")
    inputs = saved(tmp_path, "ID,A,B\nS1,60,41\nS2,30,41\n")
    text = ended(0, "verify", inputs, "-f", framework, "--join", results).stdout
    assert "Joined results.csv: 2 schools found in it." in text
    assert "No published result of 2 was missed." in text


def test_verify_tells_what_cannot_be_used(framework, tmp_path):
    """A cell that cannot be used is told with its row, since it explains the miss."""
    text = ended(1, "verify", saved(tmp_path, GOOD + "S3,600,20,20,310,High\n"), "-f", framework).stdout
    assert "1 cell or row could not be used:" in text
    assert "row 4 (school S3), column 'A': 600 is above the largest possible 100" in text


def test_verify_shows_what_is_hidden_in_text(framework, tmp_path):
    """Terminal commands in an id are printed visibly, and not obeyed."""
    text = ended(1, "verify", saved(tmp_path, GOOD + "\x1b[2JS3,60,20,20,43,Low\n"), "-f", framework).stdout
    assert "\x1b[2J" not in text
    assert "[U+001B][2JS3" in text


@pytest.mark.parametrize(
    ("code", "arguments", "words"),
    [
        (2, ("verify", "{file}"), "Missing option '--framework'"),
        (2, ("verify", "{file}", "-f", "nowhere"), "There is no framework 'nowhere'"),
        (2, ("verify", "{file}", "-f", "{framework}", "--format", "html"), "'html' is not one of"),
        (3, ("verify", "{file}.csv", "-f", "{framework}"), "is not there"),
        (3, ("verify", "{bare}", "-f", "{framework}"), "names no column of this file that holds a published result"),
        (3, ("verify", "{file}", "-f", "{framework}", "--reference", "{file}"), "Write it with 'reportcard fit'"),
        (4, ("verify", "{file}", "-f", "{file}.yaml"), "not"),
        (2, ("check", "nowhere", "--cases"), "requires an argument"),
        (4, ("check", "{framework}", "--cases", "{framework}"), "cannot be used"),
    ],
)
def test_every_failure_has_its_code(framework, tmp_path, code, arguments, words):
    """Wrong use is 2, data 3, a framework or a file of cases 4; the message is on standard error."""
    places = {
        "file": saved(tmp_path, GOOD),
        "framework": framework,
        "bare": saved(tmp_path, "ID,A,B\n1,2,3\n", "b.csv"),
    }
    done = ended(code, *(argument.format(**places) for argument in arguments))
    assert words in " ".join(done.stderr.replace("│", " ").split())


# --- check, with cases -----------------------------------------------------------------------------------------------

CASES = """
framework: two-parts
cases:
  - {case: Both, why: Mean of 60 and 41., given: {A: 60, B: 41}, expect: {overall: {score: 51, grade: High}}}
  - {case: One, why: B is left out., given: {A: 60}, expect: {overall: {score: %s}}}
"""


def test_cases_that_hold(framework, tmp_path):
    """Each case has a line, and the command ends with 0."""
    lines = ended(0, "check", framework, "--cases", saved(tmp_path, CASES % 60, "cases.yaml")).stdout.splitlines()
    assert lines[1:] == ["ok       Both", "ok       One", "cases.yaml: 2 cases, all as expected."]


def test_cases_that_do_not_hold(framework, tmp_path):
    """What differs stands below the case with why it was expected, and the command ends with 1."""
    lines = ended(1, "check", framework, "--cases", saved(tmp_path, CASES % 61, "cases.yaml")).stdout.splitlines()
    assert lines[1:] == [
        "ok       Both",
        "differs  One",
        "         'overall' scores 60, not 61.",
        "         Expected because: B is left out.",
        "cases.yaml: 2 cases, 1 not as expected.",
    ]


def test_cases_of_another_framework_are_run_and_told(framework, tmp_path):
    """Last year's cases can be run with this year's document; the output says that they are not its own."""
    path = saved(tmp_path, CASES.replace("two-parts", "last-year") % 60, "cases.yaml")
    text = ended(0, "check", framework, "--cases", path).stdout
    assert "The cases are for 'last-year', and were run with 'two-parts'." in text


def test_cases_wait_for_a_framework_without_problems(tmp_path):
    """A document with problems is told first, and its cases are not run."""
    framework = saved(tmp_path, "framework: x\ntitle: X\nscore: {id: a, wieght: 3}\n", "x.yaml")
    text = ended(1, "check", framework, "--cases", saved(tmp_path, CASES % 60, "cases.yaml")).stdout
    assert "1 problem" in text
    assert "Both" not in text


# --- the same from Python --------------------------------------------------------------------------------------------


def test_the_public_names_do_the_same(framework, tmp_path):
    """``reportcard.verify`` and ``reportcard.check_cases`` take paths, as the commands do."""
    found = rc.verify(saved(tmp_path, GOOD), framework)
    assert found.ok
    assert found["b.score"].matched == 2
    results = rc.check_cases(saved(tmp_path, CASES % 60, "cases.yaml"), framework)
    assert [result.ok for result in results] == [True, True]
