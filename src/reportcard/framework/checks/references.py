"""Checks of names: every id that a document uses must be defined, and each id defined once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from reportcard.framework.checks.context import Context, Fault, parts, reads_its_own_id
from reportcard.framework.checks.metrics import metric_faults
from reportcard.framework.document import (
    SIMILAR,
    ColumnCondition,
    Comparison,
    IndicatorCondition,
    Limit,
    MetricUse,
    Node,
    NodeCondition,
    Number,
    Provenance,
    Rule,
)
from reportcard.framework.explain import suggestion
from reportcard.framework.tree import Path

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{2,79}")


def reference_faults(context: Context) -> Iterator[Fault]:
    """Check every name in the document, apart from its variants and the description of its file."""
    aside = {"source": None, "variants": ()}
    for path, part in parts(context.framework.model_copy(update=aside)):
        yield from names_in(context, part, path)
    references = [citation.id for citation in context.framework.references]
    yield from repeated(references, ("references",), "reference")
    yield from _repeated_rules(context)
    if SIMILAR in context.framework.columns:
        message = f"'{SIMILAR}' names a school's similar schools, and cannot name a column."
        yield Fault(("columns", SIMILAR), "reserved-word", message, "Give the column another id.")


def names_in(context: Context, part: BaseModel, path: Path) -> Iterator[Fault]:
    """Check the names that one part of a document uses."""
    match part:
        case Node(indicator=str(name)):
            yield from _indicator(context, name, (*path, "indicator"))
        case Node(metric=MetricUse() as use):
            yield from metric_faults(context, use, (*path, "metric"))
        case Node() if reads_its_own_id(part):
            yield from _leaf(context, part.id, (*path, "id"))
        case IndicatorCondition():
            yield from _indicator(context, part.indicator, (*path, "indicator"))
        case ColumnCondition():
            yield from _column(context, part.column, (*path, "column"))
        case NodeCondition():
            yield from _node(context, part.node, (*path, "node"))
        case Comparison(within=str(name)) if name != SIMILAR:
            yield from _column(context, name, (*path, "within"))
        case Limit(grade_in=str(name)):
            yield from _column(context, name, (*path, "grade_in"))
        case Number(from_indicator=str(name)):
            yield from _indicator(context, name, (*path, "from_indicator"))
        case _:
            pass
    if isinstance(part, Number | Provenance):
        yield from _citation(context, part.source, (*path, "source"))


# --- one kind of name each -------------------------------------------------------------------------------------------


def _indicator(context: Context, name: str, path: Path) -> Iterator[Fault]:
    if name not in context.indicators:
        remedy = suggestion(name, sorted(context.indicators)) or "Describe it under 'indicators'."
        yield Fault(path, "dangling-indicator", f"There is no indicator '{name}'.", remedy)


def _leaf(context: Context, name: str, path: Path) -> Iterator[Fault]:
    """A leaf that is no described indicator is mistyped, where the document describes its indicators at all."""
    described = context.described
    if context.framework.indicators and name not in described:
        remedy = suggestion(name, sorted(described)) or "Describe it under 'indicators'."
        yield Fault(path, "dangling-indicator", f"The leaf '{name}' reads no indicator: none is called that.", remedy)


def _column(context: Context, name: str, path: Path) -> Iterator[Fault]:
    if name not in context.framework.columns:
        remedy = suggestion(name, context.framework.columns) or "Declare it under 'columns'."
        yield Fault(path, "dangling-column", f"There is no column '{name:.80}'.", remedy)


def _node(context: Context, name: str, path: Path) -> Iterator[Fault]:
    if name not in context.by_id:
        remedy = suggestion(name, context.by_id) or "Name a node of the score tree."
        yield Fault(path, "dangling-node", f"There is no node '{name}'.", remedy)


def _citation(context: Context, source: str, path: Path) -> Iterator[Fault]:
    """A source may be a few words; one word that is nearly the id of a reference is meant to be that id."""
    ids = [citation.id for citation in context.framework.references]
    if source in ids or not _WORD.fullmatch(source):
        return
    if close := suggestion(source, ids):
        yield Fault(path, "dangling-reference", f"There is no reference '{source}'.", close)


# --- ids that are defined twice --------------------------------------------------------------------------------------


def repeated(ids: Iterable[str], path: Path, what: str) -> Iterator[Fault]:
    """Report every id of a list that stands in it before."""
    seen: set[str] = set()
    for place, name in enumerate(ids):
        if name in seen:
            yield Fault((*path, place, "id"), "duplicate-id", f"There are two {what}s '{name}'.", "Rename one.")
        seen.add(name)


def _repeated_rules(context: Context) -> Iterator[Fault]:
    seen: set[str] = set()
    for path, part in parts(context.framework.score, ("score",)):
        if isinstance(part, Rule) and part.id is not None:
            if part.id in seen:
                yield Fault((*path, "id"), "duplicate-id", f"There are two rules '{part.id}'.", "Rename one.")
            seen.add(part.id)
