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

    Args:
        a: Output at the points of A, shape (n,).
        b: Output at the points of B, shape (n,).
        ab: Output at the points of A with input i from B, shape (k, n).
        seed: Seed of the resampling.
    """
    random = np.random.default_rng([seed, 0x50B0])
    samples = random.integers(0, a.size, (RESAMPLES, a.size))
    first, total = estimate(a[None], b[None], ab[:, None])
    firsts, totals = estimate(a[samples], b[samples], ab[:, samples])
    with np.errstate(invalid="ignore"):
        return Indices(first[:, 0], firsts.std(axis=1, ddof=1), total[:, 0], totals.std(axis=1, ddof=1))


def estimate(a: Floats, b: Floats, ab: Floats) -> tuple[Floats, Floats]:
    """First-order and total indices of several samples at once.

    With f centred and V its variance over A and B::

        first_i = mean( f_B (f_ABi − f_A) ) ÷ V
        total_i = mean( (f_A − f_ABi)² ) ÷ 2 V

    Args:
        a: Outputs at A, shape (samples, n).
        b: Outputs at B, shape (samples, n).
        ab: Outputs at AB, shape (k, samples, n).

    Returns:
        Both of shape (k, samples); NaN where the output does not vary.
    """
    both = np.concatenate([a, b], axis=-1)
    centre = both.mean(axis=-1, keepdims=True)
    variance = both.var(axis=-1)
    variance = np.where(variance > 1e-24 * np.maximum(np.abs(centre[..., 0]), 1.0) ** 2, variance, np.nan)
    step = ab - a
    first = ((b - centre) * step).mean(axis=-1) / variance
    total = (step**2).mean(axis=-1) / (2.0 * variance)
    return first, total
