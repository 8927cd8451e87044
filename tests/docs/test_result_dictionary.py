"""docs/result-dictionary.md is what the models say today, and says something of every field."""

from __future__ import annotations

import re

import pytest

import reportcard as rc
from docs import generate
from tests.engine.scored import inner
from tests.engine.trees import framework, leaf


def test_not_stale():
    """The page is the one that the models give; write it anew with 'python -m docs.generate'."""
    assert generate.FILE.read_text(encoding="utf-8") == generate.page()


@pytest.mark.parametrize("model", generate.MODELS, ids=lambda model: model.__name__)
def test_every_field_is_explained(model):
    """Every field of the card has a sentence in its model's docstring."""
    _, told = generate._documented(model)
    assert [name for name in model.model_fields if not told.get(name)] == []
    assert [name for name in told if name not in model.model_fields] == []


def test_columns_of_frames():
    """The columns that the page names are those of a frame: id, then score, grade and status of each node."""
    ready = framework(inner("mean", leaf("a", grades="letters"), leaf("b"), grades="letters"))
    columns = list(rc.score([{"id": "x", "a": 80, "b": 20}], ready).to_frame().columns)
    told = re.findall(r"^\| `(overall_\w+|<node>_\w+)`", generate.page(), re.MULTILINE)
    assert columns[:7] == ["id", *told[:3], *(name.replace("<node>", "a") for name in told[3:])]
    assert columns[7:] == ["b_score", "b_status"]


def test_columns_of_the_quarantine():
    """The columns that the page names are those of the quarantine."""
    cards = rc.score([{"id": "x", "a": 800}], framework(leaf("a")))
    told = generate.page().rpartition("## Columns of the quarantine")[2]
    assert list(cards.quarantine_frame().columns) == re.findall(r"^\| `(\w+)`", told, re.MULTILINE)
