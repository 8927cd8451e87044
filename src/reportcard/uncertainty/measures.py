"""The error of one measure: where it comes from, and what the true value may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reportcard.indicators.indicator import Indicator
from reportcard.uncertainty.normal import deviate
from reportcard.uncertainty.shares import along, curves

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

#: Limits whose halves differ by less than this part of their width are symmetric: the publisher rounded them.
_ALIKE = 0.05
#: A standard error that is the binomial one, to the last digits, comes from n.
_SAME = 1e-6


class Nature(NamedTuple):
    """What the description of a measure says of its error.

    Attributes:
        deviation: Standard deviation of the single pupils' values; None where it is not known.
        level: Confidence level of published limits.
        is_share: Whether it is the percentage of its n pupils who have something.
        low: Smallest value that can be true.
        high: Largest value that can be true.
        sign: 1 where more is better, −1 where less is.
    """

    deviation: float | None = None
    level: float = 0.95
    is_share: bool = False
    low: float = -np.inf
    high: float = np.inf
    sign: float = 1.0

    @staticmethod
    def of(indicator: Indicator) -> Nature:
        """What an indicator's description says of its error."""
        return Nature(
            indicator.deviation,
            indicator.limits_level,
            indicator.is_share,
            -np.inf if indicator.low is None else indicator.low,
            np.inf if indicator.high is None else indicator.high,
            -1.0 if indicator.direction == "lower" else 1.0,
        )


class Errors(NamedTuple):
    """The errors of one measure. Every array has a place per school.

    Attributes:
        value: Values found; NaN where absent.
        known: Schools whose error is known: only these are drawn.
        down: Standard error below the value; 0 where the error is not known.
        up: Standard error above the value.
        share: Places of the schools whose value is a share of n pupils.
        curve: Curve of the true share of those, (places, knots); empty for none.
        nature: What the description says.
    """

    value: Floats
    known: Bools
    down: Floats
    up: Floats
    share: npt.NDArray[np.intp]
    curve: Floats
    nature: Nature

    @property
    def normal(self) -> Bools:
        """Schools whose error is normal, or that have none."""
        found: Bools = self.down == self.up
        found[self.share] = False
        return found

    def take(self, places: slice) -> Errors:
        """The same for a run of the schools."""
        first, last = np.searchsorted(self.share, (places.start, places.stop))
        return Errors(
            self.value[places],
            self.known[places],
            self.down[places],
            self.up[places],
            self.share[first:last] - places.start,
            self.curve[first:last],
            self.nature,
        )

    def draw(self, z: Floats) -> Floats:
        """True values at standard normal numbers ``z`` (schools, draws); the value itself where no error is known."""
        if (self.down == self.up).all():
            drawn = z * self.down[:, None]
        else:
            drawn = z * np.where(z < 0, self.down[:, None], self.up[:, None])
        drawn += self.value[:, None]
        if self.share.size:
            drawn[self.share] = 100.0 * along(self.curve, z[self.share])
        if np.isfinite(self.nature.low) or np.isfinite(self.nature.high):
            # A value beyond what can be true is refused when data is read; an error does not make it true.
            np.clip(drawn, self.nature.low, self.nature.high, out=drawn)
        return drawn


def errors_of(value: Floats, parts: Mapping[str, Floats | None], nature: Nature) -> Errors:
    """The errors of a measure, each school's by the first of these that is known.

    1. Its standard error; where that is the binomial one of a share, its n tells more (3).
    2. Its limits: each is as many standard errors away as its confidence level says, and each side has its own.
    3. n, where it is a share of n pupils: see :func:`reportcard.uncertainty.shares.curves`.
    4. n and the deviation of single pupils: deviation ÷ √n.

    Args:
        value: Values; NaN where absent.
        parts: ``standard_error``, ``lower``, ``upper``, ``n``; None where the data has none.
        nature: What the description of the measure says.
    """
    none = np.full(value.shape, np.nan)
    error, lower, upper, n = (
        none if (part := parts.get(name)) is None else part for name in ("standard_error", "lower", "upper", "n")
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        # Where a school has no pupils there is no error that n could tell.
        n = np.where((n > 0) & np.isfinite(n), n, np.nan)
        down, up = _from_limits(value, lower, upper, nature.level)
        has_error = error >= 0
        shares = _shares(value, n, error, has_error | (down >= 0), nature)
        spread = (np.nan if nature.deviation is None else nature.deviation) / np.sqrt(n)
        down, up = (np.where(has_error, error, np.where(side >= 0, side, spread)) for side in (down, up))
        known = ~np.isnan(value) & (shares | (down >= 0))
    places = np.flatnonzero(shares)
    for side in (down, up):
        side[~known | shares] = 0.0
    return Errors(
        value,
        known,
        down,
        up,
        places,
        curves(value[places] / 100, n[places]) if places.size else np.empty((0, 0)),
        nature,
    )


def _from_limits(value: Floats, lower: Floats, upper: Floats, level: float) -> tuple[Floats, Floats]:
    """Standard errors below and above a value; NaN where there are no limits around it."""
    critical = deviate(0.5 + level / 2)
    width = upper - lower
    down, up = (value - lower) / critical, (upper - value) / critical
    alike = np.abs(up - down) * critical <= _ALIKE * width
    middle = width / (2 * critical)
    usable = (down >= 0) & (up >= 0)
    return tuple(np.where(alike, middle, np.where(usable, side, np.nan)) for side in (down, up))  # type: ignore[return-value]


def _shares(value: Floats, n: Floats, error: Floats, told: Bools, nature: Nature) -> Bools:
    """Schools whose error comes from n as that of a share does."""
    if not nature.is_share:
        return np.zeros(value.shape, np.bool_)
    possible = (value >= 0) & (value <= 100) & (n > 0)
    binomial = np.sqrt(value * (100 - value) / n)
    found: Bools = possible & (~told | (np.abs(error - binomial) <= _SAME * 100))
    return found
