"""Colours of a page: readable in light and dark, whatever colours a framework chooses."""

from __future__ import annotations

import random
import re

import pytest

from reportcard.render.format import NAMED_COLOURS, colour, ink, luminance
from reportcard.render.html import environment

PAIRS = [
    ("ink", "paper"),
    ("ink", "soft"),
    ("muted", "paper"),
    ("muted", "soft"),
    ("link", "paper"),
    ("warn-ink", "warn"),
]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _themes() -> list[dict[str, str]]:
    made = environment()
    assert made.loader is not None
    css = made.loader.get_source(made, "style.css.j2")[0]
    return [dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6})", block)) for block in re.findall(r":root\{([^}]*)\}", css)]


@pytest.mark.parametrize("theme", _themes(), ids=["light", "dark"])
@pytest.mark.parametrize(("text", "paper"), PAIRS)
def test_theme_contrast(theme: dict[str, str], text: str, paper: str) -> None:
    """Every pair of text and background of both themes has a contrast of at least 4.5."""
    assert _contrast(theme[text], theme[paper]) >= 4.5


def test_text_on_any_grade_colour_is_readable() -> None:
    """Text on a grade's colour has a contrast of at least 4.5, for known names and random colours."""
    draw = random.Random(1)  # noqa: S311  test data
    colours = [*NAMED_COLOURS.values(), *(f"#{draw.randrange(1 << 24):06x}" for _ in range(2000))]

    assert all(_contrast(each, ink(each)) >= 4.5 for each in colours)


@pytest.mark.parametrize(("given", "taken"), [
    ("#12508F", "#12508f"), ("Blue", "#12508f"), ("", ""), ("#fff", ""), ("#12508f ", ""), ("#12508f\n", ""),
    ("transparent", ""), ("var(--x)", ""),
])  # fmt: skip
def test_colours_taken(given: str, taken: str) -> None:
    """Only #rrggbb and a few names are colours."""
    assert colour(given) == taken
