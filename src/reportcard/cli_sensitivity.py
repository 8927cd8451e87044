"""The command that says how firm grades are: a file of schools in, a report and a table out."""

from __future__ import annotations

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
    Quiet,
    ReferenceFile,
    SheetName,
    ends_with_a_code,
    stored_reference,
)

if TYPE_CHECKING:
    from reportcard.analysis.knobs import Knob

_REPORT, _SCHOOLS, _FLIPS = "sensitivity.md", "sensitivity-schools.csv", "sensitivity-flips.csv"


@ends_with_a_code
def sensitivity(
    file: File,
    framework: Name = DEFAULT,
    join: Join = [],  # noqa: B006  read by typer, never changed
    weights: Annotated[
        float | None, typer.Option("--weights", "-w", help="Weights up and down by at most this share (0.2: ± 20 %).")
    ] = None,
    dirichlet: Annotated[
        float | None, typer.Option("--dirichlet", help="Weights drawn around the framework's; the larger, the closer.")
    ] = None,
    leave_out: Annotated[bool, typer.Option("--leave-out", help="Leave out one node at a time.")] = False,
    cuts: Annotated[
        float | None, typer.Option("--cuts", help="Cut scores up and down by at most so many points.")
    ] = None,
    missing: Annotated[
        list[str], typer.Option("--missing", help="Policy for missing scores: leave_out or require. Repeatable.")
    ] = [],  # noqa: B006
    draws: Annotated[int, typer.Option("--draws", min=2, help="Number of draws.")] = 1000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same report.")] = 2009,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Folder for the report and the tables.")] = None,
    reference: ReferenceFile = None,
    key: Key = None,
    encoding: Encoding = None,
    sheet: SheetName = None,
    quiet: Quiet = False,
) -> None:
    """Score a file many times, each time with other choices, and say which grades hold and what they depend on.

    Without --out the report is printed. What else can be varied, and in which ranges, is told in Python's
    reportcard.sensitivity.
    """
    from reportcard.analysis.sensitivity import scorings
    from reportcard.analysis.sensitivity import sensitivity as run
    from reportcard.prepared import load_framework
    from reportcard.publish import csv_text, make_folder, write_text
    from reportcard.screen import progress, say
    from reportcard.sources.files import read_file

    vary = _knobs(weights, dirichlet, cuts, missing, leave_out=leave_out)
    ready = load_framework(framework)
    fitted = None if reference is None else stored_reference(reference)
    if out is not None:
        make_folder(out)
    frame = read_file(file, ready, join=join, key=key, encoding=encoding, sheet=sheet)
    total = scorings(len(frame), vary, ready, draws)
    with progress("Drawing", total, quiet=quiet) as advance:
        found = run(frame, ready, vary=vary, draws=draws, seed=seed, reference=fitted, progress=advance)
    if out is None:
        typer.echo(found.to_markdown(), nl=False)
        return
    written = [
        write_text(out / _REPORT, found.to_markdown()),
        write_text(out / _SCHOOLS, csv_text(found.columns())),
        write_text(out / _FLIPS, csv_text(found.flip_columns())),
    ]
    if not quiet:
        say(f"{100 * found.kept:.1f} % of {found.graded:,} graded schools keep their grade.")
        say(*(f"Wrote {path}" for path in written))


def _knobs(
    weights: float | None, dirichlet: float | None, cuts: float | None, missing: list[str], *, leave_out: bool
) -> list[Knob]:
    from reportcard.analysis.knobs import GradeCuts, LeaveOut, Missing, Weights

    if weights is not None and dirichlet is not None:
        raise typer.BadParameter("Give --weights or --dirichlet, not both.")
    knobs: list[Knob] = []
    if weights is not None or dirichlet is not None:
        knobs.append(Weights(share=weights, dirichlet=dirichlet))
    if leave_out:
        knobs.append(LeaveOut())
    if cuts is not None:
        knobs.append(GradeCuts(cuts))
    if missing:
        knobs.append(Missing(missing))
    if not knobs:
        raise typer.BadParameter(
            "Say what to vary: --weights 0.2, --dirichlet 50, --leave-out, --cuts 2, --missing require."
        )
    return knobs
