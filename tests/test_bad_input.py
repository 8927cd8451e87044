"""Bad input: for each kind an error or a line of the quarantine that names place, value and remedy; good rows go on."""

from __future__ import annotations

import csv
import math
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reportcard as rc

BAD_FRAMEWORKS = Path(__file__).parent / "bad_frameworks"
DEFAULT = "school-report-card-2009"
HEADER = "URN,SCHNAME,ATT8SCR,PTL2BASICS_95,OFSTEDRATING\n"
GOOD = "1,Alder,50.0,47.1%,Good\n3,Clover,41.5,38.0%,2\n"


@pytest.fixture
def write(tmp_path):
    """Writes a file, and returns its path."""

    def put(content, name="schools.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return put


def alone():
    """What the good rows score when nothing bad stands beside them."""
    rows = [row.split(",") for row in GOOD.split()]
    return rc.score(pd.DataFrame(rows, columns=HEADER.strip().split(",")))


def the_fault(cards):
    """The only line of the quarantine, which must have a remedy; and the good schools must have gone on."""
    (fault,) = cards.quarantine
    assert fault.remedy
    assert fault.code in str(fault)
    for card in alone():
        assert cards[card.school.id] == card
    return fault


def the_problem(error, *args, **kwargs):
    """The first problem of an error, which must have a remedy."""
    with pytest.raises(error) as caught:
        rc.score(*args, **kwargs)
    problem = caught.value.problems[0]
    assert problem.remedy
    assert problem.code in str(caught.value)
    return problem


# --- cells -----------------------------------------------------------------------------------------------------------

CELLS = {
    "text in a number": ("about 50,40%,Good", "ATT8SCR", "about 50", "not-a-number"),
    "infinity": ("inf,40%,Good", "ATT8SCR", "inf", "not-a-number"),
    "infinity as a number": ("1e999,40%,Good", "ATT8SCR", "1e999", "not-a-number"),
    "a percentage of 250": ("50,250%,Good", "PTL2BASICS_95", "250%", "out-of-range"),
    "a percentage below 0": ("50,-1%,Good", "PTL2BASICS_95", "-1%", "out-of-range"),
    "an Ofsted grade of 7": ("50,40%,7", "OFSTEDRATING", "7", "out-of-range"),
    "an Ofsted grade of 2.5": ("50,40%,2.5", "OFSTEDRATING", "2.5", "out-of-range"),
    "an Ofsted grade in other words": ("50,40%,Splendid", "OFSTEDRATING", "Splendid", "not-a-number"),
    "a formula": ("=1+1,40%,Good", "ATT8SCR", "=1+1", "not-a-number"),
}


@pytest.mark.parametrize("kind", CELLS)
def test_a_bad_cell_is_put_aside_and_the_rest_goes_on(write, kind):
    """Row, column, value and remedy of the cell are named; its school and all others are scored."""
    cells, column, value, code = CELLS[kind]
    first, last = GOOD.splitlines(keepends=True)
    frame = rc.read_file(write(f"{HEADER}{first}2,Birch,{cells}\n{last}"), DEFAULT)
    cards = rc.score(frame)
    fault = the_fault(cards)
    assert (fault.row, fault.school, fault.column, fault.value) == (1, "2", column, value)
    assert frame.index[fault.row] == 3
    assert fault.code in (code, "not-finite")
    assert len(cards) == 3
    assert "2" in cards.ids


@pytest.mark.parametrize("kind", CELLS)
def test_a_bad_cell_stops_where_strictness_is_asked_for(write, kind):
    """With ``strict`` the same cell is an error that names row, school, column and remedy."""
    cells, column, _, _ = CELLS[kind]
    frame = rc.read_file(write(f"{HEADER}2,Birch,{cells}\n"), DEFAULT)
    assert the_problem(rc.InputError, frame, strict=True).where == f"row 0 (school 2), column '{column}'"


@pytest.mark.parametrize(
    ("value", "code"),
    [("about 50", "not-a-number"), (math.inf, "not-finite"), (-math.inf, "not-finite"), (250, "out-of-range"),
     (True, "not-a-number"), ([50], "not-a-number"), ({"value": "x"}, "not-a-measure"), (10**400, "not-finite"),
     (10**5000, "not-finite"), (np.array([1.0, 2.0]), "not-a-number")],
    ids=["text", "infinity", "minus infinity", "250", "truth", "list", "measure", "huge", "unwritable", "array"],
)  # fmt: skip
def test_a_bad_value_of_one_school_is_an_error(value, code):
    """For one school nothing is put aside: the error names school, indicator, value and remedy."""
    problem = the_problem(rc.InputError, {"id": "2", "grade_5_english_maths": value})
    assert problem.code == code
    assert "school 2" in problem.where
    assert "'grade_5_english_maths'" in problem.where


@pytest.mark.parametrize("pupils", [10**400, -(10**400), "many", [1]])
def test_a_part_that_cannot_be_read_is_not_known(pupils):
    """Pupils in a number that no array holds, in words or in a list: the value stands, and their number is unknown."""
    node = rc.score({"id": "2", "progress_8": 0.2, "progress_8_n": pupils})["progress_8"]
    assert (node.value, node.n) == (0.2, None)


def test_numbers_in_a_frame_are_checked_as_text_is():
    """A float column is checked like a text column: infinity and a percentage of 250 are put aside."""
    frame = pd.DataFrame({"id": ["1", "2", "3"], "grade_5_english_maths": [50.0, math.inf, 250.0]})
    cards = rc.score(frame)
    assert [(fault.row, fault.column, fault.value) for fault in cards.quarantine] == [
        (1, "grade_5_english_maths", "inf"),
        (2, "grade_5_english_maths", "250.0"),
    ]
    assert [card["grade_5_english_maths"].status.value for card in cards] == ["available", "invalid", "invalid"]


@pytest.mark.parametrize("nothing", [None, math.nan, np.float32("nan"), pd.NA, pd.NaT, "", "  "], ids=repr)
def test_every_way_of_saying_nothing_is_missing(nothing):
    """None, NaN, NA, NaT and blank text are no value: missing, without a line in the quarantine, and never zero."""
    frame = pd.DataFrame({"id": ["1", "2"], "attainment_8": pd.Series(["50", nothing], dtype=object)})
    cards = rc.score(frame)
    assert (cards["2"]["attainment_8"].status.value, cards["2"]["attainment_8"].score) == ("missing", None)
    assert cards.quarantine == ()
    assert rc.score({"id": "2", "attainment_8": nothing})["attainment_8"].status.value == "missing"


def test_a_decimal_mark_is_not_guessed():
    """Where the framework says that the mark is a comma, 4.5 is refused and not read as 45; 1.234,5 is 1234.5."""
    framework = {
        "framework": "example",
        "title": "Example",
        "source": {"id": "id", "decimal": ","},
        "indicators": {"points": {}},
        "score": {"id": "overall", "combine": "mean", "children": [{"id": "points"}]},
    }
    cards = rc.score(pd.DataFrame({"id": ["1", "2", "3"], "points": ["4,5", "4.5", "1.234,5"]}), framework)
    assert [card["points"].value for card in cards] == [4.5, None, 1234.5]
    assert [(fault.row, fault.value) for fault in cards.quarantine] == [(1, "4.5")]


# --- rows and columns ------------------------------------------------------------------------------------------------


def test_an_unknown_column_is_told(write):
    """A mistyped indicator is told with the name that was meant; with ``strict`` or for one school it is an error."""
    frame = rc.read_file(write("id,attainment_8,overal_absence\n1,50,5\n"))
    assert rc.score(frame).hints == ("Column 'overal_absence' is not read. Did you mean 'overall_absence'?",)
    problem = the_problem(rc.InputError, frame, strict=True)
    assert (problem.code, "Did you mean 'overall_absence'?" in problem.message) == ("unknown-column", True)
    with pytest.raises(rc.InputError, match="Did you mean 'overall_absence'"):
        rc.score({"id": "1", "overal_absence": 5})


def test_a_missing_required_column_is_named():
    """A column that the framework needs is named, with what was perhaps meant; so is the id."""
    framework = {
        "framework": "example",
        "title": "Example",
        "indicators": {"attainment_8": {"required": True, "columns": "ATT8SCR"}},
        "score": {"id": "overall", "combine": "mean", "children": [{"id": "attainment_8"}, {"id": "progress_8"}]},
    }
    problem = the_problem(rc.InputError, pd.DataFrame({"id": ["1"], "ATT8SC": [5], "progress_8": [0.1]}), framework)
    assert problem.code == "missing-column"
    assert "'ATT8SCR'" in problem.message
    assert "Did you mean 'ATT8SC'?" in problem.remedy
    assert the_problem(rc.InputError, pd.DataFrame({"attainment_8": [5]}), framework).code == "missing-column"


def test_a_frame_without_any_indicator_is_refused():
    """A file of something else is refused with what it has and what is read."""
    problem = the_problem(rc.InputError, pd.DataFrame({"id": ["1"], "colour": ["red"]}))
    assert problem.code == "missing-column"
    assert "colour" in problem.message


def test_duplicate_school_ids_are_put_aside(write):
    """None of the rows of an id that stands twice is scored, each is named, and the other schools go on."""
    cards = rc.score(rc.read_file(write(f"{HEADER}{GOOD}2,Birch,50,40%,2\n2,Birch,60,50%,1\n"), DEFAULT))
    assert cards.ids == ("1", "3")
    assert [(fault.row, fault.school, fault.column, fault.code) for fault in cards.quarantine] == [
        (2, "2", "URN", "duplicate-id"),
        (3, "2", "URN", "duplicate-id"),
    ]
    assert all(fault.remedy for fault in cards.quarantine)
    assert all(cards[card.school.id] == card for card in alone())
    with pytest.raises(rc.InputError, match="duplicate-id"):
        rc.score([{"id": "1", "progress_8": 0.1}, {"id": "1", "progress_8": 0.2}])


def test_a_row_without_an_id_is_put_aside(write):
    """A row that says nobody's name is put aside, and the others go on."""
    cards = rc.score(rc.read_file(write(f"{HEADER}{GOOD},Nobody,50,40%,2\n"), DEFAULT))
    fault = the_fault(cards)
    assert (fault.row, fault.column, fault.code) == (2, "URN", "missing-id")
    with pytest.raises(rc.InputError, match="missing-id"):
        rc.score({"progress_8": 0.1})


# --- files -----------------------------------------------------------------------------------------------------------


def unreadable(path, **kwargs):
    """The problem of a file that cannot be read, which must have a remedy."""
    with pytest.raises(rc.SourceError) as caught:
        rc.read_file(path, DEFAULT, **kwargs)
    assert path.name in str(caught.value)
    assert caught.value.problems[0].remedy
    return caught.value.problems[0]


def test_an_empty_file_is_refused(write):
    """An empty file is refused by name."""
    assert unreadable(write("")).code == "empty-file"


def test_a_header_alone_is_refused(write):
    """A file without a school is refused; so is a frame, and a list of nothing."""
    assert unreadable(write(HEADER)).code == "header-only"
    assert the_problem(rc.InputError, pd.DataFrame(columns=["id", "progress_8"])).code == "empty"
    with pytest.raises(rc.InputError, match="no rows"):
        rc.score([])


def test_a_wrong_encoding_names_the_byte(write):
    """The byte, its offset and its row are named, with the encodings to try; and one of them reads the file."""
    path = write(f"{HEADER}1,École,50,40%,2\n".encode("cp1252"))
    problem = unreadable(path)
    assert problem.code == "wrong-encoding"
    assert problem.where == "row 2"
    assert f"byte 0xc9 at offset {len(HEADER) + 2} cannot be read" in problem.message
    assert "'cp1252'" in problem.remedy
    assert "'latin-1'" in problem.remedy
    assert rc.read_file(path, DEFAULT, encoding="cp1252")["SCHNAME"].tolist() == ["École"]


def test_a_byte_order_mark_changes_nothing(write):
    """With and without a byte order mark a file gives the same cards."""
    plain, marked = (
        rc.score(rc.read_file(write(mark + f"{HEADER}{GOOD}".encode()))) for mark in (b"", b"\xef\xbb\xbf")
    )
    assert list(plain) == list(marked) == list(alone())


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_of_ten_megabytes_is_refused(write, quote):
    """Row, column and the beginning of the cell are named, and nothing is exhausted."""
    path = write(f"{HEADER}{GOOD}2,{quote}{'Birch' * 2_097_152}{quote},50,40%,2\n")
    problem = unreadable(path)
    assert problem.code == "cell-too-large"
    assert problem.where == "row 4, column 'SCHNAME'"
    assert "BirchBirch" in problem.message
    assert "holds 10,485,7" in problem.message


def test_a_cell_of_ten_megabytes_in_a_frame_is_put_aside():
    """A huge text where a number should be is put aside, and only its beginning is repeated."""
    frame = pd.DataFrame({"id": ["1", "2"], "attainment_8": ["50", "9" * 10_485_760]})
    (fault,) = rc.score(frame).quarantine
    assert (fault.row, fault.column) == (1, "attainment_8")
    assert len(str(fault)) < 400


def test_rows_longer_than_the_header_are_refused(write):
    """A row with more cells than the header is named: which cell is too many cannot be guessed."""
    path = write(f"{HEADER}{GOOD}2,Birch, the school,50,40%,2\n")
    problem = unreadable(path)
    assert (problem.code, problem.where) == ("ragged-row", "row 4")
    assert problem.message == "The row has 6 cells, the header 5."


def test_a_folder_is_no_file(tmp_path):
    """A folder in place of a file is named as one, as data and as a framework."""
    assert unreadable(tmp_path).code == "is-a-folder"
    with pytest.raises(rc.FrameworkError) as caught:
        rc.load_framework(tmp_path)
    assert str(tmp_path) in str(caught.value)
    assert caught.value.problems[0].remedy


# --- frameworks ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("cycle-with-itself", "cycle"),
        ("cycle-between-siblings", "cycle"),
        ("weights-sum-to-zero", "weights.* 0"),
        ("bands-overlap", "overlap"),
        ("alias-bomb", "[Aa]lias"),
        ("recursive-alias", "stands inside what it stands for"),
    ],
)
def test_a_bad_framework_is_refused_with_its_place(name, words):
    """A cycle, weights of zero, overlapping bands and an alias bomb are refused with line and remedy."""
    path = BAD_FRAMEWORKS / f"{name}.yaml"
    with pytest.raises(rc.FrameworkError, match=words) as caught:
        rc.score({"id": "1", "progress_8": 0.1}, framework=path)
    problem = caught.value.problems[0]
    assert path.name in problem.where
    assert ":" in problem.where
    assert problem.remedy


def test_an_output_folder_that_cannot_be_written_is_refused(tmp_path):
    """A folder below a file cannot be made: the path and the remedy are named, before and after scoring."""
    from reportcard.publish import publish

    (tmp_path / "file").touch()
    with pytest.raises(rc.OutputError) as caught:
        publish(alone(), tmp_path / "file" / "out", ["html"])
    assert "file/out" in str(caught.value)
    assert "Name a folder that can be written to." in str(caught.value)


# --- anything at all -------------------------------------------------------------------------------------------------

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.binary(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    ["id", "URN", "name", "phase", "progress_8", "progress_8_n", "progress_8_lower", "attainment_8", "ATT8SCR",
     "ofsted_overall", "OFSTEDRATING", "grade_5_english_maths", "PHASE"]
)  # fmt: skip
CELL = st.one_of(
    st.sampled_from(
        ["SUPP", "NE", "", "NA", "1", "50.5", "47%", "-0.5", "inf", "nan", "1e400", "Good", "7", "=1", "٣", "1_0"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=10),
)
SLOW = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@contextmanager
def only_our_errors():
    """Any other error than the library's own fails the test."""
    try:
        yield
    except rc.ReportCardError as error:
        told = str(error)
        if not told or len(told) > 20_000:
            raise


def sound(cards):
    """Cards that came out at all hold no number that is none, and can be written."""
    for card in cards:
        assert rc.ReportCard.model_validate_json(card.model_dump_json()) == card
        assert card.overall.score is None or math.isfinite(card.overall.score)


@SLOW
@given(st.dictionaries(KEYS | st.text(max_size=8), ANYTHING, max_size=6))
def test_any_record_gives_a_card_or_an_error_of_ours(record):
    """Whatever a record holds: a card, or an error of the library's own."""
    with only_our_errors():
        sound([rc.score(record)])


@SLOW
@given(st.lists(st.dictionaries(KEYS, ANYTHING, max_size=5) | ANYTHING, max_size=4))
def test_any_records_give_cards_or_an_error_of_ours(records):
    """Whatever a list of records holds: cards, or an error of the library's own."""
    with only_our_errors():
        sound(rc.score(records))


@SLOW
@given(st.dictionaries(KEYS, st.lists(CELL | ANYTHING, min_size=3, max_size=3), min_size=1, max_size=6))
def test_any_frame_gives_cards_or_an_error_of_ours(columns):
    """Whatever a frame holds: cards, or an error of the library's own; and every row is a card or in quarantine."""
    frame = pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()})
    with only_our_errors():
        cards = rc.score(frame)
        sound(cards)
        lost = {fault.row for fault in cards.quarantine if fault.code in ("duplicate-id", "missing-id")}
        assert len(cards) + len(lost) == 3
        cards.to_frame()
        cards.quarantine_frame()


@SLOW
@given(st.lists(st.floats(), min_size=2, max_size=5))
def test_any_numbers_give_finite_scores(values):
    """Whatever floats a frame holds, scores are finite or absent."""
    frame = pd.DataFrame({"id": [str(row) for row in range(len(values))], "progress_8": values, "attainment_8": values})
    scores = rc.score(frame).scores()
    assert not np.isinf(scores).any()


@SLOW
@given(st.binary(max_size=300), st.sampled_from([".csv", ".tsv", ".xlsx", ".json", ".parquet"]))
def test_any_bytes_give_a_frame_or_an_error_of_ours(tmp_path, data, ending):
    """Whatever bytes a file holds, and whatever it is called: a frame, or an error of the library's own."""
    path = tmp_path / f"any{ending}"
    path.write_bytes(data)
    with only_our_errors():
        rc.score(rc.read_file(path, DEFAULT))


@SLOW
@given(st.lists(st.lists(CELL, min_size=1, max_size=6), min_size=1, max_size=6), st.sampled_from([",", ";", "\t"]))
def test_any_table_survives_being_written_and_read(tmp_path, rows, delimiter):
    """Whatever texts a table holds, they are read as they were written."""
    width = max(map(len, rows))
    path = tmp_path / "table.csv"
    with path.open("w", newline="", encoding="utf-8", errors="replace") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
        writer.writerow([f"c{place}" for place in range(width)])
        writer.writerows([*row, *[""] * (width - len(row))] for row in rows)
    written = [[*row, *[""] * (width - len(row))] for row in rows if any(row)]
    with only_our_errors():
        assert rc.read_file(path).to_numpy().tolist() == written or not written
