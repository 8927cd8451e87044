"""The framework and the data of the benchmarks: 20 indicators in 6 categories, 2 % missing."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

CATEGORIES = (4, 4, 3, 3, 3, 3)
INDICATORS = tuple(f"i{at:02d}" for at in range(sum(CATEGORIES)))
#: The last five indicators are better when low, as costs are.
LOW_IS_GOOD = INDICATORS[-5:]


def document() -> dict[str, Any]:
    """A weighted mean of weighted means of goalposts, graded on every inner node, rounded at the top."""
    names = iter(INDICATORS)
    categories = [
        {
            "id": f"c{at}",
            "weight": 10 + at,
            "grades": "letters",
            "children": [_leaf(next(names), w) for w in range(count)],
        }
        for at, count in enumerate(CATEGORIES)
    ]
    return {
        "framework": "bench",
        "title": "Benchmark",
        "indicators": {name: {"range": [0, 100], "unit": "%"} for name in INDICATORS},
        "grade_scales": {"letters": {"A": 70, "B": 60, "C": 50, "D": 40, "E": "lowest"}},
        "score": {
            "id": "overall",
            "needs": {"weight": 0.6},
            "round": 0.1,
            "grades": "letters",
            "children": categories,
        },
    }


def _leaf(name: str, weight: int) -> dict[str, Any]:
    posts = [100, 0] if name in LOW_IS_GOOD else [0, 100]
    return {"id": name, "weight": 1 + weight, "scale": {"goalposts": posts}}


def matrix(schools: int, seed: int = 2009, missing: float = 0.02) -> npt.NDArray[np.float64]:
    """Values of every indicator, (schools, indicators)."""
    rng = np.random.default_rng(seed)
    values = rng.normal(55, 15, (schools, len(INDICATORS))).clip(0, 100)
    values[rng.random(values.shape) < missing] = np.nan
    return values
