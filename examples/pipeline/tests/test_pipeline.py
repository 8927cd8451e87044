"""The pipeline on a small file of 24 schools in three areas: whole, repeated, with every engine, and killed."""

from __future__ import annotations

import csv
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from reportcard_pipeline.files import files_below
from reportcard_pipeline.run import Job, run

import reportcard as rc

KILLS = 50


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Made-up results and absences: three areas, a suppressed value, a value that cannot be, a total, a stranger."""
    folder = tmp_path_factory.mktemp("files")
    rows = [[1, f"{201 + at % 3}", 100 + at, f"School {at}", "Secondary", f"{at / 30:.2f}"] for at in range(24)]
    rows = [[*row, f"{40 + at}", ("Good", "Outstanding")[at % 2]] for at, row in enumerate(rows)]
    rows[3][5], rows[4][6] = "SUPP", "250"
    head = ["RECTYPE", "LEA", "URN", "SCHNAME", "PHASE", "P8MEA", "ATT8SCR", "OFSTEDRATING"]
    table(folder / "results.csv", [head, *rows, [4, "201", "", "Area", "", "0", "47", ""]])
    absences = [[100 + at, f"{4 + at / 10:.1f}", f"{8 + at}"] for at in range(23)]
    table(folder / "absence.csv", [["URN", "PERCTOT", "PPERSABS10"], *absences, [999, "3", "5"]])
    return folder / "results.csv", folder / "absence.csv"


def table(path, rows):
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)


def content(folder):
    """Every file of a run by name, with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(files_below(folder))}


def test_a_run_holds_what_score_gives(files, tmp_path):
    """24 schools in three parts with the scores of ``score()``; 250 points are in the quarantine; 24 cards."""
    summary = run(Job(files, "school-report-card-2009", tmp_path))
    folder = tmp_path / summary["key"]
    expected = rc.score(rc.read_file(files[0], "school-report-card-2009", join=files[1]), "school-report-card-2009")
    assert (summary["schools"], summary["parts"], summary["cards"], summary["new"]) == (24, 3, 24, True)
    assert summary["grades"] == expected.summary()
    import pandas as pd

    found = pd.concat(pd.read_parquet(path) for path in sorted(folder.glob("scores/*/part-0.parquet")))
    ours = expected.to_frame().set_index("URN").astype(object)
    theirs = found.set_index("URN").loc[ours.index].astype(object)
    pd.testing.assert_frame_equal(theirs.where(theirs.notna(), None), ours.where(ours.notna(), None))
    assert sum(expected.summary()[grade] for grade in "ABCDE") >= 20
    assert [row["column"] for row in csv.DictReader((folder / "quarantine.csv").open())] == ["ATT8SCR"]
    assert len(list(folder.glob("site/cards/*.html"))) == 24


def test_the_same_work_is_done_once(files, tmp_path):
    """A second run does nothing and says so; another option makes another run beside it."""
    first = run(Job(files, "school-report-card-2009", tmp_path, formats=()))
    again = run(Job(files, "school-report-card-2009", tmp_path, formats=()))
    assert (first["new"], again["new"], first["key"]) == (True, False, again["key"])
    other = run(Job(files, "school-report-card-2009", tmp_path, by="URN", formats=()))
    assert other["key"] != first["key"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([first["key"], other["key"]])


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_every_engine_makes_the_same_bytes(files, tmp_path, engine):
    """What polars and DuckDB write is what pandas writes, file by file."""
    pytest.importorskip(engine)
    made = {}
    for name in ("pandas", engine):
        summary = run(Job(files, "school-report-card-2009", tmp_path / name, engine=name, formats=()))
        made[name] = content(tmp_path / name / summary["key"])
    assert made[engine] == made["pandas"]


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
def test_a_school_twice_in_a_joined_file_is_refused(files, tmp_path, engine):
    """Which of its rows is right cannot be guessed, so nothing is written."""
    pytest.importorskip(engine)
    double = tmp_path / "double.csv"
    table(double, [["URN", "PERCTOT"], [100, "4"], [101, "5"], [100, "6"]])
    with pytest.raises(rc.SourceError, match="URN 100"):
        run(Job((files[0], double), "school-report-card-2009", tmp_path / "out", engine=engine))
    assert not files_below(tmp_path / "out")


def test_exit_codes_and_one_line_of_json(files, tmp_path):
    """0 with a summary; 2 for a framework that does not exist; 3 for a file that does not; no stack trace."""

    def command(*arguments):
        start = [sys.executable, "-m", "reportcard_pipeline", "--out", str(tmp_path), "--format", "", *arguments]
        return subprocess.run(start, capture_output=True, text=True, check=False)  # noqa: S603

    done = command(str(files[0]), "--join", str(files[1]))
    assert (done.returncode, json.loads(done.stdout)["schools"]) == (0, 24)
    unknown, absent = command(str(files[0]), "--framework", "shcool"), command("nowhere.csv")
    assert (unknown.returncode, absent.returncode) == (2, 3)
    assert "Traceback" not in unknown.stderr + absent.stderr


def _attempt(job: Job) -> None:
    os.setsid()
    run(job)


def test_a_killed_run_ends_as_one_that_was_not(files, tmp_path):
    """Killed at 50 random moments of its work and started again each time, it ends with the same bytes."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["reportcard_pipeline.run", "pandas", "pyarrow.parquet", "reportcard.scoring"])
    job = Job(files, "school-report-card-2009", tmp_path / "whole", formats=("html", "md"))

    def attempt(of: Job, seconds: float | None) -> bool:
        """Run it; kill it after some seconds. Whether it ended by itself."""
        process = context.Process(target=_attempt, args=(of,))
        process.start()
        process.join(seconds)
        if process.exitcode is None:
            os.kill(process.pid, signal.SIGKILL)
            process.join()
            return False
        assert process.exitcode == 0
        return True

    attempt(Job(files, "school-report-card-2009", tmp_path / "warm", formats=()), None)
    start = time.perf_counter()
    assert attempt(job, None)
    whole = time.perf_counter() - start
    expected = [content(folder) for folder in job.out.iterdir()]
    chance, kills, rounds = random.Random(2009), 0, 0  # noqa: S311
    while kills < KILLS:
        broken = Job(files, job.framework, tmp_path / f"broken{rounds}", formats=job.formats)
        while not attempt(broken, chance.uniform(0.02, 1.1) * whole):
            kills += 1
        rounds += 1
        assert [content(folder) for folder in broken.out.iterdir()] == expected
    assert rounds > 1


def test_nothing_half_done_is_taken_for_whole(files, tmp_path):
    """A half-written file of a killed run is neither read nor kept."""
    job = Job(files, "school-report-card-2009", tmp_path, formats=())
    key = run(job)["key"]
    expected = content(tmp_path / key)
    (tmp_path / key).rename(tmp_path / f".{key}")
    (tmp_path / f".{key}" / "stages" / "2-scores.json").unlink()
    Path(tmp_path, f".{key}", ".quarantine.csv.part").write_text("half")
    run(job)
    assert content(tmp_path / key) == expected
    assert not list(tmp_path.rglob("*.part"))
