"""What a sensitivity run can vary. Each knob is data; what it touches in a framework is found by ``bound.py``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from reportcard.errors import InputError


@dataclass(frozen=True)
class Weights:
    """Other weights: each one up or down by at most a share, or all of them drawn around those of the framework.

    In a sum, which has no weights, a part's maximum is its weight: its points are multiplied, and then all points of
    the sum by what keeps its maximum as it was. A bonus is left as it is.

    Attributes:
        share: Each weight × (1 + share · u), u uniform between −1 and 1, then scaled to the sum of the siblings. 0.2
            is ± 20 %.
        dirichlet: The siblings' shares are drawn from a Dirichlet distribution with the framework's shares as mean;
            the larger the number, the closer they stay. A share s has the variance s (1 − s) ÷ (dirichlet + 1).
        nodes: Nodes whose weights vary; every weight of the framework where not given.
    """

    share: float | None = None
    dirichlet: float | None = None
    nodes: Sequence[str] | str | None = None

    def __post_init__(self) -> None:
        if (self.share is None) == (self.dirichlet is None):
            raise refused("Weights need either 'share' or 'dirichlet'.", "Write Weights(share=0.2), for ± 20 %.")
        if self.share is not None and not 0 < self.share <= 1:
            raise refused(f"The share {self.share} is not between 0 and 1.", "Write 0.2 for ± 20 %.")
        if self.dirichlet is not None and not 0 < self.dirichlet < float("inf"):
            raise refused(f"The concentration {self.dirichlet} is not above 0.", "Try 50 or 100.")


@dataclass(frozen=True)
class LeaveOut:
    """One node at a time is left out, as if the framework did not have it.

    Attributes:
        nodes: Nodes that are left out, one after the other; every indicator and every category where not given.
    """

    nodes: Sequence[str] | str | None = None


@dataclass(frozen=True)
class Scale:
    """Other scales of a leaf.

    Attributes:
        node: The leaf.
        alternatives: Scales as a document writes them: ``{"goalposts": [20, 80]}``, ``"percentile"``.
    """

    node: str
    alternatives: Sequence[Mapping[str, Any] | str]


@dataclass(frozen=True)
class Combination:
    """Other ways of combining the children of a node.

    Attributes:
        node: The inner node.
        alternatives: Combinations as a document writes them: ``"geometric_mean"``, ``{"power_mean": {"power": 2}}``.
    """

    node: str
    alternatives: Sequence[Mapping[str, Any] | str]


@dataclass(frozen=True)
class Missing:
    """Other ways of dealing with a node that has no score.

    Attributes:
        alternatives: Policies as a document writes them: ``"leave_out"``, ``"require"``, ``{"treat_as": 0}``.
        nodes: The nodes; every indicator that is combined where not given.
    """

    alternatives: Sequence[Mapping[str, Any] | str]
    nodes: Sequence[str] | str | None = None


@dataclass(frozen=True)
class GradeCuts:
    """All cut scores of the overall grade up or down together.

    Attributes:
        shift: At most so many points, uniform on both sides.
    """

    shift: float

    def __post_init__(self) -> None:
        if not 0 < self.shift < float("inf"):
            raise refused(f"The shift {self.shift} is not above 0.", "Give points of the overall score.")


@dataclass(frozen=True)
class Rounding:
    """Other roundings of a score.

    Attributes:
        alternatives: Multiples that the score is rounded to; None for no rounding.
        node: The node; the overall score where not given.
    """

    alternatives: Sequence[float | None]
    node: str | None = None


Knob = Weights | LeaveOut | Scale | Combination | Missing | GradeCuts | Rounding


def key_of(knob: Knob) -> str:
    """What the knob is, alike for every way of writing it: 1 and 1.0, a list and a tuple, one node and a list of it."""
    fields = {
        name: [value] if name == "nodes" and isinstance(value, str) else value for name, value in asdict(knob).items()
    }
    return json.dumps([type(knob).__name__, _plain(fields)], sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def refused(message: str, remedy: str = "") -> InputError:
    """The error of a knob that cannot be turned."""
    return InputError(f"{message} {remedy}".strip(), code="knob-refused")
