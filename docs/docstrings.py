"""Docstrings in Google's style, taken apart and written as Markdown."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any, NamedTuple

_HEADS = ("Args", "Attributes", "Raises", "Returns", "Yields")
_SECTION = re.compile(rf"^({'|'.join(_HEADS)}):\n((?:(?: .*)?\n)*)", re.MULTILINE)
_ENTRY = re.compile(r"^    (\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)
_ROLE = re.compile(r":(?:class|func|meth|attr|mod|data):`~?([\w.]+)`")


class Documentation(NamedTuple):
    """What a docstring says.

    Attributes:
        text: The prose before the first section.
        args: What each parameter is.
        attributes: What each attribute is.
        raises: When each error is raised.
        returns: What comes back; "" where the prose says it.
    """

    text: str
    args: dict[str, str]
    attributes: dict[str, str]
    raises: dict[str, str]
    returns: str


def documentation(thing: Any) -> Documentation:
    """Take the docstring of a class, a function or a property apart; everything is empty where it has none."""
    own = thing.__doc__ if isinstance(thing, type) else inspect.getdoc(thing)
    text = inspect.cleandoc(own or "") + "\n"
    parts = {name: _ENTRY.findall(body) for name, body in _SECTION.findall(text)}
    returned = next((body for name, body in _SECTION.findall(text) if name in ("Returns", "Yields")), "")
    args, attributes, raises = (
        {name: " ".join(told.split()) for name, told in parts.get(head, ())}
        for head in ("Args", "Attributes", "Raises")
    )
    return Documentation(_SECTION.sub("", text).strip(), args, attributes, raises, " ".join(returned.split()))


def markdown(text: str, link: Callable[[str], str]) -> str:
    """Write a docstring's prose as Markdown; ``link`` says where a name leads, "" for nowhere."""

    def named(found: re.Match[str]) -> str:
        name = found[1].removeprefix("reportcard.")
        target = link(name)
        return f"[`{name}`]({target})" if target else f"`{name}`"

    return _ROLE.sub(named, text).replace("``", "`")


def cell(text: str) -> str:
    """Write Markdown so that it fits into a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")
