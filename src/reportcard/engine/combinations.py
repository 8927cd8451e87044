"""Combinations of a document, compiled: from children's scores to one score."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from reportcard.engine import kernels
from reportcard.engine.conditions import quantity
from reportcard.engine.plan import Family, Quantity
from reportcard.engine.table import Bools, Floats
from reportcard.framework.document import Grid, HarmonicMean, MoveWeight, Node, PowerMean, TreatAs

if TYPE_CHECKING:
    from reportcard.engine.block import Block

Combine = Callable[[Floats, Floats, Bools], Floats]

#: Combinations whose children must all be present unless a child says otherwise: a sum without a part is no sum.
REQUIRE_ALL = frozenset({"sum", "product", "grid"})
#: Combinations that use weights; the others count every child alike.
WEIGHTED = frozenset({"weighted_mean", "geometric_mean", "harmonic_mean", "power_mean"})
#: Combinations that ask whether each child is met. The targets take the place of the weights.
GATES = frozenset({"all_of", "any_of"})
#: The target of a gate's child that has none: the smallest score that counts as above 0.
_ABOVE_ZERO = 2 * kernels.NOISE


def name_of(node: Node) -> str:
    """Name of an inner node's combination; ``weighted_mean`` where none is given and a child has a weight."""
    match node.combine:
        case None:
            return "weighted_mean" if any(child.weight is not None for child in node.children) else "mean"
        case HarmonicMean():
            return "harmonic_mean"
        case PowerMean():
            return "power_mean"
        case Grid():
            return "grid"
        case name:
            return name


#: How a child's contribution to the score follows from its own score.
ADDITIVE = {
    "weighted_mean": "mean", "mean": "mean", "sum": "sum", "best": "chosen", "worst": "chosen", "grid": "cell",
    "all_of": "gate", "any_of": "gate", "profile": "profile",
}  # fmt: skip


def combined_children(node: Node) -> list[Node]:
    """The children that are combined, in the order in which they are summed: by id, whatever the document's order."""
    return sorted((child for child in node.children if not child.beside), key=lambda child: child.id)


def family(node: Node, rows: slice) -> Family:
    """Compile how a node's children are combined."""
    children = combined_children(node)
    places = {child.id: place for place, child in enumerate(children)}
    name = name_of(node)
    weights = tuple(_target(c) if name in GATES else _weight(c, weighted=name in WEIGHTED) for c in children)
    special = any(child.missing not in (None, "leave_out") for child in children) or (
        node.needs and node.needs.children
    )
    fixed = _fixed_targets(children) if name in GATES else _fixed(children, weighted=name in WEIGHTED)
    return Family(
        rows=rows,
        combine=_combine(node, places),
        weights=weights,
        fixed=fixed,
        shares=_shares(children, weighted=name in WEIGHTED),
        moves=_moves(children, places),
        treated=tuple((places[c.id], c.missing.treat_as) for c in children if isinstance(c.missing, TreatAs)),
        required=tuple(places[c.id] for c in children if is_required(c, name)),
        needs_weight=node.needs.weight if node.needs else None,
        needs_children=node.needs.children if node.needs else None,
        plain=name in ("weighted_mean", "mean") and fixed is not None and not special,
        additive=ADDITIVE.get(name, "none"),
    )


def is_required(child: Node, combination: str) -> bool:
    """Whether a node has no score where this child has none."""
    if child.missing is None:
        return combination in REQUIRE_ALL and not child.bonus
    return child.missing == "require"


def _weight(child: Node, *, weighted: bool) -> Quantity:
    if not weighted or child.weight is None:
        return lambda block: 1.0
    return quantity(child.weight)


def _target(child: Node) -> Quantity:
    """The score from which a gate's child is met; infinite for a school that has no target."""
    if child.target is None:
        return lambda block: _ABOVE_ZERO
    target = quantity(child.target)

    def known(block: Block) -> Floats:
        given = np.asarray(target(block), np.float64)
        return np.where(np.isnan(given), np.inf, given)

    return known


def _fixed_targets(children: Sequence[Node]) -> Floats | None:
    plain = [_ABOVE_ZERO if child.target is None else child.target.value for child in children]
    known = [target for target in plain if target is not None]
    return np.array(known)[:, None] if len(known) == len(plain) else None


def _plain_weight(child: Node, *, weighted: bool) -> float | None:
    return 1.0 if not weighted or child.weight is None else child.weight.value


def _fixed(children: Sequence[Node], *, weighted: bool) -> Floats | None:
    plain = [_plain_weight(child, weighted=weighted) for child in children]
    known = [weight for weight in plain if weight is not None]
    return np.array(known)[:, None] if len(known) == len(plain) else None


def _shares(children: Sequence[Node], *, weighted: bool) -> Floats:
    """Shares in the coverage. A weight that a column sets counts as 1; a bonus counts nothing."""
    plain = [0.0 if c.bonus else (_plain_weight(c, weighted=weighted) or 0.0) for c in children]
    if any(_plain_weight(c, weighted=weighted) is None for c in children) or not any(plain):
        plain = [1.0] * len(children)
    return np.array(plain)[:, None] / math.fsum(plain)


def _moves(children: Sequence[Node], places: dict[str, int]) -> tuple[tuple[int, tuple[tuple[int, float], ...]], ...]:
    return tuple(
        (places[child.id], tuple((places[to], share) for to, share in child.missing.move_weight_to.items()))
        for child in children
        if isinstance(child.missing, MoveWeight)
    )


def _combine(node: Node, places: dict[str, int]) -> Combine:
    """Return ``f(scores, weights, absent) -> score``."""
    match node.combine:
        case Grid():
            cells = np.array([[np.nan if cell is None else cell for cell in row] for row in node.combine.grid.cells])
            row, column = places[node.combine.grid.rows], places[node.combine.grid.columns]
            return lambda scores, weights, absent: kernels.grid(scores[row], scores[column], cells)
        case HarmonicMean():
            drop_zero = node.combine.harmonic_mean.zero_is == "missing"
            return lambda scores, weights, absent: _harmonic(scores, weights, drop_zero=drop_zero)
        case PowerMean():
            power = node.combine.power_mean.power
            return lambda scores, weights, absent: kernels.power_mean(scores, weights, power)
        case _:
            return _SIMPLE[name_of(node)]


def _harmonic(scores: Floats, weights: Floats, *, drop_zero: bool) -> Floats:
    return kernels.power_mean(np.where(scores <= 0, np.nan, scores) if drop_zero else scores, weights, -1.0)


def _mean(scores: Floats, weights: Floats, absent: Bools) -> Floats:
    return kernels.weighted_mean(scores, weights, absent)[0]


def _met(scores: Floats, targets: Floats) -> Floats:
    """Gates: met is 1, not met 0; a child without a score or a target is left out."""
    unknown = np.isnan(scores) | np.isinf(targets)
    return np.where(unknown, np.nan, kernels.reaches(scores, targets))


_SIMPLE: dict[str, Combine] = {
    "weighted_mean": _mean,
    "mean": _mean,
    "sum": lambda scores, weights, absent: kernels.weighted_sum(scores),
    "product": lambda scores, weights, absent: kernels.product(scores),
    "geometric_mean": lambda scores, weights, absent: kernels.power_mean(scores, weights, 0.0),
    "harmonic_mean": lambda scores, weights, absent: _harmonic(scores, weights, drop_zero=False),
    "best": lambda scores, weights, absent: kernels.best(scores),
    "worst": lambda scores, weights, absent: kernels.worst(scores),
    "all_of": lambda scores, weights, absent: kernels.worst(_met(scores, weights)),
    "any_of": lambda scores, weights, absent: kernels.best(_met(scores, weights)),
    "profile": lambda scores, weights, absent: np.full(scores.shape[1:], np.nan),
}
