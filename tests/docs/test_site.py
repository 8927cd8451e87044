"""The site builds without a warning, loads nothing from elsewhere, and does not build where a page is wrong."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from docs.site_pages import contents

from tests.docs.pages import DOCS, PROJECT

INSTALLED = importlib.util.find_spec("sphinx") is not None
needs_sphinx = pytest.mark.skipif(
    not INSTALLED and os.environ.get("REPORTCARD_INSTALLED") != "1", reason="needs the extra 'docs'"
)


def build(source: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """Build a site from a project's folder, as ``make docs`` does."""
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-c", str(DOCS), "-b", "html"]
    return subprocess.run(  # noqa: S603  the test's own command
        [*command, str(source), str(out)], cwd=PROJECT, capture_output=True, text=True, check=False, timeout=600
    )


def index() -> list[str]:
    """Every page that the index names."""
    text = (DOCS / "index.md").read_text(encoding="utf-8")
    return [page for _, group in contents(text, "docs") for page in group]


def test_the_index_names_every_page():
    """Every page of the documentation is in the index, and so in the site's contents."""
    written = {page.relative_to(PROJECT).with_suffix("").as_posix() for page in DOCS.rglob("*.md")}
    assert written - {"docs/index"} - set(index()) == set()


def test_contents_follow_the_index():
    """Headings of the index become parts of the contents; a page stands under the first that names it."""
    one, two = "[b](b.md#x), [b](b.md) [w](https://w.org/w.md)", "[b](b.md) [c](../c.md)"
    text = f"# All\n\n[a](a.md)\n\n## One\n\n{one}\n\n## Two\n\n{two}\n"
    assert list(contents(text, "docs")) == [("One", ["docs/b"]), ("Two", ["c"])]


@needs_sphinx
def test_the_site_builds(tmp_path):
    """The whole site builds without a warning, has every page, and loads nothing from the network."""
    done = build(PROJECT, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert [page for page in index() if not (tmp_path / f"{page}.html").exists()] == []
    assert "docs/index.html" in (tmp_path / "index.html").read_text(encoding="utf-8")
    loads = r'<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)="((?:[a-z]+:)?//[^"]+)"'
    for page in tmp_path.rglob("*.html"):
        assert re.findall(loads, page.read_text(encoding="utf-8")) == [], page.name
    for sheet in tmp_path.rglob("*.css"):
        assert re.findall(r"(?:@import|url\()\s*[\"']?(?:[a-z]+:)?//[^)]+", sheet.read_text(encoding="utf-8")) == []


@needs_sphinx
def test_what_is_wrong_stops_the_build(tmp_path):
    """A stale page, a dead link, a page outside the contents and an unexplained error code each fail the build."""
    source = tmp_path / "project" / "docs"
    source.mkdir(parents=True)
    errors = (DOCS / "errors.md").read_text(encoding="utf-8")
    taken_out = re.sub(r'^\| <a id="unknown-name".*\n', "", errors, flags=re.MULTILINE)
    pages = {
        "index": "# All\n\n## Pages\n\n[one](one.md), [errors](errors.md), [metrics](metrics.md), [gone](gone.md)\n",
        "one": "# One\n\n[part](#no-part), [page](errors.md#no-code), [file](no-file.py)\n\n"
        '<a id="good"></a>A place, and [a link](#good) to it.\n',
        "two": "# Two\n\nNobody links here.\n",
        "errors": taken_out,
        "metrics": (DOCS / "metrics.md").read_text(encoding="utf-8") + "\nOne word too many.\n",
    }
    for name, text in pages.items():
        (source / f"{name}.md").write_text(text, encoding="utf-8")
    done = build(source.parent, tmp_path / "site")
    assert done.returncode != 0
    expected = [
        ("docs/metrics.md is stale", "python -m docs.metrics"),
        ("unknown-name", "not in docs/errors.md"),
        ("index.md", "gone"),
        ("one.md", "no-part"),
        ("one.md", "no-code"),
        ("one.md", "no-file.py"),
        ("two.md", "toctree"),
    ]
    lines = done.stderr.splitlines()
    assert [pair for pair in expected if not any(all(word in line for word in pair) for line in lines)] == []
    assert "'good'" not in done.stderr
