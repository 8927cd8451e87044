"""Report cards as text: HTML, Markdown, plain text and JSON. Renderers see a report card and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcard.render.registry import Renderer, find
from reportcard.results.card import ReportCard

if TYPE_CHECKING:
    from reportcard.render.audience import Audience
    from reportcard.render.overrides import Folders
    from reportcard.render.theme import Theme
    from reportcard.results.language import Language

__all__ = ["RENDERERS", "Renderer", "renderer", "to_html", "to_json", "to_markdown", "to_text"]


def to_html(
    card: ReportCard,
    audience: Audience | str = "school",
    *,
    theme: Theme | None = None,
    templates: Folders = (),
    language: Language | str = "en",
    lang: str = "",
    fragment: bool = False,
) -> str:
    """Return a card as one self-contained HTML page; see :func:`reportcard.render.html.to_html`."""
    from reportcard.render import html

    return html.to_html(
        card, audience, theme=theme, templates=templates, language=language, lang=lang, fragment=fragment
    )


def to_markdown(
    card: ReportCard,
    audience: Audience | str = "school",
    *,
    theme: Theme | None = None,
    templates: Folders = (),
    language: Language | str = "en",
) -> str:
    """Return a card as Markdown; see :func:`reportcard.render.markdown.to_markdown`."""
    from reportcard.render import markdown

    return markdown.to_markdown(card, audience, theme=theme, templates=templates, language=language)


def to_text(card: ReportCard, *, language: Language | str = "en") -> str:
    """Return a card as plain text that shows every sum in numbers."""
    return card.explain(language=language) + "\n"


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


def renderer(name: str) -> Renderer:
    """Return the renderer of a name: of the library, or of an installed package.

    Raises:
        UnknownNameError: There is none.
        RendererError: An installed package offers one that cannot be used.
    """
    return find(name, RENDERERS)
