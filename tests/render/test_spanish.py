"""Cards for readers of Spanish."""

from __future__ import annotations

import re

import pytest

from reportcard.render.audience import AUDIENCES
from reportcard.results.card import ReportCard
from tests.render.page import Page
from tests.render.readability import sentences
from tests.render.spanish import ease, spanish_card, syllables

#: English words that no Spanish text has.
_ENGLISH = re.compile(
    r"\b(the|of|and|is|are|with|from|not|score|grade|school|pupils|weight|which|its)\b", re.IGNORECASE
)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_spanish_card_has_no_english(audience: str) -> None:
    """Where the framework and the data are Spanish, the whole card is, with its language on the page."""
    card = spanish_card()
    html = card.to_html(audience, language="es")
    page = Page(html)

    assert page.all("html")[0].attributes == {"lang": "es", "dir": "ltr"}
    assert _ENGLISH.findall(_without_ids(page.text, card)) == []
    assert _ENGLISH.findall(_without_ids(card.to_markdown(audience, language="es").replace("\\", ""), card)) == []
    assert "“" not in html


def test_spanish_plain_text_has_no_english() -> None:
    """``explain()`` is Spanish too, with the sums in Spanish signs."""
    card = spanish_card()
    text = card.explain(language="es")

    assert _ENGLISH.findall(_without_ids(text, card)) == []
    assert re.search(r"0,\d\d × \d+,\d", text)
    assert card.explain() == card.explain(language="en") != text


def _without_ids(text: str, card: ReportCard) -> str:
    ids = [card.framework.id, *(rule.id for node in card.nodes() for rule in node.rules), *(n.id for n in card.nodes())]
    for each in sorted(ids, key=len, reverse=True):
        text = text.replace(each, "")
    return text


@pytest.mark.parametrize(("audience", "least"), [("parents", 70), ("children", 70)])
def test_spanish_is_easy_to_read(audience: str, least: int) -> None:
    """What parents and children read is rather easy (70 or more) by the scale of Fernández Huerta."""
    page = Page(spanish_card().to_html(audience, language="es"))

    assert ease(sentences(page)) >= least


def test_children_are_addressed() -> None:
    """Children are told of their school in the second person; parents are never addressed."""
    children = spanish_card().to_markdown("children", language="es")
    parents = spanish_card().to_markdown("parents", language="es")

    assert "tu centro" in children
    assert "No dice nada sobre ti." in children
    assert not re.search(r"\b(tu|ti|usted|su hijo|vuestro)\b", parents)


@pytest.mark.parametrize(("word", "count"), [
    ("centro", 2), ("calificación", 5), ("puntuación", 3), ("día", 2), ("que", 1), ("guía", 2), ("ley", 1), ("baúl", 2),
    ("aire", 2), ("leer", 2), ("ciudad", 2), ("y", 1), ("estáis", 2), ("poeta", 3),
])  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    """Diphthongs are one syllable, a hiatus two (Ortografía 2010, II 3.4.2)."""
    assert syllables(word) == count
