"""Report cards as text: HTML, Markdown, plain text and JSON. Renderers see a report card and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reportcard.results.card import ReportCard

__all__ = ["RENDERERS", "Renderer", "to_html", "to_json", "to_markdown", "to_text"]


@dataclass(frozen=True, slots=True)
class Renderer:
    """A form in which a card can be written.

    Attributes:
        name: Its name.
        suffix: Ending of its files, with the dot.
        render: Turns a card into text.
    """

    name: str
    suffix: str
    render: Callable[[ReportCard], str]


def to_html(card: ReportCard) -> str:
    """Return a card as one self-contained HTML page."""
    from reportcard.render import html

    return html.to_html(card)


def to_markdown(card: ReportCard) -> str:
    """Return a card as Markdown."""
    from reportcard.render import markdown

    return markdown.to_markdown(card)


def to_text(card: ReportCard) -> str:
    """Return a card as plain text that shows every sum in numbers."""
    from reportcard.results.explain import explain

    return explain(card) + "\n"


def to_json(card: ReportCard) -> str:
    """Return a card as JSON."""
    return card.model_dump_json(indent=2) + "\n"


RENDERERS: dict[str, Renderer] = {
    renderer.name: renderer
    for renderer in (
        Renderer("html", ".html", to_html),
        Renderer("json", ".json", to_json),
        Renderer("markdown", ".md", to_markdown),
        Renderer("text", ".txt", to_text),
    )
}
