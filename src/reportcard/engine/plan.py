"""A compiled framework: the score tree as rows of a matrix and steps that fill them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from reportcard.engine.table import Bools, Floats
from reportcard.framework.document import Framework, GradeScaleBody, Node, Rule
from reportcard.metrics.contract import Column, Metric, Parameters

if TYPE_CHECKING:
    from reportcard.engine.alone import Alone

#: A number of the document at run time: a constant, or one number per school of the block.
Quantity = Callable[["Any"], Floats | float]
Places = npt.NDArray[np.intp]
#: Rows of a matrix; a slice where they follow one another, which reads and writes in place.
At = slice | Places
Mask = Callable[["Any"], Bools]


def together(rows: Sequence[int]) -> At:
    """Rows as a slice where they follow one another."""
    follow = list(rows) == list(range(rows[0], rows[0] + len(rows)))
    return slice(rows[0], rows[0] + len(rows)) if follow else np.array(rows, np.intp)


class InputKey(NamedTuple):
    """One row of the input matrix: a part of an indicator (``""`` is its value)."""

    indicator: str
    part: str = ""


@dataclass(slots=True)
class MetricCall:
    """A metric with its inputs bound to indicators.

    Attributes:
        metric: The metric.
        inputs: Indicators by role: one, or several for a role that takes a list.
        parameters: Its parameters.
        rounding: Numerator and denominator of the multiple that the value is rounded to.
        strict: Whether a failure of the metric is raised, instead of giving no value.
        indicators: Every indicator that it reads, once, in the order of the roles.
        of_nothing: What it makes of one school of which nothing that it reads was collected; None until it was asked.
    """

    metric: Metric
    inputs: dict[str, tuple[str, ...]]
    parameters: Parameters
    rounding: tuple[int, int] | None
    strict: bool = False
    indicators: tuple[str, ...] = field(init=False)
    of_nothing: Column | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.indicators = tuple(dict.fromkeys(name for names in self.inputs.values() for name in names))


@dataclass(slots=True)
class CompiledRule:
    """A rule with its condition compiled, and its place in the trace."""

    key: str
    rule: Rule
    mask: Mask
    amount: Quantity | None = None
    grade: int | None = None


@dataclass(slots=True)
class GradeBands:
    """The bands of a node: ids best last, cut scores ascending, shared by every school unless a column sets them."""

    scale: GradeScaleBody
    grades: tuple[str, ...]
    cuts: tuple[Quantity, ...]
    upper: bool

    @property
    def moves(self) -> bool:
        """Whether a column sets a cut score."""
        return any(band.start is not None and band.start.from_indicator is not None for band in self.scale.bands)


@dataclass(slots=True)
class Family:
    """How a node's children are combined. Places count the combined children, 0 to k − 1, in the order of their ids.

    Attributes:
        rows: Rows of the children in the score matrix.
        combine: ``combine(scores (k, b), weights, absent) -> scores (b,)``.
        weights: Weight of each child.
        fixed: The weights as an array (k, 1), where none comes from a column.
        shares: Share of each child in the node's coverage, shape (k, 1), sum 1; a bonus has none.
        moves: Children whose weight moves when they are absent: place, then the places and shares it moves to.
        treated: Children that get a stand-in score when they are absent.
        required: Children without which the node has no score.
        counted: Whether each child is more than a bonus.
        needs_weight: Share of the weight that must be present.
        needs_children: Number of children that must be present.
        plain: Whether it is a weighted mean of fixed weights with nothing special about any child.
        cover_row: Row of the node in the coverage matrix.
        additive: How a child's contribution follows from its score: ``mean``, ``sum``, ``chosen`` or ``none``.
    """

    rows: slice
    combine: Callable[[Floats, Floats, Bools], Floats]
    weights: tuple[Quantity, ...]
    fixed: Floats | None
    shares: Floats
    moves: tuple[tuple[int, tuple[tuple[int, float], ...]], ...] = ()
    treated: tuple[tuple[int, float], ...] = ()
    required: tuple[int, ...] = ()
    needs_weight: float | None = None
    needs_children: int | None = None
    plain: bool = False
    additive: str = "none"
    cover_row: int = -1


@dataclass(slots=True)
class CompiledNode:
    """One node, ready to be computed: where its score stands, what it needs, and what happens afterwards.

    Attributes:
        node: The node of the document.
        row: Its row in the score matrix.
        parent: Row of its parent; −1 for the root.
        indicator: The indicator of a leaf that is simply one indicator.
        call: The metric, for any other leaf.
        scale: ``scale(block, column) -> scores`` of a leaf that is not in the straight-line group.
        family: How the children of an inner node are combined.
        bands: Grades, where it has them.
        score_rules: Rules on the score, in order.
        grade_rules: Rules on the grade, in order.
        last_rules: Rules that withhold or note, in order.
        rounding: Numerator and denominator of the multiple that the score is rounded to.
        grade_row: Row in the grade matrix; −1 for no grade.
        cover_row: Row in the coverage matrix; −1 for a leaf.
    """

    node: Node
    row: int
    parent: int = -1
    indicator: str | None = None
    call: MetricCall | None = None
    scale: Callable[[Any, Column], Floats] | None = None
    family: Family | None = None
    bands: GradeBands | None = None
    score_rules: tuple[CompiledRule, ...] = ()
    grade_rules: tuple[CompiledRule, ...] = ()
    last_rules: tuple[CompiledRule, ...] = ()
    rounding: tuple[int, int] | None = None
    grade_row: int = -1
    cover_row: int = -1

    @property
    def indicators(self) -> tuple[str, ...]:
        """Ids of the indicators that a leaf reads; none for an inner node."""
        if self.call is not None:
            return self.call.indicators
        return () if self.indicator is None else (self.indicator,)

    @property
    def is_finished(self) -> bool:
        """Whether anything follows its score: rules, limits, rounding, grades."""
        return bool(self.rounding or self.node.clip or self.bands or self.has_rules)

    @property
    def has_rules(self) -> bool:
        """Whether any rule acts on the node."""
        return bool(self.node.rules)


@dataclass(slots=True)
class Means:
    """Weighted means with fixed weights, laid out side by side: k children at most, m nodes.

    Attributes:
        families: How each node's children are combined.
        children: Rows of the children, (k, m); short families are filled up with the last row of statuses.
        weights: Weights of ``children``, (k, m, 1); 0 for what fills up.
        totals: Sum of the weights of each node, (m, 1).
        least: Share of the weight that each node needs, binary noise taken off, (m, 1).
        table: Weight present for every set of absent children, (m, 2^k); None where k is above 8.
        cover_rows: Rows of the nodes in the coverage matrix.
        inner: The nodes with children that are inner nodes themselves: place among the m, and for each child its row
            in the coverage matrix, −1 for a leaf.
    """

    families: tuple[Family, ...]
    children: Places
    weights: Floats
    totals: Floats
    least: Floats
    cover_rows: At
    inner: tuple[tuple[int, tuple[int, ...]], ...]
    table: Floats | None = None


@dataclass(slots=True)
class Step:
    """Nodes that are computed together, then rounded and graded together.

    Many nodes stand in one step only where each is a weighted mean with fixed weights and has no rules; any other node
    has a step of its own.

    Attributes:
        nodes: The nodes.
        rows: Their rows in the score matrix.
        means: How they are computed, where they are weighted means.
        rounding: Numerator and denominator of the multiple that scores are rounded to.
        clip: Limits of the scores.
        grade_rows: Their rows in the grade matrix; None for no grades.
        cuts: Cut scores, ascending, (c, m, 1); None where a column sets them.
        upper: Whether a score must be above a cut, not at it.
        finishes: Whether anything is left to do once the scores are there: rules, limits, rounding, grades.
    """

    nodes: tuple[CompiledNode, ...]
    rows: At
    means: Means | None = None
    rounding: tuple[int, int] | None = None
    clip: tuple[float, float] | None = None
    grade_rows: At | None = None
    cuts: Floats | None = None
    upper: bool = False
    finishes: bool = True


@dataclass(slots=True)
class Affine:
    """The leaves whose score is a clipped straight line of one indicator: evaluated together.

    ``inputs`` and ``rows`` are rows of the input and the score matrix; the rest has shape (k, 1),
    None where it is 0 for every leaf.
    """

    inputs: At
    rows: At
    start: Floats | None
    factor: Floats
    base: Floats | None
    low: Floats
    high: Floats


@dataclass(slots=True)
class Plan:
    """A framework compiled for one variant.

    Attributes:
        document: The document it was compiled from, the variant's changes made.
        variant: Id of the variant; "" for the document itself.
        nodes: Every node by row of the score matrix; siblings stand together, in the order of their ids.
        steps: What is computed, in order, after the straight lines.
        inputs: Rows of the input matrix; the values come first, then the parts.
        values: How many of ``inputs`` are values.
        affine: The straight-line leaves.
        rows: Row of each node by id.
        graded: Rows of the nodes with grades, by row of the grade matrix.
        inner: Rows of the inner nodes, by row of the coverage matrix.
        place: Row of the input matrix by key.
        compares: Ids of the leaves whose scale needs a reference.
        widest: Most children times nodes of any step.
        applies: For which schools the variant's condition is true; None where it was not compiled with the plan.
        alone: What scores one school by itself; None where only a block can.
    """

    document: Framework
    variant: str
    nodes: tuple[CompiledNode, ...]
    steps: tuple[Step, ...]
    inputs: tuple[InputKey, ...]
    values: int
    affine: Affine | None
    rows: dict[str, int]
    graded: tuple[int, ...]
    inner: tuple[int, ...]
    place: dict[InputKey, int]
    compares: tuple[str, ...] = ()
    widest: int = 0
    applies: Mask | None = None
    alone: Alone | None = None
