"""Progress scores with limits, coverage and small cohorts as published."""

from __future__ import annotations

import pytest

from reportcard import Status
from reportcard.metrics import Column
from reportcard.metrics.progress_score import PROGRESS_SCORE, ProgressScoreParameters
from tests.metrics.columns import NAN, columns

#: Columns of the published file by role.
ROLES = {"of": "P8MEA", "pupils": "P8PUP", "cohort": "TPUP"}


def progress(of, pupils, cohort, **parameters):
    """Progress of one school; the deviation is that of Progress 8 in 2019 unless told."""
    read = columns(of=[of], pupils=[pupils], cohort=[cohort])
    return PROGRESS_SCORE.compute(read, ProgressScoreParameters(**{"deviation": 1.2828, **parameters}))


def test_limits_by_hand():
    """A mean of 1 over 49 of 50 pupils with a deviation of 7: the limits are 1 ± 1.96."""
    found = progress(1, 49, 50, deviation=7)
    assert (found.value[0], found.n[0], found.standard_error[0]) == (1, 49, 1)
    assert found.lower[0] == pytest.approx(-0.96)
    assert found.upper[0] == pytest.approx(2.96)


@pytest.mark.parametrize(
    ("score", "pupils", "lower", "upper"),
    [(-0.08, 128, -0.30, 0.14), (0.77, 164, 0.58, 0.97), (-0.44, 105, -0.69, -0.20)],
)
def test_published_limits(score, pupils, lower, upper):
    """DfE, Progress 8 2019 (provisional): -0.44 over 105 pupils was published with -0.69 and -0.20."""
    found = progress(score, pupils, pupils)
    assert found.lower[0] == pytest.approx(lower, abs=0.01)
    assert found.upper[0] == pytest.approx(upper, abs=0.01)


@pytest.mark.parametrize(
    ("pupils", "cohort"), [(29, 60), (76, 174), (36, 82), (54, 113), (41, 108), (35, 94), (63, 160)]
)
def test_published_low_coverage(pupils, cohort):
    """The seven schools published as LOWCOV in 2019 (provisional) have under half of their pupils in the measure."""
    found = progress(0.5, pupils, cohort)
    assert Status.of(found.status[0]) is Status.LOW_COVERAGE
    assert str(found.value[0]) == str(found.lower[0]) == "nan"


def test_half_of_the_cohort_is_enough():
    """Exactly half is not less than half."""
    assert progress(0.5, 30, 60).value.tolist() == [0.5]


@pytest.mark.parametrize(
    ("pupils", "cohort", "status"),
    [
        (5, 6, Status.SUPPRESSED),
        (5, 60, Status.SUPPRESSED),
        (61, 60, Status.INVALID),
        (-1, 60, Status.INVALID),
        (NAN, 60, Status.MISSING),
        (30, NAN, Status.MISSING),
    ],
)
def test_scores_that_are_not_published(pupils, cohort, status):
    """Fewer than 6 pupils are suppressed, whatever the coverage; counts that cannot be, or are not known, give none."""
    found = progress(0.5, pupils, cohort)
    assert Status.of(found.status[0]) is status
    assert str(found.value[0]) == str(found.n[0]) == "nan"


def test_every_published_score(data_dir):
    """DfE, Progress 8 2019 (provisional): every score published with limits has them to 0.01; every LOWCOV is one."""
    import pandas as pd

    frame = pd.read_csv(data_dir / "england" / "ks4-2019-provisional.csv", encoding="utf-8-sig", dtype=str)
    numbers = frame[["P8MEA", "P8PUP", "TPUP", "P8CILOW", "P8CIUPP"]].apply(pd.to_numeric, errors="coerce")
    told = frame[["RECTYPE"]].join(numbers).dropna()
    read = {role: Column(told[name].to_numpy()) for role, name in ROLES.items()}
    found = PROGRESS_SCORE.compute(read, ProgressScoreParameters(deviation=1.2828))
    assert len(told) == 3675
    assert found.lower == pytest.approx(told.P8CILOW.to_numpy(), abs=0.0101)
    assert found.upper == pytest.approx(told.P8CIUPP.to_numpy(), abs=0.0101)
    low = numbers[frame.P8MEA == "LOWCOV"].assign(P8MEA=0.0)
    read = {role: Column(low[name].to_numpy()) for role, name in ROLES.items()}
    statuses = PROGRESS_SCORE.compute(read, ProgressScoreParameters(deviation=1.2828)).status
    assert {Status.of(code) for code in statuses} == {Status.LOW_COVERAGE}
    assert len(statuses) == 7
