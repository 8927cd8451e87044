"""The commands that ask further: what would reach the next grade, and how two results differ."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from reportcard.options import (
    DEFAULT,
    Encoding,
    File,
    Join,
    Key,
    Name,
    ReferenceFile,
    SheetName,
    Weights,
    ends_with_a_code,
    weights_of,
)
from reportcard.scored_file import scored_file

Mix = Annotated[
    list[str],
    typer.Option("--mix", metavar="ID=NUMBER", help="Move several indicators together, each by so much. Repeatable."),
]
Step = Annotated[
    list[str], typer.Option("--step", metavar="ID=NUMBER", help="Precision of the values to try. Repeatable.")
]
Other = Annotated[
    str | None,
    typer.Option("--with", help="Framework to compare with: an id, or a path; the first one where not given."),
]
Earlier = Annotated[Path | None, typer.Option("--earlier", help="File of an earlier year, in the same columns.")]
Report = Annotated[Path | None, typer.Option("--out", "-o", help="File to write the report to: .html or .md.")]


@ends_with_a_code
def next_grade(
    file: File,
    school: Annotated[str, typer.Argument(help="Id of the school.")],
    framework: Name = DEFAULT,
    join: Join = [],  # noqa: B006  read by typer, never changed
    mix: Mix = [],  # noqa: B006
    step: Step = [],  # noqa: B006
    node: Annotated[
        str | None, typer.Option("--node", help="Node whose grade is meant; the overall one if none.")
    ] = None,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="What is printed.")] = "text",
    reference: ReferenceFile = None,
    key: Key = None,
    encoding: Encoding = None,
    sheet: SheetName = None,
) -> None:
    """Show the smallest change of each indicator that reaches a school's next grade, or why none does."""
    from reportcard.analysis.next_grade import next_grade as asked

    cards, *_ = scored_file(file, framework, join, {}, reference, key, encoding, sheet)
    found = asked(cards, school, mix=weights_of(mix) or None, node=node, steps=weights_of(step))
    typer.echo(found.model_dump_json(indent=2) if form == "json" else found.explain())


@ends_with_a_code
def compare(
    file: File,
    framework: Name = DEFAULT,
    other: Other = None,
    earlier: Earlier = None,
    join: Join = [],  # noqa: B006
    weights: Weights = [],  # noqa: B006
    node: Annotated[str | None, typer.Option("--node", help="Node to compare; the overall result if none.")] = None,
    out: Report = None,
    movers: Annotated[int, typer.Option("--movers", min=0, help="Movers that the report lists.")] = 200,
    language: Annotated[
        str, typer.Option("--language", help="Language of the report, as a tag: en or es.", show_default=True)
    ] = "en",
    reference: ReferenceFile = None,
    key: Key = None,
    encoding: Encoding = None,
    sheet: SheetName = None,
) -> None:
    """Compare two frameworks on a file (--with), two years of one (--earlier), or a framework with own weights."""
    from reportcard.analysis.compare import compare as compared
    from reportcard.publish import make_folder, write_text
    from reportcard.render.languages import language_of
    from reportcard.screen import say

    given, spoken = weights_of(weights), language_of(language)
    if other is None and earlier is None and not given:
        raise typer.BadParameter("Give --with FRAMEWORK, --earlier FILE or --weights ID=NUMBER.")
    if out is not None and out.suffix.lower() not in (".html", ".md"):
        raise typer.BadParameter(f"The report '{out.name}' ends in neither .html nor .md.")
    before, *_ = scored_file(earlier or file, framework, join, {}, reference, key, encoding, sheet)
    after, *_ = scored_file(file, other or framework, join, given, reference, key, encoding, sheet)
    found = compared(before, after, node=node)
    if out is None:
        typer.echo(found.to_markdown(movers, language=spoken), nl=False)
        return
    make_folder(out.parent)
    write = found.to_html if out.suffix.lower() == ".html" else found.to_markdown
    write_text(out, write(movers, language=spoken))
    say(*found.summary, f"Wrote {out}.")
