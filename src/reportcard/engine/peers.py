"""Similar schools inside a reference: who each school is compared with, and the values of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from reportcard.engine.table import Floats
from reportcard.errors import InputError, Problem

Places = npt.NDArray[np.intp]


class HasPeers(Protocol):
    """Whatever knows who is like whom."""

    def peers(self) -> Peers:
        """Who each school is compared with."""


@dataclass(frozen=True, slots=True)
class PeerValues:
    """The values of each school's peers. A last row, all NaN, answers for place −1: a school without peers.

    Attributes:
        values: Values of the peers, (schools + 1, most peers); NaN where a peer has none.
        mean: Their mean, (schools + 1,).
        deviation: Their standard deviation (divisor n).
        low: The smallest.
        high: The largest.
    """

    values: Floats
    mean: Floats
    deviation: Floats
    low: Floats
    high: Floats

    @classmethod
    def of(cls, values: Floats) -> PeerValues:
        """Describe the values of each row."""
        there = ~np.isnan(values)
        count = there.sum(axis=1)
        some = count > 0
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = np.where(there, values, 0.0).sum(axis=1) / count
            apart = np.where(there, values - mean[:, None], 0.0)
            deviation = np.sqrt((apart**2).sum(axis=1) / count)
        low = np.where(some, np.where(there, values, np.inf).min(axis=1), np.nan)
        high = np.where(some, np.where(there, values, -np.inf).max(axis=1), np.nan)
        return cls(values, mean, deviation, low, high)


class Peers(BaseModel):
    """Who each school is compared with, fitted once and stored with the reference.

    Attributes:
        ids: Every school.
        members: Places in ``ids`` of each school's similar schools, nearest first.
        variables: What they are similar in.
        leaves: Values of every school by leaf; None where a school has none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    ids: tuple[str, ...]
    members: tuple[tuple[int, ...], ...]
    variables: tuple[str, ...] = ()
    leaves: dict[str, tuple[float | None, ...]] = {}

    @cached_property
    def place(self) -> dict[str, int]:
        """Place of each school."""
        return {school: at for at, school in enumerate(self.ids)}

    def places_of(self, schools: Iterable[str]) -> Places:
        """Places of some schools; −1 for one that is not here."""
        place = self.place
        return np.array([place.get(school, -1) for school in schools], np.intp)

    def refuse_strangers(self, schools: Sequence[str]) -> None:
        """Refuse data that has none of these schools.

        Raises:
            InputError: None of the schools is here.
        """
        if (self.places_of(schools) >= 0).any():
            return
        first, other = next(iter(schools), ""), next(iter(self.ids), "")
        problem = Problem(
            "unknown-school",
            f"The data begins with school '{first:.80}', the similar schools with '{other:.80}'.",
            "similar",
            "Find similar schools of the same data, with the same ids.",
        )
        raise InputError("None of the similar schools is in the data.", code="unknown-school", problems=[problem])

    def of(self, school: str) -> tuple[str, ...]:
        """Ids of a school's similar schools, nearest first; none for a school that is not here."""
        at = self.place.get(school)
        return () if at is None else tuple(self.ids[other] for other in self.members[at])

    def values(self, leaf: str) -> PeerValues | None:
        """The values that each school's peers have on a leaf; None for a leaf that was not fitted."""
        known = self.leaves.get(leaf)
        if known is None:
            return None
        own = np.array([*(np.nan if value is None else value for value in known), np.nan])
        return PeerValues.of(own[self._matrix])

    @cached_property
    def _matrix(self) -> Places:
        """Places of everyone's peers, a row more than there are schools; −1 where there is none."""
        width = max(map(len, self.members), default=0) or 1
        matrix = np.full((len(self.ids) + 1, width), -1, np.intp)
        for row, members in enumerate(self.members):
            matrix[row, : len(members)] = members
        return matrix
