"""Hampshire 2017 to 2019: three years on each card, similar schools and groups, counted without the library."""

from __future__ import annotations

import math

import pytest

import reportcard as rc
from tests.conformance.test_england_default import STATUSES, read

FRAMEWORK = "school-report-card-2009"
YEARS = ("2017", "2018")
#: Goalposts of the default framework, 0 and 100 points, by the column of the file of 2019 that repeats an earlier year.
REPEATED = {
    "ks2_reading_progress": "READPROG",
    "ks2_writing_progress": "WRITPROG",
    "ks2_maths_progress": "MATPROG",
    "ks2_expected_standard": "PTRWM_EXP",
    "ks2_higher_standard": "PTRWM_HIGH",
    "ks2_reading_score": "READ_AVERAGE",
    "ks2_maths_score": "MAT_AVERAGE",
}
#: What the framework says has changed since 2017. The scaled scores of the tests have not.
UNCHANGED = {"ks2_reading_score", "ks2_maths_score"}
CONTEXT = {"TOTPUPS", "PTFSM6CLA1A", "PTEALGRP2", "PSENELEK", "PTMOBN", "TKS1AVERAGE"}


@pytest.fixture(scope="module")
def england(data_dir):
    return data_dir / "england"


@pytest.fixture(scope="module")
def frame(england):
    others = [england / "absence-2019.csv", england / "ofsted-ratings-2019.csv"]
    return rc.read_file(england / "ks2-2019-hampshire.csv", FRAMEWORK, join=others)


@pytest.fixture(scope="module")
def earlier(england):
    return {year: rc.score(rc.read_file(england / f"ks2-{year}-hampshire.csv", FRAMEWORK), FRAMEWORK) for year in YEARS}


@pytest.fixture(scope="module")
def cards(frame, earlier):
    return rc.score(frame, FRAMEWORK).with_earlier(earlier, year="2019")


def rows(england, year):
    """The mainstream schools of a year's file by number; a row that ends early has empty cells."""
    found = (row for row in read(england / f"ks2-{year}-hampshire.csv") if row["RECTYPE"] == "1")
    return {row["URN"]: {name: cell or "" for name, cell in row.items()} for row in found}


def test_schools_of_three_years(cards, england):
    """Who was there in which year, as counted in the files: 308 and 310 of the 315 schools of 2019."""
    schools = {year: rows(england, year) for year in (*YEARS, "2019")}
    assert [len(there) for there in schools.values()] == [313, 312, 315]
    for match in cards.matches:
        there = set(schools[match.year])
        assert match.matched == len(there & set(schools["2019"])) == {"2017": 308, "2018": 310}[match.year]
        assert set(match.without) == set(schools["2019"]) - there
        assert set(match.unused) == there - set(schools["2019"])
    for card in cards:
        assert [entry.year for entry in card.overall.earlier] == list(YEARS)
        for entry in card.overall.earlier:
            gone = card.school.id not in schools[entry.year]
            assert (entry.reason == f"the school is not in the data of {entry.year}") is gone


def points(text, low, high):
    return min(max((float(text.removesuffix("%")) - low) / (high - low) * 100, 0), 100)


@pytest.mark.parametrize("node", REPEATED)
def test_earlier_scores_are_those_that_2019_repeats(cards, england, node):
    """The file of 2019 repeats most results of 2018 and 2017 in columns of its own: the same scores come of them.

    A few figures were revised between the two publications; those of more than one school in a hundred would be no
    revision.
    """
    now = rows(england, "2019")
    ends = goalposts(node)
    compared = missed = 0
    for card in cards:
        for entry in card[node].earlier:
            text = now[card.school.id].get(f"{REPEATED[node]}_{entry.year[2:]}") or ""
            if entry.score is None or text in STATUSES:
                continue
            compared += 1
            missed += not math.isclose(entry.score, points(text, *ends))
    assert compared > 580
    assert missed <= compared // 100


def goalposts(node):
    """The values that stand for 0 and 100 points, from the document."""
    waiting = [rc.load_framework(FRAMEWORK).document.score]
    while waiting:
        here = waiting.pop()
        if here.id == node:
            return tuple(post.value for post in here.scale.goalposts)
        waiting += here.children
    raise AssertionError(node)


@pytest.mark.parametrize("node", REPEATED)
def test_every_code_of_an_earlier_year_is_a_reason(cards, england, node):
    """A code or an empty cell of an earlier file is a gap with a reason, and nothing else is."""
    for year in YEARS:
        there = rows(england, year)
        for card in cards:
            entry = next(entry for entry in card[node].earlier if entry.year == year)
            text = there.get(card.school.id, {}).get(REPEATED[node], "")
            assert (entry.score is None) == (text in STATUSES)
            assert bool(entry.reason) == (text in STATUSES)


@pytest.mark.parametrize("node", REPEATED)
def test_the_changes_of_2018_are_marked(cards, node):
    """Progress and whatever rests on writing were measured anew in 2018: 2017 is not comparable, 2018 is."""
    for card in cards:
        for entry in card[node].earlier:
            if entry.score is not None:
                assert entry.comparable is (entry.year == "2018" or node in UNCHANGED), entry


def test_an_overall_score_without_absence_and_inspection_is_not_compared(cards):
    """The files of absence and inspections are of 2019 alone: earlier overall scores say that they are without both."""
    told = [entry for card in cards for entry in card.overall.earlier if entry.score is not None]
    assert len(told) > 300
    assert not any(entry.comparable for entry in told)
    scored = [entry for card in cards if card["ofsted"].score and card["well_being"].score
              for entry in card.overall.earlier if entry.score is not None]  # fmt: skip
    assert all("Well-being" in entry.note and "Ofsted" in entry.note for entry in scored)


def test_similar_schools_are_on_every_card_that_can_have_them(frame, cards, england):
    """Each school with all six context figures of the file has ten others, which have them too."""
    now = rows(england, "2019")
    whole = {school for school, row in now.items() if not {row[column] for column in CONTEXT} & set(STATUSES)}
    similar = rc.similar_schools(frame, n=10, framework=FRAMEWORK)
    made = cards.with_similar(similar)
    assert len(whole) == 309
    for card in made:
        others = [other.id for other in card.similar]
        assert len(others) == (10 if card.school.id in whole else 0)
        assert set(others) <= whole - {card.school.id}
        for other in card.similar:
            assert other.name == now[other.id]["SCHNAME"]
            assert other.score == made[other.id].overall.score
    assert {card.school.id for card in made if not card.similar} == set(similar.left_out)


def test_nearest_by_hand(frame, england):
    """The first similar school is the nearest of all, in standard deviations, as computed here school by school."""
    now = rows(england, "2019")
    values = {
        school: [float(row[column].removesuffix("%")) for column in sorted(CONTEXT)]
        for school, row in now.items()
        if not {row[column] for column in CONTEXT} & set(STATUSES)
    }
    spread = []
    for column in zip(*values.values(), strict=True):
        mean = sum(column) / len(column)
        spread.append(math.sqrt(sum((value - mean) ** 2 for value in column) / len(column)))
    similar = rc.similar_schools(frame, n=1, framework=FRAMEWORK)
    for school in list(values)[::20]:
        far = {
            other: sum(((a - b) / s) ** 2 for a, b, s in zip(values[school], values[other], spread, strict=True))
            for other in values
            if other != school
        }
        (first,) = similar.of(school)
        assert first.distance == pytest.approx(math.sqrt(min(far.values())))
        assert far[first.id] == pytest.approx(min(far.values()))


CHANGE = {
    "framework": "gap-change",
    "title": "Change of the gap",
    "source": {
        "id": "URN",
        "rows": {"column": "RECTYPE", "is": "1"},
        "codes": dict.fromkeys(STATUSES, "missing") | {"NEW": "new"},
    },
    "indicators": {
        "now": {"columns": "DIFFN_RWM_EXP", "unit": "percentage points"},
        "last_year": {"columns": "DIFFN_RWM_EXP@1", "unit": "percentage points"},
    },
    "score": {"id": "change", "metric": {"id": "difference", "of": "now", "less": "last_year"}},
}


def test_change_since_last_year(england):
    """The gap of 2019 less that of 2018, for the schools that have both, as taken from the two files here."""
    files = {year: england / f"ks2-{year}-hampshire.csv" for year in (*YEARS, "2019")}
    frames = {year: rc.read_file(path, CHANGE) for year, path in files.items()}
    made = rc.score(rc.join_earlier(frames.pop("2019"), frames, CHANGE, year="2019"), CHANGE)
    now, last = rows(england, "2019"), rows(england, "2018")
    counted = 0
    for card in made:
        texts = [there.get(card.school.id, {}).get("DIFFN_RWM_EXP", "") for there in (now, last)]
        if {"NEW", *STATUSES} & set(texts):
            assert card.overall.value is None
        else:
            counted += 1
            assert card.overall.value == pytest.approx(float(texts[0]) - float(texts[1]))
    assert counted > 150
