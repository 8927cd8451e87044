"""Scales that compare a school with its own similar schools, worked by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import reportcard as rc
from tests.engine.scored import inner
from tests.engine.trees import framework, leaf

#: On the context x, the two schools most like p are q and r; most like s they are r and q.
NATION = pd.DataFrame({"id": list("pqrs"), "a": [35.0, 20.0, 60.0, 80.0], "x": [0.0, 1.0, 2.0, 5.0]})
SIMILAR = rc.similar_schools(NATION, ["x"], n=2)


def tree(scale: str, **rest: Any) -> dict[str, Any]:
    """A leaf that compares within similar schools."""
    return leaf("a", scale={scale: {"within": "similar"}, **rest})


def scores(score: dict[str, Any], data: pd.DataFrame = NATION, **document: Any) -> dict[str, float | None]:
    """Scores by school, as a frame and one at a time, which must be the same."""
    ready = framework(score, **document)
    reference = ready.fit(NATION, similar=SIMILAR)
    cards = rc.score(data, ready, reference=reference)
    for record in data.to_dict("records"):
        alone = rc.score({"id": record["id"], "a": record["a"]}, ready, reference=reference)
        assert alone.overall.score == cards[record["id"]].overall.score
    return {card.school.id: card.overall.score for card in cards}


def test_range():
    """School p is at 35 between q at 20 and r at 60: 15 ÷ 40 = 37.5; s is above its best, q below its worst."""
    assert scores(tree("range")) == {"p": 37.5, "q": 0, "r": 100, "s": 100}


def test_range_unclipped():
    """School s at 80 between 20 and 60 is (80 − 20) ÷ 40 × 10 = 15 on 0 to 10."""
    assert scores(tree("range", to=[0, 10], clip=False))["s"] == 15


def test_percentile():
    """Each has two similar schools: p is above one of them, q above none, r and s above both."""
    assert scores(tree("percentile")) == {"p": 50, "q": 0, "r": 100, "s": 100}


def test_percentile_with_a_tie():
    """At 60 p ties with r and is above q: 1.5 of 2 = 75."""
    assert scores(tree("percentile"), NATION.assign(a=60.0))["p"] == 75


def test_z():
    """Schools q and r have mean 40 and deviation 20: p at 35 is −0.25 deviations, 50 − 2.5 = 47.5."""
    assert scores(tree("z"))["p"] == pytest.approx(47.5)
    assert scores(tree("z", clip=[48, 60]))["p"] == 48


@pytest.mark.parametrize(("scale", "expected"), [("range", 62.5), ("percentile", 50), ("z", 52.5)])
def test_where_low_is_good(scale, expected):
    """Turned round p is at (60 − 35) ÷ 40 = 62.5, better than one of two, and 0.25 deviations up."""
    turned = {"indicators": {"a": {"direction": "lower", "range": [0, 100]}}}
    assert scores(tree(scale), **turned)["p"] == pytest.approx(expected)


def test_peer_range_mixed_with_whole_range():
    """Three parts position among peers, one part position among all: two leaves that read one indicator.

    p is at 37.5 among its peers, and at (35 − 20) ÷ 60 = 25 among all: (3 × 37.5 + 25) ÷ 4 = 34.375.
    """
    peers = {"id": "peers", "indicator": "a", "weight": 3, "scale": {"range": {"within": "similar"}}}
    whole = {"id": "whole", "indicator": "a", "weight": 1, "scale": "range"}
    document = {"indicators": {"a": {"range": [0, 100]}}}
    assert scores(inner(None, peers, whole), **document)["p"] == pytest.approx(34.375)


def test_membership_on_the_card():
    """The card lists the similar schools, nearest first, and says so in its text; it survives JSON."""
    ready = framework(tree("range"))
    card = rc.score(NATION, ready, reference=ready.fit(NATION, similar=SIMILAR))["p"]
    assert [school.id for school in card.similar] == ["q", "r"]
    assert "similar schools" in card.overall.about.how
    assert rc.ReportCard.model_validate_json(card.model_dump_json()) == card
    for page in (card.to_html(), card.to_markdown()):
        assert "Similar schools, the most similar first" in page
        assert "q, r" in page


def test_no_membership_without_comparison():
    """A card that compared with nobody like it lists nobody."""
    ready = framework(leaf("a", scale="range"))
    card = rc.score(NATION, ready, reference=ready.fit(NATION, similar=SIMILAR))["p"]
    assert card.similar == ()
    assert "Similar schools" not in card.to_markdown()


def test_a_school_without_similar_schools():
    """A school that was left out has no score, for want of somebody to compare with, and no invalid value."""
    ready = framework(tree("range"))
    similar = rc.similar_schools(NATION.assign(x=[0.0, 1.0, 2.0, None]), ["x"], n=2)
    reference = ready.fit(NATION, similar=similar)
    for school in ("s", "unheard of"):
        card = rc.score({"id": school, "a": 50}, ready, reference=reference)
        assert (card.overall.score, card.overall.status, card.similar) == (None, "not_applicable", ())


def test_peers_that_are_alike():
    """Where all its peers have one value a school has no position and no deviation; the percentile still stands."""
    alike = NATION.assign(a=[35.0, 20.0, 20.0, 80.0])
    for scale, expected in (("range", None), ("z", None), ("percentile", 100)):
        ready = framework(tree(scale))
        reference = ready.fit(alike, similar=SIMILAR)
        assert rc.score({"id": "p", "a": 35}, ready, reference=reference).overall.score == expected


def test_peers_without_a_value():
    """A peer without a value is not compared with: p has only q left, below it."""
    some = NATION.assign(a=[35.0, 20.0, None, 80.0])
    ready = framework(tree("percentile"))
    reference = ready.fit(some, similar=SIMILAR)
    assert rc.score({"id": "p", "a": 35}, ready, reference=reference).overall.score == 100


def test_a_reference_survives_json():
    """Stored as JSON and read again it is the same, and scores the same."""
    ready = framework(tree("z"))
    reference = ready.fit(NATION, similar=SIMILAR)
    stored = rc.Reference.model_validate_json(reference.model_dump_json())
    assert stored == reference
    assert rc.score(NATION, ready, reference=stored).scores().tolist() == pytest.approx(
        rc.score(NATION, ready, reference=reference).scores().tolist(), abs=0, nan_ok=True
    )


def test_order_of_the_population():
    """The order of the reference population changes no byte of any score."""
    ready = framework(tree("z"))
    turned = rc.similar_schools(NATION[::-1], ["x"], n=2)
    one, other = ready.fit(NATION, similar=SIMILAR), ready.fit(NATION[::-1], similar=turned)
    assert one.similar == other.similar


def test_variants():
    """Each school's value is that of its own variant's leaf: for H schools b is compared, not a."""
    data = NATION.assign(b=[1.0, 2.0, 3.0, 4.0], level=["H", "H", "H", "L"])
    ready = framework(
        tree("range"),
        columns={"level": "level"},
        indicators={"b": {"range": [0, 100]}},
        variants=[{"id": "h", "when": {"column": "level", "is": "H"}, "nodes": {"a": {"indicator": "b"}}}],
    )
    reference = ready.fit(data, similar=SIMILAR)
    assert reference.similar.leaves["a"] == (1.0, 2.0, 3.0, 80.0)
    assert rc.score(data, ready, reference=reference)["q"].overall.score == 50


# --- refused ---------------------------------------------------------------------------------------------------------


def test_fit_without_similar_schools():
    """A framework that compares within similar schools cannot be fitted without them."""
    with pytest.raises(rc.ReferenceRequiredError, match="similar="):
        framework(tree("range")).fit(NATION)


def test_fit_on_other_schools():
    """Similar schools of other data, with other ids, are refused."""
    with pytest.raises(rc.InputError) as caught:
        framework(tree("range")).fit(NATION.assign(id=list("wxyz")), similar=SIMILAR)
    assert caught.value.code == "unknown-school"


def test_a_column_of_that_name():
    """No column may take the word: ``within: similar`` means one thing."""
    with pytest.raises(rc.FrameworkError) as caught:
        framework(tree("range"), columns={"similar": "group"})
    assert [problem.code for problem in caught.value.problems] == ["reserved-word"]
