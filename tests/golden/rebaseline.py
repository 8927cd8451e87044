"""Writes the golden files again: ``python -m tests.golden.rebaseline``. Read the difference before you keep it."""

from __future__ import annotations

from pathlib import Path

import reportcard as rc
from reportcard.datasets import sample_schools
from reportcard.render import RENDERERS, to_html, to_markdown
from reportcard.render.audience import AUDIENCES
from tests.render.cards import CARDS
from tests.render.spanish import spanish_card

HERE = Path(__file__).parent


def golden() -> dict[str, str]:
    """Content of every golden file, by name: cards for each audience, Spanish ones, one as JSON, all as text."""
    audiences = {
        f"for-{audience}{suffix}": render(CARDS["history"](), audience)
        for audience in AUDIENCES
        for suffix, render in ((".html", to_html), (".md", to_markdown))
    }
    spanish = {
        f"spanish-{audience}{suffix}": render(spanish_card(), audience, language="es")
        for audience in ("parents", "school")
        for suffix, render in ((".html", to_html), (".md", to_markdown))
    }
    sample = {"sample-parents.html": to_html(rc.score(sample_schools(1))[0], "parents")}
    forms = {f"school{RENDERERS[name].suffix}": RENDERERS[name].render(CARDS["school"]()) for name in ("json", "text")}
    return (
        audiences
        | spanish
        | sample
        | forms
        | {f"{name}.txt": RENDERERS["text"].render(make()) for name, make in CARDS.items()}
    )


def main() -> None:
    """Write all golden files."""
    for name, content in golden().items():
        (HERE / name).write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
