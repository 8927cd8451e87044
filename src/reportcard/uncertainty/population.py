"""How sure the results of a whole table are: plan by plan, some schools at a time, in columns."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reportcard.engine.plan import CompiledNode
from reportcard.engine.table import Bools, Floats, Table
from reportcard.uncertainty.settings import Uncertainty
from reportcard.uncertainty.sure import Estimator, Sure

Places = npt.NDArray[np.intp]
#: Schools whose errors are looked up together; their draws are scored in blocks of the engine's own size.
_TOGETHER = 512
#: Threads that draw at most. Drawing and sorting leave the interpreter's lock alone, so that two are worth having.
_THREADS = 4


@dataclass(slots=True)
class SureScores:
    """How sure the results of many schools are, by node. Every array has shape (schools,).

    Attributes:
        low: Lower end of the interval of each node's score; NaN where there is none.
        high: Upper end.
        chances: Probability of each grade, best first, by node and grade; NaN where a school has no grade.
        rules: Probability that each rule fires.
        drawn: Schools for which draws were made.
        without: Schools that have a score and no known error, by leaf.
        told: Schools for which anything below a node has a known error, by node.
    """

    low: dict[str, Floats] = field(default_factory=dict)
    high: dict[str, Floats] = field(default_factory=dict)
    chances: dict[str, dict[str, Floats]] = field(default_factory=dict)
    rules: dict[str, Floats] = field(default_factory=dict)
    drawn: Bools = field(default_factory=lambda: np.empty(0, np.bool_))
    without: dict[str, Bools] = field(default_factory=dict)
    told: dict[str, Bools] = field(default_factory=dict)

    def take(self, rows: Places) -> SureScores:
        """The same for some of the schools; no draws are made again."""
        return SureScores(
            low={node: ends[rows] for node, ends in self.low.items()},
            high={node: ends[rows] for node, ends in self.high.items()},
            chances={
                node: {grade: chance[rows] for grade, chance in grades.items()} for node, grades in self.chances.items()
            },
            rules={key: chance[rows] for key, chance in self.rules.items()},
            drawn=self.drawn[rows],
            without={leaf: missing[rows] for leaf, missing in self.without.items()},
            told={node: told[rows] for node, told in self.told.items()},
        )


class Part(NamedTuple):
    """Some schools of one plan."""

    at: int
    rows: Places


def estimate(
    estimators: Sequence[Estimator],
    taken: npt.NDArray[np.int16],
    table: Table,
    settings: Uncertainty,
    *,
    leaves: bool = False,
    progress: Callable[[int], None] | None = None,
) -> SureScores:
    """How sure every school's results are.

    The memory is that of the results and of a block in each thread, however many schools and draws there are. The
    results are the same for any number of threads: each school has its own draws and its own place.

    Args:
        estimators: One for each plan.
        taken: Index of the plan that each school takes.
        table: The schools.
        settings: Confidence, draws, seed.
        leaves: Whether the scores of leaves are wanted too.
        progress: Called with the number of schools that each part finished.
    """
    found = SureScores(drawn=np.zeros(len(table), np.bool_))
    root = estimators[-1].plan.nodes[0].node.id

    def work(part: Part) -> tuple[Part, Sure]:
        return part, estimators[part.at].sure(table, part.rows, settings, leaves=leaves)

    for part, sure in _in_threads(work, list(_parts(taken, len(estimators)))):
        _store(found, estimators[part.at], part.rows, sure, root)
        if progress is not None:
            progress(part.rows.size)
    _settle_grades(found, [estimators[-1], *estimators[:-1]], root)
    return found


def _in_threads(work: Callable[[Part], tuple[Part, Sure]], parts: Sequence[Part]) -> Iterable[tuple[Part, Sure]]:
    threads = min(os.cpu_count() or 1, _THREADS, len(parts))
    if threads < 2:
        yield from map(work, parts)
        return
    with ThreadPoolExecutor(threads) as pool:
        # Handed in one wave after the other, so that what is finished does not pile up.
        for start in range(0, len(parts), threads * 4):
            yield from pool.map(work, parts[start : start + threads * 4])


def _parts(taken: npt.NDArray[np.int16], plans: int) -> Iterator[Part]:
    for at in range(plans):
        rows = np.flatnonzero(taken == at)
        for start in range(0, rows.size, _TOGETHER):
            yield Part(at, rows[start : start + _TOGETHER])


def _store(found: SureScores, estimator: Estimator, rows: Places, sure: Sure, root: str) -> None:
    size = len(found.drawn)
    found.drawn[rows] = sure.drawn
    for columns, values in ((found.low, sure.low), (found.high, sure.high)):
        for row, column in zip(sure.rows, values, strict=True):
            columns.setdefault(_name(estimator.plan.nodes[row], root), np.full(size, np.nan))[rows] = column
    for row, chances in sure.chances.items():
        node = estimator.plan.nodes[row]
        if node.bands is not None:
            _store_chances(found, _name(node, root), node.bands.grades, rows, chances)
    for key, chance in sure.rules.items():
        found.rules.setdefault(key, np.zeros(size))[rows] = chance
    for node, without in zip(estimator.errors.leaves, sure.without, strict=True):
        found.without.setdefault(_name(node, root), np.zeros(size, np.bool_))[rows] = without
    for node, told in zip(estimator.plan.nodes, sure.told, strict=True):
        found.told.setdefault(_name(node, root), np.zeros(size, np.bool_))[rows] = told


def _store_chances(found: SureScores, name: str, grades: Sequence[str], rows: Places, chances: Floats) -> None:
    columns = found.chances.setdefault(name, {})
    for grade, column in zip(grades, chances, strict=True):
        columns.setdefault(grade, np.full(len(found.drawn), np.nan))[rows] = column


def _name(node: CompiledNode, root: str) -> str:
    """A node's name in the results: every variant's root goes by the name of the document's own."""
    return node.node.id if node.row else root


def _settle_grades(found: SureScores, estimators: Iterable[Estimator], root: str) -> None:
    """Put the grades in the document's order, best first; what only another variant has, a school cannot get."""
    order: dict[str, dict[str, None]] = {}
    for estimator in estimators:
        for node in estimator.plan.nodes:
            if node.bands is not None:
                order.setdefault(_name(node, root), {}).update(dict.fromkeys(reversed(node.bands.grades)))
    for name, columns in found.chances.items():
        some = np.logical_or.reduce([~np.isnan(column) for column in columns.values()])
        found.chances[name] = {
            grade: np.where(some & np.isnan(columns[grade]), 0.0, columns[grade])
            for grade in order[name]
            if grade in columns
        }
