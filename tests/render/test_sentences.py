"""The sentences of a card: each is generated, so each is tested like a score."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportcard.render.certain import certainty_sentences, how_sure, range_text
from reportcard.render.changes import changes
from reportcard.render.evidence import evidence
from reportcard.render.glance import glance
from reportcard.render.neighbours import neighbours
from reportcard.render.strengths import strengths
from reportcard.results.card import Earlier, Interval, NodeResult, SimilarSchool
from tests.render.cards import LETTERS, bare_card, history_card, leaf, mean, profile_card, school_card

OVERALL = school_card().overall


def _overall(**changed: object) -> NodeResult:
    return OVERALL.model_copy(update=changed)


# --- how sure --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("chances", "told"), [
    ({"B": 1.0}, "The grade is very likely “Strong (B)”."),
    ({"B": 0.90, "C": 0.10}, "The grade is very likely “Strong (B)”."),
    ({"B": 0.89, "C": 0.11}, "The grade is likely “Strong (B)”, but it could be “In the middle (C)”."),
    ({"B": 0.66, "A": 0.29, "C": 0.05}, "The grade is likely “Strong (B)”, but it could be “Very strong (A)”."),
    ({"B": 0.65, "C": 0.35}, "The grade could be “Strong (B)” or “In the middle (C)”."),
    ({"B": 0.30, "C": 0.70}, "The grade could be “Strong (B)” or “In the middle (C)”."),
])  # fmt: skip
def test_how_sure_a_grade_is(chances: dict[str, float], told: str) -> None:
    """From 90 % a grade is very likely, from 66 % likely; below, two grades are named, the printed one first."""
    assert list(certainty_sentences(_overall(grade_probabilities=chances))) == [told]


def test_a_range_that_is_a_point_says_nothing() -> None:
    """Where no measure told its error, every draw is the same; a card does not call that very likely."""
    point = _overall(grade_probabilities={"B": 1.0}, interval=Interval(low=60, high=60))
    assert list(certainty_sentences(point)) == []


def test_range_has_the_decimals_of_the_score() -> None:
    """A score of 61 has the range 56 to 65, not 56.4 to 65.2; both in the same words everywhere."""
    node = history_card().overall

    assert next(certainty_sentences(node)) == "The true score is likely to be between 56 and 65."
    assert range_text(node) == "likely between 56 and 65"
    assert range_text(OVERALL) == ""


def test_how_ranges_were_made() -> None:
    """The technical account names draws, seed, what was taken as exact, and rules with their chance."""
    assert how_sure(history_card()) == (
        "Ranges cover the true score 95% of the time. They come from 2,000 draws, seed 7.",
        "Nothing tells the error of “Ofsted”. Taken as exact, so the true range is wider.",
        "The rule overall/inspection fires with a probability of 25%.",
    )
    assert how_sure(school_card()) == ()


# --- since last year -------------------------------------------------------------------------------------------------


def _told(*earlier: Earlier, **changed: object) -> tuple[str, ...]:
    found = changes(school_card(overall=_overall(earlier=earlier, **changed)))
    assert found is not None
    return found.sentences


def test_a_rise_and_a_fall() -> None:
    """A change is told in points and in both numbers, with the grade before and after."""
    rose = _told(Earlier(year="2008", score=55.0, grade="C"))
    fell = _told(Earlier(year="2008", score=62.0, grade="B"))

    assert rose == (
        "The score went up by 6 points since 2008, from 55 to 61.",
        "The grade was “In the middle (C)” and is now “Strong (B)”.",
    )
    assert fell == ("The score went down by 1 point since 2008, from 62 to 61.", "The grade is the same, “Strong (B)”.")


def test_about_the_same() -> None:
    """Less than a hundredth of the scale is no change."""
    assert _told(Earlier(year="2008", score=61.4)) == ("The score is about the same as in 2008: 61.4 then, 61 now.",)


def test_a_change_within_the_likely_range_may_be_chance() -> None:
    """Where last year's score lies in this year's range, the card says that the change may be chance."""
    inside = _told(Earlier(year="2008", score=57.0), interval=Interval(low=56.0, high=66.0))
    outside = _told(Earlier(year="2008", score=55.0), interval=Interval(low=56.0, high=66.0))

    assert "A change as small as this may be due to chance." in inside
    assert "A change as small as this may be due to chance." not in outside


def test_what_cannot_be_compared() -> None:
    """A change of method, and a missing score on either side, are told in place of a difference."""
    other = Earlier(year="2008", score=55.0, comparable=False, note="New exams counted")
    none = Earlier(year="2008", reason="not published")

    assert _told(other) == ("The way of scoring changed, so 2008 and this year cannot be compared. New exams counted.",)
    assert _told(none) == ("There was no score in 2008. Why: not published.",)
    assert _told(Earlier(year="2008", score=55.0), score=None, grade=None) == (
        "There is no score this year to compare with 2008.",
    )


def test_every_point_of_the_line_is_told() -> None:
    """The years of the chart are told in words: gaps with their reason, breaks with their year."""
    found = changes(history_card())
    assert found is not None

    assert found.scores == (
        "Scores year by year: not published (2005), 50 (2006), 55 (2007), 57 (2008), 61 (This year).",
        "The way of scoring changed after 2006.",
    )
    assert [point.score for point in found.points] == [None, 50.0, 55.0, 57.0, 61.0]
    assert [point.breaks for point in found.points] == [False, True, False, False, False]
    assert [(row.title, row.before, row.now, row.change) for row in found.parts] == [
        ("Progress", "58.0", "59.7", "up 1.7 points")
    ]


SCORES = st.none() | st.floats(-50, 150, allow_nan=False).map(lambda number: round(number, 1))


@given(st.lists(SCORES, min_size=1, max_size=6), SCORES)
def test_differences_are_those_of_the_printed_numbers(before: list[float | None], now: float | None) -> None:
    """Whatever the scores, a difference that is told is that of the two numbers beside it, and so is its direction."""
    earlier = tuple(Earlier(year=str(2000 + at), score=score) for at, score in enumerate(before))
    about = OVERALL.about.model_copy(update={"decimals": 1})
    found = changes(school_card(overall=_overall(earlier=earlier, score=now, grade=None, about=about)))
    assert found is not None
    words = found.sentences[0].replace("−", "-").rstrip(".").split()

    if "went" in words:
        difference, old, new = (float(words[at]) for at in (words.index("by") + 1, -3, -1))
        assert difference == pytest.approx(abs(new - old))
        assert ("up" in words) == (new > old)
    else:
        last = before[-1]
        assert last is None or now is None or abs(now - last) < 1.0


# --- strengths, reasons, evidence, similar schools -------------------------------------------------------------------


def test_strengths_by_hand() -> None:
    """The middle of C is 52.5, and 85 of the weights are present. What moves the overall score most stands first.

    Progress in eight subjects: 0.6 x 30 / 85 x (63.5 - 52.5) = 2.33 points. Exclusions: 0.2 x 15 / 85 x (86.7 - 52.5)
    = 1.21. Progress in English: 0.2 x 30 / 85 x (62.9 - 52.5) = 0.73. Points in eight subjects (59.2) lie less than a
    tenth of the scale above the middle, and Ofsted's Good stands on the cut between its middle grades: not named.
    """
    found = strengths(OVERALL)
    assert found is not None

    assert [finding.title for finding in found.well] == [
        "Progress in eight subjects, from 11 to 16", "Exclusions for a fixed time",
        "Progress in English, from 11 to 16",
    ]  # fmt: skip
    assert found.well[0].effect == (
        "Progress in eight subjects, from 11 to 16: 63.5 out of 100. "
        "It moves the overall score by 2.3 points from the middle."
    )
    assert [finding.text for finding in found.look] == []


def test_tiny_differences_are_no_news() -> None:
    """A measure near the middle, or with hardly any weight, is neither a strength nor a weakness."""
    near, light, far = (
        leaf(name, name, weight, value, (0.0, 100.0)) for name, weight, value in
        (("near", 50, 56.0), ("light", 0.5, 90.0), ("far", 49.5, 20.0))
    )  # fmt: skip
    found = strengths(mean("all", "All", None, (near, light, far)))
    assert found is not None

    assert found.well == ()
    assert [finding.title for finding in found.look] == ["far"]


def test_strengths_follow_the_grades_of_the_scale() -> None:
    """Where grades are cut high, 60 of 100 is below the middle grade and is named as something to look at."""
    high = tuple(
        band.model_copy(update={"start": start})
        for band, start in zip(LETTERS, (95.0, 90.0, 80.0, 70.0, None), strict=True)
    )
    one = leaf("one", "One", 50, 60.0, (0.0, 100.0), bands=high)
    found = strengths(mean("all", "All", None, (one, leaf("two", "Two", 50, 52.0, (0.0, 100.0)))))
    assert found is not None

    assert [finding.title for finding in found.look] == ["One"]


def test_no_strengths_without_scales() -> None:
    """A profile weighs nothing, and scores without a scale are near to nothing: neither has strengths."""
    plain = tuple(
        child.model_copy(update={"about": child.about.model_copy(update={"scale_low": None, "scale_high": None})})
        for child in OVERALL.children[5:]
    )

    assert strengths(profile_card().overall) is None
    assert strengths(_overall(children=plain)) is None


def test_reasons() -> None:
    """Each part has one sentence that says why: its best and lowest measure, its only one, its value, or what lacks."""
    found = glance(OVERALL)
    assert found is not None

    assert [row.reason for row in found.rows] == [
        ("Best in “Progress in eight subjects, from 11 to 16” (63.5). "
         "Lowest in “Progress in maths, from 11 to 16” (45.0)."),
        "All 3 measures are at about the same level.",
        "Best in “Exclusions for a fixed time” (86.7). Lowest in “Pupils who miss a tenth of lessons or more” (52.2).",
        "All 2 measures are at about the same level.",
        "No score. Why: not enough evidence for a score.",
        "The inspectors found a good school.",
    ]  # fmt: skip


def test_profile_parts_tell_their_values() -> None:
    """In a profile, the reason is the values themselves."""
    found = glance(profile_card().overall)
    assert found is not None

    assert found.rows[0].reason == "Five good GCSEs: 61%; Average points at 16: 412.6 points."
    assert not found.has_scores


def test_evidence() -> None:
    """How many measures there are, what they weigh, how many pupils were counted, and what is not counted."""
    told = evidence(school_card())

    assert told[0] == "12 of 17 measures have a result."
    assert told[2] == "Up to 184 pupils or answers were counted for one measure."
    assert told[3].startswith("Not counted: “Pupils feel safe”, “Bullying is dealt with”, “Gap in progress")
    assert evidence(bare_card())[0] == "3 of 17 measures have a result."


def test_similar_schools() -> None:
    """61 is above 58, 44, 52, 57 and 49, and below 66 and 71: higher than 5 of the 7 whose score is known."""
    found = neighbours(history_card())
    assert found is not None

    assert found.sentences[0] == "The score is higher than that of 5 of 7 similar schools."
    # 44, 49, 52, 57, 58, 66, 71: the middle is 57, and the likely range is 56.4 to 65.2.
    assert found.sentences[1] == "It cannot be told apart from the middle of their scores (57)."
    assert [row.name for row in found.rows[:3]] == ["Hillside Academy (this school)", "Similar School 0", "201"]
    assert found.rows[4].score == "no score known"
    assert len(found.scores) == 7


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (57.5, 65, "It is very likely above the middle of their scores (57)."),
        (50, 56.9, "It is very likely below the middle of their scores (57)."),
        (61, 61, "Similar schools, the most similar first."),
    ],
)
def test_the_middle_of_similar_schools(low: float, high: float, told: str) -> None:
    """A likely range beside the middle, 57, tells the side; one without width tells that nothing is known."""
    card = history_card()
    overall = card.overall.model_copy(update={"interval": Interval(low=low, high=high)})
    found = neighbours(card.model_copy(update={"overall": overall}))
    few = neighbours(card.model_copy(update={"overall": overall, "similar": card.similar[:4]}))

    assert found is not None and few is not None  # noqa: PT018
    assert told in found.sentences
    # A middle of fewer than five scores is none.
    assert not any("middle" in sentence for sentence in few.sentences)


def test_similar_schools_without_scores_are_named() -> None:
    """Where no score of theirs is known, the similar schools are named, the most similar first."""
    card = school_card(similar=(SimilarSchool(id="q"), SimilarSchool(id="r", name="Rook School")))
    found = neighbours(card)
    assert found is not None

    assert found.sentences == ("Similar schools, the most similar first: q, Rook School.",)
    assert found.track is None
