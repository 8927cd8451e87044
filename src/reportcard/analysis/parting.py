"""Where two cards of one school part: the first node, from the root down, whose difference made the grade another."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Literal

from reportcard.analysis.difference import contribution_change, fired, near
from reportcard.render import comparison_messages
from reportcard.results.card import NodeResult, Record, ReportCard, RuleTrace
from reportcard.results.language import ENGLISH, Language
from reportcard.results.numbers import precise
from reportcard.results.text import visible
from reportcard.results.words import reason_words, title_of, with_unit

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


@dataclass(frozen=True, slots=True)
class _Place:
    """A node on the way down, where causes are told of.

    Attributes:
        node: The node.
        path: Ids of the nodes from the root down to it.
        language: The language of the sentences.
    """

    node: NodeResult
    path: tuple[str, ...]
    language: Language

    @property
    def words(self) -> SimpleNamespace:
        """The language's words for :mod:`reportcard.render.comparison_messages`."""
        return self.language.messages(comparison_messages)

    def below(self, child: NodeResult) -> _Place:
        """The place of a child."""
        return _Place(child, (*self.path, child.id), self.language)

    def cause(self, kind: Kind, told: str) -> Cause:
        """A cause here."""
        title = title_of(self.node)
        sentence = self.words.CAUSE.format(title=title, told=told)
        return Cause(node=self.node.id, title=title, kind=kind, path=self.path, sentence=sentence)


def cause_of(before: ReportCard, after: ReportCard, node: str | None = None, language: Language = ENGLISH) -> Cause:
    """Why one school's results on a node, the overall one where None, differ on two cards.

    From the root down, the child whose contribution changed most is followed, until the difference has a name: a rule
    that fired on one side only, a score that is there on one side only, another value, weight, scale or grade scale.
    """
    one, other, words = before.framework, after.framework, language.messages(comparison_messages)
    if one.id == other.id and one.variant != other.variant:
        titles = [visible(ref.variant_title or ref.variant or "") or words.NO_VARIANT for ref in (one, other)]
        root = after.overall if node is None or node not in after else after[node]
        text = words.OTHER_VARIANT.format(before=titles[0], now=titles[1])
        return Cause(node=root.id, title=title_of(root), kind="variant", path=(root.id,), sentence=text)
    if node is None:
        return _parts_at(before.overall, after.overall, _Place(after.overall, (after.overall.id,), language))
    if node not in before or node not in after:
        text = (words.SECOND_HAS if node in after else words.FIRST_HAS).format(node=node)
        return Cause(node=node, title=node, kind="part", path=(node,), sentence=text)
    return _parts_at(before[node], after[node], _Place(after[node], (node,), language))


def _parts_at(old: NodeResult, new: NodeResult, place: _Place) -> Cause:
    for find in (_rule, _absence, _after_the_score):
        found = find(old, new, place)
        if found is not None:
            return found
    centre = _centre(old, new)
    child = _child(old, new, centre)
    if child is None:
        return _here(old, new, place)
    return _of_child(*child, centre, place)


# --- the node itself -------------------------------------------------------------------------------------------------


def _rule(old: NodeResult, new: NodeResult, place: _Place) -> Cause | None:
    """A rule that fired on one side only, where the results would be the same without it, or nearer."""
    gone = [rule for rule in old.rules if rule.id not in fired(new) and rule.effect != "note"]
    added = [rule for rule in new.rules if rule.id not in fired(old) and rule.effect != "note"]
    if not gone and not added:
        return None
    withheld = [rule for rule in (*gone, *added) if rule.effect == "withhold"]
    if not withheld and _ungraded(old) != _ungraded(new) and not _moved_more_by_rules(old, new):
        return None
    told = [place.words.RULE_NOW.format(rule=visible(rule.id)) for rule in added]
    told += [place.words.RULE_BEFORE.format(rule=visible(rule.id)) for rule in gone]
    rules, because = place.language.listed(told), _why((*added, *gone))
    return place.cause("rule", place.words.BECAUSE.format(told=rules, because=because) if because else rules)


def _why(rules: tuple[RuleTrace, ...]) -> str:
    return next((visible(rule.because).rstrip(".") for rule in rules if rule.because), "")


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


def _absence(old: NodeResult, new: NodeResult, place: _Place) -> Cause | None:
    """A score on one side only: what is missing below it, or that too little is there."""
    if (old.score is None) == (new.score is None):
        return None
    words, now = place.words, new.score is None
    empty = new if now else old
    if empty.about.kind == "profile":
        return place.cause("combination", words.PROFILE_NOW if now else words.PROFILE_BEFORE)
    told = (words.NONE_NOW if now else words.NONE_BEFORE).format(reason=reason_words(empty, place.language))
    if not new.children or not old.children:
        return place.cause("missing", told)
    mates = {child.id: child for child in old.children}
    lost = [
        child for child in new.children
        if child.id in mates and (child.score is None) != (mates[child.id].score is None) and not child.about.beside
    ]  # fmt: skip
    if lost:
        weightiest = max(lost, key=lambda child: child.about.weight_share or 0.0)
        return _absence(mates[weightiest.id], weightiest, place.below(weightiest))
    return place.cause("coverage", told)


def _after_the_score(old: NodeResult, new: NodeResult, place: _Place) -> Cause | None:
    """What happened after the same sum: rounding, limits, cut scores."""
    if not near(_raw(old), _raw(new)):
        return None
    if not near(old.score, new.score):
        return place.cause("rounding", place.words.ROUNDED)
    if old.grade != new.grade:
        return place.cause("grades", place.words.GRADED.format(score=_number(new.score, place)))
    return None


def _number(score: float | None, place: _Place) -> str:
    return str(place.words.NONE) if score is None else place.language.precise(score, 0, 2)


def _here(old: NodeResult, new: NodeResult, place: _Place) -> Cause:
    """A leaf, or a node whose parts do not tell."""
    words = place.words
    if new.children or old.children:
        if bool(new.children) != bool(old.children):
            return place.cause("part", words.DIVIDED)
        kinds = [words.COMBINATIONS.get(node.about.kind, node.about.kind) for node in (old, new)]
        return place.cause("combination", words.COMBINED.format(before=kinds[0], now=kinds[1]))
    if near(old.value, new.value):
        before, now = _number(old.score, place), _number(new.score, place)
        return place.cause("scale", words.SCORED.format(value=_value(new, place), before=before, now=now))
    return place.cause("value", words.VALUE.format(before=_value(old, place), now=_value(new, place)))


def _value(node: NodeResult, place: _Place) -> str:
    if node.value is None:
        return str(place.words.NONE)
    return with_unit(precise(node.value, 0, 6), node.about.unit, place.language)


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


def _of_child(old: NodeResult | None, new: NodeResult | None, centre: float, place: _Place) -> Cause:
    own = new or old
    if own is None:
        raise ValueError("a child stands on one side at least")
    below, words = place.below(own), place.words
    if old is None or new is None:
        return below.cause("part", words.SECOND_COUNTS if old is None else words.FIRST_COUNTS)
    if near(old.score, new.score) or _weight_moved_more(old, new, centre):
        before, now = (
            place.language.percentage(precise(100 * (node.weight_applied or 0.0), 0, 1)) for node in (old, new)
        )
        return below.cause("weight", words.WEIGHT.format(before=before, now=now))
    return _parts_at(old, new, below)


def _weight_moved_more(old: NodeResult, new: NodeResult, centre: float) -> bool:
    """Whether a child adds otherwise more because of its weight than because of its score."""
    if None in (old.weight_applied, new.weight_applied, old.score, new.score):
        return False
    weights = (old.weight_applied or 0.0, new.weight_applied or 0.0)
    scores = (old.score or 0.0, new.score or 0.0)
    by_weight = abs(weights[1] - weights[0]) * abs((scores[0] + scores[1]) / 2 - centre)
    return by_weight > abs(scores[1] - scores[0]) * (weights[0] + weights[1]) / 2
