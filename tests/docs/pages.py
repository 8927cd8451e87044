"""The written pages, and the code blocks in them."""

from __future__ import annotations

import re
from pathlib import Path

PROJECT = Path(__file__).parents[2]
DOCS = PROJECT / "docs"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """Every page of the documentation, and the README where there is one."""
    readme = PROJECT / "README.md"
    return [*sorted(DOCS.rglob("*.md")), *([readme] if readme.exists() else [])]


def blocks(page: Path) -> list[tuple[str, str, int]]:
    """Language, text and line of each code block of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return [(found[1], found[2], text.count("\n", 0, found.start(2)) + 1) for found in _BLOCK.finditer(text)]


def name_of(page: Path) -> str:
    """A page's path in the project, for the names of tests."""
    return page.relative_to(PROJECT).as_posix()
