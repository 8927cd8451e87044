"""Finds the nodes whose scale, combination, policy or presence a knob varies, and checks every alternative."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import ValidationError

from reportcard.analysis.altered import Choice, families, faults
from reportcard.analysis.bound import Bound, Varied, chosen_nodes, documents, named, titled
from reportcard.analysis.knobs import Combination, Knob, LeaveOut, Missing, Rounding, Scale, key_of, refused
from reportcard.engine.combinations import REQUIRE_ALL, WEIGHTED, name_of
from reportcard.engine.rerun import sum_maxima
from reportcard.framework.document import Node

if TYPE_CHECKING:
    from reportcard.engine.table import Floats
    from reportcard.prepared import Framework

_AS_IT_IS = "as the framework has it"


def _choice(
    knob: Knob, kind: str, title: str, nodes: Sequence[str], choices: Sequence[Choice], refusals: Any = ()
) -> Bound:
    """A knob that chooses between the framework's own and alternatives, each equally likely."""
    own = Choice(_AS_IT_IS, {})
    known = (own, *choices)
    varied = Varied(kind, title, tuple(nodes), tuple(choice.words for choice in known), tuple(refusals))

    def draw(random: np.random.Generator, draws: int) -> Floats:
        return random.integers(0, len(known), (draws, 1)).astype(np.float64)

    prefix = "" if kind == "leave_out" else f"{title}: "
    alone = tuple((f"{prefix}{choice.words}", np.array([float(at)])) for at, choice in enumerate(choices, 1))
    return Bound("choice", varied, key_of(knob), draw, known, alone)


def _faults(choice: Choice, framework: Framework) -> list[str]:
    """What is wrong with the framework once a choice is made."""
    found: list[str] = []
    for document in documents(framework):
        if choice.touches(document):
            found += faults(choice.apply(document), framework.registry)
    return list(dict.fromkeys(found))


def _checked(choices: Sequence[Choice], framework: Framework) -> Sequence[Choice]:
    for choice in choices:
        found = _faults(choice, framework)
        if found:
            raise refused(f"'{framework.id}' cannot have {choice.words}: {found[0]}")
    return choices


def bind_leave_out(knob: LeaveOut, framework: Framework) -> Bound:
    """Find the nodes that can be left out; of all nodes, say which cannot and why."""
    able: dict[str, list[str]] = {}
    for parent, child in _left_out(framework):
        able.setdefault(child.id, []).append(parent.id)
    nodes = chosen_nodes(framework, knob.nodes, able, "stands alone or beside its siblings and cannot be left out",
                    "combines no siblings")  # fmt: skip
    choices, refusals = [], []
    for node in nodes:
        choice = Choice(f"without {node}", {parent: partial(_without, name=node) for parent in able[node]})
        found = _lost_sum(framework, able[node]) or _faults(choice, framework)
        if found and knob.nodes is not None:
            raise refused(f"'{node}' cannot be left out of '{framework.id}': {found[0]}")
        if found:
            refusals.append((node, found[0]))
        else:
            choices.append(choice)
    if not choices:
        raise refused(f"No node of '{framework.id}' can be left out: {refusals[0][1]}")
    kept = [node for node in nodes if node not in dict(refusals)]
    title = f"{nodes[0]} left out" if len(nodes) == 1 else titled("one left out", knob.nodes, nodes)
    return _choice(knob, "leave_out", title, kept, choices, refusals)


def _left_out(framework: Framework) -> Iterator[tuple[Node, Node]]:
    """Parents with the children that have a sibling."""
    for document in documents(framework):
        for parent, children in families(document):
            if name_of(parent) != "profile" and sum(not child.bonus for child in children) > 1:
                yield from ((parent, child) for child in children)


def _lost_sum(framework: Framework, parents: Sequence[str]) -> list[str]:
    """Why a part of a sum cannot be left out: without maxima, nobody knows what the others should make up for."""
    nodes = [node for parent in parents for node in named(framework, parent)]
    sums = [node.id for node in nodes if name_of(node) == "sum" and sum_maxima(node) is None]
    return [f"'{name}' is a sum whose parts have no maximum." for name in sums]


def _without(parent: Node, name: str) -> Node:
    points = sum_maxima(parent)
    kept = {} if points is None or parent.max is not None else {"max": float(points.sum())}
    children = tuple(child for child in parent.children if child.id != name)
    return parent.model_copy(update={"children": children, **kept})


def bind_scale(knob: Scale, framework: Framework) -> Bound:
    """Find the leaf, and read the scales that it could have."""
    found = named(framework, knob.node)
    if any(node.children for node in found):
        raise refused(f"'{knob.node}' combines other nodes and has no scale.", "Name a leaf below it.")
    if all(node.scale is None for node in found):
        raise refused(f"'{knob.node}' has no scale in '{framework.id}': its score is its value.")
    scales = [_read("scale", given) for given in _some(knob.alternatives)]
    _differ(knob.alternatives, scales, [node.scale for node in found])
    choices = [
        Choice(_words(given), {knob.node: partial(_updated, update={"scale": scale})})
        for given, scale in zip(knob.alternatives, scales, strict=True)
    ]
    return _choice(knob, "scale", f"scale of {knob.node}", [knob.node], _checked(choices, framework))


def bind_combination(knob: Combination, framework: Framework) -> Bound:
    """Find the inner node, and read the combinations that it could have."""
    found = named(framework, knob.node)
    if not all(node.children for node in found):
        raise refused(f"'{knob.node}' is a leaf and combines nothing.", "Name the node above it.")
    ways = [_read("combine", given) for given in _some(knob.alternatives)]
    _differ(knob.alternatives, ways, [node.combine or name_of(node) for node in found])
    choices = [
        Choice(_words(given), {knob.node: partial(_combined, way=way)})
        for given, way in zip(knob.alternatives, ways, strict=True)
    ]
    return _choice(knob, "combination", f"combination of {knob.node}", [knob.node], _checked(choices, framework))


def _combined(node: Node, way: Any) -> Node:
    """The node with another combination; weights that it has no use for are taken away."""
    changed = node.model_copy(update={"combine": way})
    if name_of(changed) in WEIGHTED:
        return changed
    children = tuple(
        child if child.weight is None else child.model_copy(update={"weight": None}) for child in node.children
    )
    return changed.model_copy(update={"children": children})


def bind_missing(knob: Missing, framework: Framework) -> Bound:
    """Find the nodes that may lack a score, and read the policies for it."""
    policies = [_read("missing", given) for given in _some(knob.alternatives)]
    own = _policies(framework)
    leaves = [name for name, (_, leaf) in own.items() if leaf]
    able = leaves if knob.nodes is None else own
    nodes = chosen_nodes(framework, knob.nodes, able, "is not combined with siblings", "combines nothing")
    for given, policy in zip(knob.alternatives, policies, strict=True):
        if all(policy == own[node][0] for node in nodes):
            raise refused(f"'{framework.id}' has {_words(given)} already.", "Name another policy.")
    choices = [
        Choice(_words(given), {node: partial(_updated, update={"missing": policy}) for node in nodes})
        for given, policy in zip(knob.alternatives, policies, strict=True)
    ]
    title = titled("missing scores", knob.nodes, nodes)
    return _choice(knob, "missing", title, nodes, _checked(choices, framework))


def _policies(framework: Framework) -> dict[str, tuple[Any, bool]]:
    """What each combined node has where it has no score, and whether it is a leaf. A bonus may always be missing."""
    found: dict[str, tuple[Any, bool]] = {}
    for document in documents(framework):
        for parent, children in families(document):
            name = name_of(parent)
            for child in children:
                if not child.bonus and name != "profile":
                    default = "require" if name in REQUIRE_ALL else "leave_out"
                    found.setdefault(child.id, (child.missing or default, not child.children))
    return found


def bind_rounding(knob: Rounding, framework: Framework) -> Bound:
    """Find the node that is rounded, and read the other roundings."""
    name = framework.document.score.id if knob.node is None else knob.node
    found = named(framework, name)
    if all(node.round is None for node in found):
        raise refused(f"'{name}' is not rounded in '{framework.id}'.")
    steps = [None if given is None else _read("round", given) for given in _some(knob.alternatives)]
    _differ(knob.alternatives, steps, [node.round for node in found])
    choices = [
        Choice("unrounded" if given is None else f"to {given:g}", {name: partial(_updated, update={"round": step})})
        for given, step in zip(knob.alternatives, steps, strict=True)
    ]
    return _choice(knob, "rounding", f"rounding of {name}", [name], _checked(choices, framework))


# --- reading alternatives --------------------------------------------------------------------------------------------


def _updated(node: Node, update: Mapping[str, Any]) -> Node:
    return node.model_copy(update=update)


def _some(alternatives: Any) -> Sequence[Any]:
    if isinstance(alternatives, str | Mapping) or not isinstance(alternatives, Sequence) or not alternatives:
        raise refused(f"{alternatives!r:.80} is no list of alternatives.", "Write them in square brackets.")
    return alternatives


def _read(key: str, given: Any) -> Any:
    """A part of a node as a document writes it."""
    try:
        return getattr(Node.model_validate({"id": "x", key: given}), key)
    except ValidationError as error:
        raise refused(f"{given!r:.80} cannot be read: {error.errors()[0]['msg']}.") from None


def _differ(given: Sequence[Any], read: Sequence[Any], own: Sequence[Any]) -> None:
    for words, part in zip(given, read, strict=True):
        if all(part == known for known in own):
            raise refused(f"{_words(words)} is what the framework has.", "Name another alternative.")


def _words(given: Any) -> str:
    """An alternative in words: ``goalposts [20, 80]``."""
    if isinstance(given, Mapping):
        return ", ".join(f"{key} {_words(value)}".strip() for key, value in given.items())
    if isinstance(given, list | tuple):
        return f"[{', '.join(map(_words, given))}]"
    return str(given)
