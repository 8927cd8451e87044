"""Measures what an audit tells: its tables, from the results of many schools."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from reportcard.analysis.audit_data import Variable
from reportcard.analysis.audit_rows import (
    ContextRow,
    CoverageRow,
    GradeRow,
    NearCuts,
    PairRow,
    Redundancy,
    SizeRow,
    WeightRow,
    YearRow,
)
from reportcard.analysis.composition import Composition, ScoreError, nearest
from reportcard.analysis.statistics import (
    NONE,
    Estimate,
    Floats,
    dimensions,
    normal_below,
    pearson,
    ratio_of_spreads,
    share,
    slope,
    spearman,
)
from reportcard.results.cards import ReportCards

#: Measures are said to tell the same from this correlation on.
SAME = 0.9
#: Measures that fewer than this share of the scored schools have are left out of the matrix of all correlations.
_HELD = 0.5
_NOISE = 1e-9


# --- scores and circumstances ----------------------------------------------------------------------------------------


def context_rows(cards: ReportCards, nodes: Sequence[str], context: Sequence[Variable]) -> Iterator[ContextRow]:
    """Every score with every circumstance."""
    for variable in context:
        for node in nodes:
            scores = cards.scores(node)
            yield ContextRow(node, variable.name, pearson(scores, variable.values), spearman(scores, variable.values))


# --- weights ---------------------------------------------------------------------------------------------------------


def weight_rows(found: Composition) -> Iterator[WeightRow]:
    """What each part carries of the spread of overall scores, against its weight."""
    among = np.flatnonzero(~np.isnan(found.total))
    total, added = found.total[among], found.added(among)
    for at, part in enumerate(found.parts):
        scores = found.scores[at, among]
        held = ~np.isnan(scores)
        yield WeightRow(
            part,
            math.nan if found.declared is None else _mean(found.declared[at, among]),
            math.nan if found.weights is None else _mean(found.weights[at, among]),
            slope(total, added[at]) if held.any() else NONE,
            pearson(scores, total),
            float(scores[held].std(ddof=1)) if held.sum() > 1 else math.nan,
            spearman(total, _without(found, at, among)) if held.any() else NONE,
            int(held.sum()),
        )


def _without(found: Composition, at: int, among: npt.NDArray[np.intp]) -> Floats:
    """The overall score of the other parts, which take over the weight in proportion."""
    others = np.delete(np.arange(len(found.parts)), at)
    scores = np.nan_to_num(found.scores[np.ix_(others, among)])
    if found.weights is None:
        summed: Floats = scores.sum(axis=0)
        return summed
    weights = found.weights[np.ix_(others, among)]
    total = weights.sum(axis=0)
    out = np.full(len(among), np.nan)
    np.divide((weights * scores).sum(axis=0), total, out=out, where=total > _NOISE)
    return out


def _mean(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else math.nan


# --- measures that say the same --------------------------------------------------------------------------------------


def redundancy(cards: ReportCards, leaves: Sequence[str]) -> Redundancy:
    """Pairs of measures that say the same, and how many unrelated ones they are all worth."""
    scored = ~np.isnan(cards.scores())
    if not scored.any():  # a profile has no overall score by design
        scored[:] = True
    columns = {leaf: np.where(scored, cards.scores(leaf), np.nan) for leaf in leaves}
    held = {leaf: column for leaf, column in columns.items() if _differs(column)}
    names = list(held)
    found = {(a, b): pearson(held[a], held[b]) for place, a in enumerate(names) for b in names[place + 1 :]}
    known = {pair: r for pair, r in found.items() if not math.isnan(r.value)}
    close = [PairRow(a, b, r) for (a, b), r in known.items() if abs(r.value) >= SAME and r.n >= 4]
    close.sort(key=lambda row: (-abs(row.pearson.value), row.first, row.second))
    most = max(int(scored.sum()), 1)
    enough = [name for name in names if np.isfinite(held[name]).sum() >= _HELD * most]
    enough = [a for a in enough if all(_pair(found, a, b) in known for b in enough if a != b)]
    if len(enough) < 2:
        return Redundancy(tuple(close), tuple(enough), len(known), math.nan, math.nan, 0)
    matrix = np.array([[1.0 if a == b else found[_pair(found, a, b)].value for b in enough] for a in enough])
    n = min(found[_pair(found, a, b)].n for a in enough for b in enough if a != b)
    return Redundancy(tuple(close), tuple(enough), len(known), *dimensions(matrix), n)


def _differs(column: Floats) -> bool:
    known = column[np.isfinite(column)]
    return len(known) > 1 and bool(np.ptp(known) > _NOISE)


def _pair(found: Mapping[tuple[str, str], Estimate], a: str, b: str) -> tuple[str, str]:
    return (a, b) if (a, b) in found else (b, a)


# --- grades ----------------------------------------------------------------------------------------------------------


def grade_rows(cards: ReportCards) -> Iterator[GradeRow]:
    """How many of the graded schools have each grade, best first."""
    counts = {grade: count for grade, count in cards.summary().items() if grade != "no grade"}
    graded = sum(counts.values())
    for grade, count in counts.items():
        yield GradeRow(grade, share(count, graded), count)


def near_cuts(cards: ReportCards, error: ScoreError, step: float | None, *, upper: bool) -> NearCuts | None:
    """How many grades would be others for little; None where there are no grades.

    Args:
        cards: The results.
        error: The errors of the overall scores.
        step: Rounding step of the overall score.
        upper: Whether a score equal to a cut is in the band below it.
    """
    score = cards.scores()
    graded = ~np.isnan(score) & np.array([grade is not None for grade in cards.grades()])
    if not graded.any() or not len(error.cuts):
        return None
    cuts, shown = error.cuts[:, graded], score[graded]
    moved = np.zeros(graded.sum(), np.bool_)
    for side in (step, -step) if step else ():
        moved |= _band(shown + side, cuts, upper=upper) != _band(shown, cuts, upper=upper)
    raw, se = error.score[graded], error.error[graded]
    known = se > 0
    # A score is rounded half up before it is graded, so the cut lies half a step lower for the score before that.
    reached = cuts - (step or 0) / 2
    close = nearest(raw[known], reached[:, known]) <= 1.96 * se[known]
    other = _other(raw[known], se[known], reached[:, known])
    n = int(known.sum())
    return NearCuts(
        step,
        share(int(moved.sum()), int(graded.sum())) if step else NONE,
        error.indicators if n else (),
        float(np.median(se[known])) if n else math.nan,
        share(int(close.sum()), n),
        NONE if not n else Estimate(float(other.mean()), math.nan, math.nan, n),
    )


def _band(score: Floats, cuts: Floats, *, upper: bool) -> npt.NDArray[np.intp]:
    """How many cut scores a score reaches."""
    reached = cuts < score - _NOISE if upper else cuts <= score + _NOISE
    found: npt.NDArray[np.intp] = reached.sum(axis=0)
    return found


def _other(raw: Floats, error: Floats, cuts: Floats) -> Floats:
    """Probability that a score drawn again lies between other cut scores."""
    lower = np.fmax.reduce(np.where(cuts <= raw, cuts, -np.inf), axis=0)
    higher = np.fmin.reduce(np.where(cuts > raw, cuts, np.inf), axis=0)
    inside: Floats = normal_below((higher - raw) / error) - normal_below((lower - raw) / error)
    return 1 - inside


# --- coverage, years, size -------------------------------------------------------------------------------------------


def coverage_rows(cards: ReportCards, nodes: Sequence[str]) -> Iterator[CoverageRow]:
    """How many schools have each score, and how much of it rests on data."""
    for node in nodes:
        there = ~np.isnan(cards.scores(node))
        coverage = cards.coverage(node)[there]
        yield CoverageRow(
            node,
            share(int(there.sum()), len(cards)),
            _mean(coverage),
            share(int((coverage > 1 - _NOISE).sum()), int(there.sum())),
        )


def year_rows(
    cards: ReportCards, nodes: Sequence[str], earlier: Mapping[str, ReportCards], size: Variable | None
) -> Iterator[YearRow]:
    """Today's results with those of each earlier year, for the schools that both have."""
    today = {school: place for place, school in enumerate(cards.ids)}
    for year, before in earlier.items():
        pairs = [(today[school], place) for place, school in enumerate(before.ids) if school in today]
        now, then = (np.array(side, np.intp) for side in (zip(*pairs, strict=True) if pairs else ((), ())))
        for node in nodes:
            if node not in before.nodes:
                continue
            here, there = cards.scores(node)[now], before.scores(node)[then]
            change = here - there
            same, two = _moves(cards, before, node, now, then)
            sizes = None if size is None else size.values[now]
            yield YearRow(
                year, node, pearson(here, there), spearman(here, there), same, two,
                _mean(np.abs(change)), NONE if sizes is None else _thirds(sizes, change),
            )  # fmt: skip


def _moves(
    cards: ReportCards, before: ReportCards, node: str, now: npt.NDArray[np.intp], then: npt.NDArray[np.intp]
) -> tuple[Estimate, Estimate]:
    """Share of schools with the same grade, and of those that moved two grades or more."""
    order = {grade: at for at, grade in enumerate(_grades_of(cards, node))}
    grades, earlier = cards.grades(node), before.grades(node)
    moves = Counter(
        abs(order[a] - order[b])
        for a, b in ((grades[here], earlier[there]) for here, there in zip(now.tolist(), then.tolist(), strict=True))
        if a in order and b in order
    )
    both = sum(moves.values())
    return share(moves[0], both), share(sum(count for steps, count in moves.items() if steps > 1), both)


def _grades_of(cards: ReportCards, node: str) -> list[str | None]:
    makers = (cards.makers[-1], *cards.makers)
    named = (
        (about.bands for compiled, about in zip(maker.plan.nodes, maker.abouts, strict=True)
         if compiled.node.id == node or (node == cards.root and compiled.row == 0))
        for maker in makers
    )  # fmt: skip
    return list(dict.fromkeys(band.grade for found in named for bands in found for band in bands))


def _thirds(size: Floats, change: Floats) -> Estimate:
    """Spread of changes in the smallest third over that in the largest."""
    known = np.isfinite(size) & np.isfinite(change)
    if known.sum() < 9:
        return NONE._replace(n=int(known.sum()))
    low, high = np.quantile(size[known], [1 / 3, 2 / 3])
    found = ratio_of_spreads(change[known & (size <= low)], change[known & (size >= high)])
    return found._replace(n=int(known.sum()))


def size_rows(cards: ReportCards, size: Variable) -> tuple[tuple[SizeRow, ...], Estimate]:
    """Scores by quarter of size, and the spread of the smallest quarter over that of the largest."""
    score, grades = cards.scores(), np.array(cards.grades(), object)
    known = np.isfinite(score) & np.isfinite(size.values)
    if known.sum() < 8:
        return (), NONE._replace(n=int(known.sum()))
    names = [grade for grade in cards.summary() if grade != "no grade"]
    edges = np.quantile(size.values[known], [0.25, 0.5, 0.75])
    quarter = np.where(known, np.searchsorted(edges, size.values, side="left"), -1)
    rows = []
    for at in range(4):
        own = quarter == at
        if not own.any():
            continue
        ends = sum(int((grades[own] == name).sum()) for name in {*names[:1], *names[-1:]})
        rows.append(
            SizeRow(
                at + 1, float(size.values[own].min()), float(size.values[own].max()), float(score[own].mean()),
                float(score[own].std(ddof=1)) if own.sum() > 1 else math.nan,
                share(ends, int(own.sum())) if len(names) > 1 else NONE, int(own.sum()),
            )
        )  # fmt: skip
    ratio = ratio_of_spreads(score[quarter == 0], score[quarter == 3])
    return tuple(rows), ratio._replace(n=int(((quarter == 0) | (quarter == 3)).sum()))
