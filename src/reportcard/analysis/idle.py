"""Which of the nodes that a knob touches make a difference in these data: a weight on nothing varies nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from reportcard.engine.population import Plans, Scores
    from reportcard.engine.table import Bools, Floats


def idle(nodes: Iterable[str], plans: Plans, scores: Scores, *, absent: bool) -> tuple[str, ...]:
    """Nodes that have a score for no school; for a policy on missing scores, nodes whose score no school lacks.

    Args:
        nodes: Ids of nodes.
        plans: The plans.
        scores: Results of every node, the leaves among them.
        absent: Whether the nodes are asked for absent scores.
    """
    return tuple(node for node in nodes if not (np.isnan(_own(node, plans, scores)) == absent).any())


def _own(node: str, plans: Plans, scores: Scores) -> Floats:
    """Scores of the schools whose variant has the node."""
    root = plans[-1][1].nodes[0].node.id
    has = np.array([node in plan.rows or node == root for _, plan in plans])
    there: Bools = has[scores.taken]
    found: Floats = scores.score[scores.rows[node], there]
    return found
