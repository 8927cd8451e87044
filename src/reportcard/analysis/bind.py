"""Binds a knob to a framework, or refuses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcard.analysis.bind_choices import (
    bind_combination,
    bind_leave_out,
    bind_missing,
    bind_rounding,
    bind_scale,
)
from reportcard.analysis.bind_weights import bind_cuts, bind_weights
from reportcard.analysis.knobs import (
    Combination,
    GradeCuts,
    Knob,
    LeaveOut,
    Missing,
    Rounding,
    Scale,
    Weights,
    refused,
)

if TYPE_CHECKING:
    from reportcard.analysis.bound import Bound
    from reportcard.prepared import Framework


def bind(knob: Knob, framework: Framework) -> Bound:
    """Find what a knob touches.

    Raises:
        InputError: The framework lacks what the knob varies (``knob-refused``).
        UnknownNameError: It names a node that the framework does not have.
    """
    match knob:
        case Weights():
            return bind_weights(knob, framework)
        case LeaveOut():
            return bind_leave_out(knob, framework)
        case Scale():
            return bind_scale(knob, framework)
        case Combination():
            return bind_combination(knob, framework)
        case Missing():
            return bind_missing(knob, framework)
        case GradeCuts():
            return bind_cuts(knob, framework)
        case Rounding():
            return bind_rounding(knob, framework)
    raise refused(f"{knob!r:.80} is no knob.", "Write Weights(share=0.2), LeaveOut(), Scale(…) and so on.")
