"""The first sentences of a card: right in every case, and plain."""

from __future__ import annotations

import pytest

from reportcard.render import to_html, to_markdown
from reportcard.render.format import band_range, next_grade, place_text
from reportcard.render.headline import headline
from reportcard.results.card import About, Band, NodeResult
from tests.render.cards import CARDS, LETTERS, bare_card, own_weights_card, profile_card, ruled_card, school_card


def test_grade_has_words_score_and_place() -> None:
    """A letter never stands alone: the headline has its words, its place among the grades, and the score."""
    top = headline(school_card())

    assert top.tag is not None
    assert (top.tag.words, top.tag.place, top.score, top.out_of) == (
        "Strong (B)", "2nd highest of 5 grades", "61", "out of 100",
    )  # fmt: skip
    assert top.sentences[0] == "Hillside Academy has the overall grade Strong (B), the 2nd highest of 5 grades."


def test_distance_to_the_next_grades_is_told() -> None:
    """A reader sees how close the score is to another grade."""
    up, down = "14 points short of the next grade, Very strong (A)", "1 point above the lowest score of its own grade"

    assert f"The score is {up}, and {down}." in headline(school_card()).sentences


def test_no_distance_where_a_rule_set_the_grade() -> None:
    """Where rules changed the result, its distance from the cut scores would mislead; the card says that they did."""
    top = headline(ruled_card())

    assert next_grade(ruled_card().overall) == ""
    assert "Rules of the framework changed this result. They are listed below." in top.sentences


def test_without_grade_the_reason_is_told() -> None:
    """A school without an overall grade learns why, and how much there is."""
    assert headline(bare_card()).sentences[:2] == (
        "Hillside Academy has no overall grade. Why: not enough evidence for a score.",
        "3 of 17 measures have a result, with 15.8% of the weight. For the others the card says why not.",
    )


def test_profile_says_that_there_is_no_overall_grade() -> None:
    """A framework without an overall score says so first, and shows no empty grade."""
    page = to_html(profile_card())

    assert headline(profile_card()).sentences[0].startswith("This framework gives no overall grade")
    assert "No overall grade</span>" not in page
    assert "The school at a glance" in page


def test_own_weights_are_named_as_such() -> None:
    """A card scored with the caller's weights says that they are not the framework's, in every form."""
    card = own_weights_card()
    warning = "own weights, not the framework"

    assert all(warning in text.lower() for text in (to_html(card), to_markdown(card), card.explain()))


@pytest.mark.parametrize("name", CARDS)
def test_framework_version_and_hash_are_on_every_card(name: str) -> None:
    """Every card can be traced to the exact document and library."""
    card = CARDS[name]()
    for text in (to_html(card), to_markdown(card).replace("&#58;", ":"), card.explain()):
        assert card.framework.hash in text
        assert card.engine_version in text


def test_bands_say_which_side_counts() -> None:
    """The words of a band say whether a score equal to the cut is in it."""
    assert band_range(LETTERS, (), 1, "lower") == "from 60 to below 75"
    assert band_range(LETTERS, (), 1, "upper") == "above 60, up to 75"
    assert band_range(LETTERS, (), 4, "lower") == "below 30"


def test_a_schools_own_cuts_are_shown() -> None:
    """Cut scores that a column sets are the ones that are printed, for as many bands as there are."""
    assert band_range(LETTERS, (80.0, 65.5, 50.0, 40.0), 1, "lower") == "from 65.5 to below 80"
    assert band_range(LETTERS, (80.0, 65.5, 50.0, 40.0), 4, "lower") == "below 40"


@pytest.mark.parametrize(("index", "count", "words"), [
    (0, 5, "highest of 5 grades"), (2, 5, "3rd highest of 5 grades"), (4, 5, "lowest of 5 grades"), (0, 1, ""),
    (11, 20, "12th highest of 20 grades"),
])  # fmt: skip
def test_place_of_a_grade(index: int, count: int, words: str) -> None:
    """A grade says where it stands among all."""
    assert place_text(index, count) == words


def test_unknown_grade_is_shown_as_it_is() -> None:
    """A grade that is in no band is shown as it is, without colour or place."""
    node = NodeResult(id="a", about=About(title="A", bands=(Band(grade="A"),)), score=1.0, grade="Z")
    top = headline(school_card(overall=node))

    assert top.tag is not None
    assert (top.tag.words, top.tag.place) == ("Z", "")
