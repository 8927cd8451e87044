"""Which way an indicator is better in a plan, and whether a node's score then rises with it all the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from reportcard.engine.combinations import name_of
from reportcard.engine.conditions import nodes_in, parts_of
from reportcard.engine.plan import CompiledNode, Plan
from reportcard.engine.scales import numbers_in
from reportcard.framework.document import (
    AllOf,
    AnyOf,
    Band,
    ColumnCondition,
    Condition,
    Goalposts,
    Grid,
    HarmonicMean,
    IndicatorCondition,
    Lookup,
    NodeCondition,
    Not,
    Number,
    Percentile,
    Piecewise,
    PowerMean,
    RangePosition,
    Rule,
    Scale,
    Steps,
    Target,
    ZScore,
)
from reportcard.indicators.indicator import Indicator

#: Combinations that never fall where a child rises.
_RISING = frozenset({"weighted_mean", "mean", "sum", "geometric_mean", "best", "worst", "all_of", "any_of"})
#: A slope that is not one: up here, down there.
MIXED = None
Slope = int | None


@dataclass(frozen=True, slots=True)
class Course:
    """How a node's score follows an indicator.

    Attributes:
        sign: 1 where higher values are better, −1 where lower ones are, 0 where neither is.
        steady: Whether a better value can never lower the score or the grade, whatever else the school has.
        read: Whether the node's score depends on it at all.
        full: Value from which a better one changes nothing more; None where no such value is known.
    """

    sign: int
    steady: bool
    read: bool
    full: float | None = None


def course(plan: Plan, node: str | None, indicator: str, described: Indicator, variants: Iterable[Condition]) -> Course:
    """Say how a node's score follows an indicator, from the document alone.

    The framework judges, so the scales of the leaves say which way is better; where they say nothing (a metric reads
    the indicator, or only a rule does), the indicator's own direction does.

    Args:
        plan: The compiled framework.
        node: The node; the root where None.
        indicator: Id of the indicator.
        described: Its description.
        variants: Conditions that choose the plan.
    """
    target = 0 if node is None else plan.rows.get(node)
    affected = _affected(plan, indicator)
    if target is None or target not in affected:
        return Course(_declared(described), steady=True, read=False)
    own = [compiled for compiled in plan.nodes if compiled.row in affected and compiled.indicator == indicator]
    slopes = {_slope(compiled.node.scale, described) for compiled in own}
    known = slopes - {0, MIXED}
    sign = known.pop() if len(known) == 1 else None
    if sign is None:
        return Course(_declared(described), steady=False, read=True)
    names = {plan.nodes[row].node.id for row in affected}
    steady = MIXED not in slopes and all(_truth(plan, when, indicator, sign, set()) == 0 for when in variants)
    steady = steady and all(_steady(plan, plan.nodes[row], indicator, sign, names) for row in affected)
    return Course(sign, steady, read=True, full=_full(plan, own, affected) if steady else None)


def _declared(described: Indicator) -> int:
    return {"higher": 1, "lower": -1, "none": 0}[described.direction]


def _affected(plan: Plan, indicator: str) -> set[int]:
    """Rows of the nodes whose result can change with an indicator."""
    found: set[int] = set()
    while True:
        names = {plan.nodes[row].node.id for row in found}
        more = {
            compiled.row
            for compiled in plan.nodes
            if compiled.row not in found and (_reads(compiled, indicator, names) or _has_child(plan, compiled, found))
        }
        if not more:
            return found
        found |= more


def _reads(compiled: CompiledNode, indicator: str, names: set[str]) -> bool:
    """Whether a node reads an indicator itself, or a rule on it reads the indicator or an affected node."""
    if compiled.indicator == indicator or (compiled.call is not None and indicator in compiled.call.indicators):
        return True
    if indicator in columns_of(compiled):
        return True
    rules = (rule for rule in compiled.node.rules if rule.effect != "note")
    return any(indicator in _indicators(rule.when) or names & set(nodes_in(rule.when)) for rule in rules)


def _has_child(plan: Plan, compiled: CompiledNode, found: set[int]) -> bool:
    return any(plan.nodes[row].parent == compiled.row and not plan.nodes[row].node.beside for row in found)


def columns_of(compiled: CompiledNode) -> set[str]:
    """Indicators that a node's numbers come from: scale, target, rules, cut scores, and its children's weights."""
    node = compiled.node
    numbers: list[Number | None] = [*numbers_in(node.scale), node.target]
    numbers += [child.weight for child in node.children] + [child.target for child in node.children]
    for rule in node.rules:
        limit = rule.cap or rule.floor
        numbers += [rule.add, rule.subtract, limit.score if limit else None]
    if compiled.bands is not None:
        numbers += [band.start for band in compiled.bands.scale.bands]
    if isinstance(node.scale, Lookup):
        numbers += list(node.scale.lookup.values())
    return {number.from_indicator for number in numbers if number is not None and number.from_indicator is not None}


def _steady(plan: Plan, compiled: CompiledNode, indicator: str, sign: int, names: set[str]) -> bool:
    """Whether a node can only rise: its own combination or scale, and every rule on it."""
    if compiled.call is not None or indicator in columns_of(compiled):
        return False
    if isinstance(compiled.node.scale, Lookup):
        return False
    if compiled.family is not None and not _rises(compiled):
        return False
    return all(_harmless(plan, rule, indicator, sign, names) for rule in compiled.node.rules)


def _rises(compiled: CompiledNode) -> bool:
    match compiled.node.combine:
        case PowerMean():
            return True
        case HarmonicMean():
            return compiled.node.combine.harmonic_mean.zero_is == "zero"
        case Grid():
            cells = compiled.node.combine.grid.cells
            return _ascending([*cells, *zip(*cells, strict=True)])
        case _:
            return name_of(compiled.node) in _RISING


def _ascending(lines: Iterable[Sequence[float | None]]) -> bool:
    return all(a is not None and b is not None and a <= b for line in lines for a, b in pairwise(line))


# --- scales ----------------------------------------------------------------------------------------------------------


def _slope(scale: Scale | None, described: Indicator) -> Slope:
    """1 where the score rises with the value, −1 where it falls, 0 where it is flat, MIXED where it does both."""
    match scale:
        case None | Band():
            return 1
        case Goalposts():
            worst, best = (post.value for post in scale.goalposts)
            if worst is None or best is None:
                return _declared(described) or MIXED
            return _sign(best - worst) * _sign(scale.to[1] - scale.to[0])
        case Steps():
            ordered = sorted(scale.steps, key=lambda step: step.at is not None)
            return _trend([step.points.value for step in ordered])
        case Piecewise():
            return _trend([points for _, points in scale.piecewise])
        case Lookup():
            pairs = [(described.labels.get(str(key), key), points.value) for key, points in scale.lookup.items()]
            known = sorted((float(key), points) for key, points in pairs if not isinstance(key, str))
            return _trend([points for _, points in known])
        case Target():
            return _sign(scale.points[1] - scale.points[0])
        case ZScore():
            return (-1 if described.direction == "lower" else 1) * _sign(scale.deviation)
        case Percentile() | RangePosition():
            return (-1 if described.direction == "lower" else 1) * _sign(scale.to[1] - scale.to[0])


def _trend(points: Sequence[float | None]) -> Slope:
    known = [point for point in points if point is not None]
    steps = {_sign(later - earlier) for earlier, later in pairwise(known)} - {0}
    if len(known) < len(points) or len(steps) > 1:
        return MIXED
    return steps.pop() if steps else 0


def _sign(number: float) -> int:
    return int(np.sign(number))


def _full(plan: Plan, own: Sequence[CompiledNode], affected: set[int]) -> float | None:
    """The value at which the one straight line that reads an indicator ends, where nothing else reads it."""
    affine = plan.affine
    readers = [row for row in affected if plan.nodes[row].family is None]
    if (
        affine is None
        or len(own) != 1
        or readers != [own[0].row]
        or any(plan.nodes[row].node.rules for row in affected)
    ):
        return None
    rows = np.arange(len(plan.nodes))[affine.rows]
    places = np.flatnonzero(rows == own[0].row)
    if places.size == 0:
        return None
    at = places[0]
    start, base = (0.0 if part is None else float(part[at, 0]) for part in (affine.start, affine.base))
    end = start + (float(affine.high[at, 0]) - base) / float(affine.factor[at, 0])
    return end if np.isfinite(end) else None


# --- rules -----------------------------------------------------------------------------------------------------------


def _harmless(plan: Plan, rule: Rule, indicator: str, sign: int, names: set[str]) -> bool:
    """Whether a rule cannot take anything away because a value gets better."""
    slope = _truth(plan, rule.when, indicator, sign, names)
    if slope == 0 or rule.effect == "note":
        return True
    amount = rule.add or rule.subtract
    if amount is not None and (amount.value is None or amount.value < 0):
        return False
    return slope == {"add": 1, "floor": 1, "cap": -1, "subtract": -1, "withhold": -1}.get(rule.effect, 2)


def _truth(plan: Plan, when: Condition | None, indicator: str, sign: int, names: set[str]) -> Slope:
    """1 where a condition can only become true as the value gets better, −1 where it can only become false."""
    match when:
        case AllOf() | AnyOf():
            parts = when.all if isinstance(when, AllOf) else when.any
            slopes = {_truth(plan, part, indicator, sign, names) for part in parts} - {0}
            return MIXED if len(slopes) > 1 else slopes.pop() if slopes else 0
        case Not():
            inner = _truth(plan, when.not_, indicator, sign, names)
            return MIXED if inner is MIXED else -inner
        case IndicatorCondition():
            return _compares(when, sign, indicator) if indicator in _indicators(when) else 0
        case NodeCondition():
            return _of_node(plan, when, indicator) if when.node in names or indicator in _indicators(when) else 0
        case _:
            return 0


def _compares(when: IndicatorCondition | NodeCondition, sign: int, indicator: str) -> Slope:
    up = [bound for bound in (when.at_least, when.above) if bound is not None]
    down = [bound for bound in (when.at_most, when.below) if bound is not None]
    if when.equals is not None or any(bound.from_indicator == indicator for bound in up + down):
        return MIXED
    if isinstance(when, IndicatorCondition) and when.is_ not in (None, "present", "missing"):
        return MIXED
    if up and down:
        return MIXED
    return sign if up else -sign if down else 0


def _of_node(plan: Plan, when: NodeCondition, indicator: str) -> Slope:
    slopes = {_compares(when, 1, indicator)} - {0}
    if when.grade_in is not None:
        slopes.add(_among(plan, when.node, when.grade_in))
    if when.is_ is not None:
        slopes.add({"present": 1, "missing": -1}.get(when.is_, MIXED))
    return MIXED if len(slopes) > 1 else slopes.pop() if slopes else 0


def _among(plan: Plan, node: str, grades: Sequence[str]) -> Slope:
    """1 for the best grades, −1 for the lowest ones."""
    bands = plan.nodes[plan.rows[node]].bands
    places = [] if bands is None else sorted(bands.grades.index(grade) for grade in grades if grade in bands.grades)
    if bands is None or not places or places != list(range(places[0], places[-1] + 1)):
        return MIXED
    if places[-1] == len(bands.grades) - 1:
        return 1
    return -1 if places[0] == 0 else MIXED


def _indicators(when: Condition | None) -> set[str]:
    """Indicators that a condition reads, in comparisons too."""
    found = set()
    for part in parts_of(when):
        if isinstance(part, ColumnCondition):
            continue
        if isinstance(part, IndicatorCondition):
            found.add(part.indicator)
        bounds = (part.below, part.at_most, part.equals, part.at_least, part.above)
        found |= {bound.from_indicator for bound in bounds if bound is not None and bound.from_indicator is not None}
    return found
