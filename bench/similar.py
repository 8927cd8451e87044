"""Speed of similar schools: 50 of 24,000 on nine variables, against the bare matrix product of all with all.

``python -m bench.similar``
"""

from __future__ import annotations

import numpy as np

from bench.timing import compare
from reportcard.engine.nearest import nearest

SCHOOLS, VARIABLES, WANTED, RUNS = 24_000, 9, 50, 5
_TOGETHER = 256


def product(points: np.ndarray) -> None:
    """The least that comparing everyone with everyone costs: one product in single precision, block by block."""
    single = points.astype(np.float32)
    out = np.empty((_TOGETHER, SCHOOLS), np.float32)
    for start in range(0, SCHOOLS, _TOGETHER):
        block = single[start : start + _TOGETHER]
        np.matmul(block, single.T, out=out[: len(block)])


def main() -> None:
    """Print the median of five pairs, and of their ratios."""
    points = np.random.default_rng(2009).normal(size=(SCHOOLS, VARIABLES))
    own, bare, ratio = compare(lambda: nearest(points, WANTED, exclude_self=True), lambda: product(points), RUNS)
    print(
        f"{WANTED} nearest of {SCHOOLS:,} on {VARIABLES} variables: {own:.2f} s; bare product {bare:.2f} s; {ratio:.1f}"
    )


if __name__ == "__main__":
    main()
