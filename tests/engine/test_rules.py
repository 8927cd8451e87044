"""Rules: each effect, the order in which they act, what fires them, and the trace they leave."""

from __future__ import annotations

from typing import Any

import pytest

import reportcard as rc
from tests.engine.scored import card, inner, result
from tests.engine.trees import leaf

INPUTS = {"other": {"range": [None, None]}}
COLUMNS = {"level": "level", "last_year": "last_year"}


def ruled(value: float | None, *rules: dict[str, Any], graded: bool = False, **data: Any) -> rc.NodeResult:
    """One leaf with rules, its value, and whatever else the rules read."""
    tree = leaf("a", rules=list(rules), **({"grades": "letters"} if graded else {}))
    given = data if value is None else {"a": value, **data}
    return result(tree, given, indicators=INPUTS, columns=COLUMNS)


def told(node: rc.NodeResult) -> list[tuple[str, str, str]]:
    """Effect, before and after of every rule that fired."""
    return [(rule.effect, rule.before, rule.after) for rule in node.rules]


# --- effects on the score --------------------------------------------------------------------------------------------


def test_add():
    """60 + 5 = 65, and the trace says from what to what."""
    node = ruled(60, {"add": 5})
    assert (node.score, node.score_before) == (65, 60)
    assert told(node) == [("add", "60", "65")]


def test_add_never_above():
    """98 + 5 stops at 100; 103 is above already and stays: a limit never moves a score the other way."""
    rule = {"add": 5, "never_above": 100}
    assert ruled(98, rule).score == 100
    tree = leaf("a", scale={"goalposts": [0, 100], "to": [0, 120]}, rules=[rule])
    above = result(tree, {"a": 90})
    assert (above.score, above.rules) == (108, ())


def test_subtract():
    """60 − 5 = 55."""
    assert told(ruled(60, {"subtract": 5})) == [("subtract", "60", "55")]


def test_subtract_never_below():
    """2 − 5 stops at 1; 0.5 is below already and stays."""
    rule = {"subtract": 5, "never_below": 1}
    assert ruled(2, rule).score == 1
    assert ruled(0.5, rule).score == 0.5
    assert ruled(0.5, rule).rules == ()


def test_amount_of_the_school():
    """The points to add can come from a column; where the column is empty nothing is added."""
    rule = {"add": {"from_indicator": "other"}}
    assert ruled(60, rule, other=2.5).score == 62.5
    assert told(ruled(60, rule)) == []


def test_cap_by_score():
    """A cap of 50 lowers 60 to 50 and leaves 40 alone, without a trace."""
    rule = {"cap": {"score": 50}}
    assert told(ruled(60, rule)) == [("cap", "60", "50")]
    assert (ruled(40, rule).score, ruled(40, rule).rules) == (40, ())


def test_floor_by_score():
    """A floor of 50 raises 40 to 50 and leaves 60 alone, without a trace."""
    rule = {"floor": {"score": 50}}
    assert told(ruled(40, rule)) == [("floor", "40", "50")]
    assert (ruled(60, rule).score, ruled(60, rule).rules) == (60, ())


def test_floor_from_another_indicator():
    """A floor that is another indicator: 40 rises to 47; where that one is missing, there is no floor."""
    rule = {"floor": {"score": {"from_indicator": "other"}}}
    assert ruled(40, rule, other=47).score == 47
    assert ruled(40, rule).score == 40


@pytest.mark.parametrize("effect", [{"add": 5}, {"floor": {"score": 50}}, {"set_grade": "A"}, {"withhold": "small"}])
def test_no_rule_makes_a_score(effect):
    """A rule on a missing score does nothing: it makes neither score nor grade, and leaves no trace."""
    node = ruled(None, effect, graded=True, other=1)
    assert (node.score, node.grade, node.rules, node.status) == (None, None, (), "not_collected")


# --- effects on the grade --------------------------------------------------------------------------------------------


def test_cap_by_grade():
    """80 is an A; capped at B the grade falls and the score stays 80. A C is below the cap and stays."""
    rule = {"cap": {"grade": "B"}}
    node = ruled(80, rule, graded=True)
    assert (node.score, node.grade, told(node)) == (80, "B", [("cap", "A", "B")])
    assert (ruled(45, rule, graded=True).grade, ruled(45, rule, graded=True).rules) == ("C", ())


def test_floor_by_grade():
    """30 is a D; with a floor at C the grade rises and the score stays 30. An A stays."""
    rule = {"floor": {"grade": "C"}}
    node = ruled(30, rule, graded=True)
    assert (node.score, node.grade, told(node)) == (30, "C", [("floor", "D", "C")])
    assert ruled(80, rule, graded=True).grade == "A"


@pytest.mark.parametrize(
    ("last_year", "expected"),
    [("A", "C"), ("B", "D"), ("D", "D"), ("", "D"), ("Pass", "D")],
    ids=["two below A", "two below B", "never below the lowest", "no grade last year", "no grade of this scale"],
)
def test_floor_of_last_year(last_year, expected):
    """No fall of more than two letters: last year's A lifts this year's D to C; without a grade there is no floor."""
    rule = {"floor": {"grade_in": "last_year", "lowered_by": 2}}
    assert ruled(30, rule, graded=True, last_year=last_year).grade == expected


def test_cap_by_a_column():
    """A cap can be a grade in a column as well: last year's C, raised by none, holds an A at C."""
    rule = {"cap": {"grade_in": "last_year"}}
    assert ruled(80, rule, graded=True, last_year="C").grade == "C"
    assert ruled(80, rule, graded=True).grade == "A"


def test_set_grade():
    """A grade that is set replaces any other, better or worse."""
    assert told(ruled(80, {"set_grade": "D"}, graded=True)) == [("set_grade", "A", "D")]
    assert ruled(30, {"set_grade": "A"}, graded=True).grade == "A"


def test_set_to_what_it_is():
    """A rule that changes nothing has not fired."""
    assert ruled(80, {"set_grade": "A"}, graded=True).rules == ()


# --- withhold and note -----------------------------------------------------------------------------------------------


def test_withhold():
    """A score that is withheld is gone with its grade, and the card says why."""
    node = ruled(80, {"withhold": "Unable to rate"}, graded=True)
    assert (node.score, node.grade, node.status) == (None, None, "withheld")
    assert (node.rules[0].effect, node.rules[0].text, node.rules[0].after) == ("withhold", "Unable to rate", "no score")


def test_withheld_is_not_told():
    """What a rule withholds is not on the card: not the score, and not in the rule's trace."""
    tree = inner("mean", leaf("a"), leaf("b"), rules=[{"withhold": "too few pupils"}])
    root = result(tree, {"a": 61, "b": 62})
    assert "61.5" not in root.model_dump_json()


def test_withheld_child():
    """A withheld child is absent for its parent: the mean of 80 and nothing is 80, and the reason goes up alone."""
    tree = inner("mean", leaf("a"), leaf("b", rules=[{"withhold": "small"}]))
    assert result(tree, {"a": 80, "b": 20}).score == 80
    assert result(tree, {"b": 20}).status == "withheld"


def test_note():
    """A note changes nothing and stands on the card."""
    node = ruled(80, {"note": "Read the inspection report too."}, graded=True)
    assert (node.score, node.grade, node.rules[0].text) == (80, "A", "Read the inspection report too.")


# --- order -----------------------------------------------------------------------------------------------------------


def test_score_rules_act_in_their_order():
    """Add 10, then cap at 65: 60 → 70 → 65. The other way round: 60 → 60 → 70."""
    add, cap = {"add": 10}, {"cap": {"score": 65}}
    assert told(ruled(60, add, cap)) == [("add", "60", "70"), ("cap", "70", "65")]
    assert told(ruled(60, cap, add)) == [("add", "60", "70")]


def test_grade_rules_act_in_their_order():
    """Floor at B, then cap at C: D → B → C. The other way round D is below the cap, and the floor ends at B."""
    floor, cap = {"floor": {"grade": "B"}}, {"cap": {"grade": "C"}}
    assert told(ruled(30, floor, cap, graded=True)) == [("floor", "D", "B"), ("cap", "B", "C")]
    assert told(ruled(30, cap, floor, graded=True)) == [("floor", "D", "B")]


def test_score_then_grade_then_the_rest():
    """Whatever the order written: 66 + 5 = 71 is an A, the cap makes it B, the note comes last."""
    rules = ({"note": "Capped."}, {"cap": {"grade": "B"}}, {"add": 5})
    node = ruled(66, *rules, graded=True)
    assert [rule.effect for rule in node.rules] == ["add", "cap", "note"]
    assert (node.score, node.grade) == (71, "B")


def test_rules_act_before_rounding():
    """69.3 + 0.25 = 69.55, rounded to 0.1 is 69.6: rules on the score act on what is not yet rounded."""
    node = result(leaf("a", round=0.1, rules=[{"add": 0.25}]), {"a": 69.3})
    assert (node.score, node.score_before) == (69.6, 69.3)


def test_ids_and_reasons():
    """A rule is named by its node and its own id, or its place; the reason is the framework's own words."""
    node = ruled(60, {"add": 1}, {"id": "fair", "add": 2, "because": "A fair start."})
    assert [(rule.id, rule.because) for rule in node.rules] == [("a/0", ""), ("a/fair", "A fair start.")]


# --- conditions ------------------------------------------------------------------------------------------------------


def fires(when: dict[str, Any], value: float | None = 50, **data: Any) -> bool:
    """Whether a condition is true: it adds a point where it is."""
    return bool(ruled(value, {"when": when, "note": "true"}, **data).rules)


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("below", [True, False, False]),
        ("at_most", [True, True, False]),
        ("equals", [False, True, False]),
        ("at_least", [False, True, True]),
        ("above", [False, False, True]),
    ],
)
def test_comparisons(test, expected):
    """Each comparison with 95, for 94.9, 95 and 95.1."""
    assert [fires({"indicator": "other", test: 95}, other=value) for value in (94.9, 95, 95.1)] == expected


@pytest.mark.parametrize("test", ["below", "at_most", "equals", "at_least", "above"])
def test_comparison_with_missing(test):
    """A comparison with an absent value is false, whichever it is."""
    assert not fires({"indicator": "other", test: 95})


def test_not_of_a_comparison_with_missing():
    """Because a comparison with an absent value is false, its 'not' is true: ask for 'present' where that matters."""
    assert fires({"not": {"indicator": "other", "below": 95}})


def test_two_comparisons_at_once():
    """Two bounds in one condition must both hold: 10 to below 30."""
    when = {"indicator": "other", "at_least": 10, "below": 30}
    assert [fires(when, other=value) for value in (9, 10, 29, 30)] == [False, True, True, False]


def test_comparison_with_another_indicator():
    """A bound can come from a column: 50 is above the school's own 40 and not above 60."""
    when = {"indicator": "a", "above": {"from_indicator": "other"}}
    assert [fires(when, other=40), fires(when, other=60), fires(when)] == [True, False, False]


def test_present_and_missing():
    """Present and missing ask for the value; a status can be asked for by name."""
    for what, given, expected in [
        ("present", 3, True), ("present", "suppressed", False), ("missing", 3, False), ("missing", "suppressed", True),
        ("suppressed", "suppressed", True), ("suppressed", "not_entered", False),
    ]:  # fmt: skip
        assert fires({"indicator": "other", "is": what}, other=given) is expected


def test_columns():
    """Is, is_not, in and not_in compare the text; an empty cell equals nothing."""
    level = {"column": "level"}
    assert [fires({**level, "is": "High"}, level=text) for text in ("High", "high", "")] == [True, False, False]
    assert [fires({**level, "is_not": "High"}, level=text) for text in ("High", "Primary", "")] == [False, True, True]
    assert [fires({**level, "in": ["1", "2"]}, level=text) for text in ("1", "3")] == [True, False]
    assert [fires({**level, "not_in": ["1", "2"]}, level=text) for text in ("1", "3")] == [False, True]


def test_codes_are_text():
    """The code 01 is not 1: columns are compared as the file has them."""
    assert [fires({"column": "level", "is": "01"}, level=text) for text in ("01", "1")] == [True, False]


def test_all_and_any():
    """All asks for both, any for one of them."""
    low, high = {"indicator": "other", "below": 10}, {"column": "level", "is": "High"}
    data = [{"other": 5, "level": "High"}, {"other": 5, "level": "Low"}, {"other": 50, "level": "Low"}]
    assert [fires({"all": [low, high]}, **row) for row in data] == [True, False, False]
    assert [fires({"any": [low, high]}, **row) for row in data] == [True, True, False]
    assert [fires({"all": [low, {"any": [high, low]}]}, **row) for row in data] == [True, True, False]


def test_not():
    """Not turns a condition round, alone and inside another."""
    low, high = {"indicator": "other", "below": 10}, {"column": "level", "is": "High"}
    data = [{"other": 5, "level": "High"}, {"other": 5, "level": "Low"}, {"other": 50, "level": "Low"}]
    assert [fires({"not": {"any": [low, high]}}, **row) for row in data] == [False, False, True]
    assert [fires({"all": [low, {"not": high}]}, **row) for row in data] == [False, True, False]


def test_a_node_as_a_condition():
    """A rule may ask another node for its score, its grade or whether it has one."""
    floor = {"when": {"node": "a", "at_least": 90}, "floor": {"score": 60}}
    alike = {"when": {"node": "a", "grade_in": ["A", "B"]}, "note": "good"}
    gone = {"when": {"node": "a", "is": "missing"}, "note": "gone"}
    tree = inner("mean", leaf("a", grades="letters"), leaf("b", rules=[floor, alike, gone]))
    assert told(card(tree, {"a": 95, "b": 20})["b"]) == [("floor", "20", "60"), ("note", "60", "60")]
    assert told(card(tree, {"a": 50, "b": 20})["b"]) == []
    assert [rule.text for rule in card(tree, {"b": 20})["b"].rules] == ["gone"]


def test_a_rule_that_asks_its_own_node():
    """What comes after the score may ask for it: a note where the grade is A and an inspection disagrees."""
    rule = {"when": {"all": [{"node": "a", "grade_in": ["A"]}, {"indicator": "other", "at_least": 4}]}, "note": "look"}
    assert [bool(ruled(value, rule, graded=True, other=4).rules) for value in (80, 60)] == [True, False]


def test_fired_over_many_schools():
    """Columns of report cards say for which schools a rule fired."""
    from tests.engine.trees import framework

    ready = framework(leaf("a", rules=[{"id": "cap", "cap": {"score": 50}}]))
    cards = rc.score([{"id": "x", "a": 60}, {"id": "y", "a": 40}], ready)
    assert cards.fired()["a/cap"].tolist() == [True, False]
