"""What four Markdown parsers, each with its usual extensions, make of a text: elements, attributes and words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from typing import Any

Part = tuple[str, tuple[tuple[str, str | None], ...]] | str


class _Reader(HTMLParser):
    """Elements and texts of HTML, in order; the blanks around blocks left out."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.parts.append((tag, tuple(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Note an element's end."""
        self.parts.append((f"/{tag}", ()))

    def handle_data(self, data: str) -> None:
        """Note a text, with the one before it where that is a text too."""
        if self.parts and isinstance(self.parts[-1], str):
            data = self.parts.pop() + data  # type: ignore[operator]
        self.parts.append(data)

    def handle_comment(self, data: str) -> None:
        """Note what is neither."""
        self.parts.append(("!--", ((data, None),)))

    def handle_pi(self, data: str) -> None:
        """Note what is neither."""
        self.parts.append(("?", ((data, None),)))

    def unknown_decl(self, data: str) -> None:
        """Note what is neither."""
        self.parts.append(("!", ((data, None),)))


def _github(text: str) -> str:
    from cmarkgfm import github_flavored_markdown_to_html
    from cmarkgfm.cmark import Options

    return str(github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE))


@cache
def _markdown_it() -> Callable[[str], str]:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render


@cache
def _python_markdown() -> Any:
    from markdown import Markdown

    extensions = ["tables", "fenced_code", "footnotes", "attr_list", "def_list", "abbr", "sane_lists", "admonition"]
    return Markdown(extensions=extensions)


@cache
def _mistune() -> Callable[[str], Any]:
    import mistune

    plugins = [
        "table", "strikethrough", "footnotes", "task_lists", "def_list", "abbr", "mark", "insert", "superscript",
        "subscript", "math", "url",
    ]  # fmt: skip
    return mistune.create_markdown(escape=False, plugins=plugins)


DIALECTS: dict[str, Callable[[str], str]] = {
    "github": _github,
    "commonmark": lambda text: _markdown_it()(text),
    "python-markdown": lambda text: str(_python_markdown().reset().convert(text)),
    "mistune": lambda text: str(_mistune()(text)),
}


def read(dialect: str, text: str) -> list[Part]:
    """What a dialect makes of a Markdown text, without the links that it makes of an address by itself.

    GitHub's dialect finds e-mail addresses and web addresses in text that is already text, and nothing can be written
    to stop it. Such a link says where it leads and runs nothing; any other link stays.
    """
    parts = _Reader(DIALECTS[dialect](text)).parts
    plain: list[Part] = []
    at = 0
    while at < len(parts):
        part = parts[at]
        if _leads_where_it_says(parts[at : at + 3]):
            part, at = parts[at + 1], at + 2
        if isinstance(part, str) and plain and isinstance(plain[-1], str):
            part = plain.pop() + part  # type: ignore[operator]
        plain.append(part)
        at += 1
    return _tidy(plain)


def _leads_where_it_says(parts: list[Part]) -> bool:
    match parts:
        case [("a", (("href", str(href)),)), str(text), ("/a", ())]:
            return href in (f"mailto:{text}", f"http://{text}", f"https://{text}", text) and "script" not in href[:12]
    return False


def _tidy(parts: list[Part]) -> list[Part]:
    """Texts without blanks at their ends, and none that are blank."""
    tidy = (part.strip(" \n") if isinstance(part, str) else part for part in parts)
    return [part for part in tidy if part]
