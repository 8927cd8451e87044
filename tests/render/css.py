"""Reads a page's style sheet for tests: its rules, and which colours stand on which in each of its themes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,[^)]*)?\)")
_HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
#: Selectors whose colours are those of the whole page: anything may stand on them, and they on anything.
_ROOTS = {":root", "html", "body", ".rc", ".page"}
#: Ends of selectors of images: nothing is written on what lies behind them.
_IMAGES = ("img", ".logo", "svg")


@dataclass(frozen=True)
class Rule:
    """A rule of a style sheet.

    Attributes:
        conditions: The at-rules around it, outermost first.
        selector: Its selector.
        declarations: Properties and their values.
    """

    conditions: tuple[str, ...]
    selector: str
    declarations: tuple[tuple[str, str], ...]


def rules(css: str) -> Iterator[Rule]:
    """The rules of a style sheet, in order."""
    yield from _rules(_COMMENT.sub("", css), ())


def _rules(css: str, conditions: tuple[str, ...]) -> Iterator[Rule]:
    start = 0
    while (opens := css.find("{", start)) >= 0:
        head, closes = css[start:opens].rpartition(";")[2].strip(), _closing(css, opens)
        body = css[opens + 1 : closes]
        if "{" in body:
            yield from _rules(body, (*conditions, head))
        else:
            pairs = (part.partition(":") for part in body.split(";") if ":" in part)
            yield Rule(conditions, head, tuple((name.strip().lower(), value.strip()) for name, _, value in pairs))
        start = closes + 1


def _closing(css: str, opens: int) -> int:
    depth = 0
    for at in range(opens, len(css)):
        depth += {"{": 1, "}": -1}.get(css[at], 0)
        if depth == 0:
            return at
    return len(css)


def themes(css: str) -> dict[str, dict[str, str]]:
    """The colours of each theme by the name of their variable: ``light``, and those that a condition sets."""
    found: dict[str, dict[str, str]] = {"light": {}}
    for rule in rules(css):
        own = {name: value for name, value in rule.declarations if name.startswith("--") and _HEX.fullmatch(value)}
        if own:
            name = " and ".join(rule.conditions) or "light"
            found.setdefault(name, dict(found["light"])).update(own)
    return found


def pairs(css: str) -> Iterator[tuple[str, str, str, str]]:
    """Every pair of text and background that a page can show, as (theme, where, text, background) in ``#rrggbb``.

    A rule that sets both is a pair of its own. A rule that sets only one stands on, or under, every page colour that
    another rule sets alone.
    """
    for theme, colours in themes(css).items():
        told = [_colours(rule) for rule in rules(css) if _meet(" and ".join(rule.conditions), theme)]
        texts = {text for selector, text, under in told if text and (not under or selector in _ROOTS)}
        papers = {under for selector, text, under in told if under and (not text or selector in _ROOTS)}
        both = {(text, under) for selector, text, under in told if text and under and selector not in _ROOTS}
        for text, under in sorted(both | {(text, under) for text in texts for under in papers}):
            one, other = _value(text, colours), _value(under, colours)
            if one and other:
                yield theme, f"{text} on {under}", one, other


def _meet(one: str, other: str) -> bool:
    """Whether the conditions of a rule and of a theme can hold together, as far as the medium goes."""
    media = [{medium for medium in ("print", "screen") if medium in said} for said in (one, other)]
    return not media[0] or not media[1] or media[0] == media[1]


def _colours(rule: Rule) -> tuple[str, str, str]:
    """Selector, colour of the text and colour behind it, as they stand; "" where a rule does not set them."""
    said = dict(rule.declarations)
    under = said.get("background-color") or said.get("background", "")
    under = "" if rule.selector.endswith(_IMAGES) else under
    return rule.selector, _plain(said.get("color", "")), _plain(under)


def _plain(value: str) -> str:
    found = _VARIABLE.search(value) or _HEX.search(value)
    return found[0] if found else ""


def _value(colour: str, theme: dict[str, str]) -> str:
    found = _VARIABLE.fullmatch(colour)
    value = theme.get(found[1], "") if found else colour
    return "#" + "".join(2 * digit for digit in value[1:]) if len(value) == 4 else value


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21, as WCAG 2.2 defines it (relative luminance, 1.4.3)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
