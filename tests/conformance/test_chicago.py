"""Chicago's School Quality Rating 2018-19, against the published file."""

from __future__ import annotations

import pytest

import reportcard as rc
from tests.conformance import harness

FRAMEWORK = "chicago-sqrp-2018-19"


@pytest.mark.parametrize("group", harness.groups(FRAMEWORK))
def test_points_weights_totals_and_levels_are_reproduced(group, data_dir):
    """Points of 18 indicators, weights after those of missing ones have moved, totals and levels: all, to the last."""
    assert harness.found(FRAMEWORK, group, data_dir) == harness.told(FRAMEWORK, group)


def test_schools_without_growth_are_not_rated(data_dir):
    """The eight schools of "Inability to Rate" have points for something, and neither a total nor a level."""
    frame = harness.read(FRAMEWORK, data_dir)
    cards = rc.score(frame, FRAMEWORK)
    unrated = [school for school, grade in zip(cards.ids, cards.grades(), strict=True) if grade is None]
    published = frame.loc[frame["SY 2018-2019 SQRP Rating"] == "Inability to Rate", "School ID"]
    assert unrated == published.tolist()
    assert len(unrated) == 8
    assert {cards[school].overall.status for school in unrated} == {"withheld"}
    assert all(cards[school]["data_quality"].score for school in unrated)


def test_the_weights_of_462_schools_follow_from_the_rule_alone(data_dir):
    """Without the published weight of attendance three schools get the usual weights, and all others their own."""
    frame = harness.read(FRAMEWORK, data_dir)
    column = "Average Daily Attendance Rate (Grades K-8) | weight"
    with_it, without = rc.score(frame, FRAMEWORK), rc.score(frame.drop(columns=column), FRAMEWORK)
    few = frame[column] == "35"
    assert few.sum() == 3
    assert without.scores()[~few].tobytes() == with_it.scores()[~few].tobytes()
    assert (without.scores()[few] != with_it.scores()[few]).all()


def test_floors_fire_where_the_level_alone_would_be_lower(data_dir):
    """Eleven schools have their level from attainment: six 1+, one 1 and four 2+; the total alone gives less."""
    fired = rc.score(harness.read(FRAMEWORK, data_dir), FRAMEWORK).fired()
    counts = [int(fired[f"overall/attainment_{percentile}"].sum()) for percentile in (90, 70, 50)]
    assert counts == [6, 1, 4]
