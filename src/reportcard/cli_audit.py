"""The command that audits a framework by the results of a file of schools."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from reportcard.results.cards import ReportCards

_MARKDOWN = (".md", ".markdown")


@ends_with_a_code
def audit(
    file: File,
    framework: Name = DEFAULT,
    join: Join = [],  # noqa: B006  read by typer, never changed
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Page to write, .html or .md; printed in short where none.")
    ] = None,
    context: Annotated[
        list[str], typer.Option("--context", help="Indicator or column that scores are compared with. Repeatable.")
    ] = [],  # noqa: B006
    earlier: Annotated[
        list[str],
        typer.Option("--earlier", metavar="YEAR=FILE", help="An earlier year; more files of one year are joined."),
    ] = [],  # noqa: B006
    size: Annotated[str | None, typer.Option("--size", help="Indicator or column of a school's size.")] = None,
    language: Annotated[
        str, typer.Option("--language", help="Language of what is told, as a tag: en or es.", show_default=True)
    ] = "en",
    weights: Weights = [],  # noqa: B006
    reference: ReferenceFile = None,
    key: Key = None,
    encoding: Encoding = None,
    sheet: SheetName = None,
) -> None:
    """Say what a framework does to the schools of a file: what scores go with, what weights carry, how sure it is."""
    from reportcard.analysis.audit import audit as audited
    from reportcard.analysis.audit_words import findings, in_short
    from reportcard.publish import make_folder, write_text
    from reportcard.render.languages import language_of
    from reportcard.screen import say

    years, given, spoken = _years(earlier), weights_of(weights), language_of(language)

    def scored(first: Path, others: Sequence[Path]) -> ReportCards:
        cards, *_ = scored_file(first, framework, others, given, reference, key, encoding, sheet)
        return cards

    before = {year: scored(first, others) for year, (first, *others) in years.items()}
    found = audited(scored(file, join), context=context or None, earlier=before, size=size)
    if out is None:
        say(in_short(findings(found, spoken)))
        return
    make_folder(out.resolve().parent)
    write = found.to_markdown if out.suffix.lower() in _MARKDOWN else found.to_html
    write_text(out, write(language=spoken))
    looks = sum(finding.look for finding in found.findings)
    say(f"Wrote {out}: {len(found.findings)} findings, {looks} of which ask for a closer look.")


def _years(texts: Sequence[str]) -> dict[str, list[Path]]:
    """Files by year, from texts like ``2018=schools-2018.csv``."""
    years: dict[str, list[Path]] = {}
    for text in texts:
        year, is_pair, path = text.partition("=")
        if not (is_pair and year.strip() and path):
            raise typer.BadParameter(f"'{text}' is no earlier year. Write it like 2018=schools-2018.csv.")
        years.setdefault(year.strip(), []).append(Path(path))
    return years
