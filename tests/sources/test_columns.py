"""Whole columns are read as their cells would be, one at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportcard.framework.document import CodeEntry
from reportcard.indicators.indicator import Indicator
from reportcard.sources.columns import number_column
from reportcard.sources.intake import WantedNumber
from reportcard.sources.parse import parse

INDICATORS = {
    "any": Indicator("Any"),
    "whole": Indicator("Whole", low=0, high=100, whole=True),
    "labelled": Indicator("Labelled", low=1, high=9, labels={"Good": 2, "5": 7}),
}
CODES = {"SUPP": CodeEntry(status="suppressed"), "9": CodeEntry(status="missing"), "": CodeEntry(status="missing")}
TEXTS = [
    "1",
    "2.5",
    "-3",
    "-0",
    " 4",
    "1,000",
    "12%",
    "101",
    "SUPP",
    "9",
    "5",
    "good",
    "",
    "x",
    "1e3",
    "1.",
    "٣",
    "7" * 41,
]
OTHERS = [None, float("nan"), True, 1, 1.0, 2.5, float("inf"), [1]]


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS)
@pytest.mark.parametrize("decimal", [".", ","])
@settings(max_examples=60, deadline=None)
@given(cells=st.lists(st.sampled_from(TEXTS), max_size=30) | st.lists(st.sampled_from(TEXTS + OTHERS), max_size=30))
def test_a_column_is_its_cells(indicator, decimal, cells):
    """Value, status, code and fault of every cell are those of the cell alone; faults come in the order of rows."""
    faults = []
    wanted = WantedNumber("of", indicator, codes=CODES)
    column = number_column(
        cells, wanted, "of", decimal, lambda row, _, given, fault: faults.append((row, given, fault))
    )
    alone = [parse(cell, indicator, CODES, decimal) for cell in cells]
    np.testing.assert_array_equal(column.value, [cell.value for cell in alone])
    status = np.zeros(len(cells)) if column.status is None else column.status
    np.testing.assert_array_equal(status, [cell.status for cell in alone])
    places = [-1] * len(cells) if column.raw is None else column.raw
    assert [None if place < 0 else column.words[place] for place in places] == [cell.code for cell in alone]
    expected = [(row, cells[row], cell.fault) for row, cell in enumerate(alone) if cell.fault is not None]
    assert repr(faults) == repr(expected)
