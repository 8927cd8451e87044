"""Claims about the two England 2009 documents: what is history, what is ours, and what nobody knows."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from reportcard.framework import document as models
from reportcard.indicators import CATALOGUE

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


def _leaves(node):
    return [found for found in _nodes(node) if not found.children]


def test_the_card_has_its_seven_parts_and_weights(card):
    """The parts are weighted 30, 20, 15, 10, 10, 5 and 10: a hundred in all."""
    weights = {child.id: child.weight.value for child in card.score.children}
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
    assert {leaf.indicator or leaf.id for leaf in nodes if not leaf.children} <= set(CATALOGUE)


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
            direction = CATALOGUE[leaf.indicator or leaf.id].direction
            assert (worst < best) == (direction == "higher"), leaf.id


def test_each_phase_has_leaves_of_its_own(card):
    """A secondary school's variant has no results at 11, a primary school's none at 16, and together they have all."""
    parts = {v.id: {c["id"] for change in v.nodes.values() for c in change.get("children", ())} for v in card.variants}
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
        assert len(document.score.rules) == 2


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
