"""The packaged templates are compiled in a faster way; what they give is what Jinja itself gives."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Template, UndefinedError
from markupsafe import Markup, escape

from reportcard.render import html, markdown
from reportcard.render.audience import AUDIENCES
from reportcard.render.html import environment
from reportcard.render.languages import language_of
from reportcard.render.tags import Tag
from tests.render.cards import history_card, own_weights_card, profile_card, ruled_card, school_card

CARDS = (school_card, history_card, profile_card, ruled_card, own_weights_card)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_same_page_as_by_jinja(tmp_path: Path, audience: str, language: str) -> None:
    """A card is the same to the byte where an empty folder for templates of one's own turns Jinja's way on."""
    for made in CARDS:
        card = made()
        for render in (html.to_html, markdown.to_markdown):
            assert render(card, audience, language=language) == render(
                card, audience, language=language, templates=tmp_path
            )


def test_words_stand_in_the_code() -> None:
    """The head of a column costs no look-up: it is part of the template's code, escaped, in the card's language."""
    for code, head in (("en", "Grade"), ("es", language_of("es").say.COLUMNS["grade"])):
        made = environment((), language_of(code))
        written = made.compile("<th>{{ columns.grade }}</th>{{ columns }}", raw=True)
        assert f"<th>{escape(head)}</th>" in written
        assert ".grade" not in written


def test_a_template_of_ones_own_may_bind_the_words_anew(tmp_path: Path) -> None:
    """What a user's template sets as ``columns`` stands in the blocks that it does not replace."""
    heads = '{"part": "Department", "grade": "Mark", "score": "Points", "why": "Reason"}'
    own = '{% extends "base:card.html.j2" %}{% set columns = ' + heads + " %}"
    (tmp_path / "card.html.j2").write_text(own, encoding="utf-8")
    page = html.to_html(school_card(), "parents", templates=tmp_path)

    assert ">Department</th>" in page
    assert ">Part</th>" not in page


@given(st.text())
def test_texts_are_escaped_and_markup_is_not(text: str) -> None:
    """Whatever stands in a text, it is placed as text; markup, and what a chart's filter draws, is placed as it is."""
    made = environment()
    template = made.from_string("{{ text }}|{{ markup }}|{{ number }}")

    assert template.render(text=text, markup=Markup("<b>"), number=5) == f"{escape(text)}|<b>|5"


def _card_template(source: str) -> Template:
    """A template that is compiled as the packaged one of a card is."""
    made = environment()
    return made.template_class.from_code(made, made.compile(source, "card.html.j2"), made.make_globals(None))


@given(st.text())
def test_fields_of_a_card_are_escaped(text: str) -> None:
    """A field and a name are placed as texts, whatever stands in them; a number is its digits."""
    template = _card_template("{{ row.text }}|{{ row.number }}|{{ text }}|{{ number }}")

    page = template.render(row=SimpleNamespace(text=text, number=7), text=text, number=7)

    assert page == f"{escape(text)}|7|{escape(text)}|7"


def test_a_name_that_is_not_there_is_told() -> None:
    """A template of a card that asks for what it was not given says so, and prints nothing in its place."""
    with pytest.raises(UndefinedError, match="'wrong' is undefined"):
        _card_template("{{ wrong }}").render()


def test_a_macro_gives_the_same_directly_and_through_jinja() -> None:
    """A piece of a card without its last argument, called as in a card and by its name alone: both take the default."""
    for call in ("parts.tag(grade)", "parts.tag(grade, 'big')", "parts.tag(grade, size='big')"):
        template = _card_template('{% import "parts.html.j2" as parts %}{{ ' + call + " }}")
        size = " big" if "big" in call else ""
        assert template.render(grade=Tag("A & B")).strip() == f'<span class="tag{size}">A &amp; B</span>'


def test_a_chart_is_markup_by_its_filter_and_by_its_function(tmp_path: Path) -> None:
    """Both give the same SVG, in packaged templates and in a user's."""
    mark = html.CardView(school_card()).headline.mark
    for made in (environment(), environment((str(tmp_path),))):
        drawn = made.from_string("{{ mark|band_chart }}\n{{ band_chart(mark) }}").render(mark=mark).split("\n")
        assert drawn[0] == drawn[1]
        assert drawn[0].startswith("<svg ")
