"""docs/framework-language.md is complete, and every part of a document that it shows fits the models."""

from __future__ import annotations

import re

import pytest
import yaml
from pydantic import BaseModel, TypeAdapter

from reportcard.framework import document
from reportcard.framework.document import Framework, Node, Source
from tests.docs.pages import DOCS, blocks
from tests.docs.test_snippets import whole

PAGE = DOCS / "framework-language.md"
TEXT = PAGE.read_text(encoding="utf-8")
MODELS = [kind for kind in vars(document).values() if isinstance(kind, type) and issubclass(kind, document.Part)]
PARTS = [(line, text) for language, text, line in blocks(PAGE) if language == "yaml" and not whole(text)]


def in_code(word: str) -> bool:
    """Whether a key stands on the page in code: in back quotes, or in a block."""
    code = " ".join([*re.findall(r"`[^`\n]+`", TEXT), *(text for _, text, _ in blocks(PAGE))])
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", code) is not None


@pytest.mark.parametrize("model", [model for model in MODELS if model.model_fields], ids=lambda model: model.__name__)
def test_every_key_is_told(model):
    """Every key of the language is on the page."""
    keys = [info.alias or name for name, info in model.model_fields.items()]
    assert [key for key in keys if not in_code(key)] == []


def test_every_word_is_told():
    """Every combination and status of a number is on the page."""
    words = [*document.SimpleCombination.__args__, *document.Standing.__args__]
    assert [word for word in words if not in_code(word)] == []


@pytest.mark.parametrize(("line", "text"), PARTS, ids=[f"line {line}" for line, _ in PARTS])
def test_parts_fit_the_models(line, text):
    """A part of a document that the page shows is one: keys of a node, of a document, or of its source."""
    given = yaml.safe_load(text)
    node = {"id": "x", **given}
    if set(given) <= set(Node.model_fields) - {"rows"}:
        Node.model_validate({"combine": "mean", **node} if "children" in given else node)
        return
    owner: type[BaseModel] = Framework if set(given) <= set(Framework.model_fields) else Source
    for key, value in given.items():
        TypeAdapter(owner.model_fields[key].rebuild_annotation()).validate_python(value)
