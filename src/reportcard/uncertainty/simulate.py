"""Draws: a school's inputs, varied by their errors, scored by the same plan as the school itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reportcard.engine import kernels
from reportcard.engine.block import Block
from reportcard.engine.plan import InputKey
from reportcard.engine.population import BLOCK
from reportcard.engine.run import leaf_column, run
from reportcard.engine.table import Bools, Floats, Table
from reportcard.metrics.contract import Column
from reportcard.uncertainty.known import Known, PlanErrors
from reportcard.uncertainty.measures import Errors
from reportcard.uncertainty.settings import Uncertainty
from reportcard.uncertainty.streams import TOGETHER, Keys, normals

Places = npt.NDArray[np.intp]


class Schools(NamedTuple):
    """Some schools of a table that were scored once, and what is known of their errors.

    Attributes:
        rows: Their rows in the table.
        keys: Key of each.
        base: The block in which they were scored, with its trace.
        known: Their errors.
    """

    rows: Places
    keys: Keys
    base: Block
    known: Known


@dataclass
class Draws:
    """Scores the draws of schools, some schools at a time. The memory is taken once, and the size of a block.

    Attributes:
        errors: The plan's errors.
        table: The table that the schools stand in.
        settings: Seed and correlation.
        draws: Draws of each school that are scored together.
    """

    errors: PlanErrors
    table: Table
    settings: Uncertainty
    draws: int

    def __post_init__(self) -> None:
        self.together = max(1, BLOCK // self.draws)
        self.block = Block(self.errors.plan, self.table, self.together * self.draws)
        self.block.unrounded = {}
        plan = self.errors.plan
        #: Limits that move with a value, by the row of the value: a table has them only where a plan reads them.
        self.moving = {
            plan.place[InputKey(key.indicator)]: [
                plan.place[InputKey(key.indicator, part)]
                for part in ("lower", "upper")
                if InputKey(key.indicator, part) in plan.place
            ]
            for key in plan.inputs[plan.values :]
        }

    def score(self, schools: Schools, places: slice, first: int = 0) -> Block:
        """The scored draws of a run of the schools: a block with a column per school and draw, school by school.

        Args:
            schools: The schools.
            places: Which of them; at most ``together``.
            first: Number of the first draw, a multiple of 4.
        """
        rows = np.repeat(schools.rows[places], self.draws)
        known = schools.known.take(places)
        block = self.block
        block.load(rows, rows.size)
        block.known.clear()
        block.unrounded = {}
        own = schools.keys[places]
        shared = self._normals(own[None], first)[0] if self.settings.correlation > 0 else None
        self._vary_inputs(known, own, shared, first)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            self._vary_metrics(schools, known, places, own, shared, first)
        run(block)
        return block

    def _normals(self, keys: Keys, first: int) -> Floats:
        return normals(keys, first, self.draws)

    def _vary_inputs(self, known: Known, own: Keys, shared: Floats | None, first: int) -> None:
        if not known.inputs:
            return
        block = self.block
        places = list(known.inputs)
        streams = self._normals(self.errors.input_keys[places, None] ^ own, first)
        for z, (place, errors) in zip(streams, known.inputs.items(), strict=True):
            drawn = errors.draw(self._mixed(z, shared, errors)).ravel()
            for limit in self.moving.get(place, ()):
                block.inputs[limit] += drawn - block.inputs[place]
            block.inputs[place] = drawn

    def _mixed(self, z: Floats, shared: Floats | None, errors: Errors) -> Floats:
        """A measure's own luck, with its part of the school's."""
        if shared is None:
            return z
        correlation = self.settings.correlation
        return math.sqrt(1 - correlation) * z + (errors.nature.sign * math.sqrt(correlation)) * shared

    def _vary_metrics(
        self, schools: Schools, known: Known, places: slice, own: Keys, shared: Floats | None, first: int
    ) -> None:
        """Vary the results of metrics that tell their error; the others compute theirs from varied inputs."""
        trace = schools.base.trace
        assert trace is not None  # noqa: S101  metrics' results are in it
        for row, errors in known.calls.items():
            found = trace.calls[row]
            result = _repeated(found, places, self.draws)
            if errors.known.any():
                z = self._normals(self.errors.node_keys[row : row + 1] ^ own, first)
                result = self._moved(row, result, errors.draw(self._mixed(z, shared, errors)).ravel())
            through = ~errors.known & self.errors.uncertain_inputs(row, known.inputs, errors.known.size)
            if through.any():
                # What is absent stays absent, whatever a metric would make of other inputs.
                through &= ~np.isnan(errors.value)
                result = _chosen(np.repeat(through, self.draws), leaf_column(self.block, self._node(row)), result)
            self.block.known[row] = result

    def _node(self, row: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
        return self.errors.plan.nodes[row]

    def _moved(self, row: int, result: Column, drawn: Floats) -> Column:
        """A metric's result at the values drawn; its limits move with it."""
        call = self.errors.plan.nodes[row].call
        by = drawn - result.value
        moved = {
            part: limit + by for part in ("lower", "upper") if (limit := getattr(result, part)) is not None
        }
        if call is not None and call.rounding is not None:
            drawn = kernels.round_half_up(drawn, *call.rounding)
        return result._replace(value=drawn, **moved)


def _repeated(column: Column, places: slice, draws: int) -> Column:
    parts = {
        name: None if (part := getattr(column, name)) is None else np.repeat(part[places], draws)
        for name in ("value", "status", "n", "lower", "upper", "standard_error")
    }
    return Column(**parts)  # type: ignore[arg-type]


def _chosen(where: Bools, one: Column, other: Column) -> Column:
    """One column where it is wanted, and another elsewhere."""
    none = np.full(where.shape, np.nan)
    parts = {
        name: np.where(where, none if (mine := getattr(one, name)) is None else mine,
                       none if (theirs := getattr(other, name)) is None else theirs)
        for name in ("n", "lower", "upper", "standard_error")
    }
    assert one.status is not None and other.status is not None  # noqa: S101, PT018  a measured column has one
    return Column(np.where(where, one.value, other.value), np.where(where, one.status, other.status), **parts)


# --- what the draws come to ------------------------------------------------------------------------------------------


def limits(draws: Floats, confidence: float) -> tuple[Floats, Floats]:
    """The ends of the middle part of each school's draws, shape (schools,); NaN where no draw has a score.

    With D draws they are the i-th from below and the i-th from above, i = (D + 1) × (1 − confidence) ÷ 2: a further draw
    falls between them with that confidence.

    Args:
        draws: Scores, (schools, draws); NaN for a draw without a score.
        confidence: Part of the draws between the ends.
    """
    ordered = np.sort(draws, axis=1)
    count = draws.shape[1]
    if not np.isnan(ordered[:, -1]).any():
        place = _place(count, confidence)
        return ordered[:, place], ordered[:, count - 1 - place]
    counts = (~np.isnan(ordered)).sum(axis=1)
    ends = [(_place(int(number), confidence), int(number)) for number in counts]
    low = [line[place] if number else np.nan for line, (place, number) in zip(ordered, ends, strict=True)]
    high = [line[number - 1 - place] if number else np.nan for line, (place, number) in zip(ordered, ends, strict=True)]
    return np.array(low), np.array(high)


def _place(count: int, confidence: float) -> int:
    return max(round((count + 1) * (1 - confidence) / 2), 1) - 1 if count else 0


def shares_of(grades: npt.NDArray[np.int8], count: int) -> Floats:
    """Share of each school's draws with each of ``count`` grades, (grades, schools), of the draws that have one."""
    found = np.array([(grades == grade).sum(axis=1) for grade in range(count)], np.float64)
    total = found.sum(axis=0)
    with np.errstate(invalid="ignore"):
        shares: Floats = found / total
    return shares


def drawn_scores(block: Block, row: int, draws: int) -> Floats:
    """Scores of a node before its own rounding, (schools, draws); NaN where a draw has no score."""
    scores = block.scores[row]
    raw = None if block.unrounded is None else block.unrounded.get(row)
    if raw is not None:
        raw = np.where(np.isnan(scores), np.nan, raw)
    return (scores if raw is None else raw).reshape(-1, draws)


def runs(count: int, together: int) -> Sequence[slice]:
    """Runs of at most ``together`` places."""
    return [slice(start, min(start + together, count)) for start in range(0, count, together)]


def even(draws: int) -> int:
    """Draws, filled up to what is drawn together."""
    return -(-draws // TOGETHER) * TOGETHER
