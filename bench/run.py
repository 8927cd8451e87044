"""The speed figures: ratios in one process, medians. ``python -m bench.run [--write] [--check]``.

``--write`` puts them into ``bench/README.md`` with the machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pandas as pd

import reportcard as rc
from bench.timing import Pair, compare, seconds
from bench.tree import INDICATORS, LOW_IS_GOOD, document, matrix
from reportcard.engine.population import score_table
from reportcard.sources.tables import read_table

Row = tuple[str, str, str, bool | None]
_HOLDS = {True: "yes", False: "NO", None: "–"}
#: Schools scored in a row, one at a time, by each side of a comparison.
_MANY = 50


def population(schools: int = 24_000) -> list[Row]:
    """A nation's schools against a plain weighted min-max sum and a stable argsort of the same matrix."""
    framework = rc.load_framework(document())
    values = matrix(schools)
    frame = frame_of(values)
    table = read_table(frame, framework.intake)
    dense = np.nan_to_num(values, nan=55.0)
    weights = np.full(len(INDICATORS), 1 / len(INDICATORS))
    cost = np.isin(INDICATORS, LOW_IS_GOOD)

    def plain() -> object:
        low, high = dense.min(axis=0), dense.max(axis=0)
        scaled = (dense - low) / (high - low)
        scaled[:, cost] = 1 - scaled[:, cost]
        return np.argsort(scaled @ weights, kind="stable")

    what = f"{schools:,} schools: scores, grades, statuses and coverage, against numpy min-max sum and argsort"
    inside = compare(lambda: score_table(framework.plans(), table), plain, 41)
    whole = compare(lambda: rc.score(frame, framework), plain, 41)
    return [
        (f"{what}; both from numbers in memory", against(inside), f"{inside.ratio:.2f} (at most 1)", inside.ratio <= 1),
        ("the same from a pandas frame, read and checked", against(whole), f"{whole.ratio:.2f} (no limit set)", None),
    ]


def million(rows: int = 1_000_000) -> list[Row]:
    """A million rows against reading the columns once, and the memory on the way."""
    framework = rc.load_framework(document())
    frame = frame_of(matrix(rows))
    columns = [frame[name].to_numpy() for name in INDICATORS]
    rc.score(frame.head(1000), framework)
    tracemalloc.start()
    cards = rc.score(frame, framework)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    grown = most / 2**20
    scores = cards._scores
    kept = (scores.score, scores.status, scores.grade, scores.coverage, scores.taken)
    outputs = sum(array.nbytes for array in kept) / 2**20
    extra = max(grown - outputs, 0.0)

    def ours() -> object:
        return rc.score(frame, framework)

    read = compare(ours, lambda: [float(np.sum(frame[name])) for name in INDICATORS], 7)
    raw = compare(ours, lambda: [float(np.sum(column)) for column in columns], 7)
    memory = f"{grown:.0f} MiB above the inputs, of which {outputs:.0f} MiB are results"
    return [
        (
            f"{rows:,} schools from a frame, against numpy.sum of each column of the frame",
            against(read), f"{read.ratio:.1f} (at most 6)", read.ratio <= 6,
        ),
        (
            "the same against numpy.sum of each column's bare array, NaNs and all",
            against(raw), f"{raw.ratio:.1f} (at most 6)", raw.ratio <= 6,
        ),
        ("peak memory on the way", memory, f"{extra:.0f} MiB beside both (at most 300)", extra <= 300),
    ]  # fmt: skip


def against(pair: Pair) -> str:
    """Both medians in words."""
    return f"{pair.first * 1e3:.1f} ms against {pair.second * 1e3:.1f} ms"


def one_school() -> list[Row]:
    """One school, mapping in, complete card out; against OpenFisca-Core computing the same tree in this process."""
    framework = rc.load_framework(document())
    values = dict(zip(INDICATORS, np.round(matrix(1, missing=0)[0], 1).tolist(), strict=True))
    record = {"id": "100052", **values}

    def ours() -> object:
        return rc.score(record, framework)

    ours()
    median = statistics.median(seconds(lambda: [ours() for _ in range(_MANY)]) for _ in range(40)) / _MANY * 1e3
    rows: list[Row] = [("one school, mapping in, report card out", f"{median:.3f} ms", "at most 0.3 ms", median <= 0.3)]
    try:
        from bench.openfisca_tree import score_one, system
    except ImportError:
        rows.append(("one school, against OpenFisca-Core", "not installed", "skipped", None))
        return rows
    made = system()

    def theirs() -> object:
        return score_one(made, values)

    pair = compare(lambda: [theirs() for _ in range(_MANY)], lambda: [ours() for _ in range(_MANY)], 40)
    text = f"{pair.second / _MANY * 1e3:.3f} ms against {pair.first / _MANY * 1e3:.2f} ms"
    limit = f"{pair.ratio:.0f} times faster (at least 10)"
    rows.append(("one school, against OpenFisca-Core", text, limit, pair.ratio >= 10))
    return rows


def importing() -> Row:
    """Importing the library against importing numpy and pydantic, in fresh processes."""
    pair = compare(lambda: fresh("import reportcard, numpy, pydantic"), lambda: fresh("import numpy, pydantic"), 15)
    text = f"{pair.first * 1e3:.0f} ms against {pair.second * 1e3:.0f} ms"
    return (
        "import reportcard (with numpy and pydantic), against numpy and pydantic",
        text,
        f"{pair.ratio:.2f} (at most 1.25)",
        pair.ratio <= 1.25,
    )


def ready() -> Row:
    """The first score of a fresh process, for what it is worth: loading names on first use moves the cost here."""
    code = "import reportcard as rc; rc.score({'id': '1', 'attainment_8': 47.2, 'progress_8': 0.1})"
    pair = compare(lambda: fresh(code), lambda: fresh("import numpy, pydantic"), 7)
    text = f"{pair.first * 1e3:.0f} ms against {pair.second * 1e3:.0f} ms"
    return "a fresh process up to its first card, default framework", text, f"{pair.ratio:.2f} (no limit set)", None


def fresh(code: str) -> None:
    """Run code in a fresh interpreter."""
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603  our own interpreter and code


def frame_of(values: np.ndarray) -> pd.DataFrame:
    """The matrix as a frame, each column in a memory of its own, as a file reader leaves it."""
    columns = {name: np.ascontiguousarray(values[:, at]) for at, name in enumerate(INDICATORS)}
    ids = np.arange(100_000, 100_000 + len(values))
    return pd.DataFrame({"id": ids, **columns}, copy=False)


def main() -> int:
    """Print the figures; write them, and say by the exit code whether all limits hold, where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write bench/README.md")
    parser.add_argument("--check", action="store_true", help="end with 1 where a limit does not hold")
    options = parser.parse_args()
    rows = [*million(), *population(), *one_school(), importing(), ready()]
    lines = ["| what | figures | ratio or limit | holds |", "| --- | --- | --- | --- |"]
    lines += [f"| {what} | {figures} | {ratio} | {_HOLDS[holds]} |" for what, figures, ratio, holds in rows]
    print("\n".join(lines))
    if options.write:
        Path(__file__).with_name("README.md").write_text(page(lines), encoding="utf-8")
    return int(options.check and any(holds is False for *_, holds in rows))


def page(lines: list[str]) -> str:
    """The page with the figures and the machine."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"
    versions = f"numpy {np.__version__}, pandas {pd.__version__}, reportcard {rc.__version__}"
    intro = (
        "# Speed\n\nMade by `make bench`. Each figure is a median; each ratio is taken pair by pair, both things in "
        "turn in one process, so that it holds where the machine's speed drifts. The tree has 20 indicators in 6 "
        "categories, with 2 % of the values missing; every inner node is graded, the overall score is rounded to 0.1.\n"
    )
    return f"{intro}\nMachine: {machine}; {versions}.\n\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
