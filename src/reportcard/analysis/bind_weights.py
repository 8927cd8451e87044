"""Finds the weights and cut scores of a framework that a knob varies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reportcard.analysis.altered import families
from reportcard.analysis.bound import Bound, Varied, chosen_nodes, documents, titled
from reportcard.analysis.knobs import GradeCuts, Weights, key_of, refused
from reportcard.analysis.weight_draws import Siblings, dirichlet, up_or_down
from reportcard.engine.combinations import WEIGHTED, name_of
from reportcard.engine.rerun import sum_maxima

if TYPE_CHECKING:
    from reportcard.engine.table import Floats
    from reportcard.framework.document import Node
    from reportcard.prepared import Framework


class _Weight(NamedTuple):
    """A weight of a sibling: its share of the siblings' sum, None where a column sets it; and whose child it is."""

    share: float | None
    parent: str


def bind_weights(knob: Weights, framework: Framework) -> Bound:
    """Find the weights of the framework, and say how they are drawn."""
    known = _all_weights(framework)
    nodes = chosen_nodes(framework, knob.nodes, known, "has no weight among siblings", "has no weights")
    alone: list[tuple[str, Floats]] = []
    if knob.share is not None:
        title, range_ = (
            f"weights ± {100 * knob.share:.3g} %",
            f"each weight × {1 - knob.share:.4g} to {1 + knob.share:.4g}",
        )
        draw = partial(up_or_down, nodes=len(nodes), share=knob.share)
        for at, node in enumerate(nodes):
            for sign, word in ((-1, "−"), (1, "+")):
                factors = np.ones(len(nodes))
                factors[at] += sign * knob.share
                alone.append((f"weight of {node} {word} {100 * knob.share:.3g} %", factors))
    else:
        assert knob.dirichlet is not None  # noqa: S101  one of the two is given
        title, range_ = (
            f"weights, Dirichlet {knob.dirichlet:g}",
            f"shares drawn around the framework's ({knob.dirichlet:g})",
        )
        groups = _siblings(nodes, known)
        draw = partial(dirichlet, groups=groups, nodes=len(nodes), concentration=knob.dirichlet)
    varied = Varied("weights", titled(title, knob.nodes, nodes), nodes, (range_, "scaled to the sum of the siblings"))
    return Bound("weights", varied, key_of(knob), draw, alone=tuple(alone))


def _all_weights(framework: Framework) -> dict[str, list[_Weight]]:
    """Every weight by node, as each document has it. In a sum, the maximum is the weight."""
    found: dict[str, list[_Weight]] = {}
    for document in documents(framework):
        for parent, children in families(document):
            weights = _weights_of(parent, children)
            known = [weight for weight in weights if weight is not None]
            if len(weights) < 2 or sum(weight > 0 for weight in known) + weights.count(None) < 2:
                continue
            whole = sum(known) if len(known) == len(weights) else None
            for child, weight in zip(children, weights, strict=True):
                if weight is None or weight > 0:
                    share = None if weight is None or whole is None else weight / whole
                    found.setdefault(child.id, []).append(_Weight(share, parent.id))
    return found


def _weights_of(parent: Node, children: Sequence[Node]) -> list[float | None]:
    """Weights of the children; None for one that a column sets. Empty where the parent has none."""
    points = sum_maxima(parent)
    if points is not None:
        return list(points.tolist())
    if name_of(parent) not in WEIGHTED or all(child.weight is None for child in children):
        return []
    return [1.0 if child.weight is None else child.weight.value for child in children]


def _siblings(nodes: Sequence[str], known: Mapping[str, list[_Weight]]) -> list[Siblings]:
    """The nodes by parent, with their shares among themselves; refused where these are not one set of numbers."""
    for node in nodes:
        if len({(weight.share and round(weight.share, 12), weight.parent) for weight in known[node]}) > 1:
            raise refused(f"The weight of '{node}' differs between variants.", "Use share= instead of dirichlet=.")
        if known[node][0].share is None:
            raise refused(f"The weight of '{node}' comes from the data.", "Use share= instead of dirichlet=.")
    groups: dict[str, list[int]] = {}
    for at, node in enumerate(nodes):
        groups.setdefault(known[node][0].parent, []).append(at)
    made = []
    for parent, places in groups.items():
        if len(places) < 2:
            message = f"'{nodes[places[0]]}' is the only child of '{parent}' whose weight is to be drawn."
            raise refused(message, "Name a sibling too, or use share=.")
        shares = [known[nodes[at]][0].share or 0.0 for at in places]
        made.append(Siblings(tuple(places), tuple(share / sum(shares) for share in shares)))
    return made


def bind_cuts(knob: GradeCuts, framework: Framework) -> Bound:
    """Say how the cut scores of the overall grade are drawn."""
    root = framework.document.score.id
    varied = Varied(
        "cuts", f"cut scores ± {knob.shift:g}", (root,), (f"every cut score −{knob.shift:g} to +{knob.shift:g}",)
    )
    alone = tuple((f"cut scores {s}{knob.shift:g}", np.array([f * knob.shift])) for s, f in (("−", -1.0), ("+", 1.0)))

    def draw(random: np.random.Generator, draws: int) -> Floats:
        return knob.shift * (2.0 * random.random((draws, 1)) - 1.0)

    return Bound("cuts", varied, key_of(knob), draw, alone=alone)
