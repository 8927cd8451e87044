"""The page that lists many cards."""

from __future__ import annotations

import pytest

from reportcard.render.index import IndexRow, to_index
from reportcard.results.card import SchoolRef
from tests.render.cards import FRAMEWORK, bare_card, profile_card, school_card, small_card
from tests.render.hostile import CORPUS, filled
from tests.render.page import Page


def _row(name: str, number: str = "1") -> IndexRow:
    return IndexRow.of(school_card(school=SchoolRef(id=number, name=name)), f"{number}.html")


def test_rows_have_name_id_grade_and_score() -> None:
    """A row shows the school, its id, its grade in words and its score, and links to its card."""
    page = Page(to_index([_row("Hillside")], FRAMEWORK))
    cells = [cell.text.strip() for cell in page.all("td")]

    assert cells == ["1", "Strong (B)", "61"]
    assert page.all("a")[0].attributes["href"] == "./1.html"


def test_without_score_the_reason_is_told() -> None:
    """A school without an overall grade is in the list, with the reason."""
    text = Page(to_index([IndexRow.of(bare_card()), IndexRow.of(profile_card())], FRAMEWORK)).text

    assert "not enough evidence for a score" in text
    assert "none in this framework" in text


def test_order_is_by_name_and_said() -> None:
    """Schools stand in order of name, never of score, unless the caller keeps the order; the page says which."""
    rows = [_row("beta", "2"), _row("Alpha", "3"), _row("Alpha", "1")]
    by_name, given = Page(to_index(rows, FRAMEWORK)), Page(to_index(rows, FRAMEWORK, order="given"))

    assert [a.attributes["href"] for a in by_name.all("a")] == ["./1.html", "./3.html", "./2.html"]
    assert [a.attributes["href"] for a in given.all("a")] == ["./2.html", "./3.html", "./1.html"]
    assert "in order of name" in by_name.text
    assert "in the order of the data" in given.text


@pytest.mark.parametrize("file", ["javascript:alert(1)", "//evil.example/x", "/etc/passwd", "a b?c#d.html", "é/ü.html"])
def test_links_stay_below_the_list(file: str) -> None:
    """Whatever the file is called, the link is relative and has no scheme, host, query or fragment."""
    href = IndexRow(id="1", name="A", score="", tag=None, reason="", file=file).href

    assert href.startswith("./")
    assert not set(href) & set(":?#\"'<> ")


@pytest.mark.parametrize("text", CORPUS, ids=range(len(CORPUS)))
def test_hostile_text_stays_text(text: str) -> None:
    """Whatever schools and frameworks are called, the list has the same elements and attributes."""
    plain, card = filled(small_card(), "word"), filled(small_card(), text)
    page = Page(to_index([IndexRow.of(card, "1.html")], card.framework, palette=card))

    assert page.structure == Page(to_index([IndexRow.of(plain, "1.html")], plain.framework, palette=plain)).structure
