"""Docstrings are taken apart as Google's style has them, and become Markdown."""

from __future__ import annotations

from docs.docstrings import cell, documentation, markdown


def example(given: int) -> int:
    """Do a thing with ``given``.

    It takes a while: see :func:`reportcard.score`.

    Args:
        given: A number,
            told in two lines.
        other: Another: with a colon.

    Returns:
        The thing, with
        two lines.

    Raises:
        ValueError: It cannot be done.
    """
    return given


def test_sections_are_taken_apart():
    """Prose, parameters, result and errors stand apart, lines joined."""
    told = documentation(example)
    assert told.text == "Do a thing with ``given``.\n\nIt takes a while: see :func:`reportcard.score`."
    assert told.args == {"given": "A number, told in two lines.", "other": "Another: with a colon."}
    assert told.returns == "The thing, with two lines."
    assert told.raises == {"ValueError": "It cannot be done."}
    assert told.attributes == {}


def test_a_class_does_not_take_its_base_s_docstring():
    """A class without a docstring of its own has none, whatever its base says."""

    class Base:
        """A base."""

    class Bare(Base):
        pass

    assert documentation(Base).text == "A base."
    assert documentation(Bare).text == ""


def test_markdown():
    """Code has single quotes, and a name that is known becomes a link."""
    text = documentation(example).text
    assert markdown(text, lambda name: f"#{name}").endswith("see [`score`](#score).")
    assert markdown(text, lambda _: "").startswith("Do a thing with `given`.")


def test_cells():
    """A text with bars and lines fits into one cell of a table."""
    assert cell("a | b\nc") == "a \\| b c"
