"""Gives the charts of a page an alternative text, for a PDF: what they draw stands before them.

On a page, charts are hidden from screen readers, since the numbers stand beside them. A tagged PDF cannot hide them:
each is a figure, and a figure without an alternative text is a riddle.
"""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

from reportcard.results.language import ENGLISH, Language
from reportcard.results.text import visible

#: Elements within a line: a text goes on behind them.
_INLINE = {"a", "abbr", "b", "bdi", "br", "em", "i", "small", "span", "strong", "sub", "sup"}


def with_alternatives(html: str, language: Language = ENGLISH) -> str:
    """Return a page in which each chart without a title has one: ``Chart: Score 59.7``."""
    return _Copy(html, language).text


class _Copy(HTMLParser):
    """Copies a page as it is, and puts a title into each chart."""

    def __init__(self, html: str, language: Language) -> None:
        super().__init__(convert_charrefs=False)
        self._language = language
        self._parts: list[str] = []
        self._line: list[str] = []
        self._before = self._label = ""
        self._chart: str | None = None
        self._quiet = False
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._title(unless=tag == "title")
        self._copy()
        if tag == "svg":
            told = dict(attrs).get("aria-label")
            self._chart = told or self._language.say.CHART.format(told=self._said())
            return
        if tag not in _INLINE:
            self._end_line()
        if tag in ("td", "th", "tr", "section"):
            self._label = dict(attrs).get("data-label") or ""
        self._quiet = tag in ("style", "title")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._title(unless=False)
        self._copy()

    def handle_endtag(self, tag: str) -> None:
        self._title(unless=False)
        self._parts.append(f"</{tag}>")
        if tag not in _INLINE and tag != "svg":
            self._end_line()
        self._quiet = False

    def handle_data(self, data: str) -> None:
        self._parts.append(data)
        self._line.append("" if self._quiet else data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self._parts.append(f"<!{decl}>")

    def handle_comment(self, data: str) -> None:
        self._parts.append(f"<!--{data}-->")

    def _copy(self) -> None:
        self._parts.append(self.get_starttag_text() or "")

    def _title(self, *, unless: bool) -> None:
        """Put the title of the chart that has just begun in front of what follows."""
        if self._chart is not None and not unless:
            self._parts.append(f"<title>{self._chart}</title>")
        self._chart = None

    def _end_line(self) -> None:
        self._before = visible("".join(self._line)) or self._before
        self._line = []

    def _said(self) -> str:
        """What stands in front of a chart, in the page's own markup, with the head of its column."""
        said = visible("".join(self._line)) or self._before
        return f"{escape(self._label)} {said}".strip()
