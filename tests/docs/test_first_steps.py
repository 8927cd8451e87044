"""A newcomer's first pages lead where they say: what is installed, and every command of the tutorial."""

from __future__ import annotations

import re
import shlex

import pytest
from typer.testing import CliRunner

from reportcard import cli
from tests.docs.pages import DOCS, PROJECT, blocks, name_of, pages

GUIDES = [*pages(), *sorted(PROJECT.glob("examples/*/README.md"))]
#: An installation by the bare name, which an index may know as another project.
BARE = re.compile(r"pip install[^\n`]*[\s'\"]reportcard\b(?!_)")


@pytest.mark.parametrize("page", GUIDES, ids=name_of)
def test_no_page_installs_a_bare_name(page):
    """No page tells a reader to install ``reportcard`` by name: on a public index that is somebody else's package."""
    assert BARE.search(page.read_text(encoding="utf-8")) is None


def test_commands_of_the_tutorial_run(tmp_path, monkeypatch):
    """Every command of the tutorial ends with code 0, in the order of the page, from an empty folder."""
    monkeypatch.chdir(tmp_path)
    consoles = [text for language, text, _ in blocks(DOCS / "tutorial.md") if language == "console"]
    commands = [line.removeprefix("$ ") for text in consoles for line in text.splitlines()]
    assert len(commands) == 3
    for command in commands:
        program, *arguments = shlex.split(command)
        assert program == "reportcard"
        done = CliRunner().invoke(cli.app, arguments)
        assert done.exit_code == 0, f"{command}: {done.output[-300:]}"
    assert (tmp_path / "cards" / "index.html").exists()
