"""What an audit found, in sentences: each with its number, how many schools, the interval, and what it might mean."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reportcard.analysis.audit_rows import ContextRow, CoverageRow, SizeRow, WeightRow, YearRow
from reportcard.analysis.statistics import Estimate
from reportcard.results.numbers import fixed, short
from reportcard.results.words import listed

if TYPE_CHECKING:
    from reportcard.analysis.audit import Audit

#: From where a finding asks for a closer look. Conventions of ours, to be read with the numbers.
STRONG, UNEVEN, CROWDED, EMPTY, DIFFERENT_SIZE, STEADY = 0.5, 1.5, 0.5, 0.02, 1.25, 0.5
_HELD, _FEW = 0.8, 3


class Finding(NamedTuple):
    """A finding.

    Attributes:
        topic: What it is about: ``coverage``, ``context``, ``weights``, ``redundancy``, ``grades``, ``cuts``, ``size``
            or ``years``.
        text: The finding in a sentence or two, with its numbers.
        look: Whether it asks for a closer look before the framework is adopted.
    """

    topic: str
    text: str
    look: bool = False


def findings(audit: Audit) -> Iterator[Finding]:
    """Everything that an audit found, in the order of its pages."""
    yield from _coverage(audit)
    yield from _context(audit)
    yield from _weights(audit)
    yield from _redundancy(audit)
    yield from _grades(audit)
    yield from _cuts(audit)
    yield from _size(audit)
    yield from _years(audit)


# --- numbers in words ------------------------------------------------------------------------------------------------


def number(value: float, places: int = 2) -> str:
    """A number; a dash where there is none."""
    return "–" if math.isnan(value) else fixed(value, places)


def part(value: float) -> str:
    """A share as a percentage; a dash where there is none."""
    return "–" if math.isnan(value) else f"{fixed(100 * value, 1)}%"


def range_of(estimate: Estimate, *, share: bool = False) -> str:
    """The interval of an estimate; "" where it has none."""
    if math.isnan(estimate.low):
        return ""
    say = part if share else number
    return f"{say(estimate.low)} to {say(estimate.high)}"


def schools(count: int) -> str:
    """A number of schools."""
    return f"{count:,} school{'s' * (count != 1)}"


def _in_brackets(estimate: Estimate, *, share: bool = False) -> str:
    known = range_of(estimate, share=share)
    interval = f"95% interval {known}, " if known else ""
    return f"({interval}{schools(estimate.n)})"


# --- what was found --------------------------------------------------------------------------------------------------


def _coverage(audit: Audit) -> Iterator[Finding]:
    overall = audit.coverage[0]
    share = overall.scored
    if audit.is_profile:
        yield Finding("coverage", "The framework has no overall score by design: its parts are looked at one by one.")
    elif share.value == 0:
        text = f"No school has an overall score ({schools(share.n)}), so that little can be told here."
        yield Finding("coverage", text, look=True)
    else:
        yield _overall_coverage(overall)
    empty = [audit.title_of(row.node) for row in audit.coverage[1:] if row.scored.value == 0]
    if empty:
        verb = "has" if len(empty) == 1 else "have"
        text = f"{listed(empty)} {verb} no score for any school in this data. What is found here is about the rest."
        yield Finding("coverage", text, look=True)


def _overall_coverage(overall: CoverageRow) -> Finding:
    share = overall.scored
    text = f"{part(share.value)} of the schools have an overall score {_in_brackets(share, share=True)}."
    text += f" On average {part(overall.mean)} of the weight of these scores rests on data."
    return Finding("coverage", text, share.value < _HELD or overall.mean < _HELD)


def _context(audit: Audit) -> Iterator[Finding]:
    if not audit.context:
        text = "Nothing is known here of the circumstances of schools, so that nothing can be said of how scores go "
        yield Finding("context", f"{text}with deprivation or prior attainment. Give such columns.", look=True)
        return
    root = audit.coverage[0].node
    for row in audit.context:
        if row.node == root:
            yield Finding("context", _context_words(row), abs(row.pearson.value) >= STRONG)
            strongest = _strongest(audit.context, row.context, root)
            if strongest is not None and abs(strongest.pearson.value) > abs(row.pearson.value):
                title = audit.title_of(strongest.node)
                text = f"Of the parts, {title} goes with “{row.context}” most: {_r(strongest.pearson)}."
                yield Finding("context", text, abs(strongest.pearson.value) >= STRONG)


def _strongest(rows: Sequence[ContextRow], context: str, root: str) -> ContextRow | None:
    own = [row for row in rows if row.context == context and row.node != root and not math.isnan(row.pearson.value)]
    return max(own, key=lambda row: abs(row.pearson.value), default=None)


def _context_words(row: ContextRow) -> str:
    r = row.pearson
    if math.isnan(r.value):
        return f"Whether the overall score goes with “{row.context}” cannot be told ({schools(r.n)})."
    head = f"The overall score and “{row.context}”: {_r(r)}; by ranks {number(row.spearman.value)}."
    if not math.isnan(r.low) and r.low <= 0 <= r.high:
        return f"{head} No association can be told from chance here."
    way = "higher" if r.value > 0 else "lower"
    told = f"Schools with more of it tend to score {way}; it goes along with {part(r.value**2)} of the differences."
    return f"{head} {told} This does not say why: the score may miss part of what such schools do, or they may differ."


def _r(r: Estimate) -> str:
    return f"correlation {number(r.value)} {_in_brackets(r)}"


def _weights(audit: Audit) -> Iterator[Finding]:
    rows = [row for row in audit.weights if row.schools and not math.isnan(row.carried.value)]
    if not rows:
        if audit.no_weights:
            yield Finding("weights", audit.no_weights)
        return
    most = max(rows, key=lambda row: row.carried.value)
    share = f"{part(most.carried.value)} of the differences between overall scores"
    text = f"{audit.title_of(most.part)} carries {share} {_in_brackets(most.carried, share=True)}"
    yield Finding("weights", f"{text}{_weight_words(most)}.", most.carried.value >= CROWDED)
    for row in rows:
        if row is not most and _is_uneven(row):
            way = "more" if row.carried.value > row.applied else "less"
            text = f"{audit.title_of(row.part)} carries {way} than its weight says: {part(row.carried.value)} of the "
            text += f"differences {_in_brackets(row.carried, share=True)}{_weight_words(row)}."
            if way == "less":
                text += " Its scores differ little, or go against the others."
            yield Finding("weights", text, look=True)
    known = [row for row in rows if not math.isnan(row.without.value)]
    if len(known) > 1:
        matters = min(known, key=lambda row: row.without.value)
        text = (
            f"Leaving out {audit.title_of(matters.part)} would change the order of schools most: the orders with and "
        )
        yield Finding("weights", f"{text}without it have a rank {_r(matters.without)}.")


def _weight_words(row: WeightRow) -> str:
    if math.isnan(row.applied):
        return ""
    declared = "" if math.isnan(row.declared) else f"{part(row.declared)} as declared, "
    return f"; its weight is {declared}{part(row.applied)} as in force on average"


def _is_uneven(row: WeightRow) -> bool:
    """Whether a part carries half as much again as its weight or more, or two thirds or less, beyond chance."""
    if math.isnan(row.applied) or row.applied <= 0 or math.isnan(row.carried.low):
        return False
    return row.carried.low > row.applied * UNEVEN or row.carried.high < row.applied / UNEVEN


def _redundancy(audit: Audit) -> Iterator[Finding]:
    found = audit.redundancy
    for pair in found.pairs:
        names = f"{audit.title_of(pair.first)} and {audit.title_of(pair.second)}"
        text = f"{names} tell nearly the same: {_r(pair.pearson)}. Together they may count more than was meant."
        yield Finding("redundancy", text, look=True)
    if not found.pairs and found.compared:
        text = (
            f"No two measures tell nearly the same: none of {found.compared:,} pairs has a correlation of 0.90 or more."
        )
        yield Finding("redundancy", text)
    if not math.isnan(found.dimensions):
        text = f"The {len(found.measures)} measures that most schools have are worth {number(found.dimensions, 1)} "
        text += f"unrelated ones; {part(found.first)} of what they tell lies in one dimension "
        text += f"({schools(found.n)} or more for each pair)."
        yield Finding("redundancy", text, found.first >= STRONG and len(found.measures) > _FEW)


def _grades(audit: Audit) -> Iterator[Finding]:
    rows = audit.grades
    if not rows:
        yield Finding("grades", "The framework has no overall grade.")
        return
    most = max(rows, key=lambda row: row.schools)
    text = f"The most frequent grade is {most.grade}, with {part(most.share.value)} of the graded schools "
    text += f"{_in_brackets(most.share, share=True)}."
    if most.share.value >= CROWDED:
        text += " A grade that most schools share tells them apart little."
    yield Finding("grades", text, most.share.value >= CROWDED)
    rare = [row for row in rows if row.share.value < EMPTY]
    if rare:
        names = listed(f"{row.grade} ({schools(row.schools)})" for row in rare)
        yield Finding("grades", f"Fewer than 2 in 100 schools have: {names}.", look=True)


def _cuts(audit: Audit) -> Iterator[Finding]:
    near = audit.near_cuts
    if near is None:
        return
    if near.step is not None:
        text = f"{part(near.within_step.value)} of the graded schools would have another grade if their score were "
        text += f"{short(near.step)} higher or lower, the step to which it is rounded "
        yield Finding("cuts", f"{text}{_in_brackets(near.within_step, share=True)}.")
    if not near.indicators:
        text = "The data tells no measure's error, so that nothing can be said of how sure grades are."
        yield Finding("cuts", text, look=True)
        return
    names = listed(audit.indicator(name) for name in near.indicators)
    close, other = part(near.within_error.value), part(near.other_grade.value)
    text = f"From the error of {names} alone, the overall score has a standard error of {number(near.error)} points in "
    text += f"the middle school; {close} of the schools lie within 1.96 standard errors of a cut score "
    text += f"{_in_brackets(near.within_error, share=True)}, and {other} would be expected to get another grade if the "
    text += "same error were drawn again. The errors of the other measures come on top."
    yield Finding("cuts", text, near.other_grade.value >= 0.1)


def _size(audit: Audit) -> Iterator[Finding]:
    ratio, rows = audit.size_ratio, audit.size
    if not rows or math.isnan(ratio.value):
        yield Finding(
            "size", "The data does not tell the size of enough schools to compare small ones with large ones."
        )
        return
    text = (
        f"Scores of the smallest quarter of schools ({_sizes(rows[0])}) spread {number(ratio.value)} times as much as "
    )
    text += f"those of the largest ({_sizes(rows[-1])}) {_in_brackets(ratio)}."
    more = ratio.low > 1
    if more:
        text += " Chance alone moves small schools more, so that more of them stand at both ends, and fewer stay there."
    yield Finding("size", text, more and ratio.value >= DIFFERENT_SIZE)


def _sizes(row: SizeRow) -> str:
    return f"{short(row.low)} to {short(row.high)}"


def _years(audit: Audit) -> Iterator[Finding]:
    root = audit.coverage[0].node
    for row in audit.years:
        if row.node == root:
            yield _year(row)
            if not math.isnan(row.small.value) and row.small.low > 1:
                text = f"Against {row.year}, scores of the smallest third of schools moved {number(row.small.value)} "
                text += f"times as far as those of the largest third {_in_brackets(row.small)}."
                yield Finding("years", text, row.small.value >= DIFFERENT_SIZE)


def _year(row: YearRow) -> Finding:
    if math.isnan(row.pearson.value):
        return Finding("years", f"No overall scores can be compared with {row.year}.")
    text = (
        f"Against {row.year}: {_r(row.pearson)} of the overall scores, which moved {number(row.change, 1)} points on "
    )
    text += "average."
    if not math.isnan(row.same_grade.value):
        text += f" {part(row.same_grade.value)} of the schools have the same grade "
        text += f"{_in_brackets(row.same_grade, share=True)}, {part(row.two_grades.value)} moved two or more."
    weak = row.pearson.value < STEADY or row.same_grade.value < STEADY
    if weak:
        text += " Schools seldom change so much in a year: part of this may be chance, part a change of method."
    return Finding("years", text, weak)
