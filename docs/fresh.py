"""What is wrong with the pages that the code itself writes or names: stale, undocumented, unexplained.

The build of the site warns of each, and the tests ask for none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from docs import api, commands, conformance, error_codes, frameworks, generate, metrics
from reportcard.framework.schema import schema_text

#: Generated files by their place in the project, with what writes each anew.
GENERATED: dict[str, tuple[Callable[[], str], str]] = {
    "docs/api.md": (api.page, "python -m docs.api --write"),
    "docs/commands.md": (commands.page, "python -m docs.commands --write"),
    "docs/conformance.md": (conformance.page, "python -m docs.conformance --write"),
    "docs/frameworks.md": (frameworks.page, "python -m docs.frameworks --write"),
    "docs/metrics.md": (metrics.page, "python -m docs.metrics"),
    "docs/result-dictionary.md": (generate.page, "python -m docs.generate"),
    "docs/schema/framework.schema.json": (schema_text, "python -m reportcard.framework.schema"),
}


def problems(project: Path) -> list[str]:
    """Return what is wrong with the pages in a project's folder. A page that is not there is a dead link elsewhere."""
    return [*_stale(project), *_undocumented(), *_unexplained(project / "docs" / "errors.md")]


def _stale(project: Path) -> Iterator[str]:
    for name, (page, command) in GENERATED.items():
        file = project / name
        if file.exists() and file.read_text(encoding="utf-8") != page():
            yield f"{name} is stale; write it anew with '{command}'"


def _undocumented() -> Iterator[str]:
    for name in api.undocumented():
        yield f"the public name '{name}' has no docstring"


def _unexplained(file: Path) -> Iterator[str]:
    if not file.exists():
        return
    told, raised = set(error_codes.on_page(file.read_text(encoding="utf-8"))), error_codes.in_source()
    yield from (f"the error code '{code}' is not in docs/errors.md" for code in sorted(raised - told))
    yield from (f"docs/errors.md explains '{code}', which nothing raises" for code in sorted(told - raised))
