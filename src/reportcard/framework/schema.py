"""The JSON Schema of framework documents, made from the models, for completion and checks while a document is written.

``python -m reportcard.framework.schema`` writes ``docs/schema/framework.schema.json`` anew. An editor that knows the
schema offers keys and words; it knows nothing of ids, weights and bands, which ``reportcard check`` looks at.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from reportcard.framework import document
from reportcard.framework.document import Framework, Part
from reportcard.framework.fingerprint import plain_numbers

FILE = Path("docs/schema/framework.schema.json")
DIALECT = "https://json-schema.org/draft/2020-12/schema"

#: Parts that a document may give in part where it inherits the rest.
_MERGED = ("Source", "Columns", "ContextColumn")
_ATTRIBUTE = re.compile(r"^ {4}(\w+): (.+?)(?=^ {4}\w+: |\Z)", re.MULTILINE | re.DOTALL)


class _Generator(GenerateJsonSchema):
    """Allows numbers where the models take a number's text: ``in: [01, 2]``."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        made = super().str_schema(schema)
        return made if "pattern" in made else {**made, "type": ["string", "number"]}


def framework_schema() -> dict[str, Any]:
    """Return the JSON Schema of framework documents, short forms included."""
    made = Framework.model_json_schema(schema_generator=_Generator)
    parts = made["$defs"]
    for name, part in [*parts.items(), ("Framework", made)]:
        _describe(part, getattr(document, name, None))
    _allow_changes(made, parts)
    return {"$schema": DIALECT, "title": "reportcard framework", **{k: v for k, v in made.items() if k != "title"}}


def _describe(part: dict[str, Any], model: type[Part] | None) -> None:
    """Move what a docstring says of each key to the key."""
    told = inspect.cleandoc(model.__doc__ or "") if model is not None else ""
    summary, _, attributes = told.partition("Attributes:\n")
    if "description" in part:
        part["description"] = " ".join(summary.split())
    words = {name: " ".join(text.split()) for name, text in _ATTRIBUTE.findall(attributes)}
    for name, info in model.model_fields.items() if model is not None and issubclass(model, Part) else ():
        key = info.alias or name
        if name in words and key in part.get("properties", {}):
            part["properties"][key]["description"] = words[name]


def _allow_changes(made: dict[str, Any], parts: dict[str, Any]) -> None:
    """Let a document that extends another be incomplete, and changes to a node name some of its keys only."""
    made["required"] = ["framework"]
    whole = {"required": ["title", "score"], "properties": {"source": {"required": ["id"]}}}
    made["anyOf"] = [{"required": ["extends"]}, whole]
    for name in _MERGED:
        del parts[name]["required"]
    for key in ("indicators", "columns", "grade_scales"):
        entries = made["properties"][key]
        shapes = entries.get("patternProperties", entries)
        for name in shapes if shapes is not entries else ("additionalProperties",):
            shapes[name] = {"anyOf": [shapes[name], {"type": "null"}]}
    node = parts["Node"]
    keys = {key: {"anyOf": [value, {"type": "null"}]} for key, value in node["properties"].items()}
    parts["NodeChanges"] = {
        "type": "object",
        "description": "Keys of a node that replace its own; null takes a key away.",
        "properties": keys,
        "additionalProperties": False,
    }
    changes = {"type": "object", "additionalProperties": {"$ref": "#/$defs/NodeChanges"}}
    for owner in (made, parts["Variant"]):
        owner["properties"]["nodes"] = {**changes, "description": "Changes to nodes, by id."}


def schema_text() -> str:
    """Return the schema as it stands in the documentation."""
    return json.dumps(plain_numbers(framework_schema()), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the schema to its place in the documentation, from the folder that holds ``docs``."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(schema_text(), encoding="utf-8")
    sys.stdout.write(f"{FILE}\n")


if __name__ == "__main__":
    main()
