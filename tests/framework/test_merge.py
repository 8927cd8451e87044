"""Claims about the one merge: documents that extend others, variants, and changes to single nodes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportcard.errors import FrameworkError, UnknownNameError
from reportcard.framework import check_framework, framework_hash, load_framework, variant_document
from reportcard.framework.merge import merged
from reportcard.framework.tree import from_mapping
from reportcard.framework.yaml_strict import read_yaml

GOOD = Path(__file__).parent / "good.yaml"


@pytest.fixture
def extend(tmp_path):
    """Write the good document, and one next to it that extends it; return the path of the second."""
    (tmp_path / "good.yaml").write_text(GOOD.read_text(encoding="utf-8"), "utf-8")

    def write(text, name="next.yaml"):
        (tmp_path / name).write_text(f"framework: next\nextends: good.yaml\n{text}", "utf-8")
        return tmp_path / name

    return write


def bands(framework, scale="letters"):
    return {band.grade: band.start and band.start.value for band in framework.grade_scales[scale].bands}


# --- the mechanism


def test_mappings_merge_and_lists_replace():
    """Mappings merge by key at every depth; a list or a plain value replaces what was there."""
    base, patch = from_mapping({"a": {"b": 1, "c": [1, 2]}, "d": 1}), from_mapping({"a": {"c": [3]}, "d": {"e": 2}})

    assert merged(base, patch) == {"a": {"b": 1, "c": [3]}, "d": {"e": 2}}
    assert base == {"a": {"b": 1, "c": [1, 2]}, "d": 1}


def test_a_condition_replaces_a_condition():
    """Parts of two conditions would make neither: the rows of a document are chosen by its own condition alone."""
    base, patch = ({"source": {"rows": {"column": "TYPE", key: value}}} for key, value in (("in", ["1"]), ("is", "4")))

    assert merged(from_mapping(base), from_mapping(patch)) == patch


def test_null_takes_a_key_away():
    """A null takes away what is inherited; where there is nothing to take away it is a plain null."""
    assert merged(from_mapping({"a": 1, "b": 2}), from_mapping({"a": None, "c": None})) == {"b": 2, "c": None}


# --- extends


def test_a_document_inherits_what_it_does_not_name(extend):
    """A document that extends another is that document with what it changes; it keeps its own id and version."""
    base, framework = load_framework(GOOD), load_framework(extend("title: Next year\nyear: 2010\n"))

    assert (framework.framework, framework.version) == ("next", "1")
    assert (framework.title, framework.year, framework.authority) == ("Next year", "2010", "The tests")
    assert framework.score == base.score
    assert framework.extends is None


def test_nodes_are_changed_by_id(extend):
    """Each key that is given replaces that key of the node; null takes a key away; other nodes stay."""
    framework = load_framework(
        extend("nodes:\n  maths: {scale: {goalposts: [0, 10]}, missing: null}\n  staying: {weight: 30}\n")
    )
    results, staying = framework.score.children[:2]

    assert results.children[1].scale.goalposts[1].value == 10
    assert results.children[1].missing is None
    assert results.children[1].max == 100
    assert staying.weight.value == 30


def test_changed_children_can_be_changed_further(extend):
    """Changes act in the order written: a node that came with new children can be changed after them."""
    framework = load_framework(
        extend(
            "nodes:\n  results: {children: [{id: reading}, {id: new}], max: 50}\n  new: {title: New}\n"
            "indicators: {new: {}}\n"
        )
    )

    assert framework.score.children[0].children[1].title == "New"


def test_a_whole_tree_replaces_the_tree(extend):
    """``score`` is not merged: nothing of the inherited tree is left."""
    framework = load_framework(extend("score: {id: reading}\nvariants: null\nsource: {published: null}\n"))

    assert framework.score.model_dump(exclude_unset=True) == {"id": "reading"}
    assert framework.variants == ()
    assert framework.source.id == ("LEA", "ESTAB")


def test_a_new_cut_keeps_the_words_of_its_band(extend):
    """Grade scales merge by grade: a new cut keeps label and place; null takes a band away."""
    framework = load_framework(
        extend("grade_scales:\n  letters: {A: 80, B: null}\n  levels: {3: 55}\nvariants: null\n")
    )

    assert bands(framework) == {"A": 80, "C": None}
    assert framework.grade_scales["letters"].bands[0].label == "Very good"
    assert bands(framework, "levels") == {"4": 75, "3": 55, "2": 25, "1": None}


def test_written_bands_replace_the_bands(extend):
    """A scale that is written with ``bands`` has those bands only."""
    framework = load_framework(
        extend("grade_scales:\n  letters: {bands: [{grade: A, from: 60}, {grade: C}]}\nvariants: null\n")
    )

    assert bands(framework) == {"A": 60, "C": None}


def test_problems_in_what_is_inherited_name_the_inherited_file(extend, tmp_path):
    """A key that the base has wrong is reported in the base; one that the document has wrong, in the document."""
    (tmp_path / "good.yaml").write_text("titel: x\n" + GOOD.read_text(encoding="utf-8"), "utf-8")
    wheres = [problem.where for problem in check_framework(extend("summery: x\n"))]

    assert [Path(where.split(":")[0]).name for where in wheres] == ["good.yaml", "next.yaml"]


def test_a_change_that_does_not_fit_is_told_where_it_is_written(extend):
    """A change to a node is checked in the tree that it changes, and reported in the line that makes it."""
    path = extend("nodes:\n  maths: {weight: 3}\n")
    [problem] = check_framework(path)

    assert problem.code == "weight-on-nothing"
    assert problem.where == f"{path}:4 nodes.maths.weight"


@pytest.mark.parametrize("change", ["nodes:\n  matsh: {max: 3}\n", "nodes:\n  maths: 3\n"])
def test_changes_to_nothing_are_told(extend, change):
    """A change to a node that is not there, or that is no mapping, is a problem."""
    assert len(check_framework(extend(change))) == 1


def test_documents_that_extend_each_other_are_refused(extend, tmp_path):
    """Two documents that extend each other are a cycle, not an endless loop."""
    path = extend("")
    (tmp_path / "good.yaml").write_text("framework: good\nextends: next.yaml\n", "utf-8")

    assert [problem.code for problem in check_framework(path)] == ["cycle"]


def test_a_built_in_document_can_be_extended():
    """A mapping may extend a built-in framework by its id; the result is a framework of its own."""
    base = load_framework("school-report-card-2009")
    framework = load_framework({"framework": "ours", "extends": base.framework, "title": "Ours"})

    assert framework.score == base.score
    assert framework_hash(framework) != framework_hash(base)


def test_a_mapping_has_no_neighbours():
    """A document without a folder cannot extend a file."""
    assert check_framework({"framework": "a", "extends": "good.yaml"})[0].code == "unknown-framework"


# --- variants


def test_a_variant_is_a_complete_document():
    """The document of a variant has its changes, everything else of the framework, and no variants."""
    framework = load_framework(GOOD)
    high = variant_document(framework, "high")

    assert high.variants == ()
    assert bands(high) == {"A": 64, "B": 50, "C": None}
    assert high.score.children[1].weight.value == 50
    assert high.score.children[1].rules == ()
    assert high.score.children[0] == framework.score.children[0]
    assert high.indicators == framework.indicators


def test_a_variant_may_have_a_tree_of_its_own():
    """A variant with ``score`` has that tree instead of the document's."""
    small = variant_document(load_framework(GOOD), load_framework(GOOD).variants[1])

    assert [child.id for child in small.score.children] == ["reading", "maths"]


def test_the_scales_of_a_variant_are_complete():
    """After loading, a variant's grade scales are written out in full: a reader of the model need not merge."""
    assert [band.grade for band in load_framework(GOOD).variants[0].grade_scales["letters"].bands] == ["A", "B", "C"]


def test_a_variant_survives_a_round_trip():
    """The document of a variant is the same for a framework that was dumped and loaded."""
    framework = load_framework(GOOD)
    again = load_framework(json.loads(framework.model_dump_json(by_alias=True, exclude_unset=True)))

    assert variant_document(again, "high") == variant_document(framework, "high")


def test_an_unknown_variant_is_suggested():
    """A misspelt variant is answered with the closest one."""
    with pytest.raises(UnknownNameError, match="Did you mean 'high'"):
        variant_document(load_framework(GOOD), "hihg")


def test_a_variant_that_does_not_fit_is_an_error():
    """A variant that was made by hand and does not fit the framework is refused with its problems."""
    framework = load_framework(GOOD)
    variant = framework.variants[0].model_copy(update={"nodes": {"nowhere": {"weight": 1}, "maths": {"wieght": 1}}})

    with pytest.raises(FrameworkError) as caught:
        variant_document(framework, variant)

    assert [problem.code for problem in caught.value.problems] == ["dangling-node", "unknown-key"]


def test_what_a_variant_shares_is_told_once():
    """A defect of the document that its variants inherit is reported once, without a variant's name."""
    text = GOOD.read_text(encoding="utf-8").replace("goalposts: [0, 200]", "goalposts: [5, 5]")
    [problem] = check_framework(read_yaml(text.encode(), "good.yaml"))

    assert problem.code == "goalposts-equal"
    assert "variant" not in problem.message
