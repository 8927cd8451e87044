"""Colours of a page: readable in light and dark, whatever colours a framework chooses."""

from __future__ import annotations

import random

import pytest

from reportcard.render import to_html
from reportcard.render.palette import NAMED_COLOURS, colour, contrast, for_dark, ink
from reportcard.render.theme import Colours, Dark
from tests.render.cards import own_weights_card

#: Text and its background, by the fields of a page's colours; warnings have colours of their own.
PAIRS = [
    ("ink", "paper"),
    ("ink", "soft"),
    ("muted", "paper"),
    ("muted", "soft"),
    ("accent", "paper"),
    ("accent", "soft"),
]
WARNINGS = [("#4a3500", "#fff4d6"), ("#ffe7a8", "#3a2f10")]


@pytest.mark.parametrize("colours", [Colours(), Dark()], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "paper"), PAIRS)
def test_page_contrast(colours: Colours, text: str, paper: str) -> None:
    """Every pair of text and background of both sets of colours has a contrast of at least 4.5."""
    assert contrast(getattr(colours, text), getattr(colours, paper)) >= 4.5


@pytest.mark.parametrize(("text", "paper"), WARNINGS)
def test_warning_contrast(text: str, paper: str) -> None:
    """The warning about own weights is readable in light and dark, and these are its colours."""
    css = to_html(own_weights_card())

    assert text in css
    assert paper in css
    assert contrast(text, paper) >= 4.5


def test_text_on_any_grade_colour_is_readable() -> None:
    """Text on a grade's colour has a contrast of at least 4.5, for known names and random colours."""
    draw = random.Random(1)  # noqa: S311  test data
    colours = [*NAMED_COLOURS.values(), *(f"#{draw.randrange(1 << 24):06x}" for _ in range(2000))]

    assert all(contrast(each, ink(each)) >= 4.5 for each in colours)
    assert all(contrast(dark := for_dark(each), ink(dark)) >= 4.5 for each in colours)


def test_every_colour_shows_on_dark_paper() -> None:
    """Whatever colour a framework chose, its mark has a contrast of at least 3 on a dark page."""
    draw = random.Random(2)  # noqa: S311  test data
    colours = [*NAMED_COLOURS.values(), *(f"#{draw.randrange(1 << 24):06x}" for _ in range(2000))]

    assert all(contrast(for_dark(each), Dark().paper) >= 3 for each in colours)


@pytest.mark.parametrize(("given", "taken"), [
    ("#12508F", "#12508f"), ("Blue", "#12508f"), ("", ""), ("#fff", ""), ("#12508f ", ""), ("#12508f\n", ""),
    ("transparent", ""), ("var(--x)", ""),
])  # fmt: skip
def test_colours_taken(given: str, taken: str) -> None:
    """Only #rrggbb and a few names are colours."""
    assert colour(given) == taken
