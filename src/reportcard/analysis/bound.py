"""A knob that fits a framework: what it touches, how it is drawn, and how the nodes that it names are found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from reportcard.analysis.altered import Choice
from reportcard.analysis.knobs import refused
from reportcard.engine.compile import walk
from reportcard.errors import UnknownNameError

if TYPE_CHECKING:
    from reportcard.engine.table import Floats
    from reportcard.framework.document import Framework as Document
    from reportcard.framework.document import Node
    from reportcard.prepared import Framework


@dataclass(frozen=True)
class Varied:
    """What a knob really varied.

    Attributes:
        knob: Kind of the knob: ``weights``, ``leave_out``, ``scale``, ``combination``, ``missing``, ``cuts`` or
            ``rounding``.
        title: The knob in words.
        nodes: Nodes that it touches, in the framework's order.
        alternatives: What a draw chooses between, the framework's own first; or the range in words.
        refused: Nodes that could not be varied, and why.
        idle: Nodes that were touched in vain: no school of the data has a score there; for a policy on missing scores,
            no school lacks one.
    """

    knob: str
    title: str
    nodes: tuple[str, ...]
    alternatives: tuple[str, ...]
    refused: tuple[tuple[str, str], ...] = ()
    idle: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bound:
    """A knob that fits the framework.

    Attributes:
        kind: ``choice``, ``weights`` or ``cuts``.
        varied: What it varies.
        key: What its random numbers are drawn from, beside the seed.
        draw: ``draw(random, draws)`` gives what the knob is set to, (draws, width).
        choices: The alternatives, the framework's own first.
        alone: Settings that are tried one at a time, with their names.
    """

    kind: str
    varied: Varied
    key: str
    draw: Callable[[np.random.Generator, int], Floats]
    choices: tuple[Choice, ...] = ()
    alone: tuple[tuple[str, Floats], ...] = field(default=())

    @property
    def neutral(self) -> Floats:
        """The setting that leaves the framework as it is, (width,)."""
        return np.ones(len(self.varied.nodes)) if self.kind == "weights" else np.zeros(1)


# --- finding nodes ---------------------------------------------------------------------------------------------------


def documents(framework: Framework) -> tuple[Document, ...]:
    """The complete documents, the framework's own first."""
    own = [document for _, _, document in framework.documents]
    return (own[-1], *own[:-1])


def nodes_by_id(framework: Framework) -> dict[str, list[Node]]:
    """Every node by id, as each document has it."""
    found: dict[str, list[Node]] = {}
    for document in documents(framework):
        for node in walk(document.score):
            found.setdefault(node.id, []).append(node)
    return found


def named(framework: Framework, node: str) -> list[Node]:
    """A node as each document has it; an error where none has it."""
    known = nodes_by_id(framework)
    if node not in known:
        raise UnknownNameError("node", str(node), list(known))
    return known[node]


def _wanted(given: Sequence[str] | str | None) -> tuple[str, ...] | None:
    return None if given is None else (given,) if isinstance(given, str) else tuple(dict.fromkeys(given))


def chosen_nodes(
    framework: Framework, given: Sequence[str] | str | None, able: Iterable[str], lacks: str, none: str
) -> tuple[str, ...]:
    """The nodes that were named, or all that can be varied; an error where one cannot be, or there is none."""
    found = tuple(able)
    wanted = _wanted(given)
    for name in wanted or ():
        named(framework, name)
        if name not in found:
            raise refused(f"'{name}' {lacks} in '{framework.id}'.", f"Choose of: {', '.join(found) or 'none'}.")
    if not found or wanted == ():
        raise refused(f"'{framework.id}' {none}: there is nothing to vary.")
    return found if wanted is None else wanted


def titled(title: str, given: Any, nodes: Sequence[str]) -> str:
    """A knob's title, with the nodes where they were chosen."""
    return title if given is None else f"{title} of {', '.join(nodes)}"
