"""The explanation of a card: every sum can be checked by hand from what is printed."""

from __future__ import annotations

import ast
import operator
import random
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import pytest

from reportcard.errors import UnknownNameError
from reportcard.indicators.status import Status
from reportcard.results.card import About, NodeResult, ReportCard, RuleTrace
from tests.render.cards import CARDS, leaf, mean, ruled_card, school_card, small_card
from tests.render.hostile import CORPUS, filled

_OPERATORS = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}  # fmt: skip
_SUM = re.compile(
    r": (?P<sum>[-−0-9.,()×÷+^ ]+) = (?P<result>−?[0-9.,]+)(?: → rounded to (?P<step>[0-9.]+): (?P<score>−?[0-9.]+))?"
)


def _worked_out(expression: str) -> float:
    """The value of a printed expression, worked out by its own rules."""

    def value(node: ast.expr) -> float:
        match node:
            case ast.BinOp():
                return float(_OPERATORS[type(node.op)](value(node.left), value(node.right)))
            case ast.UnaryOp(op=ast.USub()):
                return -value(node.operand)
            case ast.Constant():
                return float(node.value)  # type: ignore[arg-type]
        raise AssertionError(expression)

    plain = expression.translate(str.maketrans({"×": "*", "÷": "/", "−": "-", ",": None})).replace("^", "**")
    return value(ast.parse(plain, mode="eval").body)


def _checked(text: str) -> Iterator[bool]:
    """For each printed sum: whether it gives the printed result, and rounding that gives the printed score."""
    for found in _SUM.finditer(text):
        result = found["result"].replace("−", "-").replace(",", "")
        places = len(result.partition(".")[2])
        yield abs(_worked_out(found["sum"]) - float(result)) <= 0.5 * 10**-places + 1e-9
        if found["step"]:
            step = Decimal(found["step"])
            rounded = (Decimal(result) / step).quantize(Decimal(1), ROUND_HALF_UP) * step
            yield rounded == Decimal(found["score"].replace("−", "-"))


@pytest.mark.parametrize("name", CARDS)
def test_printed_sums_are_right(name: str) -> None:
    """Working out each printed sum gives the printed result, and rounding it half up the printed score."""
    checks = list(_checked(CARDS[name]().explain()))

    assert all(checks)
    assert checks or name == "profile"


@pytest.mark.parametrize("seed", range(150))
def test_printed_sums_are_right_whatever_the_numbers(seed: int) -> None:
    """Decimals are added until the printed numbers give the printed result."""
    draw = random.Random(seed)  # noqa: S311  test data
    children = tuple(
        leaf(f"m{number}", "Measure", draw.choice([1, 3, 7.5, 12.25, 33.333]),
             draw.choice([None, draw.uniform(-50, 150), round(draw.uniform(0, 100), 1)]),
             (0.0, draw.choice([50.0, 97.3])))
        for number in range(draw.randint(1, 9))
    )  # fmt: skip
    rounding, decimals = draw.choice([(1.0, 0), (0.1, 1), (0.5, 1), (0.01, 2), (5.0, 0)])
    node = mean("all", "All", None, children, rounding=rounding, decimals=decimals)
    text = school_card(overall=node).explain()

    assert all(_checked(text))
    assert node.score is None or list(_checked(text))


def _inner(kind: str, scores: list[float], result: float, **about: object) -> ReportCard:
    children = tuple(
        NodeResult(id=f"n{at}", about=About(title=f"Part {at}", weight_share=1 / len(scores)), score=score, value=score)
        for at, score in enumerate(scores)
    )
    return school_card(overall=NodeResult(
        id="all", about=About(title="All", kind=kind, decimals=2, **about), score=result, children=children  # type: ignore[arg-type]
    ))  # fmt: skip


@pytest.mark.parametrize(("kind", "scores", "result", "told"), [
    ("sum", [12.5, 20.0, -3.25], 29.25, "All: 12.5 + 20.0 + (−3.25) = 29.25"),
    ("mean", [1.0, 2.0, 4.0], 7 / 3, "All: (1.0 + 2.0 + 4.0) ÷ 3 = 2.3333"),
    ("product", [0.96, 5.4], 5.184, "All: 0.96 × 5.4 = 5.184"),
    ("harmonic_mean", [40.0, 60.0], 48.0, "All: 2 ÷ (1 ÷ 40.0 + 1 ÷ 60.0) = 48.00"),
    ("harmonic_mean", [0.0, 40.0, 60.0], 48.0, "All: 2 ÷ (1 ÷ 40.0 + 1 ÷ 60.0) = 48.00"),
    ("geometric_mean", [4.0, 9.0], 6.0, "All: 4.0^0.50 × 9.0^0.50 = 6.00"),
    ("best", [4.0, 9.0], 9.0, "All: best of Part 0 4.0, Part 1 9.0 = 9.00"),
    ("worst", [4.0, 9.0], 4.0, "All: worst of Part 0 4.0, Part 1 9.0 = 4.00"),
    ("grid", [2.0, 4.0], 3.0, "All: the cell of the table for “Part 0” 2.0 and “Part 1” 4.0 is 3.00"),
    ("power_mean", [3.0, 4.0], 3.54, "All: the power mean of “Part 0” 3.0 and “Part 1” 4.0 is 3.54"),
    ("all_of", [1.0, 0.0], 0.0, "All: whether all are met: “Part 0” 1.0 and “Part 1” 0.0 is 0.00"),
    ("sum", [1.0, 2.0], 99.0, "All: sum “Part 0” 1.0 and “Part 1” 2.0 is 99.00"),
])  # fmt: skip
def test_each_combination_is_written_out(kind: str, scores: list[float], result: float, told: str) -> None:
    """Every combination shows its own formula; a sum that does not give the result is told, not printed."""
    assert told in _inner(kind, scores, result).explain().split("\n")


def test_weights_that_moved_are_told() -> None:
    """Where a child is missing, declared and applied weights are both printed."""
    text = school_card().explain("well_being")

    assert "Lessons missed (weight 0.30 declared, 0.40 applied): 5.1% → 56.6667" in text
    assert "Pupils feel safe (weight 0.15, not counted): no score: not collected" in text
    assert "its weight went to the others: “Lessons missed” 0.30 → 0.40" in text


def test_one_node_is_explained_alone() -> None:
    """``explain(node)`` begins with that node and keeps its weights."""
    text = school_card().explain("views")

    assert text.startswith("What parents and pupils say (weight 0.1053, not counted): no score: not enough evidence")


def test_unknown_node_is_an_error_with_a_remedy() -> None:
    """A misspelt node gets a did-you-mean."""
    with pytest.raises(UnknownNameError, match="Did you mean 'progress'"):
        school_card().explain("progres")


def test_rules_show_before_and_after() -> None:
    """A rule that fired shows what it changed, and why."""
    text = ruled_card().explain()

    assert "rule overall/participation: 3 points were taken off (61.1118 → 58.1118). Why: Fewer than 95 %" in text
    assert "= 61.1118 → after its rules and rounding: 58 → Strong (B)" in text


def test_withheld_score_is_not_told() -> None:
    """What a rule withheld is not printed as the score before it."""
    rule = RuleTrace(id="a/w", effect="withhold", before="71.3", after="no score", text="Too few answered.")
    node = NodeResult(id="a", about=About(title="A"), status=Status.WITHHELD, reason="withheld", rules=(rule,))

    assert "71.3" not in school_card(overall=node).explain()


def test_missing_value_has_words_and_code() -> None:
    """A missing measure has its reason and the publisher's code, and no number."""
    line = next(line for line in school_card().explain().split("\n") if "Gap in progress" in line and "(weight" in line)

    assert line.endswith("no score: hidden because few pupils are involved (published as “SUPP”)")


@pytest.mark.parametrize("name", CARDS)
def test_nothing_is_printed_as_none(name: str) -> None:
    """What is absent is never printed as None or nan."""
    assert not re.search(r"\b(None|nan|inf)\b", CARDS[name]().explain())


@pytest.mark.parametrize("text", CORPUS, ids=range(len(CORPUS)))
def test_hostile_text_adds_no_line_and_no_control_character(text: str) -> None:
    """Whatever the texts hold, the explanation has the same lines and no character that a terminal obeys."""
    told = filled(small_card(), text).explain()

    assert told.count("\n") == filled(small_card(), "word").explain().count("\n")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", told)
