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
