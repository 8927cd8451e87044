"""Seconds that each published file takes: reading, scoring, comparing. ``python -m bench.systems [DATA]``."""

from __future__ import annotations

import os
import statistics
import sys
from pathlib import Path

import yaml

import reportcard as rc
from bench.timing import seconds

PROJECT = Path(__file__).resolve().parents[1]
COUNTS = PROJECT / "tests" / "conformance" / "counts.yaml"
RUNS = 5
#: Seconds in which a whole file is scored once it is read.
LIMIT = 1.0


def row(name: str, path: Path) -> tuple[str, bool]:
    """One line of the table: best and median of a few runs, since the machine may be busy; whether the best holds."""
    framework = rc.load_framework(name)
    reading = seconds(lambda: rc.read_file(path, framework))
    frame = rc.read_file(path, framework)
    times = [seconds(lambda: rc.score(frame, framework)) for _ in range(RUNS)]
    comparing = seconds(lambda: rc.verify(frame, framework))
    best, median = min(times), statistics.median(times)
    text = f"{name:<37}{len(frame):>8,}{reading:>9.2f}{best:>9.3f}{median:>9.3f}{comparing:>10.2f}"
    return text, best < LIMIT


def main() -> int:
    """Print the table; say by the exit code whether every file is scored in under a second."""
    data = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("REPORTCARD_DATA", PROJECT / "../shared/data"))
    counts = yaml.safe_load(COUNTS.read_text(encoding="utf-8"))
    print(f"{'framework':<37}{'rows':>8}{'read':>9}{'score':>9}{'median':>9}{'verify':>10}")
    held = []
    for name, entry in counts.items():
        text, holds = row(name, data / entry["file"])
        print(text, flush=True)
        held.append(holds)
    return 0 if all(held) else 1


if __name__ == "__main__":
    raise SystemExit(main())
