"""Conditions and numbers of a document, compiled to functions of a block of schools."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

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
            return _always
        case AllOf():
            parts = [mask(part) for part in condition.all]
            return lambda block: _reduced(np.logical_and, [part(block) for part in parts])
        case AnyOf():
            parts = [mask(part) for part in condition.any]
            return lambda block: _reduced(np.logical_or, [part(block) for part in parts])
        case Not():
            inner = mask(condition.not_)
            return lambda block: ~inner(block)
        case ColumnCondition():
            return _column(condition)
        case IndicatorCondition():
            name = condition.indicator
            return _compared(condition, lambda block: block.value(name), lambda block: block.status(name)) or _always
        case NodeCondition():
            return _node(condition)


def _always(block: Block) -> Bools:
    return np.ones(block.size, np.bool_)


def _reduced(combine: np.ufunc, parts: list[Bools]) -> Bools:
    """All parts in one; pair by pair, which for a few schools costs half of stacking them first."""
    found = parts[0]
    for part in parts[1:]:
        found = combine(found, part)
    return found


def _column(condition: ColumnCondition) -> Mask:
    name = condition.column
    wanted = condition.in_ or condition.not_in or tuple(w for w in (condition.is_, condition.is_not) if w is not None)
    if condition.is_ is not None or condition.in_ is not None:
        return lambda block: block.text_is(name, wanted)
    return lambda block: ~block.text_is(name, wanted)


def _node(condition: NodeCondition) -> Mask:
    name, grades = condition.node, condition.grade_in
    compared = _compared(condition, lambda block: block.node(name)[0], lambda block: block.node(name)[1])
    if grades is None:
        return compared or _always
    if compared is None:
        return lambda block: block.grade_is(name, grades)
    return lambda block: compared(block) & block.grade_is(name, grades)


def _compared(
    condition: IndicatorCondition | NodeCondition, value: Callable[[Block], Floats], status: Callable[[Block], Codes]
) -> Mask | None:
    """Every comparison that a condition makes must hold; None where it makes none.

    A comparison with an absent value is false.
    """
    parts = [
        _bounded(_COMPARE[name], value, quantity(bound))
        for name in _COMPARE
        if (bound := getattr(condition, name)) is not None
    ]
    if condition.is_ is not None:
        parts.append(_of_status(condition.is_, status))
    if len(parts) < 2:
        return parts[0] if parts else None
    return lambda block: _reduced(np.logical_and, [part(block) for part in parts])


def _bounded(
    compare: Callable[[Floats, Floats | float], Bools], value: Callable[[Block], Floats], bound: Quantity
) -> Mask:
    return lambda block: compare(value(block), bound(block))


def _of_status(wanted: str, status: Callable[[Block], Codes]) -> Mask:
    match wanted:
        case "present":
            return lambda block: status(block) <= _LAST_PRESENT
        case "missing":
            return lambda block: status(block) > _LAST_PRESENT
    code = Status(wanted).code
    return lambda block: status(block) == code


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
