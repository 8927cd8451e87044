"""The nearest neighbours of every point of a set: exact, in blocks, with ties in the order of the points."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]

#: Distances that are looked at together, and points whose distances are.
_CELLS, _BLOCK = 4_000_000, 256
#: Distances that are looked at to tell how far the nearest can be.
_SAMPLE = 3000
#: Squares above this are not looked at in single precision.
_SINGLE = 1e30


def nearest(points: Floats, n: int, *, exclude_self: bool) -> tuple[Rows, Floats]:
    """The n nearest points of every point, nearest first; equal distances in the order of the points.

    A matrix product in single precision finds the candidates in blocks; their distances are then summed variable by
    variable in double precision, so that the result does not depend on how the product was computed, nor on the block.

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
    precision = np.float32 if float(squares.max()) < _SINGLE else np.float64
    # |x − y|² = −2 x·y + |x|² · 1 + 1 · |y|², as one product.
    right = np.vstack([points.T, np.ones(count), squares]).astype(precision)
    size = min(max(_CELLS // count, 1), _BLOCK, count)
    rough = np.empty((size, count), precision)
    for start in range(0, count, size):
        own = np.arange(start, min(start + size, count))
        left = np.column_stack([-2.0 * points[own], squares[own], np.ones(own.size)]).astype(precision)
        block = np.matmul(left, right, out=rough[: own.size])
        if exclude_self:
            block[np.arange(own.size), own] = np.inf
        sure = _closest(points, own, block, squares[own], places[start:], squared[start:])
        for row in own[~sure].tolist():
            places[row], squared[row] = _closest_of_all(points, row, wanted, exclude_self=exclude_self)
    return places, np.sqrt(squared)


def _closest(
    points: Floats, own: Rows, rough: npt.NDArray[np.floating], squares: Floats, places: Rows, squared: Floats
) -> Bools:
    """Fill in the nearest of some points, from rough squared distances.

    A sample of the distances tells how far to look: what lies nearer is sorted by its exact distance.

    Returns:
        Whether those found are sure to be the nearest, (own,).
    """
    wanted, count = places.shape[1], rough.shape[1]
    edge = _edge(rough, wanted)
    row, other = np.divmod(np.flatnonzero(rough <= edge[:, None]), count)
    counts = np.bincount(row, minlength=own.size)
    # A row of candidates for each point, in the order of the points, with nothing at infinity behind them.
    at = np.arange(other.size) - np.repeat(np.cumsum(counts) - counts, counts)
    exact = np.full((own.size, max(int(counts.max()), 1)), np.inf)
    exact[row, at] = _squared(points, own[row], other)
    who = np.zeros(exact.shape, np.intp)
    who[row, at] = other
    rows = np.flatnonzero(counts >= wanted)
    order = np.argsort(exact[rows], axis=1, kind="stable")[:, :wanted]
    places[rows] = np.take_along_axis(who[rows], order, axis=1)
    squared[rows] = np.take_along_axis(exact[rows], order, axis=1)
    sure: Bools = counts >= wanted
    far = edge.astype(np.float64)
    # Whatever is as near as the last one found lies so near that its rough distance is off by less than this, and would
    # have been looked at: each of the products and sums is off by a part of the precision.
    reach = 2.0 * np.sqrt(squares) + np.sqrt(np.maximum(far, 0.0))
    noise = (points.shape[1] + 6) * float(np.finfo(rough.dtype).eps) * reach**2 + 1e-35
    sure[rows] = squared[rows, -1] < (far - noise)[rows]
    return sure


def _edge(rough: npt.NDArray[np.floating], wanted: int) -> npt.NDArray[np.floating]:
    """A distance within which the wanted number of points lies, nearly always, for each row."""
    step = max(1, rough.shape[1] // _SAMPLE)
    share = wanted / step
    # Three standard deviations of a count more than the share that is expected within.
    rank = int(share + 4 + 3 * share**0.5)
    rank = min(rank if step > 1 else wanted + 8, len(range(0, rough.shape[1], step)) - 1)
    # The point itself may stand at infinity, and is not looked for there.
    edge: npt.NDArray[np.floating] = np.partition(rough[:, ::step], rank, axis=1)[:, rank]
    edge[edge == np.inf] = np.finfo(rough.dtype).max
    return edge


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
