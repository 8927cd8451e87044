"""Runs a plan's inner nodes again with other weights and cut scores, on the leaves that a block already holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from reportcard.engine import kernels
from reportcard.engine.combinations import WEIGHTED, combined_children, name_of
from reportcard.engine.means import present_table
from reportcard.engine.run import run, run_steps
from reportcard.framework.checks import maximum

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportcard.engine.block import Block
    from reportcard.engine.plan import CompiledNode, Family, GradeBands, Means, Plan, Quantity, Step
    from reportcard.engine.table import Bools, Floats
    from reportcard.framework.document import Node


class Rerun:
    """A plan whose weights and overall cut scores can be changed without compiling it again.

    A factor multiplies the weight of a node among its siblings; means need no more, for they divide by the sum of the
    weights. In a sum, a node's weight is its maximum: its points are multiplied by the factor, and then all points of
    the sum by what keeps its maximum as it was, so that cut scores keep their meaning. A bonus is left as it is.

    Args:
        plan: The plan.
        maxima: Maximum that each sum is to keep, by node; that of the plan's own document where not given.
    """

    def __init__(self, plan: Plan, maxima: Mapping[str, float] | None = None) -> None:
        self.plan = plan
        kept = maxima or {}
        self.sums = {
            node.row: (points, kept.get(node.node.id, float(points.sum())))
            for node in plan.nodes
            if node.family is not None and (points := sum_maxima(node.node)) is not None
        }
        # A leaf's rule may read an inner node: then the leaves depend on the weights too.
        self.leaves_move = any(node.family is None and node.has_rules for node in plan.nodes)
        self._inner = tuple(step for step in plan.steps if self.leaves_move or step.nodes[0].family is not None)

    def __call__(self, block: Block, factors: Floats, shift: Floats) -> None:
        """Compute the inner nodes of a block that :func:`reportcard.engine.run.run` has scored before.

        Args:
            block: The block. Its columns may be the same schools many times over, each time with other factors.
            factors: Factor on the weight of each node, by row, shape (nodes, columns) or (nodes, 1).
            shift: What is added to every cut score of the overall grade, shape (columns,) or (1,).
        """
        block.fired = {}
        block.partial = False
        steps = tuple(self._changed(step, factors, shift) for step in self._inner)
        if self.leaves_move:
            own, block.plan = block.plan, replace(self.plan, steps=steps)
            run(block)
            block.plan = own
        else:
            run_steps(block, steps)

    def _changed(self, step: Step, factors: Floats, shift: Floats) -> Step:
        first = step.nodes[0]
        if step.means is not None:
            step = replace(step, means=_means(step.means, factors))
        elif first.family is not None:
            changed = self._family(first, first.family, factors[first.family.rows])
            step = replace(step, nodes=(replace(first, family=changed), *step.nodes[1:]))
        return _shifted(step, shift) if first.row == 0 and shift.any() else step

    def _family(self, node: CompiledNode, family: Family, factors: Floats) -> Family:
        if (factors == 1.0).all() and node.row not in self.sums:
            return family
        if node.row in self.sums:
            return _scaled_sum(family, sum_factors(*self.sums[node.row], factors))
        if name_of(node.node) not in WEIGHTED:
            return family
        weights = tuple(_times(weight, factor) for weight, factor in zip(family.weights, factors, strict=True))
        if family.fixed is None:
            return replace(family, weights=weights)
        fixed = family.fixed * factors
        return replace(family, weights=weights, fixed=fixed, shares=fixed / kernels.ordered_sum(fixed))


def sum_maxima(node: Node) -> Floats | None:
    """Maximum of each child of a sum, 0 for a bonus, shape (k,); None for no sum, or where a maximum is not known."""
    if name_of(node) != "sum":
        return None
    points = [0.0 if child.bonus else maximum(child) for child in combined_children(node)]
    known = [point for point in points if point is not None]
    return np.array(known) if len(known) == len(points) and sum(known) > 0 else None


def sum_factors(points: Floats, whole: float, factors: Floats) -> Floats:
    """What the children's points of a sum are multiplied by, so that its maximum stays ``whole``, (k, columns).

    ``fᵢ · whole ÷ Σ mⱼ fⱼ`` for the maxima m, shape (k,); 1 for a bonus, which has none.
    """
    own = points[:, None]
    return np.where(own > 0, factors * (whole / kernels.ordered_sum(own * factors)), 1.0)


def _scaled_sum(family: Family, factors: Floats) -> Family:
    if (factors == 1.0).all():
        return family

    def combine(scores: Floats, weights: Floats, absent: Bools) -> Floats:
        return kernels.weighted_sum(scores * factors)

    return replace(family, combine=combine)


def _times(weight: Quantity, factor: Floats) -> Quantity:
    return lambda block: weight(block) * factor


def _means(means: Means, factors: Floats) -> Means:
    """The layout with other weights; places without a child have weight 0 whatever the factor."""
    padded = np.vstack([factors, np.ones((1, factors.shape[1]))])
    weights = means.weights * padded[means.children]
    table = present_table(weights) if factors.shape[1] == 1 else None
    return replace(means, weights=weights, totals=kernels.ordered_sum(weights), table=table)


def _shifted(step: Step, shift: Floats) -> Step:
    if step.cuts is not None:
        return replace(step, cuts=step.cuts + shift)
    node = step.nodes[0]
    return step if node.bands is None else replace(step, nodes=(replace(node, bands=_moved(node.bands, shift)),))


def _moved(bands: GradeBands, shift: Floats) -> GradeBands:
    return replace(bands, cuts=tuple(_plus(cut, shift) for cut in bands.cuts))


def _plus(cut: Quantity, shift: Floats) -> Quantity:
    return lambda block: cut(block) + shift
