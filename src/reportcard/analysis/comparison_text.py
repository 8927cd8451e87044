"""A comparison in words and columns: its summary, its frame, and what its report shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from reportcard.engine.table import Floats
from reportcard.render.comparison import ComparisonView, MoverRow
from reportcard.results.numbers import precise
from reportcard.results.text import visible
from reportcard.results.words import listed

if TYPE_CHECKING:
    from reportcard.analysis.comparison import Comparison, Direction, Mover
    from reportcard.analysis.sides import Side

#: Schools that only one side has, named at most.
_NAMED = 20
_KINDS = {
    "variant": "another variant",
    "rule": "a rule on one side only",
    "missing": "a value on one side only",
    "coverage": "enough evidence on one side only",
    "value": "another value",
    "scale": "another scale for the same value",
    "weight": "another weight",
    "part": "a part that one framework lacks",
    "combination": "another combination of the same parts",
    "rounding": "another rounding or limit",
    "grades": "other cut scores or grades for the same score",
}
_WAYS: dict[Direction, str] = {
    "up": "up",
    "down": "down",
    "gained": "from no result to one",
    "lost": "to no result",
    "other": "otherwise",
}


def summary(found: Comparison) -> tuple[str, ...]:
    """What comes out, in sentences."""
    return tuple(_sentences(found))


def _sentences(found: Comparison) -> Iterator[str]:
    count, movers = len(found.schools), found.movers
    kind = "grade" if found.before.grades or found.after.grades else "score"
    yield f"{_schools(count)} on both sides; {len(movers):,} moved to another {kind}, {count - len(movers):,} did not."
    if not found.matched:
        yield (
            f"The one gives {_grades(found.before)}, the other {_grades(found.after)}: without a counterpart for each "
            "grade, only schools that gained or lost a grade count as moved."
        )
    ways = Counter(mover.direction for mover in movers)
    if movers:
        counted = [f"{ways[way]:,} {words}" for way, words in _WAYS.items() if ways[way]]
        yield f"Moved: {listed(counted)}."
        kinds = Counter(mover.cause.kind for mover in movers).most_common()
        yield f"Why: {listed(f'{_KINDS[kind]} ({number:,})' for kind, number in kinds)}."
        nodes = Counter(mover.cause.title for mover in movers).most_common(3)
        yield f"They part most often at {listed(f'{visible(title)} ({number:,})' for title, number in nodes)}."
    if found.verdicts is None:
        yield "Both sides read the same values, so that every difference is one of method."
    else:
        verdicts = Counter(found.verdicts).most_common()
        yield f"The data differ. Changes of score: {listed(f'{words} {number:,}' for words, number in verdicts)}."
    for label, schools in zip(found.labels, (found.only_before, found.only_after), strict=True):
        if schools:
            yield f"Only in {visible(label)}: {_schools(len(schools))}."


def _schools(count: int) -> str:
    return f"{count:,} school{'' if count == 1 else 's'}"


def _grades(side: Side) -> str:
    return f"the grades {', '.join(map(visible, side.grades))}" if side.grades else "no grades"


# --- columns ---------------------------------------------------------------------------------------------------------


def to_frame(found: Comparison) -> Any:
    """A row a common school."""
    from reportcard.results.cards import ReportCards
    from reportcard.results.frames import frame_like, ids_of

    source = found.before.source
    native = source.basis.native if isinstance(source, ReportCards) else None
    ids: dict[str, Any]
    if isinstance(source, ReportCards):
        ids = {name: np.asarray(column)[found.places[0]] for name, column in ids_of(source, native).items()}
    else:
        ids = {"id": list(found.schools)}
    return frame_like({**ids, **_columns(found)}, native)


def _columns(found: Comparison) -> dict[str, Any]:
    (one, other), (before, after) = found.grades, found.scores
    movers = {mover.school: mover for mover in found.movers}
    own = [movers.get(school) for school in found.schools]
    columns = {
        "grade_before": one,
        "grade_after": other,
        "score_before": before,
        "score_after": after,
        "change": np.round(found.change, 12),
        "rank_before": _ranks(before),
        "rank_after": _ranks(after),
        "moved": found.moved,
        "direction": [None if mover is None else mover.direction for mover in own],
        "parts_at": [None if mover is None else mover.cause.node for mover in own],
        "kind": [None if mover is None else mover.cause.kind for mover in own],
        "because": [None if mover is None else mover.cause.sentence for mover in own],
    }
    if found.verdicts is not None:
        columns |= {"standard_error": found.standard_error, "verdict": list(found.verdicts)}
    return columns


def _ranks(scores: Floats) -> Floats:
    """Places of scores, 1 the best; equal ones share the best of their places; NaN where there is no score."""
    known = np.sort(scores[~np.isnan(scores)])
    better = known.size - np.searchsorted(known, scores, side="right")
    return np.where(np.isnan(scores), np.nan, better + 1.0)


# --- the report ------------------------------------------------------------------------------------------------------


def view(found: Comparison, most: int) -> ComparisonView:
    """What the report shows.

    Args:
        found: The comparison.
        most: Movers that are listed at most.
    """
    movers = found.movers
    more = f"The first {most:,} of {len(movers):,} are listed." if len(movers) > most else ""
    return ComparisonView(
        labels=(visible(found.labels[0]), visible(found.labels[1])),
        sentences=summary(found),
        rows=tuple(map(visible, found.rows)),
        columns=tuple(map(visible, found.columns)),
        matrix=tuple(tuple(f"{count:,}" for count in (*line, sum(line))) for line in found.matrix),
        totals=tuple(f"{sum(line):,}" for line in (*zip(*found.matrix, strict=True), _all(found))),
        has_verdicts=found.verdicts is not None,
        movers=tuple(_row(mover) for mover in movers[:most]),
        more=more,
        only=tuple(_only(found)),
        facts=tuple(_facts(found)),
    )


def _all(found: Comparison) -> list[int]:
    return [sum(line) for line in found.matrix]


def _row(mover: Mover) -> MoverRow:
    error = "" if mover.standard_error is None else f" (standard error {precise(mover.standard_error, 0, 2)})"
    return MoverRow(
        school=visible(mover.name or "") or visible(mover.school),
        id=visible(mover.school),
        before=_result(mover.grade_before, mover.score_before),
        after=_result(mover.grade_after, mover.score_after),
        change="" if mover.change is None else f"{_signed(mover.change)}{error}",
        verdict=mover.verdict,
        parts_at=visible(mover.cause.title),
        because=mover.cause.sentence,
    )


def _result(grade: str | None, score: float | None) -> str:
    number = "no score" if score is None else precise(score, 0, 2)
    return f"{visible(grade)} ({number})" if grade is not None else number


def _signed(change: float) -> str:
    return f"+{precise(change, 0, 2)}" if change > 0 else precise(change, 0, 2)


def _only(found: Comparison) -> Iterator[tuple[str, str]]:
    for label, schools in zip(found.labels, (found.only_before, found.only_after), strict=True):
        if schools:
            more = f" and {len(schools) - _NAMED:,} more" if len(schools) > _NAMED else ""
            yield visible(label), f"{', '.join(map(visible, schools[:_NAMED]))}{more}"


def _facts(found: Comparison) -> Iterator[tuple[str, str]]:
    for label, side in zip(found.labels, (found.before, found.after), strict=True):
        ref = side.framework
        parts = [f"{visible(ref.id)}, version {visible(ref.version)}", f"fingerprint {visible(ref.hash)}"]
        if side.own_weights:
            shares = (f"{visible(name)} {precise(100 * share, 0, 2)}%" for name, share in side.own_weights.items())
            parts.append(f"own weights: {', '.join(shares)}")
        if side.reference is not None:
            parts.append(f"compared with {visible(side.reference)}")
        yield visible(label), "; ".join(parts)
    yield "Compared", f"{visible(found.node)}, {_schools(len(found.schools))}"
