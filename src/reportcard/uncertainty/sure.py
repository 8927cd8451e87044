"""How sure the scores, grades and rules of schools are: the exact answer where there is one, draws elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from reportcard.engine.block import Block, Trace
from reportcard.engine.plan import CompiledNode, Plan
from reportcard.engine.run import run
from reportcard.engine.table import Bools, Floats, Table
from reportcard.indicators.indicator import Indicator
from reportcard.uncertainty.exact import Exact, ExactPath, grade_chances, has_fixed_cuts
from reportcard.uncertainty.known import PlanErrors
from reportcard.uncertainty.settings import Uncertainty
from reportcard.uncertainty.simulate import Draws, Schools, drawn_scores, limits, runs, shares_of
from reportcard.uncertainty.streams import keys

Places = npt.NDArray[np.intp]


@dataclass(slots=True)
class Sure:
    """How sure the results of some schools of one plan are. Arrays have a place per school.

    Attributes:
        low: Lower end of the interval of each node's score, by row; NaN where the node has no score.
        high: Upper end.
        chances: Probability of each grade, lowest first, (grades, schools), by row; NaN where there is no grade.
        rules: Probability that each rule fires, by key.
        drawn: Schools for which draws were made; the others have exact answers throughout.
        without: Leaves that have a score and no known error, (leaves, schools).
    """

    low: dict[int, Floats]
    high: dict[int, Floats]
    chances: dict[int, Floats]
    rules: dict[str, Floats]
    drawn: Bools
    without: Bools


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
    def rules(self) -> tuple[str, ...]:
        """Keys of the plan's rules."""
        return tuple(
            rule.key
            for node in self.plan.nodes
            for rule in (*node.score_rules, *node.grade_rules, *node.last_rules)
        )

    def scored(self, table: Table, rows: Places, settings: Uncertainty, base: Block | None = None) -> Schools:
        """Score some schools once, and look up their errors."""
        if base is None:
            base = Block(self.plan, table, rows.size, Trace())
            base.load(rows, rows.size)
            base.unrounded = {}
            run(base)
        return Schools(rows, keys((table.ids[row] for row in rows.tolist()), settings.seed), base, self.errors.known(base))

    def sure(
        self, table: Table, rows: Places, settings: Uncertainty, *, leaves: bool = False, base: Block | None = None
    ) -> Sure:
        """How sure the results of some schools are.

        Args:
            table: The table.
            rows: Rows of schools that take this plan.
            settings: Confidence, draws, seed.
            leaves: Whether the scores of leaves are wanted too; their grades always are.
            base: The schools scored before, with trace and unrounded scores, where they were.
        """
        schools = self.scored(table, rows, settings, base)
        wanted = [node for node in self.plan.nodes if leaves or node.family is not None]
        graded = [node for node in self.plan.nodes if node.bands is not None]
        size = rows.size
        found = Sure(
            {node.row: np.full(size, np.nan) for node in wanted},
            {node.row: np.full(size, np.nan) for node in wanted},
            {node.row: np.full((len(node.bands.grades), size), np.nan) for node in graded if node.bands},
            {key: np.zeros(size) for key in self.rules},
            np.zeros(size, np.bool_),
            schools.known.without,
        )
        exact = self.exact.of(schools.base, schools.known, settings.correlation) if settings.exact else None
        found.drawn = self._to_draw(schools, exact, [*wanted, *graded])
        if exact is not None:
            self._answer(found, schools, exact, settings)
        self._draw(found, schools, table, settings, exact)
        self._settle(found, schools.base)
        return found

    # --- exact ---

    def _to_draw(self, schools: Schools, exact: Exact | None, nodes: list[CompiledNode]) -> Bools:
        """Schools with a node that has no exact answer."""
        if exact is None:
            return np.ones(schools.rows.size, np.bool_)
        open_ = np.zeros(schools.rows.size, np.bool_)
        for node in nodes:
            closed = exact.linear[node.row]
            if node.bands is not None and not has_fixed_cuts(node.bands):
                closed = closed & (exact.deviation[node.row] == 0)
            open_ |= ~closed
        return open_

    def _answer(self, found: Sure, schools: Schools, exact: Exact, settings: Uncertainty) -> None:
        for row in found.low:
            reach = settings.critical * exact.deviation[row]
            found.low[row] = exact.mean[row] - reach
            found.high[row] = exact.mean[row] + reach
        for row in found.chances:
            node = self.plan.nodes[row]
            if node.bands is not None and has_fixed_cuts(node.bands):
                grade = schools.base.grades[node.grade_row]
                found.chances[row] = grade_chances(
                    exact.mean[row], exact.deviation[row], node.bands, node.rounding, grade
                )
        for key in found.rules:
            fired = schools.base.fired.get(key)
            if fired is not None:
                found.rules[key] = fired.astype(np.float64)

    # --- draws ---

    def _draw(
        self, found: Sure, schools: Schools, table: Table, settings: Uncertainty, exact: Exact | None
    ) -> None:
        places = np.flatnonzero(found.drawn)
        if not places.size:
            return
        draws = Draws(self.errors, table, settings, settings.draws)
        chosen = schools if places.size == schools.rows.size else _chosen(schools, places, self.errors)
        for part in runs(places.size, draws.together):
            block = draws.score(chosen, part)
            self._count(found, block, places[part], settings, exact)

    def _count(self, found: Sure, block: Block, places: Places, settings: Uncertainty, exact: Exact | None) -> None:
        for row, low in found.low.items():
            here = places if exact is None else places[~exact.linear[row, places]]
            if here.size:
                scores = drawn_scores(block, row, settings.draws)
                if here.size < places.size:
                    scores = scores[np.isin(places, here)]
                low[here], found.high[row][here] = limits(scores, settings.confidence)
        for row, chances in found.chances.items():
            node = self.plan.nodes[row]
            fixed = node.bands is not None and has_fixed_cuts(node.bands)
            here = places if exact is None or not fixed else places[~exact.linear[row, places]]
            if here.size:
                counted = shares_of(block.grades[node.grade_row].reshape(-1, settings.draws), len(chances))
                chances[:, here] = counted[:, np.isin(places, here)]
        for key, chance in found.rules.items():
            fired = block.fired.get(key)
            chance[places] = 0.0 if fired is None else fired.reshape(-1, settings.draws).mean(axis=1)

    # --- what is told ---

    def _settle(self, found: Sure, base: Block) -> None:
        """Tell nothing of a score that is not there, and widen an interval to hold the score itself."""
        for row in found.low:
            score = base.scores[row]
            absent = np.isnan(score)
            low, high = np.fmin(found.low[row], score), np.fmax(found.high[row], score)
            found.low[row], found.high[row] = np.where(absent, np.nan, low), np.where(absent, np.nan, high)
        for row, chances in found.chances.items():
            chances[:, base.grades[self.plan.nodes[row].grade_row] < 0] = np.nan


def _chosen(schools: Schools, places: Places, errors: PlanErrors) -> Schools:
    """Some of the schools. Errors are looked up anew: they are few and cheap beside the draws."""
    base = Block(errors.plan, schools.base.table, places.size, Trace())
    base.load(schools.rows[places], places.size)
    run(base)
    return Schools(schools.rows[places], schools.keys[places], base, errors.known(base))
