"""Claims about strict YAML: what a scalar is, where it stands, and that no file can be slow or harmful to read."""

from __future__ import annotations

import time

import pytest

from reportcard.errors import FrameworkError
from reportcard.framework.tree import find
from reportcard.framework.yaml_strict import MAX_BYTES, read_file, read_yaml


def read(text):
    return read_yaml(text.encode(), "file.yaml")


def codes(text):
    with pytest.raises(FrameworkError) as caught:
        read(text)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("text", ["no", "yes", "on", "off", "y", "n", "012", "01", "0x1F", "1_000", "1e3", "+5", ".5"])
def test_what_yaml_guesses_stays_text(text):
    """Words and numbers that YAML 1.1 would guess at stay the text that was written."""
    assert read(f"key: {text}")["key"] == text


@pytest.mark.parametrize("text", ["2009-06-30", "12:30", "2009-06-30T12:00:00Z", ".inf", ".nan", "=", "9" * 40])
def test_dates_times_and_odd_numbers_stay_text(text):
    """Dates, times, infinities and numbers of absurd length stay text."""
    assert read(f"key: {text}")["key"] == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("5", 5), ("-3", -3), ("0", 0), ("0.5", 0.5), ("true", True), ("False", False), ("null", None), ("~", None)],
)
def test_plain_scalars(text, value):
    """Plain decimal numbers, true, false and null are read as such."""
    found = read(f"key: {text}")["key"]

    assert found == value
    assert type(found) is type(value)


def test_a_quoted_scalar_is_text():
    """Quotes always make text."""
    assert read("key: '5'")["key"] == "5"


def test_a_number_keeps_how_it_was_written():
    """1.10 counts as 1.1, and where text is wanted it is "1.10"."""
    found = read("key: 1.10")["key"]

    assert found == 1.1
    assert str(found) == "1.10"


def test_keys_are_text():
    """Keys keep the text that was written: ~ and 01 are codes, not null and 1."""
    assert list(read("~: a\n01: b\n1: c\ntrue: d\n")) == ["~", "01", "1", "true"]


def test_every_part_knows_its_place():
    """Keys and items carry file, line and column, and the path that leads to them."""
    place = find(read("a: 1\nb:\n  - x\n  - c: 5\n"), ("b", 1, "c"))

    assert place.spot == ("file.yaml", 4, 5, ("b", 1, "c"))
    assert str(place.spot) == "file.yaml:4 b[1].c"


def test_form_problems_are_told_together():
    """Duplicate keys, tags and merge keys in one file are all reported at once."""
    assert codes("a: 1\na: 2\nb: !!int '3'\nc: {<<: d}\n") == ["duplicate-key", "unknown-tag", "merge-key"]


def test_a_syntax_error_does_not_hide_earlier_problems():
    """What was found before the parser gives up is still told."""
    assert codes("a: 1\na: 2\nb: [1, 2\n") == ["duplicate-key", "yaml-syntax"]


def bomb(levels):
    return "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, levels))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (bomb(60), "alias-bomb"),
        ("[" * 500_000, "too-deep"),
        ("{a: " * 300_000, "too-deep"),
        ("- " * 500_000, "too-deep"),
        ("a: [" + "1, " * 60_000 + "1]", "too-large"),
        ("#" * (MAX_BYTES + 1), "too-large"),
        ("a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 900)), "too-deep"),
    ],
    ids=["bomb", "brackets", "braces", "dashes", "long-list", "big-file", "alias-chain"],
)
def test_hostile_files_are_refused_quickly(text, code):
    """Alias bombs, endless nesting and huge files are refused before they cost time or memory."""
    start = time.perf_counter()

    assert codes(text)[-1] == code
    assert time.perf_counter() - start < 20


def test_anchors_and_aliases_work():
    """An honest alias stands for its anchor."""
    assert read("a: &x [1, 2]\nb: *x\n") == {"a": [1, 2], "b": [1, 2]}


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"\xff\xfea\x00", "not-utf-8"), (b"a: \x00", "control-character"), ("a: é".encode("latin-1"), "not-utf-8")],
)
def test_other_encodings_are_refused(data, code):
    """Only UTF-8 text is read; the message names the byte and the line."""
    with pytest.raises(FrameworkError) as caught:
        read_yaml(data, "file.yaml")

    assert caught.value.problems[0].code == code
    assert "file.yaml:1" in caught.value.problems[0].where


def test_a_byte_order_mark_is_no_problem():
    """Files saved by Windows editors begin with a mark, which is passed over."""
    assert read_yaml(b"\xef\xbb\xbfa: 1", "file.yaml") == {"a": 1}


def test_files_that_are_none(tmp_path):
    """A folder, a missing file and a name that cannot be one are problems with a remedy, not tracebacks."""
    for path, code in ((tmp_path, "not-a-file"), (tmp_path / "none.yaml", "not-found"), (tmp_path / "a\0", None)):
        with pytest.raises(FrameworkError) as caught:
            read_file(path)
        assert code in (None, caught.value.problems[0].code)
        assert caught.value.problems[0].remedy
