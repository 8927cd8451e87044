"""Average point scores by the published tables."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from reportcard import Status
from reportcard.metrics import Column
from reportcard.metrics.point_scores import AVERAGE_POINTS, POINTS_PER_PUPIL, TABLES, PointParameters


def listed(*counts):
    """A role that takes a list, for one school."""
    return Column(np.array(counts, np.float64)[:, None])


def average(*counts, **parameters):
    """The average of one school."""
    return AVERAGE_POINTS.compute({"counts": listed(*counts)}, PointParameters(**parameters))


def test_an_average_by_hand():
    """One pupil at level 3, two at 4, one at 5: (21 + 54 + 33) ÷ 4 = 27; squares 36 + 0 + 0 + 36 ÷ 3 ÷ 4 is 6."""
    found = average(0, 0, 1, 2, 1, 0, table="ks2_levels")
    assert found.value.tolist() == [27]
    assert found.n.tolist() == [4]
    assert found.standard_error[0] == pytest.approx(6**0.5)


def test_the_published_table_of_levels():
    """DfES 2002: below level 2 and level 2 have 15 points, 3 has 21, 4 has 27, 5 has 33, 6 has 39; a level is 6 points.

    Pupils disapplied or absent have no count, and so are left out.
    """
    alone = [average(*row, table="ks2_levels").value[0] for row in np.eye(6)]
    assert alone == [15, 15, 21, 27, 33, 39]


def test_the_published_table_of_grades():
    """GCSE points of 2004 to 2016: A* is 58, C is 40, G is 16, and a grade is 6 points; no grade is none."""
    points = TABLES["gcse_a_star_to_g"]
    assert (points[0], points[3], points[7], points[8]) == (58, 40, 16, 0)
    assert np.diff(points[:8]).tolist() == [-6] * 7
    assert TABLES["gcse_9_to_1"] == (9, 8, 7, 6, 5, 4, 3, 2, 1, 0)


def test_points_per_pupil_by_hand():
    """Two A* and eight C of two pupils: (116 + 320) ÷ 2 = 218 points each."""
    read = {"counts": listed(2, 0, 0, 8, 0, 0, 0, 0, 1), "pupils": Column(np.array([2.0]))}
    found = POINTS_PER_PUPIL.compute(read, PointParameters(table="gcse_a_star_to_g"))
    assert found.value.tolist() == [218]
    assert found.n.tolist() == [2]


def test_nobody_and_nonsense():
    """Nobody counted is not applicable, a negative count is invalid; one count that is missing takes the mean along."""
    assert Status.of(average(0, 0, points=(1, 2)).status[0]) is Status.NOT_APPLICABLE
    assert Status.of(average(3, -1, points=(1, 2)).status[0]) is Status.INVALID
    assert Status.of(average(3, np.nan, points=(1, 2)).status[0]) is Status.MISSING


def test_one_pupil_has_no_error():
    """The spread of one pupil is not known, and so neither is the error of the mean."""
    assert str(average(1, 0, points=(1, 2)).standard_error[0]) == "nan"


@pytest.mark.parametrize("given", [{}, {"table": "ks2_levels", "points": (1, 2)}])
def test_a_table_or_points(given):
    """Points come from one place."""
    with pytest.raises(ValidationError, match="name a 'table', or give 'points'"):
        PointParameters(**given)


def test_every_count_has_points():
    """A list of another length than the table is refused before there are data."""
    assert PointParameters(table="ks2_levels").fault({"counts": 5}) == "there are 5 counts, and points for 6"
    assert PointParameters(points=(1, 2)).fault({"counts": 2}) == ""
