"""The report of a sensitivity run in Markdown: what was varied, what it did, and on what it depends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reportcard.results.text import visible

if TYPE_CHECKING:
    from reportcard.analysis.sensitivity_result import Index, Sensitivity

#: Two standard errors: below that, an index may be nothing but chance.
_SURE = 2.0
#: More alternatives than this are counted, not listed.
_LISTED = 6


def markdown(found: Sensitivity, most: int) -> str:
    """The whole report."""
    parts = [
        [f"# How firm are the grades of {found.framework}?", "", *_sentences(found)],
        ["## What was varied", "", *_varied(found)],
        ["## Each alternative alone", "", *_scenarios(found, most)] if found.scenarios else [],
        ["## Which choice matters", "", *_indices(found)] if found.indices else [],
        ["## Grades that change", "", *_flips(found, most)],
        ["## How this was done", "", *_method(found)],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


# --- sentences -------------------------------------------------------------------------------------------------------


def _sentences(found: Sensitivity) -> list[str]:
    spread = f"between {_percent(found.kept_low)} and {_percent(found.kept_high)} in 95 of 100 draws"
    many = "school keeps its grade" if found.graded == 1 else "schools keep their grade"
    always = f"{found.always:,} ({_percent(found.always / max(found.graded, 1))})"
    lines = [
        f"When the choices below are varied together, on average {_percent(found.kept)} of the {found.graded:,} graded",
        f"{many} ({spread}).",
        f"{always} have the same grade in every one of the {found.draws:,} draws.",
    ]
    worst = min(found.scenarios, key=lambda scenario: scenario.kept, default=None)
    if worst is not None and worst.kept < 1:
        lines.append(f"Alone, *{_text(worst.name)}* changes most: {_percent(worst.kept)} keep their grade.")
    elif worst is not None:
        lines.append("No alternative alone changes any grade.")
    leading = _leading(found.indices)
    if leading is not None:
        share = f"{_percent(leading.total)} (± {_percent(_SURE * leading.total_error)})"
        lines.append(
            f"How many grades change depends most on *{_text(leading.knob)}*: {share} of the variation is left"
        )
        lines.append("when every other choice is known.")
    return [" ".join(lines)]


def _leading(indices: Sequence[Index]) -> Index | None:
    """The knob with the largest total index for the first output, where it surpasses its own error."""
    own = [index for index in indices if index.output == indices[0].output and index.total == index.total]
    best = max(own, key=lambda index: index.total, default=None)
    return best if best is not None and best.total > _SURE * best.total_error else None


# --- tables ----------------------------------------------------------------------------------------------------------


def _varied(found: Sensitivity) -> list[str]:
    rows = [
        (knob.title, _between(knob.alternatives), f"{len(knob.nodes)}: {', '.join(knob.nodes)}")
        for knob in found.varied
    ]
    lines = _table(("What", "Between", "Nodes touched"), rows)
    refusals = [(knob.title, node, why) for knob in found.varied for node, why in knob.refused]
    if refusals:
        lines += ["", "Not varied, because the framework cannot be without it:", ""]
        lines += _table(("What", "Node", "Why"), refusals)
    for knob in found.varied:
        if knob.idle:
            why = "no school lacks a score there" if knob.knob == "missing" else "no school has a score there"
            lines += ["", f"Touched in vain by *{_text(knob.title)}*, for {why}: {_text(', '.join(knob.idle))}."]
    return lines


def _between(alternatives: Sequence[str]) -> str:
    """The alternatives; of many only how many, for the nodes beside them say the rest."""
    if len(alternatives) <= _LISTED:
        return "; ".join(alternatives)
    return f"{alternatives[0]}; {len(alternatives) - 1} alternatives"


def _scenarios(found: Sensitivity, most: int) -> list[str]:
    ordered = sorted(found.scenarios, key=lambda scenario: scenario.kept)
    head = ("Alternative", "Keep their grade", "Up", "Down", "Lose it", "Get one", "Mean change of rank")
    rows = [
        (one.name, _percent(one.kept), *(f"{count:,}" for count in (one.up, one.down, one.lost, one.gained)),
         "–" if one.rank_shift is None else f"{one.rank_shift:.1f}")
        for one in ordered[:most]
    ]  # fmt: skip
    return [*_table(head, rows, 1), *_cut(len(ordered), most, "alternatives, those that change most")]


def _indices(found: Sensitivity) -> list[str]:
    head = ("Output", "Choice", "Alone (first order)", "± error", "With the others (total)", "± error")
    rows = [
        (one.output, one.knob, *(_number(x) for x in (one.first, one.first_error, one.total, one.total_error)))
        for one in found.indices
    ]
    note = (
        "Shares of the output's variance. *Alone*: what goes with this choice by itself. *With the others*: what is "
        "left when all others are known; the difference is what choices do only together. Errors are standard errors."
    )
    return [*_table(head, rows, 2), "", note]


def _flips(found: Sensitivity, most: int) -> list[str]:
    flips = found.flips
    if not flips:
        return ["No school gets another grade in any draw."]
    rows = [(flip.school, _grade(flip.grade), _grade(flip.other), _percent(flip.share)) for flip in flips[:most]]
    head = ("School", "Grade", "Other grade", "Share of the draws")
    return [*_table(head, rows, 3), *_cut(len(flips), most, "flips, the likeliest")]


def _method(found: Sensitivity) -> list[str]:
    runs = f"{found.draws:,} draws from the seed {found.seed}; the same seed gives the same report."
    lines = [
        f"{found.framework}, version {found.version}; {found.schools:,} schools, {found.graded:,} of them graded.",
        runs,
        "Every draw scores every school by the framework's own rules.",
        "Alternatives of a list are equally likely, the framework's own among them.",
    ]
    if found.ranked_draws:
        lines.append(f"Ranks are among the schools of one variant, over {found.ranked_draws:,} draws.")
    if any(knob.knob == "weights" for knob in found.varied):
        lines.append("In a sum, a part's maximum is its weight, and the maximum of the sum stays as it is.")
    return [" ".join(lines)]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], texts: int = 9) -> list[str]:
    line = ["---" if at < texts else "---:" for at in range(len(head))]
    return ["| " + " | ".join(_text(cell) for cell in row) + " |" for row in (head, line, *rows)]


def _cut(count: int, most: int, what: str) -> list[str]:
    return ["", f"{most:,} of {count:,} {what}."] if count > most else []


def _text(cell: str) -> str:
    return visible(cell).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _grade(grade: str | None) -> str:
    return "no grade" if grade is None else grade


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _number(value: float) -> str:
    return "–" if value != value else f"{value:.3f}"
