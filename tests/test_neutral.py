"""The library knows no place: what belongs to one authority stands in its document, and a document is only data."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

import reportcard as rc
from reportcard.framework import document
from reportcard.metrics import BUILT_IN

PACKAGE = Path(rc.__file__).parent
FRAMEWORKS = PACKAGE / "framework" / "builtin"
#: Names of places, authorities and their systems: no part of the language or of the engine bears one.
PLACES = re.compile(
    r"florida|louisiana|texas|chicago|california|carolina|new_?york|nyc|brazil|ideb|hampshire|england|ofsted|dfe|"
    r"sqrp|staar|saeb|caaspp|dashboard|progress_?8|attainment_?8|ks2|ks4|national_deviation",
    re.IGNORECASE,
)
#: Words of a language with expressions. A framework has none.
CODE = re.compile(r"\{\{|\$\{|<%|!!|\b(lambda|eval|exec|import|def|return|function)\b\s*[(:{]|=>|__\w+__")


def words() -> dict[str, set[str]]:
    """Names of the language, by what they are."""
    models = [kind for kind in vars(document).values() if isinstance(kind, type) and issubclass(kind, document.Part)]
    keys = {info.alias or name for model in models for name, info in model.model_fields.items()}
    metrics = {metric.id for metric in BUILT_IN}
    roles = {word for metric in BUILT_IN for word in (*metric.inputs, *metric.parameters.model_fields)}
    combinations = {word for word in get_args(document.SimpleCombination) if isinstance(word, str)}
    return {"models": {model.__name__ for model in models}, "keys": keys, "metrics": metrics, "roles": roles,
            "combinations": combinations}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(words()))
def test_no_word_of_the_language_is_named_after_a_place(kind):
    """No metric, scale, combination, rule or key is written for one authority."""
    assert words()[kind]
    assert [word for word in words()[kind] if PLACES.search(word)] == []


@pytest.mark.parametrize("folder", ["metrics", "framework", "engine", "analysis", "sources", "results"])
def test_no_module_or_function_is_named_after_a_place(folder):
    """Nothing in the code that computes is named after one system."""
    for path in sorted((PACKAGE / folder).rglob("*.py")):
        names = re.findall(r"^\s*(?:def|class) (\w+)|^([A-Z_]+)\b.*=", path.read_text(encoding="utf-8"), re.MULTILINE)
        found = [path.stem, *(name for pair in names for name in pair if name)]
        assert [name for name in found if PLACES.search(name)] == [], path


def test_built_in_frameworks_are_only_documents():
    """The folder of built-in frameworks holds YAML and nothing that could run."""
    assert {path.suffix for path in FRAMEWORKS.iterdir() if path.name != "__pycache__"} == {".yaml"}


@pytest.mark.parametrize("path", sorted(FRAMEWORKS.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_framework_contains_no_code(path):
    """A document loads as plain mappings, lists, texts and numbers; no text in it is an expression."""
    texts = list(_texts(yaml.safe_load(path.read_text(encoding="utf-8"))))
    assert [text for text in texts if CODE.search(text)] == []


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for key, part in value.items() for text in (*_texts(key), *_texts(part))]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    assert value is None or isinstance(value, str | int | float), type(value)
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("path", sorted(FRAMEWORKS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_framework_says_who_made_it_and_where_its_numbers_are_from(path):
    """Title, authority, year, references, and the standing of some of its numbers."""
    told = rc.load_framework(path.stem).document
    assert told.title
    assert told.authority
    assert told.year
    assert told.references
    assert any(part is not None for _, part in told.provenance)
