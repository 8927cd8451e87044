"""The examples that are packages of their own pass their own tests against this library."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

import reportcard

#: A package without which the tests of an example cannot run.
NEEDS = {"service": "schemathesis", "pipeline": "duckdb"}


@pytest.mark.parametrize("example", NEEDS)
def test_its_own_tests_pass(project, example):
    """The service answers, refuses and serves many at once; the pipeline ends whole after 50 kills."""
    if importlib.util.find_spec(NEEDS[example]) is None and not os.environ.get("REPORTCARD_INSTALLED"):
        pytest.skip(f"the packages of examples/{example} are not installed")
    folder = project / "examples" / example
    path = [str(folder / "src"), str(Path(reportcard.__file__).parents[1])]
    settings = {**os.environ, "PYTHONPATH": os.pathsep.join(path), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "pyproject.toml", "tests"]
    done = subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
