"""What schools are compared on: a framework's context under the file's own names, and what follows from results."""

from __future__ import annotations

import pandas as pd
import pytest

import reportcard as rc
from reportcard.context import context_variables

FRAMEWORK = rc.load_framework("school-report-card-2009")
SCHOOLS = pd.DataFrame(
    {
        "URN": ["1", "2", "3", "4"],
        "TOTPUPS": ["200", "210", "400", "SUPP"],
        "PTFSM6CLA1A": ["10%", "30%", "12%", "10%"],
        "ATT8SCR": ["50", "52", "40", "50"],
        "P8MEA": ["0.5", "0.2", "-0.5", "SUPP"],
        "KIND": ["a", "a", "b", "b"],
    }
)


def test_context_is_what_the_data_has():
    """The framework's context indicators, in its order, as far as the file has their columns."""
    assert context_variables(SCHOOLS, FRAMEWORK) == ("number_on_roll", "pupils_disadvantaged")
    assert rc.similar_schools(SCHOOLS, framework=FRAMEWORK).variables == ("number_on_roll", "pupils_disadvantaged")


def test_records_have_context_too():
    """The keys of records are looked at as the columns of a frame."""
    assert context_variables([{"id": "1", "pupils_eal": 4}], FRAMEWORK) == ("pupils_eal",)


def test_columns_go_by_the_file_s_names_and_codes():
    """By size alone 1 is nearest to 2; the code of school 4 is known, and it is nobody's."""
    similar = rc.similar_schools(SCHOOLS, ["number_on_roll"], n=1, framework=FRAMEWORK)
    assert similar.of("1")[0].id == "2"
    assert similar.left_out == {"4": f"number_on_roll: {rc.Status.SUPPRESSED.words}"}


def test_data_without_context_is_refused():
    """Nothing is compared where nothing is known; the message says what the framework describes."""
    with pytest.raises(rc.InputError, match="number_on_roll") as caught:
        context_variables(SCHOOLS[["URN", "ATT8SCR"]], FRAMEWORK)
    assert caught.value.code == "missing-column"
    with pytest.raises(rc.InputError, match="'variables' is empty"):
        rc.similar_schools(SCHOOLS)


def test_expected_attainment_by_hand():
    """Attainment 8 less ten times Progress 8: 50 − 5 = 45, 52 − 2 = 50, 40 + 5 = 45: the first and third are alike."""
    similar = rc.similar_schools(SCHOOLS, ["expected_attainment_8"], n=1, framework=FRAMEWORK)
    assert [neighbour[:2] for neighbour in similar.of("1")] == [("3", 0)]
    assert similar.deviations[""]["expected_attainment_8"] == pytest.approx(50**0.5 / 3)
    assert similar.left_out == {"4": f"expected_attainment_8: {rc.Status.SUPPRESSED.words}"}


def test_within_a_column():
    """Similar schools have the same text in the column; a framework's own id of a column serves as its name."""
    similar = rc.similar_schools(SCHOOLS, ["expected_attainment_8"], n=1, phase="KIND", framework=FRAMEWORK)
    assert similar.of("1")[0].id == "2"
    frame = SCHOOLS.rename(columns={"KIND": "PHASE"})
    assert rc.similar_schools(frame, ["TOTPUPS"], n=1, phase="phase", framework=FRAMEWORK).of("1")[0].id == "2"
