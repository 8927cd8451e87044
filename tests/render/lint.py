"""Rules for pages that tools for accessibility do not check, or only leave undecided. Each says what it found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from tests.render import css
from tests.render.page import Element, Page

Rule = Callable[[Page], Iterator[str]]

_ACTIVE = {
    "script", "iframe", "frame", "object", "embed", "applet", "base", "form", "input", "button", "portal", "audio",
    "video", "template", "noscript",
}  # fmt: skip
_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "for", "headers")
_FETCHING = ("src", "srcset", "poster", "data", "background", "action", "formaction", "ping", "manifest")
_SHOWN_EMPTY = {"td", "th", "dd", "dt", "li", "p", "caption", "h1", "h2", "h3", "h4", "a", "span", "strong", "b"}
_ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
_SIDES = re.compile(r"(margin|padding|border)-(left|right)|left|right")
_NO_WORD = re.compile(r"\b(nan|NaN|undefined)\b|^(None|null)$")
_TEXT, _MOST_FIXED = 4.5, 320


def lint(html: str) -> list[str]:
    """Everything that is wrong with a page, each with the name of its rule."""
    page = Page(html)
    return [f"{name}: {fault}" for name, rule in RULES.items() for fault in rule(page)]


def well_formed(page: Page) -> Iterator[str]:
    """Every element is closed in order, no attribute stands twice, and there is nothing but elements and text."""
    yield from page.faults
    yield from (f"neither element nor text: {other[:40]}" for other in page.others if other.lower() != "doctype html")


def unique_ids(page: Page) -> Iterator[str]:
    """No id stands twice."""
    counts = Counter(element.attributes.get("id") for element in page.elements)
    yield from (f"id {name!r} stands {count} times" for name, count in counts.items() if name and count > 1)


def references(page: Page) -> Iterator[str]:
    """Every reference inside the page finds its target."""
    ids = {element.attributes.get("id") for element in page.elements}
    for element in page.elements:
        told = [target for name in _REFERENCES for target in (element.attributes.get(name) or "").split()]
        href = element.attributes.get("href") or ""
        told += [href[1:]] if href.startswith("#") else []
        yield from (f"{element.tag} refers to {target!r}, which is not there" for target in told if target not in ids)


def document(page: Page) -> Iterator[str]:
    """A page says its language and direction, has a title, and can be zoomed on a small screen."""
    root = page.all("html")[0].attributes
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", root.get("lang") or ""):
        yield f"the language is {root.get('lang')!r}"
    if root.get("dir") not in ("ltr", "rtl"):
        yield f"the direction is {root.get('dir')!r}"
    if not "".join(title.text for title in page.all("title")[:1]).strip():
        yield "there is no title"
    views = [
        meta.attributes.get("content") or "" for meta in page.all("meta") if meta.attributes.get("name") == "viewport"
    ]
    if views != ["width=device-width, initial-scale=1"]:
        yield f"the viewport is {views}"


def headings(page: Page) -> Iterator[str]:
    """There is one h1, and each heading is at most one level below the one before."""
    levels = [int(heading.tag[1]) for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of level 1"
    yield from (f"h{after} follows h{before}" for before, after in pairwise(levels) if after > before + 1)


def tables(page: Page) -> Iterator[str]:
    """A table has a caption, a row of column heads with a scope, and a scoped head in front of every other row."""
    for table in page.all("table"):
        if not table.children or table.children[0].tag != "caption" or not table.children[0].text.strip():
            yield "a table has no caption"
        own = [row for row in page.all("tr") if row.above("table") is table]
        if not any(row.above("thead") for row in own):
            yield "a table has no head"
        for row in own:
            scope = "col" if row.above("thead") else "row"
            heads = row.children if scope == "col" else row.children[:1]
            yield from (
                f"{head.tag} {head.text.strip()[:30]!r} is no head with scope {scope!r}"
                for head in heads
                if head.tag != "th" or head.attributes.get("scope") != scope
            )
        widths = {sum(int(cell.attributes.get("colspan") or 1) for cell in row.children) for row in own}
        if len(widths) > 1:
            yield f"rows of one table have {sorted(widths)} columns"


def roles(page: Page) -> Iterator[str]:
    """Tables that narrow screens show as blocks keep their meaning: roles are written out."""
    for element in page.all(*_ROLES):
        if element.attributes.get("role") != _ROLES[element.tag]:
            yield f"{element.tag} has the role {element.attributes.get('role')!r}"


def graphics(page: Page) -> Iterator[str]:
    """A graphic is hidden from screen readers, with its numbers as text beside it, or it has a name."""
    for graphic in page.all("svg", "img", "canvas", "picture"):
        hidden = graphic.attributes.get("aria-hidden") == "true"
        if not hidden and not _name(graphic):
            yield f"{graphic.tag} is neither hidden nor named"
        if hidden and graphic.parent is not None and not re.search(r"\w", _beside(graphic)):
            yield f"{graphic.tag} is hidden, and no text stands beside it"
        if graphic.tag == "svg" and any(child.tag in ("text", "foreignobject") for child in _below(graphic)):
            yield "a chart has text in it, which shrinks with it"


def _name(graphic: Element) -> str:
    said = graphic.attributes
    if graphic.tag == "img":
        return (said.get("alt") or "").strip()
    title = next((child.text for child in graphic.children if child.tag == "title"), "")
    return (said.get("aria-label") or said.get("aria-labelledby") or title).strip() if said.get("role") == "img" else ""


def _beside(graphic: Element) -> str:
    """Text of the closest element around a graphic that is no mere box for it."""
    around = graphic.parent
    while around is not None and around.parent is not None and around.tag in ("figure", "div", "span"):
        if around.text.strip() != graphic.text.strip():
            break
        around = around.parent
    return (around.text if around else "").replace(graphic.text, "", 1)


def _below(element: Element) -> Iterator[Element]:
    for child in element.children:
        yield child
        yield from _below(child)


def nothing_empty(page: Page) -> Iterator[str]:
    """What is shown has words: no cell is empty, no colour stands alone, nothing is called None or NaN."""
    for element in page.all(*_SHOWN_EMPTY):
        if not element.text.strip() and not any(child.tag in ("svg", "img") for child in _below(element)):
            yield f"{element.tag} is empty"
        elif not element.children and _NO_WORD.search(element.text.strip()):
            yield f"{element.tag} says {element.text.strip()[:30]!r}"


def inert(page: Page) -> Iterator[str]:
    """A page has no script, no handler, no style attribute, and no address that is fetched or runs code."""
    yield from (f"there is a {element.tag}" for element in page.all(*_ACTIVE, "link"))
    for element in page.elements:
        for name, value in element.attributes.items():
            yield from _active(element.tag, name, (value or "").strip())


def _active(tag: str, name: str, value: str) -> Iterator[str]:
    if name.startswith("on") or name == "style":
        yield f"{tag} has the attribute {name}"
    if name in _FETCHING and not (tag == "img" and name == "src" and value.startswith("data:image/")):
        yield f"{tag} fetches {value[:40]!r}"
    if name in ("href", "xlink:href") and not re.match(r"#|\./|(https?|mailto):", value):
        yield f"{tag} leads to {value[:40]!r}"
    if tag == "meta" and name == "http-equiv" and value.lower() == "refresh":
        yield "meta refreshes the page"


def style(page: Page) -> Iterator[str]:
    """Styles fetch nothing, move nothing, keep the focus seen, fit small screens, and serve both directions."""
    for rule in css.rules(_css(page)):
        for name, value in rule.declarations:
            yield from (f"{rule.selector} {{{name}: {value}}} {fault}" for fault in _styled(rule, name, value))
    if "@import" in _css(page):
        yield "@import fetches"


def _styled(rule: css.Rule, name: str, value: str) -> Iterator[str]:
    if re.search(r"url\(\s*[\"']?(?!data:image/)|image-set\(|expression\(", value):
        yield "fetches"
    if name.startswith(("animation", "transition")) and value not in ("none", "0s"):
        yield "moves"
    if name in ("outline", "outline-style", "outline-width") and re.match(r"(none|0)\b", value):
        yield "hides the focus"
    if _SIDES.fullmatch(name) or (name in ("text-align", "float", "clear") and value in ("left", "right")):
        yield "is for one direction only; write start or end"
    fixed = re.fullmatch(r"([\d.]+)px", value)
    if fixed and name in ("width", "min-width") and float(fixed[1]) > _MOST_FIXED:
        yield "is wider than a small screen"
    if re.match(r"-\d{3,}", value) and name in ("text-indent", "inset-inline-start", "top", "inset-inline-end"):
        yield "puts something far off the page"


def colours(page: Page) -> Iterator[str]:
    """Text has a contrast of 4.5 to 1 or more on everything that it can stand on, in every theme."""
    for theme, where, text, under in css.pairs(_css(page)):
        found = css.contrast(text, under)
        if found < _TEXT:
            yield f"{where} has {found:.2f} to 1 ({theme}: {text} on {under})"


def _css(page: Page) -> str:
    return "".join(element.text for element in page.all("style"))


RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        well_formed, unique_ids, references, document, headings, tables, roles, graphics, nothing_empty, inert, style,
        colours,
    )
}  # fmt: skip
