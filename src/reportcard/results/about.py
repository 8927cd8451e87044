"""What is the same for every school under one plan: titles, formulas, weights, grades and where numbers come from."""

from __future__ import annotations

import math
from collections.abc import Mapping

from reportcard.engine.combinations import WEIGHTED, name_of
from reportcard.engine.plan import CompiledNode, GradeBands, Plan
from reportcard.framework.checks import maximum
from reportcard.framework.document import (
    Band as IntervalBand,
)
from reportcard.framework.document import (
    Framework,
    Goalposts,
    Lookup,
    Node,
    Number,
    Percentile,
    Piecewise,
    Provenance,
    RangePosition,
    Scale,
    Steps,
    Target,
    ZScore,
)
from reportcard.indicators.indicator import Indicator
from reportcard.results.card import About, Band
from reportcard.results.describe import how


def abouts(plan: Plan, indicators: Mapping[str, Indicator], own_weights: Mapping[str, float]) -> tuple[About, ...]:
    """The unchanging part of every node's result, by row."""
    return tuple(_about(compiled, plan, indicators, own_weights) for compiled in plan.nodes)


def _about(
    compiled: CompiledNode, plan: Plan, indicators: Mapping[str, Indicator], own_weights: Mapping[str, float]
) -> About:
    node, document = compiled.node, plan.document
    parent = plan.nodes[compiled.parent].node if compiled.parent >= 0 else None
    known = indicators.get(first_indicator(compiled))
    low, high = _ends(node)
    return About(
        title=node.title or (known.title if known else node.id.replace("_", " ").capitalize()),
        description=node.description,
        kind=name_of(node) if node.children else "leaf",
        how=how(compiled),
        maximum=maximum(node),
        decimals=decimals(node),
        rounding=None if node.round is None else node.round.to,
        beside=node.beside,
        bonus=node.bonus,
        scale_low=low,
        scale_high=high,
        **_of_indicator(known, compiled),
        **_of_weight(node, parent, document, own_weights),
        **_of_grades(compiled.bands, document),
    )


def first_indicator(compiled: CompiledNode) -> str:
    """Id of the first indicator that a leaf reads; "" for an inner node."""
    return next(iter(compiled.indicators), "")


def decimals(node: Node) -> int:
    """Decimals to print a score with: as the document says, else those of its rounding, else 1."""
    if node.decimals is not None:
        return node.decimals
    if node.round is None:
        return 1
    text = f"{node.round.to:.6f}".rstrip("0")
    return len(text.partition(".")[2])


def _of_indicator(known: Indicator | None, compiled: CompiledNode) -> dict[str, object]:
    if known is None:
        return {}
    return {
        "unit": _unit(known, compiled),
        "direction": (compiled.call.metric.direction if compiled.call else "") or known.direction,
        "definition": known.definition,
        "source": known.source,
        "controllable": known.controllable,
    }


def _unit(known: Indicator, compiled: CompiledNode) -> str:
    """Unit of a leaf's value: as the document says, else the metric's own, else that of the first indicator."""
    said = compiled.node.metric.unit if compiled.node.metric else ""
    return said or (compiled.call.metric.unit if compiled.call else "") or known.unit


def _of_weight(
    node: Node, parent: Node | None, document: Framework, own_weights: Mapping[str, float]
) -> dict[str, object]:
    if parent is None or node.beside or name_of(parent) not in WEIGHTED | {"mean"}:
        return {}
    weights = [_plain(child) for child in parent.children if not child.beside]
    weight = _plain(node)
    known = all(w is not None for w in weights) and weight is not None
    standing, source = standing_of(node.weight, document.provenance.weights)
    return {
        "weight": weight,
        "weight_share": weight / math.fsum(w or 0.0 for w in weights) if known and weight is not None else None,
        "weight_standing": "caller" if node.id in own_weights else standing,
        "weight_source": "" if node.id in own_weights else source,
    }


def _plain(node: Node) -> float | None:
    return 1.0 if node.weight is None else node.weight.value


def standing_of(number: Number | None, default: Provenance | None) -> tuple[str | None, str]:
    """Standing and source of a number: its own, else those of its kind in the document."""
    if number is not None and number.standing is not None:
        return number.standing, number.source
    return (None, "") if default is None else (default.standing, default.source)


def _of_grades(bands: GradeBands | None, document: Framework) -> dict[str, object]:
    if bands is None:
        return {}
    starts = [_constant(cut) for cut in reversed(bands.cuts)]
    shown = zip(bands.scale.bands, [*starts, None], strict=True)
    cuts = [band.start for band in bands.scale.bands if band.start is not None]
    standing, source = standing_of(cuts[0] if cuts else None, document.provenance.cut_scores)
    return {
        "bands": tuple(
            Band(grade=band.grade, label=band.label, meaning=band.meaning, colour=band.colour, start=start)
            for band, start in shown
        ),
        "bands_inclusive": bands.scale.inclusive,
        "cut_standing": standing,
        "cut_source": source,
    }


def _constant(cut: object) -> float | None:
    """A cut score that is the same for every school; None where a column sets it."""
    try:
        return float(cut(None))  # type: ignore[operator]
    except AttributeError:
        return None


def _ends(node: Node) -> tuple[float | None, float | None]:
    """The lowest and highest score that a node can have, where it has such ends."""
    if node.clip is not None:
        return node.clip
    ends = scale_ends(node.scale) if not node.children else _combined_ends(node)
    return ends or (None, None)


def scale_ends(scale: Scale | None) -> tuple[float, float] | None:
    """The lowest and highest score that a scale gives; None where it has no such ends."""
    match scale:
        case Goalposts() | RangePosition():
            points = list(scale.to) if scale.clip else []
        case Percentile():
            points = list(scale.to)
        case ZScore():
            points = list(scale.clip or ())
        case Piecewise():
            points = [gained for _, gained in scale.piecewise]
        case Target() | IntervalBand():
            points = list(scale.points)
        case Steps():
            points = _known([step.points for step in scale.steps])
        case Lookup():
            points = _known(list(scale.lookup.values()))
        case _:
            points = []
    return (min(points), max(points)) if points else None


def _known(numbers: list[Number]) -> list[float]:
    """The numbers, or nothing where a column sets one of them."""
    values = [number.value for number in numbers if number.value is not None]
    return values if len(values) == len(numbers) else []


def _combined_ends(node: Node) -> tuple[float, float] | None:
    """A mean, the best or the worst lies between the ends of its parts; other combinations are not told."""
    if name_of(node) not in WEIGHTED | {"mean", "best", "worst"}:
        return None
    parts = [_ends(child) for child in node.children if not child.beside]
    lows, highs = [low for low, _ in parts if low is not None], [high for _, high in parts if high is not None]
    return (min(lows), max(highs)) if len(lows) == len(parts) == len(highs) else None
