"""Checks of the score tree: leaves and inner nodes, weights, what happens to missing children."""

from __future__ import annotations

import math
from collections.abc import Iterator

from reportcard.framework.checks.context import Context, Fault, Placed
from reportcard.framework.document import Grid, MoveWeight, Node, TreatAs
from reportcard.framework.explain import suggestion

#: Combinations that read the weights of their children; all others ignore them.
WEIGHTED = frozenset({"weighted_mean", "harmonic_mean", "geometric_mean", "power_mean"})
#: Combinations that ask whether each child is met.
GATES = frozenset({"all_of", "any_of"})


def tree_faults(context: Context) -> Iterator[Fault]:
    """Check every node on its own and with its parent and siblings."""
    yield from _duplicates(context)
    for placed in context.nodes:
        yield from _leaf(placed) if not placed.node.children else _inner(placed)
        yield from _weight(placed)
        yield from _target(placed)
        yield from _missing(placed)
        yield from _extras(placed)


def _duplicates(context: Context) -> Iterator[Fault]:
    seen: set[str] = set()
    for placed in context.nodes:
        if placed.node.id in seen:
            message = f"There are two nodes '{placed.node.id}'."
            yield Fault((*placed.path, "id"), "duplicate-node", message, "Give each node an id of its own.")
        seen.add(placed.node.id)


# --- leaves and inner nodes ------------------------------------------------------------------------------------------


def _leaf(placed: Placed) -> Iterator[Fault]:
    node, path = placed.node, placed.path
    if node.combine is not None:
        if node.indicator or node.metric or node.scale:
            message = f"The leaf '{node.id}' has a 'combine', but nothing to combine."
            yield Fault((*path, "combine"), "combine-on-leaf", message, "Remove 'combine', or give it children.")
        else:
            message = f"The node '{node.id}' combines children, but has none."
            yield Fault((*path, "combine"), "no-children", message, "Add 'children', or remove 'combine'.")
    if node.needs is not None:
        message = f"'needs' counts children, and the leaf '{node.id}' has none."
        yield Fault((*path, "needs"), "needs-on-leaf", message, "Remove it; an indicator can have a 'minimum_n'.")
    if node.indicator and node.metric:
        message = f"The leaf '{node.id}' has both an indicator and a metric."
        yield Fault((*path, "indicator"), "two-sources", message, "Keep one; name the indicator in the metric.")


def _inner(placed: Placed) -> Iterator[Fault]:
    node, path = placed.node, placed.path
    for key in ("indicator", "metric"):
        if getattr(node, key) is not None:
            message = f"The node '{node.id}' has children and reads an indicator too."
            yield Fault((*path, key), "leaf-with-children", message, f"Remove '{key}', or move it to a child.")
    if node.scale is not None:
        message = f"The node '{node.id}' combines scores; only a leaf has a scale."
        yield Fault((*path, "scale"), "scale-on-inner-node", message, "Give the children scales.")
    if not placed.counts:
        message = f"All children of the node '{node.id}' stand beside; nothing is left to combine."
        yield Fault((*path, "children"), "no-children", message, "Remove 'beside' from a child.")
    elif not placed.combination:
        message = f"It is not said how the children of '{node.id}' are combined, and none has a weight."
        yield Fault(path, "no-combination", message, "Add 'combine', such as 'combine: mean'.")
    yield from _needs(placed)
    if isinstance(node.combine, Grid):
        yield from _grid(placed, node.combine)


def _needs(placed: Placed) -> Iterator[Fault]:
    needs = placed.node.needs
    if needs is None:
        return
    if needs.weight is None and needs.children is None:
        message = f"'needs' of '{placed.node.id}' asks for nothing."
        yield Fault((*placed.path, "needs"), "empty-needs", message, "Give 'weight' or 'children'.")
    if needs.children is not None and needs.children > len(placed.counts):
        message = f"'{placed.node.id}' needs {needs.children} children and has {len(placed.counts)}."
        yield Fault((*placed.path, "needs", "children"), "needs-too-many", message, "Lower the number.")


def _grid(placed: Placed, combine: Grid) -> Iterator[Fault]:
    grid, path = combine.grid, (*placed.path, "combine", "grid")
    ids = [child.id for child in placed.counts]
    for key, name in (("rows", grid.rows), ("columns", grid.columns)):
        if name not in ids:
            message = f"The {key} of the grid are the scores of a child; '{name}' is not one of '{placed.node.id}'."
            yield Fault((*path, key), "dangling-node", message, suggestion(name, ids) or f"Children: {_listed(ids)}.")
    if grid.rows == grid.columns:
        message = f"Rows and columns of the grid are the same child '{grid.rows}'."
        yield Fault((*path, "columns"), "grid-same-child", message, "Name another child.")
    if len({len(row) for row in grid.cells}) > 1:
        yield Fault(
            (*path, "cells"), "grid-ragged", "The rows of the grid differ in length.", "Write null for no score."
        )


# --- weights ---------------------------------------------------------------------------------------------------------


def _weight(placed: Placed) -> Iterator[Fault]:
    """Check the weight of a node, and the weights of its children together."""
    node, path = placed.node, placed.path
    if node.weight is not None:
        yield from _weight_on_nothing(placed)
        if node.weight.value is not None and node.weight.value < 0:
            message = f"The weight of '{node.id}' is negative: {node.weight.value:g}."
            yield Fault((*path, "weight"), "negative-weight", message, "Weights are 0 or more.")
    if placed.combination in WEIGHTED:
        yield from _weights_together(placed)


def _weight_on_nothing(placed: Placed) -> Iterator[Fault]:
    path, parent = (*placed.path, "weight"), placed.parent_combination
    if placed.parent is None:
        message = f"The weight of '{placed.node.id}' has no effect: it is the root and has no siblings."
        yield Fault(path, "weight-on-nothing", message, "Remove it.")
    elif placed.node.beside:
        message = f"The weight of '{placed.node.id}' has no effect: the node stands beside its siblings."
        yield Fault(path, "weight-on-nothing", message, "Remove the weight, or 'beside'.")
    elif parent and parent not in WEIGHTED:
        message = f"The weight of '{placed.node.id}' has no effect: '{placed.parent.id}' combines by '{parent}'."
        yield Fault(path, "weight-on-nothing", message, "Remove it, or combine by 'weighted_mean'.")


def _target(placed: Placed) -> Iterator[Fault]:
    node = placed.node
    if node.target is not None and (node.beside or placed.parent_combination not in GATES):
        message = f"The target of '{node.id}' has no effect: it is not part of a gate."
        remedy = "Remove it, or combine the parent by 'all_of' or 'any_of'."
        yield Fault((*placed.path, "target"), "target-on-nothing", message, remedy)


def _weights_together(placed: Placed) -> Iterator[Fault]:
    children = placed.counts
    given = [child for child in children if child.weight is not None]
    if children and not given and placed.combination == "weighted_mean":
        message = f"'{placed.node.id}' is a weighted mean, and none of its children has a weight."
        yield Fault(placed.path, "no-weights", message, "Give the children weights, or combine by 'mean'.")
    elif 0 < len(given) < len(children):
        without = _listed([child.id for child in children if child.weight is None])
        message = f"Some children of '{placed.node.id}' have no weight: {without}."
        yield Fault(placed.path, "missing-weight", message, "Give every child a weight, or set 'beside: true'.")
    elif given and all(child.weight and child.weight.value == 0 for child in given):
        message = f"The weights of the children of '{placed.node.id}' sum to zero."
        yield Fault(placed.path, "weights-sum-to-zero", message, "Give at least one child a weight above 0.")


# --- missing ---------------------------------------------------------------------------------------------------------


def _missing(placed: Placed) -> Iterator[Fault]:
    node, path = placed.node, (*placed.path, "missing")
    if node.missing is None:
        return
    if placed.parent is None or node.beside:
        message = f"'missing' tells a parent what to do, and '{node.id}' is not part of one."
        yield Fault(path, "missing-on-nothing", message, "Remove it.")
    elif isinstance(node.missing, MoveWeight):
        yield from _moved(placed, placed.parent, node.missing)
    elif isinstance(node.missing, TreatAs):
        yield from _treated(node, node.missing, path)


def _moved(placed: Placed, parent: Node, missing: MoveWeight) -> Iterator[Fault]:
    path, node = (*placed.path, "missing", "move_weight_to"), placed.node
    siblings = [child.id for child in parent.children if not child.beside and child.id != node.id]
    if placed.parent_combination not in WEIGHTED:
        message = f"'{node.id}' has no weight to move: '{parent.id}' does not combine by weights."
        yield Fault(path, "weight-on-nothing", message, "Remove it, or combine by 'weighted_mean'.")
    for name, share in missing.move_weight_to.items():
        if name not in siblings:
            what = "itself" if name == node.id else f"'{name}', which is no sibling of it"
            remedy = suggestion(name, siblings) or f"Siblings: {_listed(siblings)}."
            yield Fault(path, "dangling-node", f"'{node.id}' moves its weight to {what}.", remedy)
        if share <= 0:
            yield Fault((*path, name), "wrong-shares", f"The share {share:g} is not above 0.", "Shares sum to 1.")
    total = math.fsum(missing.move_weight_to.values())
    if not math.isclose(total, 1, abs_tol=1e-6):
        message = f"The shares of the weight of '{node.id}' sum to {total:g}, not to 1."
        yield Fault(path, "wrong-shares", message, "Weight would be lost or made; let the shares sum to 1.")


def _treated(node: Node, missing: TreatAs, path: tuple[str | int, ...]) -> Iterator[Fault]:
    low, high = node.clip or (-math.inf, math.inf)
    if not low <= missing.treat_as <= high:
        message = f"'{node.id}' is treated as {missing.treat_as:g}, outside its limits {low:g} to {high:g}."
        yield Fault((*path, "treat_as"), "out-of-range", message, "Give a score that the node can have.")


def _extras(placed: Placed) -> Iterator[Fault]:
    node, path = placed.node, placed.path
    if node.bonus and placed.parent_combination != "sum":
        message = f"'{node.id}' is a bonus, and its parent is not a sum."
        yield Fault((*path, "bonus"), "bonus-outside-sum", message, "Remove 'bonus', or combine the parent by 'sum'.")
    if node.beside and placed.parent is None:
        yield Fault((*path, "beside"), "beside-nothing", f"'{node.id}' is the root; it has no siblings.", "Remove it.")
    if node.clip is not None and node.clip[0] >= node.clip[1]:
        message = f"The limits of '{node.id}' leave no score between {node.clip[0]:g} and {node.clip[1]:g}."
        yield Fault((*path, "clip"), "wrong-order", message, "Write the lower limit first.")


def _listed(names: list[str]) -> str:
    return ", ".join(names[:10]) + (", …" if len(names) > 10 else "") or "none"
