"""Claims about the range that the precision of published inputs leaves, each worked by hand."""

from __future__ import annotations

import pandas as pd
import pytest

import reportcard as rc
from reportcard.analysis.verify import verify

LETTERS = {"High": 71, "Low": "lowest"}


def document(score, **indicators):
    """A framework whose authority scored more decimals of A and B than it published."""
    described = {name: {"title": name.upper(), "columns": name.upper()} for name in ("a", "b")}
    return {
        "framework": "unrounded",
        "title": "Unrounded inputs",
        "source": {"id": "ID", "published": {"overall": {"score": "SCORE", "grade": "GRADE", "unrounded": True}}},
        "indicators": {name: {**entry, **indicators.get(name, {})} for name, entry in described.items()},
        "grade_scales": {"letters": LETTERS},
        "score": {"id": "overall", "grades": "letters", **score},
    }


MEAN = {
    "combine": "weighted_mean",
    "round": 1,
    "children": [{"id": "a", "weight": 80}, {"id": "b", "weight": 20}],
}
PRODUCT = {"combine": "product", "children": [{"id": "a"}, {"id": "b"}]}


def verified(document, **columns):
    """What was found for schools in the rows of some columns."""
    size = max(len(cells) for cells in columns.values())
    frame = pd.DataFrame({"ID": [f"S{row}" for row in range(size)], **columns})
    return verify(frame, rc.load_framework(document))


@pytest.mark.parametrize(("published", "within"), [("69", 0), ("70", 1), ("71", 1), ("72", 0)])
def test_a_weighted_mean_of_rounded_inputs(published, within):
    """70.1 and 72.2 stand for 70.05 to 70.15 and 72.15 to 72.25: 80 : 20 gives 70.47 to 70.57, so 70 or 71."""
    found = verified(document(MEAN), A=["70.1"], B=["72.2"], SCORE=[published])["overall.score"]

    assert (found.matched, found.within, len(found.misses)) == (0, within, 1 - within)


def test_inputs_of_two_decimals_leave_less():
    """70.10 beside 70.25 was rounded to two decimals: 70.516 to 70.526 is 71 and not 70."""
    columns = {"A": ["70.10", "70.25"], "B": ["72.2", "72.25"], "SCORE": ["70", "71"]}
    [miss] = verified(document(MEAN), **columns)["overall.score"].misses

    assert (miss.school, miss.published, miss.computed) == ("S0", "70", "71")


@pytest.mark.parametrize(("published", "within"), [("99", 0), ("100", 1), ("121", 1), ("122", 0)])
def test_inputs_move_together(published, within):
    """10 × 11 lies between 9.5 × 10.5 = 99.75 and 10.5 × 11.5 = 120.75: 100 to 121."""
    found = verified(document(PRODUCT), A=["10"], B=["11"], SCORE=[published])["overall.score"]

    assert found.within == within


@pytest.mark.parametrize(("published", "within"), [("74.4", 0), ("74.5", 1), ("75.5", 1), ("75.6", 0)])
def test_an_input_may_lower_the_result(published, within):
    """On goalposts from 10 down to 0, 2.5 stands for 2.45 to 2.55, which score 75.5 to 74.5."""
    score = {"indicator": "a", "scale": {"goalposts": [10, 0]}}
    found = verified(document(score), A=["2.5"], B=["0"], SCORE=[published])["overall.score"]

    assert found.within == within


def test_the_far_end_is_not_reached():
    """Whatever was rounded half up to 10 lies short of 10.5, so that its whole number is 10 and not 11."""
    score = {"indicator": "a", "round": 1}
    found = verified(document(score), A=["10", "10"], B=["0", "0"], SCORE=["10", "11"])["overall.score"]

    assert (found.matched, [miss.school for miss in found.misses]) == (1, ["S1"])


def test_below_zero_the_far_end_is_the_lower():
    """-10 stands for more than -10.5, which would be rounded away from zero to -11."""
    score = {"indicator": "a", "round": 1}
    found = verified(document(score), A=["-10", "-10"], B=["0", "0"], SCORE=["-10", "-11"])["overall.score"]

    assert (found.matched, [miss.school for miss in found.misses]) == (1, ["S1"])


def test_no_input_leaves_its_range():
    """A percentage shown as 100 was at most 100: with 99 beside it the mean is 99.4 to 100, never 100.1."""
    score = {"combine": "mean", "children": [{"id": "a"}, {"id": "b"}]}
    bounded = document(score, a={"range": [0, 100]}, b={"range": [0, 100]})
    found = verified(bounded, A=["100"] * 3, B=["100"] * 3, SCORE=["99.5", "100", "100.1"])["overall.score"]

    assert (found.within, [miss.school for miss in found.misses]) == (2, ["S2"])


def test_whole_numbers_are_exact():
    """Pupils are counted, not rounded: 10 × 11 is 110, and 111 is missed."""
    whole = document(PRODUCT, a={"whole": True}, b={"whole": True})
    found = verified(whole, A=["10", "10"], B=["11", "11"], SCORE=["110", "111"])["overall.score"]

    assert (found.matched, found.within, len(found.misses)) == (1, 0, 1)


def test_a_grade_that_follows_from_a_score_in_its_range_is_within_too():
    """71 is computed and 70 published: the letter of 70 is as near as the inputs tell; the letter of 71 is missed."""
    columns = {"A": ["70.1"] * 2, "B": ["72.2"] * 2, "SCORE": ["70", "70"], "GRADE": ["Low", "High"]}
    found = verified(document(MEAN), **columns)

    assert (found["overall.score"].within, found["overall.grade"].within) == (2, 1)
    assert [miss.published for miss in found["overall.cuts"].misses] == ["High"]


def test_columns_are_found_in_any_case():
    """The precision is that of the file's column, whatever the case of its name."""
    found = verified(document(MEAN), a=["70.1"], b=["72.2"], score=["70"])["overall.score"]

    assert (found.column, found.within) == ("score", 1)
