"""The normal distribution for arrays: its distribution function, its inverse, and a table of its quantiles."""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_ERFC = np.frompyfunc(math.erfc, 1, 1)
_ROOT = math.sqrt(0.5)
#: The table of quantiles is read off a grid this fine; what it is off by is below 1e-5 of a standard deviation.
_GRID = np.linspace(-4.6, 4.6, 4601)
#: Strata of a table of quantiles: those that 16 random bits tell apart.
STRATA = 65_536


def probability(z: Floats) -> Floats:
    """Probability that a standard normal number is below ``z``, to the last digits."""
    found: Floats = 0.5 * np.asarray(_ERFC(np.asarray(-_ROOT * z)), np.float64)
    return found


def chance_below(z: float) -> float:
    """The same for one number."""
    return 0.5 * math.erfc(-_ROOT * z)


def deviate(probability: float) -> float:
    """The number that a standard normal one is below with a probability."""
    return NormalDist().inv_cdf(probability)


@cache
def quantiles() -> Floats:
    """The middle of each of 65,536 equally likely strata of a standard normal number, ascending, symmetric."""
    grid = probability(_GRID)
    upper = np.interp((np.arange(STRATA // 2, STRATA) + 0.5) / STRATA, grid, _GRID)
    table = np.concatenate([-upper[::-1], upper])
    table.flags.writeable = False
    return table
