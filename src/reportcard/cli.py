"""The command line: a thin face of the library's functions."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportcard.cli_audit import audit
from reportcard.cli_compare import compare, next_grade
from reportcard.cli_groups import groups
from reportcard.cli_sensitivity import sensitivity
from reportcard.cli_site import site
from reportcard.cli_verify import check, verify
from reportcard.options import (
    DEFAULT,
    EXITS,
    FORMAT_WORDS,
    Beside,
    EarlierFiles,
    Encoding,
    File,
    Folder,
    Jobs,
    Join,
    Key,
    Name,
    Quiet,
    Readers,
    ReferenceFile,
    SheetName,
    Similar,
    SimilarBy,
    SimilarWithin,
    Spoken,
    Uncertain,
    Weights,
    Year,
    ends_with_a_code,
    files_by_year,
    formats_of,
    weights_of,
)
from reportcard.scored_file import scored_file
from reportcard.version import __version__

if TYPE_CHECKING:
    from reportcard.results.cards import ReportCards

app = typer.Typer(
    help="Score schools by an accountability framework, and explain every grade.",
    epilog=EXITS,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"reportcard {__version__}")
        raise typer.Exit


@app.callback(epilog=EXITS)
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Score schools by an accountability framework, and explain every grade."""


@app.command(epilog=EXITS)
@ends_with_a_code
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
    earlier: EarlierFiles = [],  # noqa: B006
    year: Year = None,
    similar: Similar = None,
    similar_by: SimilarBy = "",
    similar_within: SimilarWithin = None,
    reference: ReferenceFile = None,
    key: Key = None,
    encoding: Encoding = None,
    sheet: SheetName = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at data that cannot be used.")] = False,
    uncertainty: Uncertain = True,
    audience: Readers = "school",
    language: Spoken = "en",
    jobs: Jobs = None,
    quiet: Quiet = False,
) -> None:
    """Score a file of schools: show the grades, and write report cards to a folder.

    All schools are scored; --school and --limit choose those that are shown and written.
    """
    from reportcard.output import deliver
    from reportcard.publish import make_folder
    from reportcard.render.audience import audience_of
    from reportcard.render.languages import language_of

    chosen = formats_of(formats, out)
    audience_of(audience)
    language_of(language)
    given = weights_of(weights)
    if out is not None:
        make_folder(out)
    beside = Beside.of(earlier, year, similar, similar_by, similar_within)
    cards, frame, notes = scored_file(
        file, framework, join, given, reference, key, encoding, sheet, beside,
        strict=strict, uncertainty=uncertainty, quiet=quiet,
    )  # fmt: skip
    if uncertainty and (chosen or not quiet):
        _estimate(cards, quiet=quiet)
    shown = _places(cards, school, limit)
    deliver(cards, frame, shown, chosen, out, notes, audience=audience, language=language, jobs=jobs, quiet=quiet)


def _estimate(cards: ReportCards, *, quiet: bool) -> None:
    """Work out how sure the results are: of a nation's schools that takes a while."""
    from reportcard.screen import progress

    with progress("Drawing", len(cards), quiet=quiet) as advance:
        cards.estimate(advance)


def _places(cards: ReportCards, schools: Sequence[str], limit: int | None) -> Sequence[int]:
    """Places of the schools that were asked for."""
    if not schools:
        return range(len(cards))[:limit]
    return [cards.place(school) for school in dict.fromkeys(schools)][:limit]


@app.command(epilog=EXITS)
@ends_with_a_code
def explain(
    file: File,
    school: Annotated[str, typer.Argument(help="Id of the school.")],
    framework: Name = DEFAULT,
    join: Join = [],  # noqa: B006
    weights: Weights = [],  # noqa: B006
    earlier: EarlierFiles = [],  # noqa: B006
    year: Year = None,
    reference: ReferenceFile = None,
    key: Key = None,
    encoding: Encoding = None,
    sheet: SheetName = None,
    uncertainty: Uncertain = True,
    language: Spoken = "en",
) -> None:
    """Show how the grade of one school comes about, with every sum in numbers, and how sure it is."""
    from reportcard.render.languages import language_of

    spoken = language_of(language)
    beside = Beside.of(earlier, year)
    cards, *_ = scored_file(
        file, framework, join, weights_of(weights), reference, key, encoding, sheet, beside,
        uncertainty=uncertainty, quiet=True,
    )  # fmt: skip
    typer.echo(cards[school].explain(language=spoken))


for command in (check, verify, site, groups, next_grade, compare, sensitivity, audit):
    app.command(epilog=EXITS)(command)


@app.command(epilog=EXITS)
@ends_with_a_code
def frameworks() -> None:
    """List the frameworks that are built in."""
    from rich.table import Column, Table

    from reportcard.framework.load import frameworks as known
    from reportcard.screen import console

    table = Table(Column("Id", no_wrap=True), "Version", "Year", "Title", "Authority")
    for info in known():
        table.add_row(info.id, info.version, info.year, info.title, info.authority)
    console().print(table)


@app.command(epilog=EXITS)
@ends_with_a_code
def fit(
    file: File,
    population: Annotated[str, typer.Option("--population", help="Who is in the file, in words, for every card.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write the reference to.")],
    framework: Name = DEFAULT,
    join: Join = [],  # noqa: B006
    earlier: EarlierFiles = [],  # noqa: B006
    year: Year = None,
    key: Key = None,
    encoding: Encoding = None,
    sheet: SheetName = None,
    quiet: Quiet = False,
) -> None:
    """Fit what a framework compares schools with on a file of schools, and store it."""
    from reportcard.attached import EarlierYears
    from reportcard.prepared import load_framework
    from reportcard.publish import make_folder, write_text
    from reportcard.screen import say
    from reportcard.sources.files import read_file

    ready = load_framework(framework)
    reading = {"key": key, "encoding": encoding, "sheet": sheet}
    years = EarlierYears(files_by_year(earlier), ready, year, reading)
    frame = years.beside(read_file(file, ready, join=join, **reading))
    fitted = ready.fit(frame, population=population)
    make_folder(out.parent)
    write_text(out, fitted.model_dump_json(indent=2) + "\n")
    if not quiet:
        compared = ", ".join(fitted.leaves) or "nothing: this framework compares no school with others"
        say(f"Wrote {out}: {fitted.schools:,} schools ({population}); compares {compared}.")


@app.command(epilog=EXITS)
@ends_with_a_code
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


@app.command(epilog=EXITS)
@ends_with_a_code
def show(framework: Annotated[str, typer.Argument(help="Id of a built-in framework, or path of a document.")]) -> None:
    """Print a framework's whole document, with everything that it extends."""
    from reportcard.framework.load import document_text
    from reportcard.prepared import load_framework

    typer.echo(document_text(load_framework(framework).document), nl=False)


@app.command(epilog=EXITS)
@ends_with_a_code
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


@app.command(epilog=EXITS)
@ends_with_a_code
def demo(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write to.")] = Path("demo"),
    schools: Annotated[int, typer.Option("--schools", min=1, help="Number of schools.")] = 300,
    uncertainty: Uncertain = True,
) -> None:
    """Score made-up schools with the default framework, and write their report cards."""
    from reportcard.datasets import sample_schools
    from reportcard.output import tell, write
    from reportcard.publish import make_folder
    from reportcard.scoring import score as score_data
    from reportcard.screen import say

    make_folder(out)
    say(f"{schools:,} synthetic schools: made up by a seeded generator. None of them exists.")
    cards = score_data(sample_schools(schools), uncertainty=uncertainty)
    tell(cards, range(len(cards)), {}, None, error=False)
    write(cards, out, ["html", "md", "csv"], range(len(cards)), None, quiet=False)
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
