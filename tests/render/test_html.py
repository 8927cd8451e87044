"""The HTML page of a card: safe whatever the data says, accessible, self-contained, the same bytes every time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportcard.render import to_html
from reportcard.render.audience import AUDIENCES
from reportcard.render.html import environment
from reportcard.render.index import IndexRow, to_index
from reportcard.results.card import ReportCard, SchoolRef
from reportcard.results.text import visible
from tests.render.cards import CARDS, FRAMEWORK, school_card, small_card
from tests.render.hostile import CORPUS, filled
from tests.render.page import Page


def _pages() -> dict[str, str]:
    cards = {name: make() for name, make in CARDS.items()}
    rows = [IndexRow.of(card, f"{name}.html") for name, card in cards.items()]
    pages = {f"{name}-{audience}": to_html(card, audience) for name, card in cards.items() for audience in AUDIENCES}
    return pages | {"index": to_index(rows, FRAMEWORK, palette=cards["school"])}


PAGES = _pages()
any_page = pytest.mark.parametrize("page", [Page(html) for html in PAGES.values()], ids=list(PAGES))


# --- untrusted text --------------------------------------------------------------------------------------------------

SMALL = small_card()
PLAIN = Page(to_html(filled(SMALL, "word")))


@pytest.mark.parametrize("text", CORPUS, ids=range(len(CORPUS)))
def test_hostile_text_stays_text(text: str) -> None:
    """Whatever stands in a card's texts, the page has the same elements and attributes, and shows the text."""
    page = Page(to_html(filled(SMALL, text)))

    assert _shape(page) == _shape(PLAIN)
    assert page.others == []
    assert page.faults == []
    assert page.all("h1")[0].text == visible(text)
    assert page.text.count(visible(text)) >= PLAIN.text.count("word")


def _shape(page: Page) -> list[object]:
    """Tags and attributes without the part of ids that is made from the school's own."""
    return [(tag, re.sub(r"rc[0-9a-f]{8}-", "rc-", str(attributes))) for tag, attributes in page.structure]


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u00a0"])
def test_empty_text_breaks_nothing(text: str) -> None:
    """A card whose texts are all blank still renders to a well-formed page."""
    page = Page(to_html(filled(SMALL, text)))

    assert page.faults == []


@pytest.mark.parametrize("hidden", ["\x00", "\x1b", "\x9b", "\u202e", "\u2066", "\u200b", "\ufeff", "\U000e0041"])
def test_hidden_characters_are_shown(hidden: str) -> None:
    """Characters that hide or reorder text are written out, and none of them reaches the page."""
    html = to_html(school_card(school=SchoolRef(id="1", name=f"Hill{hidden}side")))

    assert f"Hill[U+{ord(hidden):04X}]side" in html
    assert hidden not in html


@pytest.mark.parametrize("colour", ["red;x:y", "}*{}", "#12345", "#12345g", "url(x)", "#12508f;", "expression(1)", "é"])
def test_only_colours_reach_the_style_sheet(colour: str) -> None:
    """A band's colour that is neither #rrggbb nor a known name is ignored."""
    card = ReportCard.model_validate_json(school_card().model_dump_json().replace("#12508f", colour))

    assert colour not in to_html(card)


def test_same_card_same_bytes() -> None:
    """A card renders to the same bytes again, and so does its copy from JSON."""
    card = school_card()

    assert to_html(card) == to_html(card) == to_html(ReportCard.model_validate_json(card.model_dump_json()))


def test_cards_that_share_nothing_keep_their_own_back() -> None:
    """What is drawn once for many cards is not drawn for another framework's card."""
    other = filled(school_card(), "Elsewhere")

    assert "Better than most schools" in to_html(school_card())
    assert "Better than most schools" not in to_html(other)


# --- structure (the rest is in lint.py) ------------------------------------------------------------------------------


@any_page
def test_rows_have_as_many_cells_as_columns(page: Page) -> None:
    """The cells of each row, spans counted, fill the columns of its table."""
    for table in page.all("table"):
        rows = [row for row in page.all("tr") if row.above("table") is table]
        widths = {sum(int(cell.attributes.get("colspan") or 1) for cell in row.children) for row in rows}
        assert len(widths) == 1


def test_templates_have_no_unsafe_filter() -> None:
    """No template switches escaping off, and both environments have it on whatever a file is called."""
    from reportcard.render import markdown

    for made in (environment(), markdown.environment()):
        assert made.autoescape is True
        for name in made.list_templates():
            source = made.loader.get_source(made, name)[0] if made.loader else ""
            assert not re.search(r"\|\s*safe|autoescape|style=|<script|https?:", source), name


def test_a_typing_error_in_a_template_is_an_error(tmp_path: Path) -> None:
    """An unknown name in a template raises instead of printing nothing, in a packaged template and in a user's."""
    from jinja2 import UndefinedError

    for made in (environment(), environment((str(tmp_path),))):
        with pytest.raises(UndefinedError, match="nam"):
            made.from_string("{{ card.nam }}").render(card=object())
