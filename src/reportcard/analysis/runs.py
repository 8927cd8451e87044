"""Runs a framework many times over one table: each run with its own choices, weights and cut scores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from reportcard.analysis.altered import families
from reportcard.analysis.collapsed import Collapsed, collapses
from reportcard.analysis.tally import Nominal, Tally
from reportcard.engine.block import Block
from reportcard.engine.compile import compile_plan
from reportcard.engine.population import BLOCK, fit_leaves, tasks_of
from reportcard.engine.reference import Reference
from reportcard.engine.rerun import Rerun, sum_maxima
from reportcard.engine.run import run

if TYPE_CHECKING:
    from reportcard.analysis.bound import Bound
    from reportcard.engine.plan import Plan
    from reportcard.engine.population import Plans
    from reportcard.engine.table import Floats, Table
    from reportcard.framework.document import Framework as Document
    from reportcard.prepared import Framework

Places = npt.NDArray[np.intp]
#: Scores that are held at once: draws times schools.
_HELD = 2**22
#: Compiled combinations of choices that are kept for the next draws that make them.
_KEPT = 512


class Runs:
    """A framework, a table, and the knobs that are turned.

    Args:
        framework: The framework.
        table: The schools.
        reference: What norm-referenced scales compare with.
        knobs: The knobs.
        nominal: What the framework gives as it stands.
        ranks: Whether schools are ranked.
    """

    def __init__(
        self,
        framework: Framework,
        table: Table,
        reference: Reference | None,
        knobs: Sequence[Bound],
        nominal: Nominal,
        *,
        ranks: bool,
    ) -> None:
        self.framework = framework
        self.table = table
        self.reference = reference
        self.knobs = knobs
        self.nominal = nominal
        self.ranks = ranks
        self._taken = frozenset(np.unique(nominal.taken).tolist())
        self._known: dict[tuple[int, ...], tuple[Plan, ...]] = {}

    def __call__(
        self, settings: Sequence[Floats], tally: Tally, progress: Callable[[int], None] | None = None
    ) -> Tally:
        """Run all draws and count what comes out.

        Args:
            settings: What each knob is set to, (draws, its width).
            tally: Where the results are counted.
            progress: Called with the number of scorings (draws times schools) that were finished.
        """
        draws = len(settings[0])
        listed = [at for at, knob in enumerate(self.knobs) if knob.choices]
        chosen = np.zeros((draws, len(self.knobs)), np.int64)
        for at in listed:
            chosen[:, at] = settings[at][:, 0].astype(np.int64)
        combinations, which = np.unique(chosen, axis=0, return_inverse=True)
        for place, combination in enumerate(combinations):
            here = np.flatnonzero(which.reshape(-1) == place)
            self._combination(combination.tolist(), [setting[here] for setting in settings], here, tally, progress)
        return tally

    def _combination(
        self,
        chosen: list[int],
        settings: Sequence[Floats],
        draws: Places,
        tally: Tally,
        progress: Callable[[int], None] | None,
    ) -> None:
        """Run the draws that make the same choices: one compiled framework."""
        for at, plan in enumerate(self._plans(tuple(chosen))):
            schools = np.flatnonzero(self.nominal.taken == at)
            if schools.size == 0:
                continue
            factors, shift = self._factors(plan, settings, draws.size)
            if (factors == factors[0]).all() and (shift == shift[0]).all():
                factors, shift = factors[:1], shift[:1]
            part = _Part(plan, self.table, at, self.nominal, self._maxima(at))
            part.run(factors, shift, schools, draws, tally, progress, ranks=self.ranks)

    def _factors(self, plan: Plan, settings: Sequence[Floats], draws: int) -> tuple[Floats, Floats]:
        """Factor on the weight of each node, (draws, nodes), and shift of the cut scores, (draws,)."""
        factors, shift = np.ones((draws, len(plan.nodes))), np.zeros(draws)
        for knob, setting in zip(self.knobs, settings, strict=True):
            if knob.kind == "cuts":
                shift += setting[:, 0]
            elif knob.kind == "weights":
                for at, node in enumerate(knob.varied.nodes):
                    if node in plan.rows:
                        factors[:, plan.rows[node]] *= setting[:, at]
        return factors, shift

    def _maxima(self, at: int) -> dict[str, float]:
        """Maximum that each sum of a variant has as the framework stands."""
        document = self.framework.documents[at][2]
        known = ((node.id, sum_maxima(node)) for node, _ in families(document))
        return {name: float(points.sum()) for name, points in known if points is not None}

    def _plans(self, chosen: tuple[int, ...]) -> tuple[Plan, ...]:
        """The plans of every variant, the choices made; what a new scale compares with is fitted on the table."""
        found = self._known.get(chosen)
        if found is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            found = self._known[chosen] = self._compiled(chosen)
        return found

    def _compiled(self, chosen: tuple[int, ...]) -> tuple[Plan, ...]:
        plans = tuple(
            (condition, self._plan(at, chosen, self.reference) if at in self._taken else own)
            for at, (condition, own) in enumerate(self.framework.plans(self.reference))
        )
        reference = self._fitted(plans)
        if reference is not self.reference:
            return tuple(self._plan(at, chosen, reference) for at in range(len(plans)))
        return tuple(plan for _, plan in plans)

    def _plan(self, at: int, chosen: tuple[int, ...], reference: Reference | None) -> Plan:
        variant, _, document = self.framework.documents[at]
        changed = self._changed(document, chosen)
        return compile_plan(changed, self.framework.indicators, self.framework.registry, reference, variant)

    def _changed(self, document: Document, chosen: Sequence[int]) -> Document:
        for knob, choice in zip(self.knobs, chosen, strict=True):
            if knob.choices:
                document = knob.choices[choice].apply(document)
        return document

    def _fitted(self, plans: Plans) -> Reference | None:
        """The reference with what it lacks: the values of these schools."""
        known = {} if self.reference is None else self.reference.leaves
        if all(leaf in known for _, plan in plans for leaf in plan.compares):
            return self.reference
        leaves = {**fit_leaves(plans, self.table), **known}
        if self.reference is not None:
            return self.reference.model_copy(update={"leaves": leaves})
        return Reference(
            id="sensitivity",
            framework=self.framework.id,
            framework_hash=self.framework.hash,
            population="the schools of this run",
            schools=len(self.table),
            leaves=leaves,
        )


class _Part:
    """The schools of one variant under one compiled framework."""

    def __init__(self, plan: Plan, table: Table, at: int, nominal: Nominal, maxima: dict[str, float]) -> None:
        self.plan = plan
        self.table = table
        self.at = at
        self.taken = nominal.taken
        self.maxima = maxima
        rounding = plan.nodes[0].rounding
        self.step = None if rounding is None else rounding[0] / rounding[1]

    def run(
        self,
        factors: Floats,
        shift: Floats,
        schools: Places,
        draws: Places,
        tally: Tally,
        progress: Callable[[int], None] | None,
        *,
        ranks: bool,
    ) -> None:
        """Run draws; one row of factors stands for all draws where they are alike."""
        alike = len(factors) != draws.size
        chunk = max(1, _HELD // schools.size) if ranks else 1024
        go = self._collapsed(schools) if collapses(self.plan) and not alike else self._exact(schools)
        for start in range(0, len(factors), chunk):
            own = draws if alike else draws[start : start + chunk]
            go(factors[start : start + chunk], shift[start : start + chunk], own, tally, ranks=ranks)
            if progress is not None:
                progress(own.size * schools.size)

    def _collapsed(self, schools: Places) -> Callable[..., None]:
        whole = Collapsed(self.plan, lambda rows: self._leaf_scores(rows, schools.size))

        def go(factors: Floats, shift: Floats, draws: Places, tally: Tally, *, ranks: bool) -> None:
            raw = np.empty((len(factors), schools.size)) if ranks else None
            for places, grades in whole.grades(factors, shift, raw):
                tally.grades(schools[places], draws, grades)
            if raw is not None:
                tally.scores(schools, draws, whole.shown(raw), self.step)

        return go

    def _leaf_scores(self, rows: list[int], schools: int) -> Floats:
        out, start = np.empty((len(rows), schools)), 0
        block = Block(self.plan, self.table, min(len(self.table), BLOCK))
        for task in tasks_of(self.taken, self.at, BLOCK):
            block.load(task.rows, task.size)
            run(block)
            out[:, start : start + block.size] = block.scores[rows]
            start += block.size
        return out

    def _exact(self, schools: Places) -> Callable[..., None]:
        """Run the engine's own inner nodes, few schools for many draws at once: whatever the framework has."""
        again = Rerun(self.plan, self.maxima)
        row = self.plan.nodes[0].grade_row
        block = Block(self.plan, self.table, BLOCK)

        def go(factors: Floats, shift: Floats, draws: Places, tally: Tally, *, ranks: bool) -> None:
            alike = len(factors) != draws.size
            shown = np.empty((len(factors), schools.size)) if ranks else None
            for first in range(0, schools.size, BLOCK):
                own = schools[first : first + BLOCK]
                together = max(1, min(BLOCK // own.size, len(factors)))
                for start in range(0, len(factors), together):
                    here = slice(start, min(start + together, len(factors)))
                    count = here.stop - here.start
                    if start == 0 or count != together:
                        block.load(np.tile(own, count), own.size * count)
                        run(block)
                    again(block, _columns(factors[here].T, own.size), _columns(shift[None, here], own.size)[0])
                    which = draws if alike else draws[here]
                    tally.grades(own, which, block.grades[row].reshape(count, own.size))
                    if shown is not None:
                        shown[here, first : first + own.size] = block.scores[0].reshape(count, own.size)
            if shown is not None:
                tally.scores(schools, draws, shown, self.step)

        return go


def _columns(settings: Floats, schools: int) -> Floats:
    """Settings of some draws, (…, draws), for every school of each, (…, draws · schools); one draw stands for all."""
    return settings if settings.shape[-1] == 1 else np.repeat(settings, schools, axis=-1)
