"""The pages in words: the method from the document, the data's quality in counts, downloads that are safe to open."""

from __future__ import annotations

import csv
import json

import pytest
import yaml

import reportcard as rc
from reportcard.framework.document import Rule
from reportcard.website.phrases import condition_words, rule_words
from reportcard.website.write import write_site
from tests.render.page import Page
from tests.website.made import DOCUMENT, schools, scored


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    out = tmp_path_factory.mktemp("words") / "site"
    source = {"file": "a.csv", "read": 30, "left_out": 9, "notes": [],
              "joined": [{"file": "b.csv", "matched": 20, "without": 1, "unused": 3, "dropped": [],
                          "first_without": ["hidden-id"]}]}  # fmt: skip
    write_site(scored(), out, source=source)
    return out


def text(path):
    return " ".join(Page(path.read_text(encoding="utf-8")).text.split())


def test_the_method_is_that_of_the_document(site):
    """Weights, scales, missing data, rules, grades, standing and sources stand on the page, from the document."""
    told = text(site / "method.html")
    for words in (
        "60% A straight line: 0 gives 0, 100 gives 100",
        "40%a convention of this document, not the authority's; source: The rule book",
        "0: a convention of this document, not the authority's. Our choice.",
        "Its weight goes to “Beta”.",
        "It is left out, and its weight goes to the others in proportion.",
        "Never more than 40 points. Where “Alpha” is below 10. Why: Nobody reads Alpha twice.",
        "High from 50",
        "WeightsDocumented by the authority; source: The rule book.",
        "The rule book, A county, 2019.",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"column": "phase", "is": "Primary"}, "“Phase” is “Primary”"),
        ({"column": "phase", "not_in": ["X", "Y"]}, "“Phase” is none of “X”, “Y”"),
        ({"indicator": "a", "is": "missing"}, "“Alpha” is not there"),
        ({"indicator": "a", "is": "suppressed"},
         "“Alpha” is without a value (hidden because few pupils are involved)"),
        ({"indicator": "a", "at_least": 1, "below": 5}, "“Alpha” is below 5 and at least 1"),
        ({"node": "overall", "grade_in": ["A", "B"]}, "the grade of “overall” is A or B"),
        ({"node": "overall", "above": 3}, "the score of “overall” is above 3"),
        ({"not": {"column": "phase", "is_not": "X"}}, "it is not so that “Phase” is not “X”"),
        ({"all": [{"column": "phase", "in": ["X"]},
                  {"any": [{"indicator": "a", "is": "present"}, {"indicator": "b", "equals": 2}]}]},
         "“Phase” is one of “X” and (“Alpha” is there or “b” is exactly 2)"),
    ],
)  # fmt: skip
def test_conditions_in_words(given, words):
    """Every kind of condition is told in plain English, with names where there are any."""
    rule = Rule.model_validate({"when": given, "note": "x"})
    assert condition_words(rule.when, {"phase": "Phase", "a": "Alpha"}) == words


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"add": 1}, "1 point is added. For every school."),
        ({"subtract": 2, "never_below": 1}, "2 points are taken off, never to below 1. For every school."),
        ({"floor": {"grade_in": "last", "lowered_by": 2}},
         "Never less than the grade in “Last year”, lowered by 2. For every school."),
        ({"cap": {"grade": "B"}}, "Never more than grade B. For every school."),
        ({"set_grade": "E"}, "The grade is E. For every school."),
        ({"withhold": "Too new"}, "No score and no grade: Too new. For every school."),
        ({"note": "Look."}, "The card says: Look. For every school."),
    ],
)  # fmt: skip
def test_effects_in_words(given, words):
    """Every effect of a rule is told."""
    assert rule_words(Rule.model_validate(given), {"last": "Last year"}) == words


@pytest.mark.parametrize("name", [info.id for info in rc.frameworks()])
def test_every_built_in_framework_has_a_method_page(name):
    """The method of every framework can be told: no part of the language is without words."""
    from reportcard.engine.combinations import name_of
    from reportcard.website.phrases import missing_words, number_words, numbers_of

    for _, _, document in rc.load_framework(name).documents:
        waiting = [(document.score, None)]
        while waiting:
            node, parent = waiting.pop()
            assert bool(missing_words(node, parent, {})) == (parent is not None), name_of(parent or node)
            assert all(number_words(number, {}) for number in numbers_of(node.scale))
            assert all(rule_words(rule, {}) for rule in node.rules)
            waiting += [(child, node) for child in node.children]


def test_quality_is_told_in_counts(site):
    """What was read, left out, joined, missing and not usable stands there as numbers, never as values or ids."""
    told = text(site / "data-quality.html")
    raw = (site / "data-quality.html").read_text(encoding="utf-8")
    assert "a.csv: 30 rows" in told
    assert "9 rows that are not schools" in told
    assert "b.csv 20 1 3" in told
    # b: one is SUPP, one is not a number; a: one rests on 2 pupils.
    assert f"Beta {len(schools()) - 2} 90.5% the value given is not valid: 1hidden because few pupils" in told
    assert f"Alpha {len(schools()) - 1} 95.2% hidden because few pupils are involved: 1" in told
    assert "b not a number 1" in told
    assert "secret" not in raw
    assert "hidden-id" not in raw


def test_only_what_schools_are_scored_by_is_told(tmp_path):
    """Measures and ways of scoring that are for none of the schools stand neither under quality nor under method."""
    write_site(rc.score([{"id": "1", "attainment_8": 50, "progress_8": 0.1}]), tmp_path / "site")
    quality, method = text(tmp_path / "site" / "data-quality.html"), text(tmp_path / "site" / "method.html")
    assert "Points in eight subjects at 16" in quality
    assert "Progress in reading, from 7 to 11" not in quality
    assert "Schools with results at 16" in method
    assert "Schools with results at 11" not in method


def test_no_value_that_could_not_be_used_is_in_the_site(site):
    """A cell of the quarantine stands on no page and in no download."""
    for path in site.rglob("*"):
        if path.is_file() and path.suffix != ".parquet":
            assert "secret" not in path.read_text(encoding="utf-8"), path


def test_downloads_agree(site):
    """CSV, JSON lines and Parquet hold the same schools and scores; no text in the CSV is a formula."""
    parquet = pytest.importorskip("pyarrow.parquet")
    with (site / "downloads" / "scores.csv").open(newline="", encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    lines = [json.loads(line) for line in (site / "downloads" / "scores.jsonl").read_text("utf-8").splitlines()]
    stored = parquet.read_table(site / "downloads" / "scores.parquet").to_pylist()
    assert [row["id"] for row in lines] == [row["id"] for row in stored] == [school["id"] for school in schools()]
    assert [row["overall_grade"] or "" for row in lines] == [row["overall_grade"] for row in table]
    assert [row["b_score"] for row in lines][3:5] == [None, None]
    assert not [row for row in table if row["id"].startswith("=")]
    assert {row["area"] for row in table} == {"North", "South & <East>", "No area is given"}


def test_the_document_can_be_downloaded_and_loaded(site):
    """The framework's document of the site scores as the one that was used."""
    given = yaml.safe_load((site / "downloads" / "framework.yaml").read_text(encoding="utf-8"))
    assert rc.load_framework(given).hash == rc.load_framework(yaml.safe_load(DOCUMENT)).hash


def test_own_weights_are_told(tmp_path):
    """A site scored with weights of the caller's says so on the page of the method."""
    cards = rc.score([{"id": "1", "a": 1, "b": 2}], yaml.safe_load(DOCUMENT), weights={"a": 1, "b": 3})
    write_site(cards, tmp_path / "site")
    assert "not the framework's own: Alpha: 25%; Beta: 75%." in text(tmp_path / "site" / "method.html")
