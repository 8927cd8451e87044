"""A school that is scored beside others gets the bytes, or the problems, that it gets alone."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportcard_service.scoring import place, score_each

import reportcard as rc
from reportcard.datasets import sample_schools

FRAMEWORK = rc.load_framework("school-report-card-2009")
ODD = [
    0.31, 50, "SUPP", "NE", "Good", {"value": 0.2, "n": 40}, {"status": "suppressed"}, {"value": 1, "n": 10**400}, [1],
    10**400,
]  # fmt: skip
VALUES = st.one_of(
    st.none(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(),
    st.text(max_size=8),
    st.booleans(),
    st.sampled_from(ODD),
)
NAMES = ["progress_8", "attainment_8", "progress_8_n", "overall_absence", "ofsted_overall", "phase", "name", "ID", "x"]
RECORDS = st.builds(
    lambda school, more: {**school, **more},
    st.fixed_dictionaries({}, optional={"id": st.sampled_from(["1", "2", " 2", "3", "", None, 4, "5\u0000"])}),
    st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4),
)


def outcome(found):
    """A card as bytes, or everything that an error says."""
    return (
        (type(found), str(found), getattr(found, "problems", ()))
        if isinstance(found, Exception)
        else found.model_dump_json()
    )


def alone(record):
    try:
        return outcome(rc.score(record, FRAMEWORK))
    except rc.ReportCardError as error:
        return outcome(error)


def batches(records):
    """Records put together as the batcher does: those of one kind, each name once, the others alone."""
    made = {}
    for at, record in enumerate(records):
        where = place(record)
        kind = where.kind if where is not None else at
        group = made.setdefault(kind, {})
        name = where.name if where is not None else at
        group[name if name not in group else (at,)] = record
    return [list(group.values()) for group in made.values()]


def test_real_looking_schools_get_the_same_bytes_together():
    """Forty made-up schools with everything that the framework reads, in one call and one by one."""
    known = FRAMEWORK.input_model().model_fields
    frame = sample_schools(40).rename(columns={"urn": "id"})
    records = json.loads(frame[[name for name in frame.columns if name in known]].to_json(orient="records"))
    assert len({place(record).kind for record in records}) == 1
    assert [outcome(card) for card in score_each(records, FRAMEWORK)] == [alone(record) for record in records]


@given(st.lists(RECORDS, max_size=8))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_comes_together_gets_what_it_gets_alone(records):
    """Sound, broken and hostile records side by side, also two of one id: the same cards, the same errors."""
    for batch in batches(records):
        assert [outcome(found) for found in score_each(batch, FRAMEWORK)] == [alone(record) for record in batch]


def test_a_faulty_school_disturbs_nobody(monkeypatch):
    """One absence of 250 % among nine sound schools: its own problem, eight others from one call, nobody else alone."""
    records = [{"id": str(at), "overall_absence": 250 if at == 4 else 5.0} for at in range(9)]
    calls = []
    score = rc.score
    monkeypatch.setattr(rc, "score", lambda data, framework: calls.append(data) or score(data, framework))
    found = score_each(records, FRAMEWORK)
    assert [isinstance(one, rc.InputError) for one in found] == [at == 4 for at in range(9)]
    assert found[4].problems[0].where == "record 0 (school 4), 'overall_absence'"
    assert calls == [records, records[4]]


@pytest.mark.parametrize(
    ("record", "alike"),
    [
        ({"id": "2", "progress_8": None}, True),
        ({"id": "2", "progress_8": 0.1, "phase": "Primary"}, False),
        ({"id": " ", "progress_8": 0.1}, False),
        ({"id": 2, "progress_8": 0.1}, False),
        ({"ID": "2", "progress_8": 0.1}, False),
    ],
)
def test_only_records_of_the_same_keys_share_a_call(record, alike):
    """An unknown key holds up only records that have it too, and an id must be plain to see."""
    other = place({"id": "1", "progress_8": 0.1})
    assert (place(record) is not None and place(record).kind == other.kind) is alike
