"""Builds the nodes of one school's card: of a school that was scored by itself, and of one in a block."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from reportcard.engine.alone import One
from reportcard.engine.block import Block, Effect
from reportcard.engine.plan import CompiledNode, Family, GradeBands
from reportcard.engine.table import PARTS
from reportcard.indicators.status import STATUSES
from reportcard.results.card import About, NodeResult, RuleTrace
from reportcard.results.describe import plain
from reportcard.results.sure_card import SureCard

_WORDS = tuple("" if status.is_present else status.words for status in STATUSES)


class Fixed(NamedTuple):
    """What is the same in every school's result of a node, looked up once per plan."""

    template: dict[str, Any]
    about: About
    compiled: CompiledNode
    indicators: tuple[str, ...]
    place: int
    children: tuple[int, ...]
    weights: tuple[float, ...]
    column_cuts: bool


#: What a node carries of its parent's score: weight applied, contribution, stand-in.
_Share = tuple[float | None, float | None, float | None]
_ROOT: _Share = (None, None, None)


class Builder:
    """Builds the nodes of a school that was scored by itself, under a plain plan."""

    def __init__(self, fixed: tuple[Fixed, ...], one: One) -> None:
        self.fixed = fixed
        self.one = one

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
        self._add(row, compiled, fields)
        return NodeResult.complete(fields)

    def _value(self, row: int, fixed: Fixed, fields: dict[str, Any]) -> None:
        """What a leaf measured."""
        value = self.one.inputs[fixed.place]
        if value == value:
            fields["value"] = value

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

    def __init__(self, fixed: tuple[Fixed, ...], block: Block, at: int, row: int, sure: SureCard | None = None) -> None:
        assert block.trace is not None  # noqa: S101  cards are made from traced blocks only
        one = One(
            inputs=block.inputs[:, at].tolist(),
            scores=block.scores[:, at].tolist(),
            status=block.node_status[:, at].tolist(),
            grades=block.grades[:, at].tolist(),
            coverage=block.coverage[:, at].tolist(),
            raw={row: float(raw[at]) for row, raw in block.trace.raw.items()},
        )
        super().__init__(fixed, one)
        self.sure = sure
        self.block = block
        self.trace = block.trace
        self.at = at
        self.row = row
        self.numbers = block.table.numbers
        self.effects: dict[int, list[Effect]] = {}
        for effect in block.trace.effects:
            if effect.fired[at]:
                self.effects.setdefault(effect.row, []).append(effect)

    def _add(self, row: int, compiled: CompiledNode, fields: dict[str, Any]) -> None:
        if self.sure is not None:
            fields.update(self.sure.node(row))
        if row in self.effects:
            fields["rules"] = tuple(self._rule(compiled, effect) for effect in self.effects[row])

    def _grade(self, fixed: Fixed, bands: GradeBands, fields: dict[str, Any]) -> None:
        super()._grade(fixed, bands, fields)
        if fixed.column_cuts:
            cuts = [float(np.broadcast_to(cut(self.block), self.block.size)[self.at]) for cut in reversed(bands.cuts)]
            fields["cuts"] = tuple(None if math.isnan(cut) else cut for cut in cuts)

    # --- leaves ---

    def _value(self, row: int, fixed: Fixed, fields: dict[str, Any]) -> None:
        """What a leaf measured, or the publisher's code in its place. What is suppressed is not here to be shown."""
        value = self.one.inputs[fixed.place] if fixed.place >= 0 else self._computed(row, fields)
        if value == value:
            fields["value"] = value
        for indicator in fixed.indicators:
            column = self.numbers.get(indicator)
            if column is None:
                continue
            if column.parts and fixed.place >= 0:
                parts = {part: float(given[self.row]) for part, given in column.parts.items()}
                fields.update({part: number for part, number in parts.items() if number == number})
            if column.raw is not None and (code := column.code(self.row)) is not None:
                fields["code"] = code
                break

    def _computed(self, row: int, fields: dict[str, Any]) -> float:
        result = self.trace.calls[row]
        value = float(result.value[self.at])
        for part in PARTS if value == value else ():
            given = getattr(result, part)
            if given is not None and (number := float(given[self.at])) == number:
                fields[part] = number
        if value != value and result.status is not None and fields["status"] is STATUSES[result.status[self.at]]:
            fields["reason"] = next((note for said, note in result.notes if said[self.at]), fields["reason"])
        return value

    # --- inner nodes ---

    def _shares(self, row: int, fixed: Fixed, family: Family) -> list[_Share]:
        """What each combined child carries."""
        kept = self.trace.weights.get(row)
        if kept is None:
            return super()._shares(row, fixed, family)
        weights, scores = kept[0][:, self.at].tolist(), kept[1][:, self.at].tolist()
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
