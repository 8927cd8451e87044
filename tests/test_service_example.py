"""The web service of ``examples/service``: its own tests, run against this library."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

import reportcard


def test_its_own_tests_pass(project):
    """Cards, batches, refusals, a real server with many clients, and schemathesis against its own document."""
    if importlib.util.find_spec("schemathesis") is None and not os.environ.get("REPORTCARD_INSTALLED"):
        pytest.skip("the packages of examples/service are not installed")
    folder = project / "examples" / "service"
    path = [str(folder / "src"), str(Path(reportcard.__file__).parents[1])]
    settings = {**os.environ, "PYTHONPATH": os.pathsep.join(path), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "pyproject.toml", "tests"]
    done = subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
