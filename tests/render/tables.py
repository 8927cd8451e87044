"""All tables of a card at once; a page makes only those that it shows."""

from __future__ import annotations

from reportcard.render.table import TableView, anchors_of, table_view
from reportcard.render.tags import PLAIN, Look
from reportcard.results.card import NodeResult


def table_views(overall: NodeResult, look: Look = PLAIN, prefix: str = "rc") -> tuple[TableView, ...]:
    """The tables of the nodes with children, in the document's order."""
    inner = [node for node in overall.walk() if node.children]
    anchors = anchors_of(inner, prefix)
    return tuple(table_view(node, anchors, look) for node in inner)
