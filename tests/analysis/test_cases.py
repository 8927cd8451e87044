"""Claims about running outcome cases: a case that does not hold says what came out, and a bad file is refused."""

from __future__ import annotations

import pytest

from reportcard.analysis.cases import check_cases, read_cases
from reportcard.errors import FrameworkError


def test_differences_are_told(tmp_path):
    """A case that does not hold tells what came out, node by node."""
    file = tmp_path / "cases.yaml"
    file.write_text(
        "framework: florida-2019\n"
        "cases:\n"
        "  - case: Wrong\n"
        "    why: To see what is told.\n"
        "    given: {english_achievement: 70}\n"
        "    expect: {overall: {score: 71, grade: B, rules: [none]}, nowhere: {score: 1}}\n",
        encoding="utf-8",
    )
    [result] = check_cases(file)

    assert not result.ok
    assert result.differences == (
        "'overall' scores 70, not 71.",
        "'overall' gets A, not B.",
        "On 'overall' fired no rule, not 'none'.",
        "There is no node 'nowhere' for this school.",
    )


def test_a_school_that_cannot_be_scored_is_told(tmp_path):
    """A value outside the indicator's range is a difference, not a crash."""
    file = tmp_path / "cases.yaml"
    file.write_text(
        "framework: florida-2019\n"
        "cases:\n"
        "  - {case: Wrong, why: No percentage., given: {english_achievement: 170}, expect: {overall: {score: 1}}}\n",
        encoding="utf-8",
    )
    [result] = check_cases(file)

    assert "170 is above the largest possible 100" in result.differences[0]


def test_a_bad_file_is_refused(tmp_path):
    """An unknown key is told with its line."""
    file = tmp_path / "cases.yaml"
    file.write_text("framework: florida-2019\ncases:\n  - {case: A, why: B, givn: {}, expect: {}}\n", encoding="utf-8")

    with pytest.raises(FrameworkError) as caught:
        read_cases(file)

    assert any("givn" in problem.message and ":3" in problem.where for problem in caught.value.problems)


def test_cases_share_what_is_given(tmp_path):
    """What the file gives holds for every case; a case changes it, and null takes it away."""
    file = tmp_path / "cases.yaml"
    file.write_text(
        "framework: florida-2019\n"
        "given: {english_achievement: 70, maths_achievement: 60}\n"
        "cases:\n"
        "  - {case: Both, why: Mean of 70 and 60., expect: {overall: {score: 65}}}\n"
        "  - {case: One, why: 70 alone., given: {maths_achievement: null}, expect: {overall: {score: 70}}}\n",
        encoding="utf-8",
    )
    assert all(result.ok for result in check_cases(file))


def test_scores_are_compared_at_the_decimals_written(tmp_path):
    """1.005 written with two decimals is 1.01: half up, on the decimal number."""
    document = "framework: plain\ntitle: Plain\nscore: {id: overall, indicator: x}\nindicators: {x: {title: X}}\n"
    (tmp_path / "plain.yaml").write_text(document, encoding="utf-8")
    file = tmp_path / "cases.yaml"
    file.write_text(
        "framework: plain\ncases:\n  - {case: A, why: B, given: {x: 1.005}, expect: {overall: {score: 1.01}}}\n",
        encoding="utf-8",
    )
    [result] = check_cases(file, tmp_path / "plain.yaml")

    assert result.ok
