"""A comparison of two results as a page and as Markdown. The view is all that the templates see."""

from __future__ import annotations

from dataclasses import dataclass

from reportcard.render import comparison_messages, html, markdown
from reportcard.results.language import ENGLISH, Language


@dataclass(frozen=True, slots=True)
class MoverRow:
    """A school that moved, as text.

    Attributes:
        school: Its name; its id where it has no name.
        id: Its id.
        before: Its first result.
        after: Its second result.
        change: Difference of the scores, with its standard error.
        verdict: Whether the change is real; "" where nothing is left to chance.
        because: Why, in a sentence.
    """

    school: str
    id: str
    before: str
    after: str
    change: str
    verdict: str
    because: str


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A comparison as its report shows it.

    Attributes:
        labels: Names of the two sides.
        sentences: The summary.
        rows: Grades of the first side, and no grade.
        columns: Grades of the second side, and no grade.
        matrix: Numbers of schools, each line with its sum.
        totals: Sums of the columns.
        has_verdicts: Whether it is told if changes are real.
        movers: Schools that moved.
        more: That not all are listed; "" where they are.
        only: Schools that only one side has, by its name.
        facts: What was compared.
    """

    labels: tuple[str, str]
    sentences: tuple[str, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    matrix: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]
    has_verdicts: bool
    movers: tuple[MoverRow, ...]
    more: str
    only: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]


def to_html(view: ComparisonView, language: Language = ENGLISH) -> str:
    """Return the report as one self-contained HTML page."""
    words, template = language.messages(comparison_messages), html.environment(language=language)
    return template.get_template("comparison.html.j2").render(
        view=view, swatches=(), words=words, lang=language.code, dir=language.direction
    )


def to_markdown(view: ComparisonView, language: Language = ENGLISH) -> str:
    """Return the report as Markdown."""
    words, template = language.messages(comparison_messages), markdown.environment(language=language)
    return template.get_template("comparison.md.j2").render(view=view, words=words)
