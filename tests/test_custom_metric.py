"""A metric in a package of its own: installed, found by its entry point, named by a framework, and tested."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import reportcard

#: Asks a fresh process which metrics it finds, and scores one school by the package's framework.
_SCORES = """
import sys
import reportcard as rc
found = [metric.id for metric in rc.Registry.installed()]
years = {f"{what}_{year}": n for year in (2017, 2018, 2019) for what, n in (("reached", 7), ("pupils", 10))}
card = rc.score({"urn": "1", **years}, sys.argv[1])
print(found.count("pooled_share"), card["expected_standard"].value, card.overall.grade)
"""


@pytest.fixture(scope="module")
def package(project, tmp_path_factory):
    """A copy of the example, built and installed beside it without a network; hatchling builds it."""
    if importlib.util.find_spec("hatchling") is None and not os.environ.get("REPORTCARD_INSTALLED"):
        pytest.skip("hatchling, which builds the package, is not installed")
    folder = tmp_path_factory.mktemp("custom") / "package"
    shutil.copytree(project / "examples" / "custom_metric", folder, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    run(folder, "-m", "pip", "install", *options, "--target", str(folder / "installed"), str(folder))
    return folder


def run(folder: Path, *arguments: str) -> str:
    """What a fresh process prints that sees the installed package, and this library as this process does."""
    path = [str(folder / "installed"), str(Path(reportcard.__file__).parents[1])]
    settings = {**os.environ, "PYTHONPATH": os.pathsep.join(path), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_is_found_and_a_framework_that_names_it_scores(package):
    """An installed package's metric is in ``Registry.installed()`` once, and 21 of 30 pupils score as 70 %, a C."""
    assert run(package, "-W", "error", "-c", _SCORES, "small-schools.yaml").split() == ["1", "70.0", "C"]


def test_the_command_finds_it_too(package):
    """``reportcard check`` accepts a framework that names it, without being told of the package."""
    run(package, "-W", "error", "-m", "reportcard.cli", "check", "small-schools.yaml")


def test_its_own_test_passes(package):
    """The package's own test, with the contract suite in it, passes against this library."""
    told = run(package, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    assert " passed" in told
    assert "skipped" not in told


def test_it_is_not_found_where_it_is_not_installed():
    """Without the package nothing knows the metric: it is found by installing, not by lying in a folder."""
    assert "pooled_share" not in reportcard.Registry.installed()
