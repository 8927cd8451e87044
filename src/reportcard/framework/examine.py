"""Examines a complete document: its parts, then what contradicts across them, then every variant. All at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from reportcard.framework.checks import Context, Fault, document_faults, scored_faults
from reportcard.framework.document import Framework
from reportcard.framework.explain import MOST, Finding, mended, validated
from reportcard.framework.merge import of_variant
from reportcard.framework.tree import Block, Items, find
from reportcard.metrics import Registry

#: Variants times values: more than this is refused, because every variant is checked as a document of its own.
MOST_WORK = 2_000_000

#: Problems that may only follow from a part that is refused: not told while there is one.
_ABSENT = frozenset(
    {
        "bands-gap", "empty-condition", "empty-needs", "limit-on-nothing", "missing-weight", "needs-too-many",
        "no-children", "no-combination", "no-maximum", "no-weights", "rule-without-grades", "steps-gap",
        "weight-on-nothing", "weights-sum-to-zero", "wrong-shares",
    }
)  # fmt: skip
#: Names that may be undefined only because a whole part is refused.
_DANGLING = frozenset(
    {
        "dangling-column", "dangling-grade-scale", "dangling-indicator", "dangling-node", "dangling-reference",
        "unknown-grade",
    }
)  # fmt: skip


def examined(tree: Block, registry: Registry | None = None) -> tuple[Framework | None, list[Finding]]:
    """Return the framework of a complete tree, and everything that is wrong with it.

    Where the models refuse parts of the tree, what is left is still checked, so that one reading tells as much as
    it can; problems that may only follow from the refused parts are then kept back.

    Args:
        tree: The complete tree.
        registry: Metrics that it may name; the built-in and installed ones where not given.
    """
    metrics = registry or Registry.installed()
    model = validated(tree)
    if isinstance(model, Framework):
        return model, list(_contradictions(tree, model, metrics))
    rest = mended(tree)
    if rest is None:
        return None, model
    # A misspelt key inside a part takes away nothing that other parts name.
    slight = all(finding.code == "unknown-key" and len(finding.spot.path) > 1 for finding in model)
    kept_back = _ABSENT if slight else _ABSENT | _DANGLING
    found = _contradictions(*rest, metrics)
    return None, [*model, *(finding for finding in found if finding.code not in kept_back)]


def _contradictions(tree: Block, model: Framework, registry: Registry) -> Iterator[Finding]:
    """Check a document and each of its variants; what a variant shares with the document is told once."""
    context = Context(model, registry)
    variants = list(_variants(tree, context))
    nodes = context.ids.union(*(variant.ids for _, variant, _ in variants if variant))
    found = list(_found(tree, [*islice(scored_faults(context), MOST + 1), *document_faults(context, nodes)]))
    told = set(found)
    yield from found
    for name, _, problems in variants:
        for finding in problems:
            if finding not in told:
                told.add(finding)
                yield finding._replace(message=f"In the variant '{name}': {finding.message}")


def _variants(tree: Block, context: Context) -> Iterator[tuple[str, Context | None, list[Finding]]]:
    """Check the complete document of every variant."""
    variants = tree.get("variants")
    if not isinstance(variants, Items):
        return
    if len(variants) * _size(tree) > MOST_WORK:
        message = f"{len(variants)} variants of a document of this size are too many."
        yield "", None, [Finding(tree.spots["variants"], "too-large", message, "Join variants that say the same.")]
        return
    for variant, given in zip(variants, context.framework.variants, strict=True):
        changed, problems = of_variant(tree, variant)
        model = validated(changed)
        if isinstance(model, Framework):
            inner = Context(model, context.metrics)
            yield given.id, inner, [*problems, *_found(changed, islice(scored_faults(inner), MOST + 1))]
        else:
            yield given.id, None, [*problems, *model]


def _found(tree: Block, faults: Iterable[Fault]) -> Iterator[Finding]:
    """Give contradictions their places in the file."""
    for fault in faults:
        yield Finding(find(tree, fault.path).spot, fault.code, fault.message, fault.remedy)


def _size(value: object) -> int:
    if isinstance(value, Block):
        return 1 + sum(_size(item) for item in value.values())
    return 1 + sum(_size(item) for item in value) if isinstance(value, Items) else 1
