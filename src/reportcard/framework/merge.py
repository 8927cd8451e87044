"""The one way in which a document changes another: used by ``extends``, by variants and by ``nodes``.

- Mappings merge by key; a list, a plain value or a condition replaces what was there; null takes a key away.
- ``score`` is a whole tree and replaces the whole tree; ``nodes: {id: {...}}`` changes single nodes: each key that is
  given replaces that key of the node entirely.
- Grade scales merge band by band, by grade: a new cut score keeps the band's label and meaning. A scale written with
  ``bands`` replaces the bands.
- ``framework`` and ``version`` are a document's own and are never inherited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from pydantic import ValidationError

from reportcard.errors import FrameworkError, UnknownNameError
from reportcard.framework.document import Framework, Variant
from reportcard.framework.explain import MOST, Finding, findings, suggestion
from reportcard.framework.tree import Block, Items, from_mapping

#: Keys that a document never takes from the one that it extends.
OWN = ("framework", "version", "extends", "nodes")
#: Keys that hold one condition: it replaces the other, for parts of two conditions make neither.
WHOLE = ("rows", "when")


def merged(base: Any, patch: Any) -> Any:
    """Return ``base`` changed by ``patch``; neither is touched."""
    return _by_key(base, patch, lambda key, was, value: value if key in WHOLE else merged(was, value))


def _by_key(base: Any, patch: Any, put: Callable[[str, Any, Any], Any]) -> Any:
    """Merge two mappings: null takes a key away, and ``put(key, was, value)`` says what becomes of any other."""
    if not isinstance(base, Block) or not isinstance(patch, Block):
        return patch
    result = base.copy()
    for key, value in patch.items():
        if value is None and key in base:
            result.drop(key)
        else:
            result.put(key, put(key, base.get(key), value), patch.spots[key])
    return result


# --- documents -------------------------------------------------------------------------------------------------------


def extended(base: Block, own: Block) -> tuple[Block, list[Finding]]:
    """Return the complete document that ``own`` stands for, and the nodes that it names in vain."""
    result = base.copy()
    result.spot = own.spot
    for key in OWN:
        result.drop(key)
    for key, value in own.items():
        if key in ("extends", "nodes"):
            continue
        if key == "score" or value is None:
            _replace(result, own, key)
        else:
            combine = _merged_scales if key == "grade_scales" else merged
            result.put(key, combine(base.get(key), value), own.spots[key])
    return result, _patch_nodes(result, own.get("nodes"))


def with_full_scales(document: Block) -> Block:
    """Return the document with the grade scales of its variants written out in full."""
    variants, scales = document.get("variants"), document.get("grade_scales")
    if not isinstance(variants, Items) or not isinstance(scales, Block):
        return document
    full = Items(variants.spot)
    for variant, spot in zip(variants, variants.spots, strict=True):
        full.put(_full_variant(variant, scales), spot)
    result = document.copy()
    result.put("variants", full, document.spots["variants"])
    return result


def _full_variant(variant: Any, scales: Block) -> Any:
    changes = variant.get("grade_scales") if isinstance(variant, Block) else None
    if not isinstance(changes, Block):
        return variant
    full, result = Block(changes.spot), variant.copy()
    for key, value in changes.items():
        full.put(key, _merged_scale(scales.get(key), value), changes.spots[key])
    result.put("grade_scales", full, variant.spots["grade_scales"])
    return result


def of_variant(document: Block, variant: Block) -> tuple[Block, list[Finding]]:
    """Return the complete document for the schools of a variant, and the nodes that the variant names in vain."""
    result = document.copy()
    result.drop("variants")
    if variant.get("score") is not None:
        _replace(result, variant, "score")
    scales = variant.get("grade_scales")
    if isinstance(scales, Block):
        base = document.get("grade_scales")
        kept = base.copy() if isinstance(base, Block) else Block(scales.spot)
        for key, value in scales.items():
            kept.put(key, value, scales.spots[key])
        result.put("grade_scales", kept, variant.spots["grade_scales"])
    return result, _patch_nodes(result, variant.get("nodes"))


def variant_document(framework: Framework, variant: Variant | str) -> Framework:
    """Return the complete framework for the schools of a variant, without variants of its own.

    Args:
        framework: A loaded framework.
        variant: One of its variants, or the id of one.

    Raises:
        UnknownNameError: The framework has no variant of that id.
        FrameworkError: The variant does not fit the framework; loading a document checks that it does.
    """
    chosen = variant if isinstance(variant, Variant) else _variant(framework, variant)
    document = from_mapping(framework.model_dump(by_alias=True, exclude_unset=True))
    changes = from_mapping(chosen.model_dump(by_alias=True, exclude_unset=True))
    tree, problems = of_variant(document, changes)
    try:
        result = Framework.model_validate(tree)
    except ValidationError as error:
        problems += findings(error, tree)
    if problems:
        message = f"The variant '{chosen.id}' does not fit the framework '{framework.framework}'."
        raise FrameworkError(message, problems=[finding.problem for finding in problems])
    return result


def _variant(framework: Framework, name: str) -> Variant:
    for variant in framework.variants:
        if variant.id == name:
            return variant
    raise UnknownNameError("variant", name, [variant.id for variant in framework.variants])


def _replace(result: Block, source: Block, key: str) -> None:
    result.drop(key)
    if source[key] is not None:
        result.put(key, source[key], source.spots[key])


# --- nodes -----------------------------------------------------------------------------------------------------------


def _patch_nodes(document: Block, patches: Any) -> list[Finding]:
    """Change nodes of a document by id, in the order written; return what cannot be applied."""
    if not isinstance(patches, Block) or "score" not in document:
        return []
    document.put("score", _copied(document["score"]), document.spots["score"])
    nodes: dict[str, list[Block]] = {}
    _index(nodes_of(document["score"]), nodes)
    for name, patch in patches.items():
        for node in list(nodes.get(name, ())):
            _index(_patch_node(node, patch) if isinstance(patch, Block) else [], nodes)
    known = [str(node.get("id")) for node in nodes_of(document["score"])]
    return [*islice(_not_mappings(patches), MOST), *islice(_in_vain(patches, known), MOST)]


def _index(nodes: Iterable[Block], by_id: dict[str, list[Block]]) -> None:
    for node in nodes:
        by_id.setdefault(str(node.get("id")), []).append(node)


def _patch_node(node: Block, patch: Block) -> list[Block]:
    """Change one node; return the nodes that came with the change."""
    for key, value in patch.items():
        if value is None:
            node.drop(key)
        else:
            node.put(key, _copied_children(value) if key == "children" else value, patch.spots[key])
    return [*nodes_of(node)][1:] if "children" in patch else []


def _not_mappings(patches: Block) -> Iterator[Finding]:
    for name, patch in patches.items():
        if not isinstance(patch, Block):
            message = "Expected a mapping of keys and values."
            yield Finding(patches.spots[name], "wrong-type", message, "Write the keys of the node that change.")


def _in_vain(patches: Block, known: list[str]) -> Iterator[Finding]:
    ids = set(known)
    for name in (name for name in patches if name not in ids):
        remedy = suggestion(name, known) or "Name a node of the score tree."
        yield Finding(patches.spots[name], "dangling-node", f"There is no node '{name:.60}' to change.", remedy)


def _copied(node: Any) -> Any:
    """Copy the nodes of a tree, so that they can be changed; what is inside a node stays shared."""
    if not isinstance(node, Block):
        return node
    result = node.copy()
    if "children" in node:
        result.put("children", _copied_children(node["children"]), node.spots["children"])
    return result


def _copied_children(children: Any) -> Any:
    if not isinstance(children, Items):
        return children
    result = Items(children.spot)
    for child, spot in zip(children, children.spots, strict=True):
        result.put(_copied(child), spot)
    return result


def nodes_of(node: Any) -> Iterator[Block]:
    """Walk the nodes of a score tree as it was written, parents first."""
    if not isinstance(node, Block):
        return
    yield node
    children = node.get("children")
    for child in children if isinstance(children, Items) else ():
        yield from nodes_of(child)


# --- grade scales ----------------------------------------------------------------------------------------------------


def _merged_scales(base: Any, patch: Any) -> Any:
    """Merge the scales of two documents, each by its bands."""
    return _by_key(base, patch, lambda key, was, value: _merged_scale(was, value))


def _merged_scale(base: Any, patch: Any) -> Any:
    if not isinstance(base, Block) or not isinstance(patch, Block):
        return patch
    if _is_long(base) and not _is_long(patch):
        result = base.copy()
        result.put("bands", _merged_bands(base.get("bands"), patch), base.spots.get("bands", base.spot))
        return result
    return merged(_long(base) if _is_long(patch) else base, patch)


def _is_long(scale: Block) -> bool:
    return "bands" in scale or "inclusive" in scale


def _long(scale: Block) -> Block:
    """Write a scale given as ``{A: 70, F: lowest}`` with its bands."""
    if _is_long(scale):
        return scale
    result, bands = Block(scale.spot), Items(scale.spot)
    for grade, start in scale.items():
        bands.put(_band(grade, start, scale), scale.spots[grade])
    result.put("bands", bands, scale.spot)
    return result


def _band(grade: str, start: Any, scale: Block) -> Block:
    band = Block(scale.spots[grade])
    band.put("grade", grade, scale.spots[grade])
    if start != "lowest":
        band.put("from", start, scale.spots[grade])
    return band


def _merged_bands(bands: Any, cuts: Block) -> Any:
    """Change cut scores of bands by grade; null takes a band away, an unknown grade is added at the end.

    Upper ends that were written beside the old cuts are dropped: a band ends where the next higher one starts.
    """
    result = Items(cuts.spot)
    known = set()
    for band, spot in zip(bands, bands.spots, strict=True) if isinstance(bands, Items) else ():
        grade = str(band.get("grade")) if isinstance(band, Block) else ""
        known.add(grade)
        if not isinstance(band, Block):
            result.put(band, spot)
        elif grade not in cuts:
            result.put(_recut(band, ("to",), Block()), spot)
        elif cuts[grade] is not None:
            result.put(_recut(band, ("from", "to"), _band(grade, cuts[grade], cuts)), spot)
    for grade in (grade for grade in cuts if grade not in known):
        result.put(_band(grade, cuts[grade], cuts), cuts.spots[grade])
    return result


def _recut(band: Block, dropped: tuple[str, ...], change: Block) -> Block:
    result = band.copy()
    for key in dropped:
        result.drop(key)
    return merged(result, change)  # type: ignore[no-any-return]
