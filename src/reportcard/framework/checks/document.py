"""Checks of a whole document: what is scored, then what surrounds it (its file, its variants)."""

from __future__ import annotations

from collections.abc import Iterator

from reportcard.framework.checks.context import Context, Fault, parts
from reportcard.framework.checks.metrics import definition_faults
from reportcard.framework.checks.references import names_in, reference_faults, repeated
from reportcard.framework.checks.rules import condition_faults, rule_faults
from reportcard.framework.checks.scales import scale_faults
from reportcard.framework.checks.tree import tree_faults
from reportcard.framework.document import CodeEntry, IndicatorCondition, Mask, NodeCondition
from reportcard.framework.explain import suggestion


def scored_faults(context: Context) -> Iterator[Fault]:
    """Check what is scored; for every variant this is checked again."""
    yield from tree_faults(context)
    yield from scale_faults(context)
    yield from reference_faults(context)
    yield from rule_faults(context)
    yield from definition_faults(context)


def document_faults(context: Context, nodes: frozenset[str]) -> Iterator[Fault]:
    """Check what stands once in a document.

    Args:
        context: The document.
        nodes: Ids of the nodes of the document and of all its variants.
    """
    yield from repeated([variant.id for variant in context.framework.variants], ("variants",), "variant")
    yield from _variants(context)
    yield from _rows(context)
    yield from _codes(context)
    yield from _errors(context)
    yield from _comparable(context)
    source = context.framework.source
    for name in source.published if source else ():
        if name not in nodes:
            remedy = suggestion(name, sorted(nodes)) or "Name a node of the score tree."
            yield Fault(("source", "published", name), "dangling-node", f"There is no node '{name}'.", remedy)


def _variants(context: Context) -> Iterator[Fault]:
    for place, variant in enumerate(context.framework.variants):
        path = ("variants", place, "when")
        yield from condition_faults(context, variant.when, path)
        for inner, part in parts(variant.when, path):
            yield from names_in(context, part, inner)
            if isinstance(part, NodeCondition):
                message = f"The variant '{variant.id}' is chosen before anything is scored; it cannot ask for a node."
                yield Fault((*inner, "node"), "node-in-variant", message, "Ask for a column or an indicator.")


def _errors(context: Context) -> Iterator[Fault]:
    """Check what is said of the errors of indicators."""
    for name, indicator in context.framework.indicators.items():
        error, path = indicator.error, ("indicators", name, "error")
        if error is None or error.deviation is None:
            continue
        if error.deviation.value is None:
            message = f"The deviation of the pupils' '{name}' comes from a column."
            remedy = "Give a number; where each school has its own, give its standard error in the data."
            yield Fault((*path, "deviation"), "deviation-from-column", message, remedy)
        elif error.deviation.value <= 0:
            message = f"The deviation {error.deviation.value:g} is not above 0."
            yield Fault((*path, "deviation"), "out-of-range", message, "Give the pupils' standard deviation.")
        if error.share:
            message = f"'{name}' is said to be a share of its pupils, and to have a deviation."
            yield Fault(path, "two-errors", message, "Keep one of the two: n alone tells the error of a share.")


def _comparable(context: Context) -> Iterator[Fault]:
    """A framework cannot be comparable with another one and not be, nor refuse itself."""
    framework = context.framework
    for name in framework.not_comparable_with:
        if name == framework.framework or name in framework.comparable_with:
            other = "itself" if name == framework.framework else f"'{name}', which 'comparable_with' names too"
            message = f"The framework says that it is not comparable with {other}."
            yield Fault(("not_comparable_with", name), "comparable-twice", message, "Take it out of one of the two.")


def _codes(context: Context) -> Iterator[Fault]:
    """Check the limits that codes and masks give for the values behind them."""
    framework = context.framework
    for top in ("source", "indicators"):
        for path, part in parts(getattr(framework, top), (top,)):
            if isinstance(part, CodeEntry | Mask) and part.between is not None and part.between[0] >= part.between[1]:
                message = f"The value lies between {part.between[0]:g} and {part.between[1]:g}, which leaves none."
                yield Fault((*path, "between"), "wrong-order", message, "Write the smaller number first.")


def _rows(context: Context) -> Iterator[Fault]:
    """Rows are chosen before anything is read as an indicator: only the columns of the file can be asked for."""
    rows = context.framework.source.rows if context.framework.source else None
    if rows is None:
        return
    yield from condition_faults(context, rows, ("source", "rows"))
    for path, part in parts(rows, ("source", "rows")):
        if isinstance(part, NodeCondition | IndicatorCondition):
            message = "Rows are chosen by the file's own columns, before anything else is known."
            yield Fault(path, "rows-by-column", message, "Write {column: NAME, is: ...}.")
