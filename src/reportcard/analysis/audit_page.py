"""An audit as a page: sections of findings and tables, for HTML and Markdown alike."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportcard.analysis.audit_numbers import Numbers
from reportcard.analysis.audit_words import Finding, findings
from reportcard.render import audit_messages, html, markdown, site_messages
from reportcard.render.tags import look_of
from reportcard.render.view import framework_facts
from reportcard.results.language import ENGLISH, Language
from reportcard.results.text import visible
from reportcard.results.words import framework_title
from reportcard.version import __version__

if TYPE_CHECKING:
    from reportcard.analysis.audit import Audit

Row = tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A part of the page.

    Attributes:
        title: Its title.
        why: What is asked here, and why it matters.
        findings: What was found.
        heads: Titles of the columns.
        rows: Rows of the table.
        notes: How the numbers are made.
    """

    title: str
    why: str
    findings: tuple[Finding, ...]
    heads: Row
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    @property
    def styled(self) -> tuple[tuple[str, str], ...]:
        """The titles with the class of their column's width."""
        width = f"w-{max(3, min(len(self.heads), 7))}"
        return tuple((title, "" if at == 0 else width) for at, title in enumerate(self.heads))


@dataclass(frozen=True)
class Page:
    """The page.

    Attributes:
        framework: Title of the framework.
        authority: Who issued it.
        lead: What the page is.
        look: The findings that ask for a closer look.
        sections: The parts of the page.
        facts: Framework, version, hash, library.
    """

    framework: str
    authority: str
    lead: tuple[str, ...]
    look: tuple[str, ...]
    sections: tuple[Section, ...]
    facts: tuple[tuple[str, str], ...]


def to_html(audit: Audit, language: Language = ENGLISH) -> str:
    """Return an audit as one self-contained page."""
    words, made = language.messages(audit_messages), html.environment(language=language)
    return made.get_template("audit.html.j2").render(
        page=page_of(audit, language), swatches=(), words=words, lang=language.code, dir=language.direction
    )


def to_markdown(audit: Audit, language: Language = ENGLISH) -> str:
    """Return an audit as Markdown."""
    words, made = language.messages(audit_messages), markdown.environment(language=language)
    return made.get_template("audit.md.j2").render(page=page_of(audit, language), words=words)


def page_of(audit: Audit, language: Language = ENGLISH) -> Page:
    """What the page shows."""
    say, found = Numbers(language), audit.findings if language.is_english else tuple(findings(audit, language))
    computed = language.messages(site_messages).COMPUTED_WITH.format(version=__version__)
    facts = framework_facts(audit.framework, look_of(language=language))
    return Page(
        framework=framework_title(audit.framework),
        authority=visible(audit.framework.authority),
        lead=(say.words.LEAD.of(audit.schools).format(count=say.count(audit.schools)), say.words.INTERVALS),
        look=tuple(finding.text for finding in found if finding.look),
        sections=tuple(_sections(audit, say, found)),
        facts=(*facts, (language.say.FACT_ENGINE, computed)),
    )


def _sections(audit: Audit, say: Numbers, found: Sequence[Finding]) -> Iterator[Section]:
    for topic, rows, notes in (
        ("coverage", _coverage(audit, say), (say.words.OF_THOSE_SCORED,)),
        ("context", _context(audit, say), (say.words.CORRELATIONS,)),
        ("weights", _weights(audit, say), (say.words.CARRIED,) if audit.weights else ()),
        ("redundancy", _redundancy(audit, say), (say.words.OF_SCORES,)),
        ("grades", _grades(audit, say), ()),
        ("cuts", iter(()), (say.words.ERRORS,) if _has_error(audit) else ()),
        ("size", _size(audit, say), ()),
        ("years", _years(audit, say), ()),
    ):
        if topic == "years" and not audit.years:
            continue
        heads = {**say.words.HEADS.get(topic, {})}
        if topic == "size" and audit.size_name and audit.size_name != audit_messages.BEHIND:
            heads["size"] = audit.size_name
        elif topic == "size" and audit.size_name:
            heads["size"] = say.words.BEHIND
        own = tuple(finding for finding in found if finding.topic == topic)
        title, why = say.words.SECTIONS[topic], say.words.WHY[topic]
        yield Section(title, why, own, tuple(heads.values()), tuple(rows), notes)


def _has_error(audit: Audit) -> bool:
    return audit.near_cuts is not None and not math.isnan(audit.near_cuts.error)


def _name(audit: Audit, node: str) -> str:
    return audit.titles.get(node, node)


# --- the rows of the tables ------------------------------------------------------------------------------------------


def _coverage(audit: Audit, say: Numbers) -> Iterator[Row]:
    for row in audit.coverage:
        scored, mean, whole = say.with_range(row.scored, share=True), say.part(row.mean), say.part(row.whole.value)
        yield _name(audit, row.node), scored, mean, whole


def _context(audit: Audit, say: Numbers) -> Iterator[Row]:
    for row in audit.context:
        pearson, spearman = say.with_range(row.pearson), say.with_range(row.spearman)
        yield _name(audit, row.node), row.context, pearson, spearman, say.count(row.pearson.n)


def _weights(audit: Audit, say: Numbers) -> Iterator[Row]:
    for row in audit.weights:
        yield (
            _name(audit, row.part), say.part(row.declared), say.part(row.applied),
            say.with_range(row.carried, share=True), say.number(row.spread, 1), say.number(row.correlation.value),
            say.number(row.without.value),
        )  # fmt: skip


def _redundancy(audit: Audit, say: Numbers) -> Iterator[Row]:
    for row in audit.redundancy.pairs:
        first, second = _name(audit, row.first), _name(audit, row.second)
        yield first, second, say.with_range(row.pearson), say.count(row.pearson.n)


def _grades(audit: Audit, say: Numbers) -> Iterator[Row]:
    for row in audit.grades:
        yield visible(row.grade), say.count(row.schools), say.with_range(row.share, share=True)


def _size(audit: Audit, say: Numbers) -> Iterator[Row]:
    for row in audit.size:
        yield (
            say.words.QUARTERS[str(row.quarter)], say.sizes(row.low, row.high), say.number(row.mean, 1),
            say.number(row.spread, 1), say.part(row.ends.value), say.count(row.n),
        )  # fmt: skip


def _years(audit: Audit, say: Numbers) -> Iterator[Row]:
    for row in audit.years:
        yield (
            _name(audit, row.node), visible(row.year), say.with_range(row.pearson), say.part(row.same_grade.value),
            say.part(row.two_grades.value), say.number(row.change, 1), say.count(row.pearson.n),
        )  # fmt: skip
