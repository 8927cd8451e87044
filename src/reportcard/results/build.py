"""Builds the nodes of one school's card: of a school that was scored by itself, and of one in a block."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from reportcard.engine.alone import One
from reportcard.engine.block import Effect
from reportcard.engine.plan import CompiledNode, Family, GradeBands
from reportcard.indicators.status import STATUSES
from reportcard.results.card import NodeResult, RuleTrace
from reportcard.results.describe import plain
from reportcard.results.facts import Facts
from reportcard.results.sure_card import SureCard

_WORDS = tuple("" if status.is_present else status.words for status in STATUSES)


class Fixed(NamedTuple):
    """What is the same in every school's result of a node, looked up once per plan."""

    template: dict[str, Any]
    compiled: CompiledNode
    place: int
    children: tuple[int, ...]
    weights: tuple[float, ...]


#: What a node carries of its parent's score: weight applied, contribution, stand-in.
_Share = tuple[float | None, float | None, float | None]
_ROOT: _Share = (None, None, None)
_NO_PARTS: Mapping[str, float] = {}


class Builder:
    """Builds the nodes of a school that was scored by itself, under a plain plan."""

    def __init__(
        self, fixed: tuple[Fixed, ...], one: One, parts: Mapping[str, Mapping[str, float]], sure: SureCard | None = None
    ) -> None:
        self.fixed = fixed
        self.one = one
        self.parts = parts
        self.sure = sure

    def root(self) -> NodeResult:
        """The result of the whole tree."""
        return self._node(0, _ROOT)

    def _node(self, row: int, share: _Share) -> NodeResult:
        """The result of a node, its children's first."""
        fixed, one = self.fixed[row], self.one
        compiled = fixed.compiled
        score, status = one.scores[row], one.status[row]
        fields = fixed.template.copy()
        if status:
            fields["status"], fields["reason"] = STATUSES[status], _WORDS[status]
        fields["weight_applied"], fields["contribution"], fields["stand_in"] = share
        if score == score:
            fields["score"] = score
            before = one.raw.get(row, score)
            if before == before and before != score:
                fields["score_before"] = before
        family = compiled.family
        if family is None:
            self._value(row, fixed, fields)
        else:
            fields["coverage"] = one.coverage[compiled.cover_row]
            first, shares = family.rows.start, self._shares(row, fixed, family)
            # Children that stand beside the score come after those that are combined, and carry nothing.
            shares += [_ROOT] * (len(fixed.children) - len(shares))
            fields["children"] = tuple([self._node(child, shares[child - first]) for child in fixed.children])
        if compiled.bands is not None:
            self._grade(fixed, compiled.bands, fields)
        if self.sure is not None:
            self.sure.add(row, fields)
        self._add(row, compiled, fields)
        return NodeResult.complete(fields)

    def _value(self, row: int, fixed: Fixed, fields: dict[str, Any]) -> None:
        """What a leaf measured."""
        value = self.one.inputs[fixed.place]
        if value == value:
            fields["value"] = value
            given = self.parts.get(fixed.compiled.indicator or "", _NO_PARTS)
            fields.update({part: number for part, number in given.items() if number == number})

    def _shares(self, row: int, fixed: Fixed, family: Family) -> list[_Share]:
        """What each combined child carries."""
        return _mean_shares(fixed.weights, self.one.scores[family.rows])

    def _grade(self, fixed: Fixed, bands: GradeBands, fields: dict[str, Any]) -> None:
        index = self.one.grades[fixed.compiled.grade_row]
        if index >= 0:
            fields["grade"] = bands.grades[index]

    def _add(self, row: int, compiled: CompiledNode, fields: dict[str, Any]) -> None:
        """Whatever else is known of a node."""


class BlockBuilder(Builder):
    """Builds the nodes of a school of a block: with metrics, codes, errors, cut scores from columns, and rules."""

    def __init__(self, fixed: tuple[Fixed, ...], facts: Facts, at: int, sure: SureCard | None = None) -> None:
        super().__init__(fixed, facts.ones[at], {}, sure)
        self.facts = facts
        self.at = at
        self.effects = facts.effects[at]

    def _add(self, row: int, compiled: CompiledNode, fields: dict[str, Any]) -> None:
        if row in self.effects:
            fields["rules"] = tuple(self._rule(compiled, effect) for effect in self.effects[row])

    def _grade(self, fixed: Fixed, bands: GradeBands, fields: dict[str, Any]) -> None:
        super()._grade(fixed, bands, fields)
        moving = self.facts.cuts.get(fixed.compiled.row)
        if moving is not None:
            fields["cuts"] = tuple(None if math.isnan(cut) else cut for cut in moving[self.at])

    def _value(self, row: int, fixed: Fixed, fields: dict[str, Any]) -> None:
        """What a leaf measured, or the publisher's code in its place. What is suppressed is not here to be shown."""
        leaf, at = self.facts.leaves[row], self.at
        value = leaf.values[at]
        if value == value:
            fields["value"] = value
        for part, numbers in leaf.parts:
            number = numbers[at]
            if number == number:
                fields[part] = number
        if leaf.reasons and (reason := leaf.reasons[at]) is not None:
            fields["reason"] = reason
        if leaf.codes and (code := leaf.codes[at]) is not None:
            fields["code"] = code

    # --- inner nodes ---

    def _shares(self, row: int, fixed: Fixed, family: Family) -> list[_Share]:
        """What each combined child carries."""
        combined = self.facts.combined.get(row)
        if combined is None:
            return super()._shares(row, fixed, family)
        weights, scores = combined.weights[self.at], combined.scores[self.at]
        shares = _mean_shares(weights, scores) if family.additive == "mean" else self._other_shares(row, family, scores)
        own = self.one.scores[family.rows]
        # A child that has no score of its own and was combined all the same was treated as having this one.
        stand_ins = [used if score != score and used == used else None for score, used in zip(own, scores, strict=True)]
        return [
            (weight, contribution, stand_in)
            for (weight, contribution, _), stand_in in zip(shares, stand_ins, strict=True)
        ]

    def _other_shares(self, row: int, family: Family, scores: Sequence[float]) -> list[_Share]:
        """In a sum each child adds its score; the best or worst is the whole; elsewhere no child's part can be told."""
        if family.additive == "sum":
            return [(None, score if score == score else None, None) for score in scores]
        parent = self.one.raw.get(row, self.one.scores[row])
        chosen = scores.index(parent) if family.additive == "chosen" and parent in scores else -1
        return [(None, score if place == chosen else None, None) for place, score in enumerate(scores)]

    # --- rules ---

    def _rule(self, compiled: CompiledNode, effect: Effect) -> RuleTrace:
        rule = next(
            rule
            for rule in (*compiled.score_rules, *compiled.grade_rules, *compiled.last_rules)
            if rule.key == effect.key
        ).rule
        # What is withheld is not told, here no more than elsewhere.
        before = "" if rule.effect == "withhold" else self._said(compiled, effect.before)
        after = self._said(compiled, effect.after)
        text = rule.withhold or rule.note or f"{before} became {after}"
        return RuleTrace(id=effect.key, effect=rule.effect, because=rule.because, before=before, after=after, text=text)

    def _said(self, compiled: CompiledNode, values: Any) -> str:
        value = values[self.at]
        if values.dtype == np.int8 and compiled.bands is not None:
            return compiled.bands.grades[value] if value >= 0 else "no grade"
        return "no score" if value != value else plain(float(value))


def _mean_shares(weights: Sequence[float], scores: Sequence[float]) -> list[_Share]:
    """Weight applied and contribution of each child of a weighted mean; one that is absent carries nothing."""
    total = math.fsum([weight for weight, score in zip(weights, scores, strict=True) if score == score])
    return [
        (weight / total, weight / total * score, None) if score == score and total > 0 else (0.0, None, None)
        for weight, score in zip(weights, scores, strict=True)
    ]
