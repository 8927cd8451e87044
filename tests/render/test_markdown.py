"""The Markdown of a card: text stays text in every dialect that people use."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

import markdown as python_markdown
import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reportcard.render import to_markdown
from reportcard.render.markdown import escape
from reportcard.results.text import visible
from tests.render.cards import CARDS, small_card
from tests.render.hostile import CORPUS, filled

SMALL = small_card()
EXTENSIONS = ["tables", "fenced_code", "footnotes", "attr_list", "def_list", "abbr", "sane_lists"]


def _commonmark(text: str) -> tuple[list[tuple[str, str]], str]:
    """Elements and text as CommonMark with tables sees them."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    flat: list[Token] = [inner for token in tokens for inner in (token, *(token.children or ()))]
    structure = [(token.type, token.tag) for token in flat if token.type not in ("text", "inline")]
    return structure, "\n".join(_said(token) for token in flat if token.type == "inline")


def _said(token: Token) -> str:
    return "".join(child.content for child in token.children or ())


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.structure: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.structure.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def _older(text: str) -> _Reader:
    return _Reader(python_markdown.markdown(text, extensions=EXTENSIONS))


PLAIN = to_markdown(filled(SMALL, "word"))
COMMONMARK_PLAIN = _commonmark(PLAIN)
OLDER_PLAIN = _older(PLAIN)


@pytest.mark.parametrize("text", CORPUS, ids=range(len(CORPUS)))
def test_hostile_text_stays_text_in_commonmark(text: str) -> None:
    """Whatever stands in a card's texts, CommonMark sees the same elements and shows the text."""
    structure, said = _commonmark(to_markdown(filled(SMALL, text)))

    assert structure == COMMONMARK_PLAIN[0]
    assert said.count(visible(text)) >= COMMONMARK_PLAIN[1].count("word")


@pytest.mark.parametrize("text", CORPUS, ids=range(len(CORPUS)))
def test_hostile_text_stays_text_in_older_dialects(text: str) -> None:
    """Whatever stands in a card's texts, Python-Markdown with its extensions sees the same elements."""
    read = _older(to_markdown(filled(SMALL, text)))

    assert read.structure == OLDER_PLAIN.structure
    assert visible(text) in read.text


@pytest.mark.parametrize(
    "plain", ["53.6", "−5 points", "+0.05", "-1 gives 0", "Strong (B)", "St. Mary’s", "42.7%", "A: b"]
)
def test_ordinary_text_is_left_alone(plain: str) -> None:
    """Numbers and ordinary words are not escaped: the Markdown is for reading too."""
    assert escape(plain) == plain


@pytest.mark.parametrize("name", CARDS)
def test_tables_have_equal_rows(name: str) -> None:
    """Every row of a Markdown table has as many cells as its header."""
    lines = to_markdown(CARDS[name]()).split("\n")
    for before, line in pairwise(lines):
        if before.startswith("|") and line.startswith("|"):
            assert before.count("|") == line.count("|")


@pytest.mark.parametrize("name", CARDS)
def test_no_more_than_one_blank_line(name: str) -> None:
    """Markdown has no run of blank lines, and no line with blanks at its end."""
    text = to_markdown(CARDS[name]())

    assert "\n\n\n" not in text
    assert not any(line.endswith(" ") for line in text.split("\n"))
