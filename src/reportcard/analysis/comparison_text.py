"""A comparison in words and columns: its summary, its frame, and what its report shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from reportcard.analysis.comparison_labels import labels_of
from reportcard.engine.table import Floats
from reportcard.render import comparison_messages
from reportcard.render.comparison import ComparisonView, MoverRow
from reportcard.render.index import schools
from reportcard.results.language import ENGLISH, Language, chained
from reportcard.results.numbers import precise
from reportcard.results.text import visible

if TYPE_CHECKING:
    from reportcard.analysis.comparison import Comparison, Mover
    from reportcard.analysis.sides import Side

#: Schools that only one side has, named at most.
_NAMED = 20


def summary(found: Comparison, language: Language = ENGLISH) -> tuple[str, ...]:
    """What comes out, in sentences."""
    return tuple(_sentences(found, language))


def _sentences(found: Comparison, language: Language) -> Iterator[str]:
    words, movers = language.messages(comparison_messages), found.movers
    moved = words.MOVED_GRADE if found.before.grades or found.after.grades else words.MOVED_SCORE
    others = language.count(len(found.schools) - len(movers))
    yield moved.of(len(movers)).format(
        schools=schools(len(found.schools), language), count=language.count(len(movers)), others=others
    )
    if not found.matched:
        yield words.NOT_MATCHED.format(before=_grades(found.before, language), now=_grades(found.after, language))
    yield from _moves(movers, language)
    if found.verdicts is None:
        yield words.SAME_DATA
    else:
        told = (
            words.VERDICT_COUNT.format(verdict=words.VERDICTS[verdict], count=language.count(count))
            for verdict, count in Counter(found.verdicts).most_common()
        )
        yield words.OTHER_DATA.format(verdicts=language.listed(told))
    for label, only in zip(_labels(found, language), (found.only_before, found.only_after), strict=True):
        if only:
            yield words.ONLY_IN.format(label=label, schools=schools(len(only), language))


def _moves(movers: tuple[Mover, ...], language: Language) -> Iterator[str]:
    """Which ways schools moved, why, and at which nodes."""
    words, ways = language.messages(comparison_messages), Counter(mover.direction for mover in movers)
    if not movers:
        return
    counted = (
        told.of(ways[way]).format(count=language.count(ways[way])) for way, told in words.WAYS.items() if ways[way]
    )
    yield words.MOVED.format(ways=language.listed(counted))
    kinds = Counter(mover.cause.kind for mover in movers).most_common()
    yield words.WHY.format(kinds=_how_many(((words.KINDS[kind], number) for kind, number in kinds), language))
    nodes = Counter(mover.cause.title for mover in movers).most_common(3)
    yield words.PART_AT.format(nodes=_how_many(((visible(title), number) for title, number in nodes), language))


def _how_many(counts: Iterable[tuple[str, int]], language: Language) -> str:
    told = language.messages(comparison_messages).HOW_MANY
    return language.listed(told.format(told=words, count=language.count(number)) for words, number in counts)


def _grades(side: Side, language: Language) -> str:
    words = language.messages(comparison_messages)
    if not side.grades:
        return str(words.NO_GRADES)
    return str(words.THE_GRADES.format(grades=language.joined(map(visible, side.grades))))


def _labels(found: Comparison, language: Language) -> tuple[str, str]:
    """The names of the sides: the caller's, or the library's in the language."""
    own = labels_of(found.before, found.after)
    one, other = labels_of(found.before, found.after, language) if found.labels == own else found.labels
    return visible(one), visible(other)


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


def view(found: Comparison, most: int, language: Language = ENGLISH) -> ComparisonView:
    """What the report shows.

    Args:
        found: The comparison.
        most: Movers that are listed at most.
        language: The language of the report.
    """
    movers, words, none = found.movers, language.messages(comparison_messages), language.say.NO_GRADE
    shown, count = language.count(most), language.count(len(movers))
    rows = zip(movers[:most], found.sentences(most, language), strict=True)
    return ComparisonView(
        labels=_labels(found, language),
        sentences=summary(found, language),
        rows=(*map(visible, found.rows[:-1]), none),
        columns=(*map(visible, found.columns[:-1]), none),
        matrix=tuple(tuple(language.count(count) for count in (*line, sum(line))) for line in found.matrix),
        totals=tuple(language.count(sum(line)) for line in (*zip(*found.matrix, strict=True), _all(found))),
        has_verdicts=found.verdicts is not None,
        movers=tuple(_row(mover, why, language) for mover, why in rows),
        more=words.MOVERS_CUT.of(len(movers)).format(shown=shown, count=count) if len(movers) > most else "",
        only=tuple(_only(found, language)),
        facts=tuple(_facts(found, language)),
    )


def _all(found: Comparison) -> list[int]:
    return [sum(line) for line in found.matrix]


def _row(mover: Mover, because: str, language: Language) -> MoverRow:
    words = language.messages(comparison_messages)
    change = "" if mover.change is None else _signed(mover.change, language)
    if change and mover.standard_error is not None:
        change = words.WITH_ERROR.format(change=change, error=language.precise(mover.standard_error, 0, 2))
    return MoverRow(
        school=visible(mover.name or "") or visible(mover.school),
        id=visible(mover.school),
        before=_result(mover.grade_before, mover.score_before, language),
        after=_result(mover.grade_after, mover.score_after, language),
        change=change,
        verdict=words.VERDICTS[mover.verdict] if mover.verdict else "",
        because=because,
    )


def _result(grade: str | None, score: float | None, language: Language) -> str:
    number = language.say.NO_SCORE if score is None else language.precise(score, 0, 2)
    if grade is None:
        return str(number)
    return str(language.messages(comparison_messages).GRADE_SCORE.format(grade=visible(grade), score=number))


def _signed(change: float, language: Language) -> str:
    number = language.precise(change, 0, 2)
    return f"+{number}" if change > 0 else number


def _only(found: Comparison, language: Language) -> Iterator[tuple[str, str]]:
    more = language.messages(comparison_messages).AND_MORE
    for label, only in zip(_labels(found, language), (found.only_before, found.only_after), strict=True):
        if only:
            named, left = language.joined(map(visible, only[:_NAMED])), len(only) - _NAMED
            yield label, more.of(left).format(schools=named, count=language.count(left)) if left > 0 else named


def _facts(found: Comparison, language: Language) -> Iterator[tuple[str, str]]:
    words, say = language.messages(comparison_messages), language.say
    for label, side in zip(_labels(found, language), (found.before, found.after), strict=True):
        ref = side.framework
        parts = [
            say.FRAMEWORK_IS.format(framework=visible(ref.id), version=visible(ref.version)),
            words.FINGERPRINT.format(hash=visible(ref.hash)),
        ]
        if side.own_weights:
            shares = (
                language.words.OWN_WEIGHT.format(
                    title=visible(name), share=language.percentage(precise(100 * share, 0, 2))
                )
                for name, share in side.own_weights.items()
            )
            parts.append(words.OWN_WEIGHTS.format(weights=language.joined(shares)))
        if side.reference is not None:
            parts.append(words.COMPARED_WITH.format(reference=visible(side.reference)))
        yield label, chained(parts, say.NEXT_VALUE)
    scope = words.SCOPE.format(node=visible(found.node), schools=schools(len(found.schools), language))
    yield words.SCOPE_NAME, scope
