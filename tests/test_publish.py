"""Writing: safe names, tables without formulas, and files that are there whole or not at all."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportcard as rc
from reportcard.publish import csv_text, file_names, make_folder, publish, write_text

SCHOOLS = [
    {"id": "1", "name": "Alder", "progress_8": 0.1, "attainment_8": 50, "ofsted_overall": 1},
    {"id": "../2", "name": "=cmd()", "progress_8": "SUPP"},
    {"id": "3", "name": "Clover"},
]


@pytest.fixture
def cards():
    return rc.score(SCHOOLS)


def test_a_plain_id_is_its_file_name():
    """An id that every system takes as a name stays as it is."""
    assert file_names(["100053", "02M407_EMS", "S-1.a"]) == {n: n for n in ("100053", "02M407_EMS", "S-1.a")}


@pytest.mark.parametrize(
    "school",
    ["../../etc/passwd", "/etc/passwd", "..", ".", "", "a/b", "a\\b", "con", "NUL.txt", "a\0b", "ü", "a b", ".x"],
)
def test_a_dangerous_id_leads_nowhere(school):
    """Separators, dots, devices, empty and odd ids become a name inside the folder, told apart by some digits."""
    name = file_names([school])[school]
    assert name
    assert name != school
    assert not name.startswith((".", "-"))
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
    assert ".." not in name.split("-")


def test_a_name_does_not_depend_on_the_others_order():
    """The name of an id is the same whatever stands around it, as long as they differ in more than case."""
    assert file_names(["a/b", "c"])["a/b"] == file_names(["d", "a/b"])["a/b"]


@given(st.lists(st.text(max_size=100), unique=True, max_size=8))
def test_no_two_schools_share_a_file(ids):
    """Any ids give as many names, on a file system that does not tell upper from lower case too."""
    names = file_names(ids)
    assert list(names) == ids
    assert len({name.lower() for name in names.values()}) == len(ids)
    assert all(0 < len(name) < 160 and "/" not in name and "\\" not in name for name in names.values())


@given(st.text(max_size=6))
def test_ids_that_differ_in_case_have_files_of_their_own(school):
    """Ids that differ only in case get names that differ in more."""
    ids = list(dict.fromkeys([school, school.upper(), school.lower(), school.swapcase()]))
    assert len({name.lower() for name in file_names(ids).values()}) == len(ids)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\ta", "\ra", "\na"])
def test_no_text_is_a_formula(text):
    """A text that a spreadsheet would compute gets an apostrophe before it, in cells and in the header."""
    rows = list(csv.reader(io.StringIO(csv_text({text: [text]}), newline="")))
    safe = "'" + text.replace("\r", "\n")
    assert rows == [[safe], [safe]]


def test_numbers_stay_numbers():
    """Negative numbers are no formulas; what is absent is empty; nothing is rounded."""
    table = {"a": [-1, -0.5, np.float64(0.1) + 0.2, float("nan"), None, np.float64(-3)]}
    assert csv_text(table).split("\n") == ["a", "-1", "-0.5", "0.30000000000000004", '""', '""', "-3.0", ""]


def test_everything_is_written(cards, tmp_path):
    """Every format is written: cards and their list, JSON, tables; no half-written file is left."""
    pytest.importorskip("pyarrow")
    written = publish(cards, tmp_path / "new" / "out", ["html", "md", "txt", "json", "csv", "parquet"])
    out = tmp_path / "new" / "out"
    assert [path.name for path in written] == ["index.html", "cards", "cards.json", "scores.csv", "scores.parquet"]
    stems = set(file_names(cards.ids).values())
    assert {path.name for path in (out / "cards").iterdir()} == {
        f"{stem}{suffix}" for stem in stems for suffix in (".html", ".md", ".txt")
    }
    assert not list(out.rglob("*.part"))
    assert all(f"cards/{stem}.html" in (out / "index.html").read_text(encoding="utf-8") for stem in stems)


def test_the_json_is_every_card(cards, tmp_path):
    """cards.json is an array of complete cards, in the order given."""
    publish(cards, tmp_path, ["json"])
    loaded = json.loads((tmp_path / "cards.json").read_text(encoding="utf-8"))
    assert [rc.ReportCard.model_validate(card) for card in loaded] == list(cards)


def test_the_table_is_the_frame(cards, tmp_path):
    """scores.csv holds the id under its name and the columns of to_frame(), one row a school."""
    publish(cards, tmp_path, ["csv"])
    with (tmp_path / "scores.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row[next(iter(row))] for row in rows] == ["1", "../2", "3"]
    assert set(cards.to_frame().columns) <= set(rows[0])
    assert rows[1]["progress_8_status"] == "suppressed"


def test_some_schools_are_written(cards, tmp_path):
    """Only the places asked for are written, in that order, and each is told."""
    told: list[int] = []
    publish(cards, tmp_path, ["txt", "csv", "json"], places=[2, 0], advance=told.append)
    assert {path.stem for path in (tmp_path / "cards").iterdir()} == {"1", "3"}
    assert len(json.loads((tmp_path / "cards.json").read_text(encoding="utf-8"))) == 2
    assert told == [1, 1]


def test_the_quarantine_is_written_with_the_rows_of_the_file(tmp_path):
    """What could not be used stands in quarantine.csv, with the row numbers that the file has."""
    import pandas as pd

    cards = rc.score(pd.DataFrame({"id": ["1", "2"], "progress_8": [0.1, 0.2], "attainment_8": ["=A1", "45"]}))
    publish(cards, tmp_path, ["csv"], rows=[2, 9])
    with (tmp_path / "quarantine.csv").open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["row"], row["school"], row["column"], row["value"]) == ("2", "1", "attainment_8", "'=A1")
    assert row["code"] == "not-a-number"
    assert row["remedy"]


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    """A file that cannot be written leaves the one that was there, and no rubbish."""
    path = write_text(tmp_path / "a.txt", "old")
    write_text(path, "new")
    assert path.read_text(encoding="utf-8") == "new"
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "in the way").touch()
    with pytest.raises(rc.OutputError):
        write_text(tmp_path / "b", "text")
    assert sorted(found.name for found in tmp_path.iterdir()) == ["a.txt", "b"]


@pytest.mark.parametrize("name", ["file/below", "file", "nul\0byte", "x" * 300])
def test_a_folder_that_cannot_be_is_an_error(tmp_path, name):
    """A folder below a file, in the place of a file, or with an impossible name is refused with a remedy."""
    (tmp_path / "file").touch()
    with pytest.raises(rc.OutputError) as caught:
        make_folder(tmp_path / name)
    assert caught.value.problems[0].remedy == "Name a folder that can be written to."
    assert name[:4] in caught.value.problems[0].where
