"""The nearest neighbours of every point of a set: exact, in blocks, with ties in the order of the points."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]

#: Points that are compared with all others at a time.
_BLOCK = 64
#: Distances that are looked at to tell how far the nearest can be.
_SAMPLE = 3000


def nearest(points: Floats, n: int, *, exclude_self: bool) -> tuple[Rows, Floats]:
    """The n nearest points of every point, nearest first; equal distances in the order of the points.

    A matrix product finds the candidates in blocks; their distances are then summed variable by variable, so that the
    result does not depend on how the product was computed, nor on the block.

    Args:
        points: Points, (schools, variables), centred.
        n: How many are wanted.
        exclude_self: Leave the point itself out.

    Returns:
        Places and distances, both (schools, at most n).
    """
    count = len(points)
    wanted = min(n, count - 1 if exclude_self else count)
    places = np.empty((count, wanted), np.intp)
    squared = np.empty((count, wanted))
    if not wanted:
        return places, squared
    squares = (points**2).sum(axis=1)
    # |x − y|² = −2 x·y + |x|² · 1 + 1 · |y|², as one product.
    right = np.vstack([points.T, np.ones(count), squares])
    noise = 1e-12 * (1.0 + float(squares.max()))
    rough = np.empty((min(_BLOCK, count), count))
    for start in range(0, count, _BLOCK):
        own = np.arange(start, min(start + _BLOCK, count))
        left = np.column_stack([-2.0 * points[own], squares[own], np.ones(own.size)])
        block = np.matmul(left, right, out=rough[: own.size])
        if exclude_self:
            block[np.arange(own.size), own] = np.inf
        sure = _closest(points, own, block, noise, places[start:], squared[start:])
        for row in own[~sure].tolist():
            places[row], squared[row] = _closest_of_all(points, row, wanted, exclude_self=exclude_self)
    return places, np.sqrt(squared)


def _closest(points: Floats, own: Rows, rough: Floats, noise: float, places: Rows, squared: Floats) -> Bools:
    """Fill in the nearest of some points, from rough squared distances that are ``noise`` off at most.

    A sample of the distances tells how far to look: what lies nearer is sorted by its exact distance.

    Returns:
        Whether those found are sure to be the nearest, (own,).
    """
    wanted = places.shape[1]
    step = max(1, rough.shape[1] // _SAMPLE)
    rank = min(wanted // step + 8 + int(3 * (wanted / step) ** 0.5), len(range(0, rough.shape[1], step)) - 1)
    # The point itself may stand at infinity, and is not looked for there.
    edge = np.minimum(np.partition(rough[:, ::step], rank, axis=1)[:, rank], np.finfo(np.float64).max)
    row, other = np.divmod(np.flatnonzero(rough <= edge[:, None]), rough.shape[1])
    exact = _squared(points, own[row], other)
    order = np.lexsort((other, exact, row))
    counts = np.bincount(row, minlength=own.size)
    enough: Bools = counts >= wanted
    at = (np.cumsum(counts) - counts)[enough, None] + np.arange(wanted)
    rows = np.flatnonzero(enough)
    places[rows], squared[rows] = other[order[at]], exact[order[at]]
    # Whatever lies beyond the edge is farther than the last one found, by more than the rough distances are off.
    enough[rows] = squared[rows, -1] < edge[rows] - noise
    return enough


def _closest_of_all(points: Floats, own: int, wanted: int, *, exclude_self: bool) -> tuple[Rows, Floats]:
    everyone = np.arange(len(points))
    squared = _squared(points, np.full(1, own), everyone)
    if exclude_self:
        squared[own] = np.inf
    edge = np.partition(squared, wanted - 1)[wanted - 1]
    near = np.flatnonzero(squared <= edge)
    found = near[np.argsort(squared[near], kind="stable")[:wanted]]
    return found, squared[found]


def _squared(points: Floats, own: Rows, others: Rows) -> Floats:
    """Squared distances, summed variable by variable."""
    total = np.zeros(np.broadcast_shapes(own.shape, others.shape))
    for variable in range(points.shape[1]):
        total += (points[own, variable] - points[others, variable]) ** 2
    return total
