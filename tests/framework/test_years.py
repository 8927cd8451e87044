"""Names of years: their numbers, their order, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportcard.errors import InputError
from reportcard.framework.years import in_order, refuse_doubles, refuse_later, year_number


@pytest.mark.parametrize(
    ("name", "number"), [("2018", 2018), ("2018/19", 2018), ("summer 2018", 2018), ("2008-09 final", 2008)]
)
def test_the_number_of_a_year(name, number):
    """The first whole number in a name is its year."""
    assert year_number(name) == number


def test_a_name_without_a_number_is_refused():
    """Nobody can tell when 'last year' was."""
    with pytest.raises(InputError, match="'last year' names no year") as caught:
        year_number("last year")
    assert caught.value.code == "bad-year"


@given(st.permutations(["2016/17", "2017", "spring 2018", "summer 2018", "2019"]))
def test_years_are_put_in_order(names):
    """Oldest first, whatever order they come in; names with one number in the order of the text."""
    assert in_order(names) == ["2016/17", "2017", "spring 2018", "summer 2018", "2019"]


def test_later_years_and_doubles_are_refused():
    """An earlier year lies before the year of the results, and is counted once."""
    refuse_later(["2017", "2018"], "2019")
    refuse_later(["2019"], None)
    refuse_doubles(["2017", "2018"])
    with pytest.raises(InputError, match="'2019/20' is not before '2019'"):
        refuse_later(["2018", "2019/20"], "2019")
    with pytest.raises(InputError, match="'2018' and '2018/19' are one year"):
        refuse_doubles(["2018", "2018/19"])
