"""The command line: a thin face of the library's functions."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec, TypeVar

import typer

from reportcard.errors import FrameworkError, OutputError, ReportCardError, UnknownNameError, did_you_mean
from reportcard.version import __version__

if TYPE_CHECKING:
    from reportcard.engine.reference import Reference
    from reportcard.results.cards import ReportCards

DEFAULT = "school-report-card-2009"
FORMAT_WORDS = ("html", "md", "txt", "json", "csv", "parquet")
#: Formats that go to standard output where no folder is given.
_TO_SCREEN = ("csv", "json")
#: Exit codes, by the error that ends a command. Anything else that the library raises is about the data.
_CODES: dict[type[ReportCardError], int] = {UnknownNameError: 2, FrameworkError: 4, OutputError: 5}
_PROBLEMS, _DATA = 1, 3
_EXITS = (
    "Exit codes: 0 done; 1 'check' found problems; 2 wrong use, or a name that does not exist; 3 the data cannot be "
    "read or scored; 4 the framework cannot be used; 5 the result cannot be written."
)

app = typer.Typer(
    help="Score schools by an accountability framework, and explain every grade.",
    epilog=_EXITS,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
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

P = ParamSpec("P")
R = TypeVar("R")


def _told(command: Callable[P, R]) -> Callable[P, R]:
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


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"reportcard {__version__}")
        raise typer.Exit


@app.callback(epilog=_EXITS)
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Score schools by an accountability framework, and explain every grade."""


@app.command(epilog=_EXITS)
@_told
def score(
    file: File,
    framework: Name = DEFAULT,
    join: Join = [],  # noqa: B006  read by typer, never changed
    out: Folder = None,
    formats: Annotated[
        str, typer.Option("--format", help=f"Formats, with commas between: {', '.join(FORMAT_WORDS)}.")
    ] = "",
    school: Annotated[list[str], typer.Option("--school", help="Only this school. Repeatable.")] = [],  # noqa: B006
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Only the first schools.")] = None,
    weights: Weights = [],  # noqa: B006
    reference: ReferenceFile = None,
    key: Key = None,
    encoding: Encoding = None,
    sheet: SheetName = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at data that cannot be used.")] = False,
    quiet: Quiet = False,
) -> None:
    """Score a file of schools: show the grades, and write report cards to a folder.

    All schools are scored; --school and --limit choose those that are shown and written.
    """
    from reportcard.publish import make_folder

    chosen = _formats(formats, out)
    given = _weights(weights)
    if out is not None:
        make_folder(out)
    cards, frame = _score(file, framework, join, given, reference, key, encoding, sheet, strict=strict, quiet=quiet)
    places = _places(cards, school, limit)
    rows = frame.index.tolist()
    if chosen and out is None:
        _print_data(cards, chosen[0], places)
    if not quiet:
        _tell(cards, places, frame.attrs, rows, error=bool(chosen and out is None))
    if out is not None:
        _write(cards, out, chosen, places, rows, quiet=quiet)


def _formats(text: str, out: Path | None) -> list[str]:
    """The formats that were asked for; HTML and CSV for a folder where nothing was said."""
    words = list(dict.fromkeys(word.strip().lower() for word in text.split(",") if word.strip()))
    for word in words:
        if word not in FORMAT_WORDS:
            known = ", ".join(FORMAT_WORDS)
            raise typer.BadParameter(f"There is no format '{word}'.{did_you_mean(word, FORMAT_WORDS)} Known: {known}.")
    if out is None and (len(words) > 1 or any(word not in _TO_SCREEN for word in words)):
        raise typer.BadParameter("Give --out DIR: only csv or json, one of them, can be printed.")
    return words or (["html", "csv"] if out is not None else [])


def _weights(texts: Sequence[str]) -> dict[str, float]:
    weights = {}
    for text in texts:
        node, _, number = text.partition("=")
        try:
            weights[node.strip()] = float(number)
        except ValueError:
            raise typer.BadParameter(f"'{text}' is no weight. Write it like progress=40.") from None
    return weights


def _score(
    file: Path,
    framework: str,
    join: Sequence[Path],
    weights: dict[str, float],
    reference: Path | None,
    key: str | None,
    encoding: str | None,
    sheet: str | None,
    *,
    strict: bool = False,
    quiet: bool = False,
) -> tuple[ReportCards, Any]:
    """The cards of a file, and the frame that was read from it."""
    from reportcard.prepared import load_framework
    from reportcard.scoring import score as score_data
    from reportcard.screen import progress
    from reportcard.sources.files import read_file

    ready = load_framework(framework)
    fitted = None if reference is None else _reference(reference)
    frame = read_file(file, ready, join=join, key=key, encoding=encoding, sheet=sheet)
    with progress("Scoring", len(frame), quiet=quiet) as advance:
        cards = score_data(frame, ready, reference=fitted, weights=weights or None, strict=strict, progress=advance)
    return cards, frame


def _reference(path: Path) -> Reference:
    from reportcard.engine.reference import Reference

    try:
        return Reference.model_validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise ReportCardError(
            f"The reference {path} cannot be read: {reason}. Write it with 'reportcard fit'.", code="bad-reference"
        ) from error


def _places(cards: ReportCards, schools: Sequence[str], limit: int | None) -> Sequence[int]:
    """Places of the schools that were asked for."""
    if not schools:
        return range(len(cards))[:limit]
    known = {school: place for place, school in enumerate(cards.ids)}
    for school in schools:
        if school not in known:
            raise UnknownNameError("school", school, cards.ids)
    return [known[school] for school in dict.fromkeys(schools)][:limit]


def _write(
    cards: ReportCards,
    out: Path,
    formats: Sequence[str],
    places: Sequence[int],
    rows: Sequence[int] | None,
    *,
    quiet: bool,
) -> None:
    from reportcard.publish import publish
    from reportcard.screen import progress, say, written_words

    with progress("Writing cards", len(places), quiet=quiet) as advance:
        written = publish(cards, out, formats, places=places, rows=rows, advance=advance)
    if not quiet:
        say(*written_words(written))


def _print_data(cards: ReportCards, word: str, places: Sequence[int]) -> None:
    from reportcard.publish import columns, csv_text

    if word == "csv":
        sys.stdout.write(csv_text(columns(cards, places)))
    else:
        for place in places:
            sys.stdout.write(cards[place].model_dump_json() + "\n")


def _tell(
    cards: ReportCards, places: Sequence[int], attrs: dict[str, Any], rows: Sequence[int] | None, *, error: bool
) -> None:
    from reportcard.screen import data_words, say, show

    show(cards, places, error=error)
    say(*data_words(cards, attrs, rows), error=error)


@app.command(epilog=_EXITS)
@_told
def explain(
    file: File,
    school: Annotated[str, typer.Argument(help="Id of the school.")],
    framework: Name = DEFAULT,
    join: Join = [],  # noqa: B006
    weights: Weights = [],  # noqa: B006
    reference: ReferenceFile = None,
    key: Key = None,
    encoding: Encoding = None,
    sheet: SheetName = None,
) -> None:
    """Show how the grade of one school comes about, with every sum in numbers."""
    cards, _ = _score(file, framework, join, _weights(weights), reference, key, encoding, sheet, quiet=True)
    if school not in cards.ids:
        raise UnknownNameError("school", school, cards.ids)
    typer.echo(cards[school].explain())


@app.command(epilog=_EXITS)
@_told
def check(framework: Annotated[str, typer.Argument(help="Path of a document, or id of a built-in framework.")]) -> None:
    """Print everything that is wrong with a framework document."""
    from reportcard.framework.load import check_framework
    from reportcard.screen import say

    problems = check_framework(framework)
    if problems:
        say(*map(str, problems), f"{framework}: {len(problems)} problem{'s' * (len(problems) > 1)}.")
        raise typer.Exit(_PROBLEMS)
    say(f"{framework}: no problems.")


@app.command(epilog=_EXITS)
@_told
def frameworks() -> None:
    """List the frameworks that are built in."""
    from rich.table import Column, Table

    from reportcard.framework.load import frameworks as known
    from reportcard.screen import console

    table = Table(Column("Id", no_wrap=True), "Version", "Year", "Title", "Authority")
    for info in known():
        table.add_row(info.id, info.version, info.year, info.title, info.authority)
    console().print(table)


@app.command(epilog=_EXITS)
@_told
def fit(
    file: File,
    population: Annotated[str, typer.Option("--population", help="Who is in the file, in words, for every card.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write the reference to.")],
    framework: Name = DEFAULT,
    join: Join = [],  # noqa: B006
    key: Key = None,
    encoding: Encoding = None,
    sheet: SheetName = None,
    quiet: Quiet = False,
) -> None:
    """Fit what a framework compares schools with on a file of schools, and store it."""
    from reportcard.prepared import load_framework
    from reportcard.publish import make_folder, write_text
    from reportcard.screen import say
    from reportcard.sources.files import read_file

    ready = load_framework(framework)
    frame = read_file(file, ready, join=join, key=key, encoding=encoding, sheet=sheet)
    fitted = ready.fit(frame, population=population)
    make_folder(out.parent)
    write_text(out, fitted.model_dump_json(indent=2) + "\n")
    if not quiet:
        compared = ", ".join(fitted.leaves) or "nothing: this framework compares no school with others"
        say(f"Wrote {out}: {fitted.schools:,} schools ({population}); compares {compared}.")


@app.command(epilog=_EXITS)
@_told
def schema(
    framework: Annotated[str | None, typer.Argument(help="A framework whose input is wanted.")] = None,
) -> None:
    """Print the JSON Schema of framework documents, or of one framework's input."""
    if framework is None:
        from reportcard.framework.schema import schema_text

        typer.echo(schema_text(), nl=False)
        return
    from reportcard.prepared import load_framework

    model = load_framework(framework).input_model()
    typer.echo(json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False))


@app.command(epilog=_EXITS)
@_told
def sample(
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write, a .csv.")],
    schools: Annotated[int, typer.Option("--schools", min=1, help="Number of schools.")] = 300,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same schools.")] = 2009,
) -> None:
    """Write a file of made-up schools, to try a framework out."""
    from reportcard.datasets import sample_schools
    from reportcard.publish import csv_text, make_folder, write_text
    from reportcard.screen import say

    frame = sample_schools(schools, seed)
    make_folder(out.parent)
    write_text(out, csv_text({name: frame[name].tolist() for name in frame.columns}))
    say(f"Wrote {out}: {len(frame):,} synthetic schools. None of them exists.")


@app.command(epilog=_EXITS)
@_told
def demo(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write to.")] = Path("demo"),
    schools: Annotated[int, typer.Option("--schools", min=1, help="Number of schools.")] = 300,
) -> None:
    """Score made-up schools with the default framework, and write their report cards."""
    from reportcard.datasets import sample_schools
    from reportcard.publish import make_folder
    from reportcard.scoring import score as score_data
    from reportcard.screen import say

    make_folder(out)
    say(f"{schools:,} synthetic schools: made up by a seeded generator. None of them exists.")
    cards = score_data(sample_schools(schools))
    _tell(cards, range(len(cards)), {}, None, error=False)
    _write(cards, out, ["html", "md", "csv"], range(len(cards)), None, quiet=False)
    say(f"Open {(out / 'index.html').resolve()} in a browser.")


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal that lacks a character shows a stand-in for it, and the command goes on.
            stream.reconfigure(errors="replace")
    app(prog_name="reportcard")


if __name__ == "__main__":
    main()
