"""Partnership contribution: pupil-weighted improvement of the schools supported, against similar ones that were not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from reportcard.engine.table import Bools, Floats
from reportcard.errors import InputError, Problem
from reportcard.indicators.catalogue import CATALOGUE
from reportcard.partnership.kernel import (
    Change,
    by_year,
    changes,
    contributions,
    everyone_else,
    neighbours_else,
)
from reportcard.partnership.links import Links, read_links
from reportcard.partnership.outcomes import Outcomes, read_outcomes
from reportcard.partnership.reading import Places
from reportcard.sources.tables import is_frame

if TYPE_CHECKING:
    from reportcard.similar import SimilarSchools

_NO_SUPPORT = "supports no school"
_NO_GAIN = "no results before and after the support"
_IMPROVEMENT = "supported_schools_improvement"


def partnership_contribution(
    links: Any,
    outcomes: Any,
    *,
    similar: SimilarSchools | None = None,
    schools: Iterable[str] = (),
    providers: Mapping[str, str] | None = None,
    formal_roles: Collection[str] | None = None,
    year: int | None = None,
    deviation: float = 50.0,
    prior_pupils: float = 200.0,
) -> Any:
    """Return what each school contributed to the schools that it supports, as columns that ``score`` reads.

    None of this was published in 2009: **the formulas are conventions of this library**. A link says that a supporter
    gives a ``share`` of the support of a school from the results of year ``from`` to those of year ``to``. Then

    * the change of the supported school is its outcome in ``to`` less its outcome in ``from − 1``;
    * its gain is that change less the pupil-weighted mean change, over the same years, of the schools similar to it
      that nobody supported in any of them;
    * a supporter's mean gain is weighted by share × pupils of the supported school in ``to``, so that every pupil is
      counted once in a year, however many share the support;
    * that mean is shrunk towards 0 by ``N ÷ (N + prior_pupils)`` with N the sum of share × pupils. 200 is 2 × 50² ÷ 5²:
      the chance variance of the change of a percentage over the variance of real change between schools, taken as 5
      points;
    * its standard error follows from the errors of the outcomes, and is shrunk alike.

    Args:
        links: Who supports whom: ``supporter``, ``supported``, ``from``, and perhaps ``to`` (still going on where
            empty), ``share`` (an equal part of what is left where empty) and ``role``. A frame or records.
        outcomes: Outcomes by school and year: ``id``, ``year``, ``value``, ``n`` (pupils), and perhaps
            ``standard_error``. A frame or records; include schools that nobody supports, to compare with.
        similar: Similar schools, as :func:`reportcard.similar_schools` finds them; all schools that nobody supported
            where not given.
        schools: Ids of further schools that exist, beside those with outcomes.
        providers: Accredited provider status by school id: ``none``, ``ASP`` or ``ASG``.
        formal_roles: Roles that are partnerships under a written agreement; every role that is named, where not given.
        year: The year to look from: later links and outcomes are not read. The last year of the outcomes where not
            given.
        deviation: Standard deviation of the outcome between pupils, for outcomes without a standard error: the error is
            ``deviation ÷ √n``. 50 is the largest that a percentage can have.
        prior_pupils: Pupils at which the mean counts for one half.

    Returns:
        A frame of the kind of ``links`` (pandas for records), a row for every school in the order of the ids: the id
        under the name it has in ``outcomes``; ``supported_schools_improvement`` with ``_n`` (share × pupils),
        ``_standard_error`` and ``_reason`` (why there is none); ``supported_schools``; ``formal_partnerships``, with
        either role, in ``year``; ``accredited_provider``. A school that supports nobody has no number, never 0.

    Raises:
        InputError: Something cannot be used: a school that supports itself or is not known, two links of the same
            schools in one year, a span that ends before it begins, shares that sum to more than 1, …; ``problems``
            lists row, column, value and remedy.
    """
    known = read_outcomes(outcomes, schools, _positive("deviation", deviation), year)
    latest = int(known.years[-1]) if year is None else year
    given = read_links(links, known.ids, latest)
    given = given.only(given.first <= latest)
    improvement, error, pupils = _improvement(given, known, similar, latest, _positive("prior_pupils", prior_pupils))
    supports = np.zeros(len(known.ids), np.bool_)
    supports[given.supporter] = True
    columns = {
        known.id_column: list(known.ids),
        _IMPROVEMENT: improvement,
        f"{_IMPROVEMENT}_n": pupils,
        f"{_IMPROVEMENT}_standard_error": error,
        f"{_IMPROVEMENT}_reason": _reasons(improvement, supports),
        "supported_schools": _counted(given.supporter, given.supported, len(known.ids)),
        "formal_partnerships": _partnerships(given, formal_roles, latest, len(known.ids)),
        "accredited_provider": _providers(providers or {}, known.ids),
    }
    from reportcard.results.frames import frame_like

    return frame_like(columns, links if is_frame(links) else None)


def _positive(name: str, given: float) -> float:
    if not 0 < given < float("inf"):
        problem = Problem("invalid-value", f"{name} is {given}.", name, "Give a number above 0.")
        raise InputError(f"'{name}' cannot be used.", code="invalid-value", problems=[problem])
    return given


# --- improvement -----------------------------------------------------------------------------------------------------


def _improvement(
    links: Links, outcomes: Outcomes, similar: SimilarSchools | None, latest: int, prior: float
) -> tuple[Floats, Floats, Floats]:
    """Improvement of the schools supported, its error and its pupils, by supporter."""
    last = np.minimum(links.last, latest)
    neighbours = None if similar is None else _neighbours(similar, outcomes.ids)
    supported = _Supported(links, last, len(outcomes.ids))
    gain, own, compared, pupils = (np.full(len(links), np.nan) for _ in range(4))
    # Links with the same years are compared with the same changes of the other schools.
    periods, period = np.unique(links.first * 10_000 + last, return_inverse=True)
    for at, code in enumerate(periods.tolist()):
        first, final = divmod(code, 10_000)
        before, after = outcomes.rows_of(np.array([first - 1, final]))
        if before < 0 or after < 0:
            continue
        here = np.flatnonzero(period == at)
        change = changes(_year(outcomes, before), _year(outcomes, after))
        free = ~supported.between(first, final)
        school = links.supported[here]
        if neighbours is None:
            mean, variance = (np.full(here.size, part) for part in everyone_else(change, free))
        else:
            mean, variance = neighbours_else(change, free, neighbours[school])
        gain[here], own[here], compared[here] = change.change[school] - mean, change.variance[school], variance
        pupils[here] = change.pupils[school]
    weight = np.where(np.isnan(gain), 0.0, links.share * pupils)
    return contributions(links.supporter, weight, gain, own, compared, len(outcomes.ids), prior)


def _year(outcomes: Outcomes, row: int) -> Change:
    return Change(outcomes.values[row], outcomes.variance[row], outcomes.pupils[row])


class _Supported:
    """Which schools somebody supported, and when."""

    def __init__(self, links: Links, last: Places, schools: int) -> None:
        link, year = by_year(links.first, last)
        start = int(links.first.min()) if len(links) else 0
        years = int(last.max()) - start + 1 if len(links) else 0
        # Row t counts the years before the t-th in which a school was supported.
        seen = np.zeros((years + 1, schools), np.int32)
        seen[year - start + 1, links.supported[link]] = 1
        self.count = np.cumsum(seen, axis=0)
        self.start = start

    def between(self, first: int, last: int) -> Bools:
        """Whether each school was supported in any year from the first to the last."""
        found: Bools = self.count[last - self.start + 1] > self.count[first - self.start]
        return found


def _neighbours(similar: SimilarSchools, ids: tuple[str, ...]) -> Places:
    """Places of every school's neighbours among the known schools, (schools, k); −1 for none."""
    place = {school: at for at, school in enumerate(ids)}
    # The last place answers for −1, no neighbour.
    own = np.array([*(place.get(school, -1) for school in similar.ids), -1], np.intp)
    found = np.full((len(ids), similar.neighbours.shape[1]), -1, np.intp)
    here = own[:-1] >= 0
    found[own[:-1][here]] = own[similar.neighbours[here]]
    return found


def _reasons(improvement: Floats, supports: Bools) -> list[str]:
    words = np.where(np.isnan(improvement), np.where(supports, _NO_GAIN, _NO_SUPPORT), "")
    return [str(word) for word in words.tolist()]


# --- breadth and status ----------------------------------------------------------------------------------------------


def _counted(one: Places, other: Places, schools: int) -> Floats:
    """How many different schools stand beside each school; NaN for none."""
    pairs = np.unique(one * schools + other)
    counts = np.bincount(pairs // schools, minlength=schools).astype(np.float64)
    return np.where(counts > 0, counts, np.nan)


def _partnerships(links: Links, formal: Collection[str] | None, year: int, schools: int) -> Floats:
    """Schools with which each school has a formal partnership in a year, as supporter or as supported."""
    roles = {role.casefold() for role in formal or ()}
    named = [bool(role) if formal is None else role.casefold() in roles for role in links.role]
    here = np.array(named, np.bool_) & (links.first <= year) & (links.last >= year)
    one, other = links.supporter[here], links.supported[here]
    return _counted(np.concatenate([one, other]), np.concatenate([other, one]), schools)


def _providers(providers: Mapping[str, str], ids: tuple[str, ...]) -> Floats:
    """Accredited provider status as the indicator's numbers; NaN where it is not known."""
    labels = {label.casefold(): value for label, value in CATALOGUE["accredited_provider"].labels.items()}
    place = {school: at for at, school in enumerate(ids)}
    status = np.full(len(ids), np.nan)
    problems = []
    for school, word in providers.items():
        value, at = labels.get(str(word).strip().casefold()), place.get(str(school))
        if at is None:
            problems.append(
                Problem("unknown-school", f"There is no school '{school:.80}'.", "providers", "Correct it.")
            )
        elif value is None:
            remedy = f"Give one of {', '.join(CATALOGUE['accredited_provider'].labels)}."
            problems.append(Problem("invalid-value", f"The status of {school:.80} is '{word}'.", "providers", remedy))
        else:
            status[at] = value
    if problems:
        raise InputError("The accredited providers cannot be used.", code=problems[0].code, problems=problems)
    return status
