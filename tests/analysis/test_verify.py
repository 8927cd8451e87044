"""Claims about comparing a publication with its framework, on files of a few rows."""

from __future__ import annotations

import pandas as pd
import pytest

import reportcard as rc
from reportcard.analysis.verify import verify

PLAIN = {
    "framework": "two-parts",
    "title": "Two parts",
    "source": {
        "id": "ID",
        "codes": {">95": {"read_as": 97, "between": [95, 100]}},
        "published": {"overall": {"score": "SCORE", "grade": "GRADE"}, "b": {"score": "B_SCORE"}},
    },
    "indicators": {"a": {"title": "A", "columns": "A"}, "b": {"title": "B", "columns": "B"}},
    "grade_scales": {"letters": {"High": 50, "Low": "lowest"}},
    "score": {
        "id": "overall",
        "combine": "mean",
        "round": 1,
        "grades": "letters",
        "children": [{"id": "a", "missing": "require"}, {"id": "b", "missing": "leave_out", "round": 0.1}],
    },
}


def frame(**columns):
    size = max(len(cells) for cells in columns.values())
    return pd.DataFrame({"ID": [f"S{row}" for row in range(size)], **columns})


def check(key, document=PLAIN, **columns):
    return verify(frame(**columns), rc.load_framework(document))[key]


def changed(**keys):
    return {**PLAIN, **keys}


def test_results_are_compared_as_decimals():
    """51.5 rounds half up to 52; a published 52.0 is the same number, 51 is not."""
    found = check("overall.score", A=["52", "52"], B=["51", "51"], SCORE=["52.0", "51.0"])

    assert (found.published, found.matched, [miss.school for miss in found.misses]) == (2, 1, ["S1"])
    assert str(found.misses[0]) == "S1: published 51.0, computed 52 (score of overall)"


def test_an_unrounded_result_is_compared_at_the_published_decimals():
    """A mean of 0.333… is reproduced where 0.33 was published, and missed where 0.34 was."""
    document = changed(score={"id": "overall", "combine": "mean", "children": [{"id": "a"}, {"id": "b"}, {"id": "c"}]})
    document["indicators"] = {**PLAIN["indicators"], "c": {"title": "C", "columns": "C"}}
    document["source"] = {"id": "ID", "published": {"overall": {"score": "SCORE"}}}
    found = check("overall.score", document, A=["1", "1"], B=["0", "0"], C=["0", "0"], SCORE=["0.33", "0.34"])

    assert (found.matched, len(found.misses)) == (1, 1)


def test_what_is_not_published_is_not_missed():
    """Empty cells and words that are no grade publish nothing; what was computed beside them is counted."""
    columns = {"A": ["60", "60", "60"], "B": ["60", "60", "60"], "GRADE": ["High", "", "Exempt"]}
    found = check("overall.grade", **columns)

    assert (found.published, found.matched, found.unpublished, found.misses) == (1, 1, 2, ())


def test_a_published_result_that_cannot_be_computed_is_missed():
    """A school without its required part has no score; its published score is missed."""
    [miss] = check("overall.score", A=["", "60"], B=["60", "60"], SCORE=["60", "60"]).misses

    assert (miss.school, miss.published, miss.computed) == ("S0", "60", "")


def test_a_miss_names_the_first_place_where_they_part():
    """A total that is wrong because a part is wrong points at the part; a grade, at the score."""
    columns = {"A": ["60"], "B": ["20.04"], "B_SCORE": ["25.0"], "SCORE": ["43"], "GRADE": ["Low"]}
    verification = verify(frame(**columns), rc.load_framework(PLAIN))

    assert verification["b.score"].misses[0].parts_at == "score of b"
    assert verification["overall.score"].misses[0].parts_at == "b.score"
    assert not verification.ok


def test_cuts_ask_whether_the_grade_follows_from_the_published_score():
    """A grade that fits the published score but not the computed one is missed as a grade, not as a cut."""
    columns = {"A": ["40"], "B": ["40"], "SCORE": ["60"], "GRADE": ["High"]}
    verification = verify(frame(**columns), rc.load_framework(PLAIN))

    assert verification["overall.grade"].misses[0].parts_at == "overall.score"
    assert verification["overall.cuts"].matched == 1


def test_a_result_taken_from_its_own_column_is_not_counted_as_reproduced():
    """Where the framework reads the published score as its input there is nothing to compare."""
    document = changed(score={"id": "overall", "indicator": "taken", "grades": "letters"})
    document["indicators"] = {"taken": {"title": "Taken", "columns": "SCORE"}}
    document["source"] = {"id": "ID", "published": {"overall": {"score": "SCORE", "grade": "GRADE"}}}
    verification = verify(frame(SCORE=["60"], GRADE=["High"]), rc.load_framework(document))

    assert (verification["overall.score"].taken, verification["overall.score"].matched) == (1, 0)
    assert verification["overall.grade"].matched == 1


@pytest.mark.parametrize(("published", "within"), [("48", 1), ("50", 1), ("47", 0), ("51", 0)])
def test_a_censored_input_leaves_a_range(published, within):
    """>95 with 0 gives 47.5 to 50: published results from 48 to 50 lie within, others are missed."""
    found = check("overall.score", A=[">95"], B=["0"], SCORE=[published])

    assert (found.matched, found.within, len(found.misses)) == (0, within, 1 - within)


def test_a_masked_input_leaves_a_range():
    """A masking column says between which numbers the value beside it lies."""
    mask = {"column": "MASK", "codes": {"1": {"status": "censored", "between": [95, 100]}}}
    document = changed(indicators={**PLAIN["indicators"], "a": {"title": "A", "columns": "A", "masked_by": mask}})
    found = check("overall.score", document, A=["95", "95"], B=["0", "0"], MASK=["1", ""], SCORE=["50", "48"])

    assert (found.within, found.matched) == (1, 1)


def test_unrounded_inputs_leave_a_range_of_half_a_unit():
    """A publisher who averaged 10.4 and 11.4, shown as 10 and 11, may publish 10.9; 11.6 is out of reach."""
    document = changed(score={**PLAIN["score"], "round": 0.1})
    document["source"] = {"id": "ID", "published": {"overall": {"score": "SCORE", "unrounded": True}}}
    found = check("overall.score", document, A=["10", "10"], B=["11", "11"], SCORE=["10.9", "11.6"])

    assert (found.within, [miss.school for miss in found.misses]) == (1, ["S1"])
    assert found.misses[0].computed == "10.0 to 11.0"


def test_applied_weights_are_compared():
    """The weight that a node carries among the siblings present is compared on the scale of the declared weights."""
    children = [{"id": "a", "weight": 75}, {"id": "b", "weight": 25, "missing": "leave_out"}]
    document = changed(score={"id": "overall", "combine": "weighted_mean", "children": children})
    document["source"] = {"id": "ID", "published": {"a": {"weight": "A_WEIGHT"}}}
    found = check("a.weight", document, A=["60", "60"], B=["60", ""], A_WEIGHT=["75", "100"])

    assert (found.published, found.matched) == (2, 2)


def test_the_table_is_plain_text():
    """One line a quantity, below a header."""
    verification = verify(frame(A=["60"], B=["60"], SCORE=["60"]), rc.load_framework(PLAIN))
    head, line = verification.table().splitlines()

    assert head.split() == ["quantity", "column", "published", "taken", "over", "reproduced", "within", "missed", "not",
                            "published"]  # fmt: skip
    assert line.split() == ["overall.score", "SCORE", "1", "0", "1", "0", "0", "0"]
    assert verification.ok


def test_a_file_without_published_results_is_refused():
    """Nothing to compare is an error, not a success."""
    with pytest.raises(rc.InputError, match="no column of this file"):
        verify(frame(A=["60"], B=["60"]), rc.load_framework(PLAIN))


def test_a_quantity_that_is_not_there_is_an_error():
    """Asking for a quantity that was not compared names those that were."""
    with pytest.raises(rc.UnknownNameError, match=r"overall\.score"):
        verify(frame(A=["60"], B=["60"], SCORE=["60"]), rc.load_framework(PLAIN))["overall.total"]


def test_a_file_is_read_as_the_document_says(tmp_path):
    """A path is read with the framework's own source."""
    path = tmp_path / "schools.csv"
    frame(A=["60"], B=["60"], SCORE=["60"]).to_csv(path, index=False)

    assert verify(path, rc.load_framework(PLAIN))["overall.score"].matched == 1
