"""Reads schools and pools what is known of them by group; what would give a school away is suppressed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from reportcard.engine.aggregate import Pool, Schools, gives_away, pool
from reportcard.engine.table import Bools, Codes, Floats, NumberColumn, Table, TextColumn
from reportcard.errors import InputError, Problem
from reportcard.framework.document import ContextColumn
from reportcard.indicators.catalogue import CATALOGUE
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.status import STATUSES, Status
from reportcard.sources.columns import text_column
from reportcard.sources.intake import Intake, WantedNumber
from reportcard.sources.tables import read_table

Places = npt.NDArray[np.intp]

#: Half the width of a 95 % interval, in standard errors.
_CRITICAL = 1.96
_CENSORED, _NOT_APPLICABLE, _MISSING = (
    status.code for status in (Status.CENSORED, Status.NOT_APPLICABLE, Status.MISSING)
)
_LOW_COVERAGE, _SUPPRESSED = Status.LOW_COVERAGE.code, Status.SUPPRESSED.code


@dataclass(frozen=True, slots=True)
class Needs:
    """What a published value needs: pupils, and a share of the schools to which the measure applies."""

    pupils: float
    coverage: float

    def __post_init__(self) -> None:
        for name, given, most in (("minimum_n", self.pupils, 1e9), ("minimum_coverage", self.coverage, 1.0)):
            if not 0 <= given <= most:
                problem = Problem("invalid-value", f"{name} is {given}.", name, f"Give a number from 0 to {most:g}.")
                raise InputError(f"'{name}' cannot be used.", code="invalid-value", problems=[problem])


@dataclass(frozen=True, slots=True)
class Groups:
    """Which group each school is in, and whether all of them are pooled once more, as the last group."""

    group: Places
    count: int
    total: bool

    def counts(self, where: Bools) -> Places:
        """Schools of each group for which something is true."""
        here = where & (self.group >= 0)
        found = np.bincount(self.group[here], minlength=self.count)
        return np.append(found, where.sum()) if self.total else found

    def pool(self, schools: Schools, *, mean: bool) -> Pool:
        """The schools of each group, pooled."""
        found = pool(self.group, self.count, schools, mean=mean)
        if not self.total:
            return found
        whole = pool(np.zeros(len(self.group), np.intp), 1, schools, mean=mean)
        return Pool(*(np.append(part, last) for part, last in zip(found, whole, strict=True)))

    def left_over(self, pooled: Pool, told: Bools, schools: Schools) -> Pool:
        """The same, with the total's hidden schools only those that no group's result covers."""
        if not self.total:
            return pooled
        covered = np.append(told[: self.count], False)[self.group]
        rest = schools.counts & schools.hidden & ~covered
        hidden, weight = pooled.hidden.copy(), pooled.hidden_weight.copy()
        hidden[-1], weight[-1] = rest.sum(), schools.weight[rest].sum()
        return pooled._replace(hidden=hidden, hidden_weight=weight)


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator of every group.

    Attributes:
        column: What the framework scores.
        status: Status codes, (groups,).
        counted: Schools that each value rests on.
        left_out: Schools that are left out, by status, (statuses, groups).
    """

    column: NumberColumn
    status: Codes
    counted: Places
    left_out: Places


@dataclass(frozen=True, slots=True)
class Pooled:
    """All groups, ready to be scored.

    Attributes:
        table: What the framework scores: a row a group.
        measures: Indicators by id.
        schools: Schools in each group.
        ungrouped: Ids of the schools in no group.
        titles: Titles of the indicators by id.
    """

    table: Table
    measures: dict[str, Measure]
    schools: Places
    ungrouped: tuple[str, ...]
    titles: Mapping[str, str]

    def notes(self) -> list[tuple[str, ...]]:
        """What the card of each group says of its schools."""
        return [(_size(count), *self._left_out(at)) for at, count in enumerate(self.schools.tolist())]

    def _left_out(self, at: int) -> list[str]:
        """A sentence for each measure that has a value without all of the group's schools."""
        said = []
        for name, measure in self.measures.items():
            counts = measure.left_out[:, at].tolist()
            words = [
                f"{count} ({STATUSES[code].words})"
                for code, count in enumerate(counts)
                if count and code != _NOT_APPLICABLE
            ]
            if words and measure.status[at] <= _CENSORED:
                said.append(f"{self.titles[name]}: without {' and '.join(words)} of the schools.")
        return said


def _size(schools: int) -> str:
    return "This card is about one school." if schools == 1 else f"This card is about {schools} schools together."


def pool_schools(data: Any, by: str, intake: Intake, total: str | None, pupils: str, needs: Needs) -> Pooled:
    """Read schools and pool every indicator that the framework reads.

    Args:
        data: The schools.
        by: Column of the group.
        intake: What the framework reads.
        total: Name of a group of all schools; None for none.
        pupils: Indicator that weighs values without a number of pupils of their own.
        needs: What a value needs to be told.
    """
    table = read_table(data, _of_schools(intake, by, pupils))
    order = np.array(sorted(range(len(table)), key=table.ids.__getitem__), np.intp)
    names, group = _groups_of(table.texts[by], order, by, total)
    groups = Groups(group, len(names), total is not None)
    columns = {name: table.numbers[name].take(order) for name in table.numbers}
    roll = columns[pupils].value if pupils in columns else None
    wanted = {name: given.indicator for name, given in intake.numbers.items() if name in columns}
    measures = {name: _measure(columns[name], indicator, groups, roll, needs) for name, indicator in wanted.items()}
    texts = {name: _shared(column, order, groups) for name, column in table.texts.items() if name != by}
    ids = [*names, *([total] if total is not None else [])]
    scored = Table(ids, (by,), text_column(ids), {name: measure.column for name, measure in measures.items()}, texts)
    scored.faults = table.faults
    return Pooled(
        scored,
        measures,
        groups.counts(np.ones(len(table), np.bool_)),
        tuple(table.ids[row] for row in order[group < 0].tolist()),
        {name: indicator.title for name, indicator in wanted.items()},
    )


def _of_schools(intake: Intake, by: str, pupils: str) -> Intake:
    """What is read of the schools: values of few pupils too, the group, and the pupils."""
    numbers = {
        name: replace(wanted, indicator=replace(wanted.indicator, minimum_n=None))
        for name, wanted in intake.numbers.items()
    }
    if pupils not in numbers:
        numbers[pupils] = WantedNumber(pupils, CATALOGUE.get(pupils) or Indicator(title=pupils, low=0))
    column = intake.texts.get(by) or ContextColumn(column=by)
    return replace(intake, numbers=numbers, texts={**intake.texts, by: column.model_copy(update={"required": True})})


def _groups_of(column: TextColumn, order: Places, by: str, total: str | None) -> tuple[list[str], Places]:
    """Names of the groups, and the group of each school; −1 for none."""
    codes = column.codes[order]
    names = sorted({column.words[code] for code in np.unique(codes[codes >= 0]).tolist()})
    if not names:
        raise _no_groups(f"No school has a group in '{by}'.", "Name a column that says which group a school is in.", by)
    if total in names:
        raise _no_groups(f"A group is called '{total}', as the total is.", "Give the total another name.", by)
    place = {word: at for at, word in enumerate(names)}
    # The last place answers for −1, no group.
    return names, np.array([*(place.get(word, -1) for word in column.words), -1], np.intp)[codes]


def _no_groups(message: str, remedy: str, by: str) -> InputError:
    problem = Problem("bad-group", message, f"column '{by}'", remedy)
    return InputError("The schools cannot be grouped.", code="bad-group", problems=[problem])


# --- one indicator ---------------------------------------------------------------------------------------------------


def _measure(column: NumberColumn, indicator: Indicator, groups: Groups, roll: Floats | None, needs: Needs) -> Measure:
    """Pool one indicator, and withhold what rests on too little or would give a school away."""
    mean = not indicator.whole
    own = column.parts.get("n")
    weight = own if own is not None else roll if mean and roll is not None else np.full(column.value.size, np.nan)
    status = _school_statuses(column, indicator, weight if mean else None)
    minimum = max(needs.pupils, indicator.minimum_n or 0.0)
    schools = Schools(
        np.where(status <= _CENSORED, column.value, np.nan),
        weight if mean else np.nan_to_num(weight),
        _error(column),
        weight < minimum,
    )
    left_out = np.array([groups.counts(status == code) for code in range(len(STATUSES))])
    pooled = groups.pool(schools, mean=mean)
    told = _group_statuses(pooled, left_out, needs.coverage if mean else 1.0)
    told[gives_away(pooled.hidden, pooled.hidden_weight, minimum) & (told <= _CENSORED)] = _SUPPRESSED
    rest = groups.left_over(pooled, told <= _CENSORED, schools)
    told[gives_away(rest.hidden, rest.hidden_weight, minimum) & (told <= _CENSORED)] = _SUPPRESSED
    left_out[: _CENSORED + 1] = 0
    return Measure(_column(pooled, told, column, own is not None), told, pooled.counted, left_out)


def _school_statuses(column: NumberColumn, indicator: Indicator, weight: Floats | None) -> Codes:
    """Why each school counts or does not: a value whose pupils are not known has no weight, a grade no mean."""
    if indicator.labels:
        return np.full(column.value.size, _NOT_APPLICABLE, np.uint8)
    status = np.zeros(column.value.size, np.uint8) if column.status is None else column.status.copy()
    absent = np.isnan(column.value) if weight is None else np.isnan(column.value) | ~(weight > 0)
    status[absent & (status <= _CENSORED)] = _MISSING
    return status


def _error(column: NumberColumn) -> Floats:
    """Standard errors, from the limits where there are only limits; NaN where not known."""
    if "standard_error" in column.parts:
        return column.parts["standard_error"]
    if "lower" in column.parts and "upper" in column.parts:
        return (column.parts["upper"] - column.parts["lower"]) / (2 * _CRITICAL)
    return np.full(column.value.size, np.nan)


def _group_statuses(pooled: Pool, by_status: Places, coverage: float) -> Codes:
    """Why each group has a value or none, before anybody is protected."""
    there = pooled.counted > 0
    # The weightiest reason of the schools; the statuses stand in the order of their weight.
    highest = len(STATUSES) - 1 - np.argmax((by_status > 0)[::-1], axis=0)
    applies = by_status.sum(axis=0) - by_status[_NOT_APPLICABLE]
    status = np.where(there, np.where(by_status[_CENSORED] > 0, _CENSORED, 0), np.maximum(highest, _NOT_APPLICABLE))
    return np.where(there & (pooled.counted < coverage * applies), _LOW_COVERAGE, status).astype(np.uint8)


def _column(pooled: Pool, status: Codes, column: NumberColumn, has_n: bool) -> NumberColumn:
    """What the framework scores: value, pupils, error and limits of the groups that are told."""
    told = status <= _CENSORED
    error = np.where(told, pooled.error, np.nan)
    value = np.where(told, pooled.value, np.nan)
    parts = {"n": np.where(told & has_n, pooled.weight, np.nan), "standard_error": error}
    if "lower" in column.parts or "upper" in column.parts:
        parts |= {"lower": value - _CRITICAL * error, "upper": value + _CRITICAL * error}
    return NumberColumn(value, status, parts)


def _shared(column: TextColumn, order: Places, groups: Groups) -> TextColumn:
    """A text of each group: what all of its schools have alike, or nothing."""
    codes = column.codes[order]
    members = [codes[groups.group == at] for at in range(groups.count)] + [codes] * groups.total
    return text_column([column.words[own[0]] if own[0] >= 0 and (own == own[0]).all() else None for own in members])
