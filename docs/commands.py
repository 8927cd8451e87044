"""Writes docs/commands.md from the command line: every command with its arguments and options.

Run ``python -m docs.commands --write`` from the folder that holds ``docs``; a test fails where the page is stale.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from docs.docstrings import cell, documentation
from docs.generated import deliver
from typer.models import ArgumentInfo, CommandInfo, OptionInfo

from reportcard.cli import app
from reportcard.options import EXITS

FILE = Path(__file__).with_name("commands.md")
_KINDS = {Path: "a path", str: "text", int: "a whole number", float: "a number"}
_HEAD = """# The commands

*This page is generated from the command line by `python -m docs.commands --write`; do not edit it.*

What the commands are for, which files they read and what they write is told in
[Files and the command line](command-line.md). `reportcard COMMAND --help` says what this page says.
"""


class Given(NamedTuple):
    """An argument or an option of a command.

    Attributes:
        name: Name of the parameter in the code.
        info: What the command line says of it.
        kind: Type of one value.
        default: Its value where it is not given; ``inspect.Parameter.empty`` where it must be.
    """

    name: str
    info: ArgumentInfo | OptionInfo
    kind: Any
    default: Any


def page() -> str:
    """Return the page as it should stand."""
    commands = [(name_of(info), info.callback) for info in app.registered_commands]
    rows = [f"| [`{name}`](#{name}) | {cell(_first(command))} |" for name, command in commands]
    index = ["| command | what it does |", "| --- | --- |", *rows, ""]
    root = ["Options of `reportcard` itself:\n", *_options(given(app.registered_callback.callback))]
    return "\n".join([_HEAD, *index, EXITS + "\n", *root, *(line for one in commands for line in _command(*one))])


def name_of(info: CommandInfo) -> str:
    """Return the name by which a command is called."""
    return info.name or info.callback.__name__.replace("_", "-")


def given(command: Callable[..., Any]) -> list[Given]:
    """Return the arguments and options of a command, in its order."""
    hints = get_type_hints(command, include_extras=True)
    found = []
    for name, part in inspect.signature(command).parameters.items():
        kind, info = get_args(hints[name]) if get_origin(hints[name]) is Annotated else (hints[name], OptionInfo())
        found.append(Given(name, info, _one(kind), part.default))
    return found


def names(one: Given) -> tuple[str, ...]:
    """Return how an option is written: all its names, those that turn it off too."""
    # In an annotation typer keeps the first name where a default would stand.
    first = [one.info.default] if isinstance(one.info.default, str) else []
    told = [*first, *(one.info.param_decls or ())] or [f"--{one.name.replace('_', '-')}"]
    return tuple(name for text in told for name in text.split("/"))


def _one(kind: Any) -> Any:
    """The type of one value, without the list or the None around it."""
    inner = [part for part in get_args(kind) if part is not NoneType]
    return inner[0] if inner and get_origin(kind) is not Literal else kind


def _first(command: Callable[..., Any]) -> str:
    return documentation(command).text.partition("\n")[0]


def _command(name: str, command: Callable[..., Any]) -> Iterator[str]:
    parts = given(command)
    arguments = [one for one in parts if isinstance(one.info, ArgumentInfo)]
    options = [one for one in parts if isinstance(one.info, OptionInfo)]
    yield f'## <a id="{name}"></a>`{name}`\n'
    yield f"    {' '.join(['reportcard', name, *map(_word, arguments), '[OPTIONS]'])}\n"
    yield f"{documentation(command).text}\n"
    if arguments:
        yield from ("| argument | meaning |", "| --- | --- |")
        yield from (f"| `{_word(one).strip('[]')}` | {cell(one.info.help or '')} |" for one in arguments)
        yield ""
    yield from _options(options)


def _word(one: Given) -> str:
    word = one.info.metavar or one.name.upper()
    return word if one.default is inspect.Parameter.empty else f"[{word}]"


def _options(options: list[Given]) -> Iterator[str]:
    if options:
        yield from ("| option | value | where not given | meaning |", "| --- | --- | --- | --- |")
        yield from (
            f"| {', '.join(f'`{name}`' for name in names(one))} | {_value(one)} | {_default(one)} | "
            f"{cell(one.info.help or '')} |"
            for one in options
        )
        yield ""


def _value(one: Given) -> str:
    if one.kind is bool:
        return ""
    if one.info.metavar:
        return f"`{one.info.metavar}`"
    if get_origin(one.kind) is Literal:
        return " or ".join(f"`{word}`" for word in get_args(one.kind))
    low = "" if one.info.min is None else f" of at least {one.info.min:g}"
    high = "" if one.info.max is None else f" of at most {one.info.max:g}"
    return f"{_KINDS[one.kind]}{low}{high}"


def _default(one: Given) -> str:
    if one.default is inspect.Parameter.empty:
        return "must be given"
    if one.default is True:
        return f"`{names(one)[0]}`"
    return "" if one.default in (None, "", [], (), False) else f"`{one.default}`"


def main() -> None:
    """Print the page; write it where asked."""
    deliver(FILE, page())


if __name__ == "__main__":
    main()
