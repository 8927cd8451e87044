"""Writes the golden files again: ``python -m tests.golden.rebaseline``. Read the difference before you keep it."""

from __future__ import annotations

from pathlib import Path

from reportcard.render import RENDERERS
from tests.render.cards import CARDS

HERE = Path(__file__).parent


def golden() -> dict[str, str]:
    """Content of every golden file, by name: one card in each form, the other cards as plain text."""
    forms = {f"school{renderer.suffix}": renderer.render(CARDS["school"]()) for renderer in RENDERERS.values()}
    return forms | {f"{name}.txt": RENDERERS["text"].render(make()) for name, make in CARDS.items()}


def main() -> None:
    """Write all golden files."""
    for name, content in golden().items():
        (HERE / name).write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
