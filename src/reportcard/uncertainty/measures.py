"""The errors of measures: where they come from, and what the true values may be."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
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


class Natures(NamedTuple):
    """What the descriptions of several measures say. Every array has shape (measures, 1)."""

    deviation: Floats
    critical: Floats
    is_share: Bools
    low: Floats
    high: Floats
    sign: Floats

    @staticmethod
    def of(natures: Sequence[Nature]) -> Natures:
        """The natures side by side."""
        lines = [
            (
                np.nan if n.deviation is None else n.deviation,
                deviate(0.5 + n.level / 2),
                n.is_share,
                n.low,
                n.high,
                n.sign,
            )
            for n in natures
        ]
        columns = np.array(lines, np.float64).reshape(len(lines), 6).T[:, :, None]
        return Natures(columns[0], columns[1], columns[2] > 0, columns[3], columns[4], columns[5])

    def take(self, places: Sequence[int]) -> Natures:
        """Those of some of the measures."""
        at = list(places)
        return Natures(
            self.deviation[at], self.critical[at], self.is_share[at], self.low[at], self.high[at], self.sign[at]
        )


class Errors(NamedTuple):
    """The errors of several measures for several schools. Matrices have shape (measures, schools).

    Attributes:
        value: Values found; NaN where absent.
        known: Where the error is known: only there is anything drawn.
        down: Standard error below the value; 0 where the error is not known, or is that of a share.
        up: Standard error above the value.
        curve_of: Line of ``curves`` for a share of n pupils; −1 for any other value.
        curves: Curves of the true shares, (shares, knots).
        natures: What the descriptions say.
    """

    value: Floats
    known: Bools
    down: Floats
    up: Floats
    curve_of: npt.NDArray[np.intp]
    curves: Floats
    natures: Natures

    @property
    def normal(self) -> Bools:
        """Where the error is normal, or there is none."""
        found: Bools = (self.down == self.up) & (self.curve_of < 0)
        return found

    def take(self, places: slice) -> Errors:
        """The same for a run of the schools."""
        return self._replace(
            value=self.value[:, places],
            known=self.known[:, places],
            down=self.down[:, places],
            up=self.up[:, places],
            curve_of=self.curve_of[:, places],
        )

    def draw(self, z: Floats) -> Floats:
        """True values at standard normal numbers; where no error is known, the value itself.

        Args:
            z: Standard normal numbers, (measures, schools, draws). The values take their place.
        """
        shares = self.curve_of >= 0
        true = along(self.curves[self.curve_of[shares]], z[shares]) if shares.any() else None
        down, up = self.down[:, :, None], self.up[:, :, None]
        z *= down if (self.down == self.up).all() else np.where(z < 0, down, up)
        z += self.value[:, :, None]
        if true is not None:
            true *= 100.0
            z[shares] = true
        # A value beyond what can be true is refused when data is read; an error does not make it true.
        low, high = self.natures.low[:, :, None], self.natures.high[:, :, None]
        np.maximum(z, low, out=z)
        return np.minimum(z, high, out=z)


class Error(NamedTuple):
    """The error of one measure of one school, where it is known.

    Attributes:
        value: The value found.
        down: Standard error below it; 0 where the error is that of a share.
        up: Standard error above it.
        n: Pupils behind a share; 0 for any other value.
    """

    value: float
    down: float
    up: float
    n: float = 0.0

    @property
    def is_normal(self) -> bool:
        """Whether it is normal, or there is none."""
        return self.down == self.up and not self.n


def error_of(value: float, parts: Mapping[str, float], nature: Nature, critical: float) -> Error | None:
    """The error of one measure of one school, as :func:`errors_of` finds it; None where it is not known.

    Args:
        value: The value found.
        parts: ``standard_error``, ``lower``, ``upper``, ``n``, or some of them.
        nature: What the description of the measure says.
        critical: Standard errors between the value and a limit.
    """
    error, n = parts.get("standard_error", math.nan), parts.get("n", math.nan)
    n = n if 0 < n < math.inf else math.nan
    has_error = 0 <= error < math.inf
    sides = _sides(value, parts.get("lower", math.nan), parts.get("upper", math.nan), critical)
    if nature.is_share and 0 <= value <= 100 and n > 0:
        binomial = math.sqrt(max(value * (100 - value), 0.0) / n)
        if abs(error - binomial) <= _SAME * 100 if has_error else sides is None:
            return Error(value, 0.0, 0.0, n)
    if has_error:
        return Error(value, error, error)
    if sides is None and nature.deviation is not None and n > 0:
        sides = (nature.deviation / math.sqrt(n),) * 2
    return None if sides is None else Error(value, *sides)


def _sides(value: float, lower: float, upper: float, critical: float) -> tuple[float, float] | None:
    """Standard errors below and above a value; None where there are no limits around it."""
    below, above = value - lower, upper - value
    if not (below >= 0 and above >= 0 and below + above < math.inf):
        return None
    middle = (below + above) / 2
    if abs(above - below) <= _ALIKE * 2 * middle:
        below = above = middle
    return below / critical, above / critical


def errors_of(value: Floats, parts: Mapping[str, Floats], natures: Natures) -> Errors:
    """The errors of measures, each school's by the first of these that is known.

    1. Its standard error; where that is the binomial one of a share, its n tells more (3).
    2. Its limits: each is as many standard errors away as its confidence level says, and each side has its own.
    3. n, where it is a share of n pupils: see :func:`reportcard.uncertainty.shares.curves`.
    4. n and the deviation of single pupils: deviation ÷ √n.

    Args:
        value: Values, (measures, schools); NaN where absent.
        parts: ``standard_error``, ``lower``, ``upper``, ``n``, each like ``value``; NaN where the data has none.
        natures: What the descriptions of the measures say.
    """
    error = parts["standard_error"]
    with np.errstate(invalid="ignore", divide="ignore"):
        # Where a school has no pupils there is no error that n could tell.
        n = np.where((parts["n"] > 0) & np.isfinite(parts["n"]), parts["n"], np.nan)
        down, up = _from_limits(value, parts["lower"], parts["upper"], natures.critical)
        has_error, has_limits = (error >= 0) & np.isfinite(error), down >= 0
        shares = _shares(value, n, np.where(has_error, error, np.nan), has_error | has_limits, natures)
        spread = natures.deviation / np.sqrt(n)
        down, up = (np.where(has_error, error, np.where(has_limits, side, spread)) for side in (down, up))
        known = ~np.isnan(value) & (shares | (down >= 0))
    plain = known & ~shares
    curve_of = np.full(value.shape, -1, np.intp)
    made = np.empty((0, 0))
    if shares.any():
        curve_of[shares] = np.arange(shares.sum())
        made = curves(value[shares] / 100, n[shares])
    return Errors(value, known, np.where(plain, down, 0.0), np.where(plain, up, 0.0), curve_of, made, natures)


def _from_limits(value: Floats, lower: Floats, upper: Floats, critical: Floats) -> tuple[Floats, Floats]:
    """Standard errors below and above a value; NaN where there are no limits around it."""
    below, above = value - lower, upper - value
    usable = (below >= 0) & (above >= 0) & np.isfinite(below + above)
    middle = (below + above) / 2
    alike = np.abs(above - below) <= _ALIKE * 2 * middle
    down, up = (np.where(usable, np.where(alike, middle, side), np.nan) / critical for side in (below, above))
    return down, up


def _shares(value: Floats, n: Floats, error: Floats, told: Bools, natures: Natures) -> Bools:
    """Where the error comes from n as that of a share does."""
    possible = natures.is_share & (value >= 0) & (value <= 100) & (n > 0)
    if not possible.any():
        return possible
    binomial = np.sqrt(np.maximum(value * (100 - value), 0.0) / n)
    found: Bools = possible & (~told | (np.abs(error - binomial) <= _SAME * 100))
    return found
