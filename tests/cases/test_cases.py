"""Runs the cases in this folder: what is given, what is expected, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportcard.analysis.cases import check_cases, read_cases

FILES = sorted(Path(__file__).parent.glob("*.yaml"))
CASES = [
    pytest.param(file, place, id=f"{file.stem}: {case.case}")
    for file in FILES
    for place, case in enumerate(read_cases(file).cases)
]


@pytest.mark.parametrize(("file", "place"), CASES)
def test_the_case_has_the_result_expected(file, place):
    """Score, grade, status and rules of each node that the case names are those that it expects."""
    result = check_cases(file)[place]

    assert result.differences == (), result.case.why


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_has_a_few_cases(file):
    """Each file has at least three cases, for the framework that it is named after; the model asks each for a why."""
    cases = read_cases(file)

    assert cases.framework == file.stem
    assert len(cases.cases) >= 3
