"""Colours of grades: a framework's own, or a ramp; each with a colour for dark pages and the ink that reads on it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

Palette = Literal["framework", "orange-blue", "traffic-light"]

#: Best grade first. Neighbours stay apart for every common kind of colour blindness (tests/render/test_palette.py).
RAMPS: dict[str, tuple[str, ...]] = {
    "orange-blue": ("#12508f", "#7fb2e5", "#d9dbdc", "#f0a35e", "#9c3d00"),
    "traffic-light": ("#1d5ea8", "#2e8b57", "#9bc48a", "#e8833a", "#c9372c"),
}
#: What each of them is on a dark page, where the ends of the light ramps would sink into the paper.
_DARK = {
    "#12508f": "#3f80cc", "#7fb2e5": "#a9cdf0", "#d9dbdc": "#6f7980", "#f0a35e": "#f4b98a", "#9c3d00": "#c9551a",
    "#1d5ea8": "#7f8ff0", "#2e8b57": "#3f9d6b", "#9bc48a": "#c9e2bf", "#e8833a": "#f5b77c", "#c9372c": "#e8655a",
}  # fmt: skip
#: Paper of a dark page, against which other colours are made lighter until they show.
DARK_PAPER = "#12181d"
_LEAST_OF_A_MARK = 3.0

#: Colours that a framework may name instead of writing them as ``#rrggbb``.
NAMED_COLOURS = {
    "blue": "#12508f",
    "light-blue": "#7fb2e5",
    "green": "#2e8b57",
    "light-green": "#9bc48a",
    "lime": "#9bc48a",
    "grey": "#d9dbdc",
    "gray": "#d9dbdc",
    "yellow": "#f2cf4a",
    "orange": "#e8833a",
    "light-orange": "#f0a35e",
    "brown": "#9c3d00",
    "red": "#c9372c",
}
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


@cache
def colour(name: str) -> str:
    """Return a colour that may reach a style sheet, as ``#rrggbb``; "" for anything else."""
    return name.lower() if _HEX.fullmatch(name) else NAMED_COLOURS.get(name.lower(), "")


@cache
def ink(background: str) -> str:
    """Black or white, whichever reads better on a colour: one of them always has a contrast of 4.5 or more."""
    return "#000000" if contrast("#000000", background) >= contrast("#ffffff", background) else "#ffffff"


@cache
def for_dark(light: str) -> str:
    """The colour that stands for another on a dark page: at least 3 to 1 against its paper."""
    found = _DARK.get(light, light)
    while contrast(found, DARK_PAPER) < _LEAST_OF_A_MARK:
        found = _mixed(found, "#ffffff", 0.1)
    return found


@lru_cache(maxsize=1024)
def paint(names: tuple[str, ...], palette: str) -> tuple[str, ...]:
    """Colours of the bands of a grade scale, best first, as ``#rrggbb``.

    Args:
        names: What the framework says of each: a colour, its name, or "".
        palette: ``framework`` takes the framework's colours, and the first ramp where it has none.
    """
    if palette != "framework":
        return ramp(palette, len(names))
    own = tuple(colour(name) for name in names)
    return own if any(names) else ramp("orange-blue", len(names))


def ramp(palette: str, count: int) -> tuple[str, ...]:
    """A ramp of so many colours, best first; between two of its colours they are mixed."""
    colours = RAMPS[palette]
    if count < 2:
        return colours[:count]
    last = len(colours) - 1
    return tuple(_between(colours, at * last / (count - 1)) for at in range(count))


def _between(colours: tuple[str, ...], place: float) -> str:
    low = min(int(place), len(colours) - 2)
    return _mixed(colours[low], colours[low + 1], place - low)


def _mixed(one: str, other: str, share: float) -> str:
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21, as the accessibility guidelines define it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@cache
def luminance(hexadecimal: str) -> float:
    """Relative luminance of ``#rrggbb``, as the accessibility guidelines define it."""
    channels = (int(hexadecimal[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
