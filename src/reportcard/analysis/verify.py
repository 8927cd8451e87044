"""Compares what an authority published with what its framework computes from the same file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import narwhals as nw
import numpy as np

from reportcard.analysis.precision import add_ranges
from reportcard.analysis.published import Quantity, lacking_in, published_in
from reportcard.analysis.recompute import recompute
from reportcard.analysis.verification import Check, Miss, Verification
from reportcard.engine.compile import walk
from reportcard.engine.reference import Reference
from reportcard.engine.table import Table
from reportcard.errors import InputError
from reportcard.prepared import Framework, load_framework
from reportcard.results.text import visible
from reportcard.sources.tables import read_table


def verify(data: Any, framework: str | Path | Framework, *, reference: Reference | None = None) -> Verification:
    """Compare a publication with its framework.

    Numbers are compared exactly, as decimals, at the precision of the published column; grades as the codes they are.
    Where a node's score and grade were both published, ``cuts`` asks whether the grade follows from that score. Where
    inputs are known only within limits (censored, masked, or rounded before they were published), the result is not
    reproduced exactly: it lies within the range that those limits leave, or is missed. A cell that is no number, or no
    grade of the node's scale, publishes nothing.

    Args:
        data: A frame with the file's own columns, the published results among them; or the path of the file.
        framework: Id of a built-in framework, path of a document, or a loaded :class:`Framework`; its
            ``source.published`` names the columns.
        reference: What norm-referenced scales compare with.

    Raises:
        InputError: The document names no published column, or the file lacks all of them.
    """
    ready = framework if isinstance(framework, Framework) else load_framework(framework)
    if isinstance(data, str | Path):
        from reportcard.sources.files import read_file

        data = read_file(data, ready)
    table, frame = read_table(data, ready.intake), nw.from_native(data, eager_only=True)
    wanted = list(published_in(frame, ready, table))
    if not wanted:
        absent = ", ".join(f"'{name}'" for name in lacking_in(frame, ready))
        remedy = f"The file lacks {absent}." if absent else "Name the columns under 'published' in its source."
        raise InputError(f"'{ready.id}' names no column of this file that holds a published result. {remedy}")
    recompute(wanted, ready, table, reference)
    add_ranges(wanted, frame, ready, table, reference)
    order = {node.id: at for _, _, document in ready.documents for at, node in enumerate(walk(document.score))}
    wanted.sort(key=lambda quantity: order.get(quantity.node, 0))
    checks = tuple(_check(quantity, wanted, ready, table) for quantity in wanted)
    lacking = tuple(lacking_in(frame, ready))
    return Verification(ready.id, ready.version, len(table), checks, tuple(table.faults), lacking)


def _check(quantity: Quantity, wanted: Sequence[Quantity], ready: Framework, table: Table) -> Check:
    missed = np.flatnonzero(quantity.missed)
    below = _below(quantity, wanted, ready)
    there, taken, within = (int(rows.sum()) for rows in (quantity.there, _taken(quantity), quantity.within))
    return Check(
        node=quantity.node,
        kind=quantity.kind,
        column=quantity.column,
        published=there,
        taken=taken,
        matched=there - taken - within - missed.size,
        within=within,
        unpublished=int((~quantity.there & ~np.isnan(quantity.computed)).sum()),
        misses=tuple(
            Miss(table.ids[row], visible(quantity.texts[row]), quantity.shown(row), _parting(quantity, below, row))
            for row in missed.tolist()
        ),
    )


def _taken(quantity: Quantity) -> Any:
    return quantity.there & quantity.taken


def _below(quantity: Quantity, wanted: Sequence[Quantity], ready: Framework) -> list[Quantity]:
    """The quantities that a quantity rests on, the deepest first: those of the nodes below, then the node's own."""
    trees = [node for _, _, document in ready.documents for node in walk(document.score) if node.id == quantity.node]
    under = [node.id for tree in trees for node in walk(tree)][::-1]
    own = ("value", "score") if quantity.kind == "grade" else ()
    below = [other for name in under if name != quantity.node for other in wanted if other.node == name]
    return below + [other for other in wanted if other.node == quantity.node and other.kind in own]


def _parting(quantity: Quantity, below: Sequence[Quantity], row: int) -> str:
    """The first place where a published result and the computed one part."""
    for other in below:
        if other.missed[row] or (other.within[row] and other.published[row] != other.computed[row]):
            return f"{other.node}.{other.kind}"
    if row in quantity.rules:
        return f"rule {quantity.rules[row]}"
    return f"{quantity.kind} of {quantity.node}"
