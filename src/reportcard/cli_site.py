"""The command that writes a site: pages for every school, lists, method, data quality and downloads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reportcard.options import (
    DEFAULT,
    Encoding,
    File,
    Jobs,
    Join,
    Key,
    Name,
    Quiet,
    ReferenceFile,
    SheetName,
    Weights,
    ends_with_a_code,
    weights_of,
)
from reportcard.scored_file import scored_file


@ends_with_a_code
def site(
    file: File,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the site: new, empty, or an earlier site.")],
    framework: Name = DEFAULT,
    join: Join = [],  # noqa: B006  read by typer, never changed
    area: Annotated[str | None, typer.Option("--area", help="Column of the area; usual names are looked for.")] = None,
    phase: Annotated[str | None, typer.Option("--phase", help="Column of the phase, likewise.")] = None,
    language: Annotated[
        str, typer.Option("--language", help="Language of the pages, as a tag: en or es.", show_default=True)
    ] = "en",
    weights: Weights = [],  # noqa: B006
    reference: ReferenceFile = None,
    key: Key = None,
    encoding: Encoding = None,
    sheet: SheetName = None,
    jobs: Jobs = None,
    quiet: Quiet = False,
) -> None:
    """Score a file of schools, and write a static site of their report cards.

    A run that was stopped goes on where it was when it is started again with the same data and options.
    """
    from reportcard.publish import make_folder
    from reportcard.render.languages import language_of
    from reportcard.screen import data_words, progress, say
    from reportcard.website.write import write_site
    from reportcard.workers import usual_jobs

    given, spoken = weights_of(weights), language_of(language)
    make_folder(out.resolve().parent)
    cards, frame, _ = scored_file(file, framework, join, given, reference, key, encoding, sheet, quiet=quiet)
    attrs = {str(name): told for name, told in frame.attrs.items()}
    with progress("Writing pages", len(cards), quiet=quiet) as advance:
        made = write_site(
            cards,
            out,
            area=area,
            phase=phase,
            source=attrs,
            jobs=jobs or usual_jobs(),
            advance=advance,
            language=spoken,
        )
    if not quiet:
        say(*data_words(cards, attrs, frame.index.tolist()), *made.sources)
        kept = f", {made.kept:,} of them from a run that was stopped" if made.kept else ""
        say(f"Wrote {out}: {made.pages:,} files{kept}. Open {made.out / 'index.html'} in a browser.")
