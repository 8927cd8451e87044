"""Scales of a document, compiled: from a leaf's value to its score."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from reportcard.engine import kernels
from reportcard.engine.block import Block
from reportcard.engine.conditions import quantity
from reportcard.engine.peers import PeerValues
from reportcard.engine.reference import Population, Reference
from reportcard.engine.table import Floats
from reportcard.framework.document import (
    SIMILAR,
    Band,
    Goalposts,
    Lookup,
    Node,
    Number,
    Percentile,
    Piecewise,
    RangePosition,
    Scale,
    Steps,
    Target,
    ZScore,
)
from reportcard.indicators.indicator import Indicator
from reportcard.metrics.contract import Column

ScaleFunction = Callable[[Any, Column], Floats]
Line = tuple[float, float, float, float, float]
_NO_LIMITS = (-np.inf, np.inf)


def straight_line(scale: Scale | None, comparison: Population | None, *, higher: bool) -> Line | None:
    """Start, factor, base and limits of a scale that is a clipped straight line for every school; None for others."""
    match scale:
        case None:
            return 0.0, 1.0, 0.0, -np.inf, np.inf
        case Goalposts():
            worst, best = (post.value for post in scale.goalposts)
            return None if worst is None or best is None else _line(worst, best, scale.to, clip=scale.clip)
        case RangePosition() if comparison is not None:
            ends = (comparison.low, comparison.high) if higher else (comparison.high, comparison.low)
            return None if ends[0] == ends[1] else _line(*ends, scale.to, clip=scale.clip)
        case ZScore() if comparison is not None and comparison.deviation > 0:
            factor = scale.deviation / comparison.deviation * (1 if higher else -1)
            return comparison.mean, factor, scale.mean, *(scale.clip or (-np.inf, np.inf))
        case _:
            return None


def _line(worst: float, best: float, to: tuple[float, float], *, clip: bool) -> Line:
    limits = (min(to), max(to)) if clip else (-np.inf, np.inf)
    return worst, (to[1] - to[0]) / (best - worst), to[0], *limits


def scale_function(node: Node, indicator: Indicator, reference: Reference | None) -> ScaleFunction:
    """Return ``f(block, column) -> scores`` for a leaf's scale."""
    scale = node.scale
    higher = indicator.direction != "lower"
    match scale:
        case Percentile() | ZScore() | RangePosition():
            return _compared(node.id, scale, reference, higher=higher)
        case Steps():
            cuts = [quantity(step.at) for step in scale.steps if step.at is not None]
            points = [quantity(step.points) for step in scale.steps]
            upper = scale.inclusive == "upper"
            return lambda block, column: kernels.steps(
                column.value, [cut(block) for cut in cuts], [point(block) for point in points], upper=upper
            )
        case Piecewise():
            at, gained = np.array(scale.piecewise).T
            return lambda block, column: kernels.piecewise(column.value, at, gained)
        case Lookup():
            return _lookup(scale, indicator)
        case Target():
            target, points_of = quantity(scale.target), scale.points
            return lambda block, column: _met(column.value, target(block), points_of)
        case Band():
            return _band(scale)
        case _:
            return _line_function(scale)


def _met(value: Floats, target: Floats | float, points: tuple[float, float]) -> Floats:
    unknown = np.isnan(value) | np.isnan(target)
    return np.where(unknown, np.nan, np.where(kernels.reaches(value, target), points[1], points[0]))


def _lookup(scale: Lookup, indicator: Indicator) -> ScaleFunction:
    """Points by value; a label stands for the number that the indicator gives it."""
    pairs = sorted((_as_number(key, indicator), points) for key, points in _constants(scale).items())
    values, gained = np.array(pairs).T
    return lambda block, column: kernels.lookup(column.value, values, gained)


def _constants(scale: Lookup) -> dict[float | str, float]:
    return {key: points.value for key, points in scale.lookup.items() if points.value is not None}


def _as_number(key: float | str, indicator: Indicator) -> float:
    return indicator.labels[key] if isinstance(key, str) and key in indicator.labels else float(key)


def _band(scale: Band) -> ScaleFunction:
    cuts = scale.interval_band
    lower, upper = quantity(cuts.lower), quantity(cuts.upper)

    def bands(block: Block, column: Column) -> Floats:
        none = np.full(block.size, np.nan)
        return kernels.interval_band(
            column.value,
            none if column.lower is None else column.lower,
            none if column.upper is None else column.upper,
            (cuts.centre, lower(block), upper(block)),
            scale.points,
            lower_inclusive=cuts.lower_inclusive,
        )

    return bands


def _line_function(scale: Scale | None) -> ScaleFunction:
    """A straight line whose ends are constants, or come from columns."""
    line = straight_line(scale, None, higher=True)
    if line is not None:
        return lambda block, column: _on_line(column.value, line)
    assert isinstance(scale, Goalposts)  # noqa: S101  the only one left
    worst, best = (quantity(post) for post in scale.goalposts)

    def between(block: Block, column: Column) -> Floats:
        low, high = worst(block), best(block)
        limits = (min(scale.to), max(scale.to)) if scale.clip else (-np.inf, np.inf)
        share = (column.value - low) / (high - low)
        return np.clip(scale.to[0] + share * (scale.to[1] - scale.to[0]), *limits)

    return between


def _on_line(value: Floats, line: Line) -> Floats:
    start, factor, base, low, high = line
    return np.minimum(np.maximum((value - start) * factor + base, low), high)


def _compared(
    leaf: str, scale: Percentile | ZScore | RangePosition, reference: Reference | None, *, higher: bool
) -> ScaleFunction:
    """A scale that compares with the reference: with everyone in it, or with those alike in a column."""
    within = _comparison(scale)
    if within == SIMILAR:
        return _among_similar(leaf, scale, reference, higher=higher)
    groups = {} if reference is None else reference.leaves.get(leaf, {})

    def compare(block: Block, column: Column) -> Floats:
        if within is None:
            return _against(scale, groups.get(""), column.value, higher=higher)
        out = np.full(block.size, np.nan)
        for name, population in groups.items():
            members = block.text_is(within, (name,))
            if members.any():
                out[members] = _against(scale, population, column.value[members], higher=higher)
        return out

    return compare


def _among_similar(
    leaf: str, scale: Percentile | ZScore | RangePosition, reference: Reference | None, *, higher: bool
) -> ScaleFunction:
    """A scale that compares each school with its own similar schools, as the reference has them."""
    peers = None if reference is None else reference.similar
    values = None if peers is None else peers.values(leaf)
    if peers is None or values is None:
        return lambda block, column: np.full(block.size, np.nan)
    if isinstance(scale, Percentile):

        def share(block: Block, column: Column) -> Floats:
            own = values.values[peers.places_of(_ids(block))]
            share = kernels.percentile_among(column.value, own, higher=higher)
            return scale.to[0] + share * (scale.to[1] - scale.to[0])

        return share
    start, factor, base, low, high = _lines_among(scale, values, higher=higher)

    def position(block: Block, column: Column) -> Floats:
        at = peers.places_of(_ids(block))
        return np.minimum(np.maximum((column.value - start[at]) * factor[at] + base, low), high)

    return position


def _lines_among(
    scale: ZScore | RangePosition, values: PeerValues, *, higher: bool
) -> tuple[Floats, Floats, float, float, float]:
    """Start and factor of each school's own straight line, and what all have alike; NaN where its peers are alike."""
    if isinstance(scale, ZScore):
        spread = np.where(values.deviation > 0, values.deviation, np.nan)
        return values.mean, scale.deviation / spread * (1 if higher else -1), scale.mean, *(scale.clip or _NO_LIMITS)
    worst, best = (values.low, values.high) if higher else (values.high, values.low)
    spread = np.where(best != worst, best - worst, np.nan)
    limits = (min(scale.to), max(scale.to)) if scale.clip else _NO_LIMITS
    return worst, (scale.to[1] - scale.to[0]) / spread, scale.to[0], *limits


def _ids(block: Block) -> Iterable[str]:
    """Ids of the schools of a block."""
    ids, rows = block.table.ids, block.rows
    return ids[rows] if isinstance(rows, slice) else (ids[row] for row in rows.tolist())


def _comparison(scale: Percentile | ZScore | RangePosition) -> str | None:
    match scale:
        case Percentile():
            return scale.percentile.within
        case ZScore():
            return scale.z.within
        case _:
            return scale.range.within


def _against(scale: Scale, population: Population | None, value: Floats, *, higher: bool) -> Floats:
    if population is None:
        return np.full(value.shape, np.nan)
    if isinstance(scale, Percentile):
        share = kernels.percentile(value, population.sorted_values, higher=higher)
        return scale.to[0] + share * (scale.to[1] - scale.to[0])
    line = straight_line(scale, population, higher=higher)
    return np.full(value.shape, np.nan) if line is None else _on_line(value, line)


def numbers_in(scale: Scale | None) -> list[Number]:
    """Every number of a scale that may come from a column."""
    match scale:
        case Goalposts():
            return list(scale.goalposts)
        case Steps():
            return [number for step in scale.steps for number in (step.at, step.points) if number is not None]
        case Target():
            return [scale.target]
        case Band():
            return [scale.interval_band.upper, scale.interval_band.lower]
        case _:
            return []


def group_column(scale: Scale | None) -> str | None:
    """The context column that a norm-referenced scale groups by, or the word for similar schools."""
    return _comparison(scale) if isinstance(scale, Percentile | ZScore | RangePosition) else None
