"""Why a value is there or is not: the statuses, their order and their words.

A status is a small integer inside the engine and a word on the card. The order matters: where several children
are absent for different reasons, their parent takes the highest of their statuses, so that the reason a reader
should know most (a rule withheld it, a cell was invalid, pupils were protected) is the one that is told.
"""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Whether a value is present, and if not, why. Listed from least to most important to tell."""

    AVAILABLE = "available"
    CENSORED = "censored"
    NOT_APPLICABLE = "not_applicable"
    NOT_COLLECTED = "not_collected"
    NOT_ENTERED = "not_entered"
    NEW = "new"
    NOT_PUBLISHED = "not_published"
    MISSING = "missing"
    LOW_COVERAGE = "low_coverage"
    REDACTED = "redacted"
    SUPPRESSED = "suppressed"
    INVALID = "invalid"
    INSUFFICIENT = "insufficient"
    WITHHELD = "withheld"

    @property
    def code(self) -> int:
        """The small integer that stands for this status in a status matrix."""
        return _CODES[self]

    @property
    def is_present(self) -> bool:
        """Whether a value stands beside this status."""
        return self in _PRESENT

    @property
    def words(self) -> str:
        """The status in words that a parent can read."""
        return _WORDS[self]

    @staticmethod
    def of(code: int) -> Status:
        """Return the status that a small integer stands for."""
        return STATUSES[code]


STATUSES: tuple[Status, ...] = tuple(Status)
#: Held by name here, because the class looks its members up anew each time, and this is asked of every value.
_PRESENT = (Status.AVAILABLE, Status.CENSORED)
_CODES = {status: code for code, status in enumerate(STATUSES)}
_WORDS = {
    Status.AVAILABLE: "available",
    Status.CENSORED: "published only as beyond a limit",
    Status.NOT_APPLICABLE: "does not apply to this school",
    Status.NOT_COLLECTED: "not collected",
    Status.NOT_ENTERED: "no pupils were entered",
    Status.NEW: "the school is too new",
    Status.NOT_PUBLISHED: "not published",
    Status.MISSING: "no value was given",
    Status.LOW_COVERAGE: "too few of the pupils are covered",
    Status.REDACTED: "held back as not reliable",
    Status.SUPPRESSED: "hidden because few pupils are involved",
    Status.INVALID: "the value given is not valid",
    Status.INSUFFICIENT: "not enough evidence for a score",
    Status.WITHHELD: "withheld by a rule of the framework",
}
