"""Reads a rendered page for tests: its elements with their attributes, and its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "path", "rect", "source", "track",
}  # fmt: skip


@dataclass
class Element:
    """An element with its attributes, its text (its descendants' too) and its parent."""

    tag: str
    attributes: dict[str, str | None]
    parent: Element | None = None
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def above(self, tag: str) -> Element | None:
        """The closest ancestor of that tag."""
        return self.parent if self.parent is None or self.parent.tag == tag else self.parent.above(tag)


class Page(HTMLParser):
    """A parsed page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.others: list[str] = []
        self.faults: list[str] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        parent = self._open[-1] if self._open else None
        element = Element(tag, dict(attrs), parent)
        if len(element.attributes) != len(attrs):
            self.faults.append(f"an attribute of {tag} stands twice")
        self.elements.append(element)
        if parent is not None:
            parent.children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element without content."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close an element; the page closes each in order."""
        if not self._open or self._open[-1].tag != tag:
            self.faults.append(f"</{tag}> closes nothing")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        """Add text to all open elements."""
        for element in self._open:
            element.text += data

    def handle_comment(self, data: str) -> None:
        """Note what is neither element nor text."""
        self.others.append(data)

    def handle_pi(self, data: str) -> None:
        """Note what is neither element nor text."""
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        """Note what is neither element nor text."""
        self.others.append(data)

    @property
    def structure(self) -> list[tuple[str, tuple[tuple[str, str | None], ...]]]:
        """Tags and attributes in order: what untrusted text must never change."""
        return [(element.tag, tuple(element.attributes.items())) for element in self.elements]

    def all(self, *tags: str) -> list[Element]:
        """The elements of these tags."""
        return [element for element in self.elements if element.tag in tags]

    @property
    def text(self) -> str:
        """All text of the page's body."""
        return self.all("body")[0].text
