"""What would reach the next grade of a school: each indicator alone, and a stated mix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from reportcard.analysis import reach
from reportcard.analysis.direction import course
from reportcard.analysis.moves import Move, alone, mixed
from reportcard.analysis.reach import Pairs, Search
from reportcard.analysis.ways import WHY, NextGrade, ValueChange, Way
from reportcard.errors import InputError, Problem, UnknownNameError
from reportcard.framework.document import Lookup
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.status import STATUSES

if TYPE_CHECKING:
    from reportcard.results.cards import ReportCards

Mix = Mapping[str, float] | str


def next_grade(
    cards: ReportCards,
    school: str,
    *,
    mix: Mix | None = None,
    node: str | None = None,
    steps: Mapping[str, float] | None = None,
) -> NextGrade:
    """What would reach the next grade of one school: see :meth:`ReportCard.to_next_grade`."""
    row = cards.place(school)
    basis = cards.basis
    table = basis.table.take(np.array([row]))
    known = basis.indicators
    names, own_steps = checked_names(None, known, mix, steps), steps_of(cards, steps)
    moves = [alone(name, known[name], own_steps) for name in names]
    moves += [] if mix is None else [mix_of(cards, mix, known, own_steps, node)]
    search = Search(basis.plans, table, graded_node(cards, node), moves, known)
    pairs = search.run()
    ways = [_way(search, pairs, place) for place in range(pairs.school.size)]
    grade, above = grade_words(cards, search)
    score = float(search.before.score[0])
    return NextGrade(
        school=school,
        node=node or cards.root,
        grade=grade[0],
        next_grade=above[0],
        score=None if np.isnan(score) else score,
        ways=tuple(ways if mix is None else ways[:-1]),
        mix=None if mix is None else ways[-1],
    )


def checked_names(
    indicators: Sequence[str] | None, known: Mapping[str, Indicator], mix: Mix | None, steps: Mapping[str, float] | None
) -> list[str]:
    """The indicators to try, every name checked."""
    asked = list(known) if indicators is None else list(indicators)
    named = [] if mix is None or isinstance(mix, str) else list(mix)
    for name in (*asked, *named, *(steps or {})):
        if name not in known:
            raise UnknownNameError("indicator", name, list(known))
    return asked


def mix_of(
    cards: ReportCards, mix: Mix, known: Mapping[str, Indicator], steps: Mapping[str, float], node: str | None
) -> Move:
    """The move of a mix, checked; ``range`` moves what has a better direction."""
    able = [
        name
        for name, one in known.items()
        if any((found := course(plan, node, name, one, ())).read and found.sign for _, plan in cards.basis.plans)
    ]
    return mixed(mix, known, steps, able)


def steps_of(cards: ReportCards, steps: Mapping[str, float] | None) -> dict[str, float]:
    """Precisions by indicator: the caller's, and 1 where a table of whole numbers says what a value scores."""
    tables = {
        compiled.indicator: 1.0
        for _, plan in cards.basis.plans
        for compiled in plan.nodes
        if compiled.indicator is not None and isinstance(compiled.node.scale, Lookup)
        if all(isinstance(key, str) or key == int(key) for key in compiled.node.scale.lookup)
    }
    return {**tables, **(steps or {})}


def graded_node(cards: ReportCards, node: str | None) -> str | None:
    """The node, checked; None for the root, which goes by other names in variants."""
    name = cards.root if node is None else node
    if name not in cards.nodes:
        raise UnknownNameError("node", name, cards.nodes)
    if not cards.has_grades(name):
        graded = [one for one in cards.nodes if cards.has_grades(one)]
        problem = Problem("no-grades", f"'{name}' has a score and no grade.", "node", _other(graded))
        raise InputError("There is no next grade to reach.", code="no-grades", problems=[problem])
    return None if name == cards.root else name


def _other(graded: Sequence[str]) -> str:
    return f"Ask for one that has: {', '.join(graded[:5])}." if graded else "This framework gives no grades."


def grade_words(cards: ReportCards, search: Search) -> tuple[list[str | None], list[str | None]]:
    """Each school's grade and the next one; None where there is none."""
    grade, above = (np.full(search.before.grade.size, None, object) for _ in range(2))
    index = search.before.grade
    for at, bands in enumerate(search.bands):
        own = search.before.taken == at
        words = np.array([*bands, None, None], object)
        grade[own] = words[np.where(index[own] < 0, len(bands), index[own])]
        above[own] = words[np.where(index[own] < 0, len(bands), index[own] + 1)]
    return grade.tolist(), above.tolist()


# --- one way ---------------------------------------------------------------------------------------------------------


def _way(search: Search, pairs: Pairs, place: int) -> Way:
    move = search.moves[int(pairs.move[place])]
    reached = pairs.outcome[place] == reach.REACHED
    changes = tuple(_change(search, pairs, place, part) for part in range(len(move.parts)))
    return Way(
        name=move.name,
        outcome="reached" if reached else "cannot",
        changes=changes,
        size=_number(float(pairs.count[place]) * move.unit) if reached and len(move.parts) > 1 else None,
        score=_number(pairs.score[place]) if reached else None,
        furthest=_number(pairs.furthest[place]),
        monotone=bool(pairs.monotone[place]),
        because=because_of(search, pairs, int(pairs.outcome[place]), int(pairs.status[place]), int(pairs.limit[place])),
    )


def _change(search: Search, pairs: Pairs, place: int, part: int) -> ValueChange:
    at, school = int(pairs.move[place]), pairs.school[place : place + 1]
    own = search.moves[at].parts[part]
    before = float(search.value(at, part, school)[0])
    reached = pairs.outcome[place] == reach.REACHED and bool(search.there(at, part, school)[0])
    after = float(search.moved(at, part, school, pairs.count[place : place + 1])[0]) if reached else None
    return ValueChange(
        indicator=own.indicator,
        title=own.described.title,
        unit=own.described.unit,
        before=_number(before),
        after=after,
        change=None if after is None else _tidy(after - before),
        step=own.step,
    )


def _tidy(number: float) -> float:
    """A difference of decimals without binary noise."""
    return float(f"{number:.12g}") + 0.0


def _number(value: float) -> float | None:
    return None if np.isnan(value) else _tidy(float(value))


def because_of(search: Search, pairs: Pairs, outcome: int, status: int, limit: int) -> str:
    """Why a change does not reach the grade, in words; "" where it does."""
    if outcome == reach.ABSENT:
        return f"there is no value to change: {STATUSES[status].words}"
    if outcome == reach.CAPPED:
        return f"the rule {pairs.rules[limit]} holds it back"
    return WHY[outcome]
