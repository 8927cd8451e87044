"""What a card tells of its certainty: intervals, probabilities, and which measures were taken as exact."""

from __future__ import annotations

import math
from typing import Any

from reportcard.engine.plan import Plan
from reportcard.engine.table import Table
from reportcard.results.card import Certainty, Interval
from reportcard.uncertainty.alone import SureOne
from reportcard.uncertainty.settings import Uncertainty
from reportcard.uncertainty.sure import Estimator

_NO_ENDS = (math.nan, math.nan)


class SureCard:
    """How sure one school's results are, as its card tells it."""

    def __init__(self, sure: SureOne, plan: Plan, settings: Uncertainty) -> None:
        self._sure = sure
        self._plan = plan
        leaves = [node.node.id for node in plan.nodes if node.family is None]
        self.certainty = Certainty.trusted(
            {
                "confidence": settings.confidence,
                "draws": settings.draws if sure.drawn else 0,
                "seed": settings.seed,
                "correlation": settings.correlation,
                "without_error": tuple([name for name, missing in zip(leaves, sure.without, strict=True) if missing]),
                "rules": {key: chance for key, chance in sure.rules.items() if chance > 0},
            }
        )

    def add(self, row: int, fields: dict[str, Any]) -> None:
        """Add a node's interval and grade probabilities to what is told of it; nothing where it has no score."""
        low, high = self._sure.ends.get(row, _NO_ENDS)
        if low != low:
            return
        fields["interval"] = Interval.complete({"low": low, "high": high})
        chances, bands = self._sure.chances.get(row), self._plan.nodes[row].bands
        if bands is not None and chances is not None and chances[0] == chances[0]:
            fields["grade_probabilities"] = dict(zip(bands.grades[::-1], chances[::-1], strict=True))


def sure_cards(estimator: Estimator, table: Table, block: Any, rows: Any, settings: Uncertainty) -> list[SureCard]:
    """How sure the results of some schools are, one by one.

    Args:
        estimator: The estimator of their plan.
        table: The table that they stand in.
        block: The block in which they were scored, with trace and unrounded scores.
        rows: Their rows in the table.
        settings: Confidence, draws, seed.
    """
    sure = estimator.sure(table, rows, settings, leaves=True, base=block)
    return [SureCard(sure.one(at), estimator.plan, settings) for at in range(rows.size)]
