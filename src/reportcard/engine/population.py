"""Runs plans over a whole table: rows grouped by variant, in blocks, into columns of results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reportcard.engine.block import Block, Trace
from reportcard.engine.compile import walk
from reportcard.engine.conditions import mask
from reportcard.engine.peers import Peers
from reportcard.engine.plan import CompiledNode, Plan
from reportcard.engine.reference import Population
from reportcard.engine.run import leaf_column, run
from reportcard.engine.scales import group_column
from reportcard.engine.table import Bools, Codes, Floats, Rows, Table
from reportcard.framework.document import SIMILAR, Condition
from reportcard.indicators.status import Status

#: Schools in a block: wide enough to make the calls cheap, narrow enough to stay in the cache.
BLOCK = 8192

Places = npt.NDArray[np.intp]
#: Plans with the condition of their variant, in order; the last one has none and takes the rest.
Plans = Sequence[tuple[Condition | None, Plan]]


@dataclass(slots=True)
class Scores:
    """Results for many schools, by node. Matrices have a row per node of ``rows`` and a column per school.

    Leaves are kept only on demand: there are many of them, writing them costs as much as the rest of the scoring, and
    scoring the same columns again gives the same bytes.

    Attributes:
        rows: Row of each node in ``score`` and ``status``.
        grade_rows: Row of each graded node in ``grade``.
        cover_rows: Row of each inner node in ``coverage``.
        score: Scores; NaN where there is none.
        status: Status codes.
        grade: Index of the grade in the bands of the school's variant, 0 the lowest; −1 for none.
        coverage: Share of the weight that rests on data.
        taken: Index of the plan that each school took.
        fired: Rules that fired at least once, and for which schools.
    """

    rows: dict[str, int]
    grade_rows: dict[str, int]
    cover_rows: dict[str, int]
    score: Floats
    status: Codes
    grade: npt.NDArray[np.int8]
    coverage: Floats
    taken: npt.NDArray[np.int16]
    fired: dict[str, Bools] = field(default_factory=dict)

    def take(self, rows: Rows) -> Scores:
        """The same results for some of the schools."""
        return replace(
            self,
            score=self.score[:, rows],
            status=self.status[:, rows],
            grade=self.grade[:, rows],
            coverage=self.coverage[:, rows],
            taken=self.taken[rows],
            fired={key: fired[rows] for key, fired in self.fired.items()},
        )


class Task(NamedTuple):
    """Some schools of one plan: which, and how many."""

    rows: Rows
    size: int


def score_table(
    plans: Plans, table: Table, progress: Callable[[int], None] | None = None, *, leaves: bool = False
) -> Scores:
    """Score every school of a table, a block at a time.

    In one thread: the blocks are short enough that a second one mostly waits for the first one's lock.

    Args:
        plans: Plans with the condition of their variant, in order; the last one has none and takes the rest.
        table: Checked columns.
        progress: Called with the number of schools that each block finished.
        leaves: Keep the leaves too.
    """
    taken = variant_of(plans, table)
    own = [plan for _, plan in plans]
    scores = _empty(own, taken, leaves=leaves)
    for at, plan in enumerate(own):
        places = _places(scores, plan, own)
        block = Block(plan, table, min(len(table), BLOCK))
        for task in tasks_of(taken, at, BLOCK):
            block.load(task.rows, task.size)
            run(block)
            _store(scores, block, task.rows, places)
            if progress is not None:
                progress(task.size)
    return scores


def score_few(plans: Plans, table: Table) -> tuple[Scores, dict[int, Block]]:
    """Score a few schools with everything that their cards tell.

    Returns:
        The results, and the scored blocks by place of their plan: each holds every school that takes the plan, in
        the table's order.
    """
    taken = variant_of(plans, table)
    own = [plan for _, plan in plans]
    scores = _empty(own, taken, leaves=False)
    blocks = {}
    for at in np.unique(taken).tolist():
        rows = np.flatnonzero(taken == at)
        blocks[at] = one_school(own[at], table, rows)
        _store(scores, blocks[at], rows, _places(scores, own[at], own))
    return scores, blocks


def tasks_of(taken: npt.NDArray[np.int16], at: int, width: int) -> Iterator[Task]:
    """The schools of a plan, a block at a time: slices where every school takes it, else row numbers."""
    everyone = not (taken != at).any()
    places = np.empty(0, np.intp) if everyone else np.flatnonzero(taken == at)
    count = len(taken) if everyone else places.size
    for start in range(0, count, width):
        stop = min(start + width, count)
        yield Task(slice(start, stop) if everyone else places[start:stop], stop - start)


Place = tuple[CompiledNode, int | None, int | None, int | None]


def _places(scores: Scores, plan: Plan, plans: Sequence[Plan]) -> list[Place]:
    """Where each node of a plan stands in the results: score, grade, coverage; None for what is not kept."""
    named = [(node, _name(plans, node)) for node in plan.nodes]
    return [
        (
            node,
            scores.rows.get(name),
            scores.grade_rows.get(name) if node.grade_row >= 0 else None,
            scores.cover_rows.get(name) if node.cover_row >= 0 else None,
        )
        for node, name in named
    ]


def _store(scores: Scores, block: Block, rows: Rows, places: Sequence[Place]) -> None:
    for node, at, grade_at, cover_at in places:
        if at is not None:
            scores.score[at, rows] = block.scores[node.row]
            scores.status[at, rows] = block.node_status[node.row]
        if grade_at is not None:
            scores.grade[grade_at, rows] = block.grades[node.grade_row]
        if cover_at is not None:
            scores.coverage[cover_at, rows] = block.coverage[node.cover_row]
    for key, fired in block.fired.items():
        scores.fired.setdefault(key, np.zeros(len(scores.taken), np.bool_))[rows] = fired


def _empty(plans: Sequence[Plan], taken: npt.NDArray[np.int16], *, leaves: bool) -> Scores:
    """Room for the results: a node that a school's plan lacks does not apply to it."""
    nodes = [node for plan in plans for node in plan.nodes if leaves or node.family is not None]
    rows = _numbered([_name(plans, node) for node in nodes])
    grade_rows = _numbered([_name(plans, plan.nodes[row]) for plan in plans for row in plan.graded])
    cover_rows = _numbered([_name(plans, plan.nodes[row]) for plan in plans for row in plan.inner])
    size = len(taken)
    everywhere = len(plans) == 1
    return Scores(
        rows=rows,
        grade_rows=grade_rows,
        cover_rows=cover_rows,
        score=np.empty((len(rows), size)) if everywhere else np.full((len(rows), size), np.nan),
        status=np.full((len(rows), size), Status.NOT_APPLICABLE.code, np.uint8),
        grade=np.full((len(grade_rows), size), -1, np.int8),
        coverage=np.empty((len(cover_rows), size)) if everywhere else np.zeros((len(cover_rows), size)),
        taken=taken,
    )


def _name(plans: Sequence[Plan], node: CompiledNode) -> str:
    """A node's name in the results: every variant's root goes by the name of the document's own."""
    return node.node.id if node.row else plans[-1].nodes[0].node.id


def _numbered(names: Sequence[str]) -> dict[str, int]:
    return {name: at for at, name in enumerate(dict.fromkeys(names))}


def nodes_of(plans: Plans) -> tuple[str, ...]:
    """Ids of every plan's nodes, in the order of the document: its own plan's first, then what variants add."""
    own = [plan for _, plan in plans]
    ordered = (own[-1], *own[:-1])
    trees = [(plan, plan.nodes[plan.rows[node.id]]) for plan in ordered for node in walk(plan.document.score)]
    return tuple(dict.fromkeys(_name(own, node) for _, node in trees))


def one_school(plan: Plan, table: Table, rows: Places, *, unrounded: bool = False) -> Block:
    """Score some schools with everything that their cards tell; ``unrounded`` keeps scores before rounding too."""
    block = Block(plan, table, rows.size, Trace())
    block.unrounded = {} if unrounded else None
    # A slice reads in place, and stands for the rows only where they are all there in their order.
    whole = rows.size == len(table) and bool((rows[1:] > rows[:-1]).all())
    block.load(slice(0, len(table)) if whole else rows, rows.size)
    run(block)
    return block


def variant_of(plans: Plans, table: Table) -> npt.NDArray[np.int16]:
    """Index of the first plan whose condition each school meets; no condition is always met."""
    taken = np.full(len(table), len(plans) - 1, np.int16)
    view = _Whole(table)
    # From the last to the first, so that the first one that is met stands.
    for at, (condition, plan) in reversed(tuple(enumerate(plans))):
        if condition is not None:
            taken[(plan.applies or mask(condition))(view)] = at
    return taken


class _Whole:
    """A whole table as a condition reads it: columns and indicators, no nodes."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.size = len(table)

    def value(self, indicator: str) -> Floats:
        column = self.table.numbers.get(indicator)
        return np.full(self.size, np.nan) if column is None else column.value

    def status(self, indicator: str) -> Codes:
        column = self.table.numbers.get(indicator)
        if column is None:
            return np.full(self.size, Status.NOT_COLLECTED.code, np.uint8)
        return column.statuses()

    def text_is(self, name: str, wanted: Sequence[str]) -> Bools:
        column = self.table.texts.get(name)
        return np.zeros(self.size, np.bool_) if column is None else column.matches(wanted, slice(None))


# --- fitting ---------------------------------------------------------------------------------------------------------


def fit_leaves(plans: Sequence[tuple[Condition | None, Plan]], table: Table) -> dict[str, dict[str, Population]]:
    """Collect the values of every leaf that compares, over all schools or by group.

    Returns:
        Populations by leaf and group; a group without a value is left out.
    """
    taken = variant_of(plans, table)
    values: dict[str, dict[str, list[Floats]]] = {}
    for at, (_, plan) in enumerate(plans):
        block = Block(plan, table, min(len(table), BLOCK))
        for task in tasks_of(taken, at, BLOCK):
            block.load(task.rows, task.size)
            for leaf in plan.compares:
                node = plan.nodes[plan.rows[leaf]]
                _collect(
                    values.setdefault(leaf, {}), block, leaf_column(block, node).value, group_column(node.node.scale)
                )
    return {
        leaf: {group: Population.of(np.concatenate(parts)) for group, parts in groups.items() if _any(parts)}
        for leaf, groups in values.items()
    }


def fit_similar(plans: Sequence[tuple[Condition | None, Plan]], table: Table, peers: Peers) -> Peers:
    """Collect the values of every school, for each leaf that compares with similar schools."""
    taken = variant_of(plans, table)
    at_of = peers.places_of(table.ids)
    values = {leaf: np.full(len(peers.ids) + 1, np.nan) for _, plan in plans for leaf in _among_similar(plan)}
    for at, (_, plan) in enumerate(plans):
        block = Block(plan, table, min(len(table), BLOCK))
        for task in tasks_of(taken, at, BLOCK):
            block.load(task.rows, task.size)
            for leaf in _among_similar(plan):
                # Schools that are nobody's peers share the last place, which is not kept.
                values[leaf][at_of[task.rows]] = leaf_column(block, plan.nodes[plan.rows[leaf]]).value
    leaves = {
        leaf: tuple(None if value != value else value for value in column[:-1].tolist())
        for leaf, column in values.items()
    }
    return peers.model_copy(update={"leaves": leaves})


def compares_with_similar(plans: Sequence[tuple[Condition | None, Plan]]) -> tuple[str, ...]:
    """Leaves that compare with similar schools, in any plan."""
    return tuple(dict.fromkeys(leaf for _, plan in plans for leaf in _among_similar(plan)))


def _among_similar(plan: Plan) -> list[str]:
    return [leaf for leaf in plan.compares if group_column(plan.nodes[plan.rows[leaf]].node.scale) == SIMILAR]


def _any(parts: Sequence[Floats]) -> bool:
    return any(not np.isnan(part).all() for part in parts)


def _collect(groups: dict[str, list[Floats]], block: Block, values: Floats, within: str | None) -> None:
    if within == SIMILAR:
        return
    if within is None:
        groups.setdefault("", []).append(values.copy())
        return
    column = block.table.texts.get(within)
    for word in () if column is None else column.words:
        members = block.text_is(within, (word,))
        if members.any():
            groups.setdefault(word, []).append(values[members])
