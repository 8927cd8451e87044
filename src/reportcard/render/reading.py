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


def readable(card: ReportCard) -> ReportCard:
    """Return a card for reading only: its fields, its nodes with theirs, and no method but those that find nodes."""
    return cast("ReportCard", _plain(_Card, {**card.__dict__, "overall": _node(card.overall)}))


def _node(node: NodeResult) -> Any:
    fields = node.__dict__
    below: tuple[NodeResult, ...] = fields["children"]
    return _plain(_Node, {**fields, "children": tuple([_node(child) for child in below])} if below else fields)


def _plain(kind: Any, fields: dict[str, Any]) -> Any:
    made = kind()
    made.__dict__ = fields
    return made
