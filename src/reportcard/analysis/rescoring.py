"""Scores the school of a card again: from what the card holds, or from the data where that is not enough."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reportcard.engine.conditions import nodes_in, parts_of
from reportcard.engine.plan import CompiledNode, CompiledRule, Plan
from reportcard.engine.reference import Reference
from reportcard.errors import InputError, Problem, UnknownNameError
from reportcard.framework.document import IndicatorCondition, NodeCondition
from reportcard.indicators.status import Status
from reportcard.prepared import Framework, load_framework
from reportcard.results.card import NodeResult, ReportCard
from reportcard.results.cards import ReportCards
from reportcard.results.words import listed
from reportcard.scoring import score
from reportcard.sources.tables import is_single

#: Scores this near to each other are the same: the caller's weights come back from a card as shares.
_NEAR = 1e-6


def cards_of(
    card: ReportCard,
    framework: str | Path | Mapping[str, Any] | Framework | None,
    data: Any,
    reference: Reference | None,
    changing: frozenset[str] = frozenset(),
) -> ReportCards:
    """Score the school of a card again, and make sure that the result is the card's.

    Args:
        card: The card.
        framework: Its framework; the built-in one of that id where None.
        data: The data that it was scored from: the school, or many schools with it among them; where None, what the
            card holds, if that is enough.
        reference: What its framework compares with, where it does.
        changing: Indicators that are going to be changed.

    Raises:
        InputError: The framework, the data or the reference is not that of the card, or the card does not hold enough.
        ReferenceRequiredError: The framework compares with other schools, and no reference was given.
    """
    ready = _framework(card, framework)
    given = _held(card, ready, changing) if data is None else data
    cards = score([given] if is_single(given) else given, ready, reference=reference, weights=_weights(card) or None)
    if not isinstance(cards, ReportCards):
        raise TypeError("many schools give many cards")
    again = cards[card.school.id]
    _refuse_another(card, again)
    return cards


def _framework(card: ReportCard, framework: str | Path | Mapping[str, Any] | Framework | None) -> Framework:
    if isinstance(framework, Framework):
        ready = framework
    else:
        try:
            ready = load_framework(card.framework.id if framework is None else framework)
        except UnknownNameError:
            if framework is not None:
                raise
            message = f"'{card.framework.id}' is not built in, so that it cannot be found by its id."
            raise _not_the_same(message, "Give framework=.") from None
    if ready.hash != card.framework.hash:
        message = (
            f"The card was scored by '{card.framework.id}' version {card.framework.version} with the fingerprint "
            f"{card.framework.hash}, and this is '{ready.id}' version {ready.version} with {ready.hash}."
        )
        raise _not_the_same(message, "Give the framework that made the card as framework=.")
    return ready


def _weights(card: ReportCard) -> dict[str, float]:
    """The caller's weights, completed by those of the siblings: a card holds them as shares."""
    return {
        child.id: child.about.weight_share
        for node in card.nodes()
        if any(child.id in card.own_weights for child in node.children)
        for child in node.children
        if child.about.weight_share is not None and not child.about.beside
    }


def _refuse_another(card: ReportCard, again: ReportCard) -> None:
    """Refuse a card that comes out otherwise: something that it rests on is another."""
    nodes = {node.id: node for node in again.nodes()}
    for node in card.nodes():
        other = nodes.get(node.id)
        if other is None or other.grade != node.grade or not _same(node.score, other.score):
            message = f"Scored again, '{node.id}' has {_said(other)}; the card says {_said(node)}."
            raise _not_the_same(message, "Give the data and the reference that the card was scored with.")


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=_NEAR, abs_tol=_NEAR)


def _said(node: NodeResult | None) -> str:
    if node is None or node.score is None:
        return "no score"
    return f"the score {node.score:g}" + (f" and the grade {node.grade}" if node.grade is not None else "")


def _not_the_same(message: str, remedy: str) -> InputError:
    problem = Problem("not-the-same", message, "card", remedy)
    return InputError("The card cannot be scored again.", code="not-the-same", problems=[problem])


# --- what a card holds -----------------------------------------------------------------------------------------------


def _held(card: ReportCard, ready: Framework, changing: frozenset[str]) -> dict[str, Any]:
    """The school's record, from its card."""
    plan = next((plan for _, plan in ready.plans() if plan.variant == card.framework.variant), None)
    if plan is None:
        raise _not_the_same(f"The framework has no variant '{card.framework.variant}'.", "Give framework=.")
    leaves = {node.id: node for node in card.nodes() if not node.children}
    measures = {
        compiled.indicator: _measure(leaves[compiled.node.id])
        for compiled in plan.nodes
        if compiled.indicator is not None and compiled.node.id in leaves
    }
    read = {key.indicator for key in plan.inputs}
    lacking = sorted(name for name in read - set(measures) if not _constant(name, card, plan, measures, changing))
    if lacking:
        message = f"The card shows no value of {listed(lacking)}, which the framework reads too."
        problem = Problem("card-lacks-inputs", message, "card", "Give the school's data as data=.")
        raise InputError("The card does not hold all that it rests on.", code="card-lacks-inputs", problems=[problem])
    who = {"id": card.school.id} if card.school.name is None else {"id": card.school.id, "name": card.school.name}
    return {**who, **card.context, **measures}


def _measure(leaf: NodeResult) -> dict[str, Any]:
    """What a leaf measured. A value beside a status of absence was measured, and lost afterwards."""
    status = leaf.status
    if leaf.value is not None and not status.is_present:
        status = Status.AVAILABLE
    parts = {part: getattr(leaf, part) for part in ("value", "n", "lower", "upper", "standard_error", "code")}
    return {"status": status, **{part: given for part, given in parts.items() if given is not None}}


def _constant(name: str, card: ReportCard, plan: Plan, measures: Mapping[str, Any], changing: frozenset[str]) -> bool:
    """Whether an indicator that no leaf shows is not needed.

    A metric without a value on the card has none either without what it reads, as long as nothing of that changes. A
    rule that withholds leaves a trace wherever it can: where there is none, its condition is false, and it stays so as
    long as the condition reads nothing that changes.
    """
    if name in changing or _is_read(name, plan, card, changing):
        return False
    return all(
        _told(rule, card[compiled.node.id], compiled.indicator, measures, changing)
        for compiled in plan.nodes
        for rule in (*compiled.score_rules, *compiled.grade_rules, *compiled.last_rules)
        if name in _read_by(rule)
    )


def _told(
    rule: CompiledRule, node: NodeResult, indicator: str | None, measures: Mapping[str, Any], changing: frozenset[str]
) -> bool:
    seen = set(_read_by(rule)) & set(measures)
    if rule.rule.effect not in ("withhold", "note") or seen or list(nodes_in(rule.rule.when)):
        return False
    return node.score is not None or (indicator is not None and indicator not in changing and node.value is None)


def _read_by(rule: CompiledRule) -> Iterator[str]:
    for part in parts_of(rule.rule.when):
        if isinstance(part, IndicatorCondition):
            yield part.indicator
        if isinstance(part, IndicatorCondition | NodeCondition):
            bounds = (part.below, part.at_most, part.equals, part.at_least, part.above)
            yield from (bound.from_indicator for bound in bounds if bound is not None and bound.from_indicator)


def _is_read(name: str, plan: Plan, card: ReportCard, changing: frozenset[str]) -> bool:
    """Whether anything but the condition of a rule reads an indicator, and makes something of it."""
    from reportcard.analysis.direction import columns_of

    return any(
        name in columns_of(compiled)
        or (name in compiled.indicators and (card[compiled.node.id].value is not None or _changes(compiled, changing)))
        for compiled in plan.nodes
        if compiled.call is not None or name in columns_of(compiled)
    )


def _changes(compiled: CompiledNode, changing: frozenset[str]) -> bool:
    return not changing.isdisjoint(compiled.indicators)
