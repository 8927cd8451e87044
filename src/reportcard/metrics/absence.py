"""Attendance, and persistent absence by one of its three definitions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np

from reportcard.indicators.status import Status
from reportcard.metrics.contract import Column, Floats, Metric, Parameters
from reportcard.metrics.outcome import Cause, without

_GUIDE = "DfE, A guide to absence statistics (March 2016)"


class PersistentAbsenceParameters(Parameters):
    """Parameters of persistent absence.

    Attributes:
        definition: Share of sessions missed from which a pupil counts, in %: 20 (2005/06 to 2009/10), 15 (2010/11 to
            2014/15) or 10 (2015/16 and later). Numbers of different definitions cannot be compared.
    """

    definition: Literal[10, 15, 20]

    def definition_in_use(self) -> tuple[str, str]:
        """Persistent absence at this threshold."""
        return "persistent absence", f"missing {self.definition} % or more"


def _share(part: Floats, whole: Floats, columns: Mapping[str, Column], what: str) -> Column:
    """A percentage of a whole; outside 0 to 100 % it is invalid, of nothing it does not apply."""
    n = np.where(whole > 0, whole, np.nan)
    beyond = Cause((part < 0) | (part > whole), Status.INVALID, f"the number is not between none and all of the {what}")
    return without(Column(100 * part / n, n=n), columns, beyond)


def attendance(columns: Mapping[str, Column], parameters: Parameters) -> Column:
    """Return ``100 × attended ÷ possible``."""
    # The number behind it is one of sessions, not of pupils: it is not passed on as such.
    found = _share(columns["attended"].value, columns["possible"].value, columns, "possible sessions")
    return found._replace(n=None)


def persistent(columns: Mapping[str, Column], parameters: PersistentAbsenceParameters) -> Column:
    """Return ``100 × absentees ÷ pupils``."""
    return _share(columns["absentees"].value, columns["pupils"].value, columns, "pupils")


ATTENDANCE = Metric(
    id="attendance",
    title="Attendance",
    measures="Half-day sessions attended, as a percentage of the possible ones.",
    matters="Pupils who are not there do not learn, and absence is often the first sign that something is wrong.",
    computed="100 × sessions attended ÷ possible sessions.",
    improves="Fewer sessions missed, for whatever reason.",
    inputs=("attended", "possible"),
    compute=attendance,
    unit="%",
    direction="higher",
    low=0,
    high=100,
    rises_with=("attended",),
    falls_with=("possible",),
    references=(_GUIDE,),
)

PERSISTENT_ABSENCE = Metric(
    id="persistent_absence",
    title="Persistent absence",
    measures="The percentage of pupils who miss so many sessions that they count as persistently absent.",
    matters="A good average can hide a few pupils who are hardly ever there.",
    computed="100 × persistent absentees ÷ pupils, by the definition that is named; one framework uses one definition.",
    improves="Fewer pupils above the threshold of sessions missed.",
    inputs=("absentees", "pupils"),
    parameters=PersistentAbsenceParameters,
    compute=persistent,
    unit="%",
    direction="lower",
    low=0,
    high=100,
    rises_with=("absentees",),
    falls_with=("pupils",),
    references=(_GUIDE, "DfE, statistical releases on pupil absence 2010/11 and 2015/16: changes of the threshold"),
)
