"""The public face: its names, what importing it costs, and what the wheel holds."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

import reportcard as rc

NAMES = [
    "Comparison", "Framework", "FrameworkError", "GroupCards", "Indicator", "InputError", "Language", "LanguageError",
    "Measure", "Metric", "MetricError", "NextGrade", "NodeResult", "OutputError", "Problem", "Reference",
    "ReferenceRequiredError", "Registry", "ReportCard", "ReportCardError", "ReportCards", "SchoolIndicators",
    "Sensitivity", "SimilarSchools", "SourceError", "Status", "Uncertainty", "UnknownNameError", "WhatIf",
    "__version__", "audit", "check_cases",
    "check_framework", "compare", "frameworks", "group_cards", "group_table", "join_earlier", "languages",
    "load_framework", "load_language", "partnership_contribution", "read_file", "score", "sensitivity",
    "similar_schools", "verify", "write_site",
]  # fmt: skip


def python(code: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run(  # noqa: S603  the test's own code
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout.strip()


def test_the_public_names_are_pinned():
    """A public name is added or taken away on purpose, and the list is in order."""
    assert rc.__all__ == NAMES
    assert sorted(rc.__all__) == rc.__all__


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_there(name):
    """Every name in the list can be had, and is documented."""
    assert getattr(rc, name) is not None
    assert name in dir(rc)
    assert name == "__version__" or getattr(rc, name).__doc__


def test_an_unknown_name_is_an_attribute_error():
    """A name that does not exist is refused as Python does it."""
    with pytest.raises(AttributeError, match="no attribute 'scores'"):
        _ = rc.scores


def test_importing_costs_nothing():
    """``import reportcard`` imports neither numpy nor pandas nor pydantic."""
    loaded = "[name for name in ('numpy', 'pandas', 'pydantic', 'jinja2', 'yaml', 'narwhals') if name in sys.modules]"
    assert python(f"import sys, reportcard; print({loaded})") == "[]"


def test_scoring_a_mapping_needs_no_frame_library():
    """One school is scored without pandas, polars, pyarrow or narwhals."""
    loaded = "[name for name in ('pandas', 'polars', 'pyarrow') if name in sys.modules]"
    code = f"import sys, reportcard as rc; rc.score({{'id': '1', 'progress_8': 0.1}}).explain(); print({loaded})"
    assert python(code) == "[]"


def test_help_needs_no_numbers():
    """``reportcard --help`` loads neither numpy nor pandas, so that it is quick."""
    loaded = "[name for name in ('numpy', 'pandas', 'pydantic', 'jinja2') if name in sys.modules]"
    assert python(f"import sys, reportcard.cli; print({loaded})") == "[]"


def test_the_version_is_the_project_s(project):
    """The version in the code, in pyproject.toml and in the changelog is one."""
    told = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert rc.__version__ == told
    assert f"## {told}" in (project / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.skipif(os.environ.get("REPORTCARD_INSTALLED") != "1", reason="not run on the installed wheel")
def test_the_installed_wheel_is_tested(project):
    """``make test`` tests what was built and installed, typed and with its documents, not the source folder."""
    home = Path(rc.__file__).parent
    assert project / "src" not in home.parents
    assert version("reportcard") == rc.__version__
    wheels = list((project / ".work" / "dist").glob("*.whl"))
    assert len(wheels) == 1
    names = zipfile.ZipFile(wheels[0]).namelist()
    assert "reportcard/py.typed" in names
    assert "reportcard/framework/builtin/school-report-card-2009.yaml" in names
    assert any(name.startswith("reportcard/render/templates/") for name in names)
    assert "reportcard/render/locales/es/LC_MESSAGES/reportcard.mo" in names
