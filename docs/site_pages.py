"""What the site needs beyond Sphinx: its contents from the index page, anchors written in HTML, and fresh pages.

A page is in the site's contents because ``docs/index.md`` links to it under one of its headings, so that what is read
on a code host and what is read on the site have one table of contents. A page that the index does not name is a
warning.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_ANCHOR = re.compile(r'<a id="([\w-]+)"></a>')
_SECTION = re.compile(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_PAGE = re.compile(r"\]\(([^)#:]+)\.md\)")
_FORWARD = (
    '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={0}"><a href="{0}">{1}</a>\n'
)


def contents(index: str, folder: str) -> Iterator[tuple[str, list[str]]]:
    """Give each heading of the index with the pages that it is the first to link to.

    Args:
        index: Text of the index page.
        folder: Its folder in the project, from which its links lead.
    """
    seen: set[str] = set()
    for heading, text in _SECTION.findall(index):
        pages = dict.fromkeys(posixpath.normpath(posixpath.join(folder, link)) for link in _PAGE.findall(text))
        if own := [page for page in pages if page not in seen]:
            seen.update(own)
            yield heading, own


def _read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Make anchors of the language out of those in HTML, and give the index its tables of contents."""
    source[0] = _ANCHOR.sub(r"[]{#\1}", source[0])
    if docname == app.config.root_doc:
        trees = (
            "\n".join(["```{toctree}", ":hidden:", f":caption: {heading}", "", *(f"/{page}" for page in pages), "```"])
            for heading, pages in contents(source[0], posixpath.dirname(docname))
        )
        source[0] += "\n" + "\n\n".join(trees) + "\n"


def _tell_stale(app: Sphinx) -> None:
    """Warn of pages that say something else than the code does."""
    from docs.fresh import problems
    from sphinx.util import logging

    for problem in problems(Path(app.srcdir)):
        logging.getLogger(__name__).warning("%s", problem)


def _forward(app: Sphinx, exception: Exception | None) -> None:
    """Lead from the site's own address to its first page."""
    if exception is None and app.builder.format == "html":
        first = app.builder.get_target_uri(app.config.root_doc)
        Path(app.outdir, "index.html").write_text(_FORWARD.format(first, app.config.project), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    from pygments.lexers.special import TextLexer

    app.add_lexer("csv", TextLexer)  # shown as it is; Pygments does not know the word
    app.connect("builder-inited", _tell_stale)
    app.connect("source-read", _read)
    app.connect("build-finished", _forward)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
