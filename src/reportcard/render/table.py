"""The tables of a card: one for every node with children, the whole first, then its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from reportcard.render.certain import range_row
from reportcard.render.charts import Mark
from reportcard.render.format import limits_text, score_text, value_text, weight_note, weight_text
from reportcard.render.tags import Fixed, Look, Tag, mark, mark_on, tag
from reportcard.render.total import SumLine, sum_lines, sum_places
from reportcard.render.waterfall import Step, steps
from reportcard.results.card import NodeResult
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
)

_CLOSE = 1e-9
_is_inner, _is_graded = attrgetter("children"), attrgetter("is_graded")


class Row(NamedTuple):
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


class TableView(NamedTuple):
    """The children of a node, and how its score is made from theirs."""

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
    rows: tuple[Row, ...]
    sums: tuple[SumLine, ...]
    formula: str
    notes: tuple[str, ...]
    rules: tuple[str, ...]

    @property
    def columns(self) -> int:
        """Number of columns in front of the one that adds up."""
        shown = (self.has_values, self.has_grades, self.has_scores, self.has_weights, self.has_evidence)
        return 1 + sum(shown)


def anchors_of(inner: Sequence[NodeResult], prefix: str) -> dict[int, str]:
    """Ids of the tables of a card by the identity of their nodes, which are in the document's order."""
    return {id(node): f"{prefix}-part-{number}" for number, node in enumerate(inner)}


def table_view(node: NodeResult, anchors: Mapping[int, str], look: Look) -> TableView:
    """The table of a node with children.

    Args:
        node: The node.
        anchors: What :func:`anchors_of` gives for the whole card.
        look: How grades are shown.
    """
    children, own, say, language = node.children, look.fixed[node.about], look.say, look.language
    fixed = [look.fixed[child.about] for child in children]
    title = own.title or title_of(node)
    places = sum_places(node)
    sums = sum_lines(node, places, language)
    has_inner = any(map(_is_inner, children))
    has_scores = not own.is_profile or any(map(_has_own_score, children))
    each = steps(node) if sums else (None,) * len(children)
    return TableView(
        anchor=anchors[id(node)],
        title=title,
        description=own.description,
        result=_result(node, look),
        tag=None if node.grade is None else own.tags.get(node.grade) or tag(node, look),
        caption=(say.PARTS_OF if has_inner else say.MEASURES_OF).format(title=title),
        has_values=not has_inner,
        has_grades=any(map(_is_graded, fixed)),
        has_scores=has_scores,
        has_weights=has_scores and any(map(_has_weight, children)),
        has_adds=bool(sums),
        has_evidence=has_inner,
        rows=tuple(
            [
                _row(child, known, node, anchors.get(id(child), ""), look, step, places, values=not has_inner)
                for child, known, step in zip(children, fixed, each, strict=True)
            ]
        ),
        sums=sums,
        formula="" if sums or node.score is None else say.FORMULA.format(sum=_capital(sum_text(node, language))),
        notes=tuple(_notes(node, look)),
        rules=tuple([rule_words(rule, language) for rule in node.rules]),
    )


def _has_own_score(child: NodeResult) -> bool:
    """Whether a score in a profile says more than the value beside it: a measure without a scale scores its value."""
    return child.score is not None and (bool(child.children or child.about.bands) or child.score != child.value)


def _has_weight(child: NodeResult) -> bool:
    return child.about.weight_share is not None or (child.weight_applied is not None and not child.about.bonus)


def _result(node: NodeResult, look: Look) -> str:
    if node.about.kind == "profile":
        return ""
    if node.score is None:
        return str(look.say.RESULT_NONE.format(reason=reason_words(node, look.language)))
    return str(look.say.RESULT_SCORE.format(score=score_text(node, look.language)))


def _row(
    child: NodeResult, fixed: Fixed, parent: NodeResult, anchor: str, look: Look, step: Step | None, places: int,
    *, values: bool,
) -> Row:  # fmt: skip
    grade, score, say, language = child.grade, child.score, look.say, look.language
    missing = score is None and not fixed.is_profile
    value = "" if child.value is None else value_text(child, language)
    notes = _remarks(child, look, missing=missing, told=values and not value)
    if value and not values:
        notes.insert(0, say.VALUE_NOTE.format(value=value))
    weight, weighed = _weight(child, fixed, parent, look)
    row = (
        fixed.title or title_of(child),
        fixed.description,
        anchor,
        value or _capital(reason_words(child, language)),
        tuple(notes),
        None if grade is None else fixed.tags.get(grade) or tag(child, look),
        fixed.no_grade,
        say.NO_SCORE if score is None else score_words(score, fixed.decimals, language),
        "" if child.interval is None else range_row(child, look),
        None if score is None else mark_on(fixed.track, child) if fixed.track and not child.cuts else mark(child, look),
        weight,
        weighed,
        "" if values else _evidence(child, look),
        "" if values else _coverage(child, look),
        _adds(child, parent, places, look),
        step,
        missing,
    )
    return tuple.__new__(Row, row)  # a quarter of the cost of Row(...), which a card pays for every node


def _weight(child: NodeResult, fixed: Fixed, parent: NodeResult, look: Look) -> tuple[str, str]:
    """The weight of a row and the note beside it; most rows carry the weight that the framework declares."""
    about, language = child.about, look.language
    as_declared = child.weight_applied == about.weight_share and fixed.share and not about.beside
    if as_declared and child.score is not None and parent.score is not None:
        return fixed.share, ""
    weight = weight_text(child, parent, language)
    return weight, weight_note(child, weight, language)


def _remarks(child: NodeResult, look: Look, *, missing: bool, told: bool) -> list[str]:
    """Small print of a row: limits, numbers, reasons, rules. ``told``: the reason stands in the value's place."""
    said, say, language = [], look.say, look.language
    if child.lower is not None and (limits := limits_text(child, language)):
        said.append(limits)
    if child.n is not None:
        said.append(pupils(child.n, language))
    if missing and not told:
        said.append(say.RESULT_NONE.format(reason=reason_words(child, language)))
    elif child.code and not missing:
        status = _capital(language.reason(child.status.words))
        said.append(say.STATUS_CODE.format(status=status, code=code_words(child, language)))
    if child.stand_in is not None:
        said.append(say.TREATED_AS.format(score=score_words(child.stand_in, child.about.decimals, language)))
    if child.rules and not child.children:
        said.extend([rule_words(rule, language) for rule in child.rules])
    return said


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _adds(child: NodeResult, parent: NodeResult, places: int, look: Look) -> str:
    if child.about.beside:
        return str(look.say.NOT_COUNTED)
    if child.contribution is None or parent.score is None:
        return str(look.say.NOTHING)
    return look.language.grouped(child.contribution, places)


def _evidence(child: NodeResult, look: Look) -> str:
    below = leaves(child)
    return _there(sum([leaf.status.is_present for leaf in below]), len(below), look)


@lru_cache(maxsize=1024)
def _there(there: int, count: int, look: Look) -> str:
    return str(look.say.MEASURES_THERE.of(count).format(there=there, count=count))


def _coverage(child: NodeResult, look: Look) -> str:
    if not child.children or child.about.kind == "profile" or child.coverage is None:
        return ""
    return str(look.say.WEIGHT_SHARE.format(share=look.language.percent(child.coverage)))


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
