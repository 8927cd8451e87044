"""The Markdown of a card in four dialects: the same words in each, whatever the texts of the card say."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportcard.render.markdown import escape
from reportcard.results.text import visible
from tests.browser.matrix import AUDIENCES, SAMPLES, markdown
from tests.render.corpus import writable
from tests.render.dialects import DIALECTS, Part, read
from tests.render.slots import MARK, places, square

any_dialect = pytest.mark.parametrize("dialect", DIALECTS)
#: The tests share the corpus among themselves.
SHARES = 2
#: GitHub's parser takes every string in every text. The slow ones take every string in a quarter of the texts, which
#: has a heading, a paragraph, a cell, an item and a word in bold among it; audiences share that quarter.
PART = {"github": 1}
_SLOW = 4 * len(AUDIENCES)


def expected(parts: list[Part], shown: list[str]) -> list[Part]:
    """What a dialect should make of a card: what it makes of the marked one, with the marks replaced."""
    told = (MARK.sub(lambda found: shown[int(found[1])], part) if isinstance(part, str) else part for part in parts)
    return [part.strip(" \n") if isinstance(part, str) else part for part in told]


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("audience", AUDIENCES)
@any_dialect
def test_every_string_is_only_text(dialect: str, audience: str, share: int) -> None:
    """Each string of the corpus in the texts of a card: the dialect sees the same elements, and shows what went in."""
    texts, spots = writable(), places()
    marked = read(dialect, markdown(spots.marked(), audience))
    first = share + (0 if dialect in PART else SHARES * AUDIENCES.index(audience))
    for turn in range(first, len(texts), SHARES * PART.get(dialect, _SLOW)):
        chosen = square(texts, len(spots), turn)
        found = read(dialect, markdown(spots.filled(chosen), audience))

        assert found == expected(marked, spots.shown(chosen))


@any_dialect
@settings(max_examples=150, deadline=None)
@given(text=st.text(min_size=1))
@example(text="\u00a0wide\u3000")
@example(text="!!! note")
@example(text="www.example.invalid and a@example.invalid")
def test_any_text_is_only_text(dialect: str, text: str) -> None:
    """Any text at all, in a heading, in bold, in a cell, in an item and in a sentence, is shown as it is."""
    told = visible(text)
    frame = "# {0}\n\n{0}\n\n- **{0}:** {0}\n\n| a | b |\n| --- | --- |\n| {0} | {0}, {0} |\n"
    plain, shown = read(dialect, frame.format("Qplace0Q")), frame.format(escape(told)) if told else ""

    assert not told or read(dialect, shown) == expected(plain, [told])


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_dialects_agree(sample: str, audience: str) -> None:
    """All dialects show the same words of a card in the same order."""
    text = markdown(SAMPLES[sample](), audience)
    words = {name: " ".join(part for part in read(name, text) if isinstance(part, str)).split() for name in DIALECTS}

    assert words["github"]
    assert all(words[name] == words["github"] for name in DIALECTS)


@pytest.mark.parametrize("sample", SAMPLES)
@any_dialect
def test_every_table_is_a_table(dialect: str, sample: str) -> None:
    """Every table of a card is one in every dialect, and no bar is left over that should have parted cells."""
    text = markdown(SAMPLES[sample]())
    parts = read(dialect, text)
    lines = [line for line in text.split("\n") if line.startswith("|")]
    rows = [line for line in lines if not re.fullmatch(r"[| :-]+", line)]

    assert parts.count(("/table", ())) == len(lines) - len(rows)
    assert parts.count(("/tr", ())) == len(rows)
    assert not any("|" in part for part in parts if isinstance(part, str))


@any_dialect
def test_sparklines_survive(dialect: str) -> None:
    """The signs of small charts are left alone, in a cell and in a sentence."""
    line = "▁▂▃▄▅▆▇█ 57.5 to 52.4"
    parts = read(dialect, f"{escape(line)}\n\n| a |\n| --- |\n| {escape(line)} |\n")

    assert escape(line) == line
    assert parts.count(line) == 2


@any_dialect
@pytest.mark.parametrize("text", ["<b>x</b>", "**x**", "a | b", "[x](//evil.invalid)", "<!-- x -->", "&lt;b&gt;"])
def test_what_is_not_escaped_is_seen(dialect: str, text: str) -> None:
    """A text that is put in as it is differs from what went in: the tests above can fail."""
    frame = "| a |\n| --- |\n| {0} |\n\n{0}\n"

    assert read(dialect, frame.format(text)) != expected(read(dialect, frame.format("Qplace0Q")), [text])
