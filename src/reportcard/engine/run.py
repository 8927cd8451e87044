"""Runs a plan: inputs to scores, statuses, coverage, grades and rules, one block of schools at a time."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from reportcard.engine import kernels, rules
from reportcard.engine.block import Block
from reportcard.engine.means import combine_means
from reportcard.engine.measuring import measure
from reportcard.engine.plan import CompiledNode, Family, Step
from reportcard.engine.table import PARTS, Bools, Codes, Floats
from reportcard.indicators.status import Status
from reportcard.metrics.contract import Column

_LAST_PRESENT = Status.CENSORED.code
_INSUFFICIENT = np.uint8(Status.INSUFFICIENT.code)
_INVALID = np.uint8(Status.INVALID.code)
_NOT_APPLICABLE = np.uint8(Status.NOT_APPLICABLE.code)
_NOT_PUBLISHED = np.uint8(Status.NOT_PUBLISHED.code)


def run(block: Block) -> None:
    """Score the schools that a block has loaded: every node's score, status, coverage and grade."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        _straight_lines(block)
    run_steps(block, block.plan.steps)


def run_steps(block: Block, steps: Iterable[Step]) -> None:
    """Compute the nodes of some steps, in order, from what the block holds of the nodes before them."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for step in steps:
            first = step.nodes[0]
            if step.means is not None:
                combine_means(block, step, step.means)
            elif first.family is not None:
                _combine(block, first, first.family)
            elif first.scale is not None:
                _leaf(block, first)
            if step.finishes:
                _finish(block, step)


# --- leaves ----------------------------------------------------------------------------------------------------------


def _straight_lines(block: Block) -> None:
    """Score every leaf that is a straight line of one indicator, all at once."""
    affine = block.plan.affine
    if affine is None:
        return
    into = block.scores[affine.rows] if isinstance(affine.rows, slice) else None
    scores = kernels.goalposts(
        block.inputs[affine.inputs], affine.start, affine.factor, affine.base, affine.low, affine.high, out=into
    )
    if into is None:
        block.scores[affine.rows] = scores
    block.node_status[affine.rows] = block.statuses[affine.inputs]


def _leaf(block: Block, node: CompiledNode) -> None:
    """Compute a leaf that is not in the straight-line group."""
    assert node.scale is not None  # noqa: S101  such a leaf has one
    known = block.known.get(node.row)
    result = leaf_column(block, node) if known is None else known
    if block.trace is not None:
        block.trace.calls[node.row] = result
    status = result.status if result.status is not None else np.zeros(block.size, np.uint8)
    if not np.count_nonzero(status <= _LAST_PRESENT):
        # Nobody has a value, and no scale has a score for that.
        block.scores[node.row] = np.nan
        block.node_status[node.row] = status
        return
    scores = node.scale(block, result)
    # A value that its scale has no score for is not silently missing: it stands in no table, or has no limits; or the
    # reference has nobody to compare it with.
    lost = np.isnan(scores) & (status <= _LAST_PRESENT)
    why = _NOT_APPLICABLE if node.node.id in block.plan.compares else _INVALID
    block.scores[node.row] = scores
    block.node_status[node.row] = np.where(lost, why, status)


def leaf_column(block: Block, node: CompiledNode) -> Column:
    """The value of a leaf before its scale: an indicator as it is, or what its metric makes of several."""
    if node.call is None:
        return block.column(node.indicator or "", PARTS)
    return measure(block, node.call)


# --- inner nodes -----------------------------------------------------------------------------------------------------


def _combine(block: Block, node: CompiledNode, family: Family) -> None:
    """Combine the children of a node that is no plain weighted mean."""
    scores = block.scores[family.rows]
    absent = np.isnan(scores)
    weights = _weights(block, family, absent)
    gone = absent
    if family.treated:
        scores = _treated(family, scores, absent)
        gone = np.isnan(scores)
    block.keep(node.row, weights, scores)
    result = family.combine(scores, weights, gone)
    for place in family.required:
        result[gone[place]] = np.nan
    short = _falls_short(family, gone)
    result[short] = np.nan
    block.scores[node.row] = result
    _cover(block, node, family, absent)
    _give_reasons(block, node, family, short)


def _weights(block: Block, family: Family, absent: Bools) -> Floats:
    """Weights of the children, (k, 1) or (k, schools), after those that move have moved."""
    if family.fixed is not None and not family.moves:
        return family.fixed
    weights = np.array([np.broadcast_to(weight(block), block.size) for weight in family.weights])
    # A weight that is missing or negative is none.
    weights[~(weights > 0)] = 0.0
    declared = weights.copy()
    for place, targets in family.moves:
        for target, share in targets:
            weights[target] += np.where(absent[place], share * declared[place], 0.0)
        weights[place] = np.where(absent[place], 0.0, weights[place])
    return weights


def _treated(family: Family, scores: Floats, absent: Bools) -> Floats:
    """Scores with the stand-ins of children that are to be treated as having some score."""
    scores = scores.copy()
    for place, stand_in in family.treated:
        scores[place][absent[place]] = stand_in
    return scores


def _falls_short(family: Family, gone: Bools) -> Bools:
    """Where less is present than the node needs."""
    short = np.zeros(gone.shape[1], np.bool_)
    if family.needs_weight is not None:
        present = kernels.ordered_sum(np.where(gone, 0.0, family.shares))
        short |= present < family.needs_weight - kernels.NOISE
    if family.needs_children is not None:
        short |= (~gone).sum(axis=0) < family.needs_children
    return short


def _cover(block: Block, node: CompiledNode, family: Family, absent: Bools) -> None:
    """Set the share of the node's weight that rests on data, through all levels."""
    covered = (~absent).astype(np.float64)
    for place, child in enumerate(block.plan.nodes[family.rows]):
        if child.cover_row >= 0:
            covered[place] *= block.coverage[child.cover_row]
    whole = np.logical_and.reduce(covered >= 1.0)
    block.coverage[node.cover_row] = np.where(whole, 1.0, kernels.ordered_sum(covered * family.shares))
    block.partial |= bool(np.count_nonzero(whole) < block.size)


def _give_reasons(block: Block, node: CompiledNode, family: Family, short: Bools) -> None:
    """Say why a node has no score: too little is there, or the weightiest of the children's reasons."""
    none = np.isnan(block.scores[node.row])
    block.node_status[node.row] = 0
    if not np.count_nonzero(none):
        return
    reasons: Codes = np.maximum.reduce(block.node_status[family.rows])
    # Every child is there, and still no score: an empty cell of a grid, or a profile, which has none by design.
    own = _NOT_PUBLISHED if family.additive == "cell" else _NOT_APPLICABLE
    reasons = np.where(reasons <= _LAST_PRESENT, own, reasons)
    some = ~np.logical_and.reduce(np.isnan(block.scores[family.rows]))
    reasons = np.where(short & some, _INSUFFICIENT, reasons)
    block.node_status[node.row] = np.where(none, reasons, 0)


# --- what follows every score ----------------------------------------------------------------------------------------


def _finish(block: Block, step: Step) -> None:
    """Apply score rules, limits and rounding, then grades and their rules, then what withholds or notes."""
    if block.trace is not None and (step.rounding or step.clip or step.nodes[0].has_rules):
        for node in step.nodes:
            block.trace.raw[node.row] = block.scores[node.row].copy()
    alone = step.nodes[0]
    for rule in alone.score_rules:
        rules.score_rule(block, alone.row, rule)
    if step.clip is not None:
        block.scores[step.rows] = np.clip(block.scores[step.rows], *step.clip)
    if step.rounding is not None:
        if block.unrounded is not None:
            block.unrounded |= {node.row: block.scores[node.row].copy() for node in step.nodes}
        block.scores[step.rows] = kernels.round_half_up(block.scores[step.rows], *step.rounding)
    if step.grade_rows is not None:
        cuts = _cuts(block, alone) if step.cuts is None else step.cuts
        grades = kernels.grade_index(block.scores[step.rows], cuts, upper=step.upper)
        if step.cuts is None:
            # A cut score that is not known is not one that was missed.
            grades[np.isnan(cuts).any(axis=0)] = -1
        block.grades[step.grade_rows] = grades
    for rule in alone.grade_rules:
        rules.grade_rule(block, alone, rule)
    for rule in alone.last_rules:
        rules.last_rule(block, alone, rule)


def _cuts(block: Block, node: CompiledNode) -> Floats:
    """Cut scores that a column sets, one set per school, shape (c, 1, schools)."""
    assert node.bands is not None  # noqa: S101  only graded nodes have cuts
    return np.array([[np.broadcast_to(cut(block), block.size)] for cut in node.bands.cuts])
