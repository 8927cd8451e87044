"""A report card as plain text that shows every sum in numbers: what a reader needs to check it by hand."""

from __future__ import annotations

from collections.abc import Iterator

from reportcard.results.card import NodeResult, ReportCard
from reportcard.results.numbers import fixed, percent, precise
from reportcard.results.sums import after_text, before_rounding, result_places, sum_text
from reportcard.results.sureness import (
    certainty_words,
    chances_words,
    grade_sureness,
    interval_words,
    without_error_words,
)
from reportcard.results.text import visible
from reportcard.results.words import (
    code_words,
    framework_title,
    grade_words,
    leaves,
    listed,
    named,
    pupils,
    reason_words,
    rule_words,
    school_name,
    score_words,
    title_of,
    with_unit,
)

_INDENT = "  "
_CLOSE = 1e-9
#: Decimals of a value: what a scale is fed with is printed in full.
_VALUE = 10
#: Said only where it is not the school's own doing.
_INFLUENCE = {"partly": "the school can influence it in part", "context": "the school can hardly influence it"}


def explain(card: ReportCard, node: str | None = None) -> str:
    """Return how the score came about, with every sum in numbers.

    Args:
        card: The card to explain.
        node: Id of the node to explain; the whole card where None.

    Raises:
        UnknownNameError: The card has no such node.
    """
    if node is not None:
        found = card[node]
        parent = next((above for above in card.nodes() if found in above.children), None)
        return "\n".join(_node(found, 0, parent, _exact(card)))
    return "\n".join([*_heading(card), "", *_node(card.overall, 0, None, _exact(card)), *_ending(card)])


def _exact(card: ReportCard) -> tuple[str, ...]:
    """Leaves that were taken as exact."""
    return () if card.certainty is None else card.certainty.without_error


def _heading(card: ReportCard) -> Iterator[str]:
    framework = card.framework
    name, school = school_name(card), visible(card.school.id)
    yield name if not card.school.name else f"{name} ({school})"
    yield framework_title(framework)
    variant = visible(framework.variant_title) or visible(framework.variant)
    if variant:
        yield f"Scored as: {variant}"
    if card.own_weights:
        yield f"Own weights, not the framework's own: {_own_weights(card)}."


def _own_weights(card: ReportCard) -> str:
    names = {node.id: title_of(node) for node in card.nodes()}
    return listed(f"{names.get(node, visible(node))} {percent(share)}" for node, share in card.own_weights.items())


def _ending(card: ReportCard) -> Iterator[str]:
    framework = card.framework
    yield ""
    for note in card.notes:
        yield f"Note: {visible(note)}"
    yield from filter(None, (certainty_words(card), without_error_words(card)))
    yield f"Framework {visible(framework.id)}, version {visible(framework.version)}, hash {visible(framework.hash)}"
    if card.reference:
        yield f"Compared with reference {visible(card.reference)}"
    yield f"Computed by reportcard {visible(card.engine_version)}"


def _node(node: NodeResult, depth: int, parent: NodeResult | None, exact: tuple[str, ...]) -> Iterator[str]:
    """A node's line, what there is to say about it, and its children, one step further in."""
    indent = _INDENT * depth
    yield f"{indent}{title_of(node)}{_weight(node, parent)}: {_result(node)}"
    for line in (*_remarks(node), *_certainty(node, exact)):
        yield f"{indent}{_INDENT}· {line}"
    for child in node.children:
        yield from _node(child, depth + 1, node, exact)


def _weight(node: NodeResult, parent: NodeResult | None) -> str:
    """The weight of a node in brackets: as declared and, where it moved, as applied."""
    is_applied = parent is not None and parent.score is not None
    about, applied = node.about, node.weight_applied
    if about.beside:
        return " (beside the others, not counted)"
    if about.bonus:
        return " (extra points)"
    if about.weight_share is None:
        return "" if applied is None else f" (weight {precise(applied, 2)})"
    declared = f"weight {precise(about.weight_share, 2)}"
    if is_applied and applied == 0 and node.score is None:
        return f" ({declared}, not counted)"
    if not is_applied or applied is None or abs(applied - about.weight_share) < _CLOSE:
        return f" ({declared})"
    return f" ({declared} declared, {precise(applied, 2)} applied)"


def _result(node: NodeResult) -> str:
    if node.score is None:
        return _no_score(node)
    shown = _leaf(node) if not node.children else (sum_text(node) or score_words(node.score, node.about.decimals))
    grade = grade_words(node)
    return f"{shown}{after_text(node)}{f' → {grade}' if grade else ''}"


def _no_score(node: NodeResult) -> str:
    if node.about.kind == "profile":
        return "no score; its parts stand side by side"
    value = f"{_value(node)} → " if node.value is not None else ""
    stand_in = "" if node.stand_in is None else f"; treated as {score_words(node.stand_in, node.about.decimals)}"
    return f"{value}no score: {reason_words(node)}{stand_in}"


def _value(node: NodeResult) -> str:
    value = 0.0 if node.value is None else node.value
    return with_unit(precise(value, 0, _VALUE), node.about.unit)


def _leaf(node: NodeResult) -> str:
    score = before_rounding(node)
    told = "" if score is None else fixed(score, result_places(node))
    if node.value is None:
        return told
    is_plain = score == node.value and not node.about.how
    return f"{_value(node)}, taken as it is" if is_plain else f"{_value(node)} → {told}"


def _remarks(node: NodeResult) -> Iterator[str]:
    about = node.about
    if about.how:
        yield f"how: {visible(about.how)}"
    if not node.children and about.controllable in _INFLUENCE:
        yield _INFLUENCE[about.controllable]
    yield from _evidence(node)
    if node.status.is_present and node.code:
        yield f"{node.status.words}, {code_words(node)}"
    missing = [child for child in node.children if child.score is None and not child.about.beside]
    if missing and about.kind != "profile":
        yield f"without a score: {named(missing)}{_moved(node)}"
    for rule in node.rules:
        yield f"rule {visible(rule.id)}: {rule_words(rule)}"


def _certainty(node: NodeResult, exact: tuple[str, ...]) -> Iterator[str]:
    """Where the score probably lies, and how sure the grade is."""
    interval = interval_words(node)
    if interval:
        yield f"probably {interval}"
    sure = grade_sureness(node, exact)
    if sure:
        yield f"{sure} ({chances_words(node)})"


def _evidence(node: NodeResult) -> Iterator[str]:
    if node.n is not None:
        yield pupils(node.n)
    if node.lower is not None and node.upper is not None:
        yield f"limits {precise(node.lower, 0, _VALUE)} to {precise(node.upper, 0, _VALUE)}"
    if node.standard_error is not None:
        yield f"standard error {precise(node.standard_error, 0, _VALUE)}"
    if node.children and node.coverage is not None:
        below = leaves(node)
        there = sum(leaf.status.is_present for leaf in below)
        yield f"rests on {percent(node.coverage)} of its weight ({there} of {len(below)} measures have a value)"


def _moved(node: NodeResult) -> str:
    """Where the weight of missing children went, as declared → applied."""
    gained = [
        f"“{title_of(child)}” {precise(child.about.weight_share, 2)} → {precise(child.weight_applied, 2)}"
        for child in node.children
        if child.about.weight_share is not None
        and child.weight_applied is not None
        and child.weight_applied > child.about.weight_share + _CLOSE
    ]
    return f"; its weight went to the others: {listed(gained)}" if gained and node.score is not None else ""
