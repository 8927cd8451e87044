"""What a card tells of its certainty: intervals, probabilities, and which measures were taken as exact."""

from __future__ import annotations

import math
from typing import Any

from reportcard.engine.plan import Plan
from reportcard.engine.table import Table
from reportcard.results.card import Certainty, Interval
from reportcard.uncertainty.settings import Uncertainty
from reportcard.uncertainty.sure import Estimator, Sure


class SureCard:
    """How sure one school's results are, as its card tells it."""

    def __init__(self, sure: Sure, plan: Plan, at: int, settings: Uncertainty) -> None:
        self._ends = dict(
            zip(sure.rows, zip(sure.low[:, at].tolist(), sure.high[:, at].tolist(), strict=True), strict=True)
        )
        self._chances = {row: chances[::-1, at].tolist() for row, chances in sure.chances.items()}
        self._plan = plan
        leaves = [node.node.id for node in plan.nodes if node.family is None]
        fired = {key: float(chance[at]) for key, chance in sure.rules.items()}
        self.certainty = Certainty.trusted(
            {
                "confidence": settings.confidence,
                "draws": settings.draws if sure.drawn[at] else 0,
                "seed": settings.seed,
                "correlation": settings.correlation,
                "without_error": tuple(
                    name for name, missing in zip(leaves, sure.without[:, at].tolist(), strict=True) if missing
                ),
                "rules": {key: chance for key, chance in fired.items() if chance > 0},
            }
        )

    def node(self, row: int) -> dict[str, Any]:
        """Interval and grade probabilities of a node; empty where it has no score."""
        low, high = self._ends.get(row, (math.nan, math.nan))
        if low != low:
            return {}
        fields: dict[str, Any] = {"interval": Interval.complete({"low": low, "high": high})}
        chances, bands = self._chances.get(row), self._plan.nodes[row].bands
        if bands is not None and chances is not None and chances[0] == chances[0]:
            fields["grade_probabilities"] = dict(zip(reversed(bands.grades), chances, strict=True))
        return fields


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
    return [SureCard(sure, estimator.plan, at, settings) for at in range(rows.size)]
