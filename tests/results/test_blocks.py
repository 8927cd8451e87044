"""Results in blocks are the results: every column, some schools at a time."""

from __future__ import annotations

import pytest

import reportcard as rc
from reportcard.datasets import sample_schools
from reportcard.results.frames import columns_of


@pytest.mark.parametrize("uncertainty", [False, rc.Uncertainty(draws=100)])
def test_blocks_have_the_columns_of_the_whole(uncertainty):
    """Put together, the blocks of 7 of 20 schools have the ids and all columns of the results, leaves' too."""
    cards = rc.score(sample_schools(20), uncertainty=uncertainty)
    blocks = list(cards.blocks(7))
    assert [len(block) for block in blocks] == [7, 7, 6]
    assert sum((block.ids for block in blocks), ()) == cards.ids
    parts = [columns_of(block) for block in blocks]
    for name, column in columns_of(cards).items():
        joined = [cell for part in parts for cell in part[name]]
        assert all(a == b or (a != a and b != b) for a, b in zip(joined, column, strict=True)), name


def test_blocks_of_a_few_records_of_two_kinds():
    """Of three records, of which the last is of another kind, a block of one school has the card of that school."""
    document = {
        "framework": "kinds",
        "title": "Kinds",
        "columns": {"kind": {"column": "kind"}},
        "indicators": {"m": {"range": [0, 100]}},
        "score": {"id": "all", "combine": "mean", "children": [{"id": "m"}]},
        "variants": [{"id": "infant", "when": {"column": "kind", "in": ["infant"]}, "nodes": {"m": {"title": "Own"}}}],
    }
    records = [
        {"id": "1", "name": "Ash", "kind": "junior", "m": 10},
        {"id": "2", "name": "Elm", "kind": "junior", "m": 20},
        {"id": "3", "name": "Oak", "kind": "infant", "m": 30},
    ]
    cards = rc.score(records, document)
    assert [card for block in cards.blocks(2) for card in block] == list(cards)
