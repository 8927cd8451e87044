"""Writes docs/api.md from the public names: each with its signature, what it takes, gives and raises.

Run ``python -m docs.api --write`` from the folder that holds ``docs``; a test fails where the page is stale.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from docs.docstrings import Documentation, cell, documentation, markdown
from docs.generated import deliver
from pydantic import BaseModel

import reportcard as rc
from docs import generate

FILE = Path(__file__).with_name("api.md")
#: Names that the pages tell people to import from modules of the package.
ELSEWHERE = {
    "reportcard.analysis.knobs": ("Weights", "LeaveOut", "Scale", "Combination", "Missing", "GradeCuts", "Rounding"),
    "reportcard.datasets": ("sample_links", "sample_outcomes", "sample_schools"),
    "reportcard.metrics": ("BUILT_IN", "Column", "Parameters"),
    "reportcard.render": ("RENDERERS", "Renderer", "to_html", "to_json", "to_markdown", "to_text"),
    "reportcard.testing": ("check_metric",),
}
#: What constants are; they have no docstrings.
_CONSTANTS = {
    "BUILT_IN": "The metrics that come with the library: see [the metrics](metrics.md).",
    "RENDERERS": "The forms in which a card can be written, by name.",
}
_WIDTH = 100
_HEAD = """# The Python interface

*This page is generated from the public names by `python -m docs.api --write`; do not edit it.*

`import reportcard as rc` gives these names; each is loaded when it is first used. What is not on this page may change
without notice. What a card holds is on [its own page](result-dictionary.md).
"""


class Entry(NamedTuple):
    """A public name.

    Attributes:
        name: The name as it is called, with its class where it is a member.
        thing: What it stands for.
    """

    name: str
    thing: Any

    @property
    def anchor(self) -> str:
        """Its place on the page; a class can have the name of a function, but for the capital."""
        kind = "class-" if isinstance(self.thing, type) else ""
        return kind + self.name.lower().replace("_", "-")


def page() -> str:
    """Return the page as it should stand."""
    groups = list(_groups())
    rows = ["| name | what it is |", "| --- | --- |"]
    rows += [f"| [`{one.name}`](#{one.anchor}) | {cell(_summary(one))} |" for _, _, group in groups for one in group]
    return "\n".join([_HEAD, *rows, "", *(line for group in groups for line in _group(*group))])


def undocumented() -> list[str]:
    """Return every public name, and every public member of a class, that has no docstring of its own."""
    entries = [one for _, _, group in _groups() for one in group]
    return [part.name for one in entries for part in (one, *_members(one)) if not _told(part).text]


def _groups() -> Iterator[tuple[str, str, list[Entry]]]:
    """Titles and words of the groups, with their entries."""
    entries = [Entry(name, getattr(rc, name)) for name in rc.__all__ if name != "__version__"]
    errors = [one for one in entries if isinstance(one.thing, type) and issubclass(one.thing, Exception)]
    classes = [one for one in entries if isinstance(one.thing, type) and one not in errors]
    yield "Functions", "", [one for one in entries if not isinstance(one.thing, type)]
    yield "Classes", "", classes
    yield "Errors", "Every code that an error or a problem can have is under [Errors](errors.md).\n", errors
    for name, own in ELSEWHERE.items():
        module = import_module(name)
        yield (
            f"`{name}`",
            f"{(module.__doc__ or '').strip().splitlines()[0]}\n",
            [Entry(o, vars(module)[o]) for o in own],
        )


def _group(title: str, words: str, entries: list[Entry]) -> Iterator[str]:
    yield f"## {title}\n"
    if words:
        yield words
    for one in entries:
        yield f'### <a id="{one.anchor}"></a>`{one.name}`\n'
        yield from _class(one) if isinstance(one.thing, type) else _function(one)


def _summary(one: Entry) -> str:
    """What the index says of a name: the first line of its docstring."""
    return _prose(_told(one).text.partition("\n")[0])


def _told(one: Entry) -> Documentation:
    """What is said of a name; of a constant, in the table above."""
    documented = callable(one.thing) or _is_computed(one.thing)
    return documentation(one.thing) if documented else Documentation(_CONSTANTS.get(one.name, ""), {}, {}, {}, "")


def _function(one: Entry) -> Iterator[str]:
    """A function, a method or a constant: signature, words, parameters, result, errors."""
    told = _told(one)
    if callable(one.thing):
        yield _signature(one)
    yield _prose(told.text) + "\n"
    yield from _table("parameter", told.args)
    if told.returns:
        yield f"**Returns:** {_prose(told.returns)}\n"
    yield from _table("raises", told.raises)


def _class(one: Entry) -> Iterator[str]:
    """A class: its words, what it holds, and its members."""
    kind = one.thing
    told = documentation(kind)
    if dataclasses.is_dataclass(kind):
        yield _signature(one)
    yield _prose(told.text) + "\n"
    if kind in generate.MODELS:
        yield f"Its fields are in [the result, field by field](result-dictionary.md#{kind.__name__.lower()}).\n"
    else:
        yield from _table("attribute", _fields(kind) | told.attributes)
    if issubclass(kind, rc.ReportCardError):
        yield f"Its code is [`{kind.code}`](errors.md#{kind.code}), unless it has a more precise one.\n"
    if base := _shared_base(kind):
        yield f"It is a {_named(base.__name__)}, and has all that one has.\n"
    for member in _members(one):
        if _is_computed(member.thing):
            yield f"**`{member.name}`**: {_prose(_told(member).text)}\n"
        else:
            yield from _function(member)


def _fields(kind: type) -> dict[str, str]:
    """What the fields of a model are, where its docstring leaves them to their own types."""
    if not issubclass(kind, BaseModel):
        return {}
    types = {name: info.annotation for name, info in kind.model_fields.items()}
    return {
        name: info.description or (documentation(types[name]).text if isinstance(types[name], type) else "")
        for name, info in kind.model_fields.items()
    }


def _members(one: Entry) -> Iterator[Entry]:
    """Public methods and properties of a class, except those of a base that has a place of its own on the page."""
    if not isinstance(one.thing, type):
        return
    inherited = set(shared.__mro__) if (shared := _shared_base(one.thing)) else set()
    seen: set[str] = set()
    for base in one.thing.__mro__:
        if base in inherited or not base.__module__.startswith("reportcard"):
            continue
        for name, member in vars(base).items():
            found = member.__func__ if isinstance(member, classmethod | staticmethod) else member
            if not name.startswith("_") and name not in seen and (inspect.isfunction(found) or _is_computed(found)):
                seen.add(name)
                yield Entry(f"{one.name}.{name}", found)


def _shared_base(kind: type) -> type | None:
    """The base of a class that has a place of its own on the page."""
    return next((base for base in kind.__mro__[1:] if base.__name__ in rc.__all__), None)


def _is_computed(thing: Any) -> bool:
    return isinstance(thing, property | cached_property)


class _Words:
    """An annotation or a default that is written as it stands, without quotes around it."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __repr__(self) -> str:
        return self.words


def _signature(one: Entry) -> str:
    """How it is called, a parameter a line where a line would be too long."""
    given = inspect.signature(one.thing)
    parts = [_readable(part) for name, part in given.parameters.items() if name not in ("self", "cls")]
    empty = inspect.Signature.empty
    gives = empty if isinstance(one.thing, type) else given.return_annotation
    short = given.replace(parameters=parts, return_annotation=gives if gives is empty else _annotation(gives))
    line = f"{one.name}{short}"
    return f"```py\n{line if len(line) <= _WIDTH else _folded(one.name, short)}\n```\n"


def _readable(part: inspect.Parameter) -> inspect.Parameter:
    """A parameter with its annotation as it is written, and a function as its default by name."""
    kind = part.annotation if part.annotation is part.empty else _annotation(part.annotation)
    name = getattr(part.default, "__name__", None)
    return part.replace(
        annotation=kind, default=_Words(name) if name and part.default is not part.empty else part.default
    )


def _annotation(kind: Any) -> _Words:
    return _Words(kind if isinstance(kind, str) else inspect.formatannotation(kind))


def _folded(name: str, given: inspect.Signature) -> str:
    """A signature with a parameter a line."""
    lines = []
    for part in given.parameters.values():
        if part.kind is part.KEYWORD_ONLY and "    *," not in lines:
            lines.append("    *,")
        lines.append(f"    {part},")
    gives = str(given.replace(parameters=[])).removeprefix("()")
    return "\n".join([f"{name}(", *lines, f"){gives}"])


def _table(head: str, told: dict[str, str]) -> Iterator[str]:
    if told:
        rows = [f"| {_named(name)} | {cell(_prose(text))} |" for name, text in told.items()]
        yield "\n".join([f"| {head} | |", "| --- | --- |", *rows, ""])


def _prose(text: str) -> str:
    return markdown(text, _link)


def _named(name: str) -> str:
    """A name in code, as a link where it is an error or a base class of this page."""
    target = _link(name) if name[:1].isupper() else ""
    return f"[`{name}`]({target})" if target else f"`{name}`"


def _link(name: str) -> str:
    """Where a name that a docstring mentions stands on this page."""
    owner = name.partition(".")[0]
    return f"#{Entry(owner, getattr(rc, owner)).anchor}" if owner in rc.__all__ else ""


def main() -> None:
    """Print the page; write it where asked."""
    deliver(FILE, page())


if __name__ == "__main__":
    main()
