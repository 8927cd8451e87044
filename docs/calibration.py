"""Is 95 % really 95 %? Data drawn from known truths, scored, and compared with them.

Run ``python -m docs.calibration --write`` from the folder that holds ``docs`` to write ``calibration.md`` and its
figure; it takes some minutes. A test runs a small version of it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from docs.calibration_figure import figure

import reportcard as rc

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

PAGE = Path(__file__).with_name("calibration.md")
FIGURE = Path(__file__).with_name("calibration.svg")
SIZES = (10, 30, 100, 300)
#: Pupils' standard deviation of the four measures that are means.
DEVIATION = 20.0
MEANS, SHARES = ("a", "b", "c", "d"), ("p", "q", "r", "s")
_LETTERS = {"A": 75, "B": 65, "C": 55, "D": 45, "E": "lowest"}
BINS = 10


def _leaves(*names: str) -> list[dict[str, Any]]:
    return [{"id": name, "weight": 1 + at % 2} for at, name in enumerate(names)]


def _root(*children: dict[str, Any], **rest: Any) -> dict[str, Any]:
    return {"id": "overall", "combine": "weighted_mean", "grades": "letters", "children": list(children), **rest}


_HALVES = {"steps": {"below": 1, 50: 2, 70: 3}}
#: The trees: a name, what is in it, and the tree.
TREES: dict[str, tuple[str, dict[str, Any]]] = {
    "linear": ("weighted mean of four means: errors from n and a deviation, limits, standard errors",
               _root(*_leaves(*MEANS))),
    "shares": ("weighted mean of four percentages: errors from n", _root(*_leaves(*SHARES))),
    "best-of": ("the best of two measures, beside two others",
                _root({"id": "best", "combine": "best", "weight": 2, "children": [{"id": "a"}, {"id": "p"}]},
                      *_leaves("b", "q"))),
    "grid": ("a table of two measures' levels, beside two others",
             _root({"id": "grid", "weight": 1,
                    "combine": {"grid": {"rows": "a", "columns": "p",
                                         "cells": [[20, 35, 50], [35, 55, 75], [50, 75, 95]]}},
                    "children": [{"id": "a", "scale": _HALVES}, {"id": "p", "scale": _HALVES}]},
                   *_leaves("b", "q"))),
    "floor": ("a floor under the score where one measure is high, and goalposts that cut off",
              _root({"id": "a", "weight": 1, "scale": {"goalposts": [25, 90]}}, *_leaves("b", "p", "q"),
                    rules=[{"when": {"indicator": "b", "at_least": 80}, "floor": {"score": 55}}])),
    "rounding": ("parts rounded to 1, the whole rounded to 1",
                 _root({"id": "one", "weight": 1, "round": 1, "children": _leaves("a", "p")},
                       {"id": "two", "weight": 1, "round": 1, "children": _leaves("b", "q")}, round=1)),
}  # fmt: skip


class Result(NamedTuple):
    """What came of one tree at one cohort size.

    Attributes:
        tree: Name of the tree.
        size: Pupils behind each measure.
        covered: Share of the schools whose true score lies in the interval.
        at_top: The same among the tenth of the schools whose data give the highest scores.
        width: Mean width of the intervals.
        forecasts: Probabilities of grades, (grades, schools).
        outcomes: Whether the school's true grade is that grade.
    """

    tree: str
    size: int
    covered: float
    at_top: float
    width: float
    forecasts: Floats
    outcomes: Bools


@dataclass(frozen=True)
class Truths:
    """How the true values of schools are spread.

    Attributes:
        name: In words.
        flat: Evenly from 10 to 95, as the probabilities take it; else a bell around 62 with standard deviation 8.
    """

    name: str
    flat: bool

    def draw(self, rng: np.random.Generator, schools: int) -> dict[str, Floats]:
        """True values of every measure."""
        names = (*MEANS, *SHARES)
        if self.flat:
            return {name: rng.uniform(10, 95, schools) for name in names}
        return {name: np.clip(rng.normal(62, 8, schools), 1, 99) for name in names}


FLAT = Truths("spread evenly", flat=True)
BELL = Truths("close together: a bell with a standard deviation of 8", flat=False)


def document(tree: str, *, rounded: bool = True) -> dict[str, Any]:
    """A framework with a tree; without the rounding of its root where asked."""
    score = TREES[tree][1]
    if not rounded:
        score = {key: value for key, value in score.items() if key != "round"}
    means = {name: {"unit": "points", "range": [-1000, 1000]} for name in MEANS}
    means["a"]["error"] = {"deviation": DEVIATION}
    shares = {name: {"unit": "%", "range": [0, 100]} for name in SHARES}
    return {
        "framework": f"calibration-{tree}", "title": "Calibration", "grade_scales": {"letters": _LETTERS},
        "indicators": {**means, **shares}, "score": score,
    }  # fmt: skip


def data(truths: dict[str, Floats], size: int, rng: np.random.Generator) -> pd.DataFrame:
    """What cohorts of a size show of the true values, with what a file would tell of the error."""
    error = DEVIATION / np.sqrt(size)
    columns: dict[str, Any] = {}
    for name in MEANS:
        found = truths[name] + rng.normal(0, error, len(truths[name]))
        columns[name] = found
        if name == "a":
            columns["a_n"] = np.full(len(found), float(size))
        elif name == "b":
            columns["b_lower"], columns["b_upper"] = found - 1.959964 * error, found + 1.959964 * error
        else:
            columns[f"{name}_standard_error"] = np.full(len(found), error)
    for name in SHARES:
        columns[name] = 100 * rng.binomial(size, truths[name] / 100) / size
        columns[f"{name}_n"] = np.full(len(columns[name]), float(size))
    return frame_of(columns)


def frame_of(columns: dict[str, Any]) -> pd.DataFrame:
    """Columns with an id in front."""
    count = len(next(iter(columns.values())))
    return pd.DataFrame({"id": [f"S{at:05d}" for at in range(count)], **columns})


def experiment(tree: str, size: int, schools: int, truths: Truths = FLAT, seed: int = 2009, **settings: Any) -> Result:
    """Draw true values and data, score both, and compare.

    Args:
        tree: Name of the tree.
        size: Pupils behind each measure.
        schools: Number of schools.
        truths: How the true values are spread.
        seed: Seed of truths and data.
        settings: Further settings of :class:`reportcard.Uncertainty`.
    """
    rng = np.random.default_rng([seed, size, [*TREES].index(tree)])
    true = truths.draw(rng, schools)
    cards = rc.score(data(true, size, rng), document(tree), uncertainty=rc.Uncertainty(**settings))
    # An interval is that of the score before its own rounding, a grade that of the rounded score.
    score = rc.score(frame_of(dict(true)), document(tree, rounded=False)).scores()
    grades = np.array(rc.score(frame_of(dict(true)), document(tree)).grades())
    low, high = cards.intervals().T
    chances = cards.grade_probabilities()
    covered = (low <= score) & (score <= high)
    top = cards.scores() >= np.quantile(cards.scores(), 0.9)
    return Result(
        tree,
        size,
        float(covered.mean()),
        float(covered[top].mean()),
        float((high - low).mean()),
        np.array([*chances.values()]),
        np.array([grades == grade for grade in chances]),
    )


class Brier(NamedTuple):
    """The Brier score of grade probabilities and its parts: score = reliability − resolution + uncertainty (+ bins).

    Murphy, A. H. (1973), A new vector partition of the probability score, Journal of Applied Meteorology 12, 595–600.
    """

    score: float
    reliability: float
    resolution: float
    uncertainty: float


def brier(results: Sequence[Result]) -> Brier:
    """The score and its parts: of each grade, with forecasts in ten bins, and then the mean of the grades."""
    forecasts, outcomes = _together(results)
    grades = [_brier(*one) for one in zip(forecasts, outcomes, strict=True)]
    return Brier(*(float(np.mean(part)) for part in zip(*grades, strict=True)))


def _brier(forecasts: Floats, outcomes: Bools) -> Brier:
    base = outcomes.mean()
    forecast, observed, count = np.array(_binned(forecasts, outcomes)).T
    shares = count / len(outcomes)
    return Brier(
        float(((forecasts - outcomes) ** 2).mean()),
        float((shares * (forecast - observed) ** 2).sum()),
        float((shares * (observed - base) ** 2).sum()),
        float(base * (1 - base)),
    )


def reliability(results: Sequence[Result]) -> list[tuple[float, float, int]]:
    """Mean forecast, share that came true and number of forecasts, in each of ten bins, all grades together."""
    forecasts, outcomes = _together(results)
    return _binned(forecasts.ravel(), outcomes.ravel())


def _together(results: Sequence[Result]) -> tuple[Floats, Bools]:
    return (
        np.concatenate([one.forecasts for one in results], axis=1),
        np.concatenate([one.outcomes for one in results], axis=1),
    )


def _binned(forecasts: Floats, outcomes: Bools) -> list[tuple[float, float, int]]:
    place = np.minimum((forecasts * BINS).astype(int), BINS - 1)
    places = [place == at for at in range(BINS)]
    return [(float(forecasts[at].mean()), float(outcomes[at].mean()), int(at.sum())) for at in places if at.any()]


def main() -> None:
    """Run the experiment and print the page, or write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write calibration.md and calibration.svg")
    parser.add_argument("--schools", type=int, default=5000)
    parser.add_argument("--draws", type=int, default=1000)
    options = parser.parse_args()
    from docs.calibration_page import page

    flat, bell = (
        [experiment(tree, size, options.schools, truths, draws=options.draws) for tree in TREES for size in SIZES]
        for truths in (FLAT, BELL)
    )
    text = page(flat, bell, options.schools, options.draws)
    if options.write:
        PAGE.write_text(text, encoding="utf-8")
        by_tree = {tree: [one for one in flat if one.tree == tree] for tree in TREES}
        FIGURE.write_text(
            figure(
                {tree: reliability(results) for tree, results in by_tree.items()},
                {tree: [(one.size, one.covered) for one in results] for tree, results in by_tree.items()},
                1.96 * float(np.sqrt(0.95 * 0.05 / options.schools)),
            ),
            encoding="utf-8",
        )
    else:
        print(text)  # noqa: T201  that is what it is for


if __name__ == "__main__":
    main()
