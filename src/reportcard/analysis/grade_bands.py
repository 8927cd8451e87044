"""The grades of a node in a plan: their order, their places in another plan's, and the scores that they begin at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from reportcard.engine.kernels import NOISE
from reportcard.engine.plan import Plan
from reportcard.engine.table import Floats


def bands_of(plan: Plan, node: str | None) -> tuple[str, ...]:
    """Grades of a node, the lowest first."""
    row = 0 if node is None else plan.rows.get(node)
    bands = None if row is None else plan.nodes[row].bands
    return () if bands is None else bands.grades


def ranks(one: Sequence[str], other: Sequence[str]) -> npt.NDArray[np.int8]:
    """Place in one scale of each grade of another; −1 for a grade that it lacks, and last for no grade."""
    return np.array([*(one.index(grade) if grade in one else -1 for grade in other), -1], np.int8)


def fixed_cuts(plan: Plan, node: str | None) -> Floats:
    """Scores before rounding from which the grades above the lowest begin; empty where a column sets one."""
    row = 0 if node is None else plan.rows.get(node)
    compiled = None if row is None else plan.nodes[row]
    step = next((step for step in plan.steps if any(own.row == row for own in step.nodes)), None)
    if compiled is None or compiled.bands is None or step is None or step.cuts is None:
        return np.empty(0)
    at = next(place for place, own in enumerate(step.nodes) if own.row == row)
    cuts: Floats = step.cuts[:, at if step.cuts.shape[1] > 1 else 0, 0]
    if compiled.rounding is None:
        return cuts
    up, down = compiled.rounding
    return (np.ceil(cuts * down / up - NOISE) - 0.5) * up / down
