"""What the writers of generated pages share: the page is printed, and written where asked."""

from __future__ import annotations

import sys
from pathlib import Path


def deliver(file: Path, text: str) -> None:
    """Print a page; with ``--write`` on the command line, write it in its place."""
    if "--write" in sys.argv[1:]:
        file.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
