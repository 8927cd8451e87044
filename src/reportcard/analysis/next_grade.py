"""What would reach the next grade: for each indicator alone, and for a stated mix, the smallest change, or why none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from reportcard.analysis import reach
from reportcard.analysis.moves import Move, alone, mixed
from reportcard.analysis.reach import Pairs, Search
from reportcard.errors import InputError, Problem, UnknownNameError
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.status import STATUSES
from reportcard.results.card import Record
from reportcard.results.numbers import precise
from reportcard.results.text import visible
from reportcard.results.words import listed, with_unit

if TYPE_CHECKING:
    from reportcard.results.cards import ReportCards

Mix = Mapping[str, float] | str

#: Why a change does not reach the next grade, where the words need no name.
_WHY = {
    reach.REACHED: "",
    reach.BEST: "the grade is the best one already",
    reach.NO_GRADE: "there is no grade to improve",
    reach.NOT_READ: "it plays no part in this score",
    reach.NO_DIRECTION: "the framework says of no direction that it is better",
    reach.AT_END: "it is at its best possible value already",
    reach.LOST: "at its best possible value there is no score",
    reach.LOWERS: "the score falls",
    reach.NOTHING: "the score does not change, even at the best possible value",
    reach.SHORT: "even the best possible value is not enough",
}


class ValueChange(Record):
    """One value that changes.

    Attributes:
        indicator: Id of the indicator.
        title: Its name.
        unit: Its unit.
        before: The value as it is; None where there is none.
        after: The value after the change; None where none is found.
        change: How far it moves, in its unit; None where either is not there.
        step: The precision of the values that were tried.
    """

    indicator: str
    title: str
    unit: str = ""
    before: float | None = None
    after: float | None = None
    change: float | None = None
    step: float


class Way(Record):
    """One way to the next grade: an indicator alone, or a mix.

    Attributes:
        name: Id of the indicator, or ``mix``.
        outcome: Whether the grade is ``reached``, or ``cannot`` be.
        changes: What changes; for a mix, each indicator.
        size: How far a mix moves: its amounts times this.
        score: Score with the change.
        furthest: Score at the best possible values, or the best found among those tried.
        monotone: Whether nothing smaller can reach the grade. Where the framework does not say so by itself, values
            between those that were tried might.
        because: Why the grade cannot be reached; "" where it can.
    """

    name: str
    outcome: Literal["reached", "cannot"]
    changes: tuple[ValueChange, ...]
    size: float | None = None
    score: float | None = None
    furthest: float | None = None
    monotone: bool = True
    because: str = ""

    @property
    def sentence(self) -> str:
        """The way in a sentence."""
        if self.outcome == "cannot":
            names = listed(visible(change.title) for change in self.changes)
            furthest = "" if self.furthest is None else f" (score {precise(self.furthest, 0, 2)})"
            return f"{names} cannot: {self.because}{furthest}."
        moves = listed(_moved(change) for change in self.changes if change.change)
        least = "" if self.monotone else " A smaller change may do; not every value was tried."
        return f"{moves}.{least}"


def _moved(change: ValueChange) -> str:
    before, after = (with_unit(precise(value or 0.0, 0, 6), change.unit) for value in (change.before, change.after))
    return f"{visible(change.title)} from {before} to {after}"


class NextGrade(Record):
    """What would reach the next grade of one school.

    Attributes:
        school: Id of the school.
        node: Id of the node whose grade it is.
        grade: The grade as it is; None where there is none.
        next_grade: The grade above it; None where there is none.
        score: The score as it is.
        ways: Each indicator alone, in the framework's order.
        mix: The stated mix; None where none was asked for.
    """

    school: str
    node: str
    grade: str | None = None
    next_grade: str | None = None
    score: float | None = None
    ways: tuple[Way, ...] = ()
    mix: Way | None = None

    def __getitem__(self, indicator: str) -> Way:
        """Return the way of one indicator alone.

        Raises:
            UnknownNameError: That indicator was not tried.
        """
        found = next((way for way in self.ways if way.name == indicator), None)
        if found is None:
            raise UnknownNameError("indicator", indicator, [way.name for way in self.ways])
        return found

    def explain(self) -> str:
        """Return every way in words: first those that reach the grade, then why the others cannot."""
        if self.next_grade is None:
            why = _WHY[reach.NO_GRADE if self.grade is None else reach.BEST]
            return f"School {visible(self.school)}: {why}."
        ways = [*self.ways, *([self.mix] if self.mix is not None else [])]
        ways = [way for way in ways if way.because != _WHY[reach.NOT_READ]]
        ways.sort(key=lambda way: way.outcome == "cannot")
        head = f"School {visible(self.school)}: from {visible(self.grade or '')} to {visible(self.next_grade)}"
        return "\n".join([f"{head}, any one of:", *(f"  {way.sentence}" for way in ways)])

    def __str__(self) -> str:
        return self.explain()


# --- the question ----------------------------------------------------------------------------------------------------


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
    moves = [alone(name, known[name], steps or {}) for name in _checked(None, known, mix, steps)]
    moves += [] if mix is None else [_mix(cards, mix, known, steps, node)]
    search = Search(basis.plans, table, _graded(cards, node), moves, known)
    pairs = search.run()
    ways = [_way(search, pairs, place) for place in range(pairs.school.size)]
    grade, above = _grades(cards, search)
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


def next_grades(
    cards: ReportCards,
    indicators: Sequence[str] | None = None,
    *,
    mix: Mix | None = None,
    node: str | None = None,
    steps: Mapping[str, float] | None = None,
) -> Any:
    """The same for every school, as a frame: see :meth:`ReportCards.to_next_grade`."""
    from reportcard.results.frames import frame_like

    basis = cards.basis
    known = basis.indicators
    names = _checked(indicators, known, mix, steps)
    moves = (
        [_mix(cards, mix, known, steps, node)]
        if mix is not None
        else [alone(name, known[name], steps or {}) for name in names]
    )
    search = Search(basis.plans, basis.table, _graded(cards, node), moves, known)
    pairs = search.run()
    return frame_like(dict(_columns(cards, search, pairs, single=mix is None)), cards.basis.native)


def _checked(
    indicators: Sequence[str] | None, known: Mapping[str, Indicator], mix: Mix | None, steps: Mapping[str, float] | None
) -> list[str]:
    """The indicators to try, every name checked."""
    asked = list(known) if indicators is None else list(indicators)
    named = [] if mix is None or isinstance(mix, str) else list(mix)
    for name in (*asked, *named, *(steps or {})):
        if name not in known:
            raise UnknownNameError("indicator", name, list(known))
    return asked


def _mix(
    cards: ReportCards, mix: Mix, known: Mapping[str, Indicator], steps: Mapping[str, float] | None, node: str | None
) -> Move:
    from reportcard.analysis.direction import course

    able = [
        name
        for name, one in known.items()
        if any((found := course(plan, node, name, one, ())).read and found.sign for _, plan in cards.basis.plans)
    ]
    return mixed(mix, known, steps or {}, able)


def _graded(cards: ReportCards, node: str | None) -> str | None:
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


def _grades(cards: ReportCards, search: Search) -> tuple[list[str | None], list[str | None]]:
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
        because=_because(search, pairs, int(pairs.outcome[place]), int(pairs.status[place]), int(pairs.limit[place])),
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


def _because(search: Search, pairs: Pairs, outcome: int, status: int, limit: int) -> str:
    """Why a change does not reach the grade, in words; "" where it does."""
    if outcome == reach.ABSENT:
        return f"there is no value to change: {STATUSES[status].words}"
    if outcome == reach.CAPPED:
        return f"the rule {pairs.rules[limit]} holds it back"
    return _WHY[outcome]


# --- many ------------------------------------------------------------------------------------------------------------


def _columns(cards: ReportCards, search: Search, pairs: Pairs, *, single: bool) -> Iterator[tuple[str, Any]]:
    """The columns of the frame; with ``single``, a row for each school and indicator, schools together."""
    from reportcard.results.frames import Coded, ids_of

    count = len(search.moves)
    for name, ids in ids_of(cards, cards.basis.native).items():
        yield name, np.repeat(np.asarray(ids), count)
    order = np.arange(pairs.school.size).reshape(count, -1).T.ravel()
    school, reached = pairs.school[order], (pairs.outcome == reach.REACHED)[order]
    if single:
        yield "indicator", Coded(pairs.move[order], tuple(move.name for move in search.moves))
    for name, words in zip(("grade", "next_grade"), _grades(cards, search), strict=True):
        known = tuple(dict.fromkeys(word for word in words if word is not None))
        codes = {word: at for at, word in enumerate(known)}
        yield name, Coded(np.array([codes.get(word or "", -1) for word in words], np.int16)[school], known)
    yield "outcome", Coded((~reached).view(np.int8), ("reached", "cannot"))
    yield from _values(search, pairs, order, single=single)
    yield "score", search.before.score[school]
    yield "score_then", pairs.score[order]
    yield "furthest", pairs.furthest[order]
    yield "monotone", pairs.monotone[order]
    codes_, words_ = _reasons(search, pairs)
    yield "because", Coded(codes_[order], words_)


def _values(search: Search, pairs: Pairs, order: Any, *, single: bool) -> Iterator[tuple[str, Any]]:
    """Values as they are and as they would be; NaN where a change is not found."""
    from reportcard.results.frames import Coded

    if not single:
        move = search.moves[0]
        yield "size", np.where(pairs.outcome == reach.REACHED, pairs.count * move.unit, np.nan)
        for part, own in enumerate(move.parts):
            before, after = _before_after(search, pairs, 0, part, np.arange(pairs.school.size))
            yield own.indicator, before
            yield f"{own.indicator}_needed", after
        return
    before, after = (np.empty(pairs.school.size) for _ in range(2))
    for at in range(len(search.moves)):
        places = np.flatnonzero(pairs.move == at)
        before[places], after[places] = _before_after(search, pairs, at, 0, places)
    moves = pairs.move[order]
    yield "value", before[order]
    yield "needed", after[order]
    yield "change", np.round(after - before, 12)[order]
    yield "step", np.array([move.parts[0].step for move in search.moves])[moves]
    units = [visible(move.parts[0].described.unit) for move in search.moves]
    known = tuple(dict.fromkeys(units))
    yield "unit", Coded(np.array([known.index(unit) for unit in units], np.int16)[moves], known)


def _before_after(search: Search, pairs: Pairs, at: int, part: int, places: Any) -> tuple[Any, Any]:
    school = pairs.school[places]
    moved = search.moved(at, part, school, pairs.count[places])
    reached = (pairs.outcome[places] == reach.REACHED) & search.there(at, part, school)
    return search.value(at, part, school), np.where(reached, moved, np.nan)


def _reasons(search: Search, pairs: Pairs) -> tuple[Any, tuple[str, ...]]:
    """Why each pair does not reach the grade: places among the words, and the words."""
    status = np.where(pairs.outcome == reach.ABSENT, pairs.status, 0).astype(np.int64)
    limit = np.where(pairs.outcome == reach.CAPPED, pairs.limit, -1)
    code = (pairs.outcome.astype(np.int64) * len(STATUSES) + status) * (len(pairs.rules) + 1) + limit + 1
    words: dict[str, int] = {}
    table = np.zeros(int(code.max(initial=0)) + 1, np.int16)
    for one in np.flatnonzero(np.bincount(code)).tolist():
        kind, rule = divmod(one, len(pairs.rules) + 1)
        text = _because(search, pairs, *divmod(kind, len(STATUSES)), rule - 1)
        table[one] = words.setdefault(text, len(words))
    return table[code], tuple(words)
