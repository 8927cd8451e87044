"""Trees of weighted means as one matrix product: the weight that each leaf has in the overall score, draw by draw.

Only where nothing happens between a leaf and the overall score but weighted means: no rounding, no rule that changes
anything, no other combination. Which leaves a school lacks decides how the weights of the others grow, so that schools
that lack the same leaves are taken together. The overall score's own limits, rounding and cut scores follow exactly:
each cut is turned into the smallest score before rounding that reaches it.

A matrix product does not add in the engine's order, so that the last bit of a score may differ. No grade differs for
that: cuts and ties are met within 1e-9 (``kernels.NOISE``), and the test compares every grade with the engine's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from reportcard.engine import kernels

if TYPE_CHECKING:
    from reportcard.engine.plan import CompiledNode, Plan, Step
    from reportcard.engine.table import Bools, Floats

Places = npt.NDArray[np.intp]
Grades = npt.NDArray[np.int8]
#: Schools whose scores are graded together: with a thousand draws they stay in the cache.
WIDTH = 256
#: Patterns of categories whose weights are kept for the next school that has them.
_KEPT = 256
#: Beyond this no score lies, and between them every cut is searched.
_FAR = 1e15


class _Pattern(NamedTuple):
    """Schools that lack the same leaves: from where to where they stand, and which leaves they have."""

    start: int
    stop: int
    present: Bools


def collapses(plan: Plan) -> bool:
    """Whether a plan is such a tree."""
    root = plan.nodes[0]
    if root.bands is None or _root_step(plan).cuts is None:
        return False
    if any(rule.effect != "note" for node in plan.nodes for rule in node.node.rules):
        return False
    return all(_is_plain(node) for node in _inner(plan, root))


def _inner(plan: Plan, node: CompiledNode) -> Iterator[CompiledNode]:
    if node.family is not None:
        yield node
        for child in plan.nodes[node.family.rows]:
            yield from _inner(plan, child)


def _is_plain(node: CompiledNode) -> bool:
    untouched = node.row == 0 or (node.rounding is None and node.node.clip is None)
    return node.family is not None and node.family.plain and untouched


def _root_step(plan: Plan) -> Step:
    return next(step for step in plan.steps if step.nodes[0].row == 0)


class Collapsed:
    """Schools of one plan, sorted by the leaves that they lack.

    Args:
        plan: A plan that collapses.
        scores: Scores of every node, of which those of the leaves are read, (nodes, schools).
    """

    def __init__(self, plan: Plan, scores: Callable[[list[int]], Floats]) -> None:
        self.plan = plan
        self.leaves = _leaves(plan, plan.nodes[0])
        values = scores(self.leaves)
        present = ~np.isnan(values)
        self.order, self._patterns = _sorted(present)
        self._values = np.ascontiguousarray(np.where(present, values, 0.0)[:, self.order])
        self._step = _root_step(plan)

    def grades(self, factors: Floats, shift: Floats, keep: Floats | None = None) -> Iterator[tuple[Places, Grades]]:
        """Grade every school in every draw.

        Args:
            factors: Factor on the weight of each node, (draws, nodes).
            shift: What is added to the cut scores, (draws,).
            keep: Where to put the scores before rounding, (draws, schools), if they are wanted.

        Yields:
            Places of some schools, and their grades (draws, schools); −1 for none. The grades' memory is used again.
        """
        draws = len(factors)
        cuts = self._raw_cuts(shift)
        raw, grades = np.empty((draws, WIDTH)), np.empty((draws, WIDTH), np.int8)
        column = start = 0
        weights = _Weights(self.plan, factors)
        for pattern in self._patterns:
            leaf_weights, alive = weights.of(pattern.present)
            position = pattern.start
            while position < pattern.stop:
                count = min(pattern.stop - position, WIDTH - column)
                into = raw[:, column : column + count]
                np.matmul(leaf_weights.T, self._values[:, position : position + count], out=into)
                if not alive.all():
                    into[~alive] = np.nan
                position += count
                column += count
                if column == WIDTH:
                    yield self._graded(raw, grades, cuts, start, keep)
                    column, start = 0, position
        if column:
            yield self._graded(raw[:, :column], grades[:, :column], cuts, start, keep)

    def _graded(
        self, raw: Floats, grades: Grades, cuts: Floats, start: int, keep: Floats | None
    ) -> tuple[Places, Grades]:
        places = self.order[start : start + raw.shape[1]]
        grades[:] = 0
        for cut in cuts:
            grades += (raw >= cut[:, None]).view(np.int8)
        # One look at a row tells: what is absent is absent for every school of a pattern, and seldom.
        grades -= np.isnan(raw).view(np.int8) if np.isnan(raw.sum()) else np.int8(0)
        if keep is not None:
            keep[:, places] = raw
        return places, grades

    def shown(self, raw: Floats) -> Floats:
        """Overall scores as the framework shows them: limited and rounded. ``raw`` is changed."""
        return _shown(self._step, raw)

    def _raw_cuts(self, shift: Floats) -> Floats:
        """The smallest scores before limits and rounding that reach each cut, (cuts, draws) or (cuts, 1)."""
        assert self._step.cuts is not None  # noqa: S101  such a plan has fixed cuts
        own = self._step.cuts[:, 0]
        cuts = own + (shift if (shift != shift[0]).any() else shift[:1])
        return smallest(lambda x: kernels.reaches(_shown(self._step, x), cuts, upper=self._step.upper), cuts.shape)


def _shown(step: Step, raw: Floats) -> Floats:
    if step.clip is not None:
        raw = np.clip(raw, *step.clip)
    return raw if step.rounding is None else kernels.round_half_up(raw, *step.rounding)


def smallest(reaches: Callable[[Floats], Bools], shape: tuple[int, ...]) -> Floats:
    """The smallest floating-point number for which a rising condition holds; infinite where it holds for none."""
    low, high = _ordered(np.full(shape, -_FAR)), _ordered(np.full(shape, _FAR))
    never = ~reaches(np.full(shape, _FAR))
    while (high > low + 1).any():
        # Half of each, for the difference of the two is more than a whole number of 64 bits holds.
        middle = (low >> 1) + (high >> 1) + (low & high & 1)
        met = reaches(_number(middle))
        high = np.where(met, middle, high)
        low = np.where(met, low, middle)
    return np.where(never, np.inf, _number(high))


_LOWEST = np.iinfo(np.int64).min


def _ordered(x: Floats) -> npt.NDArray[np.int64]:
    """Whole numbers in the order of floating-point numbers: neighbours differ by 1."""
    bits = x.view(np.int64)
    return np.where(bits >= 0, bits, _LOWEST - bits)


def _number(ordered: npt.NDArray[np.int64]) -> Floats:
    return np.where(ordered >= 0, ordered, _LOWEST - ordered).view(np.float64)


def _leaves(plan: Plan, node: CompiledNode) -> list[int]:
    """Rows of the leaves below a node, in the order of the tree."""
    if node.family is None:
        return [node.row]
    return [row for child in plan.nodes[node.family.rows] for row in _leaves(plan, child)]


def _sorted(present: Bools) -> tuple[Places, list[_Pattern]]:
    """Schools sorted by the leaves that they have, and where each pattern stands."""
    packed = np.ascontiguousarray(np.packbits(present, axis=0).T)
    codes = packed.view(np.dtype((np.void, packed.shape[1])))[:, 0]
    _, first, which, counts = np.unique(codes, return_index=True, return_inverse=True, return_counts=True)
    stops = np.cumsum(counts)
    patterns = [
        _Pattern(int(stop - count), int(stop), present[:, at])
        for stop, count, at in zip(stops, counts, first, strict=True)
    ]
    return np.argsort(which, kind="stable"), patterns


class _Weights:
    """Weights of leaves in the overall score, for every draw, by which leaves are present."""

    def __init__(self, plan: Plan, factors: Floats) -> None:
        self._plan = plan
        self._leaves: dict[int, int] = {}
        self._own: dict[int, tuple[Floats, Floats]] = {}
        self._known: dict[tuple[int, bytes], tuple[Floats, Bools]] = {}
        for node in _inner(plan, plan.nodes[0]):
            assert node.family is not None  # noqa: S101  an inner node has one
            assert node.family.fixed is not None  # noqa: S101  a plain mean has fixed weights
            weights = node.family.fixed * factors[:, node.family.rows].T
            self._own[node.row] = weights, weights.sum(axis=0)
            for child in plan.nodes[node.family.rows]:
                self._leaves[child.row] = len(_leaves(plan, child))

    def of(self, present: Bools) -> tuple[Floats, Bools]:
        """Weights of the leaves, (leaves, draws), and in which draws there is a score, (draws,)."""
        return self._of(self._plan.nodes[0], present)

    def _of(self, node: CompiledNode, present: Bools) -> tuple[Floats, Bools]:
        if node.row == 0:
            return self._new(node, present)
        key = node.row, present.tobytes()
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            found = self._known[key] = self._new(node, present)
        return found

    def _new(self, node: CompiledNode, present: Bools) -> tuple[Floats, Bools]:
        assert node.family is not None  # noqa: S101  only inner nodes come here
        weights, whole = self._own[node.row]
        below: list[Floats | None] = []
        alive = np.empty(weights.shape, np.bool_)
        start = 0
        for place, child in enumerate(self._plan.nodes[node.family.rows]):
            stop = start + self._leaves[child.row]
            if child.family is None:
                below.append(None)
                alive[place] = present[start]
            else:
                found, alive[place] = self._of(child, present[start:stop])
                below.append(found)
            start = stop
        there = weights * alive
        total = there.sum(axis=0)
        least = (node.family.needs_weight or 0.0) - kernels.NOISE
        with np.errstate(divide="ignore", invalid="ignore"):
            lives = (total > 0) & (total / whole >= least)
            there /= total
        np.copyto(there, 0.0, where=~lives)
        return _stacked(there, below), lives


def _stacked(weights: Floats, below: list[Floats | None]) -> Floats:
    """Weights of all leaves below: a child's weight times the weights of its own leaves."""
    if all(part is None for part in below):
        return weights
    rows = [1 if part is None else len(part) for part in below]
    out = np.empty((sum(rows), weights.shape[1]))
    start = 0
    for own, part, count in zip(weights, below, rows, strict=True):
        np.multiply(own, 1.0 if part is None else part, out=out[start : start + count])
        start += count
    return out
