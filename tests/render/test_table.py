"""The tables of a card: what is printed adds up, and what is missing is told."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from reportcard.indicators.status import Status
from reportcard.render import to_html, to_markdown
from reportcard.render.table import TableView
from reportcard.render.view import CardView
from reportcard.results.card import About, NodeResult, RuleTrace
from tests.render.cards import CARDS, leaf, mean, ruled_card, school_card
from tests.render.page import Page
from tests.render.tables import table_views


def _number(text: str) -> Decimal:
    return Decimal(text.replace("−", "-").replace(",", ""))


def _adds_up(table: TableView) -> bool:
    words = ("nothing", "not counted")
    parts = sum((_number(row.adds) for row in table.rows if row.adds not in words), Decimal(0))
    total = table.sums[-1]
    lines = [line for line in table.sums if not line.is_total]
    changes = lines[1:] if lines else []
    if lines and _number(lines[0].amount) != parts:
        return False
    return total.is_total and parts + sum((_number(line.amount) for line in changes), Decimal(0)) == _number(
        total.amount
    )


@pytest.mark.parametrize("name", CARDS)
def test_printed_contributions_add_up(name: str) -> None:
    """Contributions, rules and the rounding line, as printed, add up to the score as printed."""
    tables = [table for table in table_views(CARDS[name]().overall) if table.sums]

    assert all(_adds_up(table) for table in tables)


@pytest.mark.parametrize("seed", range(60))
def test_printed_contributions_add_up_whatever_the_numbers(seed: int) -> None:
    """They add up for any scores, weights, rounding and missing children."""
    draw = random.Random(seed)  # noqa: S311  test data
    children = tuple(
        leaf(f"m{number}", "Measure", draw.choice([1, 7.5, 12.25, 33]), draw.choice([None, draw.uniform(-50, 150)]),
             (0.0, draw.choice([50.0, 100.0, 97.3])))
        for number in range(draw.randint(1, 9))
    )  # fmt: skip
    rounding, decimals = draw.choice([(1.0, 0), (0.1, 1), (0.5, 1), (0.01, 2), (5.0, 0)])
    table = table_views(mean("all", "All", None, children, rounding=rounding, decimals=decimals))[0]

    assert not table.sums or _adds_up(table)


def test_each_table_is_made_alone() -> None:
    """The view of a card makes the table of the whole and those of its parts apart, and they are the card's tables."""
    card = school_card()
    view = CardView(card)

    assert (view.overall, *view.parts) == table_views(card.overall, prefix=view.prefix)


def test_rules_stand_in_the_sum() -> None:
    """A rule that changed the score has a line of its own; one that changed the grade has none."""
    table = table_views(ruled_card().overall)[0]

    assert [line.amount for line in table.sums] == ["61.11", "−3.00", "−0.11", "58"]


def test_grades_that_look_like_numbers_are_no_points() -> None:
    """A rule that raises the grade 2 to 3 adds no point to the sum."""
    bands = tuple(
        band.model_copy(update={"grade": str(5 - at)}) for at, band in enumerate(school_card().overall.about.bands)
    )
    overall = school_card().overall
    rule = RuleTrace(id="overall/floor", effect="floor", before="2", after="3", text="2 became 3")
    changed = overall.model_copy(update={"rules": (rule,), "about": overall.about.model_copy(update={"bands": bands})})

    assert not any("became" in line.label for line in table_views(changed)[0].sums)


def test_limits_of_the_scale_are_named() -> None:
    """Where more than rounding lies between the sum and the score, the line says so."""
    children = tuple(
        NodeResult(id=name, about=About(title=name), value=60.0, score=60.0, contribution=60.0) for name in ("a", "b")
    )
    about = About(title="Sum", kind="sum", maximum=100)
    table = table_views(NodeResult(id="sum", about=about, score=100.0, score_before=120.0, children=children))[0]

    assert [line.label for line in table.sums][1] == "Limits of the scale, rules and rounding"


def test_best_of_has_a_formula_and_no_sum() -> None:
    """A best-of names the child that counts; equal scores do not count twice."""
    children = tuple(
        NodeResult(id=name, about=About(title=name), value=4.0, score=4.0, contribution=4.0)
        for name in ("Maths", "Art")
    )
    table = table_views(NodeResult(id="best", about=About(title="Best", kind="best"), score=4.0, children=children))[0]

    assert table.sums == ()
    assert table.formula == "Best of Maths 4.0, Art 4.0 = 4.0."


def test_missing_values_have_words_and_code() -> None:
    """A suppressed value shows why it is absent and the publisher's code, in HTML and in Markdown."""
    card = school_card()
    words = "Hidden because few pupils are involved (published as “SUPP”)"

    assert words in Page(to_html(card)).text
    assert words in to_markdown(card)


@pytest.mark.parametrize("status", [status for status in Status if not status.is_present])
def test_every_status_is_told_in_words(status: Status) -> None:
    """A measure that is absent for any reason says so, and never prints a number in its place."""
    absent = leaf("a", "Absent", 50, None, (0, 1), status=status)
    table = table_views(mean("all", "All", None, (absent, leaf("b", "There", 50, 0.5, (0, 1)))))[0]
    row = table.rows[0]

    assert row.value.lower() == status.words.lower()
    assert (row.score, row.weight, row.adds) == ("no score", "not counted", "nothing")


def test_moved_weight_is_told() -> None:
    """Where a part is missing, the table says where its weight went, from declared to applied."""
    note = table_views(school_card().overall)[0].notes[0]

    assert note.startswith("“What parents and pupils say” has no score. Its weight went to “Progress” (31.6% → 35.3%)")


def test_no_weight_is_called_applied_where_nothing_was_scored() -> None:
    """In a part without a score, children show the framework's weight."""
    table = table_views(CARDS["bare"]().overall)[0]

    assert [row.weight for row in table.rows] == ["31.6%", "21.1%", "15.8%", "10.5%", "10.5%", "10.5%"]


def test_censored_value_shows_code() -> None:
    """A value that was published as beyond a limit is shown with the publisher's code."""
    censored = leaf("a", "Small", 1, 0.25, (0, 1), status=Status.CENSORED, code="SP")
    row = table_views(mean("all", "All", None, (censored,)))[0].rows[0]

    assert row.notes == ("Published only as beyond a limit, published as “SP”",)


def test_stand_in_is_told() -> None:
    """A missing child that was treated as having a score says so and carries its weight."""
    absent = leaf("a", "Absent", 50, None, (0, 1)).model_copy(
        update={"stand_in": 0.0, "weight_applied": 0.5, "contribution": 0.0}
    )
    present = leaf("b", "There", 50, 0.5, (0, 1)).model_copy(update={"weight_applied": 0.5, "contribution": 25.0})
    node = NodeResult(id="all", about=About(title="All", kind="weighted_mean"), score=25.0, children=(absent, present))
    row = table_views(node)[0].rows[0]

    assert "Treated as if the score were 0.0" in row.notes
    assert (row.weight, row.adds) == ("50%", "0.0")
