"""Claims about the two England 2009 documents: what is history, what is ours, and what nobody knows."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import reportcard as rc
from reportcard.framework import document as models
from reportcard.framework import load_framework, variant_document
from reportcard.indicators import CATALOGUE
from reportcard.metrics import Registry

BUILT_IN = Registry()
BUILTIN = Path(models.__file__).parent / "builtin"


def _read(name):
    return models.Framework.model_validate(yaml.safe_load((BUILTIN / f"{name}.yaml").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def card():
    """The default framework."""
    return _read("school-report-card-2009")


@pytest.fixture(scope="module")
def prospectus():
    """The framework that holds only what is documented."""
    return _read("england-2009-prospectus")


def _nodes(node):
    return [node, *(found for child in node.children for found in _nodes(child))]


def _read_by(leaf):
    """Indicators that a leaf reads: those of its metric's roles, its own, or the one of its id."""
    if leaf.metric is None:
        return {leaf.indicator or leaf.id}
    roles = BUILT_IN[leaf.metric.id].inputs
    given = [leaf.metric.arguments[role] for role in roles]
    return {name for names in given for name in ([names] if isinstance(names, str) else names)}


def _leaves(node):
    return [found for found in _nodes(node) if not found.children]


def test_the_card_has_its_seven_parts_and_weights(card):
    """The parts are weighted 30, 20, 15, 10, 10, 5 and 10: a hundred in all."""
    weights = {child.id: child.weight.value for child in card.score.children if not child.beside}
    assert weights == {
        "progress": 30, "attainment": 20, "well_being": 15, "disadvantage": 10, "views": 10, "partnership": 5,
        "ofsted": 10,
    }  # fmt: skip
    assert sum(weights.values()) == 100


def test_no_number_of_the_card_is_called_history(card):
    """Weights, targets, cut scores and rules are conventions: none of 2009 was ever published."""
    provenance = card.provenance
    standings = [provenance.weights, provenance.targets, provenance.cut_scores, provenance.rules]
    assert {part.standing for part in standings} == {"convention"}
    goals = [goal for leaf in _leaves(card.score) for goal in getattr(leaf.scale, "goalposts", ())]
    assert {goal.standing for goal in goals} == {"convention"}
    assert all(goal.unit and goal.note for goal in goals)


@pytest.mark.parametrize("name", ["school-report-card-2009", "england-2009-prospectus"])
def test_every_node_has_a_title_and_every_leaf_an_indicator(name):
    """A reader sees plain words at every node, and every leaf reads an indicator that the library describes."""
    nodes = _nodes(_read(name).score)
    assert all(node.title for node in nodes)
    assert set().union(*(_read_by(leaf) for leaf in nodes if not leaf.children)) <= set(CATALOGUE)


@pytest.mark.parametrize("name", ["school-report-card-2009", "england-2009-prospectus"])
def test_lines_are_short(name):
    """A line fits an editor, so that a change can be reviewed."""
    lines = (BUILTIN / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    assert max(map(len, lines)) <= 120


def test_goalposts_run_from_worst_to_best(card):
    """The second goalpost is the better one, as the indicator's direction says."""
    variants = [models.Node.model_validate({"id": i} | change) for v in card.variants for i, change in v.nodes.items()]
    for leaf in [*_leaves(card.score), *(node for node in variants if node.scale)]:
        if isinstance(leaf.scale, models.Goalposts):
            worst, best = (goal.value for goal in leaf.scale.goalposts)
            direction = CATALOGUE[min(_read_by(leaf) & {leaf.id}, default=leaf.indicator)].direction
            assert (worst < best) == (direction == "higher"), leaf.id


def test_each_phase_has_leaves_of_its_own(card):
    """A secondary school's variant has no results at 11, a primary school's none at 16, and together they have all."""
    results = ("progress", "attainment", "disadvantage")
    parts = {v.id: {c["id"] for part in results for c in v.nodes[part]["children"]} for v in card.variants}
    assert not any(name.startswith("ks2_") for name in parts["secondary"])
    assert all(name.startswith("ks2_") for name in parts["primary"])
    both = {leaf.id for part in card.score.children[:2] for leaf in _leaves(part)}
    assert both <= parts["secondary"] | parts["primary"]


def test_five_letters_with_words_and_colours(card):
    """Grades run from A to E, each with a label, a short meaning and a colour of its own."""
    bands = card.grade_scales["letters"].bands
    assert [band.grade for band in bands] == list("ABCDE")
    assert len({band.colour for band in bands}) == len({band.meaning for band in bands}) == 5
    assert all(len(band.meaning.split()) <= 12 and band.label for band in bands)


def test_small_numbers_are_suppressed(card):
    """Every result of pupils needs at least six of them."""
    results = [name for name in card.indicators if name.startswith(("progress", "attainment", "grade", "ebacc", "ks2"))]
    assert {card.indicators[name].minimum_n for name in results} == {6}


def test_a_mismatch_with_the_inspection_is_noted_and_changes_nothing(card, prospectus):
    """Score and inspection that disagree leave a note; no rule of either document caps or overrides."""
    for document in (card, prospectus):
        assert [rule.id for rule in document.score.rules if rule.note] == [rule.id for rule in document.score.rules]
        assert {"inspection_lower", "inspection_higher"} <= {rule.id for rule in document.score.rules}


def test_the_prospectus_invents_nothing(prospectus):
    """It has no weight, scale, grade or overall score; the inspection stands beside."""
    nodes = _nodes(prospectus.score)
    assert not [node.id for node in nodes if node.weight or node.scale or node.grades]
    assert {node.combine for node in nodes if node.children} == {"profile"}
    assert [node.id for node in nodes if node.beside] == ["ofsted"]
    assert prospectus.grade_scales == {}


def test_the_prospectus_has_the_documented_parts(prospectus):
    """Six parts are documented, and partnership as a possible seventh."""
    parts = [child.id for child in prospectus.score.children if not child.beside]
    assert sorted(parts) == sorted(
        ["attainment", "progress", "well_being", "disadvantage", "parents_views", "pupils_views", "partnership"]
    )


@pytest.mark.parametrize("variant", [None, "secondary", "primary"])
def test_well_being_is_the_five_outcomes(variant):
    """The outcomes of Every Child Matters are nodes; what becomes of leavers at 16 is not asked of primary schools."""
    framework = load_framework("school-report-card-2009")
    document = framework if variant is None else variant_document(framework, variant)
    [part] = [child for child in document.score.children if child.id == "well_being"]
    outcomes = ["be_healthy", "stay_safe", "enjoy_and_achieve", "positive_contribution", "economic_well_being"]
    assert [child.id for child in part.children] == (outcomes[:4] if variant == "primary" else outcomes)
    assert all(_leaves(child) for child in part.children)


def test_attendance_alone_is_enough_for_well_being(card):
    """In every variant enjoy and achieve carries more than the share that well-being needs, and no other does alone."""
    [part] = [child for child in card.score.children if child.id == "well_being"]
    weights = {child.id: child.weight.value for child in part.children}
    for left_out in (0, weights["economic_well_being"]):
        shares = {name: weight / (sum(weights.values()) - left_out) for name, weight in weights.items()}
        assert [name for name, share in shares.items() if share >= part.needs.weight] == ["enjoy_and_achieve"]


def test_guarantees_stand_beside_and_have_no_weight(card):
    """What pupils and parents are entitled to is shown, and no part of the score."""
    [guarantees] = [child for child in card.score.children if child.id == "guarantees"]
    assert (guarantees.beside, guarantees.weight, guarantees.combine) == (True, None, "profile")
    assert {leaf.metric.id for leaf in _leaves(guarantees)} == {"coverage_of_entitlements", "entitlement_reach"}
    assert not [leaf.id for leaf in _leaves(guarantees) if leaf.scale or leaf.grades]


def test_surveys_have_a_minimum_of_answers_and_of_response(card):
    """Every item of a survey is measured with the number of answers and the response rate, and says both minima."""
    items = [leaf for leaf in _leaves(card.score) if leaf.metric and leaf.metric.id == "survey_share"]
    assert len(items) == 10
    for item in items:
        who = "parents" if item.id.startswith("parents") else "pupils"
        given = item.metric.arguments
        assert (given["responses"], given["invited"]) == (f"{who}_answered", f"{who}_asked")
        assert (given["minimum_responses"], given["minimum_rate"]) == (10, 0.15 if who == "parents" else 0.4)


HIGH = {"progress_8": 1, "attainment_8": 65, "grade_5_english_maths": 80, "overall_absence": 2.5}
LOW = {"progress_8": -1, "attainment_8": 29, "grade_5_english_maths": 5, "overall_absence": 8.5}


@pytest.mark.parametrize(
    ("results", "ofsted", "grade", "note"),
    [
        (HIGH, "Inadequate", "A", "inspection_lower"),
        (HIGH, "Requires improvement", "A", "inspection_lower"),
        (HIGH, "Good", "A", None),
        (LOW, "Outstanding", "E", "inspection_higher"),
        (LOW, "Good", "E", "inspection_higher"),
        (LOW, "Requires improvement", "E", None),
        (LOW, None, "E", None),
    ],
)
def test_the_card_says_that_score_and_inspection_disagree(results, ofsted, grade, note):
    """Two grades apart and more there is a note; it changes nothing, and without an inspection there is none."""
    school = {"id": "1", "phase": "Secondary", **results, "ofsted_overall": ofsted}
    card = rc.score(school)
    assert card.overall.grade == grade
    assert [rule.id for rule in card.overall.rules] == ([f"overall/{note}"] if note else [])
    assert any("disagree" in rule.text for rule in card.overall.rules) == bool(note)


def test_the_prospectus_says_that_a_grade_is_above_its_limits():
    """Good over all, with a safeguarding that is inadequate: at best 4 (england.md 6.1), and the card says so."""
    judged = {f"ofsted_{area}": 2 for area in ("outcomes", "capacity", "teaching", "curriculum", "care", "equality")}
    for safeguarding, limit, noted in ((4, 4, True), (2, 2, False)):
        school = {"id": "1", "ofsted_overall": 2, **judged, "ofsted_safeguarding": safeguarding}
        card = rc.score(school, "england-2009-prospectus")
        assert card["inspection_limit"].value == limit
        assert [rule.id for rule in card.overall.rules] == ["overall/inspection_above_its_limits"] * noted


def test_a_document_can_say_how_far_a_school_can_influence_an_indicator():
    """What the catalogue says reaches the card; what a document's own entry says comes before it."""
    base = {"framework": "ours", "extends": "school-report-card-2009"}
    ours = rc.load_framework(base | {"indicators": {"neet": {"controllable": "context"}}})
    school = {"id": "1", "phase": "Secondary", "neet": 4, "progress_8": 0.1}
    assert rc.score(school)["neet"].about.controllable == "partly"
    card = rc.score(school, ours)
    assert card["neet"].about.controllable == "context"
    assert "the school can hardly influence it" in card.explain("neet")
    assert (card["progress_8"].about.controllable, "influence" in card.explain("progress_8")) == ("school", False)
