"""The rows of an audit's tables: what was measured, with its n and its interval."""

from __future__ import annotations

from dataclasses import dataclass

from reportcard.analysis.statistics import Estimate


@dataclass(frozen=True)
class ContextRow:
    """How a score goes with a circumstance of schools.

    Attributes:
        node: Id of the overall score, or of a part.
        context: Name of the circumstance.
        pearson: Correlation of the values.
        spearman: Correlation of the ranks.
    """

    node: str
    context: str
    pearson: Estimate
    spearman: Estimate


@dataclass(frozen=True)
class WeightRow:
    """What a part counts by its weight, and what it carries.

    Attributes:
        part: Id of the part.
        declared: Weight as declared, 0 to 1, the mean over the schools; NaN where a column sets it, or in a sum.
        applied: Weight in force, the mean over the schools; NaN in a sum.
        carried: Share of the overall score's variance that the part carries.
        correlation: Correlation of the part's score with the overall score.
        spread: Standard deviation of its score.
        without: Rank correlation of the overall score with the one that leaves this part out.
        schools: Schools in which the part counts.
    """

    part: str
    declared: float
    applied: float
    carried: Estimate
    correlation: Estimate
    spread: float
    without: Estimate
    schools: int


@dataclass(frozen=True)
class PairRow:
    """Two measures whose scores go together.

    Attributes:
        first: Id of a measure.
        second: Id of another.
        pearson: Correlation of their scores.
    """

    first: str
    second: str
    pearson: Estimate


@dataclass(frozen=True)
class Redundancy:
    """How much the measures say the same.

    Attributes:
        pairs: Pairs with a correlation of 0.9 or more, whatever its sign, the closest first.
        measures: Measures in the matrix: those that at least half of the scored schools have, and that differ.
        compared: Pairs that were looked at.
        first: Share of what the measures tell that lies in one dimension, 0 to 1; NaN below two measures.
        dimensions: How many unrelated measures they are worth.
        n: Schools behind the correlation with the fewest.
    """

    pairs: tuple[PairRow, ...]
    measures: tuple[str, ...]
    compared: int
    first: float
    dimensions: float
    n: int


@dataclass(frozen=True)
class GradeRow:
    """How many schools have a grade.

    Attributes:
        grade: The grade.
        share: Share of the graded schools.
        schools: Schools that have it.
    """

    grade: str
    share: Estimate
    schools: int


@dataclass(frozen=True)
class NearCuts:
    """How many grades hang on little.

    Attributes:
        step: Rounding step of the overall score; None where it is not rounded.
        within_step: Share of schools whose grade would be another with one step more or less.
        indicators: Measures whose error is known.
        error: Median standard error of the overall score from these, over the schools that have one; NaN for none.
        within_error: Share of those within 1.96 standard errors of a cut score.
        other_grade: Share of those that would be expected to get another grade from other draws of the same errors.
    """

    step: float | None
    within_step: Estimate
    indicators: tuple[str, ...]
    error: float
    within_error: Estimate
    other_grade: Estimate


@dataclass(frozen=True)
class CoverageRow:
    """How much data a node rests on.

    Attributes:
        node: Id of the overall score, or of a part.
        scored: Share of schools that have a score.
        mean: Share of its weight that rests on data, on average over the schools that have a score.
        whole: Share of the schools with a score for which all of it does.
    """

    node: str
    scored: Estimate
    mean: float
    whole: Estimate


@dataclass(frozen=True)
class YearRow:
    """How results of an earlier year go with today's.

    Attributes:
        year: The year.
        node: Id of the overall score, or of a part.
        pearson: Correlation of the scores.
        spearman: Correlation of the ranks.
        same_grade: Share of schools with the same grade; of those graded in both.
        two_grades: Share that moved two grades or more.
        change: Mean absolute change of the score.
        small: Spread of the changes in the smallest third of the schools over that in the largest.
    """

    year: str
    node: str
    pearson: Estimate
    spearman: Estimate
    same_grade: Estimate
    two_grades: Estimate
    change: float
    small: Estimate


@dataclass(frozen=True)
class SizeRow:
    """Scores of schools of about the same size.

    Attributes:
        quarter: 1 the smallest quarter, 4 the largest.
        low: Smallest size in it.
        high: Largest size.
        mean: Mean overall score.
        spread: Standard deviation of the score.
        ends: Share of its schools with the best or the worst grade.
        n: Schools.
    """

    quarter: int
    low: float
    high: float
    mean: float
    spread: float
    ends: Estimate
    n: int
