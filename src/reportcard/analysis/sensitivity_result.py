"""What a sensitivity run found: frozen, complete, and its own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reportcard.analysis.bound import Varied
from reportcard.errors import UnknownNameError

#: How a missing grade is written in frames and tables.
NO_GRADE = "no grade"


@dataclass(frozen=True, slots=True)
class SchoolRange:
    """One school under the variation.

    Attributes:
        school: Its id.
        grade: Overall grade as the framework stands; None for none.
        kept: Share of the draws in which it has this grade (or none, where it has none).
        chances: Share of the draws by grade; None stands for no grade. Grades that were never drawn are left out.
        rank: Rank by overall score among the schools of its variant, 1 the highest; None without a score or ranks.
        rank_low: Best end of the interval in which 95 of 100 draws lie.
        rank_high: Worst end of it.
    """

    school: str
    grade: str | None
    kept: float
    chances: Mapping[str | None, float]
    rank: int | None
    rank_low: int | None
    rank_high: int | None


@dataclass(frozen=True, slots=True)
class Flip:
    """A school that gets another grade in some draws."""

    school: str
    grade: str | None
    other: str | None
    share: float


@dataclass(frozen=True, slots=True)
class Scenario:
    """One alternative alone, everything else as the framework has it.

    Attributes:
        name: The alternative in words.
        kept: Share of the graded schools that keep their grade.
        up: Schools with a higher grade.
        down: Schools with a lower grade.
        lost: Schools that lose their grade.
        gained: Schools that had none and get one.
        rank_shift: Mean absolute change of rank; None without ranks.
    """

    name: str
    kept: float
    up: int
    down: int
    lost: int
    gained: int
    rank_shift: float | None


@dataclass(frozen=True, slots=True)
class Index:
    """How much an output depends on a knob.

    Attributes:
        output: The output.
        knob: The knob, as in ``varied``.
        first: First-order index: share of the output's variance that goes with the knob alone; NaN where the output
            does not vary.
        first_error: Its standard error (bootstrap).
        total: Total index: share of the variance that is left when every other knob is known.
        total_error: Its standard error (bootstrap).
    """

    output: str
    knob: str
    first: float
    first_error: float
    total: float
    total_error: float


@dataclass(frozen=True)
class Sensitivity:
    """What a sensitivity run found.

    Attributes:
        framework: Id of the framework.
        version: Version of its document.
        schools: Schools that were scored.
        graded: Those of them with an overall grade as the framework stands.
        draws: Draws in which all knobs were turned together.
        seed: Seed of the draws.
        varied: What really varied.
        kept: Share of the graded schools that keep their grade, mean over the draws.
        kept_low: 2.5th percentile over the draws.
        kept_high: 97.5th percentile over the draws.
        by_school: Every school, in the order of the data.
        scenarios: Each alternative alone.
        indices: Sobol indices of the knobs, by output; empty for one knob, on which everything depends, and for fewer
            than 20 draws.
        ranked_draws: Draws on which the rank intervals rest; fewer than ``draws`` for very many schools.
        grades: Every grade, best first.
    """

    framework: str
    version: str
    schools: int
    graded: int
    draws: int
    seed: int
    varied: tuple[Varied, ...]
    kept: float
    kept_low: float
    kept_high: float
    by_school: tuple[SchoolRange, ...]
    scenarios: tuple[Scenario, ...]
    indices: tuple[Index, ...]
    ranked_draws: int
    grades: tuple[str, ...]

    def __getitem__(self, school: str) -> SchoolRange:
        """Return one school by its id.

        Raises:
            UnknownNameError: No school has that id.
        """
        place = self._places.get(school)
        if place is None:
            raise UnknownNameError("school", school, self._places)
        return self.by_school[place]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {found.school: place for place, found in enumerate(self.by_school)}

    @property
    def flips(self) -> tuple[Flip, ...]:
        """Every other grade that a school gets, with its share of the draws: the likeliest first, then by id."""
        found = [
            Flip(one.school, one.grade, other, share)
            for one in self.by_school
            for other, share in one.chances.items()
            if other != one.grade
        ]
        return tuple(sorted(found, key=lambda flip: (-flip.share, flip.school, flip.other or "")))

    @property
    def always(self) -> int:
        """Graded schools that keep their grade in every draw."""
        return sum(one.kept == 1.0 and one.grade is not None for one in self.by_school)

    def to_frame(self) -> Any:
        """Return a pandas frame, one row a school: grade, kept, the share of each grade, rank and its interval."""
        from reportcard.results.frames import frame_like

        return frame_like(self.columns(), None)

    def flips_frame(self) -> Any:
        """Return the flips as a pandas frame: school, grade, other grade, share of the draws."""
        from reportcard.results.frames import frame_like

        return frame_like(self.flip_columns(), None)

    def flip_columns(self) -> dict[str, list[Any]]:
        """The columns of the frame of flips by name."""
        rows = self.flips
        return {name: [_cell(getattr(row, name)) for row in rows] for name in ("school", "grade", "other", "share")}

    def columns(self) -> dict[str, list[Any]]:
        """The columns of the frame by name."""
        rows = self.by_school
        columns: dict[str, list[Any]] = {
            "id": [row.school for row in rows],
            "grade": [_cell(row.grade) for row in rows],
            "kept": [row.kept for row in rows],
        }
        for grade in (*self.grades, None):
            columns[f"share_{grade or 'none'}"] = [row.chances.get(grade, 0.0) for row in rows]
        if self.ranked_draws:
            for name in ("rank", "rank_low", "rank_high"):
                columns[name] = [getattr(row, name) for row in rows]
        return columns

    def to_markdown(self, most: int = 20) -> str:
        """Return a report: plain sentences first, then tables.

        Args:
            most: Rows of the longer tables at most.
        """
        from reportcard.analysis.sensitivity_text import markdown

        return markdown(self, most)

    def __repr__(self) -> str:
        return f"<Sensitivity: {self.framework}, {self.draws:,} draws, {100 * self.kept:.1f} % keep their grade>"


def _cell(value: Any) -> Any:
    return NO_GRADE if value is None else value
