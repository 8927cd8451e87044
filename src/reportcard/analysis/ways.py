"""The ways to the next grade of one school: what each changes, or why it does not lead there."""

from __future__ import annotations

from typing import Literal

from reportcard.analysis import reach
from reportcard.errors import UnknownNameError
from reportcard.results.card import Record
from reportcard.results.numbers import precise
from reportcard.results.text import visible
from reportcard.results.words import listed, with_unit

#: Why a change does not reach the next grade, where the words need no name.
WHY = {
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
        together = "Together: " if self.name == "mix" else ""
        if self.outcome == "cannot":
            names = listed(visible(change.title) for change in self.changes)
            furthest = "" if self.furthest is None else f" (score {precise(self.furthest, 0, 2)})"
            return f"{together}{names} cannot: {self.because}{furthest}."
        moves = listed(_moved(change) for change in self.changes if change.change)
        least = "" if self.monotone else " A smaller change may do; not every value was tried."
        return f"{together}{moves}.{least}"


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
            why = WHY[reach.NO_GRADE if self.grade is None else reach.BEST]
            return f"School {visible(self.school)}: {why}."
        ways = [*self.ways, *([self.mix] if self.mix is not None else [])]
        ways = [way for way in ways if way.because != WHY[reach.NOT_READ]]
        ways.sort(key=lambda way: way.outcome == "cannot")
        head = f"School {visible(self.school)}: from {visible(self.grade or '')} to {visible(self.next_grade)}"
        return "\n".join([f"{head}, any one of:", *(f"  {way.sentence}" for way in ways)])

    def __str__(self) -> str:
        return self.explain()
