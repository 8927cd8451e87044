"""Variance-based sensitivity indices: which input a result depends on, alone and with the others.

The estimators are those of Saltelli et al. (2010), "Variance based sensitivity analysis of model output", Computer
Physics Communications 181: first order by their equation (b) of table 2, total by Jansen's (f). A and B are two
independent samples; AB_i is A with input i taken from B. Points are drawn at random from a seed, not quasi-random, so
that the bootstrap over points gives honest errors.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from reportcard.engine.table import Floats

#: Resamples of the points for the errors.
RESAMPLES = 500


class Indices(NamedTuple):
    """Indices of k inputs. Every array has shape (k,); NaN where the output does not vary.

    Attributes:
        first: First-order indices: share of the variance that goes with the input alone.
        first_error: Their standard errors, from the bootstrap.
        total: Total indices: share of the variance that is left when every other input is known.
        total_error: Their standard errors, from the bootstrap.
    """

    first: Floats
    first_error: Floats
    total: Floats
    total_error: Floats


def sobol_indices(a: Floats, b: Floats, ab: Floats, seed: int = 2009) -> Indices:
    """First-order and total indices with their bootstrap errors.

    With f centred and V its variance over A and B::

        first_i = mean( f_B (f_ABi − f_A) ) ÷ V
        total_i = mean( (f_A − f_ABi)² ) ÷ 2 V

    Args:
        a: Output at the points of A, shape (n,).
        b: Output at the points of B, shape (n,).
        ab: Output at the points of A with input i from B, shape (k, n).
        seed: Seed of the resampling.
    """
    points = a.size
    terms = _terms(a, b, ab)
    random = np.random.default_rng([seed, 0x50B0])
    samples = np.empty((RESAMPLES, len(terms)))
    for row in samples:
        # How often each point was drawn: a resample is a weighted mean of the same terms.
        row[:] = terms @ np.bincount(random.integers(0, points, points), minlength=points)
    (first, total), (firsts, totals) = _indices(terms.sum(axis=1)[None] / points), _indices(samples / points)
    with np.errstate(invalid="ignore"):
        return Indices(first[0], firsts.std(axis=0, ddof=1), total[0], totals.std(axis=0, ddof=1))


def _terms(a: Floats, b: Floats, ab: Floats) -> Floats:
    """What the indices are made of, by point: moments of A and B, then three terms for each input, (3 k + 2, n)."""
    centre = (a.mean() + b.mean()) / 2
    a, b, ab = a - centre, b - centre, ab - centre
    spread = max(float(np.abs(a).max()), float(np.abs(b).max()))
    if spread <= 1e-12 * max(abs(centre), 1.0):
        a, b = a * 0, b * 0
    step = ab - a
    return np.vstack([(a + b) / 2, (a**2 + b**2) / 2, b * step, step, step**2])


def _indices(means: Floats) -> tuple[Floats, Floats]:
    """Indices from means of the terms, (samples, 3 k + 2); both of shape (samples, k), NaN where nothing varies."""
    inputs = (means.shape[1] - 2) // 3
    centre = means[:, :1]
    variance = means[:, 1:2] - centre**2
    products, steps, squares = (means[:, 2 + at * inputs : 2 + (at + 1) * inputs] for at in range(3))
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.where(variance > 0, variance, np.nan)
        return (products - centre * steps) / variance, squares / (2.0 * variance)
