"""Cells checked per second: frames of numbers and frames of text, good and bad. ``python -m bench.columns``."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

import reportcard as rc
from bench.timing import seconds
from bench.tree import INDICATORS, document, matrix
from reportcard.sources.tables import read_table

SCHOOLS = 50_000
#: The best of so many runs counts, since the machine may be busy.
RUNS = 7
#: Cells a second that a frame of numbers, and one of text as it is published, must reach.
LEAST = 1_000_000


def frames() -> dict[str, tuple[pd.DataFrame, bool]]:
    """Frames of 20 indicators by what is in them, and whether they are held to the limit."""
    values = matrix(SCHOOLS)
    rng = np.random.default_rng(2009)
    bad = np.where(rng.random(values.shape) < 0.001, 1e6, values)
    rounded = np.char.mod("%.1f", values).astype(object)
    text = np.where(np.isnan(values), "SUPP", rounded)
    wrong = np.where(rng.random(values.shape) < 0.001, "n. v.", text)
    exact = np.where(np.isnan(values), "SUPP", np.char.mod("%.9f", values).astype(object))
    return {
        "numbers": (framed(values), True),
        "numbers, one in a thousand impossible": (framed(bad), True),
        "text, one decimal, some SUPP": (framed(text), True),
        "text, one in a thousand unreadable": (framed(wrong), True),
        "text, nine decimals, nearly all different": (framed(exact), False),
    }


def framed(cells: np.ndarray) -> pd.DataFrame:
    """A matrix as a frame of schools."""
    columns = {name: cells[:, at].copy() for at, name in enumerate(INDICATORS)}
    return pd.DataFrame({"id": np.arange(100_000, 100_000 + len(cells)), **columns})


def main() -> int:
    """Print the table; say by the exit code whether the limits hold."""
    intake = rc.load_framework({**document(), "source": {"id": "id", "codes": {"SUPP": "suppressed"}}}).intake
    print(f"{SCHOOLS:,} schools, {len(INDICATORS)} columns; million cells a second")
    held = []
    for what, (frame, limited) in frames().items():
        run = partial(read_table, frame, intake)
        faults = len(run().faults)
        speed = frame[list(INDICATORS)].size / min(seconds(run) for _ in range(RUNS))
        held.append(speed >= LEAST or not limited)
        limit = f"(at least {LEAST / 1e6:.0f})" if limited else ""
        print(f"{what:<45}{speed / 1e6:>8.1f} {limit:<14}{faults:>7,} to the quarantine", flush=True)
    return 0 if all(held) else 1


if __name__ == "__main__":
    raise SystemExit(main())
