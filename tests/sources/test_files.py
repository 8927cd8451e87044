"""Reading files: every cell as it was written, every kind of file, and joins that tell what did not match."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
import zipfile

import pandas as pd
import pytest

import reportcard as rc

FRAMEWORK = {
    "framework": "example",
    "title": "Example",
    "source": {
        "id": "URN",
        "name": "SCHOOL",
        "rows": {"column": "RECTYPE", "is": "1"},
        "codes": {"SUPP": "suppressed", "NA": "not_applicable"},
    },
    "indicators": {"points": {"columns": "POINTS"}, "absence": {"columns": "ABSENCE"}},
    "score": {
        "id": "overall",
        "combine": "mean",
        "children": [{"id": "points"}, {"id": "absence"}],
    },
}


def framework(**source):
    return {**FRAMEWORK, "source": {**FRAMEWORK["source"], **source}}


@pytest.fixture
def write(tmp_path):
    """Writes a file of text or bytes, and returns its path."""

    def put(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return put


@pytest.fixture
def workbook(tmp_path):
    """Writes a workbook of one or more sheets, and returns its path."""

    def put(sheets, formats=()):
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        for place, shown_as in formats:
            book.worksheets[0][place].number_format = shown_as
        path = tmp_path / "schools.xlsx"
        book.save(path)
        return path

    return put


def failure(*args, **kwargs):
    """The one problem of a file that cannot be read."""
    with pytest.raises(rc.SourceError) as caught:
        rc.read_file(*args, **kwargs)
    assert caught.value.problems, "an error without a problem has no remedy"
    problem = caught.value.problems[0]
    assert problem.remedy
    assert caught.value.code == problem.code
    return problem


# --- text files ------------------------------------------------------------------------------------------------------


def test_codes_and_leading_zeros_survive(write):
    """Every cell is text as the file has it: NA, N/A, empty, leading zeros, per cent signs, decimal commas."""
    frame = rc.read_file(write("a.csv", 'id,a,b,c,d\n0012,NA,N/A,,"1,5"\n0013,SUPP,12.50%,~,null\n'))
    assert frame.to_dict("list") == {
        "id": ["0012", "0013"],
        "a": ["NA", "SUPP"],
        "b": ["N/A", "12.50%"],
        "c": ["", "~"],
        "d": ["1,5", "null"],
    }


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(write, delimiter):
    """Comma, semicolon and tab are told apart by the header, quoted text aside."""
    text = f'id{delimiter}"a,b;c,d;e"\n1{delimiter}2\n'
    assert rc.read_file(write("a.csv", text)).to_dict("list") == {"id": ["1"], "a,b;c,d;e": ["2"]}


def test_a_tsv_has_tabs(write):
    """A .tsv file has tabs whatever else stands in its header."""
    assert list(rc.read_file(write("a.tsv", "id\ta,b,c,d\n1\t2\n"))) == ["id", "a,b,c,d"]


def test_the_framework_says_how_to_read(write):
    """Delimiter, encoding, rows above the header and header rows are the framework's word."""
    says = framework(delimiter="|", encoding="cp1252", skip_rows=2, header_rows=2)
    text = "École report\n\nURN|POINTS|\n||2018\n1|2|é\n"
    frame = rc.read_file(write("a.txt", text.encode("cp1252")), says)
    assert frame.to_dict("list") == {"URN": ["1"], "POINTS": ["2"], "2018": ["é"]}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_says_the_encoding(write, encoding):
    """A byte order mark is no part of the first name, and says more than anyone's word about the encoding."""
    frame = rc.read_file(write("a.csv", "URN,name\n1,Zoë\n".encode(encoding)), encoding="cp1252")
    assert frame.to_dict("list") == {"URN": ["1"], "name": ["Zoë"]}


def test_the_index_is_the_row_in_the_file(write):
    """The index numbers rows as an editor does, quoted line breaks and empty rows counted."""
    frame = rc.read_file(write("a.csv", 'id,a\n1,"two\nlines"\n,\n\n2,b\n'))
    assert frame.index.tolist() == [2, 6]
    assert frame.index.name == "row"


def test_rows_that_end_early_are_filled_and_told(write):
    """Published files drop empty cells at the end of a row: they are filled, and the rows are named."""
    frame = rc.read_file(write("a.csv", "id,a,b\n1,2\n3,4,5\n6\n"))
    assert frame["b"].tolist() == ["", "5", ""]
    assert frame.attrs["notes"] == ["a.csv: 2 rows end before the last column; what is not there is empty (rows 2, 4)."]


def test_empty_cells_beyond_the_header_are_nothing(write):
    """A delimiter too many at the end of a row is no cell."""
    assert rc.read_file(write("a.csv", "id,a\n1,2,,\n")).to_dict("list") == {"id": ["1"], "a": ["2"]}


def test_two_columns_of_one_name_are_told_apart(write):
    """The first column keeps the name; the second gets a number and is noted; one without a name has its number."""
    frame = rc.read_file(write("a.csv", "id,a,a,\n1,2,3,4\n"))
    assert list(frame) == ["id", "a", "a (2)", "column 4"]
    assert frame.attrs["notes"][0] == "Two columns are called 'a'; the second is read as 'a (2)'."


def test_a_name_over_two_lines_is_one_line(write):
    """A line break in a header is a space."""
    assert list(rc.read_file(write("a.csv", 'id,"2018 Grade \nNew Formula"\n1,A\n'))) == [
        "id",
        "2018 Grade New Formula",
    ]


# --- workbooks -------------------------------------------------------------------------------------------------------


def test_numbers_in_a_workbook_have_no_noise(workbook):
    """0.1 + 0.2 is 0.3, 100000.0 is 100000, an empty cell is empty, and text stays text."""
    path = workbook({"A": [["id", "a", "b", "c"], ["001", 0.1 + 0.2, 100000.0, None], ["2", 47.2, -3, "NA"]]})
    assert rc.read_file(path).to_dict("list") == {
        "id": ["001", "2"],
        "a": ["0.3", "47.2"],
        "b": ["100000", "-3"],
        "c": ["", "NA"],
    }


def test_per_cent_dates_and_truth_read_as_shown(workbook):
    """A cell formatted in per cent reads 66.2%, a date as a date, TRUE as a word: what the sheet shows."""
    rows = [["id", "a", "b", "c"], [1, 0.662, dt.datetime(2019, 5, 1), True]]  # noqa: DTZ001  a sheet knows no zones
    frame = rc.read_file(workbook({"A": rows}, [("B2", "0.0%")]))
    assert frame.iloc[0].tolist() == ["1", "66.2%", "2019-05-01", "TRUE"]


def test_the_sheet_is_chosen_by_name(workbook):
    """The first sheet is read unless the framework or the caller names another."""
    path = workbook({"First": [["id"], [1]], "Second": [["URN"], [2]]})
    assert list(rc.read_file(path)) == ["id"]
    assert list(rc.read_file(path, sheet="Second")) == ["URN"]
    assert list(rc.read_file(path, framework(sheet="Second"))) == ["URN"]


def test_a_sheet_that_is_not_there_is_named(workbook):
    """A wrong sheet is refused with the names of those that are there."""
    problem = failure(workbook({"School": [["id"], [1]]}), sheet="Schools")
    assert problem.code == "no-such-sheet"
    assert "It has: School." in problem.remedy
    assert "Did you mean 'School'?" in problem.remedy


def test_cells_right_of_the_header_get_a_column(workbook):
    """In a workbook every cell has its column, whatever the header says."""
    frame = rc.read_file(workbook({"A": [["id", "a"], [1, 2, 3], [4]]}))
    assert frame.to_dict("list") == {"id": ["1", "4"], "a": ["2", ""], "column 3": ["3", ""]}
    assert frame.attrs["notes"] == []


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"id,a\n1,2\n", "not-a-workbook"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not-a-workbook")],
    ids=["text", "old"],
)
def test_what_is_no_workbook_is_refused(write, content, code):
    """Text under the ending .xlsx and old or locked workbooks are refused with a remedy."""
    assert failure(write("a.xlsx", content)).code == code


def test_a_damaged_workbook_is_refused(write):
    """A zip file without a workbook in it is refused, whatever goes wrong inside."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("xl/workbook.xml", "<broken")
    assert failure(write("a.xlsx", made.getvalue())).code == "not-a-workbook"


def test_a_workbook_that_unpacks_to_too_much_is_refused(write, monkeypatch):
    """A zip bomb is refused by what it would unpack to, before it is unpacked."""
    monkeypatch.setattr("reportcard.sources.workbook._LARGEST", 1 << 20)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", bytes(2 << 20))
    assert len(made.getvalue()) < 10_000
    problem = failure(write("a.xlsx", made.getvalue()))
    assert problem.code == "workbook-too-large"
    assert "2,097,152 bytes" in problem.message


@pytest.mark.parametrize(
    ("module", "name", "extra"), [("openpyxl", "a.xlsx", "excel"), ("pyarrow", "a.parquet", "parquet")]
)
def test_a_missing_extra_is_named(write, monkeypatch, module, name, extra):
    """Who lacks openpyxl or pyarrow is told which extra to install."""
    monkeypatch.setitem(sys.modules, module, None)
    problem = failure(write(name, b"PK\x03\x04"))
    assert problem.code == "missing-extra"
    assert f"reportcard[{extra}]" in problem.remedy


# --- JSON and Parquet ------------------------------------------------------------------------------------------------


def test_json_records_become_text(write):
    """Records may lack keys; numbers are text without noise, null is empty."""
    records = [{"id": "001", "a": 47.2, "b": None}, {"id": 2, "c": True, "a": "SUPP"}]
    frame = rc.read_file(write("a.json", json.dumps(records)))
    assert frame.to_dict("list") == {"id": ["001", "2"], "a": ["47.2", "SUPP"], "b": ["", ""], "c": ["", "True"]}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("[{]", "not-json"),
        ('{"id": 1}', "not-records"),
        ("[1]", "not-records"),
        ('[{"id": 1, "a": {"value": 2}}]', "not-records"),
        ("[]", "header-only"),
        ("  ", "empty-file"),
        ("[" * 100_000, "not-json"),
        ('[{"id": ' + "9" * 5000 + "}]", "not-json"),
    ],
    ids=["broken", "object", "number", "nested", "none", "blank", "deep", "long number"],
)
def test_what_is_no_list_of_records_is_refused(write, content, code):
    """JSON that is broken, nested, or no list of flat records is refused with its place."""
    assert failure(write("a.json", content)).code == code


def test_parquet_keeps_its_types(tmp_path):
    """A Parquet file has types of its own: numbers stay numbers, text stays text, rows are counted from 1."""
    pytest.importorskip("pyarrow")
    path = tmp_path / "a.parquet"
    pd.DataFrame({"URN": ["01", "02"], "RECTYPE": [1, 2], "POINTS": [1.5, None]}).to_parquet(path)
    frame = rc.read_file(path, FRAMEWORK)
    assert frame["URN"].tolist() == ["01"]
    assert frame["POINTS"].tolist() == [1.5]
    assert frame.index.tolist() == [1]


def test_what_is_no_parquet_is_refused(write):
    """A file that only ends in .parquet is refused."""
    assert failure(write("a.parquet", b"PAR1 not really")).code == "not-parquet"


# --- rows ------------------------------------------------------------------------------------------------------------


def test_rows_that_are_no_schools_are_left_out_and_counted(write):
    """``source.rows`` keeps the schools; what was left out is counted, and nothing happens without a framework."""
    path = write("a.csv", "URN,RECTYPE,POINTS\n1,1,5\n2,2,5\n3, 1 ,5\n,4,5\n")
    frame = rc.read_file(path, FRAMEWORK)
    assert frame["URN"].tolist() == ["1", "3"]
    assert frame.index.tolist() == [2, 4]
    assert (frame.attrs["read"], frame.attrs["left_out"]) == (4, 2)
    assert rc.read_file(path).attrs["left_out"] == 0


def test_a_file_without_the_column_is_taken_whole(write):
    """A file that never had RECTYPE holds only schools."""
    frame = rc.read_file(write("a.csv", "URN,POINTS\n1,5\n2,6\n"), FRAMEWORK)
    assert (len(frame), frame.attrs["left_out"]) == (2, 0)


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        ({"column": "kind", "is": "a"}, ["1"]),
        ({"column": "KIND", "is_not": "a"}, ["2", "3", "4"]),
        ({"column": "kind", "in": ["a", "c"]}, ["1", "3"]),
        ({"column": "kind", "not_in": ["a", "c"]}, ["2", "4"]),
        ({"not": {"column": "kind", "is": "a"}}, ["2", "3", "4"]),
        ({"all": [{"column": "kind", "is_not": "a"}, {"column": "year", "is": "2019"}]}, ["2", "4"]),
        ({"any": [{"column": "kind", "is": "a"}, {"column": "year", "is": "2019"}]}, ["1", "2", "4"]),
        ({"any": [{"column": "kind", "is": "a"}, {"column": "elsewhere", "is": "x"}]}, ["1", "2", "3", "4"]),
    ],
)
def test_every_condition_on_columns_chooses_rows(write, condition, kept):
    """Conditions on columns and their combinations choose rows; one on a column that is not there chooses nothing."""
    path = write("a.csv", "URN,kind,year\n1,a,2018\n2,b,2019\n3,c,2018\n4,,2019\n")
    assert rc.read_file(path, framework(rows=condition))["URN"].tolist() == kept


def test_no_school_at_all_is_an_error(write):
    """Where no row is a school the file is the wrong one, and the column is named."""
    problem = failure(write("a.csv", "URN,RECTYPE\n1,4\n"), FRAMEWORK)
    assert problem.code == "no-schools"
    assert "'RECTYPE'" in problem.message


# --- joins -----------------------------------------------------------------------------------------------------------


def test_files_are_joined_by_the_id(write):
    """The first file's schools stay in their order; columns come from the file that has them; both sides are told."""
    first = write("a.csv", "URN,SCHOOL,POINTS\n3,C,30\n1,A,10\n2,B,20\n")
    second = write("b.csv", "urn,school,ABSENCE\n1,other,5\n3,other,6\n9,other,7\n8,other,8\n")
    frame = rc.read_file(first, FRAMEWORK, join=second)
    assert frame.to_dict("list") == {
        "URN": ["3", "1", "2"],
        "SCHOOL": ["C", "A", "B"],
        "POINTS": ["30", "10", "20"],
        "ABSENCE": ["6", "5", ""],
    }
    assert frame.attrs["joined"] == [
        {
            "file": "b.csv",
            "rows": 4,
            "matched": 2,
            "without": 1,
            "first_without": ["2"],
            "unused": 2,
            "first_unused": ["9", "8"],
            "dropped": ["school"],
        }
    ]


def test_a_joined_frame_scores(write):
    """A school that a joined file lacks has a missing value, never a zero."""
    first = write("a.csv", "URN,POINTS\n1,10\n2,20\n")
    cards = rc.score(rc.read_file(first, FRAMEWORK, join=[write("b.csv", "URN,ABSENCE\n1,SUPP\n")]), FRAMEWORK)
    assert [node.status.value for node in cards["1"].overall.children] == ["available", "suppressed"]
    assert [node.status.value for node in cards["2"].overall.children] == ["available", "missing"]


def test_a_key_may_be_named_or_have_several_columns(write):
    """The caller may name the key; several columns make one key."""
    first = write("a.csv", "LA,ESTAB,a\n201,1,x\n201,2,y\n")
    second = write("b.csv", "estab,la,b\n2,201,z\n")
    assert rc.read_file(first, join=second, key=("LA", "ESTAB"))["b"].tolist() == ["", "z"]
    assert rc.read_file(first, framework(id=["LA", "ESTAB"]), join=second)["b"].tolist() == ["", "z"]
    assert rc.read_file(first, join=write("c.csv", "ESTAB,c\n1,w\n"), key="ESTAB")["c"].tolist() == ["w", ""]


def test_keys_are_compared_as_text(tmp_path, write):
    """A number in a Parquet file and its text in a CSV file are one key."""
    pytest.importorskip("pyarrow")
    path = tmp_path / "a.parquet"
    pd.DataFrame({"id": [1.0, 2.0], "a": [5, 6]}).to_parquet(path)
    frame = rc.read_file(path, join=write("b.csv", "id,b\n2,x\n"))
    assert frame["b"].tolist() == ["", "x"]
    frame = rc.read_file(write("c.csv", "id\n2\n3\n"), join=path)
    assert frame["a"].tolist() == [6, ""]


def test_a_key_that_stands_twice_is_an_error(write):
    """Which of two rows is a school's cannot be guessed: the ids and rows are named."""
    problem = failure(write("a.csv", "id\n1\n"), join=write("b.csv", "id,b\n1,x\n2,y\n1,z\n,\n,v\n,w\n"))
    assert problem.code == "duplicate-key"
    assert problem.where == "b.csv"
    assert problem.message == "The id '1' stands in rows 2, 4."


def test_a_file_without_the_key_is_an_error(write):
    """A file that lacks the key is named, with the column that was perhaps meant."""
    problem = failure(write("a.csv", "URN\n1\n"), join=write("b.csv", "URNS,b\n1,x\n"))
    assert (problem.code, problem.where) == ("missing-column", "b.csv")
    assert "Did you mean 'URNS'?" in problem.remedy
    assert failure(write("c.csv", "a,b\n1,2\n"), join=write("d.csv", "a\n1\n")).where == "c.csv"


# --- what cannot be read ---------------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_is_named(write):
    """The path is repeated, and a file of a like name is suggested."""
    path = write("schools.csv", "id\n1\n")
    problem = failure(path.with_name("school.csv"))
    assert problem.code == "no-such-file"
    assert "Did you mean 'schools.csv'?" in problem.remedy


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b" \n\n", "empty-file"),
        (b"\xef\xbb\xbf", "empty-file"),
        (b"id,a\n", "header-only"),
        (b"id,a\n,\n\n", "header-only"),
        (b"PK\x03\x04", "not-text"),
        (b"%PDF-1.7", "not-text"),
        (b"\x1f\x8b\x08", "not-text"),
        (b"id,a\n1,\x00\n", "not-text"),
        (b'id,a\n1,"2\n3,4\n', "not-delimited"),
        (b'id,a\n1,"2"x\n', "not-delimited"),
    ],
)
def test_what_is_no_table_is_refused(write, content, code):
    """Empty files, headers alone, files of another kind and broken quotation marks are refused, each with a remedy."""
    assert failure(write("a.csv", content)).code == code


def test_a_header_only_workbook_is_refused(workbook):
    """A sheet with a header and no rows, or with nothing at all, is refused."""
    assert failure(workbook({"A": [["id", "a"]]})).code == "header-only"
    assert failure(workbook({"A": []})).code == "empty-file"


def test_an_ending_that_is_not_known_is_refused(write):
    """An unknown ending is refused, unless the framework says what the file is."""
    path = write("a.dat", "URN,POINTS\n1,2\n")
    assert failure(path).code == "unknown-format"
    assert rc.read_file(path, framework(format="csv"))["URN"].tolist() == ["1"]


def test_an_encoding_that_does_not_exist_is_refused(write):
    """A word that is no encoding is refused with the usual ones."""
    problem = failure(write("a.csv", "id\n1\n"), encoding="utf-9")
    assert problem.code == "unknown-encoding"
    assert "'latin-1'" in problem.remedy


def test_columns_that_only_a_delimiter_makes_are_nothing(write):
    """Delimiters at the end of every row make no column."""
    assert list(rc.read_file(write("a.csv", "id,a,,\n1,2,,\n3,4,,\n"))) == ["id", "a"]


def test_a_device_is_no_file():
    """A device that never ends is refused, not read."""
    assert failure("/dev/zero", framework(format="csv")).code == "not-a-file"


def test_large_cells_below_the_limit_are_read(write):
    """An address of some thousand characters is no attack."""
    assert rc.read_file(write("a.csv", f"id,a\n1,{'x' * 90_000}\n"))["a"].str.len().tolist() == [90_000]


def test_the_limit_holds_whatever_the_process_set(write):
    """A cell is too large even where the process lets the csv module read it, and in quoted text."""
    text = 'id,a,b\n1,"2,2",3\n2,' + "y" * 200_000 + ",4\n"
    before = csv.field_size_limit(10**7)
    try:
        problem = failure(write("a.csv", text))
    finally:
        csv.field_size_limit(before)
    assert (problem.code, problem.where) == ("cell-too-large", "row 3, column 'a'")
    assert failure(write("a.csv", text)) == problem
