"""Generated pages say what the code says today, and all of it: public names, commands, frameworks."""

from __future__ import annotations

import re
import runpy
import sys

import pytest
from typer.testing import CliRunner

import reportcard as rc
from docs import api, commands, frameworks, fresh
from reportcard.cli import app
from tests.docs.pages import PROJECT

API, COMMANDS, FRAMEWORKS = (
    module.FILE.read_text(encoding="utf-8") if module.FILE.exists() else "" for module in (api, commands, frameworks)
)


def bare(given: int) -> None:
    pass


def test_nothing_is_wrong():
    """No generated page is stale, no public name without a docstring, no error code without its row."""
    assert fresh.problems(PROJECT) == []


def test_every_generated_page_is_there():
    """Every generated page has been written."""
    assert [name for name in fresh.GENERATED if not (PROJECT / name).exists()] == []


def test_an_undocumented_name_is_told(monkeypatch):
    """A public name without a docstring is told, and a new name makes the page of names stale."""
    monkeypatch.setattr(rc, "__all__", [*rc.__all__, "bare"])
    monkeypatch.setattr(rc, "bare", bare, raising=False)
    found = fresh.problems(PROJECT)
    assert "the public name 'bare' has no docstring" in found
    assert any(problem.startswith("docs/api.md is stale") for problem in found)


def test_a_stale_page_is_told(tmp_path):
    """A page that says something else than the code is told with the command that writes it."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "commands.md").write_text(COMMANDS.replace("--framework", "--frame"), encoding="utf-8")
    (tmp_path / "docs" / "frameworks.md").write_text(FRAMEWORKS, encoding="utf-8")
    assert fresh.problems(tmp_path) == [
        "docs/commands.md is stale; write it anew with 'python -m docs.commands --write'"
    ]


@pytest.mark.parametrize("name", [name for name in rc.__all__ if name != "__version__"])
def test_every_public_name_has_its_place(name):
    """Every public name has a heading of its own, and a function the names of its parameters below it."""
    section = re.search(rf"^### <a id=\"[\w-]+\"></a>`{name}`\n(.*?)(?=^##|\Z)", API, re.MULTILINE | re.DOTALL)
    assert section is not None
    assert len(section[1].split()) > 5


def test_a_signature_is_written_as_it_is_called():
    """The signature of a function stands with its defaults, keyword-only part and result, types without quotes."""
    assert (
        "```py\n"
        "join_earlier(\n"
        "    data: Any,\n"
        "    earlier: Mapping[str, Any],\n"
        "    framework: str | Path | Mapping[str, Any] | Framework,\n"
        "    *,\n"
        "    year: str | None = None,\n"
        ") -> Any\n"
        "```\n"
    ) in API


def test_what_a_class_shares_is_told_once():
    """Cards of groups are report cards: their page says so, and does not tell it all again."""
    section = API.partition("`GroupCards`\n\n")[2].partition("\n### ")[0]
    assert "It is a [`ReportCards`](#class-reportcards)" in section
    assert "GroupCards.to_frame" not in section
    assert "ReportCards.to_frame" in API


@pytest.mark.parametrize("command", [commands.name_of(info) for info in app.registered_commands])
def test_options_are_those_of_the_command_line(command):
    """The page names the options that the command's own help shows, and no others."""
    shown = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "300", "NO_COLOR": "1"}).output
    section = COMMANDS.partition(f'<a id="{command}"></a>')[2].partition("\n## ")[0]
    told = set(re.findall(r"^\| (`-.*?) \|", section, re.MULTILINE))
    names = set(re.findall(r"--[a-z][a-z-]*", " ".join(told)))
    rows = [line for line in shown.splitlines() if re.match(r"[│|\s]*\*?\s*-", line)]
    columns = [re.split(r"\s{3,}(?=[A-Z<\[])", line)[0] for line in rows]
    assert rows
    assert set(re.findall(r"--[a-z][a-z-]*", " ".join(columns))) - {"--help"} == names


@pytest.mark.parametrize("info", rc.frameworks(), ids=lambda info: info.id)
def test_every_framework_has_its_place(info):
    """Every built-in framework has a section with its authority, its year and every source."""
    section = FRAMEWORKS.partition(f'<a id="{info.id}"></a>')[2].partition("\n## ")[0]
    document = rc.load_framework(info.id).document
    assert document.authority in section
    assert document.year in section
    assert [reference.title for reference in document.references if reference.title not in section] == []


def test_whose_weights_they_are():
    """The default framework's weights are told to be a convention, North Carolina's to be documented by its law."""
    assert frameworks.weights(rc.load_framework("school-report-card-2009")) == "a convention of this document"
    assert frameworks.weights(rc.load_framework("north-carolina-2018")) == "documented"


def test_reasons_are_told_in_the_words_of_cards():
    """The page for readers explains reasons for missing values in the words that cards use."""
    table = (PROJECT / "docs" / "read-a-card.md").read_text(encoding="utf-8").partition("| words on the card |")[2]
    told = re.findall(r"^\| ([a-z ]+) \| [A-Z]", table, re.MULTILINE)
    assert len(told) >= 4
    assert set(told) <= {status.words for status in rc.Status}


@pytest.mark.parametrize("module", [api, commands, frameworks], ids=lambda module: module.__name__)
def test_it_can_be_printed(module, monkeypatch, capsys):
    """Without --write a page is printed, and nothing is written."""
    monkeypatch.setattr(sys, "argv", [module.__name__])
    before = module.FILE.stat().st_mtime_ns
    monkeypatch.delitem(sys.modules, module.__name__)
    runpy.run_module(module.__name__, run_name="__main__")
    assert capsys.readouterr().out == module.page()
    assert module.FILE.stat().st_mtime_ns == before
