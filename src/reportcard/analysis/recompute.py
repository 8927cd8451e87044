"""Computes, for published quantities, what the framework makes of the same rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from reportcard.analysis.published import GRADES, Quantity
from reportcard.engine import kernels
from reportcard.engine.block import Block
from reportcard.engine.compile import walk
from reportcard.engine.plan import CompiledNode, Plan
from reportcard.engine.population import one_school, variant_of
from reportcard.engine.reference import Reference
from reportcard.engine.rules import grade_rule
from reportcard.engine.table import Floats, Table
from reportcard.prepared import Framework

Places = npt.NDArray[np.intp]
_TOGETHER = 8192


def recompute(wanted: Sequence[Quantity], ready: Framework, table: Table, reference: Reference | None) -> None:
    """Score the schools, a plan and a block at a time, and fill in what was computed, taken over and ruled."""
    plans = ready.plans(reference)
    variant = variant_of(plans, table)
    for at, (_, plan) in enumerate(plans):
        own = np.flatnonzero(variant == at)
        there = [quantity for quantity in wanted if quantity.node in plan.rows]
        taken = [_takes_over(quantity, plan, ready) for quantity in there]
        for start in range(0, own.size, _TOGETHER):
            rows = own[start : start + _TOGETHER]
            block = one_school(plan, table, rows)
            for quantity, taken_over in zip(there, taken, strict=True):
                compiled = plan.nodes[plan.rows[quantity.node]]
                quantity.computed[rows] = _result(quantity, plan, compiled, block, rows)
                quantity.taken[rows] = taken_over
                _keep_rules(quantity, compiled, block, rows)


def rescored(
    wanted: Sequence[Quantity], ready: Framework, table: Table, rows: Places, reference: Reference | None
) -> list[Floats]:
    """The numbers of some quantities for some rows of a table; NaN where a row has none."""
    plans = ready.plans(reference)
    variant = variant_of(plans, table)[rows]
    found = [np.full(rows.size, np.nan) for _ in wanted]
    for at, (_, plan) in enumerate(plans):
        own = np.flatnonzero(variant == at)
        block = one_school(plan, table, rows[own]) if own.size else None
        for quantity, numbers in zip(wanted, found, strict=True):
            if block is not None and quantity.node in plan.rows:
                compiled = plan.nodes[plan.rows[quantity.node]]
                numbers[own] = _result(quantity, plan, compiled, block, rows[own])
    return found


def _takes_over(quantity: Quantity, plan: Plan, ready: Framework) -> bool:
    """Whether a node's result is made from the column that it would be compared with."""
    nodes = {node.id for node in walk(plan.nodes[plan.rows[quantity.node]].node)}
    leaves = (compiled for compiled in plan.nodes if compiled.node.id in nodes)
    read = {name for compiled in leaves for name in compiled.indicators}
    return any(quantity.column in ready.intake.numbers[name].value_names for name in read)


def _keep_rules(quantity: Quantity, compiled: CompiledNode, block: Block, rows: Places) -> None:
    for effect in block.trace.effects if block.trace else ():
        if effect.row == compiled.row and (effect.before.dtype == np.int8) == (quantity.kind in GRADES):
            quantity.rules.update(dict.fromkeys(rows[effect.fired].tolist(), effect.key))


def _result(quantity: Quantity, plan: Plan, compiled: CompiledNode, block: Block, rows: Places) -> Floats:
    """A quantity's results: places of grades, or units of the last published decimal."""
    match quantity.kind:
        case "grade":
            return _grade_places(quantity, compiled, block)
        case "cuts":
            return _regraded(quantity, compiled, block, rows)
        case "value":
            number = _value(compiled, block)
        case "weight":
            number = _weight(plan, compiled, block)
        case _:
            number = block.scores[compiled.row]
    units: Floats = np.rint(kernels.round_half_up(number, 1, 10**quantity.decimals) * 10**quantity.decimals)
    return units


def _grade_places(quantity: Quantity, compiled: CompiledNode, block: Block) -> Floats:
    """The grades of a node as places in the quantity's words."""
    if compiled.bands is None:
        return np.full(block.size, np.nan)
    places = np.array([*(quantity.words.index(grade) for grade in compiled.bands.grades), np.nan], np.float64)
    found: Floats = places[block.grades[compiled.grade_row]]
    return found


def _regraded(quantity: Quantity, compiled: CompiledNode, block: Block, rows: Places) -> Floats:
    """The grades that the node's cut scores and grade rules give to the published scores."""
    if compiled.bands is None or quantity.scores is None:
        return np.full(block.size, np.nan)
    own = block.grades[compiled.grade_row].copy()
    cuts = np.array([np.broadcast_to(cut(block), block.size) for cut in compiled.bands.cuts])
    block.grades[compiled.grade_row] = kernels.grade_index(quantity.scores[rows], cuts, upper=compiled.bands.upper)
    for rule in compiled.grade_rules:
        grade_rule(block, compiled, rule)
    found = _grade_places(quantity, compiled, block)
    block.grades[compiled.grade_row] = own
    return found


def _value(compiled: CompiledNode, block: Block) -> Floats:
    """What a leaf measures, before its scale."""
    if compiled.call is not None and block.trace is not None:
        found: Floats = block.trace.calls[compiled.row].value
        return found
    return block.value(compiled.indicator) if compiled.indicator is not None else np.full(block.size, np.nan)


def _weight(plan: Plan, compiled: CompiledNode, block: Block) -> Floats:
    """Weight that a node carries among its siblings present, on the scale of the weights as they are declared."""
    family = plan.nodes[compiled.parent].family if compiled.parent >= 0 else None
    if family is None or block.trace is None or not family.rows.start <= compiled.row < family.rows.stop:
        return np.full(block.size, np.nan)
    # Nothing is kept of a mean with fixed weights and nothing special: they are in force as they stand.
    fixed = np.ones((1, 1)) if family.fixed is None else family.fixed
    weights, scores = block.trace.weights.get(compiled.parent, (fixed, block.scores[family.rows]))
    held = np.where(np.isnan(scores), 0.0, weights)
    declared = 1.0 if family.fixed is None else float(family.fixed.sum())
    with np.errstate(invalid="ignore"):
        share: Floats = declared * held[compiled.row - family.rows.start] / kernels.ordered_sum(held)
    return share
