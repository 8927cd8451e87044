"""Grades: which side of a cut is inclusive, shares of a maximum, cuts from a column, and grading what is shown."""

from __future__ import annotations

from typing import Any

import pytest

import reportcard as rc
from tests.engine.scored import inner, result
from tests.engine.trees import framework, leaf


def grades(scale: Any, *values: float, **node: Any) -> list[str | None]:
    """Grades of some values of one leaf."""
    tree = leaf("a", grades="g", **node)
    return [result(tree, {"a": value}, grade_scales={"g": scale}).grade for value in values]


SHORT = {"A": 70, "B": 58, "F": "lowest"}
BANDS = [{"grade": "A", "from": 70}, {"grade": "B", "from": 58, "to": 70}, {"grade": "F"}]


def test_cuts_are_inclusive_below():
    """A score at a cut is in the band above it: 70 is an A, 69.9 a B, 57.9 an F."""
    assert grades(SHORT, 70, 69.9, 58, 57.9, 0, 100) == ["A", "B", "B", "F", "F", "A"]


def test_long_and_short_form_agree():
    """Bands written out are the same scale."""
    assert grades({"bands": BANDS}, 70, 69.9, 58, 57.9) == ["A", "B", "B", "F"]


def test_cuts_inclusive_above():
    """With ``inclusive: upper`` a score at a cut stays in the band below: 70 is a B, 70.1 an A."""
    assert grades({"bands": BANDS, "inclusive": "upper"}, 70, 70.1, 58, 58.1) == ["B", "A", "F", "B"]


def test_binary_noise_at_a_cut():
    """A mean of 69.9 and 70.1 is 70 in decimal: it is an A, on both sides of the binary noise."""
    tree = inner(None, leaf("a", weight=0.1), leaf("b", weight=0.2), leaf("c", weight=0.7), grades="g")
    root = result(tree, {"a": 70, "b": 70, "c": 70}, grade_scales={"g": SHORT})
    assert root.grade == "A"
    assert grades({"A": 0.3, "F": "lowest"}, 0.7 - 0.4) == ["A"]


def test_share_of_max():
    """Of 25 points 70 % are 17.5: 17.5 is an A, 17.4 a B, and 58 % of 25 are 14.5."""
    tree = leaf("a", max=25, grades={"scale": "g", "as": "share_of_max"})
    found = [result(tree, {"a": value}, grade_scales={"g": SHORT}) for value in (17.5, 17.4, 14.5, 14.4)]
    assert [node.grade for node in found] == ["A", "B", "B", "F"]
    assert [band.start for band in found[0].about.bands] == [17.5, pytest.approx(14.5), None]


def test_share_of_the_maximum_of_a_sum():
    """A sum reaches what its parts reach, without the bonus: 15 + 25 = 40, and 70 % of it are 28."""
    parts = (leaf("a", max=15), leaf("b", max=25), leaf("c", bonus=True))
    tree = inner("sum", *parts, grades={"scale": "g", "as": "share_of_max"})
    data = [{"a": 10, "b": 18}, {"a": 10, "b": 17.9}, {"a": 10, "b": 17, "c": 1}]
    assert [result(tree, row, grade_scales={"g": SHORT}).grade for row in data] == ["A", "B", "A"]


def test_cuts_from_a_column():
    """Each school its own cut: 65 passes 60 and fails 80, and the card shows the cut in force."""
    scale = {"Met": {"from_indicator": "own"}, "Not met": "lowest"}
    tree = leaf("a", grades="g")
    described = {"grade_scales": {"g": scale}, "indicators": {"own": {}}}
    low, high = (result(tree, {"a": 65, "own": own}, **described) for own in (60, 80))
    assert (low.grade, high.grade) == ("Met", "Not met")
    assert (low.cuts, high.cuts) == ((60,), (80,))


def test_missing_cut():
    """A school whose cut score is missing has no grade: missing is never the worst."""
    scale = {"Met": {"from_indicator": "own"}, "Not met": "lowest"}
    node = result(leaf("a", grades="g"), {"a": 65}, grade_scales={"g": scale}, indicators={"own": {}})
    assert (node.score, node.grade) == (65, None)


def test_the_grade_is_that_of_the_number_shown():
    """69.5 rounds to 70 and is an A; without rounding it is a B."""
    assert grades(SHORT, 69.5, round=1) == ["A"]
    assert grades(SHORT, 69.5) == ["B"]


def test_no_score_no_grade():
    """Where there is no score there is no grade."""
    node = result(leaf("a", grades="g"), {"a": "suppressed"}, grade_scales={"g": SHORT})
    assert (node.grade, node.band) == (None, None)


def test_words_of_a_grade():
    """The card holds the label and the meaning of its grade, and all bands best first."""
    bands = [{"grade": "1", "from": 50, "label": "Met", "meaning": "It did."}, {"grade": "0", "label": "Not met"}]
    node = result(leaf("a", grades="g"), {"a": 60}, grade_scales={"g": {"bands": bands}})
    assert node.band is not None
    assert (node.band.label, node.band.meaning) == ("Met", "It did.")
    assert [band.grade for band in node.about.bands] == ["1", "0"]


def test_grades_over_many_schools():
    """Columns of report cards hold the same grades."""
    ready = framework(leaf("a", grades="g"), grade_scales={"g": SHORT})
    cards = rc.score([{"id": name, "a": value} for name, value in zip("xyz", (71, 60, 10), strict=True)], ready)
    assert cards.grades() == ["A", "B", "F"]
    assert cards.summary() == {"A": 1, "B": 1, "F": 1, "no grade": 0}


def test_more_grades_than_a_byte_holds():
    """A scale of more than 100 grades is refused; one of 100 grades like any other: 99 is in the band from 99."""
    scale = {f"g{at}": at for at in range(99, 0, -1)} | {"low": "lowest"}
    assert grades(scale, 99) == ["g99"]
    with pytest.raises(rc.FrameworkError):
        grades({"more": 100, **scale}, 99)
