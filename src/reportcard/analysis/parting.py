"""Where two cards of one school part: the first node, from the root down, whose difference made the grade another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from reportcard.analysis.difference import contribution_change, fired, near
from reportcard.results.card import NodeResult, Record, ReportCard, RuleTrace
from reportcard.results.numbers import precise
from reportcard.results.text import visible
from reportcard.results.words import listed, reason_words, title_of, with_unit

Kind = Literal[
    "variant", "rule", "missing", "coverage", "value", "scale", "weight", "part", "combination", "rounding", "grades",
]  # fmt: skip


class Cause(Record):
    """Why a school moved.

    Attributes:
        node: Id of the node where the two part.
        title: Its name.
        kind: ``variant`` (the school takes another variant), ``rule`` (a rule fired on one side only), ``missing`` (a
            value or score on one side only), ``coverage`` (enough evidence on one side only), ``value`` (the data),
            ``scale`` (the same value scored otherwise), ``weight``, ``part`` (only one of the frameworks has it),
            ``combination``, ``rounding`` or ``grades`` (the same score graded otherwise).
        path: Ids of the nodes from the root down to it.
        sentence: The cause in words.
    """

    node: str
    title: str
    kind: Kind
    path: tuple[str, ...]
    sentence: str


def cause_of(before: ReportCard, after: ReportCard, node: str | None = None) -> Cause:
    """Why one school's results on a node, the overall one where None, differ on two cards.

    From the root down, the child whose contribution changed most is followed, until the difference has a name: a rule
    that fired on one side only, a score that is there on one side only, another value, weight, scale or grade scale.
    """
    one, other = before.framework, after.framework
    if one.id == other.id and one.variant != other.variant:
        titles = [visible(ref.variant_title or ref.variant or "the framework's own") for ref in (one, other)]
        root = after.overall if node is None or node not in after else after[node]
        text = f"The school takes another variant: {titles[0]}, then {titles[1]}."
        return Cause(node=root.id, title=title_of(root), kind="variant", path=(root.id,), sentence=text)
    if node is None:
        return _parts_at(before.overall, after.overall, ())
    if node not in before or node not in after:
        text = f"Only the {'second' if node in after else 'first'} framework has '{node}' for this school."
        return Cause(node=node, title=node, kind="part", path=(node,), sentence=text)
    return _parts_at(before[node], after[node], ())


def _parts_at(old: NodeResult, new: NodeResult, above: tuple[str, ...]) -> Cause:
    path = (*above, new.id)

    def cause(kind: Kind, text: str) -> Cause:
        return Cause(node=new.id, title=title_of(new), kind=kind, path=path, sentence=f"{title_of(new)}: {text}.")

    for find in (_rule, _absence, _after_the_score):
        found = find(old, new, cause)
        if found is not None:
            return found
    centre = _centre(old, new)
    child = _child(old, new, centre)
    if child is None:
        return _here(old, new, cause)
    return _of_child(*child, centre, path, cause)


_Make = Callable[[Kind, str], Cause]


# --- the node itself -------------------------------------------------------------------------------------------------


def _rule(old: NodeResult, new: NodeResult, cause: _Make) -> Cause | None:
    """A rule that fired on one side only, where the results would be the same without it, or nearer."""
    gone = [rule for rule in old.rules if rule.id not in fired(new) and rule.effect != "note"]
    added = [rule for rule in new.rules if rule.id not in fired(old) and rule.effect != "note"]
    if not gone and not added:
        return None
    withheld = [rule for rule in (*gone, *added) if rule.effect == "withhold"]
    if not withheld and _ungraded(old) != _ungraded(new) and not _moved_more_by_rules(old, new):
        return None
    words = [f"the rule {visible(rule.id)} applies" for rule in added]
    words += [f"the rule {visible(rule.id)} no longer applies" for rule in gone]
    return cause("rule", f"{listed(words)}{_why((*added, *gone))}")


def _why(rules: tuple[RuleTrace, ...]) -> str:
    because = next((visible(rule.because).rstrip(".") for rule in rules if rule.because), "")
    return f" ({because})" if because else ""


def _ungraded(node: NodeResult) -> str | float | None:
    """The grade before the rules on it; the score before the rules where no rule changed the grade."""
    grades = {band.grade for band in node.about.bands}
    first = next((rule.before for rule in node.rules if rule.before in grades), None)
    return first if first is not None else _raw(node) if node.rules else node.grade


def _moved_more_by_rules(old: NodeResult, new: NodeResult) -> bool:
    raws, scores = (_raw(old), _raw(new)), (old.score, new.score)
    if None in raws or None in scores:
        return True
    below = abs((raws[1] or 0.0) - (raws[0] or 0.0))
    whole = abs((scores[1] or 0.0) - (scores[0] or 0.0))
    return abs(whole - below) > below or near(*raws)


def _raw(node: NodeResult) -> float | None:
    return node.score if node.score_before is None else node.score_before


def _absence(old: NodeResult, new: NodeResult, cause: _Make) -> Cause | None:
    """A score on one side only: what is missing below it, or that too little is there."""
    if (old.score is None) == (new.score is None):
        return None
    empty, word = (new, "now") if new.score is None else (old, "before")
    if empty.about.kind == "profile":
        return cause("combination", f"no score {word}, for the framework shows the parts and does not combine them")
    if not new.children or not old.children:
        return cause("missing", f"no score {word}, for {reason_words(empty)}")
    mates = {child.id: child for child in old.children}
    lost = [
        child for child in new.children
        if child.id in mates and (child.score is None) != (mates[child.id].score is None) and not child.about.beside
    ]  # fmt: skip
    if lost:
        weightiest = max(lost, key=lambda child: child.about.weight_share or 0.0)
        return _absence(mates[weightiest.id], weightiest, _renamed(cause, weightiest))
    return cause("coverage", f"no score {word}, for {reason_words(empty)}")


def _renamed(cause: _Make, node: NodeResult) -> _Make:
    """The same maker of causes one node further down."""

    def made(kind: Kind, text: str) -> Cause:
        above = cause(kind, text)
        sentence = f"{title_of(node)}: {text}." if above.node != node.id else above.sentence
        return above.model_copy(
            update={"node": node.id, "title": title_of(node), "path": (*above.path, node.id), "sentence": sentence}
        )

    return made


def _after_the_score(old: NodeResult, new: NodeResult, cause: _Make) -> Cause | None:
    """What happened after the same sum: rounding, limits, cut scores."""
    if not near(_raw(old), _raw(new)):
        return None
    if not near(old.score, new.score):
        return cause("rounding", "the same sum is rounded or limited otherwise")
    if old.grade != new.grade:
        return cause("grades", f"the score {_number(new.score)} is graded by other cut scores or grades")
    return None


def _number(score: float | None) -> str:
    return "none" if score is None else precise(score, 0, 2)


def _here(old: NodeResult, new: NodeResult, cause: _Make) -> Cause:
    """A leaf, or a node whose parts do not tell."""
    if new.children or old.children:
        if bool(new.children) != bool(old.children):
            return cause("part", "only one of the frameworks divides it further")
        return cause("combination", f"the same parts are combined otherwise ({old.about.kind}, then {new.about.kind})")
    if near(old.value, new.value):
        scores = f"{_number(old.score)}, then {_number(new.score)}"
        return cause("scale", f"the same value {_value(new)} is scored otherwise ({scores})")
    return cause("value", f"the value was {_value(old)} and is {_value(new)}")


def _value(node: NodeResult) -> str:
    return "none" if node.value is None else with_unit(precise(node.value, 0, 6), node.about.unit)


# --- its children ----------------------------------------------------------------------------------------------------

_MEANS = ("weighted_mean", "mean")
#: A child on the two sides; None on the side that lacks it.
_Pair = tuple[NodeResult | None, NodeResult | None]


def _centre(old: NodeResult, new: NodeResult) -> float:
    """The score from which the children of a mean are measured; 0 where contributions are simply added.

    Weights sum to 1: one that grows takes from the others, and a child at the average moves nothing by its weight.
    """
    scores = [_raw(node) for node in (old, new) if node.about.kind in _MEANS]
    known = [score for score in scores if score is not None]
    return sum(known) / 2 if len(known) == 2 else 0.0


def _child(old: NodeResult, new: NodeResult, centre: float) -> _Pair | None:
    """The child whose contribution changed most; by its score where contributions are not told."""
    before = {child.id: child for child in old.children if not child.about.beside}
    after = {child.id: child for child in new.children if not child.about.beside}
    pairs = [(before.get(name), after.get(name)) for name in dict.fromkeys([*after, *before])]
    sized = [(size, pair) for pair in pairs if (size := _size(*pair, centre)) > 0]
    return max(sized, key=lambda found: found[0])[1] if sized else None


def _size(old: NodeResult | None, new: NodeResult | None, centre: float) -> float:
    change = contribution_change(old, new)
    if change is not None:
        change -= centre * (_weight(new) - _weight(old))
    elif old is not None and new is not None:
        if (old.score is None) != (new.score is None):
            return 1.0
        share = max(old.about.weight_share or 1.0, new.about.weight_share or 1.0)
        change = share * ((new.score or 0.0) - (old.score or 0.0))
    else:
        own = new or old
        change = None if own is None else own.score
    return 0.0 if change is None or near(change, 0.0) else abs(change)


def _weight(node: NodeResult | None) -> float:
    return 0.0 if node is None or node.weight_applied is None or node.contribution is None else node.weight_applied


def _of_child(
    old: NodeResult | None, new: NodeResult | None, centre: float, path: tuple[str, ...], cause: _Make
) -> Cause:
    own = new or old
    if own is None:
        raise ValueError("a child stands on one side at least")
    made = _renamed(cause, own)
    if old is None or new is None:
        return made("part", f"only the {'second' if old is None else 'first'} framework counts it")
    if near(old.score, new.score) or _weight_moved_more(old, new, centre):
        shares = [100 * (node.weight_applied or 0.0) for node in (old, new)]
        return made("weight", f"its weight was {precise(shares[0], 0, 1)}% and is {precise(shares[1], 0, 1)}%")
    return _parts_at(old, new, path)


def _weight_moved_more(old: NodeResult, new: NodeResult, centre: float) -> bool:
    """Whether a child adds otherwise more because of its weight than because of its score."""
    if None in (old.weight_applied, new.weight_applied, old.score, new.score):
        return False
    weights = (old.weight_applied or 0.0, new.weight_applied or 0.0)
    scores = (old.score or 0.0, new.score or 0.0)
    by_weight = abs(weights[1] - weights[0]) * abs((scores[0] + scores[1]) / 2 - centre)
    return by_weight > abs(scores[1] - scores[0]) * (weights[0] + weights[1]) / 2
