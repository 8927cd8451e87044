"""One bad document per defect: its first line says the code, words of the message, and the line in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportcard.errors import FrameworkError
from reportcard.framework import check_framework, load_framework

FOLDER = Path(__file__).parent.parent / "bad_frameworks"
FILES = sorted(FOLDER.glob("*.yaml"))


def expected(file):
    first = file.read_bytes().split(b"\n")[0].decode()
    return [part.strip() for part in first.removeprefix("# expect:").split("|")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_defect_is_told_once_and_in_its_place(file):
    """A document with one defect has one problem: the code, the words and the line that its first line expects."""
    code, words, line = expected(file)

    [problem] = check_framework(file)

    assert problem.code == code
    assert words in problem.message
    assert problem.where == f"{file}:{line}" or problem.where.startswith(f"{file}:{line} ")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_bad_document_can_be_loaded(file):
    """Loading a bad document raises a FrameworkError that carries the same problems as checking it."""
    with pytest.raises(FrameworkError) as caught:
        load_framework(file)

    assert list(caught.value.problems) == check_framework(file)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_messages_are_plain_english(file):
    """No message shows the machinery: no words of the validator, no class names, no bare quotes of lists."""
    for problem in check_framework(file):
        text = f"{problem.message} {problem.remedy}"

        assert not any(word in text for word in ("Input should", "dictionary", "NoneType", "instance of", "['"))
        assert problem.message[0].isupper() or problem.message[0] in "'-0123456789"
        assert problem.message.endswith(".")


def test_there_are_enough_defects():
    """Every kind of defect that the language can have stands in the folder: codes and files are counted."""
    assert len(FILES) >= 120
    assert len({expected(file)[0] for file in FILES}) >= 55
