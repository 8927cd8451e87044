"""Audits a framework by what it does to the schools of a data set: for an authority, before it adopts it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from reportcard.analysis.audit_data import Context, size_of, variables
from reportcard.analysis.audit_rows import (
    ContextRow,
    CoverageRow,
    GradeRow,
    NearCuts,
    Redundancy,
    SizeRow,
    WeightRow,
    YearRow,
)
from reportcard.analysis.audit_tables import (
    context_rows,
    coverage_rows,
    grade_rows,
    near_cuts,
    redundancy,
    size_rows,
    weight_rows,
    year_rows,
)
from reportcard.analysis.audit_words import Finding, findings, in_short
from reportcard.analysis.composition import composition, score_error
from reportcard.analysis.statistics import Estimate
from reportcard.errors import InputError, UnknownNameError
from reportcard.framework.document import Node
from reportcard.render import audit_messages
from reportcard.results.card import FrameworkRef
from reportcard.results.cards import ReportCards
from reportcard.results.language import Language
from reportcard.results.text import visible

_TABLES = ("context", "weights", "pairs", "grades", "coverage", "years", "size")


@dataclass(frozen=True)
class Audit:
    """What a framework does to the schools of a data set. Every number has its n, and its 95 % interval where known.

    Attributes:
        framework: The framework.
        schools: Number of schools.
        is_profile: Whether the framework has no overall score by design.
        titles: Names of nodes and indicators by id.
        context: How scores go with the circumstances of schools.
        weights: What each part carries of the overall score's variance, against its weight.
        no_weights: Why there are no such numbers; "" where there are.
        redundancy: How much the measures say the same.
        grades: How many schools have each grade.
        near_cuts: How many grades hang on little; None where there are none.
        coverage: How much data the scores rest on; the overall score first.
        years: How results of earlier years go with these.
        size: Scores by quarter of size.
        size_name: What size is.
        size_ratio: Spread of scores in the smallest quarter over that in the largest.
    """

    framework: FrameworkRef
    schools: int
    is_profile: bool
    titles: Mapping[str, str] = field(repr=False)
    context: tuple[ContextRow, ...] = field(repr=False)
    weights: tuple[WeightRow, ...] = field(repr=False)
    no_weights: str = field(repr=False)
    redundancy: Redundancy = field(repr=False)
    grades: tuple[GradeRow, ...] = field(repr=False)
    near_cuts: NearCuts | None = field(repr=False)
    coverage: tuple[CoverageRow, ...] = field(repr=False)
    years: tuple[YearRow, ...] = field(repr=False)
    size: tuple[SizeRow, ...] = field(repr=False)
    size_name: str = field(repr=False)
    size_ratio: Estimate = field(repr=False)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, in sentences."""
        return tuple(findings(self))

    def title_of(self, node: str) -> str:
        """Name of a node, in quotes, because many hold commas."""
        return f"“{self.titles.get(node, node)}”"

    def indicator(self, name: str) -> str:
        """Name of an indicator, in quotes."""
        return self.title_of(name)

    def frame(self, table: str) -> Any:
        """Return a table as a pandas frame: an estimate becomes columns for value, low, high and n.

        Args:
            table: ``context``, ``weights``, ``pairs``, ``grades``, ``coverage``, ``years`` or ``size``.

        Raises:
            UnknownNameError: There is no such table.
        """
        from reportcard.results.frames import frame_like

        if table not in _TABLES:
            raise UnknownNameError("table", table, _TABLES)
        rows = self.redundancy.pairs if table == "pairs" else getattr(self, table)
        flat = [_flat(row) for row in rows]
        return frame_like({name: [row[name] for row in flat] for name in (flat[0] if flat else ())}, None)

    def to_markdown(self, *, language: Language | str = "en") -> str:
        """Return the audit as Markdown.

        Args:
            language: Language of the page; texts of the framework and of the data stay as they are.

        Raises:
            UnknownNameError: There is no such language.
            LanguageError: The language has a catalogue that cannot be used.
        """
        from reportcard.analysis.audit_page import to_markdown
        from reportcard.render.languages import language_of

        return to_markdown(self, language_of(language))

    def to_html(self, *, language: Language | str = "en") -> str:
        """Return the audit as one self-contained page.

        Args:
            language: Language of the page, as for Markdown.

        Raises:
            UnknownNameError: There is no such language.
            LanguageError: The language has a catalogue that cannot be used.
        """
        from reportcard.analysis.audit_page import to_html
        from reportcard.render.languages import language_of

        return to_html(self, language_of(language))

    def __str__(self) -> str:
        return in_short(self.findings)


def _flat(row: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for name in asdict(row):
        value = getattr(row, name)
        if isinstance(value, Estimate):
            plain |= {name: value.value, f"{name}_low": value.low, f"{name}_high": value.high, f"{name}_n": value.n}
        else:
            plain[name] = value
    return plain


def audit(
    cards: ReportCards,
    *,
    context: Context | None = None,
    earlier: Mapping[str, ReportCards] | None = None,
    size: str | None = None,
) -> Audit:
    """Audit a framework by the results of many schools.

    Args:
        cards: The results.
        context: The circumstances of schools that scores are compared with (deprivation, prior attainment, size): ids
            of indicators or columns of the data, or values by name, one a school in the order of the cards. Where None,
            every indicator that the data has and no score or rule reads.
        earlier: Results of earlier years by year, of the same schools; matched by id.
        size: Indicator or column of the size of a school; pupils on roll where None, else the most pupils behind a
            measure.

    Raises:
        InputError: There are too few schools, or the values are not one a school.
        UnknownNameError: There is no indicator or column of that name.
    """
    if len(cards) < 2:
        raise InputError("An audit needs the results of at least two schools.", code="too-few-schools")
    last = cards.makers[-1]
    titles = _titles(cards)
    nodes = [cards.root, *_parts(cards)]
    leaves = [name for name in cards.nodes if name in _leaves(cards)]
    sized, found = size_of(cards, size), composition(cards)
    about = last.abouts[0]
    quarters, ratio = (
        ((), Estimate(float("nan"), float("nan"), float("nan"), 0)) if sized is None else size_rows(cards, sized)
    )
    return Audit(
        framework=last.framework,
        schools=len(cards),
        is_profile=about.kind == "profile",
        titles=titles,
        context=tuple(context_rows(cards, nodes, variables(cards, context))),
        weights=() if found is None else tuple(weight_rows(found)),
        no_weights=audit_messages.NO_WEIGHTS if found is None else "",
        redundancy=redundancy(cards, leaves),
        grades=tuple(grade_rows(cards)),
        near_cuts=near_cuts(cards, score_error(cards), about.rounding, upper=about.bands_inclusive == "upper"),
        coverage=tuple(coverage_rows(cards, nodes)),
        years=tuple(year_rows(cards, nodes, earlier or {}, sized)),
        size=quarters,
        size_name="" if sized is None else sized.name,
        size_ratio=ratio,
    )


def _titles(cards: ReportCards) -> dict[str, str]:
    found: dict[str, str] = {}
    for maker in (*cards.makers[:-1], cards.makers[-1]):
        found |= {name: visible(known.title) for name, known in maker.indicators.items()}
    for maker in cards.makers:
        found |= {
            node.node.id: visible(about.title) for node, about in zip(maker.plan.nodes, maker.abouts, strict=True)
        }
    return found


def _parts(cards: ReportCards) -> list[str]:
    """Ids of the nodes below the root, in the order of the framework."""
    below = {child.id for maker in cards.makers for child in maker.plan.document.score.children}
    return [name for name in cards.nodes if name in below]


def _leaves(cards: ReportCards) -> set[str]:
    """Ids of the measures that count: not those that are only shown beside others."""

    def below(node: Node) -> Iterator[str]:
        for child in node.children:
            if not child.beside:
                yield from below(child) if child.children else (child.id,)

    return {name for maker in cards.makers for name in below(maker.plan.document.score)}
