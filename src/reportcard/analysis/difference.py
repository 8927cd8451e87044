"""The difference of two cards of one school, node by node."""

from __future__ import annotations

from collections.abc import Iterator

from reportcard.results.card import NodeResult, Record, ReportCard, RuleTrace
from reportcard.results.numbers import precise
from reportcard.results.text import visible
from reportcard.results.words import reason_words, score_words, title_of, with_unit

#: Differences below this are binary noise.
NOISE = 1e-9


class NodeChange(Record):
    """What differs in a node between two cards.

    Attributes:
        id: Id of the node.
        title: Its name.
        parent: Id of its parent; "" for the root.
        score_before: Score on the first card; None where it has none.
        score_after: Score on the second.
        change: Difference of the scores; None where either has none.
        contribution_before: Points that it adds to its parent on the first card.
        contribution_after: The same on the second.
        contribution_change: Difference of the two, a part that adds nothing counting as 0; None where neither adds.
        value_before: Value of a leaf on the first card.
        value_after: The same on the second.
        grade_before: Grade on the first card.
        grade_after: Grade on the second.
        rules_added: Rules that fired on the second card only.
        rules_gone: Rules that fired on the first card only.
        sentence: The difference in words.
    """

    id: str
    title: str
    parent: str = ""
    score_before: float | None = None
    score_after: float | None = None
    change: float | None = None
    contribution_before: float | None = None
    contribution_after: float | None = None
    contribution_change: float | None = None
    value_before: float | None = None
    value_after: float | None = None
    grade_before: str | None = None
    grade_after: str | None = None
    rules_added: tuple[RuleTrace, ...] = ()
    rules_gone: tuple[RuleTrace, ...] = ()
    sentence: str = ""


def differences(before: ReportCard, after: ReportCard) -> tuple[NodeChange, ...]:
    """What differs between two cards, from the root down, in the order of the second card's tree.

    A node that only one card has is not told here: the cards are of one framework.
    """
    olds = {node.id: node for node in before.nodes()}
    parents = {child.id: node for node in after.nodes() for child in node.children}
    pairs = ((olds[node.id], node, parents.get(node.id)) for node in after.nodes() if node.id in olds)
    return tuple(_change(old, new, parent) for old, new, parent in pairs if _differs(old, new))


def _differs(old: NodeResult, new: NodeResult) -> bool:
    numbers = ((old.score, new.score), (old.value, new.value), (old.contribution, new.contribution))
    words = (old.grade != new.grade, old.status != new.status, fired(old) != fired(new))
    return any(not near(one, other) for one, other in numbers) or any(words)


def near(one: float | None, other: float | None) -> bool:
    """Whether two numbers are the same, binary noise aside, or both are absent."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= NOISE * max(1.0, abs(one), abs(other))


def fired(node: NodeResult) -> set[str]:
    """Ids of the rules that fired on a node."""
    return {rule.id for rule in node.rules}


def minus(after: float | None, before: float | None) -> float | None:
    """The difference without binary noise; None where either is absent."""
    return None if after is None or before is None else float(f"{after - before:.12g}") + 0.0


def contribution_change(old: NodeResult | None, new: NodeResult | None) -> float | None:
    """How many points more a node adds to its parent; None where it adds none on either card."""
    one, other = (None if node is None else node.contribution for node in (old, new))
    return None if one is None and other is None else minus(other or 0.0, one or 0.0)


def _change(old: NodeResult, new: NodeResult, parent: NodeResult | None) -> NodeChange:
    return NodeChange(
        id=new.id,
        title=new.title,
        parent="" if parent is None else parent.id,
        score_before=old.score,
        score_after=new.score,
        change=minus(new.score, old.score),
        contribution_before=old.contribution,
        contribution_after=new.contribution,
        contribution_change=contribution_change(old, new),
        value_before=old.value,
        value_after=new.value,
        grade_before=old.grade,
        grade_after=new.grade,
        rules_added=tuple(rule for rule in new.rules if rule.id not in fired(old)),
        rules_gone=tuple(rule for rule in old.rules if rule.id not in fired(new)),
        sentence=" ".join(_sentences(old, new, parent)),
    )


def _sentences(old: NodeResult, new: NodeResult, parent: NodeResult | None) -> Iterator[str]:
    yield f"{title_of(new)}: {', '.join(_parts(old, new))}."
    more = contribution_change(old, new)
    if parent is not None and more:
        word = "more" if more > 0 else "less"
        yield f"It adds {precise(abs(more), 0, 2)} points {word} to {title_of(parent)}."
    for word, rules in (("now applies", _only(new, old)), ("no longer applies", _only(old, new))):
        for rule in rules:
            yield f"The rule {visible(rule.id)} {word}."


def _only(one: NodeResult, other: NodeResult) -> list[RuleTrace]:
    return [rule for rule in one.rules if rule.id not in fired(other)]


def _parts(old: NodeResult, new: NodeResult) -> Iterator[str]:
    if not near(old.value, new.value):
        yield f"value {_value(old)} → {_value(new)}"
    if near(old.score, new.score):
        yield f"score {_score(new)} as before"
    else:
        yield f"score {_score(old)} → {_score(new)}{_signed(minus(new.score, old.score))}"
    if old.grade != new.grade:
        yield f"grade {visible(old.grade or 'none')} → {visible(new.grade or 'none')}"


def _value(node: NodeResult) -> str:
    return "none" if node.value is None else with_unit(precise(node.value, 0, 6), node.about.unit)


def _score(node: NodeResult) -> str:
    return f"none ({reason_words(node)})" if node.score is None else score_words(node.score, node.about.decimals)


def _signed(change: float | None) -> str:
    return "" if change is None else f" ({'+' if change > 0 else '−'}{precise(abs(change), 0, 2)})"
