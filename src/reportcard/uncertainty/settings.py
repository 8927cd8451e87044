"""What a caller can choose about uncertainty: confidence, draws, seed, shared errors."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from reportcard.errors import InputError, Problem
from reportcard.uncertainty.normal import deviate

_FEWEST, _MOST = 100, 100_000


@dataclass(frozen=True)
class Uncertainty:
    """How intervals and probabilities are made.

    Attributes:
        confidence: Probability that an interval is meant to cover, above 0 and below 1.
        draws: Number of draws, 100 to 100,000. With 1,000 a probability is known to within 0.03, mostly far better.
        seed: Seed of the draws, 0 or more. The same seed gives a school the same draws, whoever stands beside it.
        correlation: Correlation of the errors of one school's measures, 0 to below 1, in the direction of better: a
            lucky year lifts all of them. 0 takes them as independent.
        exact: Use the exact answer in place of draws where everything below a node is linear and normal.
    """

    confidence: float = 0.95
    draws: int = 1000
    seed: int = 2009
    correlation: float = 0.0
    exact: bool = True

    def __post_init__(self) -> None:
        faults = [
            Problem("bad-uncertainty", f"'{name}' is {given!r}.", name, remedy)
            for name, given, holds, remedy in self._checks()
            if not holds
        ]
        if faults:
            raise InputError("The uncertainty cannot be computed so.", code="bad-uncertainty", problems=faults)

    def _checks(self) -> list[tuple[str, object, bool, str]]:
        return [
            ("confidence", self.confidence, _within(self.confidence, 0, 1) and self.confidence > 0, "Between 0 and 1."),
            ("draws", self.draws, _whole(self.draws, _FEWEST, _MOST), f"Give a whole number, {_FEWEST} to {_MOST}."),
            ("seed", self.seed, _whole(self.seed, 0, 2**63), "Give a whole number of 0 or more."),
            ("correlation", self.correlation, _within(self.correlation, 0, 1), "Give a number from 0 to below 1."),
        ]

    @cached_property
    def critical(self) -> float:
        """Standard errors on each side of an interval: 1.96 for 95 %."""
        return deviate(0.5 + self.confidence / 2)


def settings_of(given: Uncertainty | bool) -> Uncertainty | None:
    """The settings that ``uncertainty=`` stands for: True for the usual ones, False for none."""
    if isinstance(given, Uncertainty):
        return given
    if not isinstance(given, bool):
        problem = Problem("bad-uncertainty", f"{given!r} was given.", "uncertainty", "Give True or Uncertainty(...).")
        raise InputError("The uncertainty cannot be computed so.", code="bad-uncertainty", problems=[problem])
    return Uncertainty() if given else None


def _within(number: object, low: float, high: float) -> bool:
    return isinstance(number, int | float) and not isinstance(number, bool) and low <= number < high


def _whole(number: object, low: int, high: int) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and low <= number <= high and math.isfinite(number)
