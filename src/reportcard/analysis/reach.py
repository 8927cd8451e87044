"""Searches, for many schools and moves at once, the fewest steps of a move that reach the next grade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from reportcard.analysis.direction import Course, course
from reportcard.analysis.grade_bands import bands_of, fixed_cuts, ranks
from reportcard.analysis.moves import Counts, Move
from reportcard.analysis.perturbed import Places, Reading, changed, joined, read_node
from reportcard.engine.kernels import NOISE
from reportcard.engine.population import Plans
from reportcard.engine.table import Bools, Floats, NumberColumn, Table
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.status import Status

#: Pairs of a school and a move that are scored together.
TOGETHER = 65_536
#: Places that are tried where a better value may lower the score.
PLACES = 32
_LAST_PRESENT = Status.CENSORED.code
_NO_LIMIT = np.int16(-1)

#: What comes out of a pair. ``REACHED`` has a value; every other one says why there is none.
REACHED, BEST, NO_GRADE, ABSENT, NOT_READ, NO_DIRECTION, AT_END, CAPPED, LOST, LOWERS, NOTHING, SHORT = range(12)


@dataclass(slots=True)
class Pairs:
    """Schools times moves, a move after the other; every array has one entry a pair.

    Attributes:
        school: Row of the school in the table.
        move: Index of the move.
        outcome: What came out.
        count: Steps of the move that reach the grade; 0 where none do.
        score: Score with those steps.
        furthest: Score at the best values that can be, or the best of those tried.
        monotone: Whether nothing smaller can reach it, by the framework's own text.
        limit: Index in ``rules`` of the rule that holds the score back at the best values; −1 for none.
        rules: Keys of such rules.
        status: Why the indicator has no value, as a status code; 0 where it has one.
    """

    school: Places
    move: npt.NDArray[np.intp]
    outcome: npt.NDArray[np.int8]
    count: Counts
    score: Floats
    furthest: Floats
    monotone: Bools
    limit: npt.NDArray[np.int16]
    status: npt.NDArray[np.uint8]
    rules: list[str] = field(default_factory=list)


class Search:
    """One question about a table: which changes reach the next grade of a node.

    Attributes:
        before: The node's result for every school as it is.
        moves: The moves that are tried.
    """

    def __init__(
        self, plans: Plans, table: Table, node: str | None, moves: Sequence[Move], known: Mapping[str, Indicator]
    ) -> None:
        self.plans = plans
        self.table = table
        self.node = node
        self.moves = tuple(moves)
        self.before: Reading = read_node(plans, table, node)
        self._ranks = [[ranks(bands_of(one, node), bands_of(other, node)) for _, other in plans] for _, one in plans]
        conditions = [condition for condition, _ in plans if condition is not None]
        self.courses: list[list[list[Course]]] = [
            [
                [course(plan, node, part.indicator, part.described, conditions) for _, plan in plans]
                for part in move.parts
            ]
            for move in self.moves
        ]
        self._columns = {part.indicator: _column(table, part.indicator) for move in self.moves for part in move.parts}

    @property
    def bands(self) -> list[tuple[str, ...]]:
        """Grades of the node in each plan, the lowest first."""
        return [bands_of(plan, self.node) for _, plan in self.plans]

    def top(self) -> npt.NDArray[np.int8]:
        """Index of the best grade of each school's bands; −1 where there are none."""
        tops = np.array([len(bands) - 1 for bands in self.bands], np.int8)
        found: npt.NDArray[np.int8] = tops[self.before.taken]
        return found

    # --- the values of a move ---

    def value(self, move: int, part: int, school: Places) -> Floats:
        """Values of a part as they are."""
        values: Floats = self._columns[self.moves[move].parts[part].indicator].value[school]
        return values

    def sign(self, move: int, part: int, school: Places) -> npt.NDArray[np.int8]:
        """Which way is better, 1, −1 or 0."""
        signs = np.array([one.sign for one in self.courses[move][part]], np.int8)
        found: npt.NDArray[np.int8] = signs[self.before.taken[school]]
        return found

    def end(self, move: int, part: int, school: Places) -> Floats:
        """The best value worth trying."""
        sign = self.sign(move, part, school)
        own = self.moves[move].parts[part]
        # A step past the end of the line, so that what is rounded to the step is past it too.
        fulls = [
            np.inf * (one.sign or 1) if one.full is None else one.full + one.sign * own.step
            for one in self.courses[move][part]
        ]
        return own.end(sign, np.array(fulls)[self.before.taken[school]])

    def moved(self, move: int, part: int, school: Places, count: Counts) -> Floats:
        """Values of a part after some steps."""
        return self.moves[move].moved(part, *self._way(move, part, school), count)

    def _way(self, move: int, part: int, school: Places) -> tuple[Floats, npt.NDArray[np.int8], Floats]:
        """A part's values as they are, which way is better, and where that way ends."""
        return self.value(move, part, school), self.sign(move, part, school), self.end(move, part, school)

    def there(self, move: int, part: int, school: Places) -> Bools:
        """Whether a part has a value and a better direction, and counts."""
        read = np.array([one.read for one in self.courses[move][part]])[self.before.taken[school]]
        found: Bools = ~np.isnan(self.value(move, part, school)) & read & (self.sign(move, part, school) != 0)
        return found

    def _last(self, pairs: Pairs) -> Counts:
        """Steps of each pair's move after which nothing changes any more."""
        out = np.zeros(pairs.school.size, np.int64)
        for move, places in _by_move(pairs.move):
            school = pairs.school[places]
            for part in range(len(self.moves[move].parts)):
                counts = self.moves[move].counts(part, *self._way(move, part, school))
                out[places] = np.maximum(out[places], np.where(self.there(move, part, school), counts, 0))
        return out

    # --- scoring ---

    def read(self, pairs: Pairs, at: Places, count: Counts) -> Reading:
        """The node's result for some pairs after some steps each."""
        readings = [
            self._read(pairs, at[start : start + TOGETHER], count[start : start + TOGETHER])
            for start in range(0, at.size, TOGETHER)
        ]
        return readings[0] if len(readings) == 1 else joined(readings)

    def _read(self, pairs: Pairs, at: Places, count: Counts) -> Reading:
        school = pairs.school[at]
        changes: dict[str, list[tuple[Places, Floats]]] = {}
        for move, places in _by_move(pairs.move[at]):
            for index, part in enumerate(self.moves[move].parts):
                able = places[self.there(move, index, school[places])]
                values = self.moved(move, index, school[able], count[able])
                changes.setdefault(part.indicator, []).append((able, values))
        whole = {
            name: (np.concatenate([places for places, _ in given]), np.concatenate([values for _, values in given]))
            for name, given in changes.items()
        }
        return read_node(self.plans, changed(self.table, school, whole), self.node)

    def _reaches(self, school: Places, reading: Reading) -> Bools:
        """Whether a school's grade is better than it was, in the bands that it has now."""
        out = np.zeros(school.size, np.bool_)
        was = self.before.taken[school]
        for one in range(len(self.plans)):
            for other in range(len(self.plans)):
                own = (was == one) & (reading.taken == other)
                if own.any():
                    # The last place answers for −1, no grade.
                    rank = self._ranks[one][other][reading.grade[own]]
                    out[own] = rank > self.before.grade[school[own]]
        return out

    # --- the search ---

    def run(self) -> Pairs:
        """Find the fewest steps of every move for every school."""
        schools = len(self.table)
        size = schools * len(self.moves)
        pairs = Pairs(
            np.tile(np.arange(schools), len(self.moves)), np.repeat(np.arange(len(self.moves)), schools),
            np.full(size, SHORT, np.int8), np.zeros(size, np.int64), np.full(size, np.nan), np.full(size, np.nan),
            np.ones(size, np.bool_), np.full(size, _NO_LIMIT), np.zeros(size, np.uint8),
        )  # fmt: skip
        last = self._last(pairs)
        self._settle(pairs, last)
        open_ = np.flatnonzero(pairs.outcome == SHORT)
        if open_.size == 0:
            return pairs
        steady = pairs.monotone[open_]
        low, first, reading = self._brackets(pairs, open_, last[open_], steady)
        self._explain(pairs, open_, reading)
        found = np.flatnonzero(first > 0)
        guess = self._guess(pairs.school[open_[found]], reading, found, first[found])
        guess[~steady[found]] = 0
        self._narrow(pairs, open_[found], low[found], first[found], guess)
        return pairs

    def _settle(self, pairs: Pairs, last: Counts) -> None:
        """Settle the pairs that need no search."""
        top, grade = self.top()[pairs.school], self.before.grade[pairs.school]
        for move, places in _by_move(pairs.move):
            school = pairs.school[places]
            able, named, read = (np.zeros(places.size, np.bool_) for _ in range(3))
            for part, own in enumerate(self.moves[move].parts):
                taken = self.before.taken[school]
                able |= self.there(move, part, school)
                named |= self.sign(move, part, school) != 0
                read |= np.array([one.read for one in self.courses[move][part]])[taken]
                steady = np.array([one.steady for one in self.courses[move][part]])[taken]
                pairs.monotone[places] &= steady
                codes = _codes(self._columns[own.indicator])[school]
                pairs.status[places] = np.maximum(pairs.status[places], codes)
            outcome = np.where(last[places] > 0, SHORT, AT_END)
            outcome = np.where(able, outcome, np.where(read, np.where(named, ABSENT, NO_DIRECTION), NOT_READ))
            pairs.outcome[places] = outcome
        pairs.outcome[grade == top] = BEST
        pairs.outcome[grade < 0] = NO_GRADE

    def _brackets(self, pairs: Pairs, at: Places, last: Counts, steady: Bools) -> tuple[Counts, Counts, Reading]:
        """For each pair, steps that reach the grade and fewer that do not; 0 where none of those tried does."""
        reading = self.read(pairs, at, last)
        pairs.furthest[at] = reading.score
        good = self._reaches(pairs.school[at], reading)
        low, high = np.zeros(at.size, np.int64), np.where(good, last, 0)
        pairs.score[at] = np.where(good, reading.score, np.nan)
        waiting = np.flatnonzero(~steady)
        high[waiting] = 0
        below = np.zeros(at.size, np.int64)
        for place in range(1, PLACES + 1):
            count = -(-last[waiting] * place // PLACES)
            if not waiting.size:
                break
            seen = self.read(pairs, at[waiting], count)
            best = np.fmax(pairs.furthest[at[waiting]], seen.score)
            pairs.furthest[at[waiting]] = best
            good = self._reaches(pairs.school[at[waiting]], seen)
            done = waiting[good]
            low[done], high[done] = below[done], count[good]
            pairs.score[at[done]] = seen.score[good]
            below[waiting] = count
            waiting = waiting[~good]
        return low, high, reading

    def _guess(self, school: Places, reading: Reading, found: Places, last: Counts) -> Counts:
        """Steps after which a score that rises in a straight line reaches the cut; 0 where that cannot be told."""
        cut = self._needed()[school]
        start, end = self.before.raw[school], reading.raw[found]
        with np.errstate(divide="ignore", invalid="ignore"):
            share = (cut - start) / (end - start)
        guess = np.ceil(share * last - NOISE)
        out: Counts = np.where((share > 0) & (share <= 1), guess, 0).astype(np.int64)
        return out

    def _needed(self) -> Floats:
        """The score before rounding from which each school has its next grade; NaN where a column sets it."""
        out = np.full(len(self.table), np.nan)
        for at, (_, plan) in enumerate(self.plans):
            cuts = fixed_cuts(plan, self.node)
            own = (self.before.taken == at) & (self.before.grade >= 0) & (self.before.grade < len(cuts))
            if cuts.size:
                out[own] = cuts[self.before.grade[own]]
        return out

    def _narrow(self, pairs: Pairs, at: Places, low: Counts, high: Counts, guess: Counts) -> None:
        """Bring the two ends together: from the guess in widening strides, then by halves."""
        pairs.outcome[at] = REACHED
        count = np.where((guess > low) & (guess < high), guess, np.where(guess == high, high - 1, (low + high) // 2))
        stride, turned = np.ones(at.size, np.int64), guess == 0
        first = np.full(at.size, -1, np.int8)
        active = np.flatnonzero(high - low > 1)
        while active.size:
            reading = self.read(pairs, at[active], count[active])
            good = self._reaches(pairs.school[at[active]], reading)
            high[active[good]], low[active[~good]] = count[active[good]], count[active[~good]]
            pairs.score[at[active[good]]] = reading.score[good]
            first[active] = np.where(first[active] < 0, good, first[active])
            turned[active] |= first[active] != good
            strode = np.where(good, high[active] - stride[active], low[active] + stride[active])
            inside = (strode > low[active]) & (strode < high[active]) & ~turned[active]
            count[active] = np.where(inside, strode, (low[active] + high[active]) // 2)
            stride[active] *= 4
            active = active[high[active] - low[active] > 1]
        pairs.count[at] = high

    def _explain(self, pairs: Pairs, at: Places, reading: Reading) -> None:
        """Say of each pair why the best values do not reach the grade; those that do are named afterwards."""
        school = pairs.school[at]
        lost = np.isnan(reading.score)
        # A rule is the reason where the score would do without it; where a column sets the cut, that is not known.
        capped = (reading.limit >= 0) & ~(reading.raw < self._needed()[school] - NOISE)
        change = pairs.furthest[at] - self.before.score[school]
        outcome = np.where(change < -NOISE, LOWERS, np.where(change <= NOISE, NOTHING, SHORT))
        pairs.outcome[at] = np.where(capped, CAPPED, np.where(lost, LOST, outcome))
        pairs.limit[at] = reading.limit
        pairs.rules = reading.rules


def _by_move(move: npt.NDArray[np.intp]) -> list[tuple[int, Places]]:
    """The moves that pairs have, with their places."""
    return [(int(at), np.flatnonzero(move == at)) for at in np.unique(move)]


def _column(table: Table, indicator: str) -> NumberColumn:
    found = table.numbers.get(indicator)
    if found is not None:
        return found
    none = np.full(len(table), Status.NOT_COLLECTED.code, np.uint8)
    return NumberColumn(np.full(len(table), np.nan), none)


def _codes(column: NumberColumn) -> npt.NDArray[np.uint8]:
    """Why each value is absent; 0 where it is there."""
    absent = np.isnan(column.value)
    codes = np.uint8(Status.MISSING.code) if column.status is None else column.status
    return np.where(absent, codes, 0).astype(np.uint8)
