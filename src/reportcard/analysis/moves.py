"""Ways to change a school's values: one indicator alone, or several in a stated mix, in steps that can be published."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from reportcard.engine.table import Floats
from reportcard.errors import InputError, Problem
from reportcard.indicators.indicator import Indicator

Counts = npt.NDArray[np.int64]

#: Noise of a value divided by its step: 47.3 by 0.1 is 472.99999999999994.
_NOISE = 1e-9
#: Steps that are tried at most where nothing bounds a value.
FAR = 10**9
#: The word for moving every indicator by the same share of its range.
RANGE = "range"
#: Steps that a range is divided into, at least; and the step where there is no range.
_FINE = 1000
_USUAL = 0.01
#: A mix in shares of the range moves by a thousandth of it.
_SHARE = 0.001


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator of a move.

    Attributes:
        indicator: Its id.
        described: Its description.
        amount: How far it moves per unit of the move, in its own unit.
        step: The precision that new values have, in its unit.
    """

    indicator: str
    described: Indicator
    amount: float
    step: float

    def end(self, sign: npt.NDArray[np.int8], full: Floats) -> Floats:
        """The best value worth trying, by the way that is better; infinite where there is no end."""
        low = -math.inf if self.described.low is None else self.described.low
        high = math.inf if self.described.high is None else self.described.high
        best = np.where(sign > 0, np.minimum(high, full), np.maximum(low, full))
        return np.where(sign == 0, np.nan, best) + 0.0


@dataclass(frozen=True, slots=True)
class Move:
    """A way to change values.

    Attributes:
        name: The indicator's id, or the word for the mix.
        parts: The indicators that move.
        unit: Size of one step of the move; for an indicator alone its step.
    """

    name: str
    parts: tuple[Part, ...]
    unit: float

    def counts(self, at: int, value: Floats, sign: npt.NDArray[np.int8], end: Floats) -> Counts:
        """Steps of the move after which a part changes no more."""
        part = self.parts[at]
        own, last = _in_steps(value * sign, part.step), _in_steps(end * sign, part.step)
        whole = np.where(np.isfinite(last), np.floor(last + _NOISE), own + FAR)
        needed = np.ceil((whole - own) / self._ratio(part) - _NOISE)
        out: Counts = np.where(np.isnan(needed), 0, np.clip(needed, 0, FAR)).astype(np.int64)
        return out

    def moved(self, at: int, value: Floats, sign: npt.NDArray[np.int8], end: Floats, count: Counts) -> Floats:
        """A part's values after some steps: multiples of its own step, never worse than now, never past the end."""
        part = self.parts[at]
        own = value * sign
        steps = np.floor(_in_steps(own, part.step) + count * self._ratio(part) + _NOISE)
        last = np.floor(_in_steps(end * sign, part.step) + _NOISE)
        steps = np.minimum(steps, np.where(np.isfinite(last), last, np.inf))
        up, down = Decimal(repr(part.step)).as_integer_ratio()
        better = np.where(count > 0, np.maximum(steps * up / down, own), own)
        return np.asarray(better * sign + 0.0, np.float64)

    def _ratio(self, part: Part) -> float:
        """Steps of a part per step of the move: 1 for an indicator alone."""
        return self.unit * part.amount / part.step


def _in_steps(value: Floats, step: float) -> Floats:
    up, down = Decimal(repr(step)).as_integer_ratio()
    return value * down / up


def alone(indicator: str, described: Indicator, steps: Mapping[str, float]) -> Move:
    """The move of one indicator."""
    step = step_of(indicator, described, steps)
    return Move(indicator, (Part(indicator, described, 1.0, step),), step)


def mixed(
    mix: Mapping[str, float] | str, known: Mapping[str, Indicator], steps: Mapping[str, float], able: Sequence[str]
) -> Move:
    """The move of several indicators together.

    Args:
        mix: Amounts by indicator, each in its own unit; or ``range`` for the same share of each one's range.
        known: Descriptions of the indicators.
        steps: Precisions that the caller asked for.
        able: Indicators that have a better direction; ``range`` moves those of them that have a range.
    """
    amounts = dict(mix) if not isinstance(mix, str) else _by_range(mix, known, able)
    for name, amount in amounts.items():
        if isinstance(amount, bool) or not isinstance(amount, int | float) or not 0 < amount < math.inf:
            raise bad_change(
                f"The mix moves '{name}' by {amount!r}.", "Give a number above 0, in the indicator's unit."
            )
    if not amounts:
        raise bad_change("The mix moves nothing.", "Name indicators and how far each moves: {'attendance': 1}.")
    parts = [
        Part(name, known[name], float(amount), step_of(name, known[name], steps)) for name, amount in amounts.items()
    ]
    unit = _SHARE if isinstance(mix, str) else min(part.step / part.amount for part in parts)
    return Move("mix", tuple(parts), unit)


def _by_range(word: str, known: Mapping[str, Indicator], able: Sequence[str]) -> dict[str, float]:
    if word != RANGE:
        raise bad_change(f"There is no mix '{word}'.", "Give amounts by indicator, or the word 'range'.")
    width = {name: span for name in able if (span := _span(known[name])) is not None}
    if not width:
        raise bad_change("No indicator has a range.", "Give amounts by indicator.")
    return width


def _span(described: Indicator) -> float | None:
    if described.low is None or described.high is None or described.high <= described.low:
        return None
    return described.high - described.low


def step_of(indicator: str, described: Indicator, steps: Mapping[str, float]) -> float:
    """The precision of an indicator's values.

    1 for whole numbers, else the power of ten that is a thousandth of the range or a little less; 0.01 without a range.
    """
    if indicator in steps:
        return _checked(indicator, steps[indicator], described)
    if described.whole or described.labels:
        return 1.0
    span = _span(described)
    return _USUAL if span is None else float(Decimal(10) ** math.floor(math.log10(span / _FINE) + _NOISE))


def _checked(indicator: str, step: float, described: Indicator) -> float:
    if isinstance(step, bool) or not isinstance(step, int | float) or not 0 < step < math.inf:
        raise bad_change(f"The step of '{indicator}' is {step!r}.", "Give a number above 0.")
    if described.whole and step != int(step):
        raise bad_change(
            f"The step of '{indicator}' is {step:g}; its values are whole numbers.", "Give a whole number."
        )
    return float(step)


def bad_change(message: str, remedy: str) -> InputError:
    """The error for a change that cannot be made."""
    problem = Problem("bad-change", message, "what if", remedy)
    return InputError("This change cannot be tried.", code="bad-change", problems=[problem])
