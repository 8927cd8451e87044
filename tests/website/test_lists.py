"""Lists: who stands on which page, in which order, by which area and phase."""

from __future__ import annotations

import math

import pytest

import reportcard as rc
from reportcard.website.groupings import grouping
from reportcard.website.write import write_site
from tests.render.page import Page
from tests.website.made import schools, scored


@pytest.fixture(scope="module")
def cards():
    return scored()


@pytest.fixture(scope="module")
def site(cards, tmp_path_factory):
    out = tmp_path_factory.mktemp("lists") / "site"
    write_site(cards, out, rows=5)
    return out


def rows(path):
    """Name, id and result of each school on a page."""
    page = Page(path.read_text(encoding="utf-8"))
    cells = [cell.text.strip() for cell in page.all("th", "td") if cell.above("tbody")]
    width = len([head for head in page.all("th") if head.above("thead")])
    return [cells[at : at + width] for at in range(0, len(cells), width)]


def listed(folder, order):
    """Everyone on the pages of a list, in order."""
    first = folder / ("index.html" if order == "name" else f"{order}-1.html")
    more = sorted(folder.glob(f"{order}-*.html"), key=lambda path: int(path.stem.split("-")[1]))
    return [row for path in dict.fromkeys([first, *more]) for row in rows(path)]


@pytest.mark.parametrize("order", ["name", "grade", "score"])
def test_every_school_stands_once_in_each_order(site, order):
    """The pages of a list hold every school once, five to a page, none with more."""
    everyone = listed(site / "schools", order)
    assert len(everyone) == len(schools())
    assert {row[0] for row in everyone} == {school["name"] for school in schools()}
    assert max(len(rows(path)) for path in (site / "schools").iterdir()) == 5


def test_orders_are_what_they_say(cards, site):
    """By name; best grade first and then by name; highest score first; schools without one come last."""
    by_name = [row[0] for row in listed(site / "schools", "name")]
    assert by_name == sorted(by_name)
    grades = [row[-2] for row in listed(site / "schools", "grade")]
    assert grades == sorted(grades, key=["High", "Low", "no grade"].index)
    names = [row[0] for row in listed(site / "schools", "grade") if row[-2] == "High"]
    assert names == sorted(names)
    scores = [float(row[-1]) if row[-1].isdigit() else -math.inf for row in listed(site / "schools", "score")]
    assert scores == sorted(scores, reverse=True)


def test_a_list_shows_what_the_card_shows(cards, site):
    """Grade, score and reason in a list, made from columns, are those of the card."""
    ids = {school["name"]: school["id"] for school in schools()}
    for name, _, _, grade, score in listed(site / "schools", "name"):
        card = cards[ids[name]]
        assert grade == (card.overall.grade or "no grade")
        assert score == (card.overall.reason if card.overall.score is None else f"{card.overall.score:.0f}")


def test_each_area_lists_its_schools(site):
    """Each area has its own schools, whatever its name; those without one are listed too."""
    lists = {Page((folder / "index.html").read_text("utf-8")).all("h1")[0].text: folder
             for folder in (site / "areas").iterdir()}  # fmt: skip
    assert set(lists) == {"North", "South & <East>", "No area is given"}
    for at, title in enumerate(("North", "South & <East>", "No area is given")):
        expected = {school["name"] for place, school in enumerate(schools()) if place % 3 == at}
        assert {row[0] for row in listed(lists[title], "name")} == expected


def test_the_sorted_column_is_told(site):
    """The header of the order in use says so to a screen reader, and the others are links to theirs."""
    heads = [head for head in Page((site / "schools" / "score-2.html").read_text("utf-8")).all("th")
             if head.above("thead")]  # fmt: skip
    told = {head.text.strip(): head.attributes.get("aria-sort") for head in heads}
    assert told == {"SchoolSchool": None, "Id": None, "Area": None, "GradeGrade": None, "Score": "descending"}
    narrow = [word for head in heads for word in head.children if word.attributes.get("class") == "narrow"]
    assert [word.text for word in narrow] == ["School", "Grade"]  # on narrow screens, in place of the links
    assert [head.text.strip() for head in heads if head.children and head.children[0].tag == "svg"] == ["Score"]
    links = {link.attributes["href"] for head in heads for link in head.children if link.tag == "a"}
    assert {"./index.html", "./grade-1.html"} <= links


# --- where areas and phases come from --------------------------------------------------------------------------------


def test_a_column_is_named_or_found(cards):
    """A named column is taken; without a name the usual ones are looked for, in any case of letters; "" is none."""
    assert grouping(cards, "area", "name").labels[0] == "School 00"
    assert grouping(cards, "area", None).source == "the column “area” of the data"
    assert grouping(cards, "area", "") is None
    assert grouping(cards, "phase", None) is None


def test_an_unknown_column_is_an_error(cards):
    """A column that is not there is refused, with the closest name."""
    with pytest.raises(rc.UnknownNameError, match="Did you mean 'area'"):
        grouping(cards, "area", "aria")


def test_a_code_says_what_it_is_a_code_of():
    """Where every label is a number, the column's name stands before it."""
    frame = __import__("pandas").DataFrame({"id": ["1", "2"], "LEA": [201, 202], "attainment_8": [40, 50]})
    assert grouping(rc.score(frame), "area", None).labels == ["LEA 201", "LEA 202"]


def test_rows_that_were_not_scored_shift_nothing():
    """Where rows of the data are left out, each school keeps its own area."""
    records = schools()
    records.insert(2, {**records[0], "area": "Wrong"})  # an id that stands twice: neither row is scored
    cards = scored(records)
    area = dict(zip(cards.ids, grouping(cards, "area", None).labels, strict=True))
    assert "../../x" not in area
    assert all(area[s["id"]] == (s["area"] or "No area is given") for s in schools()[1:])


def test_without_a_column_phases_are_how_schools_were_scored():
    """Schools that a framework scores by different variants are listed by these."""
    cards = rc.score([{"id": "1", "attainment_8": 50}, {"id": "2", "ks2_expected_standard": 60}])
    found = grouping(cards, "phase", None)
    assert found.labels == ["Schools with results at 16", "Schools with results at 11"]
    assert found.source == "how the framework scored them"
