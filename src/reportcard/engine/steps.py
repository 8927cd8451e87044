"""Orders the nodes of a plan, and groups those that can be computed together."""

from __future__ import annotations

from collections.abc import Container, Hashable, Mapping
from itertools import groupby

import numpy as np

from reportcard.engine import kernels
from reportcard.engine.conditions import nodes_in
from reportcard.engine.means import present_table
from reportcard.engine.plan import CompiledNode, Means, Step, together
from reportcard.engine.table import Floats


def steps(nodes: list[CompiledNode], rows: Mapping[str, int], done: Container[int]) -> tuple[Step, ...]:
    """Steps in an order in which each node comes after its children and after the nodes that its rules read.

    ``done`` holds the rows of the straight-line leaves; of those only the ones that are rounded, graded or have rules
    need a step.
    """
    heights = _heights(nodes, rows)
    waiting = [node for node in nodes if node.row not in done or node.is_finished]
    waiting.sort(key=lambda node: (heights[node.row], repr(_likeness(node)), node.row))
    groups = groupby(waiting, key=lambda node: (heights[node.row], _likeness(node)))
    return tuple(_step(tuple(group), nodes) for _, group in groups)


def _heights(nodes: list[CompiledNode], rows: Mapping[str, int]) -> dict[int, int]:
    """How many steps must come before each node. The document was checked: no node depends on itself."""
    reads: dict[int, set[int]] = {node.row: set() for node in nodes}
    for node in nodes:
        if node.parent >= 0:
            reads[node.parent].add(node.row)
        reads[node.row] |= {rows[name] for rule in node.node.rules for name in nodes_in(rule.when)} - {node.row}
    heights: dict[int, int] = {}

    def height(row: int) -> int:
        if row not in heights:
            heights[row] = 1 + max((height(read) for read in reads[row]), default=-1)
        return heights[row]

    for node in nodes:
        height(node.row)
    return heights


def _likeness(node: CompiledNode) -> Hashable:
    """Nodes of one height with the same likeness share a step; a node with anything special has its own."""
    if node.family is None or not node.family.plain or node.has_rules or node.node.clip or _has_moving_cuts(node):
        return node.row
    bands = node.bands
    return ("means", node.rounding, bands and len(bands.cuts), bands and bands.upper)


def _has_moving_cuts(node: CompiledNode) -> bool:
    return node.bands is not None and node.bands.moves


def _step(group: tuple[CompiledNode, ...], nodes: list[CompiledNode]) -> Step:
    first = group[0]
    step = Step(
        nodes=group,
        rows=together([node.row for node in group]),
        rounding=first.rounding,
        clip=first.node.clip,
        upper=first.bands is not None and first.bands.upper,
        finishes=any(node.is_finished for node in group),
    )
    if first.bands is not None:
        step.grade_rows = together([node.grade_row for node in group])
        step.cuts = None if first.bands.moves else _cuts(group)
    if first.family is not None and first.family.plain:
        step.means = _means(group, nodes)
    return step


def _cuts(group: tuple[CompiledNode, ...]) -> Floats:
    cuts = [[cut(None) for cut in node.bands.cuts] for node in group if node.bands is not None]
    return np.array(cuts, np.float64).T[:, :, None]


def _means(group: tuple[CompiledNode, ...], nodes: list[CompiledNode]) -> Means:
    """Lay out the children of a group of weighted means side by side."""
    families = tuple(node.family for node in group if node.family is not None)
    longest = max(len(family.weights) for family in families)
    children = np.full((longest, len(families)), len(nodes), np.intp)
    weights = np.zeros((longest, len(families), 1))
    inner = []
    for at, (node, family) in enumerate(zip(group, families, strict=True)):
        count = len(family.weights)
        family.cover_row = node.cover_row
        children[:count, at] = np.arange(family.rows.start, family.rows.stop)
        weights[:count, at] = 0.0 if family.fixed is None else family.fixed
        covers = tuple(child.cover_row for child in nodes[family.rows])
        if max(covers) >= 0:
            inner.append((at, covers))
    return Means(
        families=families,
        children=children,
        weights=weights,
        totals=kernels.ordered_sum(weights),
        least=np.array([[(family.needs_weight or 0.0) - kernels.NOISE] for family in families]),
        cover_rows=together([node.cover_row for node in group]),
        inner=tuple(inner),
        table=present_table(weights),
    )
