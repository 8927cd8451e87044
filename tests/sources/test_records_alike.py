"""A record among others: the same card as alone, whatever the others hold."""

from __future__ import annotations

import functools
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.trees import framework, leaf

import reportcard as rc
from reportcard.datasets import sample_schools

DEFAULT = "school-report-card-2009"


@functools.cache
def records() -> list[dict[str, Any]]:
    """Made-up schools as records of what the default framework reads."""
    ready = rc.load_framework(DEFAULT)
    known = {*ready.intake.numbers, *ready.intake.texts, *ready.intake.parts}
    rows = sample_schools(12).to_dict("records")
    return [{"id": row["urn"], **{key: row[key] for key in row if key in known}} for row in rows]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_records_of_any_keys(data):
    """Schools of the sample with some of their keys each: every card has the bytes that it has alone."""
    ready = rc.load_framework(DEFAULT)
    chosen = []
    for record in data.draw(st.lists(st.sampled_from(records()), min_size=2, max_size=4, unique_by=id)):
        names = data.draw(st.lists(st.sampled_from(sorted(record)), unique=True))
        chosen.append({"id": record["id"], **{name: record[name] for name in names}})
    cards = rc.score(chosen, ready)
    for record in chosen:
        assert rc.score(record, ready).model_dump_json() == cards[record["id"]].model_dump_json()


def test_not_given_is_not_left_empty():
    """What a record says nothing of was not collected; what it leaves empty is missing. Hand-made."""
    ready = framework({"id": "all", "combine": "mean", "children": [leaf("a"), leaf("b")]})
    cards = rc.score([{"id": "1", "a": 40, "b": 60}, {"id": "2", "a": 40}, {"id": "3", "a": 40, "b": None}], ready)
    assert cards.statuses("b") == ["available", "not_collected", "missing"]


@pytest.mark.parametrize("given", [{"b": "SUPP"}, {"b": {"value": 40, "n": 12}}, {"b_n": 12}, {"name": "Elm"}, {}])
def test_beside_codes_and_measures(given):
    """The same beside a record with codes, a measure, a part, a name, or nothing."""
    ready = framework(
        {"id": "all", "combine": "mean", "children": [leaf("a"), leaf("b")]},
        indicators={"b": {"range": [0, 100], "codes": {"SUPP": {"status": "suppressed"}}}},
    )
    record = {"id": "1", "a": 40}
    beside = rc.score([{"id": "2", **given}, record], ready)["1"]
    assert rc.score(record, ready).model_dump_json() == beside.model_dump_json()
