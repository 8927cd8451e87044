"""Changes a loaded framework document, one node at a time, and checks what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportcard.engine.combinations import combined_children
from reportcard.engine.compile import walk
from reportcard.framework.checks import Context, scored_faults

if TYPE_CHECKING:
    from reportcard.framework.document import Framework as Document
    from reportcard.framework.document import Node
    from reportcard.metrics import Registry

Edit = Callable[["Node"], "Node"]


@dataclass(frozen=True)
class Choice:
    """One alternative of a knob: what it is in words, and what it does to nodes, by id.

    A node that a document lacks is passed over: variants differ in their trees, and a node may have been left out.
    """

    words: str
    edits: dict[str, Edit]

    def apply(self, document: Document) -> Document:
        """The document with the change made."""
        if not self.edits:
            return document
        return document.model_copy(update={"score": _edited(document.score, self.edits)})

    def touches(self, document: Document) -> bool:
        """Whether the document has a node that changes."""
        return any(node.id in self.edits for node in walk(document.score))


def _edited(node: Node, edits: dict[str, Edit]) -> Node:
    children = tuple(_edited(child, edits) for child in node.children)
    if children != node.children:
        node = node.model_copy(update={"children": children})
    return edits[node.id](node) if node.id in edits else node


def faults(document: Document, registry: Registry) -> list[str]:
    """What contradicts itself in the tree, scales and rules of a changed document, in words."""
    return [fault.message for fault in scored_faults(Context(document, registry))]


def families(document: Document) -> Iterator[tuple[Node, list[Node]]]:
    """Every inner node with the children that it combines, in the order of the document."""
    for node in walk(document.score):
        if node.children:
            yield node, combined_children(node)
