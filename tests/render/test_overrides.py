"""Templates of one's own: what can be replaced, and the contract that says so."""

from __future__ import annotations

import re
import warnings
from functools import cached_property
from pathlib import Path

import pytest
from jinja2 import UndefinedError, meta

from reportcard.render import html, markdown, messages, to_html, to_markdown
from reportcard.render.audience import AUDIENCES, Audience
from reportcard.render.view import CardView
from tests.render.cards import history_card, school_card
from tests.render.page import Page

CONTRACT = (Path(__file__).parents[2] / "docs" / "cards.md").read_text(encoding="utf-8")


def _listed(heading: str) -> set[str]:
    """The names in the first column of the table below a heading of docs/cards.md."""
    part = CONTRACT.split(f"### {heading}\n", 1)[1].split("\n### ", 1)[0].split("\n## ", 1)[0]
    return set(re.findall(r"^\| `([\w.]+)`", part, re.MULTILINE))


def _write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


# --- the contract ----------------------------------------------------------------------------------------------------


def test_blocks_are_those_of_the_contract() -> None:
    """docs/cards.md lists every block of the HTML template; the Markdown template has the same sections."""
    blocks = set(html.environment().get_template("card.html.j2").blocks)
    written = set(markdown.environment().get_template("card.md.j2").blocks)

    assert _listed("Blocks") == blocks
    assert blocks - written == {"title"}
    assert all(set(audience.sections) <= blocks & written for audience in AUDIENCES.values())


def test_context_is_that_of_the_contract() -> None:
    """docs/cards.md lists what templates can name: variables, functions, and the fields of the card."""
    made = html.environment()
    assert made.loader is not None
    source = made.loader.get_source(made, "card.html.j2")[0]
    used = meta.find_undeclared_variables(made.parse(source)) - set(made.globals) - {"parts", "table", "found"}
    own = set(made.globals) - {"range", "dict", "lipsum", "cycler", "joiner", "namespace", "default_theme"}
    fields = {name for name, each in vars(CardView).items() if isinstance(each, cached_property) and name[0] != "_"}

    assert used <= _listed("Variables and functions")
    assert _listed("Variables and functions") == {"card", "audience", "theme", "layout", "lang", "dir", "sheet", *own}
    assert _listed("Fields of the card") == fields | {"prefix"}


def test_templates_hold_no_sentences() -> None:
    """The words of a card stand in Python and not in its templates, so that they can be translated."""
    made = html.environment()
    assert made.loader is not None
    for name in made.list_templates():
        if name not in ("card.html.j2", "back.html.j2", "parts.html.j2", "fragment.html.j2", "cards.html.j2"):
            continue
        source = re.sub(
            r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", made.loader.get_source(made, name)[0], flags=re.DOTALL
        )
        assert re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]*>", " ", source)) == [], name


def test_messages_have_named_places() -> None:
    """Every message names its places, so that a translator can move them."""
    texts = [text for name, text in vars(messages).items() if name.isupper() and isinstance(text, str)]

    assert len(texts) > 60
    assert not [text for text in texts if re.search(r"\{\d*\}|%s", text)]


# --- replacing -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fragment", [False, True])
def test_a_block_is_replaced(tmp_path: Path, fragment: bool) -> None:
    """A template of the same name extends the packaged one and replaces one block, on a page and in a fragment."""
    folder = _write(tmp_path, card_html_j2='{% extends "base:card.html.j2" %}{% block evidence %}<p>Ours: '
                    "{{ card.school }}</p>{% endblock %}")  # fmt: skip
    made = to_html(school_card(), "parents", templates=folder, fragment=fragment)

    assert "<p>Ours: Hillside Academy</p>" in made
    assert messages.HEADINGS["evidence"] not in made
    assert messages.HEADINGS["glance"] in made
    assert "Ours" not in to_html(school_card(), "parents")


def test_a_block_keeps_what_it_replaces(tmp_path: Path) -> None:
    """``super()`` gives the packaged block."""
    folder = _write(tmp_path, card_html_j2='{% extends "base:card.html.j2" %}{% block footer %}{{ super() }}<p>Ring '
                    "us.</p>{% endblock %}")  # fmt: skip
    foot = Page(to_html(school_card(), "parents", templates=str(folder))).all("footer")[0].text

    assert "Made by the rules of" in foot
    assert "Ring us." in foot


def test_a_section_of_ones_own(tmp_path: Path) -> None:
    """A new block is a section that an audience of one's own can name, in HTML and in Markdown."""
    body = "{% block letter %}Dear parents of {{ card.school }}{% endblock %}"
    folder = _write(tmp_path, card_html_j2='{% extends "base:card.html.j2" %}' + body,
                    card_md_j2='{% extends "base:card.md.j2" %}' + body)  # fmt: skip
    own = Audience(name="own", sections=("letter", "summary"))

    for render in (to_html, to_markdown):
        assert "Dear parents of Hillside Academy" in render(school_card(), own, templates=[folder])


def test_pieces_can_be_replaced(tmp_path: Path) -> None:
    """A file that is included or imported is replaced by one of the same name; text in it is still escaped."""
    folder = _write(tmp_path, fragment_html_j2="<article>{% block main %}{% endblock %}{{ '<b>' }}</article>")
    made = to_html(school_card(), "children", templates=folder, fragment=True)

    assert made.startswith("<article>")
    assert "&lt;b&gt;" in made


def test_the_first_folder_comes_first(tmp_path: Path) -> None:
    """Of several folders, the first that has a template gives it."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        _write(tmp_path / name, fragment_html_j2=f"<p>{name}</p>")

    assert to_html(school_card(), templates=[tmp_path / "two", tmp_path / "one"], fragment=True) == "<p>two</p>"


def test_a_misspelt_block_is_told(tmp_path: Path) -> None:
    """A block that no card shows is warned of, with the name that was probably meant."""
    folder = _write(tmp_path, card_html_j2='{% extends "base:card.html.j2" %}{% block evidnce %}x{% endblock %}')

    with pytest.warns(UserWarning, match=r"block 'evidnce', which no card shows\. Did you mean 'evidence'"):
        to_html(school_card(), templates=folder)


def test_an_unknown_name_is_an_error(tmp_path: Path) -> None:
    """A name that the context does not have raises, and prints nothing."""
    folder = _write(tmp_path, card_html_j2='{% extends "base:card.html.j2" %}{% block summary %}{{ card.scor }}'
                    "{% endblock %}")  # fmt: skip

    with pytest.raises(UndefinedError, match=r"scor"):
        to_html(school_card(), templates=folder)


def test_packaged_templates_warn_of_nothing() -> None:
    """The packaged templates have no block that no audience shows."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for audience in AUDIENCES:
            to_html(history_card(), audience)


def test_grades_are_drawn_by_the_macro_of_ones_own_parts(tmp_path: Path) -> None:
    """A grade is drawn once for all cards, and still by the macro of one's own ``parts.html.j2``."""
    made = html.environment()
    assert made.loader is not None
    source = made.loader.get_source(made, "parts.html.j2")[0].replace('<span class="tag', '<span class="mine tag')
    folder = _write(tmp_path, parts_html_j2=source)

    assert to_html(school_card(), templates=folder).count('class="mine tag') == to_html(school_card()).count(
        'class="tag'
    )
