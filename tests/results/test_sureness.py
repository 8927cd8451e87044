"""How sure a result is, in words."""

from __future__ import annotations

import pytest

import reportcard as rc
from reportcard.results.card import Interval, NodeResult
from reportcard.results.sureness import (
    adverb,
    certainty_words,
    chances_words,
    grade_sureness,
    interval_words,
    middle_side,
    told_share,
    without_error_words,
)
from tests.engine.scored import inner
from tests.engine.trees import framework, leaf


def node(chances, grade="B", low=50.0, high=60.0):
    """A node with grade probabilities and an interval."""
    about = rc.score({"id": "x", "a": 50}, framework(leaf("a", round=1))).overall.about
    return NodeResult(
        id="a", about=about, score=55, grade=grade, grade_probabilities=chances, interval=Interval(low=low, high=high)
    )


@pytest.mark.parametrize(
    ("chances", "words"),
    [
        ({"A": 0.001, "B": 0.995, "C": 0.004}, "almost certainly B"),
        ({"A": 0.0, "B": 0.92, "C": 0.08}, "very likely B, could be C"),
        ({"A": 0.01, "B": 0.95, "C": 0.04}, "very likely B"),
        ({"A": 0.06, "B": 0.74, "C": 0.2}, "probably B, could be C or A"),
        ({"A": 0.0, "B": 0.55, "C": 0.45}, "perhaps B, could be C"),
        ({"A": 0.1, "B": 0.35, "C": 0.55}, "perhaps B; C is likelier, could be A"),
        ({"A": 0.0, "B": 1.0, "C": 0.0}, "almost certainly B"),
        ({}, ""),
    ],
)
def test_a_grade_is_told_with_its_sureness(chances, words):
    """The grade's own word follows from its probability; other grades are named from 5 % on, likelier ones first."""
    assert grade_sureness(node(chances)) == words


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.99, "almost certainly"), (0.9899, "very likely"), (0.9, "very likely"), (0.89, "probably"),
        (0.66, "probably"), (0.65, "perhaps"),
    ],
)  # fmt: skip
def test_the_thresholds_of_the_words(probability, word):
    """0.99, 0.9 and 0.66 are where the words change, as the docs say."""
    assert adverb(probability) == word


def test_a_score_is_told_apart_from_a_middle_or_not():
    """A middle inside the interval cannot be told apart, its ends included; outside, the side is told."""
    assert middle_side(node({}), 55) == middle_side(node({}), 50) == middle_side(node({}), 60) == "alike"
    assert middle_side(node({}), 49.9) == "above"
    assert middle_side(node({}), 70) == "below"
    assert middle_side(node({}, low=55, high=55), 70) == ""


def test_an_interval_in_words():
    """An interval is printed with the decimals of the score; one that rounds to a single number is 'about' it."""
    assert interval_words(node({})) == "between 50 and 60"
    assert interval_words(node({}, low=54.6, high=55.3)) == "about 55"
    assert interval_words(node({}, low=55, high=55)) == ""


def test_what_rests_on_no_known_error_is_not_called_certain():
    """A grade whose measures were all taken as exact gets no word of certainty, though its probability is 1."""
    ready = framework(inner("mean", leaf("a"), leaf("b"), grades="letters"))
    card = rc.score({"id": "x", "a": 60, "b": 61}, ready, uncertainty=True)
    assert card.overall.grade_probabilities["B"] == 1
    assert grade_sureness(card.overall, card.certainty.without_error) == ""
    assert without_error_words(card) == "Taken as exact, because nothing tells their error: “A” and “B”."


def test_how_it_was_made_is_told():
    """Draws, seed, independence, the weight that known errors stand behind, and rules that may fire: all are told."""
    rules = [{"id": "low", "when": {"indicator": "a", "below": 50}, "cap": {"score": 40}}]
    ready = framework(inner("weighted_mean", leaf("a", weight=3), leaf("b", weight=1), rules=rules))
    record = {"id": "x", "a": {"value": 50, "standard_error": 3}, "b": 90}
    words = certainty_words(rc.score(record, ready, uncertainty=True))
    assert words.startswith("Intervals are meant to cover 95%: 1,000 draws with seed 2009; the errors of its measures")
    assert "taken as independent. Errors are known for 75% of the overall weight." in words
    assert "Rules that may fire: all/low" in words
    assert told_share(rc.score(record, ready, uncertainty=True)) == 0.75
    shared = rc.score(record, ready, uncertainty=rc.Uncertainty(correlation=0.3, confidence=0.9))
    assert "cover 90%" in certainty_words(shared)
    assert "have a correlation of 0.3" in certainty_words(shared)
    assert certainty_words(rc.score(record, ready)) == ""


def test_explain_tells_intervals_and_probabilities():
    """The explanation has the interval and the sureness of every node, and the list of what was taken as exact."""
    ready = framework(inner("mean", leaf("a"), leaf("b"), grades="letters"))
    record = {"id": "x", "a": {"value": 60, "standard_error": 3}, "b": 58}
    text = rc.score(record, ready, uncertainty=True).explain()
    # 59 ± 1.96 × 3 ÷ 2; B from 55: Φ(4 ÷ 1.5) = 0.9962.
    assert "probably between 56.1 and 61.9" in text
    assert "almost certainly B (B 100%)" in text
    assert "Taken as exact, because nothing tells its error: “B”." in text
    assert "probably" not in rc.score(record, ready).explain()


def test_grades_that_are_next_to_impossible_are_not_printed():
    """Probabilities are printed in whole per cent, those of half a per cent and more."""
    assert chances_words(node({"A": 0.004, "B": 0.934, "C": 0.062})) == "B 93%, C 6%"
