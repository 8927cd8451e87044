"""The stages, in order. Each leaves its files and a note of what it did; a stage that left its note is not run again.

The work is done in ``<out>/.<key>`` and moved to ``<out>/<key>`` when it is whole; the key is made of the bytes of the
files, the framework, the library and the options, so that the same work is the same folder.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

import reportcard as rc
from reportcard.publish import csv_text, publish, quarantine
from reportcard_pipeline.engines import ENGINES, Wanted, plain
from reportcard_pipeline.files import digest, files_below, put, put_json

LOGGER = logging.getLogger("reportcard_pipeline")


@dataclass(frozen=True)
class Job:
    """One run.

    Attributes:
        files: The file of the schools, then those that are joined to it.
        framework: Id of the framework, or the path of its document.
        out: Folder of all runs.
        engine: ``pandas``, ``polars`` or ``duckdb``.
        by: Column that the scores are split by.
        formats: What is made for each school.
    """

    files: tuple[Path, ...]
    framework: str
    out: Path
    engine: str = "pandas"
    by: str = "LEA"
    formats: tuple[str, ...] = ("html",)


def run(job: Job) -> dict[str, Any]:
    """Do a run, or what is left of it, and return its summary.

    Raises:
        reportcard.ReportCardError: A file, the framework or the data cannot be used.
        OSError: A file cannot be read or written.
    """
    framework = rc.load_framework(job.framework)
    key = _key(job, framework)
    done, work = job.out / key, job.out / f".{key}"
    if done.is_dir():
        LOGGER.info("nothing to do: %s is there", key)
        return {**json.loads((done / "summary.json").read_text("utf-8")), "new": False}
    stages = _Stages(job, framework, work)
    for name, stage in stages.all():
        note = work / "stages" / f"{name}.json"
        if note.exists():
            LOGGER.info("%s: done before", name)
            continue
        LOGGER.info("%s", name)
        put_json(note, {"stage": name, **stage()})
    _finish(work, key, framework)
    os.replace(work, done)
    _forget(job.out, key)
    return {**json.loads((done / "summary.json").read_text("utf-8")), "new": True}


def _key(job: Job, framework: rc.Framework) -> str:
    said = [rc.__version__, framework.hash, job.by, *job.formats]
    said += [hashlib.sha256(path.read_bytes()).hexdigest() for path in job.files]
    return hashlib.sha256("\0".join(said).encode()).hexdigest()[:16]


class _Stages:
    """What is done, and the note that each stage leaves for the audit."""

    def __init__(self, job: Job, framework: rc.Framework, work: Path) -> None:
        self.job, self.framework, self.work = job, framework, work
        self.engine = ENGINES[job.engine]
        self._cards: rc.ReportCards | None = None

    def all(self) -> Sequence[tuple[str, Callable[[], dict[str, Any]]]]:
        """The stages in order."""
        return (("1-check", self.check), ("2-scores", self.scores), ("3-cards", self.publish))

    @property
    def checked(self) -> Path:
        """The checked input, as text."""
        return self.work / "checked.parquet"

    def check(self) -> dict[str, Any]:
        """Read and join; every cell stays the text that it was."""
        source = self.framework.document.source
        rows = source.rows if source else None
        wanted = Wanted(
            first=self.job.files[0],
            others=self.job.files[1:],
            key=source.id[0] if source and source.id else "id",
            kind=getattr(rows, "column", "") or "",
            schools=getattr(rows, "is_", "") or "",
        )
        table = self.engine.joined(wanted)
        put(self.checked, lambda half: pq.write_table(table, half))
        return {"schools": table.num_rows, "columns": table.num_columns}

    @property
    def cards(self) -> rc.ReportCards:
        """The results; scored once a process."""
        if self._cards is None:
            self._cards = rc.score(self.engine.read(self.checked), self.framework)
        return self._cards

    def scores(self) -> dict[str, Any]:
        """Scores by area as Parquet, and what could not be used."""
        parts = self.engine.parts(self.checked, self.cards.to_frame(), self.job.by)
        counts = {}
        for value, table in parts:
            counts[value] = table.num_rows
            place = self.work / "scores" / f"{self.job.by}={_safe(value)}" / "part-0.parquet"
            content = plain(table)
            put(place, lambda half, content=content: pq.write_table(content, half))
        text = csv_text(quarantine(self.cards, None))
        put(self.work / "quarantine.csv", lambda half: half.write_text(text, encoding="utf-8", newline=""))
        return {
            "schools": len(self.cards),
            "grades": self.cards.summary(),
            "quarantined": len(self.cards.quarantine),
            "lacking": list(self.cards.lacking),
            "parts": len(counts),
        }

    def publish(self) -> dict[str, Any]:
        """A card for each school, with their list."""
        publish(self.cards, self.work / "site", self.job.formats)
        return {"cards": len(self.cards)}


def _finish(work: Path, key: str, framework: rc.Framework) -> None:
    """The audit, a line a stage with the digest of all files so far, and the summary, last of all."""
    notes = [json.loads(path.read_text("utf-8")) for path in sorted((work / "stages").glob("*.json"))]
    whole = digest([path for path in files_below(work) if path.name not in ("audit.jsonl", "summary.json")], work)
    lines = [*notes, {"stage": "whole", "files": whole, "framework": framework.hash, "reportcard": rc.__version__}]
    text = "".join(json.dumps(line, sort_keys=True, ensure_ascii=False) + "\n" for line in lines)
    put(work / "audit.jsonl", lambda half: half.write_text(text, encoding="utf-8", newline="\n"))
    facts = {name: value for note in notes for name, value in note.items() if name != "stage"}
    put_json(work / "summary.json", {"key": key, "framework": framework.id, "version": framework.version, **facts})
    for half in [path for path in work.rglob("*.part") if path.is_file()]:
        half.unlink()


def _forget(out: Path, key: str) -> None:
    """Throw away what earlier runs of other inputs left half done."""
    for folder in out.glob(".*"):
        if folder.is_dir() and re.fullmatch(r"\.[0-9a-f]{16}", folder.name) and folder.name != f".{key}":
            shutil.rmtree(folder, ignore_errors=True)


def _safe(value: str) -> str:
    """A value as the name of a folder."""
    return re.sub(r"[^0-9A-Za-z_.-]", lambda sign: f"%{ord(sign.group()):04x}", value).strip(".") or "none"
