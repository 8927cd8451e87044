"""What a page places is escaped as Jinja escapes it, only sooner."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from reportcard.render import escape as module
from reportcard.render.escape import escaped
from reportcard.render.html import environment
from reportcard.results.text import Texts


@given(st.text() | st.text(alphabet="&<>\"'a "))
def test_texts_are_escaped_as_by_markupsafe(text: str) -> None:
    """Any text is escaped as MarkupSafe escapes it, the first time and the second."""
    assert [escaped(text), escaped(text)] == [str(escape(text))] * 2


def test_markup_and_other_values_are_placed_as_ever() -> None:
    """Markup stays as it is, an object that draws itself is asked to, and a number is its text."""

    class Drawn:
        def __html__(self) -> str:
            return "<b>&</b>"

    class Told(str):
        __slots__ = ()

    values = (Markup("<b>"), Drawn(), Told("<b>"), 5, None)

    assert [str(escaped(value)) for value in values] == ["<b>", "<b>&</b>", "&lt;b&gt;", "5", "None"]


def test_no_more_texts_are_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many texts are placed, few are kept, and no long one."""
    monkeypatch.setattr(module, "_ESCAPED", Texts(module._escape, most=10, short=module._ESCAPED._short))
    for number in range(1000):
        assert escaped(f"<{number}>") == f"&lt;{number}&gt;"
        assert len(module._ESCAPED) <= 10
    escaped("x" * 1000)

    assert max(map(len, module._ESCAPED)) < 1000


@pytest.mark.parametrize("name", ["card.html.j2", "parts.html.j2", "page.html.j2", "back.html.j2"])
def test_templates_escape_by_it(name: str) -> None:
    """The code that Jinja makes of a template calls ``escape``, and finds this one under that name."""
    found = environment().get_template(name).root_render_func.__globals__

    assert found["escape"] is escaped
    assert environment().from_string("{{ text }}").render(text="<b>") == "&lt;b&gt;"
