"""What every test may ask for: the folder of published files, and the project's own folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# No test is timed: a slow machine is no fault of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's own folder."""
    return PROJECT


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of published files: ``REPORTCARD_DATA``, or ``../shared/data`` beside the project.

    Tests that need it are skipped where it is absent, and fail where ``REPORTCARD_REQUIRE_DATA=1`` says that it must
    be there.
    """
    folder = Path(os.environ.get("REPORTCARD_DATA") or PROJECT.parent / "shared" / "data")
    if folder.is_dir():
        return folder
    reason = f"the published files are not at {folder}; set REPORTCARD_DATA to their folder"
    if os.environ.get("REPORTCARD_REQUIRE_DATA") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
