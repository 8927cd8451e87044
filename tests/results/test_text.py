"""Texts that are made once of others are looked up, and no more of them are kept than there is room for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportcard.results.text import Texts, visible


@given(st.lists(st.text(max_size=8)), st.integers(2, 9))
def test_what_is_made_of_a_text_does_not_depend_on_what_is_kept(texts: list[str], most: int) -> None:
    """However small the room, each text gives what it would give alone, and no more are kept than there is room for."""
    kept = Texts(str.upper, most=most, short=4)
    for text in texts:
        assert kept[text] == text.upper()
        assert len(kept) <= most
    assert all(len(text) <= 4 for text in kept)


def test_a_text_is_made_once_and_the_first_ones_stay() -> None:
    """A text that is kept is not made again; where there is no more room, the younger half goes."""
    made: list[str] = []
    kept = Texts(lambda text: made.append(text) or text, most=4, short=9)  # type: ignore[func-returns-value]
    for text in ("a", "b", "c", "d", "a", "e", "a", "b", "c"):
        kept[text]

    assert made == ["a", "b", "c", "d", "e", "c"]


def test_hidden_characters_are_shown_in_short_and_long_texts() -> None:
    """A mark that turns text around is written out, however long the text is that it stands in."""
    assert visible("a\u202eb") == "a[U+202E]b"
    assert visible("x" * 1000 + "\u202e") == "x" * 1000 + "[U+202E]"
    assert visible(" a \n b ") == "a b"
