"""Imports point inwards: a renderer sees the report card and nothing else."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import reportcard.render
from reportcard.render import RENDERERS, to_html
from tests.render.cards import school_card

FILES = sorted(Path(reportcard.render.__file__).parent.glob("*.py"))
RESULTS = {
    f"reportcard.results.{name}"
    for name in (
        "card",
        "explain",
        "explain_messages",
        "language",
        "message",
        "metric_texts",
        "numbers",
        "phrases",
        "stored",
        "sums",
        "sureness",
        "text",
        "words",
    )
}
OTHERS = {"babel", "jinja2", "markupsafe", "pydantic", "weasyprint"}


def _imported(path: Path) -> set[str]:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    names: set[str] = set()
    for node in tree:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_renderers_see_only_the_card(path: Path) -> None:
    """A renderer imports the card, words and numbers of results, templates and the standard library."""
    for name in _imported(path):
        own = name in RESULTS | {
            "reportcard.errors",
            "reportcard.indicators.status",
            "reportcard.render",
        } or name.startswith("reportcard.render.")
        assert own or name.partition(".")[0] in OTHERS | sys.stdlib_module_names, name


def test_templates_are_loaded_when_used() -> None:
    """Importing the renderers loads neither templates nor the engine."""
    code = (
        "import sys, reportcard.render\n"
        "bad = [m for m in ('jinja2', 'numpy', 'pandas', 'reportcard.engine') if m in sys.modules]\n"
        "sys.exit(', '.join(bad) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603

    assert done.returncode == 0, done.stderr


def test_renderers_are_named_with_their_suffix() -> None:
    """Each renderer has a name, a suffix, and turns a card into text that ends with a line's end."""
    assert {name: renderer.suffix for name, renderer in RENDERERS.items()} == {
        "html": ".html", "json": ".json", "markdown": ".md", "text": ".txt",
    }  # fmt: skip
    for name, renderer in RENDERERS.items():
        assert renderer.name == name
        assert renderer.render(school_card()).endswith("\n")


def test_the_card_renders_itself() -> None:
    """``card.to_html()`` and ``to_markdown()`` are the renderers."""
    card = school_card()

    assert card.to_html() == to_html(card)
    assert card.to_markdown() == RENDERERS["markdown"].render(card)
