"""The commands that check: a framework document, its outcome cases, and a publication against its framework."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from reportcard.options import (
    PROBLEMS,
    Encoding,
    File,
    Join,
    Key,
    ReferenceFile,
    SheetName,
    ends_with_a_code,
    stored_reference,
)

if TYPE_CHECKING:
    from rich.table import Table

    from reportcard.analysis.cases import CaseResult, Cases
    from reportcard.analysis.verification import Check, Verification

Published = Annotated[
    str, typer.Option("--framework", "-f", help="Framework that the file was published under: an id, or a path.")
]
CasesFile = Annotated[Path | None, typer.Option("--cases", help="Outcome cases to run with the framework.")]


# --- a document, and its cases ---------------------------------------------------------------------------------------


@ends_with_a_code
def check(
    framework: Annotated[str, typer.Argument(help="Path of a document, or id of a built-in framework.")],
    cases: CasesFile = None,
) -> None:
    """Print everything that is wrong with a framework document; with --cases, run outcome cases too."""
    from reportcard.framework.load import check_framework
    from reportcard.screen import say

    problems = check_framework(framework)
    if problems:
        say(*map(str, problems), f"{framework}: {len(problems)} problem{'s' * (len(problems) > 1)}.")
        raise typer.Exit(PROBLEMS)
    say(f"{framework}: no problems.")
    if cases is not None and not _run(framework, cases):
        raise typer.Exit(PROBLEMS)


def _run(framework: str, path: Path) -> bool:
    """Run a file of cases and print how each came out; whether all hold."""
    from reportcard.analysis.cases import check_cases, read_cases
    from reportcard.prepared import load_framework
    from reportcard.screen import say

    ready = load_framework(framework)
    results = check_cases(path, ready)
    say(*_cases_words(read_cases(path), results, ready.id, path.name))
    return all(result.ok for result in results)


def _cases_words(cases: Cases, results: Sequence[CaseResult], framework: str, file: str) -> list[str]:
    failed = sum(not result.ok for result in results)
    lines = [line for result in results for line in _case_words(result)]
    if cases.framework != framework:
        lines.append(f"The cases are for '{cases.framework}', and were run with '{framework}'.")
    count = f"{len(results)} case{'s' * (len(results) != 1)}"
    lines.append(f"{file}: {count}, " + (f"{failed} not as expected." if failed else "all as expected."))
    return lines


def _case_words(result: CaseResult) -> list[str]:
    from reportcard.results.text import visible

    below = [] if result.ok else [*result.differences, f"Expected because: {result.case.why}"]
    return [
        f"{'ok' if result.ok else 'differs':7}  {visible(result.case.case)}",
        *(f"{'':9}{visible(line)}" for line in below),
    ]


# --- a publication ---------------------------------------------------------------------------------------------------


@ends_with_a_code
def verify(
    file: File,
    framework: Published,
    join: Join = [],  # noqa: B006  read by typer, never changed
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="What is printed.")] = "table",
    misses: Annotated[int, typer.Option("--misses", min=0, help="Misses that the table lists.")] = 10,
    reference: ReferenceFile = None,
    key: Key = None,
    encoding: Encoding = None,
    sheet: SheetName = None,
) -> None:
    """Compare what an authority published with what its framework computes from the same file."""
    from reportcard.analysis.verify import verify as verified
    from reportcard.prepared import load_framework
    from reportcard.sources.files import read_file

    ready = load_framework(framework)
    fitted = None if reference is None else stored_reference(reference)
    frame = read_file(file, ready, join=join, key=key, encoding=encoding, sheet=sheet)
    found = verified(frame, ready, reference=fitted)
    if form == "json":
        typer.echo(json.dumps(as_json(found), indent=2, ensure_ascii=False))
    else:
        _show(found, misses, frame.attrs, frame.index.tolist())
    if not found.ok:
        raise typer.Exit(PROBLEMS)


def as_json(found: Verification) -> dict[str, Any]:
    """What ``reportcard verify --format json`` prints, as plain values."""
    return {
        "framework": found.framework,
        "version": found.version,
        "schools": found.schools,
        "ok": found.ok,
        "quantities": [{"quantity": check.key, **asdict(check)} for check in found.checks],
        "lacking": list(found.lacking),
        "quarantine": [asdict(fault) for fault in found.quarantine],
    }


def _show(found: Verification, most: int, attrs: Mapping[Any, Any], rows: Sequence[int]) -> None:
    from reportcard.results.text import visible
    from reportcard.screen import console, fault_words, file_words, say

    say(*file_words(attrs), *fault_words(found.quarantine, rows))
    out = console()
    out.print(_quantities(found))
    if most and not found.ok:
        out.print(_misses(found, most))
    if found.lacking:
        say(f"Not compared, for the file has no such column: {', '.join(map(visible, found.lacking))}.")
    say(_verdict(found))


def _quantities(found: Verification) -> Table:
    from rich.table import Table
    from rich.text import Text

    from reportcard.results.text import visible

    title = f"{found.framework}, version {found.version}: {found.schools:,} schools"
    table = Table(title=title, title_justify="left")
    table.add_column("Quantity", overflow="fold")
    table.add_column("Column", no_wrap=True, overflow="ellipsis", max_width=30)
    for column in ("Published", "Reproduced", "Within", "Taken over", "Missed"):
        table.add_column(column, justify="right", no_wrap=True)
    for check in found.checks:
        counts = (check.published, check.matched, check.within, check.taken, len(check.misses))
        name = " ".join(visible(check.column).split())
        table.add_row(Text(check.key), Text(name), *(f"{count:,}" for count in counts))
    return table


def _misses(found: Verification, most: int) -> Table:
    from rich.table import Table
    from rich.text import Text

    from reportcard.results.text import visible

    missed = [(check, miss) for check in found.checks for miss in check.misses]
    title = "Misses" if len(missed) <= most else f"The first {most} of {len(missed):,} misses"
    table = Table("School", "Quantity", "Published", "Computed", "They part at", title=title, title_justify="left")
    for check, miss in missed[:most]:
        cells = (miss.school, check.key, miss.published, miss.computed or "none", miss.parts_at)
        table.add_row(*(Text(visible(cell)) for cell in cells))
    return table


def _verdict(found: Verification) -> str:
    missed = _sum(found.checks, "misses")
    published = _sum(found.checks, "published")
    if missed:
        return f"{missed:,} of {published:,} published results were not reproduced."
    within, taken = _sum(found.checks, "within"), _sum(found.checks, "taken")
    aside = [f"{within:,} as near as the inputs tell"] * bool(within) + [f"{taken:,} taken over"] * bool(taken)
    return f"No published result of {published:,} was missed" + (f" ({', '.join(aside)})." if aside else ".")


def _sum(checks: Sequence[Check], name: str) -> int:
    counts = (getattr(check, name) for check in checks)
    return sum(count if isinstance(count, int) else len(count) for count in counts)
