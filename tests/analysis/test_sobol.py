"""Sobol indices against functions whose indices are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from reportcard.analysis.sobol import Indices, sobol_indices


def indices(function, inputs: int, points: int, seed: int = 2009) -> Indices:
    """Indices of a function of independent uniform numbers between 0 and 1."""
    random = np.random.default_rng(seed)
    a, b = random.random((2, points, inputs))
    mixed = []
    for at in range(inputs):
        own = a.copy()
        own[:, at] = b[:, at]
        mixed.append(function(own))
    return sobol_indices(function(a), function(b), np.array(mixed))


def within(found, error, expected, errors: float = 3.5) -> None:
    """Every index lies within so many of its own standard errors, and no error is so large that this says nothing."""
    assert (error < 0.05).all()
    assert (np.abs(found - expected) <= errors * error + 1e-12).all(), (found, error, expected)


def ishigami(uniform: np.ndarray) -> np.ndarray:
    """Sin x₁ + 7 sin² x₂ + 0.1 x₃⁴ sin x₁ on −π to π (Ishigami and Homma 1990)."""
    x = math.pi * (2 * uniform - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


@pytest.mark.parametrize("seed", [1, 2009, 7])
def test_ishigami(seed):
    """First-order indices 0.3139, 0.4424, 0 and total 0.5576, 0.4424, 0.2437 (analytic) are met within the errors."""
    found = indices(ishigami, 3, 10_000, seed)
    within(found.first, found.first_error, [0.3139, 0.4424, 0.0])
    within(found.total, found.total_error, [0.5576, 0.4424, 0.2437])


@pytest.mark.parametrize("seed", [1, 2009, 7])
def test_linear_model(seed):
    """For Σ cᵢ xᵢ both indices are cᵢ² ÷ Σ c²: here 1, 4, 9 of 14, and 0 for an input that does nothing."""
    weights = np.array([1.0, 2.0, 3.0, 0.0])
    found = indices(lambda x: 5 + x @ weights, 4, 5_000, seed)
    expected = weights**2 / (weights**2).sum()
    within(found.first, found.first_error, expected)
    within(found.total, found.total_error, expected)
    assert found.total[3] == 0


def test_errors_shrink_with_the_points():
    """Sixteen times the points give about a quarter of the error."""
    few, many = (indices(ishigami, 3, points) for points in (1_000, 16_000))
    ratio = few.total_error / many.total_error
    assert ((ratio > 2.5) & (ratio < 6)).all()


def test_the_errors_cover():
    """Over 200 repetitions the analytic index lies within 1.96 bootstrap errors in about 95 of 100."""
    runs = [indices(ishigami, 3, 400, seed) for seed in range(200)]
    for name, expected in (("first", [0.3139, 0.4424, 0.0]), ("total", [0.5576, 0.4424, 0.2437])):
        found = np.array([getattr(run, name) for run in runs])
        error = np.array([getattr(run, f"{name}_error") for run in runs])
        covered = (np.abs(found - expected) <= 1.96 * error).mean(axis=0)
        assert ((covered > 0.89) & (covered < 0.99)).all(), covered


def test_nothing_varies():
    """An output that never changes has no indices; it is not an output on which nothing depends."""
    found = sobol_indices(np.full(9, 0.3), np.full(9, 0.3), np.full((2, 9), 0.3))
    assert np.isnan(np.array(found)).all()
