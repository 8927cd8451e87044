"""The tables of a card: one for every node with children, the whole first, then its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import overload

from reportcard.render.certain import range_row
from reportcard.render.charts import Mark
from reportcard.render.format import limits_text, score_text, titled, weight_note, weight_text
from reportcard.render.tags import Fixed, Look, Tag, mark, mark_on, tag
from reportcard.render.total import SumLine, sum_lines, sum_places
from reportcard.render.waterfall import Step, steps
from reportcard.results.card import NodeResult
from reportcard.results.numbers import units
from reportcard.results.sums import sum_text
from reportcard.results.words import (
    code_words,
    leaves,
    named,
    pupils,
    reason_words,
    rule_words,
    score_words,
    title_of,
    value_words,
)

_CLOSE = 1e-9
_below, _is_graded = attrgetter("children"), attrgetter("is_graded")


@dataclass(slots=True)
class Row:
    """A child in the table of its parent. Empty text means that its column is not shown or the line is left out."""

    title: str
    description: str
    anchor: str
    value: str
    notes: tuple[str, ...]
    tag: Tag | None
    no_grade: str
    score: str
    range: str
    mark: Mark | None
    weight: str
    weight_note: str
    evidence: str
    coverage: str
    adds: str
    step: Step | None
    is_missing: bool


@dataclass(slots=True)
class TableView:
    """The children of a node, and how its score is made from theirs.

    Attributes:
        columns: Number of columns in front of the one that adds up.
    """

    anchor: str
    title: str
    description: str
    result: str
    tag: Tag | None
    caption: str
    has_values: bool
    has_grades: bool
    has_scores: bool
    has_weights: bool
    has_adds: bool
    has_evidence: bool
    columns: int
    rows: tuple[Row, ...]
    sums: tuple[SumLine, ...]
    formula: str
    notes: tuple[str, ...]
    rules: tuple[str, ...]


def anchors_of(inner: Sequence[NodeResult], prefix: str) -> dict[int, str]:
    """Ids of the tables of a card by the identity of their nodes, which are in the document's order."""
    return {id(node): f"{prefix}-part-{number}" for number, node in enumerate(inner)}


class Tables(Sequence[TableView]):
    """The tables of nodes, each made when it is asked for: a page places one after the other and keeps none."""

    def __init__(self, nodes: Sequence[NodeResult], anchors: Mapping[int, str], look: Look) -> None:
        self._nodes, self._anchors, self._look = nodes, anchors, look

    def __len__(self) -> int:
        return len(self._nodes)

    def __iter__(self) -> Iterator[TableView]:
        return (table_view(node, self._anchors, self._look) for node in self._nodes)

    @overload
    def __getitem__(self, at: int) -> TableView: ...
    @overload
    def __getitem__(self, at: slice) -> Tables: ...
    def __getitem__(self, at: int | slice) -> TableView | Tables:
        if isinstance(at, slice):
            return Tables(self._nodes[at], self._anchors, self._look)
        return table_view(self._nodes[at], self._anchors, self._look)


def table_view(node: NodeResult, anchors: Mapping[int, str], look: Look) -> TableView:
    """The table of a node with children.

    Args:
        node: The node.
        anchors: What :func:`anchors_of` gives for the whole card.
        look: How grades are shown.
    """
    children, say, language, known = node.children, look.say, look.language, look.fixed
    own, fixed = known[node.about], [known[child.about] for child in children]
    title = own.title or title_of(node)
    amounts = [child.contribution for child in children]
    places = sum_places(own.decimals, amounts)
    added = [None if amount is None else units(amount, places) for amount in amounts]
    sums = sum_lines(node, added, places, language)
    has_inner = any(map(_below, children))
    has_scores = not own.is_profile or any(map(_has_own_score, children))
    has_grades = any(map(_is_graded, fixed))
    has_weights = has_scores and any(map(_has_weight, children, fixed))
    return TableView(
        anchor=anchors[id(node)],
        title=title,
        description=own.description,
        result=_result(node, look),
        tag=None if node.grade is None else own.tags.get(node.grade) or tag(node, look),
        caption=titled(say.PARTS_OF if has_inner else say.MEASURES_OF, title),
        has_values=not has_inner,
        has_grades=has_grades,
        has_scores=has_scores,
        has_weights=has_weights,
        has_adds=bool(sums),
        has_evidence=has_inner,
        columns=2 + has_grades + has_scores + has_weights,  # the first, and values or evidence
        rows=_rows(node, fixed, anchors, look, (added, places, steps(amounts)) if sums else None, values=not has_inner),
        sums=sums,
        formula="" if sums or node.score is None else say.FORMULA.format(sum=_capital(sum_text(node, language))),
        notes=tuple(_notes(node, look)) if None in [child.score for child in children] else (),
        rules=tuple([rule_words(rule, language) for rule in node.rules]) if node.rules else (),
    )


def _has_own_score(child: NodeResult) -> bool:
    """Whether a score in a profile says more than the value beside it: a measure without a scale scores its value."""
    return child.score is not None and (bool(child.children or child.about.bands) or child.score != child.value)


def _has_weight(child: NodeResult, fixed: Fixed) -> bool:
    return fixed.weight_share is not None or (child.weight_applied is not None and not child.about.bonus)


def _result(node: NodeResult, look: Look) -> str:
    if node.about.kind == "profile":
        return ""
    if node.score is None:
        return str(look.say.RESULT_NONE.format(reason=reason_words(node, look.language)))
    return _scored(score_text(node, look.language), look)


@lru_cache(maxsize=2048)
def _scored(score: str, look: Look) -> str:
    return str(look.say.RESULT_SCORE.format(score=score))


def _rows(
    node: NodeResult,
    fixed: Sequence[Fixed],
    anchors: Mapping[int, str],
    look: Look,
    sums: tuple[Sequence[int | None], int, Sequence[Step | None]] | None,
    *,
    values: bool,
) -> tuple[Row, ...]:
    """A row for each child, in one loop: a card for a school has sixty of them.

    Args:
        node: The parent.
        fixed: What is the same for every school, of each child.
        anchors: Ids of tables.
        look: How grades are shown.
        sums: What each child adds, in units of the last place, the decimals of the sum, and each child's step; None
            where the children do not add up.
        values: Whether the children are measures, whose values are shown.
    """
    say, language, new, scored = look.say, look.language, object.__new__, node.score is not None
    rows: list[Row] = []
    added, places, every_step = sums or ((None,) * len(fixed), 0, (None,) * len(fixed))
    for child, its, adds, step in zip(node.children, fixed, added, every_step, strict=True):
        score, grade, interval, number, track = child.score, child.grade, child.interval, child.value, its.track
        missing = score is None and not its.is_profile
        value = "" if number is None else value_words(number, its.unit, language)
        weight, weighed = its.share, ""
        if not (scored and weight) or score is None or its.beside or child.weight_applied != its.weight_share:
            weight = weight_text(child, node, language)
            weighed = weight_note(child, weight, language)
        rows.append(row := new(Row))  # a third of the cost of Row(...)
        row.title = its.title or title_of(child)
        row.description = its.description
        row.anchor = anchors.get(id(child), "")
        row.value = value or (_capital(reason_words(child, language)) if values else "")
        row.notes = _row_notes(child, value, look, missing=missing, values=values)
        row.tag = None if grade is None else its.tags.get(grade) or tag(child, look)
        row.no_grade = its.no_grade
        row.score = say.NO_SCORE if score is None else score_words(score, its.decimals, language)
        row.range = "" if interval is None else range_row(child, look)
        if score is None:
            row.mark = None
        else:
            row.mark = mark_on(track, score, interval) if track and not child.cuts else mark(child, look)
        row.weight = weight
        row.weight_note = weighed
        row.evidence = "" if values else _evidence(child, look)
        row.coverage = "" if values else _coverage(child, look)
        row.adds = (say.NOT_COUNTED if its.beside else say.NOTHING) if adds is None else language.units(adds, places)
        row.step = step
        row.is_missing = missing
    return tuple(rows)


def _row_notes(child: NodeResult, value: str, look: Look, *, missing: bool, values: bool) -> tuple[str, ...]:
    """What stands in small letters below a value, or below a name where no values are shown."""
    say, language, notes = look.say, look.language, []
    if value and not values:
        notes.append(say.VALUE_NOTE.format(value=value))
    if child.lower is not None and (limits := limits_text(child, language)):
        notes.append(limits)
    if child.n is not None:
        notes.append(pupils(child.n, language))
    if missing and (value or not values):
        notes.append(say.RESULT_NONE.format(reason=reason_words(child, language)))
    elif child.code and not missing:
        status = _capital(language.reason(child.status.words))
        notes.append(say.STATUS_CODE.format(status=status, code=code_words(child, language)))
    if child.stand_in is not None:
        notes.append(say.TREATED_AS.format(score=score_words(child.stand_in, child.about.decimals, language)))
    if child.rules and not child.children:
        notes.extend([rule_words(rule, language) for rule in child.rules])
    return tuple(notes)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _evidence(child: NodeResult, look: Look) -> str:
    there = [leaf.status.is_present for leaf in leaves(child)]
    return _there(sum(there), len(there), look)


@lru_cache(maxsize=1024)
def _there(there: int, count: int, look: Look) -> str:
    return str(look.say.MEASURES_THERE.of(count).format(there=there, count=count))


def _coverage(child: NodeResult, look: Look) -> str:
    if not child.children or child.about.kind == "profile" or child.coverage is None:
        return ""
    return _covered(child.coverage, look)


@lru_cache(maxsize=1024)
def _covered(share: float, look: Look) -> str:
    return str(look.say.WEIGHT_SHARE.format(share=look.language.percent(share)))


# --- notes -----------------------------------------------------------------------------------------------------------


def _notes(node: NodeResult, look: Look) -> Iterator[str]:
    """Whose weight went where."""
    missing = [
        child for child in node.children if child.score is None and child.stand_in is None and not child.about.beside
    ]
    if not missing or node.about.kind == "profile":
        return
    names, language = named(missing, look.language), look.language
    gained = [child for child in node.children if _gained(child)]
    if gained and node.score is not None:
        gains = language.listed(_gain(child, look) for child in gained)
        yield look.say.WEIGHT_WENT.of(len(missing)).format(titles=names, gains=gains)
    else:
        yield look.say.HAVE_NONE.of(len(missing)).format(titles=names)


def _gained(child: NodeResult) -> bool:
    declared, applied = child.about.weight_share, child.weight_applied
    return declared is not None and applied is not None and applied > declared + _CLOSE


def _gain(child: NodeResult, look: Look) -> str:
    before, after = (look.language.percent(share or 0) for share in (child.about.weight_share, child.weight_applied))
    return str(look.say.GAIN.format(title=title_of(child), before=before, after=after))
