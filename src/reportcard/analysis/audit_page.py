"""An audit as a page: sections of findings and tables, for HTML and Markdown alike."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportcard.analysis.audit_words import Finding, number, part, range_of
from reportcard.analysis.statistics import Estimate
from reportcard.render import html, markdown
from reportcard.render.index import schools
from reportcard.render.view import framework_facts
from reportcard.results.numbers import short
from reportcard.results.text import visible
from reportcard.results.words import framework_title
from reportcard.version import __version__

if TYPE_CHECKING:
    from reportcard.analysis.audit import Audit

Row = tuple[str, ...]
_INTERVALS = (
    "Each finding is of these schools and this data. An interval of 95% says how far the number could be another one "
    "by chance, if these schools stand for many like them; it does not cover errors of the data. What asks for a "
    "closer look does so by thresholds of ours, which are conventions: judge by the numbers."
)
_CORRELATIONS = (
    "A correlation is between −1 and 1; 0 is none. Schools that lack either number are left out of that row. Of 20 "
    "rows without any association, one interval leaves out 0 by chance."
)
_CARRIED = (
    "A part carries the covariance of what it adds with the overall score, over the variance of that score, before "
    "rules and rounding; the parts add up to 100%. A part that was left out adds nothing. The order without it is the "
    "rank correlation between the overall scores with and without the part."
)
_ERRORS = (
    "Each measure is moved by its standard error alone and everything is scored again; the squares are summed. The "
    "errors are taken as independent and normal. Rules that change grades are left out."
)


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


def to_html(audit: Audit) -> str:
    """Return an audit as one self-contained page."""
    return html.environment().get_template("audit.html.j2").render(page=page_of(audit), swatches=())


def to_markdown(audit: Audit) -> str:
    """Return an audit as Markdown."""
    return markdown.environment().get_template("audit.md.j2").render(page=page_of(audit))


def page_of(audit: Audit) -> Page:
    """What the page shows."""
    return Page(
        framework=framework_title(audit.framework),
        authority=visible(audit.framework.authority),
        lead=(
            f"What this framework does to {schools(audit.schools)}. Read it before you adopt or change the framework.",
            _INTERVALS,
        ),
        look=tuple(finding.text for finding in audit.findings if finding.look),
        sections=tuple(_sections(audit)),
        facts=(*framework_facts(audit.framework), ("Computed by", f"reportcard {__version__}")),
    )


def _sections(audit: Audit) -> Iterator[Section]:
    yield _coverage(audit)
    yield _context(audit)
    yield _weights(audit)
    yield _redundancy(audit)
    yield _grades(audit)
    yield _cuts(audit)
    yield _size(audit)
    if audit.years:
        yield _years(audit)


def _found(audit: Audit, topic: str) -> tuple[Finding, ...]:
    return tuple(finding for finding in audit.findings if finding.topic == topic)


def _name(audit: Audit, node: str) -> str:
    return audit.titles.get(node, node)


def _with_range(estimate: Estimate, *, share: bool = False) -> str:
    say = part if share else number
    known = range_of(estimate, share=share)
    return f"{say(estimate.value)} ({known})" if known else say(estimate.value)


def _coverage(audit: Audit) -> Section:
    return Section(
        "How much data there is",
        "A score that rests on half of what it should is another score. Parts without data may leave weight to others.",
        _found(audit, "coverage"),
        ("Score", "Schools that have it", "Weight with data, on average", "Schools with all of it"),
        tuple(
            (_name(audit, row.node), f"{_with_range(row.scored, share=True)}", part(row.mean), part(row.whole.value))
            for row in audit.coverage
        ),
        ("The average and the share with all of the data are of the schools that have the score.",),
    )


def _context(audit: Audit) -> Section:
    return Section(
        "Circumstances of schools",
        "Where scores go with deprivation, with what pupils knew before or with size, the grade says something of whom "
        "a school teaches, and not only of how well.",
        _found(audit, "context"),
        ("Score", "Circumstance", "Correlation (95% interval)", "By ranks (95% interval)", "Schools"),
        tuple(
            (_name(audit, row.node), row.context, _with_range(row.pearson), _with_range(row.spearman),
             f"{row.pearson.n:,}")
            for row in audit.context
        ),
        (_CORRELATIONS,),
    )  # fmt: skip


def _weights(audit: Audit) -> Section:
    return Section(
        "What each part carries",
        "A weight says how much a part should count. How much it does depends on how far schools differ on it, and on "
        "whether it goes with the others.",
        _found(audit, "weights"),
        ("Part", "Weight as declared", "Weight in force", "Carries of the differences", "Spread of its scores",
         "Correlation with overall", "Order without it"),
        tuple(
            (_name(audit, row.part), part(row.declared), part(row.applied), _with_range(row.carried, share=True),
             number(row.spread, 1), number(row.correlation.value), number(row.without.value))
            for row in audit.weights
        ),
        (_CARRIED,) if audit.weights else (),
    )  # fmt: skip


def _redundancy(audit: Audit) -> Section:
    found = audit.redundancy
    return Section(
        "Measures that say the same",
        "Two measures that always agree count one thing twice. Many that do are one measure with a large weight.",
        _found(audit, "redundancy"),
        ("Measure", "And", "Correlation (95% interval)", "Schools"),
        tuple(
            (_name(audit, row.first), _name(audit, row.second), _with_range(row.pearson), f"{row.pearson.n:,}")
            for row in found.pairs
        ),
        ("Correlations are of the scores of measures, so that more is better in each.",),
    )


def _grades(audit: Audit) -> Section:
    return Section(
        "How schools spread over the grades",
        "A grade that nearly all schools have says little; one that hardly any has may not be worth having.",
        _found(audit, "grades"),
        ("Grade", "Schools", "Share (95% interval)"),
        tuple((visible(row.grade), f"{row.schools:,}", _with_range(row.share, share=True)) for row in audit.grades),
    )


def _cuts(audit: Audit) -> Section:
    near = audit.near_cuts
    known = near is not None and not math.isnan(near.error)
    return Section(
        "How much hangs on little",
        "Schools just below and just above a cut score differ by a point and by a whole grade.",
        _found(audit, "cuts"),
        (),
        (),
        (_ERRORS,) if known else (),
    )  # fmt: skip


def _size(audit: Audit) -> Section:
    return Section(
        "Small schools and large ones",
        "A few pupils more or less move a small school's scores by chance. Where small schools spread more, their "
        "grades are less sure.",
        _found(audit, "size"),
        ("Quarter of schools", audit.size_name or "Size", "Mean score", "Spread of scores", "Best or worst grade",
         "Schools"),
        tuple(
            (("smallest", "second", "third", "largest")[row.quarter - 1], f"{short(row.low)} to {short(row.high)}",
             number(row.mean, 1), number(row.spread, 1), part(row.ends.value), f"{row.n:,}")
            for row in audit.size
        ),
    )  # fmt: skip


def _years(audit: Audit) -> Section:
    return Section(
        "From year to year",
        "Schools change slowly. Scores that jump tell of chance, or of a changed method.",
        _found(audit, "years"),
        ("Score", "Year", "Correlation (95% interval)", "Same grade", "Two grades or more", "Average change",
         "Schools"),
        tuple(
            (_name(audit, row.node), visible(row.year), _with_range(row.pearson), part(row.same_grade.value),
             part(row.two_grades.value), number(row.change, 1), f"{row.pearson.n:,}")
            for row in audit.years
        ),
    )  # fmt: skip
