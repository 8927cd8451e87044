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
from reportcard.engine.table import Bools, Codes, Floats, Table
from reportcard.metrics.contract import Column
from reportcard.uncertainty.known import Known, PlanErrors
from reportcard.uncertainty.settings import Uncertainty
from reportcard.uncertainty.streams import Keys, normals

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


class _Repeated(Block):
    """A block in which every school of another block stands as often as it is drawn."""

    def load_draws(self, schools: Schools, places: slice, draws: int) -> None:
        """Take a run of schools, each with a column per draw."""
        self._from = schools.base, places, draws
        rows = np.repeat(schools.rows[places], draws)
        self.load(rows, rows.size)

    def _fill(self) -> None:
        base, places, draws = self._from
        self.inputs = np.repeat(base.inputs[:, places], draws, axis=1)
        self.statuses: Codes = np.repeat(base.statuses[:, places], draws, axis=1)


@dataclass
class Draws:
    """Scores the draws of schools, some schools at a time. The memory is taken once, and the size of a block.

    Attributes:
        errors: The plan's errors.
        table: The table that the schools stand in.
        settings: Seed and correlation.
        draws: Draws of each school that are scored together.
        schools: Schools that there are; no more memory is taken than they need.
    """

    errors: PlanErrors
    table: Table
    settings: Uncertainty
    draws: int
    schools: int

    def __post_init__(self) -> None:
        self.together = max(1, min(BLOCK // self.draws, self.schools))
        self.block = _Repeated(self.errors.plan, self.table, self.together * self.draws)
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
        known = schools.known.take(places)
        block = self.block
        block.load_draws(schools, places, self.draws)
        block.known.clear()
        block.unrounded = {}
        drawn = self._draw(known, schools.keys[places], first)
        drawn = drawn.reshape(len(drawn), block.size)
        self._vary_inputs(known, drawn[: len(known.places)])
        if known.calls:
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                self._vary_metrics(schools, known, places, drawn[len(known.places) :])
        run(block)
        return block

    def _draw(self, known: Known, own: Keys, first: int) -> Floats:
        """True values of everything that may have an error, (measures, schools, draws)."""
        streams = np.concatenate([self.errors.input_keys[list(known.places)], self.errors.node_keys[list(known.calls)]])
        z = vary(streams[:, None] ^ own, own, known.errors.natures.sign, self.settings, first, self.draws)
        return known.errors.draw(z)

    def _vary_inputs(self, known: Known, drawn: Floats) -> None:
        block = self.block
        for place, values in zip(known.places, drawn, strict=True):
            for limit in self.moving.get(place, ()):
                block.inputs[limit] += values - block.inputs[place]
            block.inputs[place] = values

    def _vary_metrics(self, schools: Schools, known: Known, places: slice, drawn: Floats) -> None:
        """Vary the results of metrics that tell their error; the others compute theirs from varied inputs."""
        trace = schools.base.trace
        assert trace is not None  # noqa: S101  metrics' results are in it
        uncertain = {leaf.row: line for leaf, line in zip(self.errors.leaves, known.uncertain, strict=True)}
        own_errors = known.errors.known[len(known.places) :]
        values = known.errors.value[len(known.places) :]
        for row, own, value, moved in zip(known.calls, own_errors, values, drawn, strict=True):
            result = self._moved(row, _repeated(trace.calls[row], places, self.draws), moved)
            # What is absent stays absent, whatever a metric would make of other inputs.
            through = uncertain[row] & ~own & ~np.isnan(value)
            if through.any():
                computed = leaf_column(self.block, self.errors.plan.nodes[row])
                result = _chosen(np.repeat(through, self.draws), computed, result)
            self.block.known[row] = result

    def _moved(self, row: int, result: Column, drawn: Floats) -> Column:
        """A metric's result at the values drawn; its limits move with it."""
        call = self.errors.plan.nodes[row].call
        by = drawn - result.value
        moved = {part: limit + by for part in ("lower", "upper") if (limit := getattr(result, part)) is not None}
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
        name: np.where(
            where,
            none if (mine := getattr(one, name)) is None else mine,
            none if (theirs := getattr(other, name)) is None else theirs,
        )
        for name in ("n", "lower", "upper", "standard_error")
    }
    assert one.status is not None and other.status is not None  # noqa: S101, PT018  a measured column has one
    return Column(np.where(where, one.value, other.value), np.where(where, one.status, other.status), **parts)


def vary(streams: Keys, own: Keys, sign: Floats, settings: Uncertainty, first: int, draws: int) -> Floats:
    """Standard normal numbers of measures and schools, correlated as the settings say, (measures, schools, draws).

    Args:
        streams: Key of each measure of each school, (measures, schools).
        own: Key of each school, (schools,).
        sign: 1 where more is better, −1 where less is, (measures, 1).
        settings: The correlation.
        first: Number of the first draw, a multiple of 4.
        draws: Number of draws.
    """
    z = normals(streams, first, draws)
    if settings.correlation > 0:
        # A measure's own luck, with its part of the school's.
        z *= math.sqrt(1 - settings.correlation)
        z += sign[:, :, None] * (math.sqrt(settings.correlation) * normals(own, first, draws))
    return z


# --- what the draws come to ------------------------------------------------------------------------------------------


def limits(draws: Floats, confidence: float) -> tuple[Floats, Floats]:
    """The ends of the middle part of draws, of the shape of ``draws`` without its last axis.

    With D draws they are the i-th from below and from above, i = (D + 1) × (1 − confidence) ÷ 2: a further draw falls
    between them with that confidence. Where many draws share the value at an end, as rounded ones do, it is left
    out if more than half of them would have to be: so an interval covers its confidence on average, not more.

    Args:
        draws: Scores, (…, draws); NaN for a draw without a score. They are put in order in place.
        confidence: Part of the draws between the ends.
    """
    draws.sort(axis=-1)
    low, high = (_end(draws, confidence, upper=upper) for upper in (False, True))
    # Draws without a score stand last; they are few, and do not count.
    for where in zip(*np.nonzero(np.isnan(draws[..., -1])), strict=True):
        there = draws[where][~np.isnan(draws[where])]
        for ends, upper in ((low, False), (high, True)):
            ends[where] = _end(there[None], confidence, upper=upper)[0] if there.size else np.nan
    return low, high


def _end(ordered: Floats, confidence: float, *, upper: bool) -> Floats:
    """The lower or the upper end of draws in order; places count from that end."""
    inwards = ordered[..., ::-1] if upper else ordered
    count = ordered.shape[-1]
    outside = (count + 1) * (1 - confidence) / 2
    place = max(round(outside), 1) - 1
    found: Floats = inwards[..., place].copy()
    tied = inwards[..., min(place + 1, count - 1)] == found
    tied |= inwards[..., max(place - 1, 0)] == found
    if not tied.any():
        return found
    lines, value = inwards[tied], found[tied, None]
    before = (lines > value if upper else lines < value).sum(axis=-1)
    up_to = (lines >= value if upper else lines <= value).sum(axis=-1)
    left_out = ((before + up_to) / 2 < outside) & (up_to < count)
    further = lines[np.arange(len(lines)), np.minimum(up_to, count - 1)]
    found[tied] = np.where(left_out, further, value[:, 0])
    return found


def shares_of(grades: npt.NDArray[np.int8], count: int) -> Floats:
    """Share of draws with each of ``count`` grades, of the draws that have one: (…, draws) to (count, …)."""
    each = np.arange(count, dtype=np.int8).reshape(count, *(1,) * grades.ndim)
    found = np.add.reduce((grades == each).view(np.int8), axis=-1, dtype=np.int32).astype(np.float64)
    with np.errstate(invalid="ignore"):
        shares: Floats = found / found.sum(axis=0)
    return shares


def drawn_scores(block: Block, rows: Sequence[int], draws: int) -> Floats:
    """Scores of nodes before their own rounding, (nodes, schools, draws); NaN where a draw has no score."""
    found = block.scores[list(rows)]
    for at, row in enumerate(rows):
        raw = None if block.unrounded is None else block.unrounded.get(row)
        if raw is not None:
            found[at] = np.where(np.isnan(found[at]), np.nan, raw)
    return found.reshape(len(rows), -1, draws)


def runs(count: int, together: int) -> Sequence[slice]:
    """Runs of at most ``together`` places."""
    return [slice(start, min(start + together, count)) for start in range(0, count, together)]
