"""Checks of rules and conditions: effects that can happen, conditions that ask something, and no cycles."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from reportcard.framework.checks.context import Context, Fault, Placed, parts
from reportcard.framework.document import (
    ColumnCondition,
    Condition,
    IndicatorCondition,
    Limit,
    NodeCondition,
    Rule,
)
from reportcard.framework.explain import suggestion
from reportcard.framework.tree import Path

_COMPARISONS = ("below", "at_most", "equals", "at_least", "above")


def rule_faults(context: Context) -> Iterator[Fault]:
    """Check every rule and its condition, then the order in which nodes can be computed."""
    for placed in context.nodes:
        for place, rule in enumerate(placed.node.rules):
            path = (*placed.path, "rules", place)
            yield from _rule(context, placed, rule, path)
            if rule.when is not None:
                yield from condition_faults(context, rule.when, (*path, "when"))
    yield from _cycles(context)


# --- effects ---------------------------------------------------------------------------------------------------------


def _rule(context: Context, placed: Placed, rule: Rule, path: Path) -> Iterator[Fault]:
    for key, effect in (("never_above", "add"), ("never_below", "subtract")):
        if getattr(rule, key) is not None and getattr(rule, effect) is None:
            message = f"'{key}' limits '{effect}', and this rule does not {effect}."
            yield Fault((*path, key), "limit-on-nothing", message, f"Remove it, or use '{effect}'.")
    for key in ("cap", "floor"):
        limit = getattr(rule, key)
        if limit is not None:
            yield from _limit(context, placed, limit, (*path, key))
    if rule.set_grade is not None:
        yield from _grade(context, placed, rule.set_grade, (*path, "set_grade"))


def _limit(context: Context, placed: Placed, limit: Limit, path: Path) -> Iterator[Fault]:
    if limit.score is not None:
        if limit.lowered_by:
            message = "'lowered_by' counts grades, and this limit is a score."
            yield Fault((*path, "lowered_by"), "limit-on-nothing", message, "Remove it, or limit the grade.")
    elif placed.node.grades is None:
        yield _no_grades(placed, path)
    elif limit.grade is not None:
        yield from _grade(context, placed, limit.grade, (*path, "grade"))


def _grade(context: Context, placed: Placed, grade: str, path: Path) -> Iterator[Fault]:
    if placed.node.grades is None:
        yield _no_grades(placed, path)
        return
    known = context.grades_of(placed.node)
    if known and grade not in known:
        message = f"'{grade:.40}' is no grade of '{placed.node.id}'."
        yield Fault(path, "unknown-grade", message, suggestion(grade, known) or f"Grades: {', '.join(known)}.")


def _no_grades(placed: Placed, path: Path) -> Fault:
    message = f"This rule changes the grade of '{placed.node.id}', which has no grades."
    return Fault(path, "rule-without-grades", message, "Add 'grades' to the node, or limit its score.")


# --- conditions ------------------------------------------------------------------------------------------------------


def condition_faults(context: Context, condition: Condition, path: Path) -> Iterator[Fault]:
    """Check that every simple condition asks exactly what it can be asked."""
    for place, part in parts(condition, path):
        match part:
            case ColumnCondition():
                yield from _column_test(part, place)
            case IndicatorCondition() | NodeCondition():
                yield from _comparison(part, place)
    yield from _grades_asked(context, condition, path)


def _column_test(condition: ColumnCondition, path: Path) -> Iterator[Fault]:
    values = {"is": condition.is_, "is_not": condition.is_not, "in": condition.in_, "not_in": condition.not_in}
    tests = [key for key, value in values.items() if value is not None]
    if not tests:
        message = f"The condition on '{condition.column:.60}' asks nothing."
        yield Fault(path, "empty-condition", message, "Add 'is', 'is_not', 'in' or 'not_in'.")
    elif len(tests) > 1:
        message = f"The condition on '{condition.column:.60}' asks {' and '.join(tests)} at once."
        yield Fault(path, "two-tests", message, "Keep one, or combine two conditions with 'all'.")
    for key in ("in", "not_in"):
        if values[key] == ():
            message = f"The list of the condition on '{condition.column:.60}' is empty."
            yield Fault((*path, key), "empty-condition", message, "Name at least one value.")


def _comparison(condition: IndicatorCondition | NodeCondition, path: Path) -> Iterator[Fault]:
    asked = condition.is_ is not None or getattr(condition, "grade_in", None)
    if not asked and all(getattr(condition, key) is None for key in _COMPARISONS):
        name = condition.indicator if isinstance(condition, IndicatorCondition) else condition.node
        message = f"The condition on '{name}' asks nothing."
        yield Fault(path, "empty-condition", message, f"Add 'is' or one of {', '.join(_COMPARISONS)}.")


def _grades_asked(context: Context, condition: Condition, path: Path) -> Iterator[Fault]:
    for place, part in parts(condition, path):
        if not isinstance(part, NodeCondition) or part.grade_in is None or part.node not in context.by_id:
            continue
        asked = context.by_id[part.node]
        if asked.node.grades is None:
            message = f"'{part.node}' has no grades to ask for."
            yield Fault((*place, "grade_in"), "rule-without-grades", message, "Add 'grades' to the node.")
        for grade in part.grade_in if asked.node.grades else ():
            yield from _grade(context, asked, grade, (*place, "grade_in"))


# --- cycles ----------------------------------------------------------------------------------------------------------


def _cycles(context: Context) -> Iterator[Fault]:
    """Report rules that make a score wait for itself: a node waits for its children and for what its rules read."""
    waits = {placed.node.id: [child.id for child in placed.node.children] for placed in context.nodes}
    rules = {(placed.node.id, name): path for placed in context.nodes for name, path in _read_by_rules(placed)}
    for node, name in rules:
        waits[node].append(name)
    for _ in range(20):
        cycle = _cycle(waits)
        link = next((pair for pair in zip(cycle[1:], cycle, strict=False) if pair in rules), None)
        if link is None:
            return
        message = f"The score of '{link[0]}' would depend on itself: {' ← '.join(reversed(cycle))}."
        yield Fault(rules[link], "cycle", message, "Ask about a node that is computed before.")
        waits[link[0]] = [name for name in waits[link[0]] if name != link[1]]


def _read_by_rules(placed: Placed) -> Iterator[tuple[str, Path]]:
    for place, rule in enumerate(placed.node.rules):
        for path, part in parts(rule.when, (*placed.path, "rules", place, "when")):
            if isinstance(part, NodeCondition) and not (part.node == placed.node.id and _comes_after_the_score(rule)):
                yield part.node, (*path, "node")


def _comes_after_the_score(rule: Rule) -> bool:
    """Whether a rule acts once the score of its node is final, and so may ask about the node itself."""
    limit = rule.cap or rule.floor
    return rule.add is None and rule.subtract is None and (limit is None or limit.score is None)


def _cycle(waits: dict[str, list[str]]) -> list[str]:
    """Return one cycle, first and last the same, or nothing. Each entry is waited for by the next."""
    try:
        TopologicalSorter(waits).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []
