"""What would reach the next grade of every school, as a frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from reportcard.analysis import reach
from reportcard.analysis.moves import alone
from reportcard.analysis.next_grade import Mix, because_of, checked_names, grade_words, graded_node, mix_of, steps_of
from reportcard.analysis.reach import Pairs, Search
from reportcard.indicators.status import STATUSES
from reportcard.results.text import visible

if TYPE_CHECKING:
    from reportcard.results.cards import ReportCards


def next_grades(
    cards: ReportCards,
    indicators: Sequence[str] | None = None,
    *,
    mix: Mix | None = None,
    node: str | None = None,
    steps: Mapping[str, float] | None = None,
) -> Any:
    """The same for every school, as a frame: see :meth:`ReportCards.to_next_grade`."""
    from reportcard.results.frames import frame_like

    basis = cards.basis
    known = basis.indicators
    names, own_steps = checked_names(indicators, known, mix, steps), steps_of(cards, steps)
    moves = [alone(name, known[name], own_steps) for name in names]
    if mix is not None:
        moves = [mix_of(cards, mix, known, own_steps, node)]
    search = Search(basis.plans, basis.table, graded_node(cards, node), moves, known)
    pairs = search.run()
    return frame_like(dict(_columns(cards, search, pairs, single=mix is None)), cards.basis.native)


def _columns(cards: ReportCards, search: Search, pairs: Pairs, *, single: bool) -> Iterator[tuple[str, Any]]:
    """The columns of the frame; with ``single``, a row for each school and indicator, schools together."""
    from reportcard.results.frames import Coded, ids_of

    count = len(search.moves)
    for name, ids in ids_of(cards, cards.basis.native).items():
        yield name, np.repeat(np.asarray(ids), count)
    order = np.arange(pairs.school.size).reshape(count, -1).T.ravel()
    school, reached = pairs.school[order], (pairs.outcome == reach.REACHED)[order]
    if single:
        yield "indicator", Coded(pairs.move[order], tuple(move.name for move in search.moves))
    for name, words in zip(("grade", "next_grade"), grade_words(cards, search), strict=True):
        known = tuple(dict.fromkeys(word for word in words if word is not None))
        codes = {word: at for at, word in enumerate(known)}
        yield name, Coded(np.array([codes.get(word or "", -1) for word in words], np.int16)[school], known)
    yield "outcome", Coded((~reached).view(np.int8), ("reached", "cannot"))
    yield from _values(search, pairs, order, single=single)
    yield "score", search.before.score[school]
    yield "score_then", pairs.score[order]
    yield "furthest", pairs.furthest[order]
    yield "monotone", pairs.monotone[order]
    codes_, words_ = _reasons(search, pairs)
    yield "because", Coded(codes_[order], words_)


def _values(search: Search, pairs: Pairs, order: Any, *, single: bool) -> Iterator[tuple[str, Any]]:
    """Values as they are and as they would be; NaN where a change is not found."""
    from reportcard.results.frames import Coded

    if not single:
        move = search.moves[0]
        yield "size", np.where(pairs.outcome == reach.REACHED, pairs.count * move.unit, np.nan)
        for part, own in enumerate(move.parts):
            before, after = _before_after(search, pairs, 0, part, np.arange(pairs.school.size))
            yield own.indicator, before
            yield f"{own.indicator}_needed", after
        return
    before, after = (np.empty(pairs.school.size) for _ in range(2))
    for at in range(len(search.moves)):
        places = np.flatnonzero(pairs.move == at)
        before[places], after[places] = _before_after(search, pairs, at, 0, places)
    moves = pairs.move[order]
    yield "value", before[order]
    yield "needed", after[order]
    yield "change", np.round(after - before, 12)[order]
    yield "step", np.array([move.parts[0].step for move in search.moves])[moves]
    units = [visible(move.parts[0].described.unit) for move in search.moves]
    known = tuple(dict.fromkeys(units))
    yield "unit", Coded(np.array([known.index(unit) for unit in units], np.int16)[moves], known)


def _before_after(search: Search, pairs: Pairs, at: int, part: int, places: Any) -> tuple[Any, Any]:
    school = pairs.school[places]
    moved = search.moved(at, part, school, pairs.count[places])
    reached = (pairs.outcome[places] == reach.REACHED) & search.there(at, part, school)
    return search.value(at, part, school), np.where(reached, moved, np.nan)


def _reasons(search: Search, pairs: Pairs) -> tuple[Any, tuple[str, ...]]:
    """Why each pair does not reach the grade: places among the words, and the words."""
    status = np.where(pairs.outcome == reach.ABSENT, pairs.status, 0).astype(np.int64)
    limit = np.where(pairs.outcome == reach.CAPPED, pairs.limit, -1)
    code = (pairs.outcome.astype(np.int64) * len(STATUSES) + status) * (len(pairs.rules) + 1) + limit + 1
    words: dict[str, int] = {}
    table = np.zeros(int(code.max(initial=0)) + 1, np.int16)
    for one in np.flatnonzero(np.bincount(code)).tolist():
        kind, rule = divmod(one, len(pairs.rules) + 1)
        text = because_of(search, pairs, *divmod(kind, len(STATUSES)), rule - 1)
        table[one] = words.setdefault(text, len(words))
    return table[code], tuple(words)
