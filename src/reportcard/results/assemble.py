"""Makes report cards: of schools in a block that was scored with its trace, and of one that was scored by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat

from reportcard.engine.alone import One, PlainRecord
from reportcard.engine.block import Block
from reportcard.engine.peers import Peers
from reportcard.engine.plan import CompiledNode, InputKey, Plan
from reportcard.indicators.indicator import Indicator
from reportcard.results.about import abouts
from reportcard.results.build import BlockBuilder, Builder, Fixed
from reportcard.results.card import (
    About,
    Certainty,
    FrameworkRef,
    NodeResult,
    ReportCard,
    SchoolRef,
    SimilarSchool,
    defaults,
)
from reportcard.results.facts import Facts
from reportcard.results.sure_card import SureCard
from reportcard.uncertainty.sure import Estimator


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
    def fixed(self) -> tuple[Fixed, ...]:
        """What is the same for every school, by row."""
        return tuple(self._fixed(compiled) for compiled in self.plan.nodes)

    def _fixed(self, compiled: CompiledNode) -> Fixed:
        about, family = self.abouts[compiled.row], compiled.family
        plain_weights = family is not None and family.plain and family.fixed is not None
        return Fixed(
            template={
                **defaults(NodeResult),
                "id": compiled.node.id,
                "about": about,
                "indicators": compiled.indicators,
            },
            compiled=compiled,
            place=self.plan.place[InputKey(compiled.indicator)] if compiled.indicator is not None else -1,
            children=tuple(self.plan.rows[child.id] for child in compiled.node.children),
            weights=tuple(family.fixed[:, 0].tolist()) if plain_weights else (),  # type: ignore[union-attr, index]
        )

    def cards(self, block: Block, rows: Iterable[int], sure: Sequence[SureCard | None] = ()) -> list[ReportCard]:
        """The cards of the schools of a block.

        Args:
            block: A scored block with its trace.
            rows: Rows of its schools in the table.
            sure: How sure their results are, where that is wanted.
        """
        table, facts = block.table, Facts(block)
        made = []
        for at, (row, certain) in enumerate(zip(rows, sure or repeat(None), strict=False)):
            context = {name: text for name, column in table.texts.items() if (text := column.text(row)) is not None}
            name = None if table.names is None else table.names.text(row)
            overall = BlockBuilder(self.fixed, facts, at, certain).root()
            certainty = None if certain is None else certain.certainty
            made.append(self._card(table.ids[row], name, context, overall, certainty))
        return made

    def card_alone(self, record: PlainRecord, one: One, sure: SureCard | None = None) -> ReportCard:
        """The card of one school that was scored by itself.

        Args:
            record: The school.
            one: What was computed.
            sure: How sure its results are, where that is wanted.
        """
        overall = Builder(self.fixed, one, record.parts, sure).root()
        certainty = None if sure is None else sure.certainty
        return self._card(record.id, record.name, record.texts, overall, certainty)

    def _card(
        self, school: str, name: str | None, context: dict[str, str], overall: NodeResult, certainty: Certainty | None
    ) -> ReportCard:
        return ReportCard.trusted(
            {
                "school": SchoolRef.trusted({"id": school, "name": name}),
                "context": context,
                "framework": self.framework,
                "reference": self.reference,
                "similar": () if self.peers is None else _similar(self.peers.of(school)),
                "engine_version": self.engine_version,
                "own_weights": self.own_shares,
                "certainty": certainty,
                "overall": overall,
            }
        )


def _similar(schools: Sequence[str]) -> tuple[SimilarSchool, ...]:
    return tuple(SimilarSchool(id=school) for school in schools)
