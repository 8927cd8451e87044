"""Contextual value added: how far pupils do better than pupils like them, shrunk towards the mean."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from pydantic import Field

from reportcard.indicators.status import Status
from reportcard.metrics.contract import Column, Metric, Parameters
from reportcard.metrics.outcome import Cause, without


class ValueAddedParameters(Parameters):
    """Parameters of contextual value added. The variances that the department used are not known: give your own.

    Attributes:
        school_variance: Variance between schools of the national model, σ²ᵤ.
        pupil_variance: Variance between pupils within schools of the national model, σ²ₑ.
        base: Score of a school whose pupils do as predicted: 1000 for key stages 2 to 4, 100 for 1 to 2.
        critical: Multiple of the standard error for the limits; 1.96 for 95 %.
        minimum_pupils: With fewer pupils the score is suppressed; the tables of the time needed 11.
    """

    school_variance: float = Field(gt=0)
    pupil_variance: float = Field(ge=0)
    base: float = 1000.0
    critical: float = Field(default=1.96, gt=0)
    minimum_pupils: float = Field(default=11, ge=0)


def compute(columns: Mapping[str, Column], parameters: ValueAddedParameters) -> Column:
    """Return ``base + n σ²ᵤ ÷ (n σ²ᵤ + σ²ₑ) × (actual − predicted)`` with error ``√(σ²ᵤ σ²ₑ ÷ (n σ²ᵤ + σ²ₑ))``."""
    given = columns["pupils"].value
    pupils = np.where(given > 0, given, np.nan)
    between, within = parameters.school_variance, parameters.pupil_variance
    known = pupils * between + within
    with np.errstate(invalid="ignore", over="ignore"):
        shrinkage = 1 / (1 + within / (pupils * between))
        value = parameters.base + shrinkage * (columns["actual"].value - columns["predicted"].value)
        error = np.sqrt(between * within / known)
    half = parameters.critical * error
    few = Cause(given < parameters.minimum_pupils, Status.SUPPRESSED, Status.SUPPRESSED.words)
    return without(Column(value, None, pupils, value - half, value + half, error), columns, few)


CONTEXTUAL_VALUE_ADDED = Metric(
    id="contextual_value_added",
    title="Contextual value added",
    measures="How far a school's pupils did better or worse than pupils with the same starting points and background.",
    matters="Schools with different intakes can be compared; raw results mostly tell who goes where.",
    computed="base + shrinkage × (mean actual − mean predicted points); shrinkage is n × σ²ᵤ ÷ (n × σ²ᵤ + σ²ₑ), and "
    "the limits are ± 1.96 × √(σ²ᵤ × σ²ₑ ÷ (n × σ²ᵤ + σ²ₑ)).",
    improves="Pupils do better than those like them elsewhere. The measure is relative: not all schools can be above.",
    inputs=("actual", "predicted", "pupils"),
    parameters=ValueAddedParameters,
    compute=compute,
    unit="points",
    direction="higher",
    rises_with=("actual",),
    falls_with=("predicted",),
    convention="Shrinkage and interval are the standard result for a model with a random intercept; base, steps and "
    "the minimum are documented, the variance constants of 2009 are not known and have no default.",
    references=(
        "DCSF, Technical guide to contextual value added (2007 model)",
        "House of Commons, HC 169 (2007–08), paragraphs 91–93: shrinkage and interval of the school's score",
        "Goldstein, H. (2011), Multilevel Statistical Models, 4th edition, chapter 2: shrunken residuals",
    ),
)
