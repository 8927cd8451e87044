"""Points in slots, as Attainment 8 has them: eight subjects, of which English and maths count twice."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportcard.indicators.status import Status
from reportcard.metrics.contract import Column, Metric, Parameters
from reportcard.metrics.outcome import Cause, without

#: Most points of each part: grade 9 in each of its slots, English and maths counted twice.
MOST = {"english": 18.0, "maths": 18.0, "ebacc": 27.0, "open": 27.0}


class SlotPointsParameters(Parameters):
    """Parameters of Attainment 8.

    Attributes:
        doubled: Whether English and maths are counted twice already, as the published parts are.
    """

    doubled: bool = True


def compute(columns: Mapping[str, Column], parameters: SlotPointsParameters) -> Column:
    """Return the sum of the four parts; a part that no grades can make is invalid."""
    twice = 1.0 if parameters.doubled else 2.0
    parts = {role: columns[role].value * (twice if role in ("english", "maths") else 1.0) for role in MOST}
    beyond = np.logical_or.reduce([(part < 0) | (part > MOST[role]) for role, part in parts.items()])
    value = parts["english"] + parts["maths"] + parts["ebacc"] + parts["open"]
    note = "a part is not between 0 and the points of a grade 9 in each slot"
    return without(Column(value), columns, Cause(beyond, Status.INVALID, note))


SLOT_POINTS = Metric(
    id="slot_points",
    title="Points in eight slots (Attainment 8)",
    measures="Pupils' mean points at 16 in eight subjects: English, maths, three EBacc subjects and three others.",
    matters="It counts every grade in a broad curriculum, not only those at a borderline.",
    computed="English (twice) + maths (twice) + the three EBacc slots + the three open slots, each the mean over all "
    "pupils; a pupil's empty slot counts 0. At most 90.",
    improves="Better grades of any pupil; filling slots that pupils leave empty.",
    inputs=("english", "maths", "ebacc", "open"),
    parameters=SlotPointsParameters,
    compute=compute,
    unit="points",
    direction="higher",
    low=0,
    high=90,
    rises_with=("english", "maths", "ebacc", "open"),
    references=("DfE, Secondary accountability measures (October 2019): Attainment 8",),
)
