"""The JSON that the service writes is what pydantic writes, byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportcard_service import writing
from reportcard_service.writing import HTML, JSON, MARKDOWN, written

import reportcard as rc
from reportcard.datasets import sample_schools

OFFERED = [about.id for about in rc.frameworks() if not rc.load_framework(about.id).compares]


@pytest.mark.parametrize("framework", OFFERED)
def test_every_framework_is_written_as_pydantic_writes_it(framework):
    """A school of which nothing is known, under each framework that the service offers."""
    card = rc.score({"id": "1"}, framework)
    assert written(card, JSON) == card.model_dump_json().encode()


def test_schools_are_written_as_pydantic_writes_them():
    """A hundred made-up schools with everything that the framework reads."""
    cards = rc.score(sample_schools(100))
    assert [written(card, JSON) for card in cards] == [card.model_dump_json().encode() for card in cards]


@given(
    name=st.text(max_size=20),
    school=st.text(min_size=1, max_size=9).filter(str.strip),
    value=st.floats(-4, 4),
    pupils=st.floats(0, 1e300),
)
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_name_and_number_is_written_as_pydantic_writes_it(name, school, value, pupils):
    """Control characters, emoji, quotes, the smallest and the largest numbers."""
    card = rc.score({"id": school, "name": name, "progress_8": value, "progress_8_n": pupils})
    assert written(card, JSON) == card.model_dump_json().encode()


def test_the_parts_that_are_kept_are_few(monkeypatch):
    """Weights of the caller's own make new descriptions for every card: what is kept stays within its limit."""
    monkeypatch.setattr(writing, "_KEPT", 100)
    for at in range(1, 8):
        card = rc.score({"id": "1", "progress_8": 0.1}, weights={"attainment": at / 10})
        assert written(card, JSON) == card.model_dump_json().encode()
        assert len(writing._parts) <= 100


def test_the_other_forms_are_the_librarys_own():
    """HTML and Markdown as the card writes them."""
    card = rc.score({"id": "1", "name": "Žilina", "progress_8": 0.1})
    assert written(card, HTML) == card.to_html().encode()
    assert written(card, MARKDOWN) == card.to_markdown().encode()
