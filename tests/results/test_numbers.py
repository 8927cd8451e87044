"""Numbers as a card prints them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportcard.results.numbers import alike, fixed, percent, places_of, precise, short, text_of_units, units
from reportcard.results.words import with_unit


@pytest.mark.parametrize(("number", "places", "text"), [
    (2.675, 2, "2.68"), (0.125, 2, "0.13"), (-0.5, 0, "−1"), (-0.04, 1, "0.0"), (0.0, 1, "0.0"), (-0.0, 1, "0.0"),
    (1234567.891, 1, "1,234,567.9"), (1e300, 2, "1e+300"), (-1e300, 2, "−1e+300"), (5e-324, 3, "0.000"),
])  # fmt: skip
def test_rounded_half_up_in_decimal(number: float, places: int, text: str) -> None:
    """Numbers are rounded half up in decimal, have a real minus sign and no signed zero."""
    assert fixed(number, places) == text


@pytest.mark.parametrize(("number", "text"), [
    (0.1 + 0.2, "0.30"), (1 / 3, "0.3333"), (72.0, "72.00"), (0.0625, "0.0625"), (12.34567, "12.3457"),
])  # fmt: skip
def test_as_many_decimals_as_needed(number: float, text: str) -> None:
    """A number has the decimals that it needs, at least two here and at most four; binary noise is no digit."""
    assert precise(number, 2) == text


@pytest.mark.parametrize(("number", "text"), [
    (1012.3, "1,012.3"), (0.35, "0.35"), (0.3549, "0.35"), (0.004, "0.004"), (4e-9, "4e−09"), (48.0, "48"), (0.0, "0"),
])  # fmt: skip
def test_values_are_short(number: float, text: str) -> None:
    """A value for reading has at most two decimals, more only where it is small."""
    assert short(number) == text


@pytest.mark.parametrize(("low", "high", "texts"), [
    (0.12, 3.0, ("0.12", "3.00")), (-0.5, 12.25, ("−0.50", "12.25")), (40.0, 61.0, ("40", "61")),
    (0.012, 0.05, ("0.012", "0.050")), (0.0, 0.5, ("0.0", "0.5")), (4e-9, 1.5, ("0.0", "1.5")),
])  # fmt: skip
def test_two_values_have_the_same_decimals(low: float, high: float, texts: tuple[str, str]) -> None:
    """Two values for reading have as many decimals as the one that needs more."""
    assert alike(low, high) == texts


@given(st.floats(-1e6, 1e6) | st.integers(-(10**7), 10**7).map(lambda n: n / 1000), st.integers(0, 4))
def test_numbers_are_those_of_exact_arithmetic(number: float, places: int) -> None:
    """A number is printed as its decimal is when it is rounded half up in exact arithmetic."""
    exact = Decimal(repr(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    printed = fixed(number, places).replace("−", "-").replace(",", "")

    assert Decimal(printed) == exact
    assert len(printed.partition(".")[2]) == places
    assert not printed.startswith("-") or exact < 0


@given(st.integers(-(10**6), 10**6), st.integers(0, 4), st.sampled_from([0.0, 1e-13, -1e-13]))
def test_no_more_decimals_than_a_number_needs(units: int, places: int, noise: float) -> None:
    """A number of so many decimals needs as many as its own zeros at the end leave, whatever the binary noise."""
    exact = Decimal(units).scaleb(-places).normalize()
    needed = max(0, -int(exact.as_tuple().exponent))

    assert places_of(units / 10**places + noise) == needed


@pytest.mark.parametrize(("share", "text"), [
    (0.3, "30%"), (1 / 3, "33.3%"), (0.0125, "1.25%"), (1.0, "100%"), (0.0, "0%"), (2 / 3, "66.7%"), (0.29, "29%"),
])  # fmt: skip
def test_shares_are_percentages(share: float, text: str) -> None:
    """A share is a percentage, exact where two decimals are enough."""
    assert percent(share) == text


@pytest.mark.parametrize(("number", "unit", "text"), [
    ("42.7", "%", "42.7%"), ("2", "grade", "grade 2"), ("19", "percentile", "19th percentile"),
        ("1", "points", "1 point"),
    ("0.35", "grades per subject", "0.35 grades per subject"), ("7", "", "7"),
])  # fmt: skip
def test_units(number: str, unit: str, text: str) -> None:
    """Units read as people say them."""
    assert with_unit(number, unit) == text


@given(st.floats(-1e14, 1e14), st.integers(0, 4), st.booleans())
def test_units_are_the_decimal_of_that_many_places(number: float, places: int, sign: bool) -> None:
    """Units of the last place, printed, are the number rounded half up in decimal, digits in groups of three."""
    exact = Decimal(repr(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    told = f"{exact or abs(exact):{'+' if sign and exact else ''},f}".replace("-", "−")
    assert text_of_units(units(number, places), places, sign=sign) == told


def test_units_of_a_tie_round_up_on_paper() -> None:
    """2.675 to 2 places is 268, though its float lies below; −2.675 is its mirror, and 0.5 is 1."""
    assert [units(2.675, 2), units(-2.675, 2), units(0.5, 0), units(Decimal("1.25"), 1)] == [268, -268, 1, 13]
