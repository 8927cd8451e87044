"""Who supports whom among made-up schools, and the results of four years that tell what it brought."""

from __future__ import annotations

from typing import Any

import numpy as np

from reportcard.datasets.drawing import FEWEST, SUPPRESSED, Bools, Drawing, Floats
from reportcard.datasets.results import factors

#: Years with results; the last is that of the sample.
YEARS = (2016, 2017, 2018, 2019)
#: Schools in a row are neighbours, and support each other.
_NEIGHBOURS = 12
#: Above these a school supports others, is an accredited provider, or an accredited group.
_SUPPORTS, _PROVIDER, _GROUP = 0.7, 1.5, 2.1
_HEADLINE = "grade_5_english_maths"


def whole(n: int) -> int:
    """The number of schools that neighbourhoods of ``n`` schools have: who supports whom depends on all of them."""
    return -(-n // _NEIGHBOURS) * _NEIGHBOURS


class Support:
    """Who supports whom.

    Attributes:
        links: The columns of the table of links.
        providers: Accredited status by place of the school, 0 to 2.
    """

    def __init__(self, size: int, seed: int) -> None:
        """Draw the links of a whole number of neighbourhoods, and keep those of the first ``size`` schools."""
        draw = Drawing(whole(size), seed)
        factors(draw)
        self._chance = np.random.default_rng([seed, 5]).random((draw.size, 5)).T
        helper = 0.3 * draw.progress + np.random.default_rng([seed, 6]).standard_normal(draw.size)
        supports: Bools = helper > _SUPPORTS
        self.providers = ((helper > _PROVIDER).astype(int) + (helper > _GROUP)).tolist()[:size]
        pairs = [pair for pair in self._pairs(supports) if max(pair) < size]
        self.links = self._links(pairs)

    def _pairs(self, supports: Bools) -> list[tuple[int, int]]:
        """A supporter and the next schools of its neighbourhood that support nobody themselves."""
        pairs = []
        for start in range(0, len(supports), _NEIGHBOURS):
            here = range(start, start + _NEIGHBOURS)
            helped = [school for school in here if not supports[school]]
            for supporter in (school for school in here if supports[school]):
                several = 1 + int(2.5 * self._chance[0][supporter])
                first = int(self._chance[1][supporter] * len(helped))
                chosen = {helped[(first + at) % len(helped)] for at in range(several)} if helped else set()
                pairs += [(supporter, school) for school in sorted(chosen)]
        return pairs

    def _links(self, pairs: list[tuple[int, int]]) -> dict[str, list[Any]]:
        supporters = [supporter for supporter, _ in pairs]
        helped = [school for _, school in pairs]
        named = ["lead" if helped.count(school) == 1 else "partner" for school in helped]
        # One in eight works with another school without a written agreement, which makes no formal partnership.
        roles = ["" if self._chance[2][one] > 0.875 else role for one, role in zip(supporters, named, strict=True)]
        first = [2017 + int(self._chance[3][one] < 0.4) for one in supporters]
        # One in eight has ended: its last results with support are those of 2018.
        last = [2018.0 if self._chance[4][one] > 0.875 else float("nan") for one in supporters]
        # All who support a school have equal parts of it, which must not sum to more than the whole.
        parts = [round(np.floor(100 / helped.count(school)) / 100, 2) for school in helped]
        return {
            "supporter": [school_id(at) for at in supporters],
            "supported": [school_id(at) for at in helped],
            "role": roles,
            "share": parts,
            "from": first,
            "to": last,
        }


def school_id(place: int) -> str:
    """Id of the school at a place, from 0."""
    return f"S{place + 1:05d}"


def outcomes(draw: Drawing, support: Support) -> dict[str, list[Any]]:
    """The headline attainment of four years, which ends with the sample's own; support was worth about 1.5 points.

    Args:
        draw: The sample's schools, with their results of the last year.
        support: Who supports whom.
    """
    begins: Floats = np.full(draw.size, np.inf)
    for school, first in zip(support.links["supported"], support.links["from"], strict=True):
        at = int(school[1:]) - 1
        begins[at] = min(begins[at], first)
    random = np.random.default_rng([draw.seed, 7]).standard_normal((draw.size, len(YEARS) + 1)).T
    effect = 1.5 + 1.5 * random[-1]
    latest = draw.numbers(_HEADLINE)
    spread = 50 / np.sqrt(draw.cohort)
    table: dict[str, list[Any]] = {"id": [], "year": [], "value": [], "n": []}
    for year, noise in zip(YEARS, random, strict=False):
        past = YEARS[-1] - year
        drifted = (
            latest - 0.5 * past - np.where(year < begins, effect * np.isfinite(begins), 0.0) + 0.5 * spread * noise
        )
        values = np.round(np.clip(drifted if past else latest, 0, 100), 1)
        few = draw.cohort < FEWEST
        table["id"] += [school_id(at) for at in range(draw.size)]
        table["year"] += [year] * draw.size
        table["value"] += [SUPPRESSED if hidden else float(value) for value, hidden in zip(values, few, strict=True)]
        table["n"] += [SUPPRESSED if hidden else int(pupils) for pupils, hidden in zip(draw.cohort, few, strict=True)]
    return table
