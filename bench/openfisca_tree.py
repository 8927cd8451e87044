"""The same tree in OpenFisca-Core, for one unit: 20 inputs, 20 normalisations, 6 categories, 1 overall score."""

from __future__ import annotations

from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import YEAR
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.tree import CATEGORIES, INDICATORS, LOW_IS_GOOD

PERIOD = "2026"


def system() -> TaxBenefitSystem:
    """A system with the variables of the tree."""
    school = build_entity("school", "schools", "A school", is_person=True)
    made = TaxBenefitSystem([school])
    names = iter(INDICATORS)
    for at, count in enumerate(CATEGORIES):
        members = [next(names) for _ in range(count)]
        for name in members:
            made.add_variable(_variable(name, school, None))
            made.add_variable(_variable(f"{name}_score", school, _line(name)))
        made.add_variable(
            _variable(f"c{at}", school, _mean([f"{name}_score" for name in members], range(1, count + 1)))
        )
    categories = [f"c{at}" for at in range(len(CATEGORIES))]
    made.add_variable(_variable("overall", school, _mean(categories, range(10, 10 + len(categories)))))
    return made


def _variable(name: str, entity: Any, formula: Any) -> type[Variable]:
    parts: dict[str, Any] = {"value_type": float, "entity": entity, "definition_period": YEAR, "label": name}
    if formula is not None:
        parts["formula"] = formula
    return type(name, (Variable,), parts)


def _line(name: str) -> Any:
    def formula(school: Any, period: Any) -> Any:
        value = school(name, period)
        return np.clip(100 - value if name in LOW_IS_GOOD else value, 0, 100)

    return formula


def _mean(names: list[str], weights: Any) -> Any:
    pairs = list(zip(names, weights, strict=True))
    total = sum(weight for _, weight in pairs)

    def formula(school: Any, period: Any) -> Any:
        return sum(school(name, period) * weight for name, weight in pairs) / total

    return formula


def score_one(made: TaxBenefitSystem, values: dict[str, float]) -> float:
    """The overall score of one school, as its users compute it: from a dictionary."""
    builder = SimulationBuilder()
    situation = {"schools": {"s": {name: {PERIOD: value} for name, value in values.items()}}}
    simulation = builder.build_from_entities(made, situation)
    return float(simulation.calculate("overall", PERIOD)[0])
