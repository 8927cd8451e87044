"""What the commands of the command line share: options, their words, exit codes, and how an error ends a command."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ParamSpec, TypeVar

import typer

from reportcard.errors import FrameworkError, OutputError, ReportCardError, UnknownNameError, did_you_mean

if TYPE_CHECKING:
    from reportcard.engine.reference import Reference

DEFAULT = "school-report-card-2009"
FORMAT_WORDS = ("html", "md", "txt", "json", "csv", "parquet")
#: Formats that go to standard output where no folder is given.
_TO_SCREEN = ("csv", "json")
#: Exit codes, by the error that ends a command. Anything else that the library raises is about the data.
_CODES: dict[type[ReportCardError], int] = {UnknownNameError: 2, FrameworkError: 4, OutputError: 5}
PROBLEMS, _DATA = 1, 3
EXITS = (
    "Exit codes: 0 done; 1 'check' found problems, or 'verify' misses; 2 wrong use, or a name that does not exist; 3 "
    "the data cannot be read or scored; 4 the framework cannot be used; 5 the result cannot be written."
)

File = Annotated[Path, typer.Argument(help="A .csv, .tsv, .xlsx, .parquet or .json file with a row a school.")]
Name = Annotated[str, typer.Option("--framework", "-f", help="Id of a built-in framework, or path of a document.")]
Join = Annotated[list[Path], typer.Option("--join", "-j", help="A further file, joined by the school id. Repeatable.")]
Weights = Annotated[
    list[str],
    typer.Option("--weights", "-w", metavar="ID=NUMBER", help="A weight in place of the framework's. Repeatable."),
]
ReferenceFile = Annotated[Path | None, typer.Option("--reference", help="A reference that 'reportcard fit' wrote.")]
Encoding = Annotated[str | None, typer.Option("--encoding", help="Encoding of the files, such as cp1252.")]
SheetName = Annotated[str | None, typer.Option("--sheet", help="Sheet of a workbook.")]
Key = Annotated[str | None, typer.Option("--key", help="Column of the school id by which files are joined.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Folder = Annotated[Path | None, typer.Option("--out", "-o", help="Folder to write to; made where it is not there.")]

Readers = Annotated[
    str,
    typer.Option("--audience", help="For whom cards are: parents, school, children or technical.", show_default=True),
]

P = ParamSpec("P")
R = TypeVar("R")


def ends_with_a_code(command: Callable[P, R]) -> Callable[P, R]:
    """End a command with a message and an exit code where the library raises an error, and without a stack trace."""

    @functools.wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except ReportCardError as error:
            from reportcard.screen import complain

            complain(error)
            raise typer.Exit(_code(error)) from None

    return told


def _code(error: ReportCardError) -> int:
    return next((code for kind, code in _CODES.items() if isinstance(error, kind)), _DATA)


def formats_of(text: str, out: Path | None) -> list[str]:
    """The formats that were asked for; HTML and CSV for a folder where nothing was said."""
    words = list(dict.fromkeys(word.strip().lower() for word in text.split(",") if word.strip()))
    for word in words:
        if word not in FORMAT_WORDS:
            known = ", ".join(FORMAT_WORDS)
            raise typer.BadParameter(f"There is no format '{word}'.{did_you_mean(word, FORMAT_WORDS)} Known: {known}.")
    if out is None and (len(words) > 1 or any(word not in _TO_SCREEN for word in words)):
        raise typer.BadParameter("Give --out DIR: only csv or json, one of them, can be printed.")
    return words or (["html", "csv"] if out is not None else [])


def weights_of(texts: Sequence[str]) -> dict[str, float]:
    """Weights by node id, from texts like ``progress=40``."""
    weights = {}
    for text in texts:
        node, _, number = text.partition("=")
        try:
            weights[node.strip()] = float(number)
        except ValueError:
            raise typer.BadParameter(f"'{text}' is no weight. Write it like progress=40.") from None
    return weights


def stored_reference(path: Path) -> Reference:
    """The reference that ``reportcard fit`` wrote to a file.

    Raises:
        ReportCardError: It cannot be read.
    """
    from reportcard.engine.reference import Reference

    try:
        return Reference.model_validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise ReportCardError(
            f"The reference {path} cannot be read: {reason}. Write it with 'reportcard fit'.", code="bad-reference"
        ) from error
