"""Two results of the same schools: the matrix, who moved, why, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.trees import LETTERS, framework, leaf, schools, trees
from tests.render.page import Page

import reportcard as rc
from reportcard.results.card import Certainty, Interval

TWO = [leaf("a", weight=3), leaf("b", weight=1)]


def tree(**changes: Any) -> dict[str, Any]:
    """A graded mean of two leaves."""
    return {"id": "all", "combine": "weighted_mean", "grades": "letters", "children": TWO, **changes}


def named(name: str, score: dict[str, Any], **rest: Any) -> rc.Framework:
    """A framework of its own id."""
    own = {"indicators": {"a": {"range": [0, 100]}, "b": {"range": [0, 100]}}, "grade_scales": {"letters": LETTERS}}
    return rc.load_framework({"framework": name, "title": name.title(), **own, "score": score, **rest})


def cause(record: dict[str, Any], one: rc.Framework, other: rc.Framework, **changed: Any) -> Any:
    """Why one school moved between two frameworks, or with some values changed."""
    found = rc.compare(rc.score([record], one), rc.score([{**record, **changed}], other))
    assert len(found.movers) == 1
    return found.movers[0].cause


# --- by hand ---------------------------------------------------------------------------------------------------------


def test_two_frameworks_by_hand():
    """A and b at 3 to 1, then 1 to 3: 75 and 25 (A, D), then 25 and 75 (D, A); the third school stays."""
    other = [leaf("a", weight=1), leaf("b", weight=3)]
    frame = pd.DataFrame({"id": ["S1", "S2", "S3"], "a": [100.0, 0, 60], "b": [0.0, 100, 60]})
    found = rc.compare(
        rc.score(frame, named("one", tree())), rc.score(frame, named("two", tree(children=other))), labels=("X", "Y")
    )
    assert found.rows == found.columns == ("A", "B", "C", "D", "no grade")
    assert found.matrix == ((0, 0, 0, 1, 0), (0, 1, 0, 0, 0), (0, 0, 0, 0, 0), (1, 0, 0, 0, 0), (0, 0, 0, 0, 0))
    assert [(mover.school, mover.direction, mover.change) for mover in found.movers] == [
        ("S1", "down", -50), ("S2", "up", 50),
    ]  # fmt: skip
    assert found.movers[0].cause.sentence == "A: its weight was 75% and is 25%."
    assert found.movers[0].cause.path == ("all", "a")
    assert found.same_data
    assert found.verdicts is None
    assert found.summary[0] == "3 schools on both sides; 2 moved to another grade, 1 did not."


def test_every_cause_has_its_name():
    """One framework, changed in one place at a time: each difference is found where it is, and named for what it is."""
    record, base = {"id": "S1", "a": 60, "b": 44}, named("base", tree())  # 56, a B
    rule = {"id": "low", "when": {"indicator": "b", "below": 50}, "cap": {"grade": "C"}, "because": "Our rule."}
    limit = {"id": "cap", "when": {"indicator": "b", "below": 50}, "cap": {"score": 50}}
    hide = {"id": "few", "when": {"indicator": "b", "below": 50}, "withhold": "Too few."}
    sub = [{**leaf("a", weight=3), "scale": {"goalposts": [40, 100]}}, leaf("b", weight=1)]
    more = [leaf("a", weight=3), leaf("b", weight=1), {**leaf("c", weight=4), "indicator": "b"}]
    cases = {
        "rule": tree(rules=[rule]),
        "scale": tree(children=sub),
        "weight": tree(children=[leaf("a", weight=1), leaf("b", weight=2)]),
        "part": tree(children=more),
    }
    for kind, changed in cases.items():
        assert cause(record, base, named("other", changed)).kind == kind
    assert cause(record, base, named("other", tree(rules=[limit]))).kind == "rule"
    withheld = cause(record, base, named("other", tree(rules=[hide])))
    assert (withheld.kind, withheld.sentence) == ("rule", "All: the rule all/few applies.")
    assert cause(record, base, named("other", tree(round=50))).kind == "rounding"  # 56 becomes 50, a C
    harder = {"letters": {"A": 80, "B": 60, "C": 40, "D": "lowest"}}
    graded = cause(record, base, named("other", tree(), grade_scales=harder))
    assert (graded.kind, graded.sentence) == ("grades", "All: the score 56 is graded by other cut scores or grades.")


def test_a_child_that_is_no_longer_chosen():
    """Where the worst part takes the place of the mean, the part that the mean was made from adds nothing more."""
    record = {"id": "S1", "a": 60, "b": 44}
    found = cause(record, named("one", tree()), named("two", tree(combine="worst", children=[leaf("a"), leaf("b")])))
    assert found.node in ("all", "a", "b")
    assert found.kind in ("combination", "weight", "part")


def test_causes_in_the_data():
    """A value that changed, and one that is there on one side only, are named with the leaf."""
    base = named("base", tree(needs={"weight": 0.9}))
    record = {"id": "S1", "a": 60, "b": 44}
    changed = cause(record, base, base, a=80)
    assert (changed.kind, changed.sentence) == ("value", "A: the value was 60 and is 80.")
    gone = cause(record, base, base, b={"status": "suppressed"})
    assert gone.kind == "missing"
    assert gone.sentence == "B: no score now, for hidden because few pupils are involved."
    less = named("less", tree(needs={"weight": 0.5}))
    short = cause({"id": "S1", "a": 60}, base, less)
    assert (short.kind, short.node) == ("coverage", "all")


def test_another_variant_is_named():
    """A school that takes another variant moved because of that."""
    variant = {"id": "small", "title": "Small schools", "when": {"indicator": "b", "below": 30},
               "nodes": {"a": {"scale": {"goalposts": [0, 50]}}}}  # fmt: skip
    base = named("base", tree(), variants=[variant])
    found = cause({"id": "S1", "a": 60, "b": 44}, base, base, b=0, a=80)
    assert found.kind == "variant"
    assert found.sentence == "The school takes another variant: the framework's own, then Small schools."


# --- grades of other words -------------------------------------------------------------------------------------------


def test_grades_are_matched_by_place_or_by_the_caller():
    """As many grades are matched by place; others by the caller, and without that only gains and losses count."""
    numbers = {"letters": {"1": 70, "2": 55, "3": 40, "4": "lowest"}}
    few = {"letters": {"good": 55, "poor": "lowest"}}
    frame = pd.DataFrame({"id": ["S1", "S2"], "a": [60.0, 30], "b": [44.0, np.nan]})
    one = rc.score(frame, named("one", tree()))
    placed = rc.compare(one, rc.score(frame, named("two", tree(), grade_scales=numbers)))
    assert placed.grade_map == {"A": "1", "B": "2", "C": "3", "D": "4"}
    assert placed.movers == ()
    other = rc.score(frame, named("two", tree(needs={"weight": 1}), grade_scales=few))
    loose = rc.compare(one, other)
    assert not loose.matched
    assert [(mover.school, mover.direction) for mover in loose.movers] == [("S2", "lost")]
    tied = rc.compare(one, other, grades={"A": "good", "B": "poor", "C": "poor", "D": "poor"})
    assert [(mover.school, mover.direction) for mover in tied.movers] == [("S1", "up"), ("S2", "lost")]


# --- two years -------------------------------------------------------------------------------------------------------


def with_interval(card: rc.ReportCard, half: float) -> rc.ReportCard:
    """A card with a 95 % interval of that half width."""
    score = card.overall.score or 0.0
    overall = card.overall.model_copy(update={"interval": Interval(low=score - half, high=score + half)})
    return card.model_copy(update={"overall": overall, "certainty": Certainty(confidence=0.95)})


def test_real_change_or_noise():
    """Half widths of 4.9 are standard errors of 2.5, of the change 3.54: beyond 6.93 points it is real."""
    base = named("base", tree())
    old = with_interval(rc.score({"id": "S1", "a": 60, "b": 44}, base), 4.9)
    for value, verdict in ((70.0, "real change"), (66.0, "cannot be told from noise")):
        new = with_interval(rc.score({"id": "S1", "a": value, "b": 44}, base), 4.9)
        found = rc.compare(old, new)
        assert found.standard_error[0] == pytest.approx(3.5355, abs=0.001)
        assert found.verdicts == (verdict,)
    bare = rc.compare(old, rc.score({"id": "S1", "a": 70, "b": 44}, base))
    assert bare.verdicts == ("not known",)


def test_schools_on_one_side_only():
    """Schools that came and went are named and counted nowhere else."""
    base = named("base", tree())
    old = rc.score([{"id": "S1", "a": 60, "b": 44}, {"id": "S2", "a": 10, "b": 1}], base)
    new = rc.score([{"id": "S3", "a": 60, "b": 44}, {"id": "S1", "a": 60, "b": 44}], base)
    found = rc.compare(old, new)
    assert (found.schools, found.only_before, found.only_after) == (("S1",), ("S2",), ("S3",))
    assert sum(map(sum, found.matrix)) == 1


# --- a school with itself --------------------------------------------------------------------------------------------


def test_a_school_with_itself_under_other_weights():
    """Cards are compared as results are: 3 to 1 is 56, 1 to 1 is 52."""
    base, record = named("base", tree()), {"id": "S1", "a": 60, "b": 44}
    found = rc.compare(rc.score(record, base), rc.score(record, base, weights={"a": 1}))
    assert found.movers[0].change == -4
    assert found.movers[0].cause.kind == "weight"
    assert found.labels == ("Base", "Base, own weights")


# --- what is refused -------------------------------------------------------------------------------------------------


def test_methods_that_say_they_are_not_comparable_are_refused():
    """Whichever of the two says so, the comparison is refused with its reason."""
    one = named("one", tree(), not_comparable_with={"two": "The tests are new."})
    cards = [rc.score([{"id": "S1", "a": 60, "b": 44}], ready) for ready in (one, named("two", tree()))]
    for pair in (cards, cards[::-1]):
        with pytest.raises(rc.InputError, match="The tests are new") as caught:
            rc.compare(*pair)
        assert caught.value.code == "not-comparable"


def test_inspections_of_two_frameworks_are_refused():
    """Grades that follow inspections of 2009 are not compared with statuses of 2025."""
    areas = {"range": [1, 5], "whole": True}
    old = {"id": "i", "metric": {"id": "inspection_limit_2009", "outcomes": "o", "capacity": "c", "equality": "e",
                                 "safeguarding": "s", "provision": ["t", "u", "v"]}}  # fmt: skip
    new = {"id": "i", "metric": {"id": "inspection_status_2025", "leadership": "o", "areas": ["c", "e"],
                                 "safeguarding": "s"}}  # fmt: skip
    names = dict.fromkeys("ocestuv", areas)
    record = {"id": "S1", **dict.fromkeys("ocestuv", 1)}
    cards = []
    for name, score in (("one", old), ("two", new)):
        ready = rc.load_framework({"framework": name, "title": name, "indicators": names, "score": score})
        cards.append(rc.score([record], ready))
    with pytest.raises(rc.InputError, match="2009-09 and of 2025-11") as caught:
        rc.compare(*cards)
    assert caught.value.code == "inspection-frameworks"


@pytest.mark.parametrize(
    ("second", "options", "code"),
    [
        ([{"id": "S9", "a": 1, "b": 1}], {}, "no-common-school"),
        ([{"id": "S1", "a": 1, "b": 1}], {"node": "c"}, "unknown-name"),
        ([{"id": "S1", "a": 1, "b": 1}], {"grades": {"A": "A"}}, "unknown-grade"),
        (None, {}, "not-results"),
    ],
)
def test_what_cannot_be_compared_is_refused(second, options, code):
    """What cannot be compared is refused with a code."""
    base = named("base", tree())
    old = rc.score([{"id": "S1", "a": 60, "b": 44}], base)
    with pytest.raises(rc.ReportCardError) as caught:
        rc.compare(old, second and rc.score(second, base), **options)
    assert caught.value.code == code


# --- the report ------------------------------------------------------------------------------------------------------


def report() -> rc.Comparison:
    """A comparison with names that try to be markup."""
    base = named("base", tree())
    records = [{"id": "S1", "name": "<b>A & B|C</b>", "a": 60, "b": 44}, {"id": "S2", "a": 10, "b": 1}]
    return rc.compare(rc.score(records, base), rc.score(records, base, weights={"a": 1}), labels=("Old", "New"))


def test_the_page_is_whole_and_escaped():
    """The page parses, fetches nothing, escapes names, and shows the matrix with its sums and the cause."""
    page = report().to_html()
    assert [cell.text for cell in Page(page).all("td")][:6] == ["0"] * 6
    assert "<b>A" not in page
    assert "&lt;b&gt;A &amp; B|C&lt;/b&gt;" in page
    assert "B: its weight was 25% and is 50%." in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_the_markdown_is_a_table():
    """The Markdown has a row for each grade, with the sums, and one for each mover."""
    text = report().to_markdown()
    assert "| Grade | A | B | C | D | no grade | All |" in text
    assert "| B | 0 | 0 | 1 | 0 | 0 | 1 |" in text
    assert "| All | 0 | 0 | 1 | 1 | 0 | 2 |" in text
    assert "&lt;b&gt;A &amp; B&#124;C&lt;/b&gt; (S1) | B (56) | C (52) | −4 | B: its weight was 25% and is 50%." in text


def test_long_lists_say_how_long_they_are():
    """No more movers are listed than asked for, and the report says of how many."""
    frame = pd.DataFrame({"id": [f"S{at}" for at in range(9)], "a": [100.0] * 9, "b": [0.0] * 9})
    base = named("base", tree())
    text = rc.compare(rc.score(frame, base), rc.score(frame, base, weights={"a": 1})).to_markdown(movers=4)
    assert "The first 4 of 9 are listed." in text
    assert text.count("its weight was") == 4


def test_the_frame():
    """A row a school: ranks count from the best, and the cause stands where a school moved."""
    rows = report().to_frame()
    assert rows["rank_before"].tolist() == [1, 2]
    assert rows["moved"].tolist() == [True, False]
    assert rows["parts_at"].tolist()[0] == "b"
    assert rows["change"].tolist() == [-4, -2.25]


# --- always ----------------------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(trees(), trees(), st.integers(0, 10_000))
def test_no_mover_without_a_cause_and_nobody_is_lost(one, other, seed):
    """Any two frameworks: the matrix counts every school once, and every mover has a cause on a path from the root."""
    one["grades"] = other["grades"] = "letters"
    frame = schools(one, 15, seed).merge(schools(other, 15, seed + 1), on="id", how="left", suffixes=("", "_y"))
    frame = frame[[name for name in frame.columns if not name.endswith("_y")]]
    found = rc.compare(rc.score(frame, framework(one)), rc.score(frame, framework(other)))

    assert sum(map(sum, found.matrix)) == 15
    assert [sum(line) for line in found.matrix] == [found.grades[0].count(g) for g in (*found.before.grades, None)]
    off = sum(count for at, line in enumerate(found.matrix) for place, count in enumerate(line) if at != place)
    assert len(found.movers) == off
    for mover in found.movers:
        assert mover.grade_before != mover.grade_after
        assert mover.cause.path[-1] == mover.cause.node
        assert mover.cause.sentence.endswith(".")


@settings(max_examples=25, deadline=None)
@given(trees(), st.integers(0, 10_000))
def test_the_order_of_the_schools_changes_nothing(score, seed):
    """Permuted rows on either side give the same movers for the same reasons."""
    score["grades"] = "letters"
    ready, frame, later = framework(score), schools(score, 15, seed), schools(score, 15, seed + 1)
    mixed = frame.sample(frac=1, random_state=seed)
    one = rc.compare(rc.score(frame, ready), rc.score(later, ready))
    other = rc.compare(rc.score(mixed, ready), rc.score(later[::-1], ready))
    assert one.matrix == other.matrix
    assert sorted(one.movers, key=lambda mover: mover.school) == sorted(other.movers, key=lambda mover: mover.school)


@settings(max_examples=20, deadline=None)
@given(trees(), st.integers(0, 10_000))
def test_a_result_against_itself(score, seed):
    """A result compared with itself has no mover, and its matrix is a diagonal."""
    score["grades"] = "letters"
    cards = rc.score(schools(score, 15, seed), framework(score))
    found = rc.compare(cards, cards)
    assert found.movers == ()
    assert all(count == 0 for at, line in enumerate(found.matrix) for place, count in enumerate(line) if at != place)
