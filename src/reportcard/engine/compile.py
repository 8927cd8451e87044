"""Compiles a framework document to a plan: every id resolved, every number bound, nothing left to look up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

import numpy as np

from reportcard.engine.alone import Alone
from reportcard.engine.combinations import combined_children, family
from reportcard.engine.conditions import mask, parts_of, quantity
from reportcard.engine.plan import (
    Affine,
    CompiledNode,
    CompiledRule,
    GradeBands,
    InputKey,
    MetricCall,
    Plan,
    Quantity,
    together,
)
from reportcard.engine.reference import Reference
from reportcard.engine.scales import group_column, numbers_in, scale_function, straight_line
from reportcard.engine.steps import steps
from reportcard.engine.table import PARTS
from reportcard.errors import MetricError
from reportcard.framework.checks import maximum
from reportcard.framework.checks.metrics import named_indicators
from reportcard.framework.document import (
    ColumnCondition,
    Condition,
    Framework,
    IndicatorCondition,
    MetricUse,
    Node,
    Number,
    Rounding,
    Rule,
)
from reportcard.indicators.indicator import Indicator
from reportcard.metrics import Registry


def compile_plan(
    document: Framework,
    indicators: Mapping[str, Indicator],
    registry: Registry,
    reference: Reference | None = None,
    variant: str = "",
    *,
    when: Condition | None = None,
    strict: bool = False,
) -> Plan:
    """Compile a checked document.

    Args:
        document: The document, a variant's changes made.
        indicators: Description of every indicator that it reads.
        registry: The metrics that it may name.
        reference: What norm-referenced scales compare with; without one those leaves have no score.
        variant: Id of the variant that the document is for.
        when: Its condition.
        strict: Whether a metric that fails is an error, instead of giving no value.

    Raises:
        MetricError: A metric is given an input or a parameter that it does not take.
    """
    nodes = _layout(document.score)
    rows = {compiled.node.id: compiled.row for compiled in nodes}
    for compiled in nodes:
        _bind(compiled, nodes, document, registry)
        if compiled.call is not None:
            compiled.call.strict = strict
    lines = _lines(nodes, indicators, reference)
    for compiled in nodes:
        if not compiled.node.children and compiled.row not in lines:
            compiled.scale = scale_function(compiled.node, _described(compiled, indicators), reference)
    inputs, values = _inputs(nodes, lines, document)
    graded = _number(nodes, "grade_row", lambda compiled: compiled.bands is not None)
    inner = _number(nodes, "cover_row", lambda compiled: compiled.family is not None)
    ordered = steps(nodes, rows, lines)
    plan = Plan(
        document=document,
        variant=variant,
        nodes=tuple(nodes),
        steps=ordered,
        widest=max((step.means.children.size for step in ordered if step.means is not None), default=0),
        inputs=inputs,
        values=values,
        affine=_affine(lines),
        rows=rows,
        graded=graded,
        inner=inner,
        place={key: place for place, key in enumerate(inputs)},
        compares=tuple(n.node.id for n in nodes if n.node.scale is not None and _is_comparison(n.node)),
        applies=None if when is None else mask(when),
    )
    plan.alone = Alone.of(plan)
    return plan


def _is_comparison(node: Node) -> bool:
    return type(node.scale).__name__ in ("Percentile", "ZScore", "RangePosition")


# --- layout ----------------------------------------------------------------------------------------------------------


def _layout(root: Node) -> list[CompiledNode]:
    """Give every node a row: level by level, siblings together, the combined ones first, in the order of their ids."""
    nodes = [CompiledNode(root, 0)]
    for compiled in nodes:  # the list grows while it is read
        combined = combined_children(compiled.node)
        beside = [child for child in compiled.node.children if child.beside]
        nodes += [CompiledNode(child, len(nodes) + at, compiled.row) for at, child in enumerate(combined + beside)]
    return nodes


def _bind(compiled: CompiledNode, nodes: list[CompiledNode], document: Framework, registry: Registry) -> None:
    """Bind a node's metric, children, grades, rounding and rules."""
    node = compiled.node
    if node.children:
        first = next(child.row for child in nodes if child.parent == compiled.row)
        compiled.family = family(node, slice(first, first + len(combined_children(node))))
    elif node.metric is None or (node.metric.id == "value" and node.metric.round is None):
        compiled.indicator = _sole_indicator(node)
    else:
        compiled.call = _metric_call(node, node.metric, registry)
    compiled.rounding = fraction(node.round)
    compiled.bands = _bands(node, document)
    rules = [_rule(node, at, rule, compiled.bands) for at, rule in enumerate(node.rules)]
    compiled.score_rules = tuple(rule for rule in rules if rule.amount is not None)
    compiled.last_rules = tuple(rule for rule in rules if rule.rule.effect in ("withhold", "note"))
    compiled.grade_rules = tuple(r for r in rules if r not in compiled.score_rules and r not in compiled.last_rules)


def _sole_indicator(node: Node) -> str:
    given = node.metric.arguments.get("of") if node.metric else None
    return str(given or node.indicator or node.id)


def _described(compiled: CompiledNode, indicators: Mapping[str, Indicator]) -> Indicator:
    """What describes a leaf's value: its first indicator, with the metric's own direction where it has one."""
    if compiled.call is None:
        return indicators[compiled.indicator or ""]
    first = indicators[compiled.call.indicators[0]]
    own = compiled.call.metric.direction
    return replace(first, direction=own) if own else first


def fraction(rounding: Rounding | None) -> tuple[int, int] | None:
    """The multiple that a number is rounded to, as an exact fraction: 0.1 is (1, 10)."""
    return None if rounding is None else Decimal(str(rounding.to)).as_integer_ratio()


# --- metrics ---------------------------------------------------------------------------------------------------------


def _metric_call(node: Node, use: MetricUse, registry: Registry) -> MetricCall:
    """Tell a metric's inputs from its parameters, and check both."""
    metric = registry[use.id]
    given = dict(use.arguments)
    if len(metric.inputs) == 1:
        given.setdefault(metric.inputs[0], node.indicator or node.id)
    inputs = {role: named_indicators(given.pop(role, None), many=role in metric.lists) for role in metric.inputs}
    absent = [role for role, names in inputs.items() if not names]
    if absent:
        raise MetricError(f"Metric '{use.id}' of node '{node.id}' needs an indicator for {', '.join(absent)}.")
    try:
        parameters = metric.parameters.model_validate(given)
    except ValueError as error:
        raise MetricError(f"Metric '{use.id}' of node '{node.id}': {error}") from error
    fault = parameters.fault({role: len(names) for role, names in inputs.items()})
    if fault:
        raise MetricError(f"Metric '{use.id}' of node '{node.id}': {fault}")
    return MetricCall(metric, inputs, parameters, fraction(use.round))


# --- grades and rules ------------------------------------------------------------------------------------------------


def _bands(node: Node, document: Framework) -> GradeBands | None:
    if node.grades is None:
        return None
    scale = document.grade_scales[node.grades.scale]
    bands = scale.bands[::-1]
    factor = (maximum(node) or 100.0) / 100.0 if node.grades.as_ == "share_of_max" else 1.0
    cuts = tuple(_scaled(band.start, factor) for band in bands if band.start is not None)
    return GradeBands(scale, tuple(b.grade for b in bands), cuts, scale.inclusive == "upper")


def _scaled(number: Number, factor: float) -> Quantity:
    plain = quantity(number)
    return plain if factor == 1.0 else (lambda block: plain(block) * factor)


def _rule(node: Node, at: int, rule: Rule, bands: GradeBands | None) -> CompiledRule:
    limit = rule.cap or rule.floor
    number = rule.add or rule.subtract or (limit.score if limit else None)
    grade = rule.set_grade or (limit.grade if limit else None)
    return CompiledRule(
        key=f"{node.id}/{rule.id or at}",
        rule=rule,
        mask=mask(rule.when),
        amount=None if number is None else quantity(number),
        grade=None if grade is None or bands is None else bands.grades.index(grade),
    )


# --- straight lines --------------------------------------------------------------------------------------------------

Lines = dict[int, tuple[str, tuple[float, float, float, float, float]]]


def _lines(nodes: Iterable[CompiledNode], indicators: Mapping[str, Indicator], reference: Reference | None) -> Lines:
    """The leaves that are straight lines of one indicator, by row: the indicator, and the line."""
    lines: Lines = {}
    for compiled in nodes:
        if compiled.indicator is None:
            continue
        scale = compiled.node.scale
        groups = {} if reference is None else reference.leaves.get(compiled.node.id, {})
        everyone = groups.get("") if group_column(scale) is None else None
        higher = indicators[compiled.indicator].direction != "lower"
        line = straight_line(scale, everyone, higher=higher)
        if line is not None:
            lines[compiled.row] = (compiled.indicator, line)
    return lines


def _affine(lines: Lines) -> Affine | None:
    if not lines:
        return None
    rows = list(lines)
    parameters = np.array([line for _, line in lines.values()])[:, :, None]
    start, factor, base, low, high = (parameters[:, at] for at in range(5))
    return Affine(
        slice(0, len(rows)),
        together(rows),
        start if start.any() else None,
        factor,
        base if base.any() else None,
        low,
        high,
    )


# --- inputs ----------------------------------------------------------------------------------------------------------


def _inputs(nodes: list[CompiledNode], lines: Lines, document: Framework) -> tuple[tuple[InputKey, ...], int]:
    """Rows of the input matrix: those of the straight lines first and in their order, other values, then parts."""
    straight = [InputKey(indicator) for indicator, _ in lines.values()]
    values = list(straight)
    parts: list[InputKey] = []
    for name in indicators_of_nodes(nodes, document):
        if InputKey(name) not in values:
            values.append(InputKey(name))
    for compiled in nodes:
        parts += [key for key in _parts(compiled) if key not in parts]
    return tuple(values + parts), len(values)


def _parts(compiled: CompiledNode) -> Iterator[InputKey]:
    if compiled.call is not None:
        for indicator in compiled.call.indicators:
            yield from (InputKey(indicator, part) for part in compiled.call.metric.parts)
    elif compiled.indicator is not None and compiled.scale is not None:
        yield from (InputKey(compiled.indicator, part) for part in PARTS)


def indicators_of_nodes(nodes: Iterable[CompiledNode], document: Framework) -> Iterator[str]:
    """Every indicator that leaves, scales, weights, cuts and rules read, each time it is, in the order of the tree."""
    for compiled in nodes:
        node = compiled.node
        if compiled.indicator is not None:
            yield compiled.indicator
        if compiled.call is not None:
            yield from compiled.call.indicators
        yield from (number.from_indicator for number in _numbers(node, document) if number.from_indicator)
        for rule in node.rules:
            yield from (part.indicator for part in parts_of(rule.when) if isinstance(part, IndicatorCondition))
            yield from (n.from_indicator for n in _condition_numbers(rule.when) if n.from_indicator)


def _numbers(node: Node, document: Framework) -> Iterator[Number]:
    yield from numbers_in(node.scale)
    yield from (number for number in (node.weight, node.target) if number is not None)
    if node.grades is not None:
        scale = document.grade_scales[node.grades.scale]
        yield from (band.start for band in scale.bands if band.start is not None)
    for rule in node.rules:
        limit = rule.cap or rule.floor
        yield from (n for n in (rule.add, rule.subtract, limit.score if limit else None) if n is not None)


def _condition_numbers(condition: Condition | None) -> Iterator[Number]:
    for part in parts_of(condition):
        if not isinstance(part, ColumnCondition):
            bounds = (part.below, part.at_most, part.equals, part.at_least, part.above)
            yield from (bound for bound in bounds if bound is not None)


def indicators_read(document: Framework, registry: Registry) -> list[str]:
    """Ids of every indicator that a document's tree reads, in its order."""
    nodes = _layout(document.score)
    for compiled in nodes:
        _bind(compiled, nodes, document, registry)
    return list(dict.fromkeys(indicators_of_nodes(nodes, document)))


def walk(node: Node) -> Iterator[Node]:
    """A node and all below it, in the order of the document."""
    yield node
    for child in node.children:
        yield from walk(child)


def _number(nodes: list[CompiledNode], attribute: str, wanted: Callable[[CompiledNode], bool]) -> tuple[int, ...]:
    """Number the nodes that have a row in a smaller matrix, and return their rows."""
    found = [compiled for compiled in nodes if wanted(compiled)]
    for at, compiled in enumerate(found):
        setattr(compiled, attribute, at)
    return tuple(compiled.row for compiled in found)
