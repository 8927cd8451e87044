"""What the checks of a document look things up in: its nodes, indicators, columns and grade scales."""

from __future__ import annotations

import importlib
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import BaseModel

from reportcard.framework.document import Framework, Node
from reportcard.framework.tree import Path
from reportcard.metrics import Registry


class Fault(NamedTuple):
    """A contradiction in a document: where in the models, its stable code, what is wrong and what to do."""

    path: Path
    code: str
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A node in its place.

    Attributes:
        node: The node.
        path: Its place in the document.
        parent: The node that it is a child of; None for the root.
    """

    node: Node
    path: Path
    parent: Node | None = None

    @property
    def counts(self) -> tuple[Node, ...]:
        """The children that are combined: all but those that stand beside."""
        return tuple(child for child in self.node.children if not child.beside)

    @property
    def combination(self) -> str:
        """Name of the node's own combination; "" for a leaf, or where it cannot be told."""
        return combination(self.node)

    @property
    def parent_combination(self) -> str:
        """Name of the combination that the node is part of; "" for the root."""
        return combination(self.parent) if self.parent else ""


def maximum(node: Node) -> float | None:
    """Return the points that a node can reach: stated, or for a sum the points of its children without bonuses."""
    if node.max is not None or combination(node) != "sum":
        return node.max
    reached = [maximum(child) for child in node.children if not child.beside and not child.bonus]
    known = [points for points in reached if points is not None]
    return math.fsum(known) if known and len(known) == len(reached) else None


def combination(node: Node) -> str:
    """Return the name of a node's combination: a weighted mean where it is not named and children have weights."""
    if isinstance(node.combine, str):
        return node.combine
    if node.combine is not None:
        return next(iter(type(node.combine).model_fields))
    return "weighted_mean" if any(child.weight for child in node.children) else ""


@dataclass(frozen=True)
class Context:
    """A document and the names that are known in it."""

    framework: Framework
    metrics: Registry = field(default_factory=Registry.installed)

    @cached_property
    def nodes(self) -> tuple[Placed, ...]:
        """Every node, parents first."""
        return tuple(_placed(self.framework.score, ("score",), None))

    @cached_property
    def by_id(self) -> dict[str, Placed]:
        """Nodes by id; the first of those that share one."""
        return {placed.node.id: placed for placed in reversed(self.nodes)}

    @property
    def ids(self) -> frozenset[str]:
        """Ids of the nodes."""
        return frozenset(self.by_id)

    @cached_property
    def indicators(self) -> frozenset[str]:
        """Indicators that the document, the library's own models, or the id of a leaf provides."""
        leaves = {placed.node.id for placed in self.nodes if reads_its_own_id(placed.node)}
        return self.described | leaves

    @cached_property
    def described(self) -> frozenset[str]:
        """Indicators that the document or the library's own models describe."""
        return frozenset(self.framework.indicators) | catalogue()

    def grades_of(self, node: Node) -> tuple[str, ...]:
        """Return the grades that a node can have."""
        scale = self.framework.grade_scales.get(node.grades.scale) if node.grades else None
        return tuple(band.grade for band in scale.bands) if scale else ()


def reads_its_own_id(node: Node) -> bool:
    """Whether a node is a leaf that reads the indicator of its own id."""
    return not node.children and node.indicator is None and node.metric is None


def catalogue() -> frozenset[str]:
    """Return the ids of the indicators that the library's own models define."""
    try:
        module = importlib.import_module("reportcard.indicators.catalogue")
    except ModuleNotFoundError:
        return frozenset()
    return frozenset(module.CATALOGUE)


def _placed(node: Node, path: Path, parent: Node | None) -> Iterator[Placed]:
    yield Placed(node, path, parent)
    for place, child in enumerate(node.children):
        yield from _placed(child, (*path, "children", place), node)


def parts(value: Any, path: Path = ()) -> Iterator[tuple[Path, BaseModel]]:
    """Walk every part of a document, with its place."""
    if isinstance(value, BaseModel):
        yield path, value
        for name, info in type(value).model_fields.items():
            yield from parts(getattr(value, name), (*path, info.alias or name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from parts(item, (*path, str(key)))
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from parts(item, (*path, place))
