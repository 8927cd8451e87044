"""Hampshire 2019: every primary school of a county, absence and inspection joined, by one documented command.

What is expected is counted in the files here, without the library.
"""

from __future__ import annotations

import csv
import re
import shlex
import shutil
from collections import Counter

import pytest
from typer.testing import CliRunner

import reportcard as rc
from reportcard import cli
from tests.conformance.test_england_default import STATUSES, half_up, letter, line, mean, read

FRAMEWORK = "school-report-card-2009"
FIRST, *OTHERS = "ks2-2019-hampshire.csv", "absence-2019.csv", "ofsted-ratings-2019.csv"
KS2 = (FIRST, "ks2-2018-hampshire.csv", "ks2-2017-hampshire.csv")
#: Columns of the first file by the part of the card and the node that they feed, with the node's weight in its part.
PARTS = {
    "progress": {
        "ks2_reading_progress": ("READPROG", 34),
        "ks2_writing_progress": ("WRITPROG", 33),
        "ks2_maths_progress": ("MATPROG", 33),
    },
    "attainment": {
        "ks2_expected_standard": ("PTRWM_EXP", 40),
        "ks2_higher_standard": ("PTRWM_HIGH", 20),
        "ks2_reading_score": ("READ_AVERAGE", 20),
        "ks2_maths_score": ("MAT_AVERAGE", 20),
    },
    "disadvantage": {
        "ks2_expected_gap": ("DIFFN_RWM_EXP", 50),
        "ks2_reading_progress_gap": ("DIFFN_READPROG", 25),
        "ks2_maths_progress_gap": ("DIFFN_MATPROG", 25),
    },
}
COLUMNS = {node: column for part in PARTS.values() for node, (column, _) in part.items()}
#: Schools whose file has the gap inside the school, and those that closed 10 points of it or more.
GAPS, CREDITED = 182, 38
WEIGHTS = {"progress": 30, "attainment": 20, "well_being": 15, "disadvantage": 10, "ofsted": 10}


@pytest.fixture(scope="module")
def england(data_dir):
    return data_dir / "england"


@pytest.fixture(scope="module")
def schools(england):
    """The mainstream schools of the file; a row that ends early has empty cells."""
    rows = [row for row in read(england / FIRST) if row["RECTYPE"] == "1"]
    return [{name: cell or "" for name, cell in row.items()} for row in rows]


@pytest.fixture(scope="module")
def absence(england):
    return {row["URN"]: row for row in read(england / "absence-2019.csv")}


@pytest.fixture(scope="module")
def inspected(england):
    return {row["URN"]: row["OFSTEDRATING"] for row in read(england / "ofsted-ratings-2019.csv")}


@pytest.fixture(scope="module")
def cards(england):
    frame = rc.read_file(england / FIRST, FRAMEWORK, join=[england / name for name in OTHERS])
    return rc.score(frame, FRAMEWORK)


def test_every_mainstream_school_has_a_card(cards, schools):
    """Each row of record type 1 has a card, in the order of the file, and nothing went to the quarantine."""
    assert list(cards.ids) == [row["URN"] for row in schools]
    assert len(cards) > 300
    assert cards.quarantine == ()


def test_every_card_is_scored_as_a_primary(cards, schools, england):
    """Each has results at 11, or the joined file says that it is a primary: all take the variant for such schools."""
    phases = {row["URN"]: row["PHASE"] for row in read(england / "ofsted-ratings-2019.csv")}
    for row in schools:
        assert row["PTRWM_EXP"] not in STATUSES or phases[row["URN"]] == "Primary"
    assert {card.framework.variant for card in cards} == {"primary"}


@pytest.mark.parametrize("node", COLUMNS)
def test_every_code_arrives_as_a_status(cards, schools, node):
    """Every number is a value, and every SUPP and every empty cell the status that it stands for; nothing else is."""
    for row, card in zip(schools, cards, strict=True):
        text, leaf = row[COLUMNS[node]], card[node]
        assert leaf.status == STATUSES.get(text, "available")
        assert leaf.value == (None if text in STATUSES else float(text.removesuffix("%")))
        assert leaf.code == (text if text in STATUSES and text else None)
        assert (leaf.score is None) == (text in STATUSES)


def known(row, weights):
    """The share of weight, in per cent, for which a row has numbers."""
    return sum(weight for column, weight in weights.values() if row[column] not in STATUSES)


def present(row, absence, inspected):
    """The parts of the card that a school's rows can feed, by the framework's rule: half of the weight inside each."""
    there = {part for part, weights in PARTS.items() if known(row, weights) >= 50}
    missed = absence.get(row["URN"], {"PERCTOT": "", "PPERSABS10": ""})
    # Attendance is the one outcome that is published; one of its two figures is enough.
    there |= {"well_being"} if {missed["PERCTOT"], missed["PPERSABS10"]} - set(STATUSES) else set()
    return there | ({"ofsted"} if inspected.get(row["URN"]) else set())


def test_graded_and_ungraded(cards, schools, absence, inspected):
    """A school has a grade where its parts carry 60 of 100, as counted in the files; the others say why they do not."""
    parts = [present(row, absence, inspected) for row in schools]
    expected = [sum(WEIGHTS[part] for part in there) >= 60 for there in parts]
    assert [grade is not None for grade in cards.grades()] == expected
    assert 0 < expected.count(False) < 10
    for part in WEIGHTS:
        scored = cards.scores(part) == cards.scores(part)
        assert scored.tolist() == [part in there for there in parts]
    for card, graded in zip(cards, expected, strict=True):
        assert graded or card.overall.reason


# --- the same sums, made here ----------------------------------------------------------------------------------------

#: Goalposts of the columns, worst and best.
POSTS = {
    "READPROG": (-5, 5),
    "WRITPROG": (-5, 5),
    "MATPROG": (-5, 5),
    "PTRWM_EXP": (40, 95),
    "PTRWM_HIGH": (0, 25),
    "READ_AVERAGE": (99, 111),
    "MAT_AVERAGE": (99, 111),
    "DIFFN_RWM_EXP": (-60, 20),
    "DIFFN_READPROG": (-7, 3.5),
    "DIFFN_MATPROG": (-7, 3),
}
#: Results of disadvantaged and of other pupils, in 2019 and in 2018.
GROUPS = [f"PTRWM_EXP_{who}FSM6CLA1A{year}" for year in ("", "_18") for who in ("", "Not")]


def credit(row):
    """What the disadvantaged pupils' own rise closed of the gap; None where a figure is hidden or empty."""
    if {row[column] for column in GROUPS} & set(STATUSES):
        return None
    now, other, before, other_before = (float(row[column].removesuffix("%")) for column in GROUPS)
    return max(0.0, min(now - before, (now - other) - (before - other_before), other_before - before))


def by_hand(row, missed, judged):
    """Overall score of a primary school, as the document's text has it."""
    parts = {}
    for part, columns in PARTS.items():
        points = [(weight, line(*POSTS[column], row[column])) for column, weight in columns.values()]
        parts[part] = mean(points, 0.5)
    if parts["disadvantage"] is not None and (credit(row) or 0) >= 10:
        parts["disadvantage"] = max(parts["disadvantage"], min(100, parts["disadvantage"] + 5))
    parts["well_being"] = mean([(50, line(6, 2, missed["PERCTOT"])), (50, line(16, 0, missed["PPERSABS10"]))])
    parts["ofsted"] = {"Outstanding": 100, "Good": 75, "Inadequate": 0}.get(judged, 40 if judged else None)
    rounded = [
        (weight, None if parts[part] is None else half_up(parts[part], "0.1")) for part, weight in WEIGHTS.items()
    ]
    score = mean([*rounded, (15, None)], 0.6)
    return None if score is None else half_up(score, "1")


def test_every_school_has_the_score_computed_here(cards, schools, absence, inspected):
    """Score and grade of each school are those of the same sums in plain Python."""
    nothing = {"PERCTOT": "", "PPERSABS10": ""}
    for row, card in zip(schools, cards, strict=True):
        score = by_hand(row, absence.get(row["URN"], nothing), inspected.get(row["URN"], ""))
        assert card.overall.score == score, row["URN"]
        assert card.overall.grade == (None if score is None else letter(score))


def test_gaps_inside_the_school(cards, schools):
    """The file's own groups give the gap inside each school, and what disadvantaged pupils closed of it."""
    gaps = credited = 0
    for row, card in zip(schools, cards, strict=True):
        now, other = row[GROUPS[0]], row[GROUPS[1]]
        gap = None if {now, other} & set(STATUSES) else float(now.removesuffix("%")) - float(other.removesuffix("%"))
        assert card["ks2_expected_gap_inside"].value == gap
        assert card["ks2_expected_narrowing"].value == credit(row)
        fired = [rule.id for rule in card["disadvantage"].rules]
        assert fired == ["disadvantage/narrowed_at_11"] * ((credit(row) or 0) >= 10)
        gaps += gap is not None
        credited += bool(fired)
    assert (gaps, credited) == (GAPS, CREDITED)


def test_a_gap_is_as_sure_as_its_pupils_allow(cards, schools):
    """The error of a difference of two percentages: √(p(100 − p)/n + q(100 − q)/m), with the file's pupils."""
    for row, card in zip(schools, cards, strict=True):
        node = card["ks2_expected_gap_inside"]
        if node.value is not None:
            p, q = (float(row[column].removesuffix("%")) for column in GROUPS[:2])
            n, m = float(row["TFSM6CLA1A"]), float(row["TNotFSM6CLA1A"])
            error = (p * (100 - p) / n + q * (100 - q) / m) ** 0.5
            assert node.standard_error == pytest.approx(error)
            assert node.upper - node.lower == pytest.approx(2 * 1.96 * error)


# --- the page --------------------------------------------------------------------------------------------------------


@pytest.fixture
def here(england, tmp_path, monkeypatch):
    """A folder with the files that the page names."""
    for name in (*KS2, *OTHERS, "ks4-2019-provisional.csv"):
        shutil.copy(england / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sessions(project):
    """Commands of docs/england.md, each with what the page says that it prints."""
    page = (project / "docs" / "england.md").read_text(encoding="utf-8")
    for block in re.findall(r"^```console\n(\$.*?)^```$", page, re.MULTILINE | re.DOTALL):
        command, _, told = block.replace("\\\n", " ").partition("\n")
        yield command.removeprefix("$ reportcard "), told


@pytest.mark.parametrize("place", [0, 1])
def test_the_documented_command(here, project, place):
    """Each command of the page runs as it stands there and prints what the page shows; every school is written.

    Three dots on the page stand for lines that are left out.
    """
    command, told = list(sessions(project))[place]
    done = CliRunner().invoke(cli.app, shlex.split(command))
    assert done.exit_code == 0, done.output
    printed = [line.rstrip() for line in done.stdout.splitlines()]
    shown = told.splitlines()
    if "…" in shown:
        dots = shown.index("…")
        assert printed[:dots] == shown[:dots]
        shown = shown[dots + 1 :]
    assert printed[len(printed) - len(shown) :] == shown
    (scores,) = here.glob("*/scores.csv")
    first = re.search(r"\S+\.csv", command)[0]
    with scores.open(newline="", encoding="utf-8") as file:
        assert [row["URN"] for row in csv.DictReader(file)] == [
            row["URN"] for row in read(here / first) if row["RECTYPE"] == "1"
        ]


def test_record_types_are_those_of_the_files(england, project):
    """The page counts the rows of each record type as the files have them."""
    page = (project / "docs" / "england.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| `(ks.*?)` \| (\d) \|.*\| ([\d,]+) \|$", page, re.MULTILINE)
    told = {(name, kind): int(rows.replace(",", "")) for name, kind, rows in lines}
    found = {
        (name, kind): rows
        for name in (*KS2, "ks4-2019-provisional.csv")
        for kind, rows in Counter(row["RECTYPE"] for row in read(england / name)).items()
    }
    assert told == found


def test_the_codes_are_those_of_the_framework(project):
    """The page lists every code of the framework, with the status that it becomes."""
    page = (project / "docs" / "england.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `([A-Z*]+)` \| .* \| `(\w+)` \|$", page, re.MULTILINE))
    codes = rc.load_framework(FRAMEWORK).document.source.codes
    assert told == {code: entry.status.value for code, entry in codes.items() if code}
