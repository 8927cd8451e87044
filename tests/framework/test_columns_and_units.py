"""Columns that files name differently, and units that a document gives to a metric's value."""

from __future__ import annotations

import pandas as pd
import pytest

import reportcard as rc

PROGRESS = {
    "framework": "names",
    "title": "A measure that later files hold under another name",
    "source": {"id": "URN"},
    "indicators": {
        "gain": {
            "title": "Gain",
            "columns": {"value": ["GAIN_18", "GAIN"], "lower": ["LOW_18", "LOW"], "upper": ["HIGH_18", "HIGH"]},
        }
    },
    "score": {"id": "gain", "scale": {"interval_band": {"upper": 3, "lower": -3}}},
}
OWN = {"URN": ["1"], "GAIN": ["4"], "LOW": ["1"], "HIGH": ["7"]}


@pytest.mark.parametrize("later", [{}, {"GAIN_18": ["-4"], "LOW_18": ["-7"], "HIGH_18": ["-1"]}])
def test_the_first_name_that_a_file_has_is_read(later):
    """Value and limits come from the first of the names in the file: its own columns, or those of a later file."""
    card = rc.score(pd.DataFrame({**OWN, **later}), PROGRESS)[0]
    expected = (5, 1, 7) if not later else (1, -7, -1)
    assert (card.overall.score, card.overall.lower, card.overall.upper) == expected


def test_a_single_school_may_use_any_of_the_names():
    """A record names value and limits as the file does, or by the indicator's id."""
    card = rc.score({"id": "1", "GAIN": 4, "LOW_18": 1, "gain_upper": 7}, PROGRESS)
    assert card.overall.score == 5


RATE = {
    "framework": "units",
    "title": "A rate of two numbers of pupils",
    "indicators": {
        "left": {"title": "Left", "unit": "pupils", "columns": "LEFT"},
        "cohort": {"title": "Cohort", "unit": "pupils", "columns": "COHORT"},
    },
    "score": {"id": "rate", "metric": {"id": "ratio", "numerator": "left", "denominator": "cohort", "unit": "%"}},
}


def test_the_unit_that_the_document_gives_is_printed():
    """3 of 4 pupils are 75 %, not 75 pupils."""
    card = rc.score({"id": "1", "left": 3, "cohort": 4}, RATE)
    assert card.overall.about.unit == "%"
    assert "75%" in card.explain()
