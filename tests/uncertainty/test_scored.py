"""Uncertainty as a user meets it: on cards, in columns, whatever the order."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportcard as rc
from tests.engine.scored import inner
from tests.engine.trees import framework, leaf, schools, trees

QUICK = rc.Uncertainty(draws=200)
PERCENT = {"unit": "%", "range": [0, 100]}


def with_errors(frame, seed=1):
    """The frame, with a standard error, limits, or n beside each value; some values have none."""
    rng = np.random.default_rng(seed)
    parts = {}
    for at, name in enumerate(column for column in frame.columns if column != "id"):
        width = rng.uniform(1, 12, len(frame))
        if at % 3 == 0:
            parts[f"{name}_standard_error"] = np.where(rng.random(len(frame)) < 0.2, np.nan, width)
        elif at % 3 == 1:
            parts[f"{name}_lower"], parts[f"{name}_upper"] = frame[name] - width, frame[name] + 2 * width
    return frame.assign(**parts)


def columns(cards):
    """Everything that the cards tell of certainty, as one matrix by school."""
    found = cards.to_frame().set_index("id")
    return found[[name for name in found if name.rpartition("_")[2] in ("low", "high") or "_p_" in name]].astype(float)


@given(trees(), st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_order_neighbours_and_number_of_schools_change_nothing(tree, seed):
    """A school's intervals and probabilities are the same bytes in any order, beside any others, and alone."""
    ready = framework(tree)
    frame = with_errors(schools(tree, 30, seed))
    whole = columns(rc.score(frame, ready, uncertainty=QUICK))
    turned = columns(rc.score(frame.iloc[::-1], ready, uncertainty=QUICK))
    few = columns(rc.score(frame.iloc[5:8], ready, uncertainty=QUICK))
    pd.testing.assert_frame_equal(whole, turned.loc[whole.index], check_exact=True)
    pd.testing.assert_frame_equal(whole.iloc[5:8], few, check_exact=True)


@given(trees(), st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_probabilities_and_intervals_make_sense(tree, seed):
    """Probabilities sum to 1 where there is a grade, an interval holds the score, what is absent stays absent."""
    cards = rc.score(with_errors(schools(tree, 20, seed)), framework(tree), uncertainty=QUICK)
    for node in cards.nodes:
        scores, ends = cards.scores(node), cards.intervals(node)
        there = ~np.isnan(scores)
        assert (there == ~np.isnan(ends[:, 0])).all()
        assert (ends[there, 0] <= scores[there]).all()
        assert (scores[there] <= ends[there, 1]).all()
        chances = cards.grade_probabilities(node)
        if chances:
            graded = np.array([grade is not None for grade in cards.grades(node)])
            total = np.sum([*chances.values()], axis=0)
            np.testing.assert_allclose(total[graded], 1.0, atol=1e-12)
            assert np.isnan(total[~graded]).all()


@given(trees(), st.integers(0, 1000))
@settings(max_examples=15, deadline=None)
def test_a_card_says_what_the_columns_say(tree, seed):
    """The card of a school has the numbers of the columns, whether it is taken from many or scored alone."""
    ready = framework(tree)
    frame = with_errors(schools(tree, 6, seed))
    cards = rc.score(frame, ready, uncertainty=QUICK)
    for at, card in enumerate(cards):
        for node in card.nodes():
            ends = cards.intervals(node.id)[at]
            if node.interval is None:
                assert np.isnan(ends).all()
            else:
                assert (node.interval.low, node.interval.high) == tuple(ends)
            for grade, chance in node.grade_probabilities.items():
                assert chance == cards.grade_probabilities(node.id)[grade][at]
    record = {key: value for key, value in frame.iloc[0].items() if value == value}
    alone = rc.score([record], ready, uncertainty=QUICK)[0]
    assert alone.overall.interval == cards[0].overall.interval


def test_threads_and_blocks_change_nothing(monkeypatch):
    """The columns are the same bytes from one thread or several, schools handed out by the dozen or all at once."""
    from reportcard.uncertainty import population

    tree = inner("best", inner("mean", leaf("a"), leaf("b"), round=1) | {"id": "y"}, leaf("c"), grades="letters")
    frame = with_errors(schools(tree, 120, 9))
    found = []
    for threads, together in ((1, 512), (3, 12), (4, 50)):
        monkeypatch.setattr(population, "_THREADS", threads)
        monkeypatch.setattr(population, "_TOGETHER", together)
        found.append(columns(rc.score(frame, framework(tree), uncertainty=QUICK)))
    pd.testing.assert_frame_equal(found[0], found[1], check_exact=True)
    pd.testing.assert_frame_equal(found[0], found[2], check_exact=True)


def test_another_seed_gives_other_draws():
    """The seed is what draws depend on, beside the school and the measure."""
    ready = framework(inner("best", leaf("a"), leaf("b")))
    record = {"id": "x", "a": {"value": 50, "standard_error": 3}, "b": {"value": 51, "standard_error": 3}}
    ends = {rc.score(record, ready, uncertainty=rc.Uncertainty(seed=seed)).overall.interval for seed in (1, 1, 2)}
    assert len(ends) == 2


def test_a_measure_has_its_draws_whatever_stands_beside_it():
    """A node that a framework gains leaves the draws of the others as they were."""
    record = {name: {"value": 50, "standard_error": 3} for name in "abc"}
    small = inner("mean", inner("best", leaf("b"), leaf("c")) | {"id": "y"})
    large = inner("mean", leaf("a"), inner("best", leaf("b"), leaf("c")) | {"id": "y"})
    given = [{name: record[name] for name in names} for names in ("bc", "abc")]
    one, other = (
        rc.score({"id": "x", **own}, framework(tree), uncertainty=True)["y"].interval
        for tree, own in zip((small, large), given, strict=True)
    )
    assert one == other


@given(st.integers(5, 95), st.integers(10, 200))
@settings(max_examples=30, deadline=None)
def test_more_pupils_never_widen_an_interval(share, n):
    """A share of four times the pupils has a narrower interval, a mean too, and so has their mean."""
    document = {"indicators": {"p": PERCENT, "m": {"range": [-500, 500], "error": {"deviation": 25}}}}
    ready = framework(inner("mean", leaf("p"), leaf("m")), **document)

    def width(pupils):
        record = {"id": "x", "p": {"value": share, "n": pupils}, "m": {"value": share, "n": pupils}}
        interval = rc.score(record, ready, uncertainty=True).overall.interval
        return interval.high - interval.low

    assert width(4 * n) < width(n)


def test_a_school_without_errors_has_points_and_is_told_so():
    """Where nothing tells an error, interval and grade are those of the score, and every measure is listed."""
    ready = framework(inner("mean", leaf("a"), leaf("b"), grades="letters", round=1))
    card = rc.score({"id": "x", "a": 60.3, "b": 61.1}, ready, uncertainty=True)
    assert (card.overall.interval.low, card.overall.interval.high) == (61, 61)
    assert card.overall.grade_probabilities == {"A": 0, "B": 1, "C": 0, "D": 0}
    assert card.certainty.without_error == ("a", "b")
    assert card.certainty.draws == 0
    cards = rc.score([{"id": "x", "a": 60.3, "b": 61.1}], ready, uncertainty=True)
    assert cards.without_error() == {"a": 1, "b": 1}
    assert (cards.certain().certain, cards.certain().unknown) == (0, 1)


def test_grades_and_whole_numbers_are_no_estimates():
    """A grade (a whole number) is listed as exact, even where someone gives it a standard error."""
    ready = framework(inner("mean", leaf("a"), leaf("g")), indicators={"g": {"range": [1, 4], "whole": True}})
    record = {"id": "x", "a": {"value": 50, "standard_error": 3}, "g": {"value": 2, "standard_error": 1}}
    card = rc.score(record, ready, uncertainty=True)
    assert card.certainty.without_error == ("g",)
    assert card["g"].interval.low == card["g"].interval.high == 2


def test_codes_of_a_table_are_not_drawn():
    """A value that stands for a line of a table has no neighbours: an error beside it moves it nowhere."""
    ready = framework(inner("mean", leaf("a"), leaf("k", scale={"lookup": {"10": 0, "20": 100}})))
    record = {"id": "x", "a": {"value": 50, "standard_error": 3}, "k": {"value": 20, "standard_error": 5}}
    card = rc.score(record, ready, uncertainty=True)
    assert card.certainty.without_error == ("k",)
    # 75 ± 1.96 × 3 ÷ 2
    assert card.overall.interval.high == pytest.approx(75 + 1.959964 * 1.5, abs=1e-5)


def test_what_is_suppressed_stays_so_in_every_draw():
    """A measure below its minimum n has no value, no interval and no draw, and nothing on the card depends on it."""
    ready = framework(inner("mean", leaf("a"), leaf("b")), indicators={"b": {**PERCENT, "minimum_n": 6}})
    record = {"id": "x", "a": {"value": 50, "standard_error": 3}}
    cards = [rc.score([{**record, "b": {"value": value, "n": 4}}], ready, uncertainty=True)[0] for value in (5, 95)]
    assert cards[0]["b"].interval is None
    assert "b" not in cards[0].certainty.without_error
    assert cards[0].model_dump_json() == cards[1].model_dump_json()


def test_rules_have_probabilities_and_a_withheld_score_has_none():
    """A rule that may fire has the share of draws in which it does; what was withheld gets no interval back."""
    rules = [{"id": "low", "when": {"indicator": "a", "below": 50}, "cap": {"score": 40}}]
    ready = framework(inner("mean", leaf("a"), leaf("b"), rules=rules))
    record = {"id": "x", "a": {"value": 50, "standard_error": 3}, "b": 90}
    card = rc.score(record, ready, uncertainty=True)
    # Half of the draws of a are below 50; of 1,000 draws that is off by 0.016.
    assert abs(card.certainty.rules["all/low"] - 0.5) < 4 * 0.016
    assert card.overall.interval.low == 40
    withheld = [{"when": {"indicator": "a", "below": 51}, "withhold": "too low"}]
    gone = rc.score(
        record, framework(inner("mean", leaf("a"), leaf("b"), grades="letters", rules=withheld)), uncertainty=True
    )
    assert gone.overall.score is None
    assert gone.overall.interval is None
    assert gone.overall.grade_probabilities == {}


def test_a_metric_s_own_error_is_drawn():
    """A metric that tells its error is drawn by it: 30 of 50 is 60 %, with the limits of the beta distribution.

    Beta(30.5, 20.5) has its 2.5 % and 97.5 % points at 0.461 and 0.728 (R: qbeta(c(.025, .975), 30.5, 20.5)).
    """
    tree = {"id": "all", "metric": {"id": "threshold_share", "reached": "r", "pupils": "n"}}
    ready = framework(tree, indicators={"r": {"range": [0, 1000]}, "n": {"range": [0, 1000]}})
    card = rc.score({"id": "x", "r": 30, "n": 50}, ready, uncertainty=True)
    assert card.overall.value == 60
    assert card.certainty.without_error == ()
    assert card.overall.interval.low == pytest.approx(46.1, abs=1.5)
    assert card.overall.interval.high == pytest.approx(72.8, abs=1.5)


def test_a_metric_without_an_error_gets_that_of_its_inputs():
    """A ratio tells no error; its inputs have one, and go through it: (50 ± 5) ÷ 100, that is 0.5 ± 0.05."""
    tree = {"id": "all", "metric": {"id": "ratio", "numerator": "a", "denominator": "b"}}
    ready = framework(tree, indicators={"a": {"range": [-500, 500]}, "b": {"range": [0, 500]}})
    card = rc.score({"id": "x", "a": {"value": 50, "standard_error": 5}, "b": 100}, ready, uncertainty=True)
    scale = card.overall.value / 50
    half = 1.959964 * 5 * scale
    # The ends of 1,000 draws are off by 2.67 × 5 ÷ √1000 = 0.42 standard units of 1: four times that is allowed.
    assert abs(card.overall.interval.low - (card.overall.value - half)) < 4 * 0.42 * scale
    assert abs(card.overall.interval.high - (card.overall.value + half)) < 4 * 0.42 * scale


def test_bands_move_with_the_value():
    """A band of a value with its limits is drawn as the band that the true value would have, its limits as wide."""
    tree = {"id": "all", "indicator": "a", "scale": {"interval_band": {"upper": 0.5, "lower": -0.5}}}
    ready = framework(tree, indicators={"a": {"range": [-9, 9]}})
    record = {"id": "x", "a": {"value": 0.2, "lower": 0.0, "upper": 0.4}}
    card = rc.score(record, ready, uncertainty=True)
    assert card.overall.score == 3
    assert (card.overall.interval.low, card.overall.interval.high) == (3, 4)


def test_ranks_by_hand():
    """Three schools far apart keep their places in every draw; two alike may change theirs; none without a score."""
    ready = framework(leaf("a"))
    rows = [("p", 90, 1), ("q", 50, 1), ("r", 50.5, 1), ("s", 10, 1), ("t", None, 1)]
    records = [{"id": name, "a": {"value": value, "standard_error": error}} for name, value, error in rows[:4]]
    records.append({"id": "t"})
    ranks = rc.score(records, ready, uncertainty=True).ranks()
    assert ranks.columns.tolist() == ["id", "rank", "rank_low", "rank_high"]
    assert ranks["rank"].tolist()[:4] == [1, 3, 2, 4]
    assert ranks["rank_low"].tolist()[:4] == [1, 2, 2, 4]
    assert ranks["rank_high"].tolist()[:4] == [1, 3, 3, 4]
    assert ranks.iloc[4, 1:].isna().all()


def test_ranks_do_not_depend_on_how_many_draws_are_held(monkeypatch):
    """Places are the same, whether all draws are held at once or a few at a time, and in any order of schools."""
    from reportcard.uncertainty import ranks

    tree = inner("mean", leaf("a"), leaf("b"), leaf("c"))
    frame = with_errors(schools(tree, 40, 5))
    cards = rc.score(frame, framework(tree), uncertainty=QUICK)
    whole = cards.ranks()
    turned = rc.score(frame.iloc[::-1], framework(tree), uncertainty=QUICK).ranks()
    monkeypatch.setattr(ranks, "_HELD", 40 * 12)
    pd.testing.assert_frame_equal(cards.ranks(), whole, check_exact=True)
    pd.testing.assert_frame_equal(turned.set_index("id").loc[whole["id"]], whole.set_index("id"), check_exact=True)


def test_certain_grades_are_counted():
    """One school is far from a cut, one on it, and of one no error is known: one grade of three is certain."""
    ready = framework(leaf("a", grades="letters"))
    records = [
        {"id": "far", "a": {"value": 62, "standard_error": 1}},
        {"id": "near", "a": {"value": 55.2, "standard_error": 1}},
        {"id": "unknown", "a": 62},
        {"id": "none"},
    ]
    found = rc.score(records, ready, uncertainty=True).certain()
    assert (found.graded, found.certain, found.unknown) == (3, 1, 1)
    assert found.by_grade["B"] == (3, 1)
    assert found.share == pytest.approx(1 / 3)
    assert str(found) == "1 of 3 grades (33 %) are certain at 95 %. For 1 no error is known."


def test_without_uncertainty_nothing_is_told():
    """Cards that were not asked for it have no intervals, and their columns say what to do."""
    ready = framework(leaf("a", grades="letters"))
    cards = rc.score([{"id": "x", "a": {"value": 62, "standard_error": 1}}], ready)
    assert cards[0].certainty is None
    assert cards[0].overall.interval is None
    assert [name for name in cards.to_frame() if "low" in name] == []
    with pytest.raises(rc.InputError, match="uncertainty=True") as caught:
        cards.intervals()
    assert caught.value.code == "no-uncertainty"


@pytest.mark.parametrize(
    "given",
    [{"confidence": 95}, {"confidence": 0}, {"draws": 10}, {"draws": 2.5}, {"seed": -1}, {"correlation": 1.0}],
)
def test_settings_that_cannot_be_used_are_refused(given):
    """Each setting out of its limits is named."""
    with pytest.raises(rc.InputError, match=next(iter(given))) as caught:
        rc.Uncertainty(**given)
    assert caught.value.code == "bad-uncertainty"


def test_a_confidence_that_is_no_probability_is_refused():
    """Ranks and the count of certain grades refuse a confidence in per cent."""
    cards = rc.score([{"id": "x", "a": {"value": 62, "standard_error": 1}}], framework(leaf("a")), uncertainty=QUICK)
    for ask in (cards.ranks, cards.certain):
        with pytest.raises(rc.InputError, match="confidence"):
            ask(confidence=95)


def test_uncertainty_is_true_false_or_settings():
    """Anything else is refused, with what to write."""
    with pytest.raises(rc.InputError, match=r"Uncertainty\(\.\.\.\)"):
        rc.score({"id": "x"}, framework(leaf("a")), uncertainty="yes")
