"""Cards in a notebook: in every form that was asked for, and without reaching what stands around them."""

from __future__ import annotations

import re

import reportcard as rc
from reportcard.datasets import sample_schools
from reportcard.render import to_html
from tests.render.cards import CARDS, bare_card, history_card, school_card
from tests.render.page import Page


def test_a_card_has_html_markdown_and_text() -> None:
    """A notebook gets the forms that it may choose from, and only those that it asks for."""
    card = school_card()

    assert set(card._repr_mimebundle_()) == {"text/html", "text/markdown", "text/plain"}
    assert set(card._repr_mimebundle_(include={"text/html", "text/plain"})) == {"text/html", "text/plain"}
    assert set(card._repr_mimebundle_(exclude={"text/html"})) == {"text/markdown", "text/plain"}
    assert card._repr_mimebundle_()["text/html"] == card._repr_html_() == to_html(card, fragment=True)


def test_a_fragment_is_one_element() -> None:
    """A fragment is one element with its style in it: no page, no title, no script."""
    for make in CARDS.values():
        page = Page(to_html(make(), fragment=True))
        assert [element.tag for element in page.elements if element.parent is None] == ["div"]
        assert page.all("html", "head", "body", "title", "script", "main", "header", "footer") == []
        assert page.faults == []


def test_styles_of_a_fragment_reach_nothing_outside() -> None:
    """Every selector of a fragment begins with the class of its element, and no rule is about the printed page."""
    css = Page(to_html(history_card(), fragment=True)).all("style")[0].text
    selectors = re.findall(r"([^{}]+)\{", re.sub(r"@media[^{]*\{", "", css))

    assert len(selectors) > 60
    assert [one for each in selectors for one in each.split(",") if not one.strip().startswith(".rc")] == []
    assert "@page" not in css


def test_two_cards_in_one_notebook_share_no_id() -> None:
    """Every reference of a card leads into this card, though another stands beside it."""
    one, other = (
        school_card(),
        bare_card().model_copy(update={"school": rc.score({"id": "2", "ofsted_overall": 2}).school}),
    )
    page = Page(f"<body>{one._repr_html_()}{other._repr_html_()}</body>")
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]

    assert ids
    assert len(ids) == len(set(ids))


def test_an_untrusted_notebook_still_tells_everything() -> None:
    """Without style, charts and roles, as an untrusted notebook shows it, the grade and every score are there."""
    html = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", to_html(history_card(), fragment=True), flags=re.DOTALL)
    text = Page(f"<body>{html}</body>").text

    for told in ("Strong (B)", "61 out of 100", "likely between 56 and 65", "59.7", "no score"):
        assert told in text


def test_many_cards_are_a_short_table() -> None:
    """Many cards show their first ten rows, in the order of the data, and how many more there are."""
    cards = rc.score(sample_schools(12))
    page = Page(cards._repr_html_())

    assert len(page.all("tr")) == 11
    assert [row.children[0].text for row in page.all("tr")[1:3]] == [card.school.name for card in list(cards)[:2]]
    assert "12 report cards, in the order of the data" in page.all("caption")[0].text
    assert "and 2 more schools" in page.all("p")[0].text
    assert page.faults == []


def test_one_card_of_many_and_none() -> None:
    """A single row has no remark about more; no row at all is a table without rows."""
    assert "1 report card<" in rc.score(sample_schools(1))._repr_html_()
    assert "more schools" not in rc.score(sample_schools(10))._repr_html_()
