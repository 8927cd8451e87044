"""Checks of scales and grade bands: orders, overlaps and gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from reportcard.framework.checks.context import Context, Fault, Placed, maximum
from reportcard.framework.document import (
    Cut,
    Goalposts,
    GradeScaleBody,
    IntervalCuts,
    Number,
    Part,
    Percentile,
    Piecewise,
    RangePosition,
    Steps,
    ZScore,
)
from reportcard.framework.explain import suggestion
from reportcard.framework.tree import Path


def scale_faults(context: Context) -> Iterator[Fault]:
    """Check the scale and the grades of every node, and every grade scale."""
    for placed in context.nodes:
        if placed.node.scale is not None:
            yield from _scale(placed.node.scale, (*placed.path, "scale"))
        yield from _grades(context, placed)
    for name, scale in context.framework.grade_scales.items():
        yield from _bands(scale, ("grade_scales", name))
    for name, indicator in context.framework.indicators.items():
        low, high = indicator.range or (None, None)
        if low is not None and high is not None and low >= high:
            message = f"The range of '{name}' runs from {low:g} to {high:g}."
            yield Fault(("indicators", name, "range"), "wrong-order", message, "Write the smaller number first.")


# --- from value to points --------------------------------------------------------------------------------------------


def _scale(scale: Part, path: Path) -> Iterator[Fault]:
    match scale:
        case Goalposts(goalposts=(worst, best)):
            if worst.value is not None and worst.value == best.value:
                message = f"Both goalposts are {worst.value:g}."
                yield Fault((*path, "goalposts"), "goalposts-equal", message, "Give two different values.")
        case Steps():
            yield from _steps(scale, (*path, "steps"))
        case Piecewise():
            xs = [x for x, _ in scale.piecewise]
            yield from _ascending(xs, (*path, "piecewise"), "piecewise-order", "The values of a line")
        case ZScore():
            yield from _z(scale, path)
        case _ if hasattr(scale, "interval_band"):
            yield from _interval(scale.interval_band, (*path, "interval_band"))
    if isinstance(scale, Goalposts | Percentile | RangePosition) and scale.to[0] == scale.to[1]:
        message = f"Every value gets the same score {scale.to[0]:g}."
        yield Fault((*path, "to"), "scale-flat", message, "Give the scores of the worst and of the best value.")


def _steps(scale: Steps, path: Path) -> Iterator[Fault]:
    below = [place for place, step in enumerate(scale.steps) if step.at is None]
    if not below:
        message = "Values below the lowest step have no points."
        yield Fault(path, "steps-gap", message, "Add a step 'below' with the points of all lower values.")
    for place in below[1:]:
        message = "There are two steps 'below'."
        yield Fault((*path, place), "steps-overlap", message, "Keep one step without 'at'.")
    if below and below[0] != 0:
        yield Fault((*path, below[0]), "steps-order", "The step 'below' is not the first.", "Write it first.")
    starts = [step.at for step in scale.steps if step.at is not None]
    yield from _ascending([start.value for start in starts], path, "steps-order", "Steps")


def _ascending(values: Iterable[float | None], path: Path, code: str, what: str) -> Iterator[Fault]:
    """Check that the values that are known before there are data ascend."""
    for lower, higher in pairwise(value for value in values if value is not None):
        if lower >= higher:
            message = f"{what} must ascend; {higher:g} follows {lower:g}."
            yield Fault(path, code, message, "Write each value once, in ascending order.")


def _z(scale: ZScore, path: Path) -> Iterator[Fault]:
    if scale.deviation <= 0:
        message = f"The deviation {scale.deviation:g} is not above 0."
        yield Fault((*path, "deviation"), "out-of-range", message, "Give the points of one standard deviation.")
    if scale.clip is not None and scale.clip[0] >= scale.clip[1]:
        yield Fault((*path, "clip"), "wrong-order", "The limits leave no score between them.", "Lower limit first.")


def _interval(cuts: IntervalCuts, path: Path) -> Iterator[Fault]:
    lower, upper = cuts.lower.value, cuts.upper.value
    if (lower is not None and lower > cuts.centre) or (upper is not None and upper < cuts.centre):
        message = f"The centre {cuts.centre:g} does not lie between 'lower' and 'upper'."
        yield Fault(path, "bands-overlap", message, "Order them: lower, centre, upper.")


# --- grades ----------------------------------------------------------------------------------------------------------


def _grades(context: Context, placed: Placed) -> Iterator[Fault]:
    grades, path = placed.node.grades, (*placed.path, "grades")
    if grades is None:
        return
    known = context.framework.grade_scales
    if grades.scale not in known:
        message = f"There is no grade scale '{grades.scale}'."
        remedy = suggestion(grades.scale, known) or "Define it under 'grade_scales'."
        yield Fault((*path, "scale"), "dangling-grade-scale", message, remedy)
    if grades.as_ == "share_of_max" and maximum(placed.node) is None:
        message = f"The grades of '{placed.node.id}' are shares of its maximum, and it has none."
        yield Fault((*path, "as"), "no-maximum", message, "Add 'max' to the node.")


def _bands(scale: GradeScaleBody, path: Path) -> Iterator[Fault]:
    bands = scale.bands
    path = (*path, "bands")
    yield from _duplicate_grades(bands, path)
    lowest = [place for place, band in enumerate(bands) if band.start is None]
    if not lowest:
        message = f"Scores below the band '{bands[-1].grade}' have no grade."
        yield Fault((*path, len(bands) - 1), "bands-gap", message, "Give the lowest band no 'from' ('F: lowest').")
    for place in lowest[1:]:
        message = f"The bands '{bands[lowest[0]].grade}' and '{bands[place].grade}' are both the lowest."
        yield Fault((*path, place), "bands-overlap", message, "Give one of them a cut score.")
    if len(lowest) == 1 and lowest[0] != len(bands) - 1:
        message = f"The lowest band '{bands[lowest[0]].grade}' is not the last."
        yield Fault((*path, lowest[0]), "bands-order", message, "Write bands from best to lowest.")
    yield from _cuts(bands, path)


def _duplicate_grades(bands: tuple[Cut, ...], path: Path) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, band in enumerate(bands):
        if band.grade in seen:
            message = f"The grade '{band.grade}' has two bands."
            yield Fault((*path, place), "duplicate-grade", message, "Give each band a grade of its own.")
        seen.add(band.grade)


def _cuts(bands: tuple[Cut, ...], path: Path) -> Iterator[Fault]:
    """Check that the cuts descend, and that an end that is written is where the next higher band starts."""
    higher: tuple[str, float] | None = None
    for place, band in enumerate(bands):
        start = _known(band.start)
        if start is not None and higher is not None and start >= higher[1]:
            message = f"The band '{band.grade}' starts at {start:g}, not below '{higher[0]}' at {higher[1]:g}."
            yield Fault((*path, place), "bands-overlap", message, "Write bands from best to lowest, cuts descending.")
        yield from _end(bands, place, (*path, place))
        higher = (band.grade, start) if start is not None else higher


def _end(bands: tuple[Cut, ...], place: int, path: Path) -> Iterator[Fault]:
    band, end = bands[place], bands[place].end
    start, above = _known(band.start), _known(bands[place - 1].start) if place else None
    if end is None:
        return
    if start is not None and end <= start:
        message = f"The band '{band.grade}' ends at {end:g}, where it starts or before."
        yield Fault((*path, "to"), "bands-overlap", message, "Give its upper end, or remove 'to'.")
    elif above is not None and end != above:
        code, what = ("bands-overlap", "overlap") if end > above else ("bands-gap", "leave a gap")
        message = f"The bands '{band.grade}' (to {end:g}) and '{bands[place - 1].grade}' (from {above:g}) {what}."
        yield Fault((*path, "to"), code, message, f"Let it end at {above:g}, or remove 'to'.")


def _known(number: Number | None) -> float | None:
    """Return a number that is known before there are data."""
    return number.value if number else None
