"""What must hold for every framework and all data."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportcard as rc
from reportcard.engine import population
from tests.engine.trees import framework, leaf, leaf_ids, schools, trees

SEEDS = st.integers(0, 10_000)
few = settings(max_examples=40, deadline=None)


def matrix(cards: rc.ReportCards) -> dict[str, Any]:
    """Every number and word of a result, for exact comparison."""
    out: dict[str, Any] = {}
    for node in cards.nodes:
        out[node] = (
            cards.scores(node).tobytes(),
            cards.statuses(node),
            cards.grades(node),
            cards.coverage(node).tobytes(),
        )
    return out


def by_school(cards: rc.ReportCards) -> dict[str, Any]:
    """The same, by school."""
    columns = {
        node: (
            [x.hex() for x in cards.scores(node).tolist()],
            cards.statuses(node),
            cards.grades(node),
            cards.coverage(node).tolist(),
        )
        for node in cards.nodes
    }
    return {
        school: {node: tuple(part[at] for part in parts) for node, parts in columns.items()}
        for at, school in enumerate(cards.ids)
    }


@few
@given(trees(), SEEDS)
def test_order_of_rows(tree, seed):
    """Permuting the rows changes no school's result."""
    ready, frame = framework(tree), schools(tree, 30, seed)
    shuffled = frame.sample(frac=1, random_state=seed)
    assert by_school(rc.score(frame, ready)) == by_school(rc.score(shuffled, ready))


@few
@given(trees(), SEEDS)
def test_order_of_columns(tree, seed):
    """Permuting the columns changes nothing."""
    ready, frame = framework(tree), schools(tree, 20, seed)
    turned = frame[list(frame.columns[::-1])]
    assert matrix(rc.score(frame, ready)) == matrix(rc.score(turned, ready))


def turned(tree: dict[str, Any]) -> dict[str, Any]:
    """The tree with every list of children turned round."""
    if "children" not in tree:
        return tree
    return {**tree, "children": [turned(child) for child in reversed(tree["children"])]}


@few
@given(trees(), SEEDS)
def test_order_of_children(tree, seed):
    """Permuting children changes no byte of any score: sums run in the order of ids."""
    frame = schools(tree, 20, seed)
    one, other = rc.score(frame, framework(tree)), rc.score(frame, framework(turned(tree)))
    assert by_school(one) == {
        school: {node: nodes[node] for node in one.nodes} for school, nodes in by_school(other).items()
    }


@few
@given(trees(), SEEDS)
def test_alone_or_in_a_batch(tree, seed):
    """A school alone has the same bytes as in a batch, as a record and as a card."""
    ready, frame = framework(tree), schools(tree, 25, seed)
    cards = rc.score(frame, ready)
    for at in (0, 7, 24):
        record = {key: value for key, value in frame.iloc[at].to_dict().items() if key == "id" or not math.isnan(value)}
        alone, batch = rc.score(record, ready), cards[at]
        for one, other in zip(alone.nodes(), batch.nodes(), strict=True):
            assert (one.id, one.score, one.grade, one.coverage) == (other.id, other.score, other.grade, other.coverage)
            assert one.contribution == other.contribution
        score = cards.scores()[at]
        assert (alone.overall.score is None and math.isnan(score)) or alone.overall.score == score


@few
@given(trees(), SEEDS)
def test_few_records_or_a_frame(tree, seed):
    """A few records, whose cards are made from one run, have the columns and cards of the same schools in a frame."""
    ready, frame = framework(tree), schools(tree, 7, seed)
    few_records, many = rc.score(frame.to_dict("records"), ready), rc.score(frame, ready)
    assert matrix(few_records) == matrix(many)
    for places in (range(7), [6, 2, 0, 1, 3, 4, 5], [3], [1, 1, 2, 3, 4, 5, 6]):
        assert list(few_records.each(places)) == list(many.each(places))


@few
@given(trees(), SEEDS)
def test_cards_in_any_order(tree, seed):
    """Cards asked for in another order, all of them or some, are those of their schools."""
    cards = rc.score(schools(tree, 9, seed), framework(tree))
    for places in ([8, 1, 0, 2, 3, 4, 5, 7, 6], [4, 2]):
        assert list(cards.each(places)) == [cards[place] for place in places]


@few
@given(trees(), SEEDS, st.sampled_from([1, 2, 3, 7, 16]))
def test_chunks(tree, seed, width):
    """Splitting the rows in blocks of any width changes no byte."""
    ready, frame = framework(tree), schools(tree, 33, seed)
    whole = matrix(rc.score(frame, ready))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(population, "BLOCK", width)
        assert matrix(rc.score(frame, ready)) == whole


@few
@given(trees(), SEEDS, st.data())
def test_monotone(tree, seed, data):
    """Raising an indicator that is present never lowers the overall score under monotone scales."""
    ready, frame = framework(tree), schools(tree, 20, seed)
    column = data.draw(st.sampled_from(leaf_ids(tree)))
    raised = frame.copy()
    raised[column] = np.minimum(frame[column] + data.draw(st.sampled_from([0.1, 5, 40])), 100)
    before, after = rc.score(frame, ready).scores(), rc.score(raised, ready).scores()
    known = ~np.isnan(before)
    assert (np.isnan(before) == np.isnan(after)).all()
    assert (after[known] >= before[known] - 1e-9).all()


@few
@given(trees(), SEEDS)
def test_contributions_add_up(tree, seed):
    """Contributions and the rounding line add up to the score, on every node that has contributions."""
    ready, frame = framework(tree), schools(tree, 12, seed)
    for card in rc.score(frame, ready):
        for node in card.nodes():
            if node.about.kind not in ("weighted_mean", "mean", "sum") or node.score is None:
                continue
            total = math.fsum(child.contribution for child in node.children if child.contribution is not None)
            assert total + (node.rounding or 0.0) == pytest.approx(node.score, abs=1e-9)


@few
@given(trees(), SEEDS)
def test_a_status_with_every_absence(tree, seed):
    """Where a score is absent its status says why; where there is one its status is a present one."""
    ready, frame = framework(tree), schools(tree, 40, seed, missing=0.5)
    cards = rc.score(frame, ready)
    for node in cards.nodes:
        present = [rc.Status(status).is_present for status in cards.statuses(node)]
        assert present == (~np.isnan(cards.scores(node))).tolist()


def test_missing_is_not_zero():
    """A missing child is left out; a child of zero pulls the mean down: 80 and nothing is 80, 80 and 0 is 40."""
    ready = framework({"id": "all", "combine": "mean", "children": [leaf("a"), leaf("b")]})
    frame = pd.DataFrame({"id": ["x", "y"], "a": [80.0, 80.0], "b": [np.nan, 0.0]})
    assert rc.score(frame, ready).scores().tolist() == [80.0, 40.0]


@few
@given(trees(), SEEDS)
def test_cards_round_trip(tree, seed):
    """A card survives JSON exactly, and is equal to one that was validated field by field."""
    card = rc.score(schools(tree, 3, seed), framework(tree))[1]
    assert rc.ReportCard.model_validate_json(card.model_dump_json()) == card
    assert rc.ReportCard.model_validate(card.model_dump()) == card
