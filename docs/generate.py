"""Writes docs/result-dictionary.md from the models of the report card and the columns of its frames.

Run ``python -m docs.generate`` from the folder that holds ``docs``; a test fails where the page is stale.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

import reportcard as rc
from reportcard.engine.table import Fault
from reportcard.results.card import (
    About,
    Band,
    Certainty,
    Earlier,
    FrameworkRef,
    Interval,
    NodeResult,
    ReportCard,
    RuleTrace,
    SchoolRef,
    SimilarSchool,
)

FILE = Path(__file__).with_name("result-dictionary.md")
MODELS: tuple[type[BaseModel], ...] = (
    ReportCard,
    SchoolRef,
    FrameworkRef,
    SimilarSchool,
    Certainty,
    NodeResult,
    Interval,
    Earlier,
    About,
    Band,
    RuleTrace,
)
_ATTRIBUTE = re.compile(r"^    (\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)
_HEAD = """# The result, field by field

*This page is generated from the models by `python -m docs.generate`; do not edit it.*

`score()` gives a `ReportCard` for one school and `ReportCards` for many. A card is frozen, holds everything that a
reader needs to work the grade out again, and survives JSON exactly. An absent number is `null`, with a status beside
it; never NaN, never 0.
"""
_FRAMES = """## Columns of a frame: `cards.to_frame()`

One row a school, in the order given, as the kind of frame that came in (pandas where records came in).

| column | type | meaning |
| --- | --- | --- |
| the id | as in the data | School id, under its own name; several columns where several make the id. |
| `overall_score` | number | Score of the root, whatever its id, unless another node is called `overall`. |
| `overall_grade` | text | Its grade; empty where there is none. Only where the framework grades it. |
| `overall_status` | text | Why there is a score, or why there is none. |
| `<node>_score` | number | The same of every other node, in the order of the document. |
| `<node>_grade` | text | Only for nodes with grades. |
| `<node>_status` | text | Its status. |

With `uncertainty=True` there follow, for each inner node and for each node with grades:

| column, with uncertainty | type | meaning |
| --- | --- | --- |
| … `<node>_low`, `<node>_high` | number | Ends of the interval of its score, before its own rounding; inner nodes. |
| … `<node>_p_<grade>` | number | Probability of each grade, 0 to 1, best first; empty where there is no grade. |
"""


def page() -> str:
    """Return the page as it should stand."""
    return "\n".join([_HEAD, *(_model(model) for model in MODELS), _statuses(), _FRAMES, _quarantine()])


def _model(model: type[BaseModel]) -> str:
    summary, told = _documented(model)
    rows = [
        f"| `{name}` | {_type(info)} | {_default(info)} | {told.get(name, '')} |"
        for name, info in model.model_fields.items()
    ]
    head = ["| field | type | where not given | meaning |", "| --- | --- | --- | --- |"]
    return "\n".join([f"## `{model.__name__}`\n\n{summary}\n", *head, *rows, *_properties(model), ""])


def _properties(model: type[BaseModel]) -> Iterator[str]:
    """What is computed from the fields, and not stored."""
    for name, member in vars(model).items():
        if isinstance(member, property):
            yield f"| `{name}` | (computed) | | {inspect.getdoc(member)} |"


def _documented(kind: type) -> tuple[str, dict[str, str]]:
    """The summary of a class, and what its docstring says of each attribute."""
    summary, _, attributes = inspect.cleandoc(kind.__doc__ or "").partition("Attributes:\n")
    told = {name: _cell(text) for name, text in _ATTRIBUTE.findall(attributes)}
    return " ".join(summary.split()).replace("``", "`"), told


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("``", "`").replace("|", "\\|")


def _type(info: FieldInfo) -> str:
    return _words(info.annotation)


def _words(kind: Any) -> str:
    """A type in words."""
    names = {float: "number", int: "whole number", str: "text", bool: "true or false", date: "date", NoneType: "null"}
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return ", ".join(f"`{word}`" for word in inner)
    if origin in (Union, UnionType):
        return " or ".join(dict.fromkeys(_words(part) for part in inner))
    if origin is tuple:
        return f"list of {_words(inner[0])}"
    if origin is dict:
        return f"mapping of {_words(inner[0])} to {_words(inner[1])}"
    if kind is rc.Status:
        return "[status](#status)"
    return names.get(kind) or f"[{kind.__name__}](#{kind.__name__.lower()})"


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "always there"
    default = info.get_default()
    empty = {None: "null", "": '`""`'}
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, tuple | dict):
        return "empty" if not default else str(default)
    return empty.get(default, f"`{default}`")


def _statuses() -> str:
    head = "## Status\n\nLeast important to tell first (see [status-algebra.md](status-algebra.md)).\n\n"
    rows = [f"| `{status.value}` | {status.words} | {'yes' if status.is_present else 'no'} |" for status in rc.Status]
    return "\n".join([f"{head}| status | words | is there a value? |\n| --- | --- | --- |", *rows, ""])


def _quarantine() -> str:
    summary, told = _documented(Fault)
    rows = [f"| `{name}` | {text} |" for name, text in told.items()]
    head = f"## Columns of the quarantine: `cards.quarantine_frame()`\n\n{summary}\n"
    return "\n".join([head, "| column | meaning |\n| --- | --- |", *rows, ""])


def main() -> None:
    """Write the page."""
    FILE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
