"""The command that makes report cards of groups: a federation, trust or authority from its schools."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from reportcard.options import (
    DEFAULT,
    FORMAT_WORDS,
    EarlierFiles,
    Encoding,
    File,
    Folder,
    Join,
    Key,
    Name,
    Quiet,
    ReferenceFile,
    SheetName,
    Year,
    ends_with_a_code,
    files_by_year,
    formats_of,
    stored_reference,
)


@ends_with_a_code
def groups(
    file: File,
    by: Annotated[str, typer.Option("--by", help="Column of the group: trust, federation, authority.")],
    total: Annotated[str | None, typer.Option("--total", help="Name of a further group of all schools.")] = None,
    framework: Name = DEFAULT,
    join: Join = [],  # noqa: B006  read by typer, never changed
    out: Folder = None,
    formats: Annotated[
        str, typer.Option("--format", help=f"Formats, with commas between: {', '.join(FORMAT_WORDS)}.")
    ] = "",
    earlier: EarlierFiles = [],  # noqa: B006
    year: Year = None,
    minimum_n: Annotated[
        float, typer.Option("--minimum-n", min=0, help="Pupils that a published value rests on at least.")
    ] = 6,
    reference: ReferenceFile = None,
    key: Key = None,
    encoding: Encoding = None,
    sheet: SheetName = None,
    quiet: Quiet = False,
) -> None:
    """Pool the schools of each group, and score the groups as if they were schools."""
    from reportcard.attached import EarlierYears
    from reportcard.groups import GroupCards, group_cards
    from reportcard.output import deliver
    from reportcard.prepared import load_framework
    from reportcard.publish import make_folder
    from reportcard.screen import counted, first_of
    from reportcard.sources.files import read_file

    chosen, files = formats_of(formats, out), files_by_year(earlier)
    if out is not None:
        make_folder(out)
    ready = load_framework(framework)
    fitted = None if reference is None else stored_reference(reference)
    reading = {"key": key, "encoding": encoding, "sheet": sheet}

    def score(frame: Any) -> GroupCards:
        return group_cards(frame, by, ready, total=total, reference=fitted, minimum_n=minimum_n)

    years = EarlierYears(files, ready, year, reading, ("group", "groups"))
    frame = years.beside(read_file(file, ready, join=join, **reading))
    cards = score(frame)
    ungrouped = cards.ungrouped
    shown, notes = years.attach(cards, score)
    if ungrouped:
        without = counted(len(ungrouped), "school is", "schools are")
        notes.insert(0, f"{without} in no group ({first_of(ungrouped, len(ungrouped))}).")
    deliver(shown, frame, range(len(shown)), chosen, out, notes, quiet=quiet)
