"""What every built-in metric is checked on: inputs that it can measure, its parameters, and roles it can do without."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from reportcard.metrics import Column

Given = list[float] | list[list[float]]


class Case(NamedTuple):
    """Inputs for the checks that every metric goes through.

    Attributes:
        inputs: Values by role, a list of lists where the role takes a list of indicators.
        parameters: Parameters as a document writes them.
        spare: Roles without which the value stays as it is: they only say how sure it is.
    """

    inputs: dict[str, Given]
    parameters: Mapping[str, Any] = MappingProxyType({})
    spare: frozenset[str] = frozenset()

    def columns(self) -> dict[str, Column]:
        """The inputs as columns, each value with an error and a number of pupils."""
        return {role: _column(given) for role, given in self.inputs.items()}


def _column(given: Given) -> Column:
    value = np.array(given, np.float64)
    error = np.full(value.shape, 0.5)
    return Column(value, n=np.full(value.shape, 50.0), lower=value - 1, upper=value + 1, standard_error=error)


#: By id of the metric. A metric without a case fails the tests.
CASES: dict[str, Case] = {
    "value": Case({"of": [44.6, 0, -3]}),
    "ratio": Case({"numerator": [3, 0, 57], "denominator": [4, 5, 64]}),
    "rate_change": Case(
        {
            "numerator": [3, 0, 57],
            "denominator": [4, 5, 64],
            "earlier_numerator": [6, 2, 148],
            "earlier_denominator": [10, 4, 179],
        }
    ),
    "difference": Case({"of": [7.5, 0, -3], "less": [5, 0, 2]}),
    "national_interval": Case(
        {"of": [-0.08, 0.77, 0], "pupils": [128, 164, 6]}, {"deviation": 1.2828}, frozenset({"pupils"})
    ),
    "threshold_share": Case({"reached": [81, 0, 20], "pupils": [263, 20, 20]}),
    "average_points": Case(
        {"counts": [[1, 0, 0], [1, 0, 0], [3, 2, 0], [20, 8, 1], [5, 0, 0], [0, 1, 0]]}, {"table": "ks2_levels"}
    ),
    "points_per_pupil": Case({"counts": [[2, 0, 1], [3, 0, 1]], "pupils": [4, 5, 1]}, {"points": [58, 0]}),
    "slot_points": Case({"english": [10, 18, 0], "maths": [9, 18, 1], "ebacc": [13.5, 27, 0], "open": [14.3, 27, 2]}),
    "ebacc_average_points": Case(
        {
            "english": [5, 9, 0],
            "maths": [4.5, 9, 1],
            "sciences": [9, 18, 0],
            "humanities": [3, 9, 0],
            "language": [2.5, 9, 0],
        }
    ),
    "contextual_value_added": Case(
        {"actual": [368, 300, 310], "predicted": [363.4, 310, 310], "pupils": [120, 25, 200]},
        {"school_variance": 100, "pupil_variance": 4000},
    ),
    "progress_score": Case(
        {"of": [-0.08, 0.77, 0], "pupils": [128, 164, 30], "cohort": [140, 164, 60]}, {"deviation": 1.2828}
    ),
    "attendance": Case({"attended": [342, 0, 380], "possible": [380, 380, 380]}),
    "persistent_absence": Case({"absentees": [12, 0, 90], "pupils": [120, 50, 90]}, {"definition": 10}),
    "survey_share": Case({"positive": [45, 0, 30], "responses": [60, 10, 30], "invited": [100, 20, 30]}),
    "response_rate": Case({"responses": [60, 0, 30], "invited": [100, 20, 30]}),
    "gap": Case({"disadvantaged": [58, 73, 80], "other": [71, 71, 71]}),
    "gap_change": Case(
        {
            "disadvantaged": [58, 73, 80],
            "other": [71, 71, 71],
            "disadvantaged_before": [50, 75, 40],
            "other_before": [70, 70, 70],
        }
    ),
    "narrowing_credit": Case(
        {
            "disadvantaged": [58, 73, 80],
            "other": [71, 71, 71],
            "disadvantaged_before": [50, 75, 40],
            "other_before": [70, 70, 70],
        }
    ),
    "coverage_of_entitlements": Case({"entitlements": [[100, 0, 50], [50, 0, 75], [0, 10, 100]]}),
    "entitlement_reach": Case({"reached": [7, 0, 30], "entitled": [10, 5, 30]}),
    "inspection_limit_2009": Case(
        {
            "outcomes": [2, 1, 3, 4],
            "capacity": [2, 1, 2, 2],
            "provision": [[2, 1, 3, 2], [1, 1, 2, 2], [2, 2, 2, 2]],
            "equality": [2, 1, 3, 1],
            "safeguarding": [1, 1, 2, 1],
        }
    ),
    "inspection_status_2025": Case(
        {
            "areas": [[3, 5, 4, 5], [2, 3, 4, 1]],
            "leadership": [3, 5, 4, 3],
            "safeguarding": [1, 1, 0, 1],
        }
    ),
    "inspection_change": Case(
        {
            "now": [2, 3, 1],
            "before": [3, 1, 1],
            "framework_now": [2012, 2012, 2019],
            "framework_before": [2012, 2012, 2012],
        }
    ),
    "inspection_age": Case({"inspected": [20140204, 20190901, 20200229]}, {"on": "2020-09-01"}),
}
