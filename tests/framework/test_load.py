"""Claims about loading: where documents come from, what is reported, and what identifies them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from reportcard.errors import FrameworkError, UnknownNameError
from reportcard.framework import check_framework, framework_hash, frameworks, load_framework
from reportcard.framework.origin import builtin_names
from reportcard.framework.yaml_strict import read_file

GOOD = Path(__file__).parent / "good.yaml"
SMALL = {"framework": "small", "title": "Small", "score": {"id": "reading"}}


def small(**changes):
    return {**SMALL, **changes}


def codes(document):
    return [problem.code for problem in check_framework(document)]


# --- where documents come from


def test_a_good_document_has_no_problems():
    """The document that uses most of the language loads."""
    assert check_framework(GOOD) == []
    assert load_framework(GOOD).framework == "good"


def test_a_path_may_be_text():
    """A text with a separator or ending in .yaml is a path."""
    assert load_framework(str(GOOD)) == load_framework(GOOD)


@pytest.mark.parametrize("name", builtin_names())
def test_built_in_documents_are_good(name):
    """Every built-in document loads, and is called what its file is called."""
    assert check_framework(name) == []
    assert load_framework(name).framework == name


def test_built_in_documents_are_loaded_once():
    """A built-in framework is kept, for callers that score one school at a time."""
    name = builtin_names()[0]

    assert load_framework(name) is load_framework(name)


def test_built_in_documents_are_listed():
    """The list names every built-in document, with what a reader needs to choose."""
    assert [info.id for info in frameworks()] == list(builtin_names())
    assert all(info.title and info.version for info in frameworks())


def test_an_unknown_name_is_suggested():
    """A misspelt built-in name is answered with the closest one."""
    with pytest.raises(UnknownNameError, match="Did you mean 'school-report-card-2009'"):
        load_framework("school-reportcard-2009")
    assert check_framework("school-reportcard-2009")[0].code == "unknown-framework"


def test_a_mapping_is_a_document():
    """A mapping of plain values is validated as it is; keys may be numbers, as other YAML readers give them."""
    lookup = load_framework(small(score={"id": "reading", "scale": {"lookup": {1: 10, "2": 20, "Good": 30}}}))

    assert set(lookup.score.scale.lookup) == {1.0, 2.0, "Good"}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (object(), "wrong-type"),
        (float("nan"), "wrong-type"),
        (10**400, "wrong-type"),
        ("\ud800", "wrong-type"),
        ({True: 1}, "wrong-key"),
        ({"\ud800": 1}, "wrong-key"),
    ],
)
def test_a_mapping_of_odd_things_is_refused(value, code):
    """Objects, NaN, endless numbers and odd keys are problems that name their path."""
    [problem] = check_framework(small(notes=[value]))

    assert problem.code == code
    assert problem.where.startswith("notes[0]")


def test_a_mapping_that_holds_itself_is_refused():
    """A Python mapping with a cycle is refused like any other that is too deep."""
    document = small()
    document["nodes"] = document

    assert codes(document) == ["too-deep"]


def test_dates_of_other_readers_become_text():
    """A date that another YAML reader made is the text that was written."""
    document = small(references=[{"id": "guide", "title": "Guide", "date": date(2009, 6, 30)}])

    assert load_framework(document).references[0].date == "2009-06-30"


def test_a_loaded_framework_loads_again():
    """What a framework dumps, loads to the same framework, in Python and through JSON."""
    framework = load_framework(GOOD)

    assert load_framework(framework.model_dump(by_alias=True)) == framework
    assert load_framework(json.loads(framework.model_dump_json(by_alias=True))) == framework


# --- text that looks like numbers


def test_text_keeps_how_it_was_written():
    """Where the language wants text, a number is the text that stands in the file."""
    framework = load_framework(GOOD)

    assert framework.version == "1.10"
    assert framework.year == "2009"
    assert framework.source.rows.in_ == ("01", "2")
    assert [band.grade for band in framework.grade_scales["levels"].bands] == ["4", "3", "2", "1"]
    assert set(framework.indicators["staying"].codes) == {"1"}


def test_steps_and_lookups_have_numbers():
    """Keys that stand for values of the data are numbers; words among them stay words."""
    _, maths, extra = load_framework(GOOD).score.children[0].children

    assert [step.at and step.at.value for step in maths.scale.steps] == [None, 10, 40]
    assert set(extra.scale.lookup) == {1, 2, "Good"}


# --- what is reported


def test_everything_is_told_at_once():
    """Refused parts, contradictions and variants are reported by one reading, in the order of the file."""
    document = small(
        tittle="Twice",
        score={
            "id": "overall",
            "combine": "sum",
            "children": [{"id": "a", "max": "ten"}, {"id": "a"}, {"id": "b", "scale": {"goalposts": [1, 1]}}],
        },
    )

    assert set(codes(document)) == {"unknown-key", "wrong-type", "duplicate-node", "goalposts-equal"}


def test_what_only_follows_is_not_told():
    """A misspelt weight is one problem; that a weight is missing follows from it and is not told."""
    children = [{"id": "a", "weight": 1}, {"id": "b", "wieght": 1}]

    assert codes(small(score={"id": "overall", "combine": "weighted_mean", "children": children})) == ["unknown-key"]


def test_a_refused_section_does_not_make_its_names_unknown():
    """Where the indicators cannot be read, those that use them are not accused."""
    score = {"id": "a", "rules": [{"when": {"indicator": "pupils", "below": 5}, "subtract": 1}]}

    assert codes(small(score=score, indicators=["pupils"])) == ["wrong-type"]


def test_problems_are_limited():
    """Thousands of problems are cut to what a reader can use, and the cut is told."""
    found = codes(small(**{f"key{number}": 1 for number in range(3000)}))

    assert len(found) == 201
    assert found[-1] == "too-many-problems"


def test_the_error_tells_every_problem():
    """The text of the error has one line for each problem, with place, remedy and code."""
    with pytest.raises(FrameworkError) as caught:
        load_framework(small(tittle="x", score={"id": "a", "wieght": 1}))

    text = str(caught.value)
    assert "'small' has 2 problems" in text
    assert "score.wieght: There is no key 'wieght' in a node. Did you mean 'weight'? [unknown-key]" in text


def test_nested_conditions_have_exact_paths():
    """A path through nested conditions is the written one, without the machinery of unions."""
    when = {"not": {"not": {"all": [{"indicator": "reading", "below": "x"}]}}}
    [problem] = check_framework(small(score={"id": "reading", "rules": [{"when": when, "subtract": 1}]}))

    assert problem.where == "score.rules[0].when.not.not.all[0].below"


def test_the_words_of_a_condition_are_all_known():
    """Where a status or a word may stand, the message knows both."""
    when = {"indicator": "reading", "is": "presnt"}
    [problem] = check_framework(small(score={"id": "reading", "rules": [{"when": when, "subtract": 1}]}))

    assert problem.remedy.startswith("Did you mean 'present'? Known: present, missing, available,")


def test_a_rule_that_acts_on_a_final_score_may_ask_about_its_own_node():
    """A note, a grade or a withholding may depend on the score of its own node; the score itself may not."""
    when = {"node": "reading", "below": 5}

    assert codes(small(score={"id": "reading", "rules": [{"when": when, "note": "Low"}]})) == []
    assert codes(small(score={"id": "reading", "rules": [{"when": when, "subtract": 1}]})) == ["cycle"]


def test_a_sum_knows_its_maximum():
    """Shares of the maximum need no 'max' on a sum whose children have one; a bonus does not count."""
    children = [{"id": "a", "max": 40}, {"id": "b", "max": 60}, {"id": "c", "bonus": True}]
    score = {"id": "all", "combine": "sum", "children": children, "grades": {"scale": "pass", "as": "share_of_max"}}
    scales = {"pass": {"Yes": 50, "No": "lowest"}}

    assert codes(small(score=score, grade_scales=scales)) == []
    assert codes(small(score={**score, "children": [{"id": "a"}, *children]}, grade_scales=scales)) != []


def test_too_many_variants_are_refused():
    """Thousands of variants of a large document would take minutes to check; they are refused instead."""
    children = [{"id": f"n{number}"} for number in range(300)]
    variants = [{"id": f"v{number}", "when": {"indicator": "n1", "is": "present"}} for number in range(700)]
    score = {"id": "all", "combine": "mean", "children": children}

    assert codes(small(score=score, variants=variants)) == ["too-large"]


# --- what identifies a document


def test_the_hash_is_of_the_content(tmp_path):
    """Comments, the order of keys, and short or long forms make no difference to the hash."""
    text = GOOD.read_text(encoding="utf-8").replace("weight: 40", "weight: {value: 40.0}")
    other = tmp_path / "other.yaml"
    other.write_text(text.replace("title:", "# a comment\ntitle:").replace("round: 0.1", "round: {to: 0.1}"), "utf-8")
    backwards = dict(reversed(read_file(GOOD).items()))

    assert framework_hash(load_framework(other)) == framework_hash(load_framework(GOOD))
    assert framework_hash(load_framework(backwards)) == framework_hash(load_framework(GOOD))


def test_the_hash_tells_documents_apart():
    """Any number, word or order that differs gives another hash; it has 16 hexadecimal digits."""
    score = {"id": "all", "combine": "mean", "children": [{"id": "a"}, {"id": "b"}]}
    turned = {**score, "children": [{"id": "b"}, {"id": "a"}]}
    documents = [
        small(),
        small(version="2"),
        small(score=score),
        small(score=turned),
        small(score={**score, "round": 1}),
    ]
    hashes = {framework_hash(load_framework(document)) for document in documents}

    assert len(hashes) == len(documents)
    assert all(len(value) == 16 and int(value, 16) >= 0 for value in hashes)


def test_the_hash_is_stable():
    """The hash of a document is the same in every process and release: last year's results can still be traced."""
    assert framework_hash(load_framework(small())) == "9100c12ed9f236a1"
