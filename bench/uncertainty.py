"""Speed of uncertainty: a nation's schools with 1,000 draws each, and one school's card.

``python -m bench.uncertainty``
"""

from __future__ import annotations

import statistics
import time
import tracemalloc

import numpy as np
import pandas as pd

import reportcard as rc
from bench.timing import seconds
from bench.tree import INDICATORS, document, matrix

SCHOOLS, DRAWS = 24_000, 1000
#: Indicators whose error is a standard error; the others are shares of n pupils.
_PLAIN = 12
_MANY = 50


def main() -> None:
    """Print both figures, with limits, and the plain card beside the one with uncertainty."""
    framework = rc.load_framework(document())
    frame = made_up(SCHOOLS)
    drawn = rc.Uncertainty(draws=DRAWS, exact=False)
    rc.score(frame.head(100), framework, uncertainty=drawn).estimate()
    cards = rc.score(frame, framework, uncertainty=drawn)
    wall, cpu = time.perf_counter(), time.process_time()
    cards.estimate()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    what = f"{SCHOOLS:,} schools × {DRAWS:,} draws of {len(INDICATORS)} measures, every school drawn"
    print(f"{what}: {wall:.1f} s, of which {cpu:.1f} s of processor time (at most 30 s on two cores)")
    print(f"memory while 2,000 schools are drawn: {peak(framework, frame.head(2000), drawn):.0f} MiB above the results")
    record = one(frame)
    card = median(lambda: rc.score(record, framework, uncertainty=True))
    plain = median(lambda: rc.score(record, framework))
    print(f"one card with intervals and probabilities: {card:.2f} ms (at most 2 ms); without: {plain:.2f} ms")


def made_up(schools: int) -> pd.DataFrame:
    """The values of the other benchmarks, each with a standard error or a number of pupils."""
    values = matrix(schools)
    frame = pd.DataFrame({"id": np.arange(100_000, 100_000 + schools)})
    for at, name in enumerate(INDICATORS):
        frame[name] = values[:, at]
        part, number = ("standard_error", 3.0) if at < _PLAIN else ("n", 90.0)
        frame[f"{name}_{part}"] = np.full(schools, number)
    return frame


def one(frame: pd.DataFrame) -> dict[str, object]:
    """The first school as a record."""
    row = frame.iloc[0]
    return {"id": "100000", **{name: float(row[name]) for name in frame.columns[1:] if row[name] == row[name]}}


def median(run: object) -> float:
    """Milliseconds of one run, the median of many."""
    assert callable(run)
    run()
    return statistics.median(seconds(lambda: [run() for _ in range(_MANY)]) for _ in range(15)) / _MANY * 1e3


def peak(framework: rc.Framework, frame: pd.DataFrame, settings: rc.Uncertainty) -> float:
    """MiB that drawing takes at most, beside what it leaves."""
    cards = rc.score(frame, framework, uncertainty=settings)
    tracemalloc.start()
    cards.estimate()
    left, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (most - left) / 2**20


if __name__ == "__main__":
    main()
