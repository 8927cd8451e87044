"""One school scored both ways, as a record and as a frame, for tests that expect a number worked by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd

import reportcard as rc
from tests.engine.trees import framework


def card(tree: dict[str, Any], data: dict[str, Any], reference: Any = None, **document: Any) -> rc.ReportCard:
    """The card of one school; a frame of that school must give every node the same score, status and grade."""
    ready = framework(tree, **document)
    record = {"id": "x", **data}
    alone = rc.score(record, ready, reference=reference)
    cards = rc.score(pd.DataFrame({name: [value] for name, value in record.items()}), ready, reference=reference)
    for node in alone.nodes():
        other = cards[0][node.id]
        assert (node.score, node.status, node.grade, node.coverage) == (
            other.score,
            other.status,
            other.grade,
            other.coverage,
        )
    return alone


def result(tree: dict[str, Any], data: dict[str, Any], reference: Any = None, **document: Any) -> rc.NodeResult:
    """The root of the card of one school."""
    return card(tree, data, reference, **document).overall


def inner(combine: Any, *children: dict[str, Any], **rest: Any) -> dict[str, Any]:
    """A root of id ``all`` over some children; no combination where it is None."""
    return {"id": "all", **({} if combine is None else {"combine": combine}), "children": list(children), **rest}
