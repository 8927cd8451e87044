"""Finds framework documents, built in or in files, and completes those that extend another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from reportcard.errors import UnknownNameError
from reportcard.framework.explain import Finding, suggestion
from reportcard.framework.merge import extended
from reportcard.framework.tree import Block, Spot, from_mapping
from reportcard.framework.yaml_strict import read_file, read_yaml

BUILTIN = files("reportcard.framework") / "builtin"
ENDINGS = (".yaml", ".yml")

#: What a document can be loaded from.
Source = str | Path | Mapping[str, Any]


class Origin(NamedTuple):
    """A document as it was written, and the folder in which ``extends`` finds its neighbours."""

    tree: Block
    folder: Path | None = None


def is_path(source: str) -> bool:
    """Whether a text is the path of a file rather than the id of a built-in framework."""
    return source.endswith(ENDINGS) or "/" in source or "\\" in source


def read(source: Source) -> Origin:
    """Read a document as it is written.

    Raises:
        FrameworkError: It cannot be read.
        UnknownNameError: No built-in framework has this name.
    """
    if isinstance(source, Mapping):
        return Origin(from_mapping(source))
    if isinstance(source, Path) or is_path(source):
        return Origin(read_file(Path(source)), Path(source).parent)
    if source not in builtin_names():
        here = [f"{source}{ending}" for ending in ENDINGS if Path(f"{source}{ending}").is_file()]
        raise UnknownNameError("framework", source, [*here, *builtin_names()])
    return Origin(builtin_tree(source))


@cache
def builtin_names() -> tuple[str, ...]:
    """Return the ids of the built-in frameworks: the names of their files."""
    if not BUILTIN.is_dir():
        return ()
    return tuple(sorted(entry.name[:-5] for entry in BUILTIN.iterdir() if entry.name.endswith(".yaml")))


@cache
def builtin_tree(name: str) -> Block:
    """Return a built-in document as it is written. It is shared: nothing may change it."""
    file = f"{name}.yaml"
    return read_yaml((BUILTIN / file).read_bytes(), file)


# --- extends ---------------------------------------------------------------------------------------------------------


def complete(origin: Origin, seen: tuple[str, ...] = ()) -> tuple[Block | None, list[Finding]]:
    """Return the document with everything that it inherits, or None where what it extends is not to be had."""
    own = origin.tree
    if own.get("extends") is None:
        return own, _changes_nothing(own)
    name, spot = own["extends"], own.spots["extends"]
    base = _base(name, origin, spot)
    if isinstance(base, Finding):
        return None, [base]
    key = f"{base.folder.resolve() if base.folder else 'built in'}/{name}"
    if key in seen:
        message = f"The document extends itself: {' ← '.join(entry.rpartition('/')[2] for entry in (*seen, key))}."
        return None, [Finding(spot, "cycle", message, "Let one of the documents stand on its own.")]
    inherited, problems = complete(base, (*seen, key))
    if inherited is None or problems:
        return None, problems
    return extended(inherited, own)


def _base(name: Any, origin: Origin, spot: Spot) -> Origin | Finding:
    """Find the document that another one extends: a neighbour's file name, or a built-in id."""
    if not isinstance(name, str) or "/" in name or "\\" in name:
        remedy = "Name a built-in framework, or a file in the same folder."
        return Finding(spot, "unknown-framework", "This names no document that can be extended.", remedy)
    if name.endswith(ENDINGS):
        return _neighbour(name, origin, spot)
    if name not in builtin_names():
        remedy = suggestion(name, builtin_names()) or f"Built in: {', '.join(builtin_names()) or 'none'}."
        return Finding(spot, "unknown-framework", f"There is no framework '{name:.80}' to extend.", remedy)
    return Origin(builtin_tree(name))


def _neighbour(name: str, origin: Origin, spot: Spot) -> Origin | Finding:
    if origin.folder is None:
        remedy = "Name a built-in framework, or load the document from a file."
        return Finding(spot, "unknown-framework", f"'{name:.80}' is a file, and this document stands in none.", remedy)
    path = origin.folder / name
    if len(name) > 200 or not path.is_file():
        message = f"There is no file '{name:.80}' next to this document."
        return Finding(spot, "unknown-framework", message, "Correct the name, or extend a built-in framework.")
    return Origin(read_file(path), origin.folder)


def _changes_nothing(own: Block) -> list[Finding]:
    if not own.get("nodes"):
        return []
    message = "'nodes' changes inherited nodes, and this document extends none."
    return [Finding(own.spots["nodes"], "nodes-without-extends", message, "Change the nodes under 'score' instead.")]
