"""What a norm-referenced scale compares with: fitted once on a stated population, stored as JSON, named in results."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from reportcard.engine.peers import Peers
from reportcard.engine.table import Floats


class Population(BaseModel):
    """The values of one leaf in the reference population, or in one group of it.

    Attributes:
        values: Every value present, ascending, in the unit of the leaf.
        n: How many there are.
        mean: Their mean.
        deviation: Their standard deviation (divisor n: the population is whole, not a sample).
        low: The smallest.
        high: The largest.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    values: tuple[float, ...] = Field(min_length=1)
    n: int
    mean: float
    deviation: float
    low: float
    high: float

    @cached_property
    def sorted_values(self) -> Floats:
        """The values as an array, ascending."""
        return np.asarray(self.values)

    @classmethod
    def of(cls, values: Floats) -> Population:
        """Describe some values; NaNs are left out, and at least one value must be left."""
        present = np.sort(values[~np.isnan(values)])
        return cls(
            values=tuple(present.tolist()),
            n=len(present),
            mean=float(present.mean()),
            deviation=float(present.std()),
            low=float(present[0]),
            high=float(present[-1]),
        )


class Reference(BaseModel):
    """A fitted reference: for each leaf that compares, the population it compares with, by group ("" for everyone).

    Attributes:
        id: Name of the reference; named in every result that used it.
        framework: Id of the framework it was fitted for.
        framework_hash: Hash of that framework's document.
        population: Who is in it, in words.
        schools: Number of schools it was fitted on.
        leaves: Populations by leaf, then by group; none for a leaf that compares with similar schools.
        similar: Each school's similar schools and their values, for the leaves that compare with them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    framework: str
    framework_hash: str
    population: str
    schools: int
    leaves: dict[str, dict[str, Population]]
    similar: Peers | None = None
