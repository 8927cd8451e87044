"""What if: a school scored again with some values changed, by the same engine, and the difference explained."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from reportcard.analysis.difference import NodeChange, differences, minus
from reportcard.analysis.moves import bad_change
from reportcard.analysis.perturbed import changed
from reportcard.engine.population import one_school, variant_of
from reportcard.engine.table import NumberColumn
from reportcard.errors import UnknownNameError, did_you_mean
from reportcard.indicators.catalogue import CATALOGUE
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.status import STATUSES, Status
from reportcard.results.card import Record, ReportCard
from reportcard.results.numbers import precise
from reportcard.results.text import visible
from reportcard.results.words import with_unit

if TYPE_CHECKING:
    from reportcard.results.cards import Basis, ReportCards

#: Values that stand for pupils or schools that are protected: nothing is put in their place.
_PROTECTED = (Status.SUPPRESSED, Status.REDACTED)
_FIRST = np.zeros(1, np.intp)


class Changed(Record):
    """A value that was changed.

    Attributes:
        indicator: Id of the indicator.
        title: Its name.
        unit: Its unit.
        before: The value as it is; None where there is none.
        after: The value that was tried.
    """

    indicator: str
    title: str
    unit: str = ""
    before: float | None = None
    after: float


class WhatIf(Record):
    """A school as it is, and as it would be with some values changed.

    Attributes:
        before: The card as it is.
        after: The card as it would be.
        changes: What was changed.
        nodes: What differs in the nodes, from the root down.
    """

    before: ReportCard
    after: ReportCard
    changes: tuple[Changed, ...]
    nodes: tuple[NodeChange, ...]

    @property
    def change(self) -> float | None:
        """Difference of the overall scores; None where either has none."""
        return minus(self.after.overall.score, self.before.overall.score)

    def __getitem__(self, node: str) -> NodeChange:
        """Return what differs in a node.

        Raises:
            UnknownNameError: Nothing differs in it, or there is no such node.
        """
        found = next((change for change in self.nodes if change.id == node), None)
        if found is None:
            raise UnknownNameError("changed node", node, [change.id for change in self.nodes])
        return found

    def explain(self) -> str:
        """Return the difference in words, a line a node."""
        tried = "; ".join(_words(change) for change in self.changes)
        lines = [f"What if, school {visible(self.before.school.id)}: {tried}."]
        if self.before.framework.variant != self.after.framework.variant:
            title = self.after.framework.variant_title or self.after.framework.variant or "the framework's own"
            lines.append(f"The school would take another variant: {visible(title)}.")
        return "\n".join([*lines, *(f"  {node.sentence}" for node in self.nodes), *self._nothing()])

    def _nothing(self) -> list[str]:
        return [] if self.nodes else ["  Nothing on the card changes."]

    def __str__(self) -> str:
        return self.explain()


def _words(change: Changed) -> str:
    before, after = (
        "none" if value is None else with_unit(precise(value, 0, 6), change.unit)
        for value in (change.before, change.after)
    )
    return f"{visible(change.title)} {before} → {after}"


def what_if(cards: ReportCards, school: str, changes: Mapping[str, Any], before: ReportCard | None = None) -> WhatIf:
    """Score one school again with some values changed: see :meth:`ReportCards.what_if`.

    Args:
        cards: The results with the school among them.
        school: Its id.
        changes: New values by indicator.
        before: Its card as it is, where there is one.
    """
    basis, row = cards.basis, cards.place(school)
    tried = [_checked(basis, row, name, given) for name, given in changes.items()]
    if not tried:
        raise bad_change("Nothing is changed.", "Give new values by indicator: {'attendance': 95}.")
    values = {change.indicator: (_FIRST, np.array([change.after])) for change in tried}
    table = changed(basis.table, np.array([row], np.intp), values)
    at = int(variant_of(basis.plans, table)[0])
    block = one_school(basis.plans[at][1], table, _FIRST)
    after = basis.assemblers[at].cards(block, [0])[0]
    known = cards[school] if before is None else before
    return WhatIf(before=known, after=after, changes=tuple(tried), nodes=differences(known, after))


def _checked(basis: Basis, row: int, name: str, given: Any) -> Changed:
    """One change, refused where it cannot be tried."""
    known = basis.indicators
    described = known.get(name)
    if described is None and name in CATALOGUE:
        remedy = f"Change one that it reads.{did_you_mean(name, known)}"
        raise bad_change(f"This framework does not read '{name}', so that it changes nothing.", remedy)
    if described is None:
        raise UnknownNameError("indicator", name, known)
    value = _number(name, described, given)
    column = basis.table.numbers.get(name)
    status = Status.NOT_COLLECTED if column is None else _status(column, row)
    if status in _PROTECTED:
        message = f"'{name}' has a value that is protected: {status.words}."
        raise bad_change(message, "Nothing can be put in its place, for the difference could tell it.")
    before = math.nan if column is None else float(column.value[row])
    return Changed(
        indicator=name,
        title=described.title,
        unit=described.unit,
        before=None if math.isnan(before) else before,
        after=value,
    )


def _status(column: NumberColumn, row: int) -> Status:
    if column.status is not None:
        return STATUSES[int(column.status[row])]
    return Status.MISSING if math.isnan(column.value[row]) else Status.AVAILABLE


def _number(name: str, described: Indicator, given: Any) -> float:
    """A value that can be true; a label stands for its number."""
    if isinstance(given, str) and given in described.labels:
        return described.labels[given]
    if isinstance(given, bool | str) or not isinstance(given, int | float | np.number) or not math.isfinite(given):
        words = f" or one of {', '.join(described.labels)}" if described.labels else ""
        raise bad_change(f"'{name}' cannot be {given!r:.80}.", f"Give a number{words}.")
    fault = described.fault(float(given))
    if fault is not None:
        raise bad_change(f"'{name}': {fault}.", "Give a value that is possible.")
    return float(given)
