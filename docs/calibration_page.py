"""The page docs/calibration.md: what the experiment of docs/calibration.py came to, in tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from docs.calibration import BELL, BINS, DEVIATION, FLAT, SIZES, TREES, Result, brier


def page(flat: Sequence[Result], bell: Sequence[Result], schools: int, draws: int) -> str:
    """The page with the tables."""
    error = 100 * np.sqrt(0.95 * 0.05 / schools)
    return f"""# Is 95 % really 95 %?

*This page and its figure are written by `python -m docs.calibration --write`; do not edit them.*

True values of {schools:,} schools are drawn. From each, data are drawn as a cohort of that size would give them: means
of pupils with a standard deviation of {DEVIATION:g} (their errors told by n and the deviation, by limits, by standard
errors), and percentages (told by n). Both are scored by the same document; {draws:,} draws, seed 2009. Then the true
score is looked for in the interval of the data's score, and the true grade among the probabilities. The share of
{schools:,} schools is itself only sure to ±{1.96 * error:.1f} percentage points.

| tree | what is in it |
| --- | --- |
{_trees()}

## True values {FLAT.name}

This is what the probabilities mean by default: before the data, any true value is as likely as any other.

Share of true scores in the 95 % interval, in per cent, and in brackets the mean width of the interval:

{_coverage(flat)}

Probabilities of grades, all cohort sizes together. The Brier score is reliability − resolution + uncertainty, up to
what the bins hide; a reliability of 0 is perfect, and what it comes to by chance alone is about {_chance(schools):.4f}:

{_parts(flat)}

![Forecast and observed frequency of grades, and coverage by cohort size](calibration.svg)

## True values {BELL.name}

Most schools of a real population are near its middle, and a score far from it is partly luck. What takes every true
value as equally likely does not know that. Over all schools the intervals cover as they should all the same:

{_coverage(bell)}

But those who look only at the top of a list pick the lucky ones. Share of true scores in the interval among the tenth
of the schools whose data give the highest scores, in per cent:

{_table(bell, lambda one: f"{100 * one.at_top:.1f}")}

Reliability of the grade probabilities (0 is perfect), by cohort size:

{_table(bell, lambda one: f"{brier([one]).reliability:.4f}")}

The smaller the cohort beside the spread of the true values, the more this matters. It is what "95 %" means here, and
what it does not mean: it is said of each school for itself, and not of schools that were chosen by their scores.
"""


def _chance(schools: int) -> float:
    """What the reliability is about where forecasts are perfect: each bin's share is off by its binomial error."""
    return BINS * 0.1 / (schools * len(SIZES))


def _trees() -> str:
    return "\n".join(f"| {name} | {what} |" for name, (what, _) in TREES.items())


def _coverage(results: Sequence[Result]) -> str:
    return _table(results, lambda one: f"{100 * one.covered:.1f} ({one.width:.1f})")


def _table(results: Sequence[Result], cell: Callable[[Result], str]) -> str:
    """A line for each tree, a column for each cohort size."""
    lines = ["| tree | " + " | ".join(f"{size} pupils" for size in SIZES) + " |", "| --- |" + " ---: |" * len(SIZES)]
    for tree in TREES:
        own = {one.size: cell(one) for one in results if one.tree == tree}
        lines.append(f"| {tree} | " + " | ".join(own[size] for size in SIZES) + " |")
    return "\n".join(lines)


def _parts(results: Sequence[Result]) -> str:
    lines = ["| tree | Brier score | reliability | resolution | uncertainty |", "| --- | ---: | ---: | ---: | ---: |"]
    for tree in TREES:
        found = brier([one for one in results if one.tree == tree])
        lines.append(f"| {tree} | " + " | ".join(f"{number:.4f}" for number in found) + " |")
    return "\n".join(lines)
