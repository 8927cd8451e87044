"""Small frameworks for the engine's tests, and random ones for its properties."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from reportcard.prepared import Framework, load_framework

LETTERS = {"A": 70, "B": 55, "C": 40, "D": "lowest"}


def framework(score: dict[str, Any], **rest: Any) -> Framework:
    """A framework with the given tree; every leaf reads an indicator of its own id, 0 to 100."""
    leaves = {name: {"range": [0, 100]} for name in leaf_ids(score)}
    indicators = {**leaves, **rest.pop("indicators", {})}
    document = {"framework": "test", "title": "Test", "grade_scales": {"letters": LETTERS}, **rest}
    return load_framework({**document, "indicators": indicators, "score": score})


def leaf_ids(node: dict[str, Any]) -> list[str]:
    """Ids of a tree's leaves, in its order."""
    if "children" not in node:
        return [node["id"]]
    return [name for child in node["children"] for name in leaf_ids(child)]


def leaf(name: str, **rest: Any) -> dict[str, Any]:
    """A leaf whose score is its value."""
    return {"id": name, **rest}


SCALES: list[dict[str, Any] | None] = [
    None,
    {"goalposts": [20, 80]},
    {"goalposts": [0, 100], "to": [1, 5], "clip": False},
    {"steps": {"below": 1, 25: 2, 50: 3, 75.5: 4}},
    {"piecewise": [[0, 0], [40, 70], [100, 100]]},
    {"target": 50, "points": [0, 10]},
]
MEANS = ["weighted_mean", "mean", "geometric_mean", "best", "worst", {"power_mean": {"power": 2}}]


@st.composite
def trees(draw: st.DrawFn, depth: int = 2, prefix: str = "n", monotone: bool = True) -> dict[str, Any]:
    """A random tree of at most ``depth`` levels of combinations; every combination and scale in it is monotone."""
    combine = draw(st.sampled_from(["weighted_mean", "weighted_mean", *MEANS, "sum", "product"]))
    children = []
    for at in range(draw(st.integers(1, 4))):
        name = f"{prefix}{at}"
        if depth > 1 and draw(st.booleans()):
            child = draw(trees(depth - 1, name, monotone))
        else:
            child = leaf(name)
            scale = draw(st.sampled_from(SCALES))
            if scale is not None:
                child["scale"] = scale
        if combine in ("weighted_mean", "geometric_mean") or isinstance(combine, dict):
            child["weight"] = draw(st.sampled_from([0.5, 1, 2, 7.25]))
        missing = draw(st.sampled_from([None, None, "leave_out", "require", {"treat_as": 1}]))
        if missing is not None:
            child["missing"] = missing
        children.append(child)
    node: dict[str, Any] = {"id": prefix + "x", "combine": combine, "children": children}
    if draw(st.booleans()):
        node["round"] = draw(st.sampled_from([0.1, 1, 0.5]))
    if draw(st.booleans()):
        node["grades"] = "letters"
    if draw(st.booleans()):
        node["needs"] = {"weight": draw(st.sampled_from([0.4, 0.6]))}
    return node


def schools(score: dict[str, Any], count: int, seed: int, missing: float = 0.2) -> pd.DataFrame:
    """Random values for every leaf of a tree, some of them missing."""
    rng = np.random.default_rng(seed)
    names = leaf_ids(score)
    values = np.round(rng.uniform(0, 100, (count, len(names))), 1)
    values[rng.random(values.shape) < missing] = np.nan
    frame = pd.DataFrame(values, columns=names)
    frame.insert(0, "id", [f"S{row:04d}" for row in range(count)])
    return frame
