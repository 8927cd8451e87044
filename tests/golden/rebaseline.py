"""Writes the golden files again: ``python -m tests.golden.rebaseline``. Read the difference before you keep it."""

from __future__ import annotations

from pathlib import Path

from reportcard.render import RENDERERS, to_html, to_markdown
from reportcard.render.audience import AUDIENCES
from tests.render.cards import CARDS

HERE = Path(__file__).parent


def golden() -> dict[str, str]:
    """Content of every golden file, by name: a card in each form, one for each audience, all others as text."""
    audiences = {
        f"for-{audience}{suffix}": render(CARDS["history"](), audience)
        for audience in AUDIENCES
        for suffix, render in ((".html", to_html), (".md", to_markdown))
    }
    forms = {f"school{renderer.suffix}": renderer.render(CARDS["school"]()) for renderer in RENDERERS.values()}
    return audiences | forms | {f"{name}.txt": RENDERERS["text"].render(make()) for name, make in CARDS.items()}


def main() -> None:
    """Write all golden files."""
    for name, content in golden().items():
        (HERE / name).write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
