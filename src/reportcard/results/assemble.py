"""Builds report cards from a block that was scored with its trace."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from reportcard.engine.block import Block, Effect
from reportcard.engine.peers import Peers
from reportcard.engine.plan import CompiledNode, Family, GradeBands, InputKey, Plan
from reportcard.engine.table import PARTS
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.status import STATUSES
from reportcard.results.about import abouts
from reportcard.results.card import (
    About,
    FrameworkRef,
    NodeResult,
    ReportCard,
    RuleTrace,
    SchoolRef,
    SimilarSchool,
    defaults,
)
from reportcard.results.describe import plain
from reportcard.results.sure_card import SureCard
from reportcard.uncertainty.sure import Estimator

_WORDS = tuple("" if status.is_present else status.words for status in STATUSES)


class _Fixed(NamedTuple):
    """What is the same in every school's result of a node, looked up once per plan."""

    template: dict[str, Any]
    about: About
    compiled: CompiledNode
    indicators: tuple[str, ...]
    place: int
    children: tuple[int, ...]
    weights: tuple[float, ...]
    column_cuts: bool


@dataclass
class Assembler:
    """Makes the cards of one plan.

    Attributes:
        plan: The plan that scored the schools.
        framework: What the cards say of the framework.
        indicators: Description of every indicator.
        own_weights: Weights that the caller gave.
        reference: Id of the reference.
        engine_version: Version of the library.
        peers: Each school's similar schools, where the plan compares with them.
    """

    plan: Plan
    framework: FrameworkRef
    indicators: Mapping[str, Indicator]
    own_weights: dict[str, float]
    reference: str | None
    engine_version: str
    peers: Peers | None = None

    @cached_property
    def abouts(self) -> tuple[About, ...]:
        """The unchanging part of every node, by row."""
        return abouts(self.plan, self.indicators, self.own_weights)

    @cached_property
    def own_shares(self) -> dict[str, float]:
        """The caller's weights as shares of the siblings' weight."""
        shares = ((about.weight_share, node.node.id) for about, node in zip(self.abouts, self.plan.nodes, strict=True))
        return {name: share for share, name in shares if name in self.own_weights and share is not None}

    @cached_property
    def estimator(self) -> Estimator:
        """What says how sure the results are."""
        return Estimator(self.plan, self.indicators)

    @cached_property
    def fixed(self) -> tuple[_Fixed, ...]:
        """What is the same for every school, by row."""
        return tuple(self._fixed(compiled) for compiled in self.plan.nodes)

    def _fixed(self, compiled: CompiledNode) -> _Fixed:
        about, family = self.abouts[compiled.row], compiled.family
        plain_weights = family is not None and family.plain and family.fixed is not None
        return _Fixed(
            template={
                **defaults(NodeResult),
                "id": compiled.node.id,
                "about": about,
                "indicators": compiled.indicators,
            },
            about=about,
            compiled=compiled,
            indicators=compiled.indicators,
            place=self.plan.place[InputKey(compiled.indicator)] if compiled.indicator is not None else -1,
            children=tuple(self.plan.rows[child.id] for child in compiled.node.children),
            weights=tuple(family.fixed[:, 0].tolist()) if plain_weights else (),  # type: ignore[union-attr, index]
            column_cuts=any(band.start is None for band in about.bands[:-1]),
        )

    def card(self, block: Block, at: int, row: int, sure: SureCard | None = None) -> ReportCard:
        """The card of one school.

        Args:
            block: A scored block with its trace.
            at: Place of the school in the block.
            row: Row of the school in the table.
            sure: How sure its results are, where that is wanted.
        """
        table = block.table
        context = {name: text for name, column in table.texts.items() if (text := column.text(row)) is not None}
        name = None if table.names is None else table.names.text(row)
        return ReportCard.trusted(
            {
                "school": SchoolRef.trusted({"id": table.ids[row], "name": name}),
                "context": context,
                "framework": self.framework,
                "reference": self.reference,
                "similar": () if self.peers is None else _similar(self.peers.of(table.ids[row])),
                "engine_version": self.engine_version,
                "own_weights": self.own_shares,
                "certainty": None if sure is None else sure.certainty,
                "overall": _Builder(self.fixed, block, at, row, sure).node(0, _ROOT),
            }
        )


def _similar(schools: Sequence[str]) -> tuple[SimilarSchool, ...]:
    return tuple(SimilarSchool(id=school) for school in schools)


#: What a node carries of its parent's score: weight applied, contribution, stand-in.
_Share = tuple[float | None, float | None, float | None]
_ROOT: _Share = (None, None, None)


class _Builder:
    """Builds the nodes of one school's card."""

    def __init__(
        self, fixed: tuple[_Fixed, ...], block: Block, at: int, row: int, sure: SureCard | None = None
    ) -> None:
        assert block.trace is not None  # noqa: S101  cards are made from traced blocks only
        self.fixed = fixed
        self.sure = sure
        self.block = block
        self.trace = block.trace
        self.at = at
        self.row = row
        self.numbers = block.table.numbers
        self.scores: list[float] = block.scores[:, at].tolist()
        self.status: list[int] = block.node_status[:, at].tolist()
        self.grades: list[int] = block.grades[:, at].tolist()
        self.coverage: list[float] = block.coverage[:, at].tolist()
        self.inputs: list[float] = block.inputs[:, at].tolist()
        self.raw: dict[int, float] = {row: float(raw[at]) for row, raw in block.trace.raw.items()}
        self.effects: dict[int, list[Effect]] = {}
        for effect in block.trace.effects:
            if effect.fired[at]:
                self.effects.setdefault(effect.row, []).append(effect)

    def node(self, row: int, share: _Share) -> NodeResult:
        """The result of a node, its children's first."""
        fixed = self.fixed[row]
        compiled = fixed.compiled
        score, status = self.scores[row], self.status[row]
        fields = fixed.template.copy()
        if status:
            fields["status"], fields["reason"] = STATUSES[status], _WORDS[status]
        fields["weight_applied"], fields["contribution"], fields["stand_in"] = share
        if score == score:
            fields["score"] = score
            before = self.raw.get(row, score)
            if before == before and before != score:
                fields["score_before"] = before
        if compiled.family is not None:
            fields["coverage"] = self.coverage[compiled.cover_row]
            shares = self._shares(row, fixed, compiled.family)
            fields["children"] = tuple([self.node(child, shares.get(child, _ROOT)) for child in fixed.children])
        else:
            self._value(row, fixed, fields)
        if compiled.bands is not None:
            self._grade(fixed, compiled.bands, fields)
        if self.sure is not None:
            fields.update(self.sure.node(row))
        if row in self.effects:
            fields["rules"] = tuple(self._rule(compiled, effect) for effect in self.effects[row])
        return NodeResult.complete(fields)

    def _grade(self, fixed: _Fixed, bands: GradeBands, fields: dict[str, Any]) -> None:
        index = self.grades[fixed.compiled.grade_row]
        if index >= 0:
            fields["grade"] = bands.grades[index]
        if fixed.column_cuts:
            cuts = [float(np.broadcast_to(cut(self.block), self.block.size)[self.at]) for cut in reversed(bands.cuts)]
            fields["cuts"] = tuple(None if math.isnan(cut) else cut for cut in cuts)

    # --- leaves ---

    def _value(self, row: int, fixed: _Fixed, fields: dict[str, Any]) -> None:
        """What a leaf measured, or the publisher's code in its place. What is suppressed is not here to be shown."""
        value = self.inputs[fixed.place] if fixed.place >= 0 else self._computed(row, fields)
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

    def _shares(self, row: int, fixed: _Fixed, family: Family) -> dict[int, _Share]:
        """What each combined child carries, by row."""
        first = family.rows.start
        kept = self.trace.weights.get(row)
        if kept is None:
            scores = self.scores[first : family.rows.stop]
            return dict(enumerate(_mean_shares(fixed.weights, scores), first))
        weights, scores = kept[0][:, self.at].tolist(), kept[1][:, self.at].tolist()
        shares = _mean_shares(weights, scores) if family.additive == "mean" else self._other_shares(row, family, scores)
        own = self.scores[first : family.rows.stop]
        # A child that has no score of its own and was combined all the same was treated as having this one.
        stand_ins = [used if score != score and used == used else None for score, used in zip(own, scores, strict=True)]
        return {
            first + place: (weight, contribution, stand_in)
            for place, ((weight, contribution, _), stand_in) in enumerate(zip(shares, stand_ins, strict=True))
        }

    def _other_shares(self, row: int, family: Family, scores: Sequence[float]) -> list[_Share]:
        """In a sum each child adds its score; the best or worst is the whole; elsewhere no child's part can be told."""
        if family.additive == "sum":
            return [(None, score if score == score else None, None) for score in scores]
        parent = self.raw.get(row, self.scores[row])
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
    total = sum([weight for weight, score in zip(weights, scores, strict=True) if score == score])
    return [
        (weight / total, weight / total * score, None) if score == score and total > 0 else (0.0, None, None)
        for weight, score in zip(weights, scores, strict=True)
    ]
