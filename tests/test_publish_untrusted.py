"""Hostile text in tables: a spreadsheet takes it for text, and nothing of it is lost."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import pytest
from openpyxl import Workbook

import reportcard as rc
from reportcard.publish import columns, csv_text, publish, quarantine
from tests.render.corpus import corpus, writable

#: What begins a formula in one spreadsheet or another, once wide letters are made narrow.
SIGNS = ("=", "+", "-", "@")
#: A cell of a workbook: it knows a formula when it is given one.
_CELL = Workbook().create_sheet().cell(1, 1)


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet could compute a cell: it begins with a sign once what nobody sees is taken away."""
    if cell.isalnum():
        return False
    narrow = unicodedata.normalize("NFKC", cell)
    seen = "".join(letter for letter in narrow if unicodedata.category(letter) not in ("Cf", "Cc"))
    _CELL.value = "".join(letter for letter in cell if letter.isprintable())
    return seen.lstrip().startswith(SIGNS) or cell.startswith(("\t", "\r", "\n")) or _CELL.data_type == "f"


@pytest.fixture(scope="module")
def cards() -> rc.ReportCards:
    """A school for each hostile text: it is its id, its name and its type, and stands in place of a value."""
    texts = writable()
    return rc.score(
        [
            {"id": text, "name": texts[-at], "school_type": texts[at - 100], "progress_8": 0.1,
             "attainment_8": texts[at - 7]}
            for at, text in enumerate(texts)
        ]
    )  # fmt: skip


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_no_cell_is_a_formula(cards: rc.ReportCards) -> None:
    """Of all texts in the table of scores and in the quarantine, none is a formula, and numbers are numbers."""
    for table in (columns(cards, range(len(cards))), quarantine(cards)):
        head, *rows = rows_of(csv_text(table))

        assert len(head) == len(table)
        cells = {cell for row in [head, *rows] for cell in row}
        assert sorted(cell for cell in cells if is_formula(cell) and not _is_number(cell)) == []


def _is_number(cell: str) -> bool:
    try:
        return bool(float(cell) or True)
    except ValueError:
        return False


def test_every_text_comes_back(cards: rc.ReportCards) -> None:
    """What is read back is what went in, but for the apostrophe, and for the ends of lines, which are made alike."""
    rows = rows_of(csv_text(columns(cards, range(len(cards)))))[1:]

    assert len(rows) == len(writable())
    for row, school in zip(rows, cards.ids, strict=True):
        assert school.replace("\r\n", "\n").replace("\r", "\n") in (row[0], row[0].removeprefix("'"))


@pytest.mark.parametrize(
    "text",
    ["＝1+1", "＋1", "－1", "＠a", " =1", "\u00a0=1", "\ufeff=1", "\u200b+1", "\u202e@a"],  # noqa: RUF001
)
def test_wide_and_hidden_beginnings_are_no_formula(text: str) -> None:
    """Wide signs, and signs behind blanks or marks that nobody sees, get an apostrophe as plain ones do."""
    assert rows_of(csv_text({"a": [text]}))[1] == [f"'{text}"]


@pytest.mark.parametrize("text", ["Hill = Dale", "A-level", "a@b.invalid", " St Mary", "1=1", "\u200bA", "１＋１"])  # noqa: RUF001
def test_ordinary_text_is_left_alone(text: str) -> None:
    """A sign within a text makes no formula."""
    assert rows_of(csv_text({"a": [text]}))[1] == [text]


def test_half_a_character_stops_nothing(tmp_path) -> None:
    """JSON can carry half a character: every file can be written, and the half is named, in ids and in names."""
    texts = [text for text in corpus() if text not in writable()]
    schools = json.loads(json.dumps([{"id": text, "name": f"A {text}", "progress_8": 0.1} for text in texts]))
    cards = rc.score(schools)
    publish(cards, tmp_path, ["html", "md", "txt", "json", "csv", "parquet"])
    loaded = json.loads((tmp_path / "cards.json").read_text(encoding="utf-8"))

    assert texts
    assert [rc.ReportCard.model_validate(card) for card in loaded] == list(cards)
    assert all("half[U+D800]" in card.school.id and "half[U+D800]" in (card.school.name or "") for card in cards)


def test_the_plain_text_and_the_json_are_as_they_went_in(cards: rc.ReportCards) -> None:
    """JSON gives every text back; plain text has as many lines for every text, and no sign that cannot be printed."""
    plain = rc.score([{"id": "1", "name": "A", "progress_8": 0.1, "school_type": "B", "attainment_8": "x"}])[
        0
    ].explain()
    for card in (cards[place] for place in range(0, len(cards), 23)):
        assert rc.ReportCard.model_validate_json(card.model_dump_json()) == card
        told = card.explain()
        assert told.count("\n") == plain.count("\n")
        assert all(letter.isprintable() or letter in "\n\u00a0\u3000\u200d" for letter in told), ascii(card.school.id)
