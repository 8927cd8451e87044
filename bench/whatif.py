"""How long the next grade of a nation takes: ``python -m bench.whatif``. Timed in one process, against one scoring."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import reportcard as rc
from bench.run import frame_of
from bench.timing import compare, seconds
from bench.tree import INDICATORS, document, matrix
from reportcard.engine.population import score_table

#: Seconds that every school and indicator may take together.
LIMIT = 2.0


def busy(run: Callable[[], object]) -> float:
    """Seconds of this process's own work in one run: what the wall clock shows where nothing else runs."""
    start = time.process_time()
    run()
    return time.process_time() - start


def main(schools: int = 24_000) -> int:
    """Print the figures; end with 1 where the limit does not hold."""
    framework = rc.load_framework(document())
    cards = rc.score(frame_of(matrix(schools)), framework)
    basis = cards.basis
    median = statistics.median(seconds(cards.to_next_grade) for _ in range(7))
    own = statistics.median(busy(cards.to_next_grade) for _ in range(7))
    pair = compare(cards.to_next_grade, lambda: score_table(basis.plans, basis.table), 7)
    mixed = statistics.median(seconds(lambda: cards.to_next_grade(mix="range")) for _ in range(7))
    reached = (cards.to_next_grade()["outcome"] == "reached").mean()
    what = f"{schools:,} schools × {len(INDICATORS)} indicators"
    print("| what | figures | ratio or limit | holds |\n| --- | --- | --- | --- |")
    print(f"| next grade: {what}, as a frame ({reached:.0%} reached) | {median:.2f} s | under {LIMIT:g} s | "
          f"{'yes' if median < LIMIT else 'NO'} |")  # fmt: skip
    print(f"| the same, the process's own work | {own:.2f} s | – | – |")
    print(f"| the same against scoring the schools once | {pair.second * 1e3:.1f} ms | {pair.ratio:.0f} times | – |")
    print(f"| next grade: all indicators in a mix | {mixed:.2f} s | – | – |")
    return int(median >= LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())
