"""The gap, its change, and the credit for narrowing it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from reportcard.metrics import Column, Parameters
from reportcard.metrics.gap import GAP, GAP_CHANGE, NARROWING_CREDIT, GapParameters
from tests.metrics.columns import columns

SHARE = st.floats(0, 100).map(lambda number: round(number, 1))


def figure(value, n=None, error=None):
    """One group's figure."""
    return Column(np.array([value]), n=None if n is None else np.array([n]), standard_error=error)


def four(now, other, before, other_before):
    """The figures of two years."""
    return columns(disadvantaged=[now], other=[other], disadvantaged_before=[before], other_before=[other_before])


def credit(*figures):
    """Credit of one school."""
    return float(NARROWING_CREDIT.compute(four(*figures), Parameters()).value[0])


def test_a_gap_by_hand():
    """50 against 60, each with an error: 3 and 4 make 5, and the limits are -10 ± 1.96 × 5."""
    read = {"disadvantaged": figure(50.0, 16.0, np.array([3.0])), "other": figure(60.0, 90.0, np.array([4.0]))}
    found = GAP.compute(read, GapParameters())
    assert (found.value[0], found.standard_error[0], found.n[0]) == (-10, 5, 16)
    assert (found.lower[0], found.upper[0]) == (pytest.approx(-19.8), pytest.approx(-0.2))


def test_errors_from_numbers_of_pupils():
    """50 % of 100 has an error of 5 points, 20 % of 16 one of 10; a mean over 16 with a deviation of 8 one of 2."""
    read = {"disadvantaged": figure(50.0, 100.0), "other": figure(20.0, 16.0)}
    assert GAP.compute(read, GapParameters(percentages=True)).standard_error[0] == pytest.approx(125**0.5)
    assert GAP.compute(read, GapParameters(percentages=True, others_exact=True)).standard_error[0] == 5
    means = {"disadvantaged": figure(1.0, 16.0), "other": figure(2.0, 64.0)}
    assert GAP.compute(means, GapParameters(deviation=8)).standard_error[0] == pytest.approx(5**0.5)


def test_no_error_without_its_source():
    """Where one group's error is not known, neither is that of the gap."""
    read = {"disadvantaged": figure(50.0, 100.0), "other": figure(20.0)}
    assert GAP.compute(read, GapParameters(percentages=True)).standard_error is None
    assert GAP.compute(read, GapParameters()).lower is None


@pytest.mark.parametrize(("own", "published"), [(58, -13), (73, 2)])
def test_published_gaps(own, published):
    """Key stage 2, 2019: 58 % of disadvantaged pupils (URN 115858) against 71 % nationally was -13, 73 % was +2."""
    found = GAP.compute(columns(disadvantaged=[own], other=[71]), GapParameters())
    assert found.value.tolist() == [published]


def test_published_changes(data_dir):
    """Where both years are published, the change is that of the two published gaps.

    Shares and gaps are published as whole percentages, each rounded for itself: a gap of rounded shares may be 1 off.
    """
    files = [data_dir / "england" / f"ks2-{year}-hampshire.csv" for year in (2019, 2018)]
    now, before = (_published(path) for path in files)
    both = sorted(set(now) & set(before))
    assert len(both) > 100
    read = four(*([rows[urn][at] for urn in both] for rows in (now, before) for at in (0, 1)))
    read = {role: Column(column.value[0]) for role, column in read.items()}
    found = GAP_CHANGE.compute(read, GapParameters())
    published = np.array([now[urn][2] - before[urn][2] for urn in both])
    assert np.abs(found.value - published).max() <= 2
    assert np.mean(found.value == published) > 0.5


def _published(path):
    """Disadvantaged, others nationally, and the gap between them, by URN."""
    import pandas as pd

    frame = pd.read_csv(path, encoding="utf-8-sig", dtype=str)
    nation = frame[frame.RECTYPE == "5"]["PTRWM_EXP_NotFSM6CLA1A"].iloc[0]
    others = float(nation.removesuffix("%"))
    rows = frame[["URN", "PTRWM_EXP_FSM6CLA1A", "DIFFN_RWM_EXP"]].dropna()
    rows = rows[rows.DIFFN_RWM_EXP.str.fullmatch(r"-?\d+") & rows.PTRWM_EXP_FSM6CLA1A.str.fullmatch(r"\d+%")]
    own, gaps = rows.PTRWM_EXP_FSM6CLA1A.str.removesuffix("%").astype(float), rows.DIFFN_RWM_EXP.astype(float)
    return {urn: (share, others, gap) for urn, share, gap in zip(rows.URN, own, gaps, strict=True)}


def test_a_change_by_hand():
    """From 50 against 70 to 58 against 71 the gap went from -20 to -13: narrowed by 7."""
    assert GAP_CHANGE.compute(four(58, 71, 50, 70), GapParameters()).value.tolist() == [7]


def test_the_error_of_a_change():
    """Four errors of 1 make one of 2."""
    one = np.array([1.0])
    read = {role: column._replace(standard_error=one) for role, column in four(58, 71, 50, 70).items()}
    assert GAP_CHANGE.compute(read, GapParameters()).standard_error.tolist() == [2]


@pytest.mark.parametrize(
    ("figures", "earned"),
    [
        ((58, 71, 50, 70), 7),  # rose by 8, the others by 1
        ((50, 60, 50, 70), 0),  # only the others fell
        ((52, 60, 50, 70), 2),  # rose by 2 while the others fell: 2, not 12
        ((45, 60, 50, 70), 0),  # both fell
        ((75, 75, 50, 60), 10),  # overtaken: no more than the gap there was
        ((80, 70, 75, 70), 0),  # there was no gap
        ((55, 80, 50, 70), 0),  # the gap widened
    ],
)
def test_credit_by_hand(figures, earned):
    """What their own rise closed of the gap: no more than they rose, than it narrowed, than there was to close."""
    assert credit(*figures) == earned


@given(SHARE, SHARE, SHARE, SHARE, SHARE)
def test_credit_is_not_earned_by_the_others_falling(now, other, before, other_before, further):
    """However far the others fall, the credit is what it were had they stood still, and never more than the rise."""
    fallen = min(other, other_before, further)
    assert credit(now, fallen, before, other_before) == pytest.approx(credit(now, other_before, before, other_before))
    assert credit(now, fallen, before, other_before) <= max(now - before, 0) + 1e-9


def test_one_source_of_error():
    """A figure is a percentage or a mean with a deviation, not both."""
    with pytest.raises(ValidationError, match="not both"):
        GapParameters(percentages=True, deviation=1)
