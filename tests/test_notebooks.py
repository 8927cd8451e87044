"""The notebooks of the examples run from their text, say what they compute, and show pictures that are described."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from itertools import pairwise

import pytest

from docs import notebooks

NEEDS = ("ipykernel", "jupytext", "matplotlib", "nbclient")
SOURCES = notebooks.sources()
READS_FILES = [source for source in SOURCES if "published(" in source.read_text(encoding="utf-8")]

pytestmark = pytest.mark.skipif(
    not os.environ.get("REPORTCARD_INSTALLED") and any(importlib.util.find_spec(name) is None for name in NEEDS),
    reason="the packages of the extra 'notebooks' are not installed",
)


@pytest.fixture(scope="session", autouse=True)
def fonts():
    """Let matplotlib list the fonts of this machine once: it says on stderr that it does."""
    subprocess.run([sys.executable, "-c", "import matplotlib.font_manager"], check=True, capture_output=True)


@pytest.fixture
def source(request):
    """A notebook; those that read published files ask for the folder first."""
    if request.param in READS_FILES:
        request.getfixturevalue("data_dir")
    return request.param


def _outputs(notebook, kind):
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [output for cell in cells for output in cell.outputs if output.output_type == kind]


@pytest.mark.parametrize("source", SOURCES, indirect=True, ids=lambda path: path.stem)
def test_it_runs_without_a_warning(source):
    """Every cell runs, its assertions hold, nothing is warned of, and it shows at least two pictures with alt texts."""
    notebook = notebooks.executed(source, strict=True)
    told = [output.text for output in _outputs(notebook, "stream") if output.name == "stderr"]
    assert told == []
    shown = [output for output in _outputs(notebook, "display_data") if "image/png" in output.data]
    assert len(shown) >= 2
    assert all(len(output.metadata["image/png"]["alt"]) > 20 for output in shown)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_its_text(source):
    """A notebook asks a question in its title, describes each picture after it, and ends in a conclusion."""
    import jupytext

    cells = jupytext.read(source).cells
    assert re.match(r"# .+\?.*\n", cells[0].source)
    after = [later for cell, later in pairwise(cells) if "show(figure" in cell.source]
    assert [cell.source for cell in after if not cell.source.startswith("*The picture")] == []
    assert cells[-1].source.startswith("## Conclusion\n")


@pytest.mark.parametrize("source", READS_FILES[:1], ids=lambda path: path.stem)
def test_it_says_what_it_lacks(source, monkeypatch, tmp_path):
    """Where the published files are not there, a notebook stops and says what to set."""
    from nbclient.exceptions import CellExecutionError

    monkeypatch.setenv("REPORTCARD_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(CellExecutionError, match="Set REPORTCARD_DATA to the folder that holds them"):
        notebooks.executed(source)


def test_nothing_executed_is_kept(project):
    """No executed notebook stands beside the texts."""
    assert list((project / "examples").rglob("*.ipynb")) == []


def test_each_is_on_the_page(project):
    """docs/notebooks.md lists every notebook, and no other."""
    page = (project / "docs" / "notebooks.md").read_text(encoding="utf-8")
    assert sorted(set(re.findall(r"examples/notebooks/(\w+)\.py", page)) - {"pictures"}) == [s.stem for s in SOURCES]
