"""Every kernel against values worked by hand, and against exact arithmetic on many values."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import reduce
from operator import add

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportcard.engine import kernels

NAN = float("nan")
PLACES = {0: (1, 1), 1: (1, 10), 2: (1, 100)}
some = settings(max_examples=200, deadline=None)


def column(*values):
    """A row of scores."""
    return np.array(values, np.float64)


def same(found, *expected):
    """Compare exactly; NaN equals NaN."""
    np.testing.assert_array_equal(found, column(*expected))


def half_up(number: Decimal, places: int) -> float:
    """Round as a person does: half up on the decimal number, away from zero."""
    return float(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


# --- rounding --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [(0.5, 0, 1), (2.5, 0, 3), (-0.5, 0, -1), (2.675, 2, 2.68), (0.125, 2, 0.13), (1.005, 2, 1.01), (-2.25, 1, -2.3)],
)
def test_ties_go_away_from_zero(value, places, expected):
    """2.675 to 0.01 is 2.68, although its double is 2.67499999999999982; -0.5 to 1 is -1."""
    assert kernels.round_half_up(column(value), *PLACES[places])[0] == expected


def test_a_weighted_sum_on_a_tie_goes_up():
    """0.8 × 52.5 + 0.2 × 47.5 = 42 + 9.5 = 51.5, in binary 51.49999999999999; to 1 it is 52."""
    assert kernels.round_half_up(column(0.8 * 52.5 + 0.2 * 47.5), 1, 1)[0] == 52


def test_multiples_that_are_no_power_of_ten():
    """To multiples of 5: 12.4 is 10, 12.5 is 15; to multiples of 0.25: 0.375 is 0.5, 0.374 is 0.25."""
    same(kernels.round_half_up(column(12.4, 12.5), 5, 1), 10, 15)
    same(kernels.round_half_up(column(0.375, 0.374), 1, 4), 0.5, 0.25)


def test_rounding_keeps_absence_and_has_no_negative_zero():
    """NaN stays NaN, and -0.04 to 0.1 is 0, not -0."""
    found = kernels.round_half_up(column(NAN, -0.04), 1, 10)
    same(found, NAN, 0)
    assert not np.signbit(found[1])


def test_rounding_agrees_with_decimal_on_a_million_values():
    """A million decimal numbers with up to six decimals, a fifth of them ties, negative ones too, to 0, 1 and 2."""
    draw = np.random.default_rng(2009)
    for places, (numerator, denominator) in PLACES.items():
        units = draw.integers(-1_000 * 10**6, 1_000 * 10**6, 333_334)
        ties = draw.integers(-(10**5), 10**5, 66_667) * 10 ** (6 - places) + 5 * 10 ** (5 - places)
        units[: ties.size] = ties
        found = kernels.round_half_up(units / 10**6, numerator, denominator)
        expected = [half_up(Decimal(unit).scaleb(-6), places) for unit in units.tolist()]
        assert found.tolist() == expected


@pytest.mark.parametrize("children", [2, 3, 7, 20])
def test_rounded_weighted_sums_agree_with_decimal(children):
    """Sums of weights (0.01) times scores (0.1), as the engine adds them up, round as the exact decimal sum does."""
    draw = np.random.default_rng(children)
    weights, scores = draw.integers(0, 100, (children, 1)), draw.integers(-1_000, 1_000, (children, 20_000))
    exact = (weights * scores).sum(axis=0).tolist()
    binary = kernels.ordered_sum((weights / 100) * (scores / 10))
    for places, (numerator, denominator) in PLACES.items():
        found = kernels.round_half_up(binary, numerator, denominator)
        assert found.tolist() == [half_up(Decimal(units).scaleb(-3), places) for units in exact]


@some
@given(st.decimals(-(10**6), 10**6, places=6), st.sampled_from([0, 1, 2]))
def test_rounding_is_that_of_decimal(number, places):
    """Any decimal number with up to six decimals is rounded half up."""
    assert kernels.round_half_up(column(float(number)), *PLACES[places])[0] == half_up(number, places)


# --- from value to points --------------------------------------------------------------------------------------------


def test_goalposts_by_hand():
    """From 40 to 80 put on 0 to 100: 50 is (50 - 40) × 2.5 = 25; below and above the line is cut off."""
    start, factor, low, high = (np.array([[number]]) for number in (40.0, 2.5, 0.0, 100.0))
    found = kernels.goalposts(column(50, 30, 90, NAN)[None], start, factor, None, low, high)
    same(found[0], 25, 0, 100, NAN)


def test_goalposts_where_low_is_good():
    """From 8 (worst) to 0 (best) put on 1 to 5: 2 is 1 + (2 - 8) × -0.5 = 4."""
    parts = (np.array([[number]]) for number in (8.0, -0.5, 1.0, 1.0, 5.0))
    same(kernels.goalposts(column(2, 8, 0)[None], *parts)[0], 4, 1, 5)


def test_steps_at_their_starts():
    """Points 1, 2 from 10, 3 from 40: 10 has 2, 39.9 has 2, 40 has 3; above the start only, 10 has 1."""
    values = column(9.9, 10, 39.9, 40, NAN)
    same(kernels.steps(values, [10, 40], [1, 2, 3]), 1, 2, 2, 3, NAN)
    same(kernels.steps(values, [10, 40], [1, 2, 3], upper=True), 1, 1, 2, 2, NAN)


def test_a_start_is_reached_despite_binary_noise():
    """0.1 + 0.2 is 0.30000000000000004 in binary and 0.3 in decimal: at a cut of 0.3 it is reached, not above."""
    values = column(0.1 + 0.2, 0.3 - 1e-12, 0.2999, NAN)
    assert kernels.reaches(values, 0.3).tolist() == [True, True, False, False]
    assert kernels.reaches(values, 0.3, upper=True).tolist() == [False, False, False, False]


def test_a_line_of_pieces():
    """Through (0, 100), (2, 80), (6, 50): 4 is halfway between 80 and 50, 65; it is flat outside."""
    found = kernels.piecewise(column(4, -1, 9, NAN), column(0, 2, 6), column(100, 80, 50))
    same(found, 65, 100, 50, NAN)


def test_a_table_of_points_has_nothing_for_other_values():
    """A table for 1, 2 and 4 gives their points; 3, 9 and an absent value have none."""
    found = kernels.lookup(column(1, 2, 4, 3, 9, NAN), column(1, 2, 4), column(100, 75, 0))
    same(found, 100, 75, 0, NAN, NAN, NAN)


# --- interval bands --------------------------------------------------------------------------------------------------

POINTS = (1.0, 2.0, 3.0, 4.0, 5.0)


def band(score, lower, upper, *, inclusive=True):
    """The band of one score around 0 with cuts -2.9 and 3.2."""
    given_ = (column(score), column(lower), column(upper))
    return kernels.interval_band(*given_, (0.0, -2.9, 3.2), POINTS, lower_inclusive=inclusive)[0]


@pytest.mark.parametrize(
    ("score", "lower", "upper", "expected"),
    [
        (3.2, 0.5, 5.9, 5),  # at the upper cut: well above
        (3.1, 0.5, 5.7, 4),  # below it, and the limits are above 0: above
        (4.0, 0.0, 8.0, 3),  # a limit of 0 counts as reaching 0, however high the score
        (4.0, 0.1, 7.9, 5),
        (-1.0, -1.9, -0.1, 2),
        (-2.8, -4.0, -1.6, 2),
        (-2.9, -4.0, -1.8, 1),  # at the lower cut: well below
        (-5.0, -10.0, 0.0, 3),
    ],
)
def test_bands_at_their_limits(score, lower, upper, expected):
    """A score is average where its limits reach 0; outside it the cut itself belongs to the outer band."""
    assert band(score, lower, upper) == expected


def test_a_lower_cut_that_is_not_inclusive():
    """With the lower cut left out, a score equal to it is below, and one under it well below."""
    assert band(-2.9, -4.0, -1.8, inclusive=False) == 2
    assert band(-3.0, -4.1, -1.9, inclusive=False) == 1


@pytest.mark.parametrize("absent", [(NAN, -1, 1), (1, NAN, 2), (1, 0.5, NAN)])
def test_no_band_without_score_and_limits(absent):
    """A score without limits, or limits without a score, have no band."""
    assert np.isnan(band(*absent))


# --- comparisons -----------------------------------------------------------------------------------------------------


def test_percentiles_count_ties_half():
    """In 1, 2, 2, 3: one is below 2, two equal it, (1 + 2/2) ÷ 4 = 0.5; 2.5 has 3/4; where low is good, 1 has 7/8."""
    reference = column(1, 2, 2, 3)
    same(kernels.percentile(column(2, 2.5, 0, 4, NAN), reference, higher=True), 0.5, 0.75, 0, 1, NAN)
    same(kernels.percentile(column(1, 3), reference, higher=False), 0.875, 0.125)


def test_no_percentile_without_a_reference():
    """Compared with nobody, no school has a percentile."""
    same(kernels.percentile(column(1), column(), higher=True), NAN)


@some
@given(st.lists(st.integers(0, 20), min_size=1, max_size=40), st.integers(-1, 21))
def test_percentile_is_the_share_below_and_half_the_ties(reference, value):
    """The definition, counted one by one."""
    below, ties = sum(other < value for other in reference), reference.count(value)
    found = kernels.percentile(column(value), np.sort(column(*reference)), higher=True)[0]
    assert found == (below + ties / 2) / len(reference)


# --- sums and means --------------------------------------------------------------------------------------------------

numbers = st.floats(-1e6, 1e6, allow_nan=False)


@some
@given(st.lists(st.lists(numbers, min_size=3, max_size=3), min_size=1, max_size=12))
def test_sums_run_in_the_order_of_the_rows(rows):
    """The same bytes as adding one after the other, alone or beside others."""
    matrix = np.array(rows)
    expected = [reduce(add, values) for values in matrix.T.tolist()]
    assert kernels.ordered_sum(matrix).tolist() == expected
    assert [float(kernels.ordered_sum(matrix[:, [at]])[0]) for at in range(3)] == expected
    assert kernels.sum_in_place(matrix.copy()).tolist() == expected


def test_weighted_mean_of_those_present():
    """(60 × 3 + 40 × 1) ÷ 4 = 55 with both; 60 with one of them; nothing from nothing."""
    scores, weights = np.array([[60, 60, NAN], [40, NAN, NAN]]), np.array([[3.0], [1.0]])
    with np.errstate(invalid="ignore"):
        mean, present = kernels.weighted_mean(scores, weights, np.isnan(scores))
    same(mean, 55, 60, NAN)
    same(present, 4, 3, 0)


@some
@given(st.lists(st.tuples(st.one_of(st.none(), numbers), st.integers(1, 100)), min_size=1, max_size=10))
def test_weighted_mean_lies_between_its_parts(pairs):
    """A mean of those present is that of a list without the absent ones, and lies between the least and the most."""
    scores = np.array([[NAN if score is None else score] for score, _ in pairs])
    weights = np.array([[float(weight)] for _, weight in pairs])
    here = [(score, weight) for score, weight in pairs if score is not None]
    with np.errstate(invalid="ignore"):
        found = kernels.weighted_mean(scores, weights, np.isnan(scores))[0][0]
    if not here:
        assert np.isnan(found)
        return
    assert found == pytest.approx(sum(s * w for s, w in here) / sum(w for _, w in here), abs=1e-6)
    assert min(s for s, _ in here) - 1e-6 <= found <= max(s for s, _ in here) + 1e-6


def test_sum_and_product_of_those_present():
    """4.3 + 8.4 = 12.7; 0.9 × 5 = 4.5; what is absent changes nothing, and nothing at all has no result."""
    same(kernels.weighted_sum(np.array([[4.3, 4.3, NAN], [8.4, NAN, NAN]])), 12.7, 4.3, NAN)
    same(kernels.product(np.array([[0.9, 0.9, NAN], [5, NAN, NAN]])), 4.5, 0.9, NAN)


def test_power_means_by_hand():
    """Of 2 and 8: harmonic 2 ÷ (1/2 + 1/8) = 3.2, geometric √16 = 4, mean 5, quadratic √34.

    With weights 3 and 1 the harmonic mean is 4 ÷ (3/2 + 1/8) = 2.46.
    """
    scores, even = np.array([[2.0], [8.0]]), np.ones((2, 1))
    assert kernels.power_mean(scores, even, -1)[0] == pytest.approx(3.2, rel=1e-15)
    assert kernels.power_mean(scores, even, 0)[0] == pytest.approx(4, rel=1e-15)
    assert kernels.power_mean(scores, even, 1)[0] == 5
    assert kernels.power_mean(scores, even, 2)[0] == pytest.approx(34**0.5, rel=1e-15)
    assert kernels.power_mean(scores, np.array([[3.0], [1.0]]), -1)[0] == pytest.approx(4 / (3 / 2 + 1 / 8), rel=1e-15)


def test_power_means_of_zero_and_below():
    """With a 0 the harmonic and the geometric mean are 0, their limit; with a negative score there is none."""
    scores, even = np.array([[0.0, -1.0], [8.0, 8.0]]), np.ones((2, 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        same(kernels.power_mean(scores, even, -1), 0, NAN)
        same(kernels.power_mean(scores, even, 0), 0, NAN)


@some
@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=8))
def test_power_means_are_ordered(scores):
    """The harmonic mean is no more than the geometric, and that no more than the mean."""
    matrix, even = np.array(scores)[:, None], np.ones((len(scores), 1))
    harmonic, geometric, mean = (kernels.power_mean(matrix, even, power)[0] for power in (-1.0, 0.0, 1.0))
    assert harmonic <= geometric + 1e-9 <= mean + 2e-9


def test_best_and_worst_of_those_present():
    """Of 3 and 1 the best is 3 and the worst 1; of 3 and nothing both are 3."""
    scores = np.array([[3, 3, NAN], [1, NAN, NAN]])
    same(kernels.best(scores), 3, 3, NAN)
    same(kernels.worst(scores), 1, 3, NAN)


# --- grids and grades ------------------------------------------------------------------------------------------------

CELLS = np.array([[1.0, 2.0, 3.0], [2.0, 3.0, NAN]])


def test_a_grid_is_read_by_row_and_column():
    """Row 1 column 3 has 3, row 2 column 1 has 2; an empty cell, an absent level or one off the table has nothing."""
    found = kernels.grid(column(1, 2, 2, NAN, 3, 1, 0), column(3, 1, 3, 1, 1, 4, 1), CELLS)
    same(found, 3, 2, NAN, NAN, NAN, NAN, NAN)


@some
@given(st.integers(1, 2), st.integers(1, 3))
def test_a_grid_is_its_table(row, at):
    """Every cell can be reached, counted from 1."""
    same(kernels.grid(column(row), column(at), CELLS), CELLS[row - 1, at - 1])


def test_grades_at_their_cuts():
    """Cuts 50 and 70: 49.9 is the lowest grade, 50 the next, 70 the highest; above them only, 50 is the lowest."""
    scores, cuts = column(49.9, 50, 69.9, 70, NAN), np.array([[50.0], [70.0]])
    assert kernels.grade_index(scores, cuts).tolist() == [0, 1, 1, 2, -1]
    assert kernels.grade_index(scores, cuts, upper=True).tolist() == [0, 0, 1, 1, -1]


def test_grades_with_cuts_of_their_own():
    """Each school has its own cut where a column sets it: 60 passes a cut of 55 and misses one of 65."""
    assert kernels.grade_index(column(60, 60), np.array([[55.0, 65.0]])).tolist() == [1, 0]


@some
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=6, unique=True), st.integers(0, 1000))
def test_a_grade_counts_the_cuts_reached(cuts, score):
    """The index of a grade is the number of cuts at or below the score, in tenths without binary noise."""
    given_ = np.array([[cut / 10] for cut in sorted(cuts)])
    assert kernels.grade_index(column(score / 10), given_)[0] == sum(cut <= score for cut in cuts)
