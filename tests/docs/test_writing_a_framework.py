"""docs/writing-a-framework.md leads where it says: its parts make a document, and its commands print what it shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

import reportcard as rc
from reportcard import cli
from tests.conformance import harness
from tests.docs.pages import DOCS, PROJECT, blocks
from tests.docs.test_snippets import whole

PAGE = DOCS / "writing-a-framework.md"
BLOCKS = blocks(PAGE)
#: The blocks of section 2, which a reader puts one below the other.
PARTS = [text for language, text, line in BLOCKS if language == "yaml"][:6]
EXAMPLE = PROJECT / "examples" / "florida-2024.yaml"
CASES = PROJECT / "examples" / "florida-2024-cases.yaml"


def block(language, beginning):
    """The one block that begins with some words."""
    [found] = [text for kind, text, _ in BLOCKS if kind == language and text.startswith(beginning)]
    return found


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the files that a reader of the page has saved."""
    document = "\n".join(PARTS)
    files = {
        "my-florida.yaml": document,
        "slip.yaml": document.replace("grades: letters", "grades: leters"),
        "grades-2019.csv": block("csv", "District Number"),
        "cases.yaml": block("yaml", "framework: my-florida\ngiven"),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(command):
    """What a command of the page prints, without white space at the ends of lines."""
    program, *arguments = shlex.split(command)
    assert program == "reportcard"
    done = CliRunner().invoke(cli.app, arguments)
    return "\n".join(line.rstrip() for line in done.output.splitlines()).strip("\n")


CONSOLE = [text for language, text, _ in BLOCKS if language == "console"]


@pytest.mark.parametrize("text", CONSOLE, ids=lambda text: text.splitlines()[0])
def test_commands_print_what_the_page_shows(text, folder):
    """Each command, run on the files of the page, prints what stands below it, up to a line of an ellipsis."""
    command, _, output = text.removeprefix("$ ").partition("\n")
    shown, cut, _ = output.rstrip("\n").partition("\n…")
    assert printed(command)[: len(shown) if cut else None] == shown


def test_the_parts_make_the_built_in_document(folder):
    """The document of the page has the tree, the cut scores and the columns of the one that is built in."""
    mine, built_in = (rc.load_framework(name).document for name in ("my-florida.yaml", "florida-2019"))
    assert mine.score.round == built_in.score.round
    assert [child.id for child in mine.score.children] == [child.id for child in built_in.score.children]
    assert mine.source.published == built_in.source.published
    assert {name: entry.columns for name, entry in mine.indicators.items()} == {
        name: entry.columns for name, entry in built_in.indicators.items()
    }
    cuts = [[band.start for band in document.grade_scales["letters"].bands] for document in (mine, built_in)]
    assert cuts[0] == cuts[1]


def test_the_document_of_the_page_reproduces_the_published_file(folder, data_dir):
    """All 3,328 percentages and letters of 2019 follow from the document of the page."""
    path = data_dir / harness.counts()["florida-2019"]["file"]
    found = rc.verify(path, "my-florida.yaml")
    assert found.ok
    assert [check.matched for check in found.checks] == [3328] * 3


def test_the_table_of_merging_is_true(folder):
    """What the page says becomes of each key is what becomes of it."""
    text = block("yaml", "framework: my-florida-tougher")
    assert whole(text) == "my-florida-tougher"
    Path("tougher.yaml").write_text(text, encoding="utf-8")
    document = rc.load_framework("tougher.yaml").document
    cuts = {band.grade: band.start for band in document.grade_scales["letters"].bands}
    assert [cut and getattr(cut, "value", cut) for cut in cuts.values()] == [65, 54, 41, 32, None]
    assert document.indicators["graduation_rate"].title == "Graduation rate"
    assert "attendance" in document.indicators
    assert len(document.score.children) == 5
    assert (document.score.round, document.version) == (rc.load_framework("florida-2019").document.score.round, "1")


# --- the rules of 2024, written from the page -------------------------------------------------------------------------


def scored(school_type, value):
    """A school of 2024 with one component."""
    return rc.score(
        {"id": "x", "School Type": school_type, "English Language Arts Achievement": value}, EXAMPLE
    ).overall


def test_the_rules_of_2024_take_fewer_than_40_lines():
    """The change of a year is visible in a diff: fewer than 40 lines, all data."""
    assert len(EXAMPLE.read_text(encoding="utf-8").splitlines()) < 40
    assert rc.check_framework(EXAMPLE) == []


@pytest.mark.parametrize(
    ("school_type", "cuts"), [("01", (62, 54, 41, 32)), *((kind, (64, 57, 44, 34)) for kind in ("02", "03", "04"))]
)
def test_cut_scores_of_2024(school_type, cuts):
    """At each cut the higher letter, just below its rounding the lower one; elementary schools have their own cuts."""
    for cut, letter, lower in zip(cuts, "ABCD", "BCDF", strict=True):
        assert (scored(school_type, cut - 0.5).grade, scored(school_type, cut - 0.5).score) == (letter, cut)
        assert scored(school_type, cut - 0.51).grade == lower


def test_twelve_components():
    """The mean of 2024 is that of twelve components; what is not one of them stands beside."""
    children = rc.load_framework(EXAMPLE).document.score.children
    assert len([child for child in children if not child.beside]) == 12


def test_cases_of_2024_hold():
    """`reportcard check --cases` finds every case of the example as expected."""
    done = CliRunner().invoke(cli.app, ["check", str(EXAMPLE), "--cases", str(CASES)])
    assert done.exit_code == 0, done.output
    assert "all as expected" in done.output


def test_the_page_states_the_rules_of_2024():
    """The page gives the rules that the example is written from, and names no number that the example lacks."""
    told = re.search(r"In 2024 Florida kept (\S+) .* took (\S+) for", PAGE.read_text(encoding="utf-8"))
    document = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    [elementary] = document["variants"]
    scales = [elementary["grade_scales"]["letters"], document["grade_scales"]["letters"]]
    assert ["/".join(map(str, scale.values())) for scale in scales] == list(told.groups())
