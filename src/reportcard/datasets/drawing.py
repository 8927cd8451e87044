"""Draws numbers for made-up schools and keeps them as published files would have them: rounded, hidden, absent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from reportcard.indicators.catalogue import CATALOGUE
from reportcard.indicators.school import ERROR_PARTS

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

#: A measure and what is known of its error, as endings of its columns.
PARTS = ("", *(f"_{part}" for part in ERROR_PARTS))
#: Fewer pupils than this, and nothing is published of them.
FEWEST = 6
#: What a cell holds in place of a number, and that no other code takes the place of: small numbers stay hidden.
SUPPRESSED = "SUPP"


class Drawing:
    """Made-up schools while they are drawn: what drives their measures, and the measures so far.

    Attributes:
        size: Number of schools.
        seed: Seed of all draws.
        cells: Columns by name, a cell a school.
        deprivation: How deprived the neighbourhoods of a school's pupils are, in standard deviations.
        progress: How far its pupils come, in standard deviations.
        attainment: What its pupils reach, in standard deviations.
        calm: How orderly it is, in about standard deviations.
        cohort: Pupils at the end of key stage 4.
        roll: Pupils on roll.
        disadvantaged: Share of disadvantaged pupils in %.
    """

    deprivation: Floats
    progress: Floats
    attainment: Floats
    calm: Floats
    cohort: Floats
    roll: Floats
    disadvantaged: Floats

    def __init__(self, size: int, seed: int) -> None:
        self.size = size
        self.seed = seed
        self.cells: dict[str, list[Any]] = {}
        # Rows are schools: adding schools at the end never changes the ones before. Streams: what is drawn later comes
        # from streams of its own, so that what was drawn before stays as it was.
        self._normal = [self._rows(1, 40, normal=True), self._rows(3, 60, normal=True)]
        self._uniform = [self._rows(2, 30, normal=False), self._rows(4, 40, normal=False)]
        self.last_uniform = np.random.default_rng([seed, 2]).random((size, 30)).T

    def _rows(self, stream: int, width: int, *, normal: bool) -> Iterator[Floats]:
        random = np.random.default_rng([self.seed, stream])
        drawn = random.standard_normal((self.size, width)) if normal else random.random((self.size, width))
        return iter(drawn.T)

    def noise(self) -> Floats:
        """Standard normal numbers, one for each school."""
        return next(self._normal[0])

    def chance(self) -> Floats:
        """Uniform numbers between 0 and 1, one for each school."""
        return next(self._uniform[0])

    def more_noise(self) -> Floats:
        """Standard normal numbers of the second stream."""
        return next(self._normal[1])

    def more_chance(self) -> Floats:
        """Uniform numbers of the second stream."""
        return next(self._uniform[1])

    # --- keeping -----------------------------------------------------------------------------------------------------

    def put(self, name: str, values: Floats, decimals: int = 1) -> None:
        """Keep a measure as it would be published: inside its range, rounded."""
        indicator = CATALOGUE[name]
        kept = np.round(np.clip(values, indicator.low, indicator.high), decimals) + 0.0
        self.cells[name] = [int(value) if decimals == 0 else float(value) for value in kept]

    def put_part(self, name: str, part: str, values: Floats, decimals: int = 0) -> None:
        """Keep what is known of a measure's error."""
        kept = np.round(values, decimals) + 0.0
        self.cells[f"{name}_{part}"] = [int(value) if decimals == 0 else float(value) for value in kept]

    def numbers(self, name: str) -> Floats:
        """A column that was kept, where nothing of it is hidden yet."""
        return np.array(self.cells[name], np.float64)

    def hide(self, name: str, where: Bools, code: str) -> None:
        """Replace a measure and all that is known of its error by a code."""
        for part in PARTS:
            if cells := self.cells.get(name + part):
                self.cells[name + part] = [
                    code if hidden and cell != SUPPRESSED else cell for cell, hidden in zip(cells, where, strict=True)
                ]


def share(logit: Floats) -> Floats:
    """Turn any number into a percentage."""
    found: Floats = 100.0 / (1.0 + np.exp(-logit))
    return found
