"""What the commands of the command line share: options, their words, exit codes, and how an error ends a command."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, ParamSpec, TypeVar

import typer

from reportcard.errors import FrameworkError, OutputError, ReportCardError, UnknownNameError, did_you_mean

if TYPE_CHECKING:
    from reportcard.engine.reference import Reference

DEFAULT = "school-report-card-2009"
FORMAT_WORDS = ("html", "md", "txt", "pdf", "json", "csv", "parquet")
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
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, help="Processes that draw cards; as many as processors if not given."),
]
Uncertain = Annotated[bool, typer.Option("--uncertainty/--no-uncertainty", help="Tell how sure scores and grades are.")]
Folder = Annotated[Path | None, typer.Option("--out", "-o", help="Folder to write to; made where it is not there.")]

Readers = Annotated[
    str,
    typer.Option("--audience", help="For whom cards are: parents, school, children or technical.", show_default=True),
]
Spoken = Annotated[
    str,
    typer.Option("--language", help="Language of what people read, as a tag: en or es.", show_default=True),
]
EarlierFiles = Annotated[
    list[str],
    typer.Option(
        "--earlier",
        metavar="YEAR=FILE",
        help="The file of an earlier year, shown on the cards. Repeatable; a further file of a year is joined to it.",
    ),
]
Year = Annotated[
    str | None, typer.Option("--year", help="The year of the file; without it, the year after the last earlier one.")
]
Similar = Annotated[
    int | None, typer.Option("--similar", min=1, metavar="N", help="Show the N most similar schools on each card.")
]
SimilarBy = Annotated[
    str,
    typer.Option(
        "--similar-by",
        metavar="NAMES",
        help="Columns or indicators that make schools similar, with commas between; else the framework's context.",
    ),
]
SimilarWithin = Annotated[
    str | None,
    typer.Option("--similar-within", metavar="COLUMN", help="Similar schools have the same text in this column."),
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


def files_by_year(texts: Sequence[str]) -> dict[str, list[Path]]:
    """Files by year, from texts like ``2018=ks2-2018.csv``; several of one year in the order given."""
    files: dict[str, list[Path]] = {}
    for text in texts:
        year, _, file = text.partition("=")
        if not year.strip() or not file.strip():
            raise typer.BadParameter(f"'{text}' is no year with its file. Write it like 2018=ks2-2018.csv.")
        files.setdefault(year.strip(), []).append(Path(file.strip()))
    return files


class Beside(NamedTuple):
    """What a command puts beside its results.

    Attributes:
        earlier: Files of earlier years.
        year: The year of the results.
        similar: Number of similar schools.
        by: What makes schools similar.
        within: Column in which they are alike.
    """

    earlier: dict[str, list[Path]]
    year: str | None
    similar: int | None
    by: list[str]
    within: str | None

    @classmethod
    def of(
        cls,
        earlier: Sequence[str],
        year: str | None,
        similar: int | None = None,
        by: str = "",
        within: str | None = None,
    ) -> Beside:
        """Read the options of a command."""
        names = list(dict.fromkeys(name.strip() for name in by.split(",") if name.strip()))
        if similar is None and (names or within):
            raise typer.BadParameter("Say how many similar schools are wanted, such as --similar 10.")
        return cls(files_by_year(earlier), year, similar, names, within)


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
