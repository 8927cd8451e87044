"""Shares of n pupils: what the true share may be, by Jeffreys' prior, as a curve from a normal number to a share."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from reportcard.uncertainty.normal import probability

Floats = npt.NDArray[np.float64]

#: Places of the density of the angle; with them its distribution function is off by less than 1e-3.
_PLACES = np.linspace(0.0, 1.0, 129)
#: How many standard errors of the angle (0.5 ÷ √n) they reach to either side.
_REACH = 7.0
#: Normal numbers at which the curve is kept; it is straight between them, and flat beyond.
KNOTS = np.linspace(-4.4, 4.4, 45)
_PER_STEP = 1.0 / (KNOTS[1] - KNOTS[0])
_CHANCES = probability(KNOTS)


def curves(share: Floats, n: Floats) -> Floats:
    """The true share, 0 to 1, at each of the knots, shape (schools, knots).

    Given ``share × n`` of n, the true share has the distribution Beta(n·share + ½, n·(1 − share) + ½). Its angle
    arcsin √p has the density sin(φ)^(2·n·share) · cos(φ)^(2·n·(1 − share)), which is smooth and nearly normal even at
    the ends, and is added up here. Brown, Cai and DasGupta (2001), Interval estimation for a binomial proportion,
    Statistical Science 16, 101–133.

    Args:
        share: Shares found, 0 to 1, shape (schools,).
        n: Pupils behind them, above 0.
    """
    reach = _REACH * 0.5 / np.sqrt(n)
    # A whole or an empty share has its highest density at the very end.
    centre = np.arcsin(np.sqrt((n * share + 0.25) / (n + 0.5)))
    low = np.maximum(centre - reach, 0.0)
    high = np.minimum(centre + reach, np.pi / 2)
    angle = low[:, None] + (high - low)[:, None] * _PLACES
    density = _density(angle, (n * share)[:, None], (n * (1 - share))[:, None])
    chance = np.zeros_like(angle)
    np.cumsum(density[:, 1:] + density[:, :-1], axis=1, out=chance[:, 1:])
    chance /= chance[:, -1:]
    # All schools in one call: each has the part of a line that begins at its own whole number.
    own = np.arange(len(share))[:, None]
    found = np.interp((own + _CHANCES).ravel(), (own + chance * (1 - 1e-12)).ravel(), angle.ravel())
    return np.sin(found.reshape(len(share), -1)) ** 2


def _density(angle: Floats, hits: Floats, misses: Floats) -> Floats:
    """Density of the angle, its highest place 1."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = _power(np.sin(angle), hits)
        found += _power(np.cos(angle), misses)
    found -= np.maximum.reduce(found, axis=1, keepdims=True)
    np.exp(found, out=found)
    return found


def _power(base: Floats, times: Floats) -> Floats:
    """The logarithm of ``base ** (2 × times)``, in place of the base; 0 ** 0 is 1."""
    found: Floats = np.log(base, out=base)
    found *= 2 * times
    none = times[:, 0] <= 0
    if none.any():
        found[none] = 0.0
    return found


def along(curve: Floats, z: Floats) -> Floats:
    """The share at standard normal numbers ``z`` (schools, draws), by each school's curve (schools, knots)."""
    place: Floats = (z - KNOTS[0]) * _PER_STEP
    np.clip(place, 0.0, len(KNOTS) - 1.001, out=place)
    knot = place.astype(np.intp)
    place -= knot
    knot += np.arange(len(curve))[:, None] * curve.shape[1]
    flat = curve.ravel()
    place *= (flat[1:] - flat[:-1])[knot]
    place += flat[knot]
    return place
