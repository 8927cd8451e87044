"""Imports point inwards: what each folder may import, read from the source."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "reportcard"

#: What each folder may import of the library, beside itself. Everything else is further out.
MAY_IMPORT = {
    "indicators": {"errors"},
    "metrics": {"errors", "indicators"},
    "framework": {"errors", "indicators", "metrics"},
    "engine": {"errors", "framework", "indicators", "metrics"},
    "sources": {"engine", "errors", "framework", "indicators", "prepared"},
    # Results ask an analysis what they are asked themselves, when they are asked.
    "results": {"analysis", "engine", "errors", "framework", "indicators", "render", "uncertainty"},
    "uncertainty": {"engine", "errors", "framework", "indicators", "metrics"},
    "render": {"errors", "indicators", "results"},
    "datasets": {"indicators", "partnership"},
    "partnership": {"engine", "errors", "framework", "indicators", "results", "similar", "sources"},
    "website": {
        "engine",
        "errors",
        "framework",
        "indicators",
        "publish",
        "render",
        "results",
        "sources",
        "version",
        "workers",
    },
    "groups": {"engine", "errors", "framework", "indicators", "prepared", "results", "scoring", "sources"},
}
#: Where pandas may be imported, and only when a frame is used.
PANDAS = {"datasets/frames.py", "results/frames.py", "sources/files.py"}
#: Imported only where they are used, since not everyone has them.
EXTRAS = {"babel", "openpyxl", "pyarrow", "polars", "weasyprint"}


def modules(folder: str = "") -> list[Path]:
    return sorted((PACKAGE / folder).rglob("*.py"))


def imports(path: Path, *, lazy: bool = True) -> Iterator[str]:
    """Names of the modules that a file imports; without the lazy ones and those for type checkers, if asked."""
    for node in _nodes(ast.parse(path.read_text(encoding="utf-8")), lazy=lazy):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _nodes(tree: ast.AST, *, lazy: bool) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        checking = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        if not lazy and (checking or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)):
            continue
        yield node
        yield from _nodes(node, lazy=lazy)


def own(path: Path, *, lazy: bool = True) -> set[str]:
    """Folders and modules of the library that a file imports."""
    return {name.split(".")[1] for name in imports(path, lazy=lazy) if name.startswith("reportcard.")}


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_a_folder_imports_only_what_lies_further_in(folder):
    """No folder imports what is further out than itself, lazily or not."""
    for path in modules(folder):
        assert own(path) <= MAY_IMPORT[folder] | {folder}, path


def test_kernels_import_only_numpy():
    """The kernels know arrays and nothing of the library."""
    names = {name.split(".")[0] for name in imports(PACKAGE / "engine" / "kernels.py")}
    assert names - set(sys.stdlib_module_names) == {"numpy"}


def test_a_renderer_never_reaches_the_engine():
    """Renderers, and what they import when they are loaded, see report cards: never engine, sources or framework."""
    seen: set[str] = set()
    waiting = {f"reportcard.render.{path.stem}" for path in modules("render")}
    while waiting:
        name = waiting.pop()
        seen.add(name)
        path = PACKAGE.parent / (name.replace(".", "/") + ".py")
        if path.is_file():
            waiting |= {found for found in imports(path, lazy=False) if found.startswith("reportcard.")} - seen
    assert not [name for name in seen if name.split(".")[1] in ("engine", "sources", "framework", "prepared")]


def test_pandas_is_imported_where_a_frame_is_used():
    """Pandas is imported in three modules, and in none of them before it is needed."""
    for path in modules():
        where = path.relative_to(PACKAGE).as_posix()
        assert where in PANDAS or "pandas" not in set(imports(path)), where
        assert "pandas" not in set(imports(path, lazy=False)), where


def test_extras_are_imported_where_they_are_used():
    """Whoever lacks babel, openpyxl, pyarrow, polars or weasyprint can import every module."""
    for path in modules():
        assert not {name.split(".")[0] for name in imports(path, lazy=False)} & EXTRAS, path


def test_every_module_says_what_it_is_for():
    """Every module begins with a docstring."""
    assert [path for path in modules() if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))] == []
