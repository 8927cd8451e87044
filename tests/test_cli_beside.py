"""What the command line puts beside results: earlier years, similar schools, groups; what it reports and refuses."""

from __future__ import annotations

import csv
import json

import pytest
from typer.testing import CliRunner

from reportcard import cli

NOW = "URN,SCHNAME,TRUST,TOTPUPS,ATT8SCR,P8MEA,TPUP,P8PUP\n" + "".join(
    f"{school},{name},{trust},{pupils},{points},0.1,100,100\n"
    for school, name, trust, pupils, points in [
        (1, "Alder", "West", 100, 50),
        (2, "Birch", "West", 110, 47),
        (3, "Clover", "East", 300, 29),
        (4, "Dogrose", "East", 320, "SUPP"),
    ]
)
LAST = "URN,TRUST,ATT8SCR,P8MEA\n2,West,38,0.2\n1,West,47,0.1\n9,East,40,0.2\n"
CHANGE = """
framework: change
title: With the change since last year
source: {id: URN, name: SCHNAME, codes: {SUPP: suppressed}}
indicators:
  attainment_8: {columns: ATT8SCR}
  attainment_8_last_year: {title: A year ago, range: [0, 90], columns: ATT8SCR@1}
score:
  id: attainment_8_change
  metric: {id: difference, of: attainment_8, less: attainment_8_last_year}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name, text in {"now.csv": NOW, "last.csv": LAST, "change.yaml": CHANGE}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ended(code, *arguments):
    done = CliRunner().invoke(cli.app, [str(argument) for argument in arguments])
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done


def cards(*arguments):
    lines = ended(0, *arguments, "--format", "json", "--quiet").stdout.splitlines()
    return {card["school"]["id"]: card for card in map(json.loads, lines)}


def node(card, name):
    """A node of a card that was read from JSON."""
    waiting = [card["overall"]]
    while waiting:
        here = waiting.pop()
        if here["id"] == name:
            return here
        waiting += here["children"]
    raise AssertionError(name)


# --- earlier years ---------------------------------------------------------------------------------------------------


def test_earlier_years_are_on_the_cards(folder):
    """``--earlier`` scores the year's file by the same framework: 47 points are (47 − 29) ÷ 36 of 100, a half."""
    made = cards("score", "now.csv", "--earlier", "2018=last.csv")
    (entry,) = node(made["1"], "attainment_8")["earlier"]
    assert (entry["year"], entry["score"]) == ("2018", 50)
    (entry,) = node(made["3"], "attainment_8")["earlier"]
    assert (entry["score"], entry["reason"]) == (None, "the school is not in the data of 2018")


def test_both_sides_of_a_year_are_told(folder):
    """It is said how many schools are found in each year, which are not, and which of that year are not used."""
    text = ended(0, "score", "now.csv", "--earlier", "2018=last.csv").stdout
    assert "2018: Read last.csv: 3 rows." in text
    assert "2018: 2 schools found in that year, 2 not (3, 4); 1 school of that year not used (9)." in text


def test_a_second_file_of_a_year_is_joined(folder):
    """Further files of one year are joined to its first."""
    (folder / "absence.csv").write_text("URN,PERCTOT\n1,5.5\n", encoding="utf-8")
    arguments = ["score", "now.csv", "--earlier", "2018=last.csv", "--earlier", "2018=absence.csv"]
    assert "2018: Joined absence.csv: 1 school found in it, 2 not (2, 9)." in ended(0, *arguments).stdout
    assert node(cards(*arguments)["1"], "overall_absence")["earlier"][0]["score"] == 50


def test_cells_of_earlier_years_that_cannot_be_used_are_told(folder):
    """A bad cell of an earlier year is told with its year."""
    (folder / "last.csv").write_text(LAST.replace("38", "many"), encoding="utf-8")
    text = ended(0, "score", "now.csv", "--earlier", "2018=last.csv").stdout
    assert "2018: 1 cell or row could not be used:" in text
    assert "row 2 (school 2), column 'ATT8SCR': 'many' is not a number." in text


def test_last_year_s_column_is_an_indicator(folder):
    """A document reads ``ATT8SCR@1``: 50 − 47 = 3 points more than the year before; none where there was no year."""
    made = cards("score", "now.csv", "-f", "change.yaml", "--earlier", "2018=last.csv")
    assert node(made["1"], "attainment_8_change")["value"] == 3
    assert node(made["3"], "attainment_8_change")["value"] is None
    later = cards("score", "now.csv", "-f", "change.yaml", "--earlier", "2018=last.csv", "--year", "2020")
    assert node(later["1"], "attainment_8_change")["value"] is None


def test_explain_and_fit_read_last_year_too(folder):
    """Both commands take ``--earlier``: the change is explained, and a population of changes is fitted."""
    years = ["--framework", "change.yaml", "--earlier", "2018=last.csv"]
    assert "3 points → 3.0" in ended(0, "explain", "now.csv", "1", *years).stdout
    ended(0, "fit", "now.csv", *years, "--population", "all", "--out", "reference.json")


@pytest.mark.parametrize(
    ("code", "given", "words"),
    [
        (2, ["--earlier", "last.csv"], "Write it like 2018=ks2-2018.csv"),
        (3, ["--earlier", "last=last.csv"], "'last' names no year"),
        (3, ["--earlier", "2018=last.csv", "--year", "2018"], "'2018' is not before '2018'"),
        (3, ["--earlier", "2018=lost.csv"], "lost.csv cannot be read. It is not there."),
        (3, ["--earlier", "2018=others.csv"], "No school is in the data of 2018 too."),
        (2, ["--similar-by", "TOTPUPS"], "--similar 10"),
        (3, ["--similar", "4"], "There are too few schools to find 4 similar ones."),
        (3, ["--similar", "1", "--similar-by", "SIZE"], "no column 'SIZE'"),
        (3, ["--similar", "1", "--similar-within", "KIND"], "no column 'KIND'"),
    ],
)
def test_what_cannot_be_done_is_refused(folder, code, given, words):
    """Each wrong use ends with its code, and with words that say what to do."""
    (folder / "others.csv").write_text("URN,ATT8SCR\n77,50\n", encoding="utf-8")
    told = " ".join(ended(code, "score", "now.csv", *given).stderr.replace("│", " ").split())
    assert words in told


# --- similar schools -------------------------------------------------------------------------------------------------


def test_similar_schools_are_on_the_cards(folder):
    """``--similar`` lists the nearest by the context that the file has, with their names, scores and grades."""
    made = cards("score", "now.csv", "--similar", "1")
    assert [school["name"] for school in made["1"]["similar"]] == ["Birch"]
    assert made["1"]["similar"][0]["score"] == made["2"]["overall"]["score"]
    text = ended(0, "score", "now.csv", "--similar", "1").stdout
    assert "Similar schools: 1 for each school, nearest by number_on_roll." in text


def test_similar_by_and_within(folder):
    """Variables and a column of groups are named; those without a variable, or with too few like them, are told."""
    arguments = ["--similar", "2", "--similar-by", "ATT8SCR, TOTPUPS", "--similar-within", "TRUST"]
    text = ended(0, "score", "now.csv", *arguments).stdout
    assert "nearest by ATT8SCR, TOTPUPS, among those alike in TRUST." in text
    assert "3 schools have fewer: there are no more like them." in text
    assert "1 school has no similar schools, for want of a variable (4: ATT8SCR:" in text


# --- groups ----------------------------------------------------------------------------------------------------------


def test_groups_have_cards(folder):
    """``groups`` pools schools by a column: West has (100 × 50 + 100 × 47) ÷ 200 = 48.5 points."""
    made = cards("groups", "now.csv", "--by", "TRUST", "--total", "All", "--minimum-n", "1")
    assert set(made) == {"East", "West", "All"}
    assert node(made["West"], "attainment_8")["value"] == 48.5
    assert made["West"]["school"]["name"] == "West"


def test_groups_are_written(folder):
    """With a folder the groups have cards, a list and a table."""
    ended(0, "groups", "now.csv", "--by", "trust", "--out", "out")
    assert {path.stem for path in (folder / "out" / "cards").iterdir()} == {"East", "West"}
    with (folder / "out" / "scores.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 2


def test_groups_have_earlier_years(folder):
    """The groups of an earlier year stand beside this year's: West had (47 + 38) ÷ 2 = 42.5 points, pooled by roll."""
    (folder / "last.csv").write_text(LAST.replace("URN", "TOTPUPS,URN").replace("\n", "\n200,"), encoding="utf-8")
    made = cards("groups", "now.csv", "--by", "TRUST", "--earlier", "2018=last.csv")
    (entry,) = node(made["West"], "attainment_8")["earlier"]
    assert entry["score"] == pytest.approx((42.5 - 29) / 36 * 100)


def test_schools_in_no_group_are_told(folder):
    """A school without a group is told; a column that is not there is refused."""
    (folder / "now.csv").write_text(NOW.replace("Clover,East", "Clover,"), encoding="utf-8")
    assert "1 school is in no group (3)." in ended(0, "groups", "now.csv", "--by", "TRUST").stdout
    assert "no column 'FED'" in ended(3, "groups", "now.csv", "--by", "FED").stderr
