"""Says in words, with the document's own numbers, how a node's score is computed."""

from __future__ import annotations

from collections.abc import Iterable

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
from reportcard.results import stored


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
    return (
        plain(number.value) if number.value is not None else stored.PARTS["own"].format(indicator=number.from_indicator)
    )


def _metric(compiled: CompiledNode) -> str:
    if compiled.call is None:
        return ""
    call = compiled.call
    roles = [f"{role} = {' + '.join(names)}" for role, names in call.inputs.items()]
    # Without them nobody could compute the value again: the day that an age is counted to, the fewest answers.
    given = call.parameters.model_dump(mode="json", include=call.parameters.model_fields_set)
    parameters = [f"{name} = {_parameter(number)}" for name, number in given.items()]
    inputs = ", ".join([*roles, *parameters])
    return f"{stored.METRIC.format(title=call.metric.title, computed=call.metric.computed.rstrip('.'), inputs=inputs)} "


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
        parts.append(stored.KEPT.format(low=plain(node.clip[0]), high=plain(node.clip[1])))
    if node.round is not None:
        parts.append(stored.ROUNDED.format(step=plain(node.round.to)))
    if node.target is not None:
        parts.append(stored.MET.format(target=said(node.target)))
    return " ".join(parts)


# --- scales ----------------------------------------------------------------------------------------------------------


def _scale(scale: Scale | None) -> str:
    match scale:
        case None:
            return stored.VALUE
        case Goalposts():
            return _goalposts(scale)
        case Steps():
            return _steps(scale)
        case Piecewise():
            return stored.LINE_POINTS.format(gains=_row("gains", ((plain(x), plain(y)) for x, y in scale.piecewise)))
        case Lookup():
            return stored.TABLE.format(gains=_row("gains", ((_key(key), said(n)) for key, n in scale.lookup.items())))
        case Target():
            met, missed = plain(scale.points[1]), plain(scale.points[0])
            return stored.TARGET.format(met=met, target=said(scale.target), missed=missed)
        case Band():
            return _band(scale)
        case Percentile():
            return stored.SHARE.format(whom=_whom(scale.percentile.within), **_ends(scale.to))
        case ZScore():
            mean, deviation = plain(scale.mean), plain(scale.deviation)
            return stored.DISTANCE.format(whom=_whom(scale.z.within), mean=mean, deviation=deviation)
        case RangePosition():
            return stored.POSITION.format(whom=_whom(scale.range.within), **_ends(scale.to))


def _goalposts(scale: Goalposts) -> str:
    worst, best = (said(post) for post in scale.goalposts)
    told = stored.LINE_LIMITED if scale.clip else stored.LINE
    return told.format(worst=worst, best=best, **_ends(scale.to))


def _steps(scale: Steps) -> str:
    word = "above" if scale.inclusive == "upper" else "from"
    parts = [
        _part("below" if step.at is None else word, "" if step.at is None else said(step.at), said(step.points))
        for step in sorted(scale.steps, key=lambda step: step.at is not None)
    ]
    first = _part("first", "", said(scale.steps[0].points)) if scale.steps[0].at is None else parts[0]
    return stored.STEPS.format(steps=", ".join([first, *parts[1:]]))


def _row(kind: str, pairs: Iterable[tuple[str, str]]) -> str:
    return ", ".join(_part(kind, value, points) for value, points in pairs)


def _part(kind: str, value: str, points: str) -> str:
    return stored.PARTS[kind].format(value=value, points=points)


def _band(scale: Band) -> str:
    cuts = scale.interval_band
    told = stored.BAND_TO if cuts.lower_inclusive else stored.BAND_UNDER
    points = dict(zip(("worst", "bad", "middle", "good", "best"), map(plain, scale.points), strict=True))
    return told.format(centre=plain(cuts.centre), upper=said(cuts.upper), lower=said(cuts.lower), **points)


def _whom(within: str | None) -> str:
    if within == SIMILAR:
        return stored.PARTS["similar"]
    return stored.PARTS["reference"] if within is None else stored.PARTS["within"].format(column=within)


def _ends(to: tuple[float, float]) -> dict[str, str]:
    return {"low": plain(to[0]), "high": plain(to[1])}


def _key(key: float | str) -> str:
    return key if isinstance(key, str) else plain(key)


# --- combinations ----------------------------------------------------------------------------------------------------

_SENTENCES = {
    "weighted_mean": stored.WEIGHTED_MEAN,
    "mean": stored.MEAN,
    "sum": stored.SUM,
    "product": stored.PRODUCT,
    "harmonic_mean": stored.HARMONIC_MEAN,
    "geometric_mean": stored.GEOMETRIC_MEAN,
    "best": stored.BEST,
    "worst": stored.WORST,
    "all_of": stored.ALL_OF,
    "any_of": stored.ANY_OF,
    "profile": stored.PROFILE,
}


def _combination(node: Node) -> str:
    match node.combine:
        case HarmonicMean():
            without = node.combine.harmonic_mean.zero_is == "missing"
            text = stored.HARMONIC_WITHOUT_ZEROS if without else stored.HARMONIC_MEAN
        case PowerMean():
            text = stored.POWER_MEAN.format(power=plain(node.combine.power_mean.power))
        case Grid():
            text = stored.GRID.format(rows=node.combine.grid.rows, columns=node.combine.grid.columns)
        case _:
            text = _SENTENCES[name_of(node)]
    return f"{text} {_needs(node)}".strip()


def _needs(node: Node) -> str:
    if node.needs is None or (node.needs.weight is None and node.needs.children is None):
        return ""
    weight = "" if node.needs.weight is None else plain(100 * node.needs.weight)
    count = "" if node.needs.children is None else str(node.needs.children)
    told = stored.NEEDS_BOTH if weight and count else stored.NEEDS_WEIGHT if weight else stored.NEEDS_PARTS
    return told.format(weight=weight, count=count)
