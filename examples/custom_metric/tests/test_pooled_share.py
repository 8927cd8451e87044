"""The metric: the library's contract, a case worked by hand, and a framework that names it."""

from pathlib import Path

import numpy as np
import pytest
from reportcard_pooled_share import POOLED_SHARE, PooledShareParameters, compute

import reportcard as rc
from reportcard.metrics import Column
from reportcard.testing import check_metric

FRAMEWORK = Path(__file__).parents[1] / "small-schools.yaml"
SCHOOL = {
    "urn": "1",
    "reached_2017": "6",
    "pupils_2017": "10",
    "reached_2018": "9",
    "pupils_2018": "12",
    "reached_2019": "6",
    "pupils_2019": "8",
}


def test_contract():
    """The metric keeps the contract that every metric keeps."""
    check_metric(POOLED_SHARE)


def test_worked_by_hand():
    """6 of 10, 9 of 12 and 6 of 8 are 21 of 30: 70 %, with an error of 100 × √(0.7 × 0.3 ÷ 30) = 8.37."""
    columns = {
        "reached": Column(np.array([[6.0], [9.0], [6.0]])),
        "pupils": Column(np.array([[10.0], [12.0], [8.0]])),
    }
    result = compute(columns, PooledShareParameters())
    assert result.value[0] == 70
    assert result.n[0] == 30
    assert result.standard_error[0] == pytest.approx(8.3666, abs=1e-4)


def test_a_framework_that_names_it():
    """A framework finds the metric by its id: 70 % stands (70 − 40) ÷ (95 − 40) of the way, 54.5 points, a C."""
    card = rc.score(SCHOOL, FRAMEWORK)
    leaf = card["expected_standard"]
    assert (leaf.value, leaf.n) == (70, 30)
    assert leaf.score == pytest.approx(54.5454, abs=1e-3)
    assert card.overall.grade == "C"


def test_a_year_that_is_suppressed():
    """A suppressed year is left out, not taken for zero: 15 of 22; two of them leave no value, and a reason."""
    card = rc.score({**SCHOOL, "reached_2019": "SUPP"}, FRAMEWORK)
    assert card["expected_standard"].value == 68.2
    card = rc.score({**SCHOOL, "reached_2019": "SUPP", "reached_2018": "SUPP"}, FRAMEWORK)
    assert card["expected_standard"].status == "suppressed"
    assert card.overall.score is None


def test_lists_that_do_not_fit(tmp_path):
    """A framework that names other numbers of years for the two is refused when it is loaded."""
    text = FRAMEWORK.read_text(encoding="utf-8")
    framework = tmp_path / "framework.yaml"
    framework.write_text(text.replace("pupils: [pupils_2017, ", "pupils: ["), encoding="utf-8")
    with pytest.raises(rc.FrameworkError, match="'reached' has 3 years, 'pupils' 2"):
        rc.load_framework(framework)
