"""How the library is used, for mypy: what this file says of types is part of the public face."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import assert_type

import pandas as pd

import reportcard as rc


def one(school: rc.SchoolIndicators) -> rc.ReportCard:
    """A school gives a card, whether it is a model or a mapping."""
    card = rc.score({"id": "100053", "progress_8": -0.08})
    assert_type(card, rc.ReportCard)
    assert_type(card.overall, rc.NodeResult)
    assert_type(card.overall.score, float | None)
    assert_type(card.overall.grade, str | None)
    assert_type(card.overall.status, rc.Status)
    assert_type(card["progress"], rc.NodeResult)
    assert_type(card.explain(), str)
    assert_type(card.to_html(), str)
    assert_type(card.to_markdown(), str)
    assert_type(card.to_pdf("card.pdf"), bytes)
    return rc.score(school, framework="school-report-card-2009", weights={"progress": 40})


def many(schools: list[rc.SchoolIndicators]) -> Iterator[rc.ReportCard]:
    """Many schools give cards, which are iterated, counted and asked by id."""
    cards = rc.score(schools)
    assert_type(cards, rc.ReportCards)
    assert_type(len(cards), int)
    assert_type(cards.ids, tuple[str, ...])
    assert_type(cards.grades("progress"), list[str | None])
    assert_type(cards.summary(), dict[str, int])
    yield from cards


def from_file(path: Path) -> rc.ReportCards:
    """A file gives a frame, and a frame gives cards."""
    framework = rc.load_framework("school-report-card-2009")
    assert_type(framework, rc.Framework)
    frame = rc.read_file(path, framework, join=[path.with_name("absence.csv")])
    assert_type(frame, pd.DataFrame)
    reference = framework.fit(frame, population="all schools")
    assert_type(reference, rc.Reference)
    cards: rc.ReportCards = rc.score(frame, framework, reference=reference)
    return cards


def checked(path: Path) -> bool:
    """A publication is compared with its framework, and outcome cases are run."""
    found = rc.verify(path, "florida-2019")
    assert_type(found.ok, bool)
    assert_type(found["overall.score"].matched, int)
    assert_type([miss.parts_at for check in found.checks for miss in check.misses], list[str])
    return found.ok and all(result.ok for result in rc.check_cases(path.with_name("cases.yaml"), "florida-2019"))


def compared(frame: pd.DataFrame) -> rc.ReportCards:
    """Schools are compared with similar ones, and pooled into groups."""
    similar = rc.similar_schools(frame, ["pupils_disadvantaged"], n=40)
    assert_type(similar, rc.SimilarSchools)
    assert_type([neighbour.distance for neighbour in similar.of("100053")], list[float])
    reference = rc.load_framework("school-report-card-2009").fit(frame, similar=similar)
    groups = rc.group_cards(frame, "trust", reference=reference)
    assert_type(groups, rc.GroupCards)
    return groups


def problems(path: str) -> list[str]:
    """Errors are one tree with a code and problems."""
    try:
        rc.load_framework(path)
    except rc.FrameworkError as error:
        assert_type(error.code, str)
        assert_type(error.problems, tuple[rc.Problem, ...])
        return [problem.message for problem in error.problems]
    return [str(problem) for problem in rc.check_framework(path)]
