"""How the library is used, for mypy: what this file says of types is part of the public face."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import assert_type

import pandas as pd

import reportcard as rc
from reportcard.analysis.knobs import LeaveOut, Weights


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
    assert_type(card.explain("overall", language="es"), str)
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


def years(paths: dict[str, Path], stored: dict[str, rc.ReportCard | None]) -> rc.ReportCard:
    """Earlier years stand beside a result, and similar schools."""
    framework = rc.load_framework("school-report-card-2009")
    frames = {year: rc.read_file(path, framework) for year, path in paths.items()}
    frame = rc.join_earlier(frames.pop("2019"), frames, framework, year="2019")
    earlier = {year: rc.score(frame, framework) for year, frame in frames.items()}
    result: rc.ReportCards = rc.score(frame, framework)
    cards = result.with_earlier(earlier, year="2019").with_similar(rc.similar_schools(frame, framework=framework))
    assert_type(cards, rc.ReportCards)
    assert_type(
        [(match.year, match.matched, match.without) for match in cards.matches], list[tuple[str, int, tuple[str, ...]]]
    )
    assert_type(cards.of(["100053"]), list[rc.ReportCard | None])
    return rc.score({"id": "100053", "progress_8": 0.1}).with_earlier(stored, document=framework.document)


def sure(frame: pd.DataFrame) -> int:
    """Intervals, probabilities and ranks are asked for, and how many grades are certain."""
    card = rc.score({"id": "100053", "progress_8": -0.08}, uncertainty=True)
    assert_type(card.overall.grade_probabilities, dict[str, float])
    cards: rc.ReportCards = rc.score(frame, uncertainty=rc.Uncertainty(confidence=0.9, draws=2000, seed=1))
    certain = cards.certain(0.95, "progress")
    assert_type(certain.by_grade["A"], tuple[int, int])
    return certain.certain


def varied(frame: pd.DataFrame) -> list[str]:
    """Schools are scored with other weights, and the result says which grades hold."""
    found = rc.sensitivity(frame, "nyc-2009-10", vary=[Weights(share=0.2), LeaveOut("progress")], draws=100)
    assert_type(found, rc.Sensitivity)
    assert_type(found["100053"].kept, float)
    assert_type([index.total_error for index in found.indices], list[float])
    return [flip.school for flip in found.flips]


def asked(frame: pd.DataFrame) -> list[str]:
    """What would be with other values is asked, and two results are compared."""
    cards: rc.ReportCards = rc.score(frame)
    card: rc.ReportCard = cards[0]
    tried = card.what_if({"attainment_8": 60})
    assert_type(tried, rc.WhatIf)
    assert_type(tried.change, float | None)
    nearest = card.to_next_grade(mix={"attainment_8": 1.0})
    assert_type(nearest, rc.NextGrade)
    assert_type([way.because for way in nearest.ways], list[str])
    found = rc.compare(cards, rc.score(frame, weights={"progress": 40}))
    assert_type(found, rc.Comparison)
    assert_type(found.to_html(20, language="es"), str)
    return [mover.cause.sentence for mover in found.movers]


def published(cards: rc.ReportCards, folder: Path) -> list[str]:
    """Cards become a site."""
    made = rc.write_site(cards, folder, area="region", phase=None, language="es")
    assert_type(made.out, Path)
    return [*made.sources, str(made.pages)]


def translated(card: rc.ReportCard) -> list[str]:
    """Cards are told in a language: by its tag, or one that was loaded."""
    welsh = rc.load_language("cy", Path("locales"))
    assert_type(welsh, rc.Language)
    assert_type(rc.languages(), tuple[str, ...])
    return [card.to_html("parents", language="es"), card.to_markdown(language=welsh)]


def audited(cards: rc.ReportCards, before: rc.ReportCards) -> list[str]:
    """A framework is audited by its results."""
    found = rc.audit(cards, context=["pupils_disadvantaged"], earlier={"2018": before})
    assert_type(found.weights[0].carried.value, float)
    assert_type(found.to_html(), str)
    return [finding.text for finding in found.findings if finding.look]


def problems(path: str) -> list[str]:
    """Errors are one tree with a code and problems."""
    try:
        rc.load_framework(path)
    except rc.FrameworkError as error:
        assert_type(error.code, str)
        assert_type(error.problems, tuple[rc.Problem, ...])
        return [problem.message for problem in error.problems]
    return [str(problem) for problem in rc.check_framework(path)]
