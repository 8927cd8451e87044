"""A card with plain objects in place of its records, to be read by what makes pages.

An attribute of a pydantic model goes through a hook and costs several times what a plain attribute does, and a page
reads thousands. The plain objects have the records' fields and share their dictionaries.
"""

from __future__ import annotations

from typing import Any, cast

from reportcard.results.card import NodeResult, ReportCard


class _Card:
    """The fields of a card."""

    nodes = ReportCard.nodes


class _Node:
    """The fields of a node."""

    band = NodeResult.band
    walk = NodeResult.walk


def readable(card: ReportCard) -> tuple[ReportCard, tuple[NodeResult, ...]]:
    """Return a card for reading only, and its nodes in the document's order.

    It has the fields of the card and its nodes those of theirs, and no methods but those that find nodes.
    """
    nodes: list[Any] = []
    read = _plain(_Card, {**card.__dict__, "overall": _node(card.overall, nodes)})
    return cast("ReportCard", read), tuple(nodes)


def _node(node: NodeResult, nodes: list[Any]) -> Any:
    fields = node.__dict__
    below = fields["children"]
    if below:
        fields = fields.copy()
    made = _plain(_Node, fields)
    nodes.append(made)
    if below:
        fields["children"] = tuple([_node(child, nodes) for child in below])
    return made


def _plain(kind: Any, fields: dict[str, Any]) -> Any:
    made = kind()
    made.__dict__ = fields
    return made
