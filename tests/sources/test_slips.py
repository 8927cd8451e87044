"""Slips of a newcomer in files, names and numbers: each is told, with what to do."""

from __future__ import annotations

import pandas as pd
import pytest

import reportcard as rc
from reportcard.sources.hints import hints

DOCUMENT = """
framework: two-kinds
title: Two kinds
source:
  id: CODE
  rows: {column: kind, in: [Primary, Upper]}
columns:
  kind: {column: School Kind}
indicators:
  reading: {unit: "%", range: [0, 100], columns: READ}
  absence: {unit: "%", range: [0, 100], direction: lower, columns: ABS}
score: {id: overall, combine: mean, children: [{id: reading}]}
variants:
  - id: upper
    title: Upper
    when: {column: kind, is: Upper}
    nodes: {overall: {round: 10}}
"""
FILE = "CODE,School Kind,READ,ABS\n1,Primary,44,0.5\n2,Upper,46,0.4\n3,,45,0.3\nA note below,,,\n"


@pytest.fixture
def document(tmp_path, monkeypatch):
    """The document of this module, as a file in the working folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "two-kinds.yaml").write_text(DOCUMENT, encoding="utf-8")
    return "two-kinds.yaml"


def read(text, document):
    with open("schools.csv", "w", encoding="utf-8") as file:
        file.write(text)
    return rc.read_file("schools.csv", document)


def test_rows_go_by_the_id_of_a_column(document):
    """``rows`` may name a column by its id under ``columns``, as every other condition does."""
    frame = read(FILE, document)
    assert (list(frame["CODE"]), frame.attrs["left_out"]) == (["1", "2"], 2)


@pytest.mark.parametrize("rows", ["{not: {column: kind, is: Other}}", "{all: [{any: [{column: kind, is: Upper}]}]}"])
def test_ids_are_found_inside_conditions(document, rows):
    """An id under ``columns`` is found however deep it stands in the condition."""
    text = DOCUMENT.replace("{column: kind, in: [Primary, Upper]}", rows)
    with open(document, "w", encoding="utf-8") as file:
        file.write(text)
    assert len(read(FILE, document)) == (4 if "not" in rows else 1)


def test_a_file_without_the_column_of_rows_is_noted(document):
    """Where the column that tells schools from other rows is mistyped, every row is taken, and that is told."""
    frame = read(FILE.replace("School Kind", "School Kinds"), document)
    assert len(frame) == 4
    [note] = frame.attrs["notes"]
    assert "'School Kind'" in note
    assert "Did you mean 'School Kinds'?" in note


def test_a_file_of_ones_own_is_not_noted(document):
    """A file that goes by the document's ids is no publication, and has no rows to leave out."""
    assert read("id,reading\n1,44\n", document).attrs["notes"] == []


def test_the_lack_of_a_column_that_chooses_the_variant_is_told(document):
    """Schools without the column by which they take their variant are scored, and it is said."""
    cards = rc.score(read(FILE.replace("School Kind", "School Kinds"), document), document)
    [hint] = cards.hints
    assert "'School Kind' (kind), by which schools take their variant" in hint
    assert "Did you mean 'School Kinds'?" in hint
    assert repr(cards).endswith(", look at hints>")


def frame(**columns):
    return pd.DataFrame({"id": ["1", "2"], "kind": "Upper", **columns})


def test_per_cent_given_as_fractions_are_told(document):
    """Where no percentage is above 1, it was probably given as a fraction; it is scored as it stands, and told."""
    cards = rc.score(frame(reading=[0.43, 0.82]), document)
    assert cards.hints == ("No value of 'reading' is above 1, and the unit is %: write 43 for 43 %, not 0.43.",)
    assert cards["2"]["reading"].value == 0.82


@pytest.mark.parametrize("columns", [{"reading": [0.43, 82]}, {"reading": [0, 0]}, {"absence": [0.4, 0.5]}])
def test_small_percentages_are_no_slip(document, columns):
    """A low value among others, zeros, and rates of which less is better are taken as they are."""
    assert rc.score(frame(**columns), document).hints == ()


def test_many_fractions_are_listed_shortly():
    """Of more than four columns the first four are named."""
    entries = {name: {"unit": "%", "range": [0, 100]} for name in "abcdef"}
    children = [{"id": name} for name in entries]
    ready = rc.load_framework(
        {"framework": "f", "title": "F", "indicators": entries,
         "score": {"id": "o", "combine": "mean", "children": children}}
    )  # fmt: skip
    cards = rc.score(pd.DataFrame({"id": ["1", "2"], **{name: [0.1, 0.9] for name in entries}}), ready)
    assert hints(cards._table, ready.intake) == list(cards.hints)
    assert cards.hints[0].startswith("No value of 'a', 'b', 'c', 'd' and 2 more is above 1")


def test_a_decimal_comma_is_told(document):
    """A number with a decimal comma is refused, and the message says where the comma is allowed."""
    with pytest.raises(rc.InputError, match=r"has a decimal comma. Write a decimal point"):
        rc.score({"id": "1", "reading": "55,5"}, document)


def test_an_id_is_asked_for_once(document):
    """Where the framework's id is ``id`` too, the message does not offer it twice."""
    with pytest.raises(rc.InputError, match=r"school id 'CODE', or 'id'."):
        rc.score(pd.DataFrame({"reading": [1]}), document)
    own = DOCUMENT.replace("  id: CODE\n", "  id: id\n")
    with open(document, "w", encoding="utf-8") as file:
        file.write(own)
    with pytest.raises(rc.InputError, match="school id 'id', or name it under 'id'"):
        rc.score(pd.DataFrame({"reading": [1]}), document)


def test_weights_that_are_no_mapping_are_refused(document):
    """Weights without names are refused in words."""
    with pytest.raises(rc.InputError, match=r"They are a list. Give \{'node': number"):
        rc.score(frame(reading=[1, 2]), document, weights=[1, 2])  # type: ignore[arg-type]


def test_a_framework_that_is_none_is_refused():
    """What can be no framework is refused in words."""
    with pytest.raises(rc.FrameworkError, match="not NoneType"):
        rc.score({"id": "1"}, None)  # type: ignore[call-overload]


def test_a_framework_named_without_its_ending_is_found_beside(document):
    """The name of a document in the working folder without its ending is no built-in framework; the file is named."""
    with pytest.raises(rc.UnknownNameError, match=r"Did you mean 'two-kinds\.yaml'"):
        rc.load_framework("two-kinds")


def test_a_row_of_a_frame_is_told_how_to_be_scored(document):
    """One row of a pandas frame is refused, with the call that makes it a school."""
    rows = frame(reading=[1.0, 2.0])
    with pytest.raises(rc.InputError, match=r"row\.to_dict\(\)"):
        rc.score(rows.iloc[0], document)
    assert rc.score(rows.iloc[0].to_dict(), document)["reading"].value == 1


def test_verify_says_why_there_is_nothing_to_compare(document):
    """Without published columns, verify says where to name them; with columns that the file lacks, which."""
    with pytest.raises(rc.InputError, match="Name the columns under 'published'"):
        rc.verify(read(FILE, document), document)
    published = DOCUMENT.replace("  id: CODE\n", "  id: CODE\n  published: {overall: {score: TOTAL}}\n")
    with open(document, "w", encoding="utf-8") as file:
        file.write(published)
    with pytest.raises(rc.InputError, match="The file lacks 'TOTAL'"):
        rc.verify(read(FILE, document), document)


def test_names_are_found_whatever_their_white_space(document):
    """Runs of spaces and broken lines in a header, which no reader sees, do not part a column from its name."""
    frame = read(FILE.replace("School Kind", '"School  \n  Kind"'), document)
    assert list(frame.columns) == ["CODE", "School Kind", "READ", "ABS"]
    assert frame.attrs["left_out"] == 2
    by_hand = pd.DataFrame({"CODE": ["1"], "School\n Kind": ["Upper"], "READ": [44]})
    assert rc.score(by_hand, document)["1"].overall.score == 40  # 44 to the nearest 10, as for upper schools


def test_columns_that_differ_in_white_space_alone_are_two(document):
    """Two columns whose names look the same are told apart by their order, and that is noted."""
    frame = read("CODE,READ,  READ ,READ  2018,READ 2018\n1,44,45,46,47\n", document)
    assert list(frame.columns) == ["CODE", "READ", "READ (2)", "READ 2018", "READ 2018 (2)"]
    assert [note for note in frame.attrs["notes"] if "'READ 2018'" in note]
    assert rc.score(frame, document)["1"]["reading"].value == 44
