"""Earlier years on cards: what a node scored, why it did not, and whether the two may be compared."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportcard as rc
from reportcard.results.card import Earlier
from tests.engine.scored import inner
from tests.engine.trees import framework, leaf, schools, trees

READY = framework(inner("mean", leaf("a"), leaf("b"), leaf("seen", beside=True), grades="letters"))
NOW = [{"id": "x", "a": 80, "b": 60, "seen": 5}, {"id": "y", "a": 50, "b": 30, "seen": 6}, {"id": "new", "a": 10}]
TWO = [{"id": "x", "a": 80, "b": 60}]
#: In 2017 y was there, and in 2018 x and y; b of y was suppressed then.
BEFORE = {
    "2018": [{"id": "y", "a": 40, "b": {"status": "suppressed"}, "seen": 1}, {"id": "x", "a": 70, "b": 50}],
    "2017": [{"id": "y", "a": 20, "b": 40, "seen": 3}, {"id": "gone", "a": 1, "b": 1}],
}


def history(before=BEFORE, ready=READY, now=NOW, **rest):
    """This year's cards with those of earlier years under the same framework."""
    return rc.score(now, ready).with_earlier({year: rc.score(given, ready) for year, given in before.items()}, **rest)


def test_scores_and_grades_of_earlier_years():
    """Each node has its own score and grade of each year: x had (70 + 50) ÷ 2 = 60 in 2018, a B."""
    card = history()["x"]
    assert card.overall.earlier[1] == Earlier(year="2018", score=60, grade="B")
    assert card["a"].earlier[1] == Earlier(year="2018", score=70)
    assert (card.overall.score, card.overall.grade) == (70, "A")


def test_a_school_that_was_not_there_has_a_gap():
    """In a year without the school every node says so, and no score is made up."""
    reason = "the school is not in the data of 2017"
    assert {node.earlier[0] for node in history()["x"].nodes()} == {Earlier(year="2017", reason=reason)}
    assert [entry.reason for entry in history()["new"].overall.earlier] == [reason, reason.replace("2017", "2018")]


def test_what_was_suppressed_stays_suppressed():
    """A suppressed value of an earlier year is a reason, never a number; what needed it tells what it rests on."""
    card = history()["y"]
    assert (card["b"].earlier[1].score, card["b"].earlier[1].reason) == (None, rc.Status.SUPPRESSED.words)


def test_a_node_that_did_not_exist_is_left_out():
    """A year whose framework lacked the node has no entry for it."""
    older = framework(inner("mean", leaf("a"), grades="letters"))
    before = rc.score([{"id": "x", "a": 30}], older)
    card = rc.score(NOW, READY).with_earlier({"2018": before})["x"]
    assert card["b"].earlier == ()
    assert card["a"].earlier[0].score == 30


def test_other_measures_are_not_compared():
    """A mean that rests on other measures than this year's says which; the leaves themselves are comparable."""
    ready = framework(inner("mean", leaf("a", missing="leave_out"), leaf("b", missing="leave_out")))
    card = history({"2018": [{"id": "x", "a": 40, "b": {"status": "suppressed"}}]}, ready, TWO)["x"]
    (entry,) = card.overall.earlier
    assert (entry.score, entry.comparable, entry.note) == (40, False, "Rests on other measures: without B.")
    assert card["a"].earlier[0].comparable


def test_a_whole_part_is_named_by_its_title():
    """Where all that a part rests on was not there, the part is named and not its leaves; what was there alone, too."""
    part = {"id": "p", "combine": "mean", "missing": "leave_out", "title": "The part"}
    ready = framework(
        inner("mean", leaf("a", missing="leave_out"), {**part, "children": [leaf("b"), leaf("c")]}, leaf("d"))
    )
    now, before = {"id": "x", "b": 1, "c": 2, "d": 3}, {"id": "x", "a": 5, "d": 3}
    card = history({"2018": [before]}, ready, [now])["x"]
    assert card.overall.earlier[0].note == "Rests on other measures: without The part, with A."


@pytest.mark.parametrize(
    ("changed", "note"),
    [
        ({"framework": "other", "title": "The other"}, "Scored under another framework, The other."),
        ({"version": "2"}, "Scored under version 2 of the framework, now 1."),
        ({"summary": "Another text"}, "Scored under another text of the framework."),
    ],
)
def test_another_framework_is_not_comparable(changed, note):
    """Another framework, version or text of it is told on every node that has a score."""
    tree = inner("mean", leaf("a"), leaf("b"))
    now = rc.score({"id": "x", "a": 80, "b": 60}, framework(tree, version="1"))
    before = rc.score({"id": "x", "a": 80, "b": 60}, framework(tree, **{"version": "1", **changed}))
    for node in now.with_earlier({"2018": before}).nodes():
        assert (node.earlier[0].comparable, node.earlier[0].note) == (False, note)


def test_what_a_document_calls_comparable_is():
    """A document may say that results under another framework can be compared with its own; it is not so by itself."""
    tree = inner("mean", leaf("a"), leaf("b"))
    before = {"2018": rc.score(TWO, framework(tree, framework="older"))}
    for named, comparable in ((["older"], True), ([], False)):
        made = rc.score(TWO, framework(tree, comparable_with=named)).with_earlier(before)["x"]
        assert {node.earlier[0].comparable for node in made.nodes()} == {comparable}


def test_another_variant_is_not_comparable():
    """A school that was scored as another kind of school says which."""
    variants = [{"id": "small", "title": "Small schools", "when": {"indicator": "b", "is": "missing"}}]
    ready = framework(inner("best", leaf("a"), leaf("b")), variants=variants)
    before = rc.score({"id": "x", "a": 80}, ready)
    entry = rc.score({"id": "x", "a": 80, "b": 60}, ready).with_earlier({"2018": before})["a"].earlier[0]
    assert entry.note == "Scored as another kind of school: Small schools."


def test_other_weights_and_another_reference_are_not_comparable():
    """Own weights concern what combines; another population concerns the whole card."""
    ready = framework(inner("weighted_mean", leaf("a", weight=1), leaf("b", weight=1)))
    school = {"id": "x", "a": 80, "b": 60}
    card = rc.score(school, ready, weights={"a": 3}).with_earlier({"2018": rc.score(school, ready)})
    assert card.overall.earlier[0].note == "Scored with other weights."
    assert card["a"].earlier[0].comparable
    ranked = framework(leaf("a", scale="percentile"))
    fitted = [ranked.fit([{"id": "x", "a": 1}], id=name) for name in ("one", "two")]
    now, before = (rc.score({"id": "x", "a": 80}, ranked, reference=reference) for reference in fitted)
    assert now.with_earlier({"2018": before}).overall.earlier[0].note == "Compared with another population of schools."


BROKEN = framework(
    inner("mean", leaf("a"), leaf("b")),
    indicators={"a": {"title": "Measure A", "range": [0, 100], "breaks": {2018: "Scores are limited."}}},
)


@pytest.mark.parametrize(
    ("earlier", "year", "comparable"),
    [("2017", None, False), ("2018", None, True), ("2016", "2017", True), ("2017", "2018/19", False)],
)
def test_a_break_lies_between_two_years(earlier, year, comparable):
    """What was measured before the year of a break is not comparable with what was measured from then on."""
    cards = history({earlier: TWO}, BROKEN, TWO, year=year)
    leaf_entry, mean_entry = cards["x"]["a"].earlier[0], cards["x"].overall.earlier[0]
    assert leaf_entry.comparable is comparable
    assert leaf_entry.note == ("" if comparable else "Since 2018: Scores are limited.")
    assert mean_entry.note == ("" if comparable else "Since 2018: Scores are limited (Measure A).")
    assert cards["x"]["b"].earlier[0].comparable


def test_one_card_and_many_say_the_same():
    """A service that holds one school's cards gets the card that a batch gives; the document tells what breaks."""
    cards, before = rc.score(TWO, BROKEN), rc.score(TWO, BROKEN)
    many = cards.with_earlier({"2017": before}, year="2019")["x"]
    stored = rc.ReportCard.model_validate_json(before["x"].model_dump_json())
    assert cards["x"].with_earlier({"2017": stored}, year="2019", document=BROKEN.document) == many
    assert cards["x"].with_earlier({"2017": None}).overall.earlier[0].reason == "the school is not in the data of 2017"


def test_cards_with_history_come_back_from_json():
    """A card with earlier years is JSON and comes back the same."""
    for card in history():
        assert rc.ReportCard.model_validate_json(card.model_dump_json()) == card


def test_frames_and_results_stay_as_they_were():
    """History is on the cards alone: the frame and the results from which it was taken do not change."""
    plain = rc.score(NOW, READY)
    with_years = plain.with_earlier({"2018": rc.score(BEFORE["2018"], READY)})
    assert with_years.to_frame().equals(plain.to_frame())
    assert plain["x"].overall.earlier == ()


def test_matches_tell_both_sides():
    """Which schools are in each year and which are not, on either side."""
    assert [tuple(match) for match in history().matches] == [
        ("2017", 1, ("new", "x"), ("gone",)),
        ("2018", 2, ("new",), ()),
    ]


def test_later_years_are_refused():
    """A year that is not before that of the results is refused."""
    with pytest.raises(rc.InputError, match="'2018' is not before '2018'"):
        history(year="2018")


@settings(max_examples=25, deadline=None)
@given(trees(), st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_order_changes_nothing(tree, seed, random):
    """Neither the order of an earlier year's rows, nor that of the years, nor the way in which a card is asked for."""
    ready = framework(tree)
    now, *years = (schools(tree, 6, seed + at) for at in range(3))
    before = {f"{2016 + at}": frame.iloc[at:] for at, frame in enumerate(years)}
    order = random.sample(range(len(now)), len(now))
    turned = {year: frame.iloc[random.sample(range(len(frame)), len(frame))] for year, frame in before.items()}
    turned = dict(reversed(turned.items()))
    one = rc.score(now, ready).with_earlier({year: rc.score(frame, ready) for year, frame in before.items()})
    two = rc.score(now.iloc[order], ready).with_earlier(
        {year: rc.score(frame, ready) for year, frame in turned.items()}
    )
    assert {card.school.id: card for card in one} == {card.school.id: two[card.school.id] for card in two}


@settings(max_examples=25, deadline=None)
@given(trees(), st.integers(0, 10_000))
def test_a_year_beside_itself_is_comparable(tree, seed):
    """The same results as an earlier year: every score again, and nothing that may not be compared."""
    cards = rc.score(schools(tree, 5, seed), framework(tree))
    for card in cards.with_earlier({"2018": cards}):
        for node in card.nodes():
            (entry,) = node.earlier
            assert (entry.score, entry.grade, entry.reason) == (node.score, node.grade, node.reason)
            assert entry.comparable
            assert entry.note == ""


# --- similar schools -------------------------------------------------------------------------------------------------


FRAME = pd.DataFrame(
    {
        "id": list("pqrs"),
        "name": ["P", "Q", "R", "S"],
        "size": [1, 2, 4, 9],
        "a": [10.0, 20.0, None, 90.0],
        "b": [50, 50, None, 50],
    }
)


def test_similar_schools_with_their_results():
    """A card lists the nearest first, with name, score and grade from the same results: q has (20 + 50) ÷ 2 = 35."""
    similar = rc.similar_schools(FRAME, ["size"], n=2)
    card = rc.score(FRAME, READY).with_similar(similar)["p"]
    assert [tuple(school.model_dump().values()) for school in card.similar] == [
        ("q", "Q", 35, "D"),
        ("r", "R", None, None),
    ]
    assert rc.ReportCard.model_validate_json(card.model_dump_json()) == card


def test_similar_schools_beyond_the_results():
    """A similar school that is not in the results is listed by its id; a school that has none lists none."""
    similar = rc.similar_schools(FRAME.assign(size=[1, 2, None, 9]), ["size"], n=2)
    cards = rc.score(FRAME[:3], READY).with_similar(similar)
    assert [(school.id, school.name) for school in cards["p"].similar] == [("q", "Q"), ("s", None)]
    assert cards["r"].similar == ()


def test_similar_schools_of_other_data_are_refused():
    """Similar schools none of which is in the results are of other data."""
    similar = rc.similar_schools(FRAME.assign(id=list("wxyz")), ["size"], n=2)
    with pytest.raises(rc.InputError, match="None of the similar schools is in the data") as caught:
        rc.score(FRAME, READY).with_similar(similar)
    assert caught.value.code == "unknown-school"


def test_both_stand_on_a_card():
    """Earlier years and similar schools do not hinder each other, in either order."""
    cards = rc.score(FRAME, READY)
    similar = rc.similar_schools(FRAME, ["size"], n=1)
    one = cards.with_earlier({"2018": cards}).with_similar(similar)["p"]
    two = cards.with_similar(similar).with_earlier({"2018": cards})["p"]
    assert one == two
    assert (one.similar[0].id, one.overall.earlier[0].score) == ("q", one.overall.score)
