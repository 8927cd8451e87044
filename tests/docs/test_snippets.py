"""What the pages show runs: Python in the order of the page, YAML documents checked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import reportcard as rc
from tests.docs.pages import blocks, name_of, pages

#: Files that a page may name without writing them: a few schools in the columns of the published files.
FILES = {
    "ks4.csv": "RECTYPE,URN,SCHNAME,P8MEA,ATT8SCR\n1,100053,A School,0.31,51.2\n1,100054,Another School,SUPP,44.0\n",
    "absence.csv": "URN,PERCTOT,PPERSABS10\n100053,5.1,11.0\n100054,6.2,14.5\n",
    "ofsted.csv": "URN,OFSTEDRATING\n100053,Good\n100054,Outstanding\n",
}


def whole(text: str) -> str | None:
    """The id of the framework that a YAML block is, or None where it is a part of one, or a file of cases."""
    found = re.match(r"(?:#.*\n)*framework: (\S+)\n", text)
    return found[1] if found and re.search("^(score|extends):", text, re.MULTILINE) else None


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty working folder with the files that pages name."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_python_runs(page, folder, capsys):
    """Every Python block of a page runs, one after the other; its whole YAML documents stand beside as files."""
    names: dict[str, Any] = {"__name__": page.stem}
    for language, text, line in blocks(page):
        if language == "yaml" and (framework := whole(text)):
            Path(f"{framework}.yaml").write_text(text, encoding="utf-8")
        elif language == "python":
            code = compile("\n" * (line - 1) + text, str(page), "exec")
            exec(code, names)  # noqa: S102  the pages are our own


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_documents_are_valid(page, folder):
    """Every whole YAML document of a page is checked and found without a problem; every part is valid YAML."""
    for language, text, line in blocks(page):
        framework = whole(text) if language == "yaml" else None
        if framework:
            path = Path(f"{framework}.yaml")
            path.write_text(text, encoding="utf-8")
            assert rc.check_framework(path) == [], f"{name_of(page)}:{line}"
        elif language == "yaml":
            assert isinstance(yaml.safe_load(text), dict), f"{name_of(page)}:{line}"
