"""Loads framework documents: built in, from a file or from a mapping; complete and checked, or refused with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportcard.errors import FrameworkError, Problem, UnknownNameError
from reportcard.framework.document import Framework
from reportcard.framework.examine import examined
from reportcard.framework.explain import MOST, Finding
from reportcard.framework.merge import with_full_scales
from reportcard.framework.origin import Origin, Source, builtin_names, builtin_tree, complete, is_path, read
from reportcard.framework.tree import Block
from reportcard.metrics import Registry


@dataclass(frozen=True, slots=True)
class FrameworkInfo:
    """What a built-in framework is.

    Attributes:
        id: Its name for :func:`load_framework`.
        version: Version of the document.
        title: Title of the framework.
        authority: Who publishes it.
        year: The year that it is for.
        summary: What it is, in a sentence or two.
    """

    id: str
    version: str
    title: str
    authority: str
    year: str
    summary: str


def load_framework(source: Source, registry: Registry | None = None) -> Framework:
    """Load a framework document, complete and checked.

    Args:
        source: The id of a built-in framework; the path of a file (a text is a path where it has a separator or ends
            in .yaml or .yml); or the document as a mapping.
        registry: Metrics that it may name; the built-in and installed ones where not given.

    Raises:
        FrameworkError: The document cannot be used; ``problems`` lists everything that is wrong with it.
        UnknownNameError: No built-in framework has this name.
    """
    if not isinstance(source, str | Path | Mapping):
        kind = type(source).__name__
        raise FrameworkError(
            f"A framework is the id of a built-in one, a path, or a document as a mapping, not {kind}."
        )
    builtin = registry is None and isinstance(source, str) and not is_path(source)
    return _builtin(str(source)) if builtin else _load(source, registry)


def document_text(document: Framework) -> str:
    """A complete document as YAML, without what is default."""
    import yaml

    said = document.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=110)


def check_framework(source: Source, registry: Registry | None = None) -> list[Problem]:
    """Return everything that is wrong with a framework document; an empty list where nothing is."""
    try:
        return _examine(source, registry)[1]
    except UnknownNameError as error:
        return [Problem("unknown-framework", str(error), str(source))]


@cache
def frameworks() -> tuple[FrameworkInfo, ...]:
    """Return what is built in, by id."""
    return tuple(_info(name) for name in builtin_names())


def _info(name: str) -> FrameworkInfo:
    tree = complete(Origin(builtin_tree(name)))[0] or Block()
    title, authority, year, summary = (str(tree.get(key, "")) for key in ("title", "authority", "year", "summary"))
    return FrameworkInfo(name, str(tree.get("version", "1")), title, authority, year, summary)


@cache
def _builtin(name: str) -> Framework:
    return _load(name)


def _load(source: Source, registry: Registry | None = None) -> Framework:
    framework, problems = _examine(source, registry)
    if framework is None or problems:
        named = source if isinstance(source, str | Path) else source.get("framework", "given as a mapping")
        count = "one problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise FrameworkError(f"The framework '{named!s:.200}' has {count}.", problems=problems)
    return framework


def _examine(source: Source, registry: Registry | None = None) -> tuple[Framework | None, list[Problem]]:
    """Return the framework of a document, and everything that is wrong with it."""
    try:
        tree, found = complete(read(source))
    except FrameworkError as error:
        return None, list(error.problems)
    if tree is None:
        return None, _told(found)
    framework, more = examined(with_full_scales(tree), registry)
    return framework, _told([*found, *more])


def _told(found: Iterable[Finding]) -> list[Problem]:
    """Return the problems in the order of the file, each once, and no more than a reader can use."""
    ordered = sorted(dict.fromkeys(found), key=lambda finding: finding.spot[:3])
    problems = [finding.problem for finding in ordered[:MOST]]
    if len(ordered) > MOST:
        message = f"There are more problems than these {MOST}."
        problems.append(Problem("too-many-problems", message, "document", "Mend these first, then check again."))
    return problems
