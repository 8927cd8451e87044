"""Weighted means with fixed weights: the common case, many nodes at once."""

from __future__ import annotations

import numpy as np

from reportcard.engine import kernels
from reportcard.engine.block import Block
from reportcard.engine.plan import Means, Step
from reportcard.engine.table import Bools, Floats
from reportcard.indicators.status import Status

#: Children whose absence fits into the bits of a byte.
_BITS = 8
#: Schools up to which few calls are cheaper than few bytes.
_FEW = 64
_INSUFFICIENT = np.uint8(Status.INSUFFICIENT.code)


def combine_means(block: Block, step: Step, layout: Means) -> None:
    """Combine the children of every node of a step: ``Σ w·s ÷ Σ w`` over the children that have a score."""
    terms = _terms(block, layout)
    absent = np.isnan(terms)
    complete = not np.count_nonzero(absent)
    if not complete:
        np.copyto(terms, 0.0, where=absent)
    present = layout.totals if complete else _present(block, layout, absent)
    means = np.divide(kernels.sum_in_place(terms), present, out=terms[0])
    block.node_status[step.rows] = 0
    block.partial |= not complete
    if complete:
        block.coverage[layout.cover_rows] = 1.0
    else:
        share = np.divide(present, layout.totals, out=present)
        means[share < layout.least] = np.nan
        block.coverage[layout.cover_rows] = share
        _explain(block, step, layout, means, share)
    block.scores[step.rows] = means
    if block.partial:
        _cover(block, layout, absent)


def _terms(block: Block, layout: Means) -> Floats:
    """Weighted scores of the children, (k, m, schools); zeros where a family is shorter than the longest."""
    terms = block.scratch(0, *layout.children.shape)
    if block.size <= _FEW:
        return np.multiply(block.padded[layout.children], layout.weights, out=terms)
    for at, family in enumerate(layout.families):
        count = len(family.weights)
        np.multiply(block.scores[family.rows], layout.weights[:count, at], out=terms[:count, at])
        if count < len(terms):
            terms[count:, at] = 0.0
    return terms


def _present(block: Block, layout: Means, absent: Bools) -> Floats:
    """Weight that is present, (m, schools).

    Which children are absent is a number of k bits, and its weight stands in a table: a byte a child instead of eight.
    """
    if layout.table is None or block.size <= _FEW:
        return kernels.sum_in_place(np.multiply(~absent, layout.weights, out=block.scratch(1, *absent.shape[:2])))
    bits = absent.view(np.uint8)
    code = bits[-1].copy()
    for more in bits[-2::-1]:
        code += code
        code |= more
    present = block.scratch(1, absent.shape[1])
    for at, weights in enumerate(layout.table):
        np.take(weights, code[at], out=present[at], mode="clip")
    return present


def present_table(weights: Floats) -> Floats | None:
    """Weight present for every set of absent children, (m, 2^k); None for families of more than eight.

    The sums are made as the long way makes them, row by row, so that both give the same bytes.
    """
    count = len(weights)
    if count > _BITS:
        return None
    codes = np.arange(2**count)
    return kernels.ordered_sum(np.where((codes >> np.arange(count)[:, None, None]) & 1, 0.0, weights))


def _explain(block: Block, step: Step, layout: Means, means: Floats, share: Floats) -> None:
    """Say why a mean has no score: too little is there, or the weightiest of the children's reasons."""
    none = np.isnan(means)
    places = np.logical_or.reduce(none, axis=0).nonzero()[0]
    if places.size == 0:
        return
    reasons = block.node_status[layout.children[:, :, None], places].max(axis=0)
    reasons[share[:, places] > 0] = _INSUFFICIENT
    rows = np.arange(len(block.node_status))[step.rows]
    block.node_status[rows[:, None], places] = np.where(none[:, places], reasons, 0)


def _cover(block: Block, layout: Means, absent: Bools) -> None:
    """Carry the coverage of inner nodes upwards: a child that is half covered covers half of its weight."""
    for at, covers in layout.inner:
        total = np.zeros(block.size)
        for place, row in enumerate(covers):
            term = np.multiply(~absent[place, at], layout.weights[place, at])
            if row >= 0:
                term *= block.coverage[row]
            total += term
        block.coverage[layout.families[at].cover_row] = total / layout.totals[at]
