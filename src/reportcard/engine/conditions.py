"""Conditions and numbers of a document, compiled to functions of a block of schools."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from reportcard.engine import kernels
from reportcard.engine.plan import Mask, Quantity
from reportcard.engine.table import Bools, Codes, Floats
from reportcard.framework.document import (
    AllOf,
    AnyOf,
    ColumnCondition,
    Condition,
    IndicatorCondition,
    NodeCondition,
    Not,
    Number,
)
from reportcard.indicators.status import Status

if TYPE_CHECKING:
    from reportcard.engine.block import Block

#: Reads the values and statuses that a condition compares.
Read = Callable[[Any], tuple[Floats, Codes]]
_LAST_PRESENT = Status.CENSORED.code


def quantity(number: Number) -> Quantity:
    """Return a function of a block that gives the number: a constant, or one number per school."""
    if number.from_indicator is not None:
        indicator = number.from_indicator
        return lambda block: block.value(indicator)
    assert number.value is not None  # noqa: S101  the model gives one of the two
    constant = number.value
    return lambda block: constant


def mask(condition: Condition | None) -> Mask:
    """Return a function of a block that says for which schools the condition is true; no condition is always true."""
    match condition:
        case None:
            return lambda block: np.ones(block.size, np.bool_)
        case AllOf():
            parts = [mask(part) for part in condition.all]
            return lambda block: np.logical_and.reduce([part(block) for part in parts])
        case AnyOf():
            parts = [mask(part) for part in condition.any]
            return lambda block: np.logical_or.reduce([part(block) for part in parts])
        case Not():
            inner = mask(condition.not_)
            return lambda block: ~inner(block)
        case ColumnCondition():
            return _column(condition)
        case IndicatorCondition():
            return _compared(
                condition, lambda block: (block.value(condition.indicator), block.status(condition.indicator))
            )
        case NodeCondition():
            return _node(condition)


def _column(condition: ColumnCondition) -> Mask:
    name = condition.column
    wanted = condition.in_ or condition.not_in or tuple(w for w in (condition.is_, condition.is_not) if w is not None)
    if condition.is_ is not None or condition.in_ is not None:
        return lambda block: block.text_is(name, wanted)
    return lambda block: ~block.text_is(name, wanted)


def _node(condition: NodeCondition) -> Mask:
    compared = _compared(condition, lambda block: block.node(condition.node))
    if condition.grade_in is None:
        return compared
    grades = condition.grade_in
    return lambda block: compared(block) & block.grade_is(condition.node, grades)


def _compared(condition: IndicatorCondition | NodeCondition, read: Read) -> Mask:
    """Every comparison that a condition makes must hold. A comparison with an absent value is false."""
    bounds = {name: quantity(bound) for name in _COMPARE if (bound := getattr(condition, name)) is not None}
    wanted = condition.is_

    def holds(block: Block) -> Bools:
        values, statuses = read(block)
        found = np.ones(block.size, np.bool_)
        if wanted in ("present", "missing"):
            found &= (statuses <= _LAST_PRESENT) == (wanted == "present")
        elif wanted is not None:
            found &= statuses == Status(wanted).code
        for name, bound in bounds.items():
            found &= _COMPARE[name](values, bound(block))
        return found

    return holds


def _at_most(x: Floats, bound: Floats | float) -> Bools:
    return x <= bound + kernels.NOISE


def _below(x: Floats, bound: Floats | float) -> Bools:
    return x < bound - kernels.NOISE


def _equals(x: Floats, bound: Floats | float) -> Bools:
    return np.abs(x - bound) <= kernels.NOISE


def _above(x: Floats, bound: Floats | float) -> Bools:
    return kernels.reaches(x, bound, upper=True)


_COMPARE: dict[str, Callable[[Floats, Floats | float], Bools]] = {
    "below": _below,
    "at_most": _at_most,
    "equals": _equals,
    "at_least": kernels.reaches,
    "above": _above,
}


def nodes_in(condition: Condition | None) -> Iterator[str]:
    """Ids of the nodes that a condition reads."""
    yield from (part.node for part in parts_of(condition) if isinstance(part, NodeCondition))


def parts_of(condition: Condition | None) -> Iterator[IndicatorCondition | ColumnCondition | NodeCondition]:
    """The simple conditions that a condition is made of."""
    match condition:
        case None:
            return
        case AllOf():
            for part in condition.all:
                yield from parts_of(part)
        case AnyOf():
            for part in condition.any:
                yield from parts_of(part)
        case Not():
            yield from parts_of(condition.not_)
        case _:
            yield condition
