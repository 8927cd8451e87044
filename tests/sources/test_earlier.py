"""Last year's columns beside this year's: by school, whatever the order, and only those that the framework reads."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportcard as rc

#: The change of a share since the year before, and since the year before that.
CHANGE = {
    "framework": "change",
    "title": "Change",
    "source": {"id": "URN", "codes": {"SUPP": "suppressed", "": "missing"}},
    "indicators": {
        "now": {"columns": "EXP", "range": [0, 100]},
        "last": {"columns": "EXP@1", "range": [0, 100]},
        "before": {"columns": "EXP@2", "range": [0, 100]},
    },
    "score": {
        "id": "all",
        "combine": "profile",
        "children": [
            {"id": "one", "metric": {"id": "difference", "of": "now", "less": "last"}},
            {"id": "two", "metric": {"id": "difference", "of": "now", "less": "before"}},
        ],
    },
}
NOW = pd.DataFrame({"URN": ["1", "2", "3"], "EXP": ["50%", "60%", "70%"]}, index=[4, 8, 2])
LAST = pd.DataFrame({"urn": ["3", "1"], "exp": ["SUPP", "44%"], "other": ["a", "b"]})
BEFORE = pd.DataFrame({"URN": ["2", "1", "1"], "EXP": ["30%", "1%", "2%"]})


def changes(frame):
    cards = rc.score(frame, CHANGE)
    return {card.school.id: (card["one"].value, card["two"].value) for card in cards}


def test_last_year_s_column():
    """School 1 had 44 % and has 50 %. Suppressed, absent, or standing twice in a year: no change, and no zero."""
    frame = rc.join_earlier(NOW, {"2017": BEFORE, "2018": LAST}, CHANGE)
    assert changes(frame) == {"1": (6, None), "2": (None, 30), "3": (None, None)}
    assert rc.score(frame, CHANGE)["3"]["one"].status == "suppressed"
    assert list(frame.index) == [4, 8, 2]
    assert set(frame.columns) == {"URN", "EXP", "exp@1", "exp@2"}


def test_years_are_counted_back():
    """From the year that is given; else the last of the earlier years is a year ago. A year between is not skipped."""
    assert changes(rc.join_earlier(NOW, {"2017": LAST}, CHANGE))["1"] == (6, None)
    assert changes(rc.join_earlier(NOW, {"2017": LAST}, CHANGE, year="2019"))["1"] == (None, 6)
    assert rc.join_earlier(NOW, {"2015": LAST}, CHANGE, year="2019") is NOW


def test_a_framework_that_reads_none_gets_its_own_frame():
    """Nothing is added that nobody reads."""
    assert rc.join_earlier(NOW, {"2018": LAST}, "school-report-card-2009") is NOW


def test_what_was_read_stays_with_the_frame():
    """What ``read_file`` said of the file is still there."""
    frame = NOW.copy()
    frame.attrs = {"file": "a.csv"}
    assert rc.join_earlier(frame, {"2018": LAST}, CHANGE).attrs == {"file": "a.csv"}


def test_any_frame():
    """Polars gives polars, with the same values."""
    frame = rc.join_earlier(pl.DataFrame(NOW), {"2018": pl.DataFrame(LAST), "2017": BEFORE}, CHANGE)
    assert isinstance(frame, pl.DataFrame)
    assert changes(frame) == {"1": (6, None), "2": (None, 30), "3": (None, None)}


@pytest.mark.parametrize(
    ("earlier", "words"),
    [
        ({"last year": LAST}, "'last year' names no year"),
        ({"2018": LAST, "2018/19": LAST}, "are one year"),
        ({"2020": LAST}, "'2020' is not before '2019'"),
        ({"2018": LAST.drop(columns="urn")}, "no school id"),
    ],
)
def test_what_cannot_be_joined_is_refused(earlier, words):
    """A year that cannot be told, that is given twice or not earlier, or whose schools have no id, is an error."""
    with pytest.raises(rc.InputError, match=words):
        rc.join_earlier(NOW, earlier, CHANGE, year="2019")


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(3)), st.permutations(range(2)), st.booleans())
def test_order_changes_nothing(here, there, turned):
    """Neither the order of the rows of either year, nor that of the years."""
    years = {"2018": LAST.iloc[list(there)], "2017": BEFORE}
    years = dict(reversed(years.items())) if turned else years
    assert changes(rc.join_earlier(NOW.iloc[list(here)], years, CHANGE)) == changes(
        rc.join_earlier(NOW, {"2017": BEFORE, "2018": LAST}, CHANGE)
    )
