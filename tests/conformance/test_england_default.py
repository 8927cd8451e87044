"""England 2019, real files: the default framework on three files joined by URN. Counts are read from the files here."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import pytest
from typer.testing import CliRunner

import reportcard as rc
from reportcard import cli

FRAMEWORK = "school-report-card-2009"
#: The columns of the school file that the framework scores, by node.
SCORED = {
    "progress_8": "P8MEA",
    "attainment_8": "ATT8SCR",
    "grade_5_english_maths": "PTL2BASICS_95",
    "ebacc_average_points": "EBACCAPS",
}
#: Cards on which the inspection is much better, or much worse, than the grade.
HIGHER, LOWER = 70, 3
#: What the codes of the performance tables mean (abbreviations-2019).
STATUSES = {
    "SUPP": "suppressed",
    "NE": "not_entered",
    "NP": "not_published",
    "LOWCOV": "low_coverage",
    "NA": "not_applicable",
    "": "missing",
}


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def england(data_dir):
    return data_dir / "england"


@pytest.fixture(scope="module")
def schools(england):
    """The mainstream schools of the file, read without the library."""
    return [row for row in read(england / "ks4-2019-provisional.csv") if row["RECTYPE"] == "1"]


@pytest.fixture(scope="module")
def cards(england):
    others = [england / "absence-2019.csv", england / "ofsted-ratings-2019.csv"]
    frame = rc.read_file(england / "ks4-2019-provisional.csv", FRAMEWORK, join=others)
    return rc.score(frame, FRAMEWORK)


def test_every_mainstream_school_has_a_card(cards, schools):
    """Each row of record type 1 has a card, in the order of the file, and nothing went to the quarantine."""
    assert list(cards.ids) == [row["URN"] for row in schools]
    assert cards.quarantine == ()


def test_what_was_left_out_and_joined_is_counted(england, schools):
    """Rows of special schools, authorities and England are left out; both sides of each join are counted."""
    whole = read(england / "ks4-2019-provisional.csv")
    other = [row["URN"] for row in read(england / "absence-2019.csv")]
    frame = rc.read_file(england / "ks4-2019-provisional.csv", FRAMEWORK, join=england / "absence-2019.csv")
    urns = {row["URN"] for row in schools}
    assert (frame.attrs["read"], frame.attrs["left_out"]) == (len(whole), len(whole) - len(schools))
    (joined,) = frame.attrs["joined"]
    assert joined["matched"] == len(urns & set(other))
    assert joined["without"] == len(urns - set(other))
    assert joined["unused"] == sum(urn not in urns for urn in other)


@pytest.mark.parametrize("node", SCORED)
def test_every_code_arrives_as_a_reason(cards, schools, node):
    """Every SUPP, NE, NP, LOWCOV, NA and every empty cell is a status on the card, and nothing else is.

    A primary school that has no result at all in the file is scored as one, and has no such measure.
    """
    expected = [STATUSES.get(row[SCORED[node]], "available") for row in schools]
    found = cards.statuses(node)
    for place, row in enumerate(schools):
        if not any(row[column] for column in SCORED.values()) and found[place] == "not_applicable":
            assert cards[place].framework.variant == "primary"
            expected[place] = "not_applicable"
    assert found == expected
    assert Counter(expected)["available"] > 3000


def test_the_code_and_its_words_stand_on_the_card(cards, schools):
    """A suppressed value stands on its card as suppressed, with the publisher's code, and without any number."""
    suppressed = [row["URN"] for row in schools if row["P8MEA"] == "SUPP"]
    for school in suppressed[:50]:
        node = cards[school]["progress_8"]
        assert (node.status.value, node.code) == ("suppressed", "SUPP")
        assert node.reason
        assert (node.value, node.score, node.n, node.lower, node.upper, node.contribution) == (None,) * 6


def test_no_suppressed_value_is_scored(cards, schools):
    """A measure has a score on a card where the file has a number, and nowhere else."""
    for node, column in SCORED.items():
        has_score = (cards.scores(node) == cards.scores(node)).tolist()
        assert has_score == [row[column] not in STATUSES for row in schools]


def test_joined_measures_reach_the_card(cards, england):
    """Absence and inspection grades of the joined files stand on the card as those files have them."""
    absence = {row["URN"]: row["PERCTOT"] for row in read(england / "absence-2019.csv")}
    grades = {row["URN"]: row["OFSTEDRATING"] for row in read(england / "ofsted-ratings-2019.csv")}
    words = {"Outstanding": 1, "Good": 2, "Requires improvement": 3, "Requires Improvement": 3, "Inadequate": 4}
    for card in cards[:300]:
        for node, given in (("overall_absence", absence), ("ofsted_overall", grades)):
            text = given.get(card.school.id, "")
            value = words.get(text) if node == "ofsted_overall" else None if text in STATUSES else float(text)
            assert card[node].value == value


def test_a_school_without_enough_data_has_no_grade_and_a_reason(cards):
    """Parts with 60 % of the weight make an overall grade; less makes none, and a status that says why."""
    weights = {part.id: part.about.weight_share for part in cards[0].overall.children if not part.about.beside}
    present = sum(weight * (cards.scores(part) == cards.scores(part)) for part, weight in weights.items())
    for share, grade, status in zip(present, cards.grades(), cards.statuses(), strict=True):
        assert (grade is not None) == (share >= 0.6 - 1e-9)
        assert (status == "available") == (grade is not None)


# --- the same sums, made here ----------------------------------------------------------------------------------------


def half_up(number, to):
    """Round half up on the decimal number, away from zero."""
    return float(Decimal(repr(round(number, 9))).quantize(Decimal(to), ROUND_HALF_UP))


def line(worst, best, text):
    """Points of a cell between two goalposts; None where the cell holds no number."""
    if text in STATUSES:
        return None
    return min(100.0, max(0.0, 100 * (float(text.removesuffix("%")) - worst) / (best - worst)))


def mean(parts, least=0.0):
    """Weighted mean of what is there, where that has at least a share of the weight."""
    there = [(weight, points) for weight, points in parts if points is not None]
    weight = sum(weight for weight, _ in there)
    if not there or weight < least * sum(weight for weight, _ in parts):
        return None
    return sum(share * points for share, points in there) / weight


def by_hand(row, missed, judged):
    """Overall score of a secondary school, as the document's text has it."""
    progress = line(-1, 1, row["P8MEA"])
    attainment = mean(
        [
            (50, line(29, 65, row["ATT8SCR"])),
            (25, line(5, 80, row["PTL2BASICS_95"])),
            (25, line(2.1, 6.1, row["EBACCAPS"])),
        ],
        0.5,
    )
    well = mean([(50, line(8.5, 2.5, missed["PERCTOT"])), (50, line(27, 0, missed["PPERSABS10"]))])
    inspected = {"Outstanding": 100, "Good": 75, "Inadequate": 0}.get(judged, 40 if judged else None)
    parts = [(30, progress), (20, attainment), (15, well), (10, inspected), (25, None)]
    rounded = [(weight, None if points is None else half_up(points, "0.1")) for weight, points in parts]
    score = mean(rounded, 0.6)
    return None if score is None else half_up(score, "1")


def letter(score):
    """The grade of a score."""
    return next(grade for grade, cut in zip("ABCDE", (75, 60, 45, 30, -1), strict=True) if score >= cut)


@pytest.fixture(scope="module")
def computed(schools, england):
    """Overall scores by school, computed here from the three files."""
    absence = {row["URN"]: row for row in read(england / "absence-2019.csv")}
    judged = {row["URN"]: row["OFSTEDRATING"] for row in read(england / "ofsted-ratings-2019.csv")}
    nothing = {"PERCTOT": "", "PPERSABS10": ""}
    return {row["URN"]: by_hand(row, absence.get(row["URN"], nothing), judged.get(row["URN"], "")) for row in schools}


def test_every_secondary_school_has_the_score_computed_here(cards, computed):
    """Score and grade of each of the 3,182 schools with a grade are those of the same sums in plain Python."""
    graded = 0
    for card in cards:
        if card.framework.variant == "secondary":
            score = computed[card.school.id]
            assert card.overall.score == score
            assert card.overall.grade == (None if score is None else letter(score))
            graded += score is not None
    assert graded == 3182
    assert {grade: count for grade, count in cards.summary().items() if grade in "ABCDE"} == Counter(
        letter(score) for score in computed.values() if score is not None
    )


def test_score_and_inspection_that_disagree_are_told(cards, england):
    """The note stands on the cards whose grade is two or more away from the inspection's, counted here."""
    judged = {row["URN"]: row["OFSTEDRATING"] for row in read(england / "ofsted-ratings-2019.csv")}
    higher = {"Outstanding": "DE", "Good": "E"}
    lower = {"Inadequate": "AB", "Requires improvement": "A", "Requires Improvement": "A"}
    notes = Counter()
    for card in cards:
        rating, grade = judged.get(card.school.id, ""), card.overall.grade or "-"
        expected = ["higher"] * (grade in higher.get(rating, "")) + ["lower"] * (grade in lower.get(rating, ""))
        fired = [rule.id.removeprefix("overall/inspection_") for rule in card.overall.rules]
        assert fired == expected
        notes.update(fired)
    assert notes == {"higher": HIGHER, "lower": LOWER}


def test_the_age_of_each_inspection_is_shown(cards, england):
    """The day of the file, counted to the end of March 2020; the file's last inspection is before that."""
    days = {row["URN"]: row["INSPECTIONDT"] for row in read(england / "ofsted-ratings-2019.csv")}
    assert max(days.values()) == "20200312"
    for card in cards[:500]:
        text = days.get(card.school.id, "")
        age = card["inspection_age"]
        if text:
            years = (dt.date(2020, 3, 31) - dt.date.fromisoformat(text)).days / 365.25
            assert age.value == half_up(years, "0.1")
        assert (age.value is None) == (text == "")
        assert card.context.get("inspection_date", "") == text


def test_one_command_does_all_of_it(england, tmp_path, cards):
    """One command reads, joins, scores and writes; the cards that it writes are those of the library."""
    names = ["ks4-2019-provisional.csv", "absence-2019.csv", "ofsted-ratings-2019.csv"]
    first, *others = [str(england / name) for name in names]
    joins = [part for other in others for part in ("--join", other)]
    options = ["--out", str(tmp_path), "--format", "json,csv", "--no-uncertainty"]
    done = CliRunner().invoke(cli.app, ["score", first, *joins, *options])
    assert done.exit_code == 0, done.output
    assert "Joined absence-2019.csv: " in done.stdout
    written = json.loads((tmp_path / "cards.json").read_text(encoding="utf-8"))
    assert [card["school"]["id"] for card in written] == list(cards.ids)
    assert rc.ReportCard.model_validate(written[0]) == cards[0]
    with (tmp_path / "scores.csv").open(newline="", encoding="utf-8") as file:
        assert sum(1 for _ in csv.DictReader(file)) == len(cards)
