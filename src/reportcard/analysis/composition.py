"""What each part adds to the overall score of each school, and how far the errors of measures move that score."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reportcard.analysis.statistics import Z95
from reportcard.engine.block import Block
from reportcard.engine.combinations import combined_children
from reportcard.engine.plan import Plan
from reportcard.engine.population import BLOCK, one_school, tasks_of
from reportcard.engine.table import NumberColumn, Table
from reportcard.results.cards import ReportCards

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Composition:
    """The parts of the overall score of every school. Matrices have a row a part and a column a school.

    Attributes:
        parts: Ids of the parts, in the order of the framework.
        scores: Scores of the parts as they were combined; NaN where a part was left out.
        weights: Weight in force, as a share; 0 where a part was left out. None for a sum.
        declared: Weight as declared, as a share; NaN where a column sets it. None for a sum.
        total: Sum of what the parts add: the overall score before rules and rounding.
    """

    parts: tuple[str, ...]
    scores: Floats
    weights: Floats | None
    declared: Floats | None
    total: Floats

    def added(self, among: Places) -> Floats:
        """What each part adds to the distance of the total from its mean, for some schools, shape (parts, schools).

        Of a weighted mean that is weight times (score − mean of the totals), so that a part that was left out adds
        nothing, and the parts add up to the distance exactly.
        """
        scores = self.scores[:, among]
        if self.weights is None:
            return np.where(np.isnan(scores), 0.0, scores)
        mean = self.total[among].mean() if len(among) else 0.0
        return self.weights[:, among] * np.where(np.isnan(scores), 0.0, scores - mean)


def composition(cards: ReportCards) -> Composition | None:
    """The parts of the overall score; None where it is neither a mean nor a sum of parts under every variant."""
    plans = [maker.plan for maker in cards.makers]
    kinds = {_kind(plan) for plan in plans}
    if len(kinds) > 1 or not kinds <= {"mean", "sum"}:
        return None
    ids = dict.fromkeys(child.id for plan in (plans[-1], *plans) for child in plan.document.score.children)
    combined = {child.id for plan in plans for child in combined_children(plan.document.score)}
    parts = tuple(name for name in ids if name in combined)
    shape = (len(parts), len(cards))
    scores, weights, declared = np.full(shape, np.nan), np.zeros(shape), np.full(shape, np.nan)
    for at, plan in enumerate(plans):
        own = np.array([parts.index(child.id) for child in combined_children(plan.document.score)], np.intp)
        shares = {node.node.id: about.weight_share for node, about in
                  zip(plan.nodes, cards.makers[at].abouts, strict=True)}  # fmt: skip
        for rows, block in _blocks(plan, cards.table, cards.taken, at):
            given, used = _combined(block, plan)
            places = np.ix_(own, rows)
            scores[places], weights[places] = used, given
            declared[places] = [[math.nan if (s := shares[parts[part]]) is None else s] for part in own.tolist()]
    is_sum = kinds == {"sum"}
    total = np.where(np.isnan(scores), 0.0, scores if is_sum else weights * scores).sum(axis=0)
    total[np.isnan(cards.scores())] = np.nan
    return Composition(parts, scores, None if is_sum else weights, None if is_sum else declared, total)


def _kind(plan: Plan) -> str:
    family = plan.nodes[0].family
    return "none" if family is None else family.additive


def _blocks(plan: Plan, table: Table, taken: npt.NDArray[np.int16], at: int) -> Iterator[tuple[Places, Block]]:
    """The schools of a plan, scored with a trace, some thousand at a time."""
    if not (taken == at).any():
        return
    for task in tasks_of(taken, at, BLOCK):
        rows = np.arange(len(taken))[task.rows]
        yield rows, one_school(plan, table, rows)


def _combined(block: Block, plan: Plan) -> tuple[Floats, Floats]:
    """Share of the weight in force of each part, and the scores that were combined, both (parts, schools)."""
    family = plan.nodes[0].family
    assert family is not None and block.trace is not None  # noqa: S101, PT018  the root is combined, the block traced
    kept = block.trace.weights.get(0)
    if kept is None:
        assert family.fixed is not None  # noqa: S101  what is not kept has fixed weights
        kept = (family.fixed, block.scores[family.rows])
    given, scores = kept
    present = np.where(np.isnan(scores), 0.0, given)
    total = present.sum(axis=0)
    return np.divide(present, total, out=np.zeros_like(present), where=total > 0), scores.copy()


# --- errors of measures ----------------------------------------------------------------------------------------------


class ScoreError(NamedTuple):
    """How far the errors of measures move the overall score.

    Attributes:
        score: Overall score before rules and rounding, shape (schools,).
        error: Its standard error; 0 where no error of a measure is known.
        indicators: Indicators whose error is known.
        cuts: Cut scores of each school, ascending, shape (cuts, schools); NaN where it has fewer.
    """

    score: Floats
    error: Floats
    indicators: tuple[str, ...]
    cuts: Floats


def score_error(cards: ReportCards) -> ScoreError:
    """The overall score's standard error from those of its measures, to first order.

    Each measure is moved up and down by its standard error alone, and everything is scored again; half the distance is
    what it adds, and the squares are summed: the errors of the measures are taken as independent.
    """
    table, known = cards.table, _errors(cards)
    score, cuts = _raw(cards, table), _cuts(cards)
    variance = np.zeros(len(cards))
    for name, error in known.items():
        ends = [_raw(cards, _moved(table, name, side * error)) for side in (1, -1)]
        variance += np.nan_to_num((ends[0] - ends[1]) / 2) ** 2
    return ScoreError(score, np.sqrt(variance), tuple(known), cuts)


def _errors(cards: ReportCards) -> dict[str, Floats]:
    """Standard errors of the indicators that are scored; 0 for a school whose error is not known."""
    scored = {name for maker in cards.makers for node in maker.plan.nodes for name in node.indicators}
    found = {name: error for name, column in sorted(cards.table.numbers.items())
             if name in scored and (error := _error(column)) is not None}  # fmt: skip
    return {name: np.nan_to_num(error) for name, error in found.items() if (error > 0).any()}


def _error(column: NumberColumn) -> Floats | None:
    parts = column.parts
    if "standard_error" in parts:
        return parts["standard_error"]
    if "lower" in parts and "upper" in parts:
        width: Floats = (parts["upper"] - parts["lower"]) / (2 * Z95)
        return width
    return None


def _moved(table: Table, name: str, by: Floats) -> Table:
    column = table.numbers[name]
    return replace(table, numbers={**table.numbers, name: replace(column, value=column.value + by)})


def _raw(cards: ReportCards, table: Table) -> Floats:
    """Overall scores before rules and rounding."""
    out = np.full(len(cards), np.nan)
    for at, maker in enumerate(cards.makers):
        for rows, block in _blocks(maker.plan, table, cards.taken, at):
            assert block.trace is not None  # noqa: S101
            out[rows] = block.trace.raw.get(0, block.scores[0])
    return out


def _cuts(cards: ReportCards) -> Floats:
    """Cut scores of the overall grade, ascending, by school."""
    bands = [maker.plan.nodes[0].bands for maker in cards.makers]
    most = max((len(band.cuts) for band in bands if band is not None), default=0)
    out = np.full((most, len(cards)), np.nan)
    for at, (maker, band) in enumerate(zip(cards.makers, bands, strict=True)):
        for rows, block in _blocks(maker.plan, cards.table, cards.taken, at) if band is not None else ():
            for row, cut in enumerate(band.cuts):  # type: ignore[union-attr]
                out[row, rows] = cut(block)
    return out


def nearest(scores: Sequence[float] | Floats, cuts: Floats) -> Floats:
    """Distance of each score from the nearest cut score; NaN where there is none."""
    distance = np.abs(np.asarray(scores) - cuts)
    found: Floats = np.fmin.reduce(distance, axis=0) if len(cuts) else np.full(np.shape(scores), np.nan)
    return found
