"""Colours of grades: neighbours that colour-blind readers tell apart, in light and in dark.

Colour blindness is simulated as Machado, Oliveira and Fernandes do at full severity ("A physiologically-based model
for simulation of color vision deficiency", IEEE TVCG 15:6, 2009); distances are those of CIELAB.
"""

from __future__ import annotations

import itertools
import math

import pytest

from reportcard.render.palette import RAMPS, contrast, for_dark, paint, ramp
from reportcard.render.theme import Dark

VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
WHITE = (0.95047, 1.0, 1.08883)
#: What neighbours must differ by. Traffic lights are the option of an authority that wants them; they do worse.
LEAST = {"orange-blue": 25, "traffic-light": 15}


def _times(matrix: tuple[tuple[float, ...], ...], vector: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _lab(colour: str, vision: str) -> tuple[float, float, float]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    seen = [min(max(part, 0.0), 1.0) for part in _times(VISION[vision], linear)]
    x, y, z = (
        (part / white) ** (1 / 3) if part / white > 216 / 24389 else (24389 / 27 * part / white + 16) / 116
        for part, white in zip(_times(XYZ, seen), WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("palette", RAMPS)
def test_neighbours_stay_apart(palette: str, dark: bool, vision: str) -> None:
    """Neighbouring grades differ for every common kind of colour vision, on light and on dark pages."""
    colours = [for_dark(colour) if dark else colour for colour in RAMPS[palette]]
    distances = [math.dist(_lab(one, vision), _lab(other, vision)) for one, other in itertools.pairwise(colours)]

    assert min(distances) >= LEAST[palette]


@pytest.mark.parametrize("palette", RAMPS)
def test_every_mark_shows_on_dark_paper(palette: str) -> None:
    """Each colour of a ramp has a contrast of at least 3 on a dark page; on light ones, marks have an outline."""
    assert all(contrast(for_dark(colour), Dark().paper) >= 3 for colour in RAMPS[palette])


def test_ramps_of_any_length() -> None:
    """A ramp has as many colours as grades, best first, its ends those of the palette."""
    assert [len(ramp("orange-blue", count)) for count in range(13)] == list(range(13))
    assert ramp("orange-blue", 3) == ("#12508f", "#d9dbdc", "#9c3d00")
    assert ramp("orange-blue", 9)[::8] == ("#12508f", "#9c3d00")
    assert len(set(ramp("traffic-light", 12))) == 12


def test_whose_colours() -> None:
    """The framework's own colours come first; where it has none, the ramp; a palette of the theme replaces both."""
    assert paint(("blue", "", "red"), "framework") == ("#12508f", "", "#c9372c")
    assert paint(("", "", ""), "framework") == ramp("orange-blue", 3)
    assert paint(("blue", "", "red"), "traffic-light") == ramp("traffic-light", 3)
