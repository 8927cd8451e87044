"""Scores groups of schools, and says on each card what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from reportcard.engine.reference import Reference
from reportcard.groups.pooling import Needs, pool_schools
from reportcard.indicators.status import STATUSES
from reportcard.prepared import Framework, load_framework
from reportcard.results.card import ReportCard
from reportcard.results.cards import ReportCards
from reportcard.scoring import DEFAULT, FrameworkLike, score_read
from reportcard.sources.tables import is_frame


class GroupCards(ReportCards):
    """Report cards of groups. ``cards[name]`` is the card of a group; its notes say what was left out.

    Attributes:
        ungrouped: Ids of the schools that are in no group. They count in the total alone.
    """

    ungrouped: tuple[str, ...] = ()
    _notes: Sequence[tuple[str, ...]] = ()

    def _cards(self, rows: npt.NDArray[np.intp]) -> list[ReportCard]:
        made = zip(super()._cards(rows), rows.tolist(), strict=True)
        return [card.model_copy(update={"notes": (*card.notes, *self._notes[row])}) for card, row in made]


def group_cards(
    data: Any,
    by: str,
    framework: FrameworkLike = DEFAULT,
    *,
    total: str | None = None,
    reference: Reference | None = None,
    pupils: str = "number_on_roll",
    minimum_n: float = 6,
    minimum_coverage: float = 0.5,
) -> GroupCards:
    """Score groups of schools: each indicator is pooled over a group's schools, and the framework scores the group.

    A mean is weighted by the pupils behind each school's value (``<indicator>_n``, or ``pupils`` where the data has
    none). Whole numbers (pupils on roll) are summed; grades are neither. The standard error is that of the weighted
    mean of independent schools; limits are 1.96 times it.

    Give the values as they are, small ones too. A school whose value rests on fewer pupils than ``minimum_n`` counts in
    its group; the group has no result where subtracting the schools that are told would leave one school, or fewer
    pupils than ``minimum_n``; nor has the total, after subtracting the groups that are told. A school whose value was
    suppressed before is left out, and the card says so.

    **What is safe is the groups of one column and their total, beside the cards of the schools.** Groups of another
    column that overlap with them are not checked against them.

    Args:
        data: Schools: a frame or records.
        by: Column of the group.
        framework: What to score by, as in :func:`reportcard.score`.
        total: Name of a further group of all schools; none where not given.
        reference: What norm-referenced scales compare with.
        pupils: Indicator that weighs values whose own number of pupils the data does not have.
        minimum_n: Pupils that a published value rests on at least; an indicator's own minimum counts where it is
            higher.
        minimum_coverage: Share of the schools, to which a measure applies, that a group's value rests on at least.

    Raises:
        InputError: The data cannot be read, has no such column, or no school is in a group.
        ReferenceRequiredError: The framework compares with other schools, and no reference was given.
    """
    ready = _ready(framework)
    pooled = pool_schools(data, by, ready.intake, total, pupils, Needs(minimum_n, minimum_coverage))
    cards = GroupCards(pooled.table, *score_read(ready, pooled.table, reference), None, ())
    cards.ungrouped = pooled.ungrouped
    cards._notes = pooled.notes()
    return cards


def group_table(
    data: Any,
    by: str,
    framework: FrameworkLike = DEFAULT,
    *,
    total: str | None = None,
    pupils: str = "number_on_roll",
    minimum_n: float = 6,
    minimum_coverage: float = 0.5,
) -> Any:
    """Return what :func:`group_cards` scores: a row for each indicator and group, as the kind of frame that came in.

    Columns: ``group``, ``indicator``, ``value``, ``n``, ``standard_error``, ``status``, ``schools`` (in the group),
    ``measured`` (those that the value rests on).

    Raises:
        InputError: The data cannot be read, has no such column, or no school is in a group.
    """
    from reportcard.results.frames import frame_like

    intake = _ready(framework).intake
    pooled = pool_schools(data, by, intake, total, pupils, Needs(minimum_n, minimum_coverage))
    rows = [
        (group, name, *numbers)
        for name, measure in pooled.measures.items()
        for group, *numbers in zip(
            pooled.table.ids,
            measure.column.value.tolist(),
            measure.column.parts["n"].tolist(),
            measure.column.parts["standard_error"].tolist(),
            [STATUSES[code].value for code in measure.status.tolist()],
            pooled.schools.tolist(),
            measure.counted.tolist(),
            strict=True,
        )
    ]
    names = ("group", "indicator", "value", "n", "standard_error", "status", "schools", "measured")
    columns = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    return frame_like(columns, data if is_frame(data) else None)


def _ready(framework: FrameworkLike) -> Framework:
    return framework if isinstance(framework, Framework) else load_framework(framework)
