"""Compares two results of the same schools: who moved from which grade to which, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from reportcard.analysis.difference import NOISE
from reportcard.analysis.parting import Cause, cause_of
from reportcard.analysis.sides import Side
from reportcard.engine.table import Floats
from reportcard.results.language import ENGLISH, Language

NO_GRADE = "no grade"
#: Standard errors beyond which a change is taken as real: 95 in 100.
_REAL = 1.96
Verdict = Literal["real change", "cannot be told from noise", "not known"]
_VERDICTS: tuple[Verdict, ...] = ("real change", "cannot be told from noise", "not known")
Direction = Literal["up", "down", "gained", "lost", "other"]


@dataclass(frozen=True, slots=True)
class Mover:
    """A school whose result is another.

    Attributes:
        school: Id of the school.
        name: Its name, where the data has one.
        grade_before: Its grade on the first side; None where it has none.
        grade_after: Its grade on the second side.
        score_before: Its score on the first side.
        score_after: Its score on the second side.
        change: Difference of the scores; None where either is not there.
        direction: ``up`` or ``down``, ``gained`` or ``lost`` a result, or ``other`` where grades have no common order.
        cause: Where the two results part, and why.
        standard_error: Standard error of the change, in two sets of data; None where it is not known.
        verdict: Whether the change is real, in two sets of data; "" in one.
    """

    school: str
    name: str | None
    grade_before: str | None
    grade_after: str | None
    score_before: float | None
    score_after: float | None
    change: float | None
    direction: Direction
    cause: Cause
    standard_error: float | None
    verdict: Verdict | Literal[""]


@dataclass(frozen=True)
class Comparison:
    """Two results of the same schools side by side. Rows hold the schools that both have, in the first one's order.

    Attributes:
        before: The first side.
        after: The second side.
        node: Id of the node that is compared; the root of the second side where none was asked for.
        labels: Names of the sides.
        places: Places of the common schools on each side.
        same_data: Whether every value that both sides read is the same.
        matched: Whether the grades of one side have their counterparts on the other.
        grade_map: Counterpart of each grade of the first side.
        standard_error: Standard error of each change; NaN where it is not known.
        asked: The node that was asked for; None for the overall result, which may go by two names.
    """

    before: Side
    after: Side
    node: str
    labels: tuple[str, str]
    places: tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]
    same_data: bool
    matched: bool
    grade_map: dict[str, str]
    standard_error: Floats
    asked: str | None = None

    # --- who ---

    @property
    def schools(self) -> tuple[str, ...]:
        """Ids of the schools that both sides have."""
        return tuple(self.before.ids[place] for place in self.places[0].tolist())

    @property
    def only_before(self) -> tuple[str, ...]:
        """Ids of the schools that only the first side has."""
        known = set(self.after.ids)
        return tuple(school for school in self.before.ids if school not in known)

    @property
    def only_after(self) -> tuple[str, ...]:
        """Ids of the schools that only the second side has."""
        known = set(self.before.ids)
        return tuple(school for school in self.after.ids if school not in known)

    # --- results ---

    @cached_property
    def grades(self) -> tuple[list[str | None], list[str | None]]:
        """Grades of the common schools on each side."""
        pairs = zip((self.before, self.after), self.places, strict=True)
        one, other = ([side.grade[place] for place in places.tolist()] for side, places in pairs)
        return one, other

    @cached_property
    def scores(self) -> tuple[Floats, Floats]:
        """Scores of the common schools on each side; NaN where there is none."""
        return self.before.score[self.places[0]], self.after.score[self.places[1]]

    @cached_property
    def change(self) -> Floats:
        """Difference of the scores; NaN where either is not there."""
        difference: Floats = self.scores[1] - self.scores[0]
        return difference

    @cached_property
    def matrix(self) -> tuple[tuple[int, ...], ...]:
        """Numbers of schools by grade: a row for each of :attr:`rows`, a column for each of :attr:`columns`."""
        row, column = ({name: at for at, name in enumerate(names)} for names in (self.rows, self.columns))
        counts = [[0] * len(self.columns) for _ in self.rows]
        for one, other in zip(*self.grades, strict=True):
            counts[row[one or NO_GRADE]][column[other or NO_GRADE]] += 1
        return tuple(tuple(line) for line in counts)

    @property
    def rows(self) -> tuple[str, ...]:
        """Grades of the first side, best first, and ``no grade``."""
        return (*self.before.grades, NO_GRADE)

    @property
    def columns(self) -> tuple[str, ...]:
        """Grades of the second side, best first, and ``no grade``."""
        return (*self.after.grades, NO_GRADE)

    @cached_property
    def moved(self) -> npt.NDArray[np.bool_]:
        """Whether each common school moved: to another grade; where nothing has grades, to another score."""
        one, other = self.scores
        if not self.before.grades and not self.after.grades:
            apart = ~(np.abs(self.change) <= NOISE) & ~(np.isnan(one) & np.isnan(other))
            return np.asarray(apart, np.bool_)
        if not self.matched:
            return np.array([(a is None) != (b is None) for a, b in zip(*self.grades, strict=True)], np.bool_)
        pairs = zip(*self.grades, strict=True)
        return np.array([(None if a is None else self.grade_map[a]) != b for a, b in pairs], np.bool_)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...] | None:
        """Whether each change is real; None in one set of data, where nothing is left to chance."""
        if self.same_data:
            return None
        with np.errstate(invalid="ignore"):
            real = np.abs(self.change) > _REAL * self.standard_error
        known = ~np.isnan(self.standard_error) & ~np.isnan(self.change)
        return tuple(_VERDICTS[0 if yes else 1] if can else _VERDICTS[2] for yes, can in zip(real, known, strict=True))

    @cached_property
    def movers(self) -> tuple[Mover, ...]:
        """The schools that moved, in the first side's order, each with its cause."""
        places = np.flatnonzero(self.moved)
        return tuple(map(self._mover, places.tolist(), self._causes(places, ENGLISH)))

    def _causes(self, places: npt.NDArray[np.intp], language: Language) -> Iterator[Cause]:
        """Why the schools of some places moved, in the words of a language."""
        before = self.before.cards(self.places[0][places].tolist())
        after = self.after.cards(self.places[1][places].tolist())
        for one, other in zip(before, after, strict=True):
            yield cause_of(one, other, self.asked, language)

    def sentences(self, most: int, language: Language = ENGLISH) -> list[str]:
        """Why the first of the movers moved, in the words of a language.

        Args:
            most: How many are asked for, at most.
            language: The language.
        """
        if language.is_english:
            return [mover.cause.sentence for mover in self.movers[:most]]
        return [cause.sentence for cause in self._causes(np.flatnonzero(self.moved)[:most], language)]

    def _mover(self, place: int, cause: Cause) -> Mover:
        own = int(self.places[0][place])
        one, other = self.grades[0][place], self.grades[1][place]
        return Mover(
            school=self.before.ids[own],
            name=self.before.names[own],
            grade_before=one,
            grade_after=other,
            score_before=_number(self.scores[0][place]),
            score_after=_number(self.scores[1][place]),
            change=_number(self.change[place]),
            direction=self._direction(one, other, place),
            cause=cause,
            standard_error=_number(self.standard_error[place]),
            verdict="" if self.verdicts is None else self.verdicts[place],
        )

    def _direction(self, one: str | None, other: str | None, place: int) -> Direction:
        if self.before.grades or self.after.grades:
            if one is None or other is None:
                return "lost" if other is None else "gained"
            if not self.matched:
                return "other"
            order = self.after.grades
            return "up" if order.index(other) < order.index(self.grade_map[one]) else "down"
        if np.isnan(self.change[place]):
            return "gained" if np.isnan(self.scores[0][place]) else "lost"
        return "up" if self.change[place] > 0 else "down"

    # --- out ---

    @property
    def summary(self) -> tuple[str, ...]:
        """What comes out, in sentences."""
        from reportcard.analysis.comparison_text import summary

        return summary(self)

    def to_frame(self) -> Any:
        """Return a row a common school, as a frame of the kind that the first side came from.

        Columns: the id; ``grade_before``, ``grade_after``, ``score_before``, ``score_after``, ``change``,
        ``rank_before``, ``rank_after`` (1 is best, among the common schools), ``moved``; for movers ``direction``,
        ``parts_at``, ``kind`` and ``because``; in two sets of data ``standard_error`` and ``verdict``.
        """
        from reportcard.analysis.comparison_text import to_frame

        return to_frame(self)

    def to_markdown(self, movers: int = 200, *, language: Language | str = "en") -> str:
        """Return the report as Markdown.

        Args:
            movers: Movers that are listed at most; the report says how many there are.
            language: Language of the report; texts of the frameworks and of the data stay as they are.

        Raises:
            UnknownNameError: There is no such language.
            LanguageError: The language has a catalogue that cannot be used.
        """
        from reportcard.analysis.comparison_text import view
        from reportcard.render.comparison import to_markdown
        from reportcard.render.languages import language_of

        spoken = language_of(language)
        return to_markdown(view(self, movers, spoken), spoken)

    def to_html(self, movers: int = 200, *, language: Language | str = "en") -> str:
        """Return the report as one self-contained HTML page.

        Args:
            movers: Movers that are listed at most; the report says how many there are.
            language: Language of the report, as for Markdown.

        Raises:
            UnknownNameError: There is no such language.
            LanguageError: The language has a catalogue that cannot be used.
        """
        from reportcard.analysis.comparison_text import view
        from reportcard.render.comparison import to_html
        from reportcard.render.languages import language_of

        spoken = language_of(language)
        return to_html(view(self, movers, spoken), spoken)

    def __str__(self) -> str:
        return "\n".join(self.summary)

    def __repr__(self) -> str:
        return f"<Comparison: {len(self.schools)} schools, {int(self.moved.sum())} moved>"


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(f"{value:.12g}") + 0.0
