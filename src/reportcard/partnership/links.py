"""Who supports whom, from when to when, and with what share: read and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reportcard.engine.table import Bools, Floats
from reportcard.indicators.indicator import Indicator
from reportcard.partnership.kernel import by_year, numbered, remaining_shares
from reportcard.partnership.reading import Places, Reading

#: A sum of shares this far above 1 is binary noise, not a mistake.
_NOISE = 1e-9
_SHARE = Indicator("Share", low=0, high=1)


@dataclass(frozen=True, slots=True)
class Links:
    """Who supports whom. Arrays have a place a link, in the order of supporter, supported and first year.

    Attributes:
        supporter: Place of the supporter among the known schools.
        supported: Place of the school that is supported.
        first: First year of support.
        last: Last year of support.
        share: Share of the support that the supporter gives, above 0 to 1.
        role: The role of the supporter in words.
    """

    supporter: Places
    supported: Places
    first: Places
    last: Places
    share: Floats
    role: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.first)

    def only(self, where: Bools) -> Links:
        """Some of the links."""
        roles = tuple(role for role, here in zip(self.role, where.tolist(), strict=True) if here)
        arrays = (self.supporter, self.supported, self.first, self.last)
        supporter, supported, first, last = (column[where] for column in arrays)
        return Links(supporter, supported, first, last, self.share[where], roles)


def read_links(data: Any, known: Sequence[str], latest: int) -> Links:
    """Read links with the columns supporter, supported, from, and perhaps to, share and role.

    Args:
        data: A frame or records.
        known: Ids of every school that is known.
        latest: The year until which support without an end is counted.

    Raises:
        InputError: Something cannot be used; ``problems`` lists row, column, value and remedy.
    """
    reading = Reading(data, "links")
    who = reading.texts("supporter")
    whom = reading.texts("supported")
    roles = reading.texts("role", required=False)
    share = reading.numbers("share", _SHARE, required=False)
    first = reading.years("from")
    last = reading.years("to", required=False)
    reading.stop()
    places = {school: place for place, school in enumerate(known)}
    supporter = np.array([places.get(school, -1) for school in who], np.intp)
    supported = np.array([places.get(school, -1) for school in whom], np.intp)
    _check_schools(reading, who, whom, supporter, supported)
    reading.refuse(
        np.isnan(first),
        "from",
        "missing-year",
        lambda row: f"{who[row]:.80} supports {whom[row]:.80} from no year.",
        "Give the year of the first results.",
    )
    reading.refuse(
        last < first,
        "to",
        "negative-span",
        lambda row: f"The support ends in {last[row]:.0f} and begins in {first[row]:.0f}.",
        "Give a last year that is not before the first.",
    )
    reading.refuse(
        share == 0,
        "share",
        "bad-share",
        lambda row: "The share is 0, which is no support.",
        "Give a share above 0 and up to 1, or drop the row.",
    )
    reading.stop()
    first_year = first.astype(np.intp)
    last_year = np.where(np.isnan(last), np.maximum(first, latest), last).astype(np.intp)
    _refuse_overlaps(reading, who, whom, supporter * (len(known) + 1) + supported, first_year, last_year)
    share = _whole_shares(reading, whom, supported, first_year, last_year, share)
    order = np.lexsort((first_year, supported, supporter))
    return Links(
        supporter[order],
        supported[order],
        first_year[order],
        last_year[order],
        share[order],
        tuple(roles[row] for row in order.tolist()),
    )


def _check_schools(reading: Reading, who: list[str], whom: list[str], supporter: Places, supported: Places) -> None:
    """Refuse schools that nobody knows, and a school that supports itself."""
    for column, names, at in (("supporter", who, supporter), ("supported", whom, supported)):
        reading.refuse(
            at < 0,
            column,
            "unknown-school",
            lambda row, names=names: f"There is no school '{names[row]:.80}'.",  # type: ignore[misc]
            "Correct the id, add the school's outcomes, or name it in 'schools'.",
        )
    reading.refuse(
        (supporter == supported) & (supporter >= 0),
        "supported",
        "self-support",
        lambda row: f"School {whom[row]:.80} supports itself.",
        "Name another school, or drop the row.",
    )


def _refuse_overlaps(
    reading: Reading, who: list[str], whom: list[str], pair: Places, first: Places, last: Places
) -> None:
    """Refuse a second link of the same two schools in a year that the first one covers."""
    order = np.lexsort((last, first, pair))
    before, after = order[:-1], order[1:]
    overlaps = np.zeros(reading.size, np.bool_)
    overlaps[after] = (pair[before] == pair[after]) & (first[after] <= last[before])
    reading.refuse(
        overlaps,
        "from",
        "overlapping-links",
        lambda row: (
            f"{who[row]:.80} supports {whom[row]:.80} from {first[row]} in this row, "
            "and in that year by another row too."
        ),
        "Join the rows, or end one before the other begins.",
    )
    reading.stop()


def _whole_shares(
    reading: Reading, whom: list[str], supported: Places, first: Places, last: Places, share: Floats
) -> Floats:
    """Shares, with those that are not given filled in; refused where a school's shares in a year are above 1."""
    link, year = by_year(first, last)
    key = numbered(supported[link], year)
    stated: Floats = np.bincount(key, np.nan_to_num(share)[link]).astype(np.float64)
    over = np.zeros(reading.size, np.bool_)
    over[link[(stated > 1 + _NOISE)[key]]] = True
    most = np.zeros(reading.size)
    np.maximum.at(most, link, stated[key])
    remedy = "Let the shares of all who support a school in a year sum to 1 at most."
    reading.refuse(
        over & ~np.isnan(share),
        "share",
        "shares-above-one",
        lambda row: f"With {share[row]:g} the shares of those who support {whom[row]:.80} sum to {most[row]:g}.",
        remedy,
    )
    filled = remaining_shares(share, link, key, stated)
    reading.refuse(
        ~(filled > _NOISE) & ~over,
        "share",
        "shares-above-one",
        lambda row: f"The share is empty, and the others who support {whom[row]:.80} have all of it.",
        remedy,
    )
    reading.stop()
    return filled
