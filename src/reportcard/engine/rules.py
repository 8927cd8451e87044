"""Rules: a condition and an effect on a node's score or grade. A rule that fires leaves a trace."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from reportcard.engine.block import Block, Effect
from reportcard.engine.plan import CompiledNode, CompiledRule
from reportcard.engine.table import Bools, Floats
from reportcard.framework.document import Rule
from reportcard.indicators.status import Status

_WITHHELD = np.uint8(Status.WITHHELD.code)
Array = npt.NDArray[np.generic]


def _fire(block: Block, row: int, rule: CompiledRule, fired: Bools, before: Array, after: Array) -> None:
    """Leave a trace of a rule that fired."""
    if not np.count_nonzero(fired):
        return
    block.fired[rule.key] = fired
    if block.trace is not None:
        block.trace.effects.append(Effect(row, rule.key, fired, before, after))


def score_rule(block: Block, row: int, rule: CompiledRule) -> None:
    """Apply a rule that changes the score."""
    before = block.scores[row].copy()
    amount = rule.amount(block) if rule.amount is not None else 0.0
    after = np.where(rule.mask(block), _changed(rule.rule, before, amount), before)
    after = np.where(np.isnan(after), before, after)
    fired = after != before
    fired &= ~np.isnan(before)
    block.scores[row] = after
    _fire(block, row, rule, fired, before, after)


def _changed(rule: Rule, score: Floats, amount: Floats | float) -> Floats:
    """The score after a rule's effect. A limit of the effect never moves a score the other way."""
    match rule.effect:
        case "add":
            raised = score + amount
            return raised if rule.never_above is None else np.minimum(raised, np.maximum(score, rule.never_above))
        case "subtract":
            lowered = score - amount
            return lowered if rule.never_below is None else np.maximum(lowered, np.minimum(score, rule.never_below))
        case "cap":
            return np.minimum(score, amount)
        case _:
            return np.maximum(score, amount)


def grade_rule(block: Block, node: CompiledNode, rule: CompiledRule) -> None:
    """Apply a rule that changes the grade."""
    before = block.grades[node.grade_row].copy()
    limit = _grade_limit(block, node, rule)
    if rule.rule.effect == "cap":
        after = np.where(limit < 0, before, np.minimum(before, limit))
    elif rule.rule.effect == "floor":
        after = np.maximum(before, limit)
    else:
        after = np.broadcast_to(limit, before.shape)
    after = np.where(rule.mask(block) & (before >= 0), after, before).astype(np.int8)
    block.grades[node.grade_row] = after
    _fire(block, node.row, rule, after != before, before, after)


def _grade_limit(block: Block, node: CompiledNode, rule: CompiledRule) -> npt.NDArray[np.int8]:
    """Index of the grade that a rule sets or limits to; −1 where a column holds no grade."""
    limit = rule.rule.cap or rule.rule.floor
    if limit is None or limit.grade_in is None:
        index = -1 if rule.grade is None else rule.grade
        return np.full(block.size, index, np.int8)
    assert node.bands is not None  # noqa: S101  only graded nodes have grade rules
    known = block.text_as(limit.grade_in, {grade: index for index, grade in enumerate(node.bands.grades)})
    return np.where(known < 0, -1, np.maximum(known - limit.lowered_by, 0)).astype(np.int8)


def last_rule(block: Block, node: CompiledNode, rule: CompiledRule) -> None:
    """Apply a rule that withholds the score and the grade, or only notes something."""
    fired = rule.mask(block)
    if not np.count_nonzero(fired):
        return
    before = block.scores[node.row].copy()
    if rule.rule.effect == "withhold":
        fired = fired & ~np.isnan(before)
        block.scores[node.row][fired] = np.nan
        block.node_status[node.row][fired] = _WITHHELD
        if node.bands is not None:
            block.grades[node.grade_row][fired] = -1
    _fire(block, node.row, rule, fired, before, block.scores[node.row].copy())
