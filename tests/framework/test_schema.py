"""Claims about the JSON Schema: it is current, and it agrees with the loader on what can be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportcard.framework.origin import builtin_names, builtin_tree
from reportcard.framework.schema import FILE, framework_schema, schema_text
from reportcard.framework.yaml_strict import read_file

jsonschema = pytest.importorskip("jsonschema")
ROOT = Path(__file__).parent.parent.parent
GOOD = Path(__file__).parent / "good.yaml"
SMALL = {"framework": "small", "title": "Small", "score": {"id": "reading"}}


@pytest.fixture(scope="module")
def validator():
    """A validator of the schema."""
    return jsonschema.Draft202012Validator(framework_schema())


def test_the_schema_in_the_documentation_is_current():
    """``python -m reportcard.framework.schema`` was run after the last change of the models."""
    assert (ROOT / FILE).read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_a_schema():
    """The schema obeys the rules for schemas."""
    jsonschema.Draft202012Validator.check_schema(framework_schema())


@pytest.mark.parametrize("name", builtin_names())
def test_built_in_documents_obey_the_schema(validator, name):
    """Every built-in document is valid under the schema, short forms included."""
    assert [error.message for error in validator.iter_errors(builtin_tree(name))] == []


def test_the_good_document_obeys_the_schema(validator):
    """The document that uses most of the language is valid under the schema."""
    assert [error.message for error in validator.iter_errors(read_file(GOOD))] == []


@pytest.mark.parametrize(
    "change",
    [
        {"score": {"id": "a", "wieght": 1}},
        {"score": {"id": "a", "combine": "weighted_maen"}},
        {"score": {"id": "a", "weight": "ten"}},
        {"score": {"id": "a", "scale": {"goalposts": [1, 2], "clip": 1}}},
        {"score": {"id": "a", "rules": [{"when": {"indicator": "b", "is": "gone"}}]}},
        {"source": {"id": "a", "codes": {"x": "supressed"}}},
        {"nodes": {"a": {"wieght": 1}}},
        {"tittle": "x"},
    ],
)
def test_the_schema_refuses_misspelt_documents(validator, change):
    """Misspelt keys and words, and wrong types, are refused by the schema as they are by the loader."""
    assert not validator.is_valid({**SMALL, **change})


def test_a_document_that_extends_another_may_be_incomplete(validator):
    """With 'extends' neither title nor score is required, and nodes may be changed in part; without it both are."""
    assert validator.is_valid({"framework": "a", "extends": "b", "nodes": {"c": {"weight": 1, "round": None}}})
    assert validator.is_valid({"framework": "a", "extends": "b", "source": {"published": {"c": {"score": "C"}}}})
    assert not validator.is_valid({**SMALL, "source": {"name": "SCHOOL"}})
    assert not validator.is_valid({"framework": "a"})


def test_keys_have_descriptions():
    """Editors show what a key means: descriptions come from the models."""
    node = framework_schema()["$defs"]["Node"]

    assert node["properties"]["beside"]["description"].startswith("Shown with its siblings")
    assert "Attributes" not in node["description"]
