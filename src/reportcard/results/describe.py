"""Says in words, with the document's own numbers, how a node's score is computed."""

from __future__ import annotations

from reportcard.engine.combinations import name_of
from reportcard.engine.plan import CompiledNode
from reportcard.framework.document import (
    SIMILAR,
    Band,
    Goalposts,
    Grid,
    HarmonicMean,
    Lookup,
    Node,
    Number,
    Percentile,
    Piecewise,
    PowerMean,
    RangePosition,
    Scale,
    Steps,
    Target,
    ZScore,
)


def how(compiled: CompiledNode) -> str:
    """How a node's score is computed, in a sentence or two."""
    node = compiled.node
    text = _combination(node) if node.children else f"{_metric(compiled)}{_scale(node.scale)}"
    return f"{text} {_after(node)}".strip()


def plain(number: float) -> str:
    """A number without trailing zeros."""
    return f"{number:.10g}"


def said(number: Number) -> str:
    """A number of the document in words: the number, or the column that it comes from."""
    return plain(number.value) if number.value is not None else f"the school's own {number.from_indicator}"


def _metric(compiled: CompiledNode) -> str:
    if compiled.call is None:
        return ""
    call = compiled.call
    roles = [f"{role} = {' + '.join(names)}" for role, names in call.inputs.items()]
    # Without them nobody could compute the value again: the day that an age is counted to, the fewest answers.
    given = call.parameters.model_dump(mode="json", include=call.parameters.model_fields_set)
    parameters = [f"{name} = {_parameter(number)}" for name, number in given.items()]
    return f"{call.metric.title}: {call.metric.computed.rstrip('.')} ({', '.join([*roles, *parameters])}). "


def _parameter(given: object) -> str:
    """A parameter of a metric as the document has it."""
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, list):
        return " + ".join(_parameter(part) for part in given)
    return plain(given) if isinstance(given, int | float) else str(given)


def _after(node: Node) -> str:
    parts = []
    if node.clip is not None:
        parts.append(f"Kept between {plain(node.clip[0])} and {plain(node.clip[1])}.")
    if node.round is not None:
        parts.append(f"Rounded to {plain(node.round.to)}, half up.")
    if node.target is not None:
        parts.append(f"Met from {said(node.target)}.")
    return " ".join(parts)


# --- scales ----------------------------------------------------------------------------------------------------------


def _scale(scale: Scale | None) -> str:
    match scale:
        case None:
            return "The score is the value."
        case Goalposts():
            return _goalposts(scale)
        case Steps():
            return _steps(scale)
        case Piecewise():
            points = ", ".join(f"{plain(x)} gives {plain(y)}" for x, y in scale.piecewise)
            return f"A line through these points: {points}."
        case Lookup():
            return "By table: " + ", ".join(f"{_key(key)} gives {said(n)}" for key, n in scale.lookup.items()) + "."
        case Target():
            met, missed = plain(scale.points[1]), plain(scale.points[0])
            return f"{met} where the value reaches {said(scale.target)}, else {missed}."
        case Band():
            return _band(scale)
        case Percentile():
            return f"The share of {_whom(scale.percentile.within)} that does worse, from {_ends(scale.to)}."
        case ZScore():
            spread = f"{plain(scale.mean)} for the mean, {plain(scale.deviation)} for each standard deviation"
            return f"The distance from the mean of {_whom(scale.z.within)}: {spread}."
        case RangePosition():
            return (
                f"The position between the worst and the best of {_whom(scale.range.within)}, from {_ends(scale.to)}."
            )


def _goalposts(scale: Goalposts) -> str:
    worst, best = (said(post) for post in scale.goalposts)
    low, high = plain(scale.to[0]), plain(scale.to[1])
    limits = ", and no less or more beyond them" if scale.clip else ""
    return f"A straight line: {worst} gives {low}, {best} gives {high}{limits}."


def _steps(scale: Steps) -> str:
    word = "above" if scale.inclusive == "upper" else "from"
    parts = [
        f"{said(step.points)} {'below that' if step.at is None else f'{word} {said(step.at)}'}"
        for step in sorted(scale.steps, key=lambda step: step.at is not None)
    ]
    first = f"{said(scale.steps[0].points)} at first" if scale.steps[0].at is None else parts[0]
    return "By steps: " + ", ".join([first, *parts[1:]]) + "."


def _band(scale: Band) -> str:
    cuts = scale.interval_band
    centre = plain(cuts.centre)
    names = ("well below", "below", "average", "above", "well above")
    points = ", ".join(f"{name} {plain(point)}" for name, point in zip(names, scale.points, strict=True))
    return (
        f"Average where the limits include {centre}; well above from {said(cuts.upper)} and well below "
        f"{'to' if cuts.lower_inclusive else 'under'} {said(cuts.lower)} where they do not ({points})."
    )


def _whom(within: str | None) -> str:
    if within == SIMILAR:
        return "the school's own similar schools"
    return "the schools of the reference" if within is None else f"the schools of the reference with the same {within}"


def _ends(to: tuple[float, float]) -> str:
    return f"{plain(to[0])} to {plain(to[1])}"


def _key(key: float | str) -> str:
    return key if isinstance(key, str) else plain(key)


# --- combinations ----------------------------------------------------------------------------------------------------

_SENTENCES = {
    "weighted_mean": "The weighted mean of its parts.",
    "mean": "The mean of its parts.",
    "sum": "The sum of its parts.",
    "product": "The product of its parts.",
    "harmonic_mean": "The weighted harmonic mean of its parts.",
    "geometric_mean": "The weighted geometric mean of its parts.",
    "best": "The best of its parts.",
    "worst": "The worst of its parts.",
    "all_of": "Met where all of its parts are met.",
    "any_of": "Met where at least one of its parts is met.",
    "profile": "Shown as a profile: its parts are not combined.",
}


def _combination(node: Node) -> str:
    match node.combine:
        case HarmonicMean():
            zero = ", leaving out zeros" if node.combine.harmonic_mean.zero_is == "missing" else ""
            text = f"The weighted harmonic mean of its parts{zero}."
        case PowerMean():
            text = f"The weighted power mean of its parts, power {plain(node.combine.power_mean.power)}."
        case Grid():
            text = f"The cell of a table: rows by {node.combine.grid.rows}, columns by {node.combine.grid.columns}."
        case _:
            text = _SENTENCES[name_of(node)]
    return f"{text} {_needs(node)}".strip()


def _needs(node: Node) -> str:
    if node.needs is None:
        return ""
    parts = []
    if node.needs.weight is not None:
        parts.append(f"{plain(100 * node.needs.weight)} % of the weight")
    if node.needs.children is not None:
        parts.append(f"{node.needs.children} of its parts")
    return f"Needs data for {' and '.join(parts)}."
