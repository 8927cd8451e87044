"""Runs the notebooks of ``examples/notebooks`` in a kernel, and writes them executed, as notebooks and as HTML."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import reportcard

if TYPE_CHECKING:
    from nbformat import NotebookNode

FOLDER = Path(__file__).resolve().parents[1] / "examples" / "notebooks"
#: Seconds that a cell may take on a busy machine.
PATIENCE = 600
#: A warning in the cells is an error; what the kernel warns of when it is shut down is not ours.
_STRICT, _LENIENT = (f"import warnings\nwarnings.simplefilter('{what}')" for what in ("error", "ignore"))


def sources() -> list[Path]:
    """Return the notebooks as they are kept: text, in jupytext's percent format."""
    return sorted(path for path in FOLDER.glob("*.py") if path.read_text(encoding="utf-8").startswith("# ---\n"))


def executed(source: Path, *, strict: bool = False) -> NotebookNode:
    """Run a notebook from its text, in a kernel of its own that keeps nothing, and return it with its outputs.

    Args:
        source: One of :func:`sources`.
        strict: Whether a warning stops it as an error does.

    Raises:
        nbclient.exceptions.CellExecutionError: A cell failed; the message shows the cell and the error.
    """
    import jupytext
    from nbclient import NotebookClient
    from nbformat.v4 import new_code_cell

    notebook = jupytext.read(source)
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    if strict:
        notebook.cells = [new_code_cell(_STRICT), *notebook.cells, new_code_cell(_LENIENT)]
    with _surroundings():
        where = {"metadata": {"path": str(source.parent)}}
        NotebookClient(notebook, timeout=PATIENCE, startup_timeout=PATIENCE, resources=where).execute()
    return notebook


@contextmanager
def _surroundings() -> Iterator[None]:
    """Give a kernel the library that runs here, and keep its history, sockets and bytecode away from the user's own."""
    kept = dict(os.environ)
    path = [str(Path(reportcard.__file__).parents[1]), *filter(None, [kept.get("PYTHONPATH")])]
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"IPYTHONDIR": folder, "JUPYTER_RUNTIME_DIR": folder, "PYTHONDONTWRITEBYTECODE": "1"}
        os.environ["PYTHONPATH"] = os.pathsep.join(path)
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(kept)


def write(source: Path, out: Path) -> Path:
    """Run a notebook and write it twice, as ``.ipynb`` and as ``.html``; return the path of the page."""
    import nbformat
    from nbconvert import HTMLExporter

    notebook = executed(source)
    out.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, out / f"{source.stem}.ipynb")
    page, _ = HTMLExporter(template_name="classic").from_notebook_node(notebook)
    path = out / f"{source.stem}.html"
    path.write_text(page, encoding="utf-8")
    return path


def main() -> None:
    """Write every notebook, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="names of notebooks; all where none is given")
    parser.add_argument("--out", type=Path, default=Path(".work/notebooks"))
    told = parser.parse_args()
    known = {source.stem: source for source in sources()}
    strangers = sorted(set(told.names) - set(known))
    if strangers:
        sys.exit(f"There is no notebook {', '.join(strangers)}; there are {', '.join(known)}.")
    for name in told.names or known:
        print(write(known[name], told.out))  # noqa: T201


if __name__ == "__main__":
    main()
