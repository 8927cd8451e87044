"""EBacc average point score: points in six pillars of the English Baccalaureate, taken or not."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportcard.indicators.status import Status
from reportcard.metrics.arithmetic import ordered_sum
from reportcard.metrics.contract import Column, Metric, Parameters
from reportcard.metrics.outcome import Cause, without

#: Most points of each pillar: grade 9, in two sciences.
MOST = {"english": 9.0, "maths": 9.0, "sciences": 18.0, "humanities": 9.0, "language": 9.0}


def compute(columns: Mapping[str, Column], parameters: Parameters) -> Column:
    """Return the sum of the pillars divided by six; a pillar that no grades can make is invalid."""
    parts = {role: columns[role].value for role in MOST}
    beyond = np.logical_or.reduce([(part < 0) | (part > MOST[role]) for role, part in parts.items()])
    value = ordered_sum(parts.values()) / 6
    note = "a pillar is not between 0 and the points of a grade 9"
    return without(Column(value), columns, Cause(beyond, Status.INVALID, note))


EBACC_AVERAGE_POINTS = Metric(
    id="ebacc_average_points",
    title="EBacc average point score from its pillars",
    measures="Pupils' mean points in English, maths, two sciences, history or geography, and a language.",
    matters="Unlike the share that passes every EBacc subject it counts each grade, and each subject not taken.",
    computed="(English + maths + the two best sciences together + history or geography + language) ÷ 6, each the mean "
    "over the whole cohort; a pupil's missing pillar counts 0. At most 9.",
    improves="Better grades in these subjects; more pupils who take all of them.",
    inputs=("english", "maths", "sciences", "humanities", "language"),
    compute=compute,
    unit="points",
    direction="higher",
    low=0,
    high=9,
    rises_with=("english", "maths", "sciences", "humanities", "language"),
    references=("DfE, Secondary accountability measures (October 2019): EBacc average point score",),
)
