"""The command line: what it prints, what it writes, and with which code it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import reportcard as rc
from reportcard import cli

DATA = "URN,SCHNAME,ATT8SCR,P8MEA,P8PUP\n1,Alder,50,0.1,100\n2,Birch,SUPP,SUPP,4\n3,Clover,41.5,-0.4,90\n"
NORMED = """
framework: normed
title: Compared with others
source: {id: URN, codes: {SUPP: suppressed}}
indicators: {attainment_8: {columns: ATT8SCR}}
score:
  id: overall
  combine: mean
  children: [{id: attainment_8, scale: percentile}]
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "schools.csv"
    path.write_text(DATA, encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


def ended(code, *arguments):
    """What a command printed on standard output and standard error, if it ended with a code."""
    done = run(*arguments)
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done


# --- score -----------------------------------------------------------------------------------------------------------


def test_score_shows_grades_and_data(file):
    """Without a folder the grades, the first schools and what became of the data are shown."""
    text = ended(0, "score", file).stdout
    assert "Schools by grade" in text
    assert "Alder" in text
    assert "Read schools.csv: 3 rows." in text


def test_score_writes_a_folder(file, tmp_path):
    """With a folder HTML cards, their list and the table are written, and it says where."""
    out = tmp_path / "out"
    text = ended(0, "score", file, "--out", out).stdout
    assert f"Wrote {out / 'index.html'}" in text
    assert f"Wrote {out / 'cards'}/" in text
    assert {path.name for path in (out / "cards").iterdir()} == {"1.html", "2.html", "3.html"}
    assert (out / "scores.csv").is_file()


def test_score_prints_csv_where_no_folder_is_given(file):
    """``--format csv`` prints the table and nothing else on standard output, the rest on standard error."""
    done = ended(0, "score", file, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["URN"] for row in rows] == ["1", "2", "3"]
    assert rows[1]["attainment_8_status"] == "suppressed"
    assert "Schools by grade" in done.stderr


def test_score_prints_json_lines(file):
    """``--format json`` prints a card a line."""
    lines = ended(0, "score", file, "--format", "json", "--quiet").stdout.splitlines()
    assert [json.loads(line)["school"]["id"] for line in lines] == ["1", "2", "3"]


def test_quiet_prints_nothing(file, tmp_path):
    """``--quiet`` prints nothing but errors."""
    done = ended(0, "score", file, "--out", tmp_path / "out", "--quiet")
    assert done.output == ""


def test_score_chooses_schools(file, tmp_path):
    """``--school`` and ``--limit`` choose the schools that are written."""
    ended(0, "score", file, "--out", tmp_path / "a", "--school", "3", "--school", "1")
    assert {path.stem for path in (tmp_path / "a" / "cards").iterdir()} == {"1", "3"}
    ended(0, "score", file, "--out", tmp_path / "b", "--limit", "2", "--format", "md")
    assert {path.name for path in (tmp_path / "b" / "cards").iterdir()} == {"1.md", "2.md"}


def test_score_takes_weights(file):
    """``--weights`` changes weights, and the card says that they are not the framework's."""
    done = ended(0, "score", file, "-q", "--format", "json", "-w", "progress=90", "-w", "attainment = 10")
    own = json.loads(done.stdout.splitlines()[0])["own_weights"]
    assert set(own) == {"progress", "attainment"}
    assert own["progress"] == pytest.approx(9 * own["attainment"])


def test_score_joins_files(file, tmp_path):
    """``--join`` adds files, and what does not match is told."""
    other = tmp_path / "absence.csv"
    other.write_text("urn,PERCTOT\n1,4.5\n9,5.5\n", encoding="utf-8")
    done = ended(0, "score", file, "--join", other, "--school", "1")
    assert "Joined absence.csv: 1 school found in it, 2 not (2, 3); 1 row of other schools not used." in done.stdout


def test_score_tells_what_cannot_be_used(tmp_path):
    """A cell that cannot be used is told with its row in the file and its remedy; the other schools are scored."""
    path = tmp_path / "a.csv"
    path.write_text("URN,ATT8SCR,P8MEA\n1,50,0.1\n2,about 50,0.1\n", encoding="utf-8")
    done = ended(0, "score", path, "--out", tmp_path / "out")
    assert "1 cell or row could not be used:" in done.stdout
    assert "row 3 (school 2), column 'ATT8SCR': 'about 50' is not a number." in done.stdout
    assert (tmp_path / "out" / "quarantine.csv").read_text(encoding="utf-8").startswith("row,school,column,value")
    assert "about 50" in ended(3, "score", path, "--strict").stderr


def test_terminal_escapes_in_data_are_shown_not_obeyed(tmp_path):
    """A name with terminal commands in it is printed with those made visible."""
    path = tmp_path / "a.csv"
    path.write_text("URN,SCHNAME,ATT8SCR\n1,\x1b[2JAlder [bold]x[/bold],50\n", encoding="utf-8")
    text = ended(0, "score", path).stdout
    assert "\x1b[2J" not in text
    assert "[bold]x[/bold]" in text


# --- codes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "arguments", "words"),
    [
        (2, ("score",), "Missing argument"),
        (2, ("score", "{file}", "--format", "docx"), "There is no format 'docx'"),
        (2, ("score", "{file}", "--format", "html"), "Give --out DIR"),
        (2, ("score", "{file}", "--weights", "progress"), "Write it like progress=40"),
        (2, ("score", "{file}", "--weights", "progres=4"), "Did you mean 'progress'?"),
        (2, ("score", "{file}", "--framework", "nowhere"), "There is no framework 'nowhere'"),
        (2, ("score", "{file}", "--school", "7"), "There is no school '7'"),
        (2, ("explain", "{file}", "7"), "There is no school '7'"),
        (3, ("score", "{file}.csv"), "is not there"),
        (3, ("score", "{file}", "--join", "{file}.csv"), "is not there"),
        (3, ("score", "{file}", "--weights", "progress=-1"), "Give a number of 0 or more"),
        (3, ("score", "{file}", "--reference", "{file}"), "cannot be read"),
        (3, ("score", "{file}", "--framework", "{normed}"), "compares schools with a reference"),
        (4, ("score", "{file}", "--framework", "{broken}"), "problem"),
        (4, ("schema", "{broken}"), "problem"),
        (5, ("score", "{file}", "--out", "{file}/below"), "Name a folder that can be written to"),
        (5, ("sample", "--out", "{file}/below/a.csv"), "Name a folder that can be written to"),
    ],
)
def test_every_failure_has_its_code(file, tmp_path, code, arguments, words):
    """Wrong use is 2, data 3, a framework 4, output 5; the message is on standard error, without a stack trace."""
    (tmp_path / "normed.yaml").write_text(NORMED, encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("framework: broken\ntitle: Broken\nscore: {id: a, wieght: 3}\n", "utf-8")
    places = {"file": file, "normed": tmp_path / "normed.yaml", "broken": tmp_path / "broken.yaml"}
    done = ended(code, *(argument.format(**places) for argument in arguments))
    assert words in " ".join(done.stderr.replace("│", " ").split())
    assert done.stdout == ""


def test_help_names_the_codes():
    """Help says what each exit code means."""
    for arguments in ((), ("score",), ("check",)):
        text = " ".join(ended(0, *arguments, "--help").stdout.split())
        assert "Exit codes: 0 done; 1 'check' found problems, or 'verify' misses; 2 wrong use" in text


# --- the other commands ----------------------------------------------------------------------------------------------


def test_explain_shows_the_sum(file):
    """``explain`` prints what the card explains, with its certainty unless told not to."""
    frame = rc.read_file(file, cli.DEFAULT)
    sure = rc.score(frame, uncertainty=True)["3"].explain()
    assert ended(0, "explain", file, "3").stdout.strip() == sure.strip()
    assert "Taken as exact" in sure
    plain = rc.score(frame)["3"].explain()
    assert ended(0, "explain", file, "3", "--no-uncertainty").stdout.strip() == plain.strip()
    spanish = rc.score(frame)["3"].explain(language="es")
    assert ended(0, "explain", file, "3", "--no-uncertainty", "--language", "es").stdout.strip() == spanish.strip()
    assert "Did you mean 'es'" in ended(2, "explain", file, "3", "--language", "esp").stderr


def test_check_prints_every_problem(tmp_path):
    """``check`` prints each problem with its place, and ends with 1; with 0 where there is none."""
    path = tmp_path / "mine.yaml"
    path.write_text("framework: mine\ntitle: Mine\nscore:\n  id: a\n  wieght: 3\n", encoding="utf-8")
    text = ended(1, "check", path).stdout
    assert f"{path}:5" in text
    assert "'weight'" in text
    assert "no problems" in ended(0, "check", cli.DEFAULT).stdout


def test_frameworks_are_listed():
    """``frameworks`` lists what is built in."""
    text = ended(0, "frameworks").stdout
    assert all(info.id in text for info in rc.frameworks())


def test_a_reference_is_fitted_and_used(file, tmp_path):
    """``fit`` stores a reference that ``score`` and ``explain`` use."""
    framework = tmp_path / "normed.yaml"
    framework.write_text(NORMED, encoding="utf-8")
    reference = tmp_path / "reference.json"
    done = ended(0, "fit", file, "-f", framework, "-o", reference, "--population", "all of them")
    assert "3 schools (all of them); compares attainment_8." in done.stdout
    assert json.loads(reference.read_text(encoding="utf-8"))["population"] == "all of them"
    done = ended(0, "score", file, "-f", framework, "--reference", reference, "--format", "csv", "-q")
    assert [row["overall_score"] for row in csv.DictReader(io.StringIO(done.stdout))] == ["75.0", "", "25.0"]


def test_schemas_are_printed():
    """``schema`` prints the schema of documents, or of a framework's input."""
    assert json.loads(ended(0, "schema").stdout)["title"] == "reportcard framework"
    assert "progress_8" in json.loads(ended(0, "schema", cli.DEFAULT).stdout)["properties"]


def test_a_whole_document_is_shown(tmp_path):
    """``show`` prints a document with all that it extends: as a document of its own it says the same."""
    path = tmp_path / "shown.yaml"
    path.write_text(ended(0, "show", "england-ks2-progress-2018").stdout, encoding="utf-8")
    assert rc.load_framework(path).hash == rc.load_framework("england-ks2-progress-2018").hash


def test_columns_that_a_file_lacks_are_named(tmp_path):
    """``score`` names the indicators that the file has no column for: a renamed column is not silently missing."""
    path = tmp_path / "schools.csv"
    path.write_text("id,attainment_8\n1,50\n2,40\n", encoding="utf-8")
    told = ended(0, "score", path).stdout
    assert "No column for" in told
    assert "not collected, for every school" in told


def test_the_sample_can_be_scored(tmp_path):
    """``sample`` writes made-up schools, says so, and they can be scored."""
    path = tmp_path / "sample.csv"
    assert "25 synthetic schools. None of them exists." in ended(0, "sample", "--out", path, "--schools", "25").stdout
    assert "could not be used" not in ended(0, "score", path).stdout


def test_the_sample_file_scores_as_the_sample(tmp_path):
    """Writing the sample to a file and reading it back changes no score."""
    from reportcard.datasets import sample_schools

    path = tmp_path / "sample.csv"
    ended(0, "sample", "--out", path, "--schools", "40")
    read = rc.score(rc.read_file(path, cli.DEFAULT))
    assert list(read) == list(rc.score(sample_schools(40)))


def test_the_demo_says_that_its_schools_do_not_exist(tmp_path):
    """``demo`` writes HTML and Markdown cards and their list, says where, and that the schools are synthetic."""
    out = tmp_path / "demo"
    text = ended(0, "demo", "--out", out, "--schools", "12").stdout
    assert text.startswith("12 synthetic schools")
    assert "None of them exists" in text
    assert str(out / "index.html") in text
    names = {path.name for path in (out / "cards").iterdir()}
    assert len(names) == 24
    assert {Path(name).suffix for name in names} == {".html", ".md"}
    assert "(synthetic)" in (out / "index.html").read_text(encoding="utf-8")


def test_the_version_is_printed():
    """``--version`` prints the version."""
    assert ended(0, "--version").stdout == f"reportcard {rc.__version__}\n"


def test_the_command_runs_as_a_process(file, tmp_path):
    """As a process, in a shell without UTF-8 too: no bar, no stack trace, and the exit code of the error."""
    command = [sys.executable, "-W", "error", "-m", "reportcard"]
    settings = {"env": {**os.environ, "PYTHONIOENCODING": "ascii"}, "capture_output": True, "timeout": 120}
    done = subprocess.run([*command, "score", str(file), "-o", str(tmp_path / "o")], **settings)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Wrote" in done.stdout
    done = subprocess.run([*command, "score", str(tmp_path)], **settings)  # noqa: S603
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"is a folder. Name a file in it." in done.stderr


def test_a_bar_is_shown_on_a_terminal_only(monkeypatch):
    """Progress is told on a terminal, and not to a pipe or when quiet."""
    from reportcard.screen import progress

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stderr", Terminal())
    with progress("Writing", 2, quiet=False) as advance:
        advance(2)
    assert "Writing" in sys.stderr.getvalue()
    with progress("Writing", 2, quiet=True) as advance:
        assert advance is None
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress("Writing", 2, quiet=False) as advance:
        assert advance is None


def test_score_writes_cards_in_a_language(file, tmp_path):
    """``--language`` says in which language cards and their list are written."""
    ended(0, "score", file, "--out", tmp_path / "out", "--format", "html,md,txt", "--language", "es", "--quiet")

    for name in ("index.html", "cards/1.html"):
        page = (tmp_path / "out" / name).read_text(encoding="utf-8")
        assert '<html lang="es" dir="ltr">' in page
        assert "Calificación" in page
    assert "## Resultado global" in (tmp_path / "out" / "cards" / "1.md").read_text(encoding="utf-8")
    assert "peso 0," in (tmp_path / "out" / "cards" / "1.txt").read_text(encoding="utf-8")
    assert "Did you mean 'es'" in ended(2, "score", file, "--out", tmp_path / "no", "--language", "esp").stderr
    assert not (tmp_path / "no").exists()


def test_score_writes_cards_for_an_audience(file, tmp_path):
    """``--audience`` says for whom cards are written; a slip in its name ends with code 2 before anything is scored."""
    ended(0, "score", file, "--out", tmp_path / "out", "--format", "html,md", "--audience", "parents", "--quiet")

    assert "For parents" in (tmp_path / "out" / "cards" / "1.html").read_text(encoding="utf-8")
    assert "For parents" in (tmp_path / "out" / "cards" / "1.md").read_text(encoding="utf-8")
    assert "Did you mean 'parents'" in ended(2, "score", file, "--out", tmp_path / "no", "--audience", "parent").stderr
    assert not (tmp_path / "no").exists()
