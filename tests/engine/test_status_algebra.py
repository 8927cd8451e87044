"""The written table of docs/status-algebra.md, row by row."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import reportcard as rc
from tests.engine.scored import inner, result
from tests.engine.trees import leaf

PAGE = Path(__file__).parents[2] / "docs" / "status-algebra.md"
HEADER = ["combination", "a", "b", "c", "policy", "needs", "score", "status", "coverage"]
WEIGHTED = {"weighted_mean", "geometric_mean", "harmonic_mean", "power_mean"}
COMBINATIONS: dict[str, Any] = {
    "harmonic_mean": {"harmonic_mean": {"zero_is": "zero"}},
    "harmonic_mean, zero_is: missing": {"harmonic_mean": {"zero_is": "missing"}},
    "power_mean": {"power_mean": {"power": 2}},
    "grid": {"grid": {"rows": "a", "columns": "b", "cells": [[1, 2], [3, None]]}},
}


def tables() -> list[tuple[list[str], list[list[str]]]]:
    """Every table of the page: its header and its rows, without back quotes."""
    found = []
    for block in re.findall(r"(?:^\|.*\n)+", PAGE.read_text(encoding="utf-8"), re.MULTILINE):
        lines = [[cell.strip().strip("`") for cell in line.strip("|\n").split("|")] for line in block.splitlines()]
        found.append((lines[0], lines[2:]))
    return found


ROWS = [row for header, rows in tables() if header == HEADER for row in rows]


def tree_of(row: dict[str, str]) -> dict[str, Any]:
    """The tree that a row of the table describes."""
    name = row["combination"]
    weights = dict(zip("abc", (1, 2, 1), strict=True)) if name.partition(",")[0] in WEIGHTED else {}
    children = []
    for child in (child for child in "abc" if row[child] != "–"):
        node = leaf(child) | ({"weight": weights[child]} if weights else {})
        if child == "b" and row["policy"] != "–":
            node["missing"] = policy_of(row["policy"])
        children.append(node)
    key, _, value = row["needs"].partition(" ")
    needs = {} if key == "–" else {"needs": {key: int(value) if key == "children" else float(value)}}
    return inner(COMBINATIONS.get(name, name), *children, **needs)


def policy_of(text: str) -> Any:
    """A policy as the document writes it."""
    key, _, value = text.partition(" ")
    return key if not value else {key: value if key == "move_weight_to" else float(value)}


def as_number(text: str) -> float | str:
    """A child's score, or its status."""
    return float(text) if re.fullmatch(r"[\d.]+", text) else text


@pytest.mark.parametrize("row", ROWS, ids=[" ".join(row[:6]) for row in ROWS])
def test_row(row):
    """A row of the table: score, status and coverage of the node are those that are written."""
    told = dict(zip(HEADER, row, strict=True))
    data = {child: as_number(told[child]) for child in "abc" if told[child] != "–"}
    root = result(tree_of(told), data)
    score = None if told["score"] == "none" else pytest.approx(float(told["score"]), abs=5e-5)
    assert root.score == score
    assert root.status == told["status"]
    assert root.coverage == pytest.approx(float(told["coverage"]), abs=5e-5)


def test_every_combination_under_every_policy():
    """The table has each combination under each policy that it can have."""
    names = WEIGHTED | {"mean", "sum", "product", "best", "worst", "all_of", "any_of"}
    told = {(row[0], row[4].partition(" ")[0]) for row in ROWS}
    for policy in ("–", "leave_out", "require", "treat_as"):
        assert {name for name, said in told if said == policy} >= names
    assert {name for name, said in told if said == "move_weight_to"} == WEIGHTED


def test_order_of_statuses():
    """The page lists every status in the engine's order, with the words of the card."""
    rows = next(rows for header, rows in tables() if header[0] == "status")
    assert rows == [[s.value, s.words, "yes" if s.is_present else "no"] for s in rc.Status]


@pytest.mark.parametrize("status", [status.value for status in rc.Status if not status.is_present])
def test_a_status_reaches_the_card(status):
    """Each status of a child is on the card, and is that of a parent that has nothing else."""
    root = result(inner("mean", leaf("a"), leaf("b")), {"a": status, "b": "not_applicable"})
    assert root.children[0].status == status
    assert root.status == status
    assert root.children[0].reason == rc.Status(status).words


def test_censored_is_a_value():
    """A censored value is scored, and the card says that it was censored, with its code."""
    node = result(leaf("a"), {"a": ">95"}, indicators={"a": {"codes": {">95": 97}}})
    assert (node.score, node.status, node.code) == (97, "censored", ">95")


def test_small_numbers_are_suppressed():
    """A value that rests on fewer pupils than the minimum is suppressed, and is nowhere on the card."""
    described = {"a": {"range": [0, 100], "minimum_n": 6}}
    node = result(leaf("a"), {"a": 61.7, "a_n": 5}, indicators=described)
    assert (node.score, node.value, node.n, node.status) == (None, None, None, "suppressed")
    assert result(leaf("a"), {"a": 61.7, "a_n": 6}, indicators=described).score == 61.7


def test_no_such_column():
    """A column that the data does not have is not collected; an empty cell is missing."""
    root = result(inner("mean", leaf("a"), leaf("b"), leaf("c")), {"a": 50, "b": None})
    assert [child.status for child in root.children] == ["available", "missing", "not_collected"]
