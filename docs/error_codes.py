"""The error codes that the source can raise, and those that docs/errors.md explains."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import reportcard

PAGE = Path(__file__).with_name("errors.md")
SOURCE = Path(reportcard.__file__).parent
_CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+")
#: Which argument of a call is a code; the source writes codes as plain text there.
_ARGUMENT = {"Problem": 0, "_bad": 0, "Fault": 1, "Finding": 1, "failed": 1, "_unreadable": 0, "problem": 0}
#: Text with a hyphen that is no code, by where it stands: colours, encodings, keys of JSON Schema, a framework's name.
_NO_CODE = re.compile(r"light-.*|utf-(8|16|32).*|x-.*|.*-\d{4}(-\d{2})?|windows-.*")
#: Folders that raise nothing of their own under a code.
_SILENT = ("render", "engine", "results", "metrics")


def codes_in(path: Path) -> Iterator[str]:
    """Codes of one file: where a call takes one, and every hyphenated word elsewhere (tables of codes, pairs)."""
    for part in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(part, ast.Call):
            yield from _of_call(part)
        elif isinstance(part, ast.Assign) and any(isinstance(to, ast.Name) and to.id == "code" for to in part.targets):
            yield from _text(part.value)
        elif isinstance(part, ast.Constant) and not _is_aside(path):
            yield from (text for text in _text(part) if _CODE.fullmatch(text) and not _NO_CODE.fullmatch(text))


def _is_aside(path: Path) -> bool:
    return path.relative_to(SOURCE).parts[0] in _SILENT


def _of_call(call: ast.Call) -> Iterator[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    place = _ARGUMENT.get(name)
    if place is not None and len(call.args) > place:
        yield from (text for text in _text(call.args[place]) if re.fullmatch(r"[a-z0-9-]+", text))
    yield from (text for word in call.keywords if word.arg == "code" for text in _text(word.value))


def _text(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def in_source() -> set[str]:
    """Every code in the source."""
    return {code for path in SOURCE.rglob("*.py") for code in codes_in(path)}


def on_page(text: str) -> list[str]:
    """Every code that a text of docs/errors.md explains."""
    return re.findall(r'^\| <a id="[a-z0-9-]+"></a>`([a-z0-9-]+)` \|', text, re.MULTILINE)
