"""Outcome cases: schools in a system's own words, with the scores and grades that its framework must give them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import Field, ValidationError

from reportcard.engine import kernels
from reportcard.errors import FrameworkError, ReportCardError
from reportcard.framework.document import Id, Part, Real
from reportcard.framework.explain import findings
from reportcard.framework.yaml_strict import read_file
from reportcard.indicators.status import Status
from reportcard.prepared import Framework, load_framework
from reportcard.results.card import NodeResult, ReportCard
from reportcard.scoring import score

#: Values by column or indicator: numbers, codes, measures; what cannot be scored is told when the case is run.
Given = Mapping[str, Any]


class Expected(Part):
    """What a node must come to; what is not given is not asked.

    ``score: null`` and ``grade: null`` ask that there be none. A score is compared at the decimals it is written with;
    ``rules`` are the rules that fire on the node, all of them.
    """

    score: Real | None = None
    grade: str | None = None
    status: Status | None = None
    rules: tuple[str, ...] | None = None


class Case(Part):
    """One school: what goes in, what must come out, and why.

    Attributes:
        case: The school in a few words.
        why: How the result follows from the rules.
        given: What differs from the file's own ``given``; null takes a value away.
        expect: What each node must come to.
    """

    case: str = Field(min_length=1)
    why: str = Field(min_length=1)
    given: Given = Field(default_factory=dict)
    expect: dict[Id, Expected] = Field(min_length=1)


class Cases(Part):
    """A file of outcome cases for one framework.

    Attributes:
        framework: Id of the framework.
        given: What all cases share: columns of the authority's file, or indicators, and their values.
        cases: The cases.
    """

    framework: str
    given: Given = Field(default_factory=dict)
    cases: tuple[Case, ...] = Field(min_length=1)

    def school(self, case: Case) -> dict[str, Any]:
        """The school of a case, as it is scored."""
        given = {**self.given, **case.given}
        return {"id": "invented", **{name: value for name, value in given.items() if value is not None}}


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case that was run.

    Attributes:
        case: The case.
        differences: What came out otherwise than expected, each in a sentence; none where the case holds.
    """

    case: Case
    differences: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether everything came out as expected."""
        return not self.differences


def read_cases(path: str | Path) -> Cases:
    """Read a file of outcome cases.

    Raises:
        FrameworkError: It cannot be read; ``problems`` lists everything that is wrong with it.
    """
    tree = read_file(Path(path))
    try:
        return Cases.model_validate(tree)
    except ValidationError as error:
        problems = [finding.problem for finding in findings(error, tree)]
        message = f"The cases in '{Path(path).name}' cannot be used."
        raise FrameworkError(message, code="cases-invalid", problems=problems) from None


def check_cases(path: str | Path, framework: str | Path | Framework | None = None) -> tuple[CaseResult, ...]:
    """Run the cases of a file.

    Args:
        path: The file of cases.
        framework: The framework to run them with; the one that the file names where not given.

    Raises:
        FrameworkError: The file or the framework cannot be used.
        UnknownNameError: No built-in framework has the name that the file gives.
    """
    cases = read_cases(path)
    named = cases.framework if framework is None else framework
    ready = named if isinstance(named, Framework) else load_framework(named)
    return tuple(CaseResult(case, tuple(_differences(cases.school(case), case, ready))) for case in cases.cases)


def _differences(school: Mapping[str, Any], case: Case, framework: Framework) -> Iterator[str]:
    try:
        card = score(school, framework)
    except ReportCardError as error:
        yield f"It cannot be scored: {error}"
        return
    for name, expected in case.expect.items():
        yield from _node_differences(name, expected, card)


def _node_differences(name: str, expected: Expected, card: ReportCard) -> Iterator[str]:
    try:
        node: NodeResult = card[name]
    except KeyError:
        yield f"There is no node '{name}' for this school."
        return
    asked = expected.model_fields_set
    if "score" in asked and not _same(expected.score, node.score):
        yield f"'{name}' scores {_said(node.score)}, not {_said(expected.score)}."
    if "grade" in asked and expected.grade != node.grade:
        yield f"'{name}' gets {_said(node.grade)}, not {_said(expected.grade)}."
    if "status" in asked and expected.status != node.status:
        yield f"'{name}' is {node.status}, not {expected.status}."
    fired = {rule.id.rpartition("/")[2] for rule in node.rules}
    if expected.rules is not None and set(expected.rules) != fired:
        yield f"On '{name}' fired {_listed(fired)}, not {_listed(set(expected.rules))}."


def _same(expected: float | None, found: float | None) -> bool:
    if expected is None or found is None:
        return expected is found
    exponent = Decimal(repr(expected)).as_tuple().exponent
    units: int = 10 ** max(0, -exponent if isinstance(exponent, int) else 0)
    rounded = float(kernels.round_half_up(np.array([found]), 1, units)[0])
    return round(rounded * units) == round(expected * units)


def _said(value: float | str | None) -> str:
    return "none" if value is None else str(value) if isinstance(value, str) else f"{value:.10g}"


def _listed(rules: set[str]) -> str:
    return ", ".join(f"'{rule}'" for rule in sorted(rules)) or "no rule"
