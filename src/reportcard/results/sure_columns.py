"""How sure many schools' results are, in columns: intervals, probabilities, ranks, and how many grades are certain."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from reportcard.errors import InputError, Problem
from reportcard.results.sure_card import SureCard, sure_cards
from reportcard.uncertainty.population import SureScores, estimate
from reportcard.uncertainty.settings import Uncertainty

if TYPE_CHECKING:
    import numpy.typing as npt

    from reportcard.engine.population import Plans, Scores
    from reportcard.engine.table import Table
    from reportcard.results.assemble import Assembler
    from reportcard.results.cards import ReportCards

    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CertainGrades:
    """How many schools' grades are certain.

    Attributes:
        confidence: Probability from which a grade is called certain.
        graded: Schools with a grade.
        certain: Schools whose grade has at least that probability.
        unknown: Schools of whose measures none has a known error, so that nothing can be said; not among the certain.
        by_grade: For each grade, best first: schools that have it, and those of them who are certain to.
    """

    confidence: float
    graded: int
    certain: int
    unknown: int
    by_grade: Mapping[str, tuple[int, int]]

    @property
    def share(self) -> float:
        """Share of the graded schools whose grade is certain; NaN where no school is graded."""
        return self.certain / self.graded if self.graded else float("nan")

    def __str__(self) -> str:
        percent = f" ({100 * self.share:.0f} %)" if self.graded else ""
        text = f"{self.certain:,} of {self.graded:,} grades{percent} are certain at {100 * self.confidence:g} %."
        return f"{text} For {self.unknown:,} no error is known." if self.unknown else text


class SureColumns:
    """What :class:`ReportCards` tell of their certainty, where they were scored with uncertainty.

    It is worked out when it is first asked for, and then kept.
    """

    uncertainty: Uncertainty | None
    _table: Table
    _plans: Plans
    _scores: Scores
    _assemblers: Sequence[Assembler]
    _native: Any
    _sure: tuple[SureScores, bool] | None = None

    if TYPE_CHECKING:  # what ReportCards have

        @property
        def nodes(self) -> tuple[str, ...]:
            """Ids of the nodes."""

        @property
        def root(self) -> str:
            """Id of the root node."""

        def scores(self, node: str | None = None) -> Floats:
            """Scores of a node."""

        def grades(self, node: str | None = None) -> list[str | None]:
            """Grades of a node."""

        def _named(self, node: str | None) -> str: ...

    def estimate(self, progress: Callable[[int], None] | None = None, *, leaves: bool = False) -> None:
        """Work out now how sure the results are, rather than when it is first asked for.

        Args:
            progress: Called with the number of schools that are finished.
            leaves: Work out the intervals of leaves' scores too.

        Raises:
            InputError: The cards were scored without uncertainty.
        """
        kept = self._sure
        if kept is None or leaves > kept[1]:
            estimators = [maker.estimator for maker in self._assemblers]
            found = estimate(
                estimators, self._scores.taken, self._table, self._settings(), leaves=leaves, progress=progress
            )
            self._sure = (found, leaves)

    def intervals(self, node: str | None = None) -> Floats:
        """Where the score of a node (the overall one where None) probably lies, shape (schools, 2): low and high.

        NaN where there is no score.

        Raises:
            InputError: The cards were scored without uncertainty.
            UnknownNameError: There is no such node.
        """
        name = self._named(node)
        found = self._found()
        if name not in found.low:
            self.estimate(leaves=True)
            found = self._found()
        return np.stack([found.low[name], found.high[name]], axis=1)

    def grade_probabilities(self, node: str | None = None) -> dict[str, Floats]:
        """Probability of each grade of a node, best first, each of shape (schools,); NaN where a school has no grade.

        Raises:
            InputError: The cards were scored without uncertainty.
            UnknownNameError: There is no such node.
        """
        name = self._named(node)
        return {grade: column.copy() for grade, column in self._found().chances.get(name, {}).items()}

    def rule_probabilities(self) -> dict[str, Floats]:
        """Probability that each rule fires, shape (schools,), by the rule's id.

        Raises:
            InputError: The cards were scored without uncertainty.
        """
        return {key: column.copy() for key, column in self._found().rules.items()}

    def without_error(self) -> dict[str, int]:
        """Leaves that were taken as exact because nothing tells their measure's error, and for how many schools.

        Raises:
            InputError: The cards were scored without uncertainty.
        """
        counts = {name: int(missing.sum()) for name, missing in self._found().without.items()}
        return {name: counts[name] for name in self.nodes if counts.get(name)}

    def certain(self, confidence: float = 0.95, node: str | None = None) -> CertainGrades:
        """How many schools' grades are certain: have at least a probability.

        Args:
            confidence: That probability.
            node: The node; the overall one where None.

        Raises:
            InputError: The cards were scored without uncertainty, or the confidence is not between 0 and 1.
            UnknownNameError: There is no such node.
        """
        name = self._named(node)
        Uncertainty(confidence=confidence)  # refuses what is no probability
        found = self._found()
        grades = np.array(self.grades(name), object)
        told = found.told.get(name, np.zeros(len(grades), np.bool_))
        by_grade = {}
        for grade, chance in found.chances.get(name, {}).items():
            has = grades == grade
            by_grade[grade] = (int(has.sum()), int((has & told & (chance >= confidence - 1e-12)).sum()))
        graded = np.array([grade is not None for grade in grades.tolist()], np.bool_)
        certain = sum(sure for _, sure in by_grade.values())
        return CertainGrades(confidence, int(graded.sum()), certain, int((graded & ~told).sum()), by_grade)

    def ranks(self, node: str | None = None, confidence: float | None = None) -> Any:
        """Return the place of each school by its score, and the places between which it probably lies, as a frame.

        Columns: the id; ``rank``, 1 for the highest score, schools of one score sharing the best of their places;
        ``rank_low`` (the better end) and ``rank_high``. Empty for schools without a score. In each draw all schools are
        ranked anew; the ends are those of the middle part of a school's places.

        Args:
            node: The node; the overall one where None.
            confidence: Probability that the places are meant to cover; that of the intervals where None.

        Raises:
            InputError: The cards were scored without uncertainty.
            UnknownNameError: There is no such node.
        """
        from reportcard.results.frames import frame_of_schools
        from reportcard.uncertainty.ranks import rank_limits

        name = self._named(node)
        settings = self._settings()
        if confidence is not None:
            settings = replace(settings, confidence=confidence)
        estimators = [maker.estimator for maker in self._assemblers]
        row = {at: 0 if name == self.root else plan.rows.get(name) for at, (_, plan) in enumerate(self._plans)}
        found = rank_limits(estimators, row, self._scores.taken, self._table, settings, self.scores(name))
        return frame_of_schools(
            cast("ReportCards", self), {"rank": found.rank, "rank_low": found.low, "rank_high": found.high}
        )

    def sure_columns(self, node: str) -> dict[str, Floats]:
        """Columns of a frame that tell how sure a node is: ``low``, ``high``, ``p_<grade>``; or none."""
        if self.uncertainty is None:
            return {}
        found = self._found()
        columns = {"low": found.low[node], "high": found.high[node]} if node in found.low else {}
        return {**columns, **{f"p_{grade}": chance for grade, chance in found.chances.get(node, {}).items()}}

    def _found(self) -> SureScores:
        self.estimate()
        assert self._sure is not None  # noqa: S101  it was just made
        return self._sure[0]

    def _settings(self) -> Uncertainty:
        if self.uncertainty is None:
            problem = Problem("no-uncertainty", "Nothing is known of errors.", "", "Score with uncertainty=True.")
            raise InputError("These cards were scored without uncertainty.", code="no-uncertainty", problems=[problem])
        return self.uncertainty

    def _sure_cards(self, at: int, block: Any, rows: Any) -> list[SureCard]:
        """How sure the results of some schools of a plan are, for their cards; none without uncertainty."""
        if self.uncertainty is None:
            return []
        return sure_cards(self._assemblers[at].estimator, self._table, block, rows, self.uncertainty)
