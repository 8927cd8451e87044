"""Compares published files with their frameworks, and with the counts and causes that ``counts.yaml`` tells."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

import reportcard as rc
from reportcard.analysis.verification import Check, Verification
from reportcard.analysis.verify import verify

COUNTS = Path(__file__).parent / "counts.yaml"


@cache
def counts() -> dict[str, Any]:
    """Everything that counts.yaml tells, by framework."""
    loaded: dict[str, Any] = yaml.safe_load(COUNTS.read_text(encoding="utf-8"))
    return loaded


def groups(framework: str) -> list[str]:
    """Names of the groups of schools that are counted for a framework."""
    return list(counts()[framework]["groups"])


@cache
def read(framework: str, data_dir: Path, file: str = "") -> pd.DataFrame:
    """A published file as text, read as the framework's document says; the framework's own where none is named."""
    return rc.read_file(data_dir / (file or counts()[framework]["file"]), framework)


def select(frame: pd.DataFrame, where: dict[str, Any]) -> pd.DataFrame:
    """The rows whose columns hold one of the values given, are ``filled`` or are ``empty``."""
    for column, wanted in where.items():
        cells = frame[column].str.strip()
        keep = {"filled": cells != "", "empty": cells == ""}.get(wanted) if isinstance(wanted, str) else None
        frame = frame[cells.isin(wanted) if keep is None else keep]
    return frame


@cache
def verification(framework: str, group: str, data_dir: Path) -> Verification:
    """One group of schools of a published file, compared."""
    entry = counts()[framework]["groups"][group]
    return verify(select(read(framework, data_dir, entry.get("file", "")), entry.get("where", {})), framework)


def found(framework: str, group: str, data_dir: Path) -> dict[str, dict[str, Any]]:
    """What was found, in the words of counts.yaml: for each quantity its counts, and who was missed.

    A quantity that is not published for any of the group is left out.
    """
    checks = verification(framework, group, data_dir).checks
    return {check.key: _told(check) for check in checks if check.published or check.unpublished}


def _told(check: Check) -> dict[str, Any]:
    return {
        "published": check.published,
        "reproduced": check.matched,
        **({"taken": check.taken} if check.taken else {}),
        **({"within": check.within} if check.within else {}),
        **({"unpublished": check.unpublished} if check.unpublished else {}),
        **({"missed": sorted(miss.school for miss in check.misses)} if check.misses else {}),
    }


def told(framework: str, group: str) -> dict[str, dict[str, Any]]:
    """What counts.yaml tells, every miss without its cause."""
    return {key: _plain(entry) for key, entry in counts()[framework]["groups"][group]["quantities"].items()}


def _plain(entry: dict[str, Any]) -> dict[str, Any]:
    schools = sorted(school for miss in entry.get("missed", ()) for school in miss["schools"])
    return {**entry, **({"missed": schools} if schools else {})}


def causes(framework: str) -> list[str]:
    """The cause of every miss that counts.yaml tells."""
    entries = [entry for group in counts()[framework]["groups"].values() for entry in group["quantities"].values()]
    return [miss.get("cause", "") for entry in entries for miss in entry.get("missed", ())]
