"""Draws weights: factors on the weights of nodes, one set for each draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from reportcard.engine.table import Floats


class Siblings(NamedTuple):
    """Places, among the nodes of a knob, of those that share a parent, and their shares of the weight (sum 1)."""

    places: tuple[int, ...]
    shares: tuple[float, ...]


def up_or_down(random: np.random.Generator, draws: int, nodes: int, share: float) -> Floats:
    """Factors 1 + share · u with u uniform between −1 and 1, shape (draws, nodes)."""
    return 1.0 + share * (2.0 * random.random((draws, nodes)) - 1.0)


def dirichlet(
    random: np.random.Generator, draws: int, groups: Sequence[Siblings], nodes: int, concentration: float
) -> Floats:
    """Factors that make the shares of each group Dirichlet with mean its own shares, shape (draws, nodes).

    Drawn as gamma variates over their sum. The variance of a share s is s (1 − s) ÷ (concentration + 1).
    """
    out = np.ones((draws, nodes))
    for group in groups:
        shares = np.array(group.shares)
        gammas = np.maximum(random.standard_gamma(concentration * shares, (draws, shares.size)), 1e-300)
        out[:, group.places] = gammas / gammas.sum(axis=1, keepdims=True) / shares
    return out
