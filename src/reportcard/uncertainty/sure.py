"""How sure the scores, grades and rules of schools are: the exact answer where there is one, draws elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from reportcard.engine.block import Block, Trace
from reportcard.engine.plan import Plan
from reportcard.engine.run import run
from reportcard.engine.table import Bools, Floats, Table
from reportcard.indicators.indicator import Indicator
from reportcard.uncertainty.alone import SureAlone, SureOne
from reportcard.uncertainty.exact import Exact, ExactPath
from reportcard.uncertainty.known import PlanErrors
from reportcard.uncertainty.settings import Uncertainty
from reportcard.uncertainty.simulate import Draws, Schools, drawn_scores, limits, runs, shares_of
from reportcard.uncertainty.streams import keys

Places = npt.NDArray[np.intp]


@dataclass(slots=True)
class Sure:
    """How sure the results of some schools of one plan are. Arrays have a place per school.

    Attributes:
        rows: Rows of the nodes whose intervals are here.
        low: Lower end of the interval of each of these nodes' scores, (nodes, schools); NaN where there is no score.
        high: Upper end.
        chances: Probability of each grade, lowest first, (grades, schools), by row; NaN where there is no grade.
        rules: Probability that each rule fires, by key.
        drawn: Schools for which draws were made; the others have exact answers throughout.
        without: Leaves that have a score and no known error, (leaves, schools).
        told: Whether anything below each node has a known error, (nodes, schools).
    """

    rows: list[int]
    low: Floats
    high: Floats
    chances: dict[int, Floats]
    rules: dict[str, Floats]
    drawn: Bools
    without: Bools
    told: Bools

    def one(self, at: int) -> SureOne:
        """How sure the results of one of the schools are."""
        low, high = self.low[:, at].tolist(), self.high[:, at].tolist()
        return SureOne(
            dict(zip(self.rows, zip(low, high, strict=True), strict=True)),
            {row: chances[:, at].tolist() for row, chances in self.chances.items()},
            {key: float(chance[at]) for key, chance in self.rules.items()},
            bool(self.drawn[at]),
            self.without[:, at].tolist(),
        )


class Estimator:
    """Says how sure the results of one plan are. What is the same for every school is looked up once.

    Attributes:
        errors: What the plan's descriptions say of errors.
    """

    def __init__(self, plan: Plan, indicators: Mapping[str, Indicator]) -> None:
        self.errors = PlanErrors(plan, indicators)

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.errors.plan

    @cached_property
    def exact(self) -> ExactPath:
        """The plan's exact answers."""
        return ExactPath(self.errors)

    @cached_property
    def alone(self) -> SureAlone | None:
        """What answers for one school by itself; None where only a block can."""
        return None if self.plan.alone is None else SureAlone(self.plan.alone, self.exact)

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """Keys of the plan's rules."""
        return tuple(
            rule.key for node in self.plan.nodes for rule in (*node.score_rules, *node.grade_rules, *node.last_rules)
        )

    def scored(self, table: Table, rows: Places, settings: Uncertainty, base: Block | None = None) -> Schools:
        """Score some schools once, and look up their errors."""
        if base is None:
            base = Block(self.plan, table, rows.size, Trace())
            base.load(rows, rows.size)
            base.unrounded = {}
            run(base)
        return Schools(
            rows, keys((table.ids[row] for row in rows.tolist()), settings.seed), base, self.errors.known(base)
        )

    def sure(
        self,
        table: Table,
        table_rows: Places,
        settings: Uncertainty,
        *,
        leaves: bool = False,
        base: Block | None = None,
    ) -> Sure:
        """How sure the results of some schools are.

        Args:
            table: The table.
            table_rows: Rows of schools that take this plan.
            settings: Confidence, draws, seed.
            leaves: Whether the scores of leaves are wanted too; their grades always are.
            base: The schools scored before, with trace and unrounded scores, where they were.
        """
        schools = self.scored(table, table_rows, settings, base)
        rows = [node.row for node in self.plan.nodes if leaves or node.family is not None]
        graded = [(node.row, node.bands) for node in self.plan.nodes if node.bands is not None]
        size = table_rows.size
        found = Sure(
            rows,
            np.full((len(rows), size), np.nan),
            np.full((len(rows), size), np.nan),
            {row: np.full((len(bands.grades), size), np.nan) for row, bands in graded},
            {key: np.zeros(size) for key in self.rules},
            np.zeros(size, np.bool_),
            schools.known.without,
            self._told(schools),
        )
        exact = self.exact.of(schools.base, schools.known, settings.correlation) if settings.exact else None
        open_ = self._to_draw(schools, exact, [*rows, *found.chances])
        found.drawn = np.logical_or.reduce(open_)
        if exact is not None:
            self._answer(found, schools, exact, settings)
        self._draw(found, schools, table, settings, open_)
        self._settle(found, schools.base)
        return found

    def _told(self, schools: Schools) -> Bools:
        told = np.zeros((len(self.plan.nodes), schools.rows.size), np.bool_)
        leaves = [leaf.row for leaf in self.errors.leaves]
        told[leaves] = ~np.isnan(schools.base.scores[leaves]) & ~schools.known.without
        for node in reversed(self.plan.nodes):
            if node.family is not None:
                told[node.row] = told[node.family.rows].any(axis=0)
        return told

    # --- exact ---

    def _to_draw(self, schools: Schools, exact: Exact | None, rows: list[int]) -> Bools:
        """Where a node has no exact answer, (nodes, schools)."""
        if exact is None:
            return np.ones((len(rows), schools.rows.size), np.bool_)
        closed = exact.linear[rows]
        for at, row in enumerate(rows):
            if row in self.moving_cuts:
                closed[at] &= exact.deviation[row] == 0
        return ~closed

    def _answer(self, found: Sure, schools: Schools, exact: Exact, settings: Uncertainty) -> None:
        reach = settings.critical * exact.deviation[found.rows]
        found.low[:] = exact.mean[found.rows] - reach
        found.high[:] = exact.mean[found.rows] + reach
        for row, chances in zip(self.exact.graded, self.exact.grade_chances(exact, schools.base), strict=True):
            found.chances[row][:] = chances[: len(found.chances[row])]
        for row in self.moving_cuts:
            count = len(found.chances[row])
            found.chances[row][:] = np.arange(count)[:, None] == schools.base.grades[self.plan.nodes[row].grade_row]
        for key, fired in schools.base.fired.items():
            found.rules[key][:] = fired

    @cached_property
    def moving_cuts(self) -> tuple[int, ...]:
        """Rows of the nodes whose cut scores come from columns."""
        return tuple(node.row for node in self.plan.nodes if node.bands is not None and node.bands.moves)

    # --- draws ---

    def _draw(self, found: Sure, schools: Schools, table: Table, settings: Uncertainty, open_: Bools) -> None:
        places = np.flatnonzero(found.drawn)
        if not places.size:
            return
        draws = Draws(self.errors, table, settings, settings.draws, places.size)
        chosen = schools if places.size == schools.rows.size else self.scored(table, schools.rows[places], settings)
        for part in runs(places.size, draws.together):
            block = draws.score(chosen, part)
            self._count(found, block, places[part], settings, open_[:, places[part]])

    def _count(self, found: Sure, block: Block, places: Places, settings: Uncertainty, open_: Bools) -> None:
        wanted = np.flatnonzero(open_[: len(found.rows)].any(axis=1))
        low, high = limits(drawn_scores(block, [found.rows[at] for at in wanted], settings.draws), settings.confidence)
        there = np.ix_(wanted, places)
        found.low[there] = np.where(open_[wanted], low, found.low[there])
        found.high[there] = np.where(open_[wanted], high, found.high[there])
        for at, (row, chances) in enumerate(found.chances.items(), len(found.rows)):
            if open_[at].any():
                grades = block.grades[self.plan.nodes[row].grade_row].reshape(-1, settings.draws)
                chances[:, places] = np.where(open_[at], shares_of(grades, len(chances)), chances[:, places])
        for key, chance in found.rules.items():
            fired = block.fired.get(key)
            chance[places] = 0.0 if fired is None else fired.reshape(-1, settings.draws).mean(axis=1)

    # --- what is told ---

    def _settle(self, found: Sure, base: Block) -> None:
        """Tell nothing of a score that is not there, and widen an interval to hold the score itself."""
        scores = base.scores[found.rows]
        absent, exact = np.isnan(scores), ~found.told[found.rows]
        for ends, wider in ((found.low, np.fmin), (found.high, np.fmax)):
            wider(ends, scores, out=ends)
            ends[exact] = scores[exact]
            ends[absent] = np.nan
        for row, chances in found.chances.items():
            chances[:, base.grades[self.plan.nodes[row].grade_row] < 0] = np.nan
