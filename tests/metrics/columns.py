"""Columns for tests of metrics."""

from __future__ import annotations

import numpy as np

from reportcard.metrics import Column

NAN = float("nan")


def columns(**values: list[float]) -> dict[str, Column]:
    """Columns by role, from lists of values."""
    return {role: Column(np.array(given, np.float64)) for role, given in values.items()}
