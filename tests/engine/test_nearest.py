"""The nearest of every point are those that comparing it with each other point one by one finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportcard.engine import nearest as module
from reportcard.engine.nearest import nearest


def one_by_one(points, n, exclude_self):
    """Every other point sorted by its distance, summed variable by variable, and by its place."""
    found = []
    for own, point in enumerate(points):
        squared = np.zeros(len(points))
        for variable, value in enumerate(point):
            squared += (value - points[:, variable]) ** 2
        order = [other for other in np.argsort(squared, kind="stable") if not (exclude_self and other == own)]
        found.append((order[:n], np.sqrt(squared[order[:n]])))
    return [list(order) for order, _ in found], np.array([far for _, far in found])


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10_000),
    st.integers(2, 150),
    st.integers(1, 9),
    st.integers(1, 60),
    st.booleans(),
    st.sampled_from(["plain", "ties", "outlier", "tiny", "huge", "alike"]),
)
def test_exact(seed, count, variables, n, exclude_self, kind):
    """The same places and the same distances to the last bit, whatever single precision made of them on the way."""
    points = np.random.default_rng(seed).normal(size=(count, variables))
    if kind == "ties":
        points = np.round(points)
    if kind == "outlier":
        points[0] *= 1e6
    points *= {"tiny": 1e-30, "huge": 1e18, "alike": 0.0}.get(kind, 1.0)
    points -= points.mean(axis=0)
    n = min(n, count - exclude_self)
    places, distances = nearest(points, n, exclude_self=exclude_self)
    expected, far = one_by_one(points, n, exclude_self)
    assert places.tolist() == expected
    assert np.array_equal(distances, far)


@pytest.mark.parametrize("cells", [1, 700, 4000])
def test_blocks_change_nothing(monkeypatch, cells):
    """However many points are looked at together, the result is the same to the last bit; a sample tells how far."""
    points = np.random.default_rng(5).normal(size=(500, 4))
    whole = nearest(points, 20, exclude_self=True)
    monkeypatch.setattr(module, "_CELLS", cells)
    monkeypatch.setattr(module, "_SAMPLE", 60)
    parts = nearest(points, 20, exclude_self=True)
    assert np.array_equal(whole[0], parts[0])
    assert np.array_equal(whole[1], parts[1])
