"""What an audit found, in sentences: each with its number, how many schools, the interval, and what it might mean."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reportcard.analysis.audit_numbers import Numbers
from reportcard.analysis.audit_rows import ContextRow, CoverageRow, WeightRow, YearRow
from reportcard.results.language import ENGLISH, Language

if TYPE_CHECKING:
    from reportcard.analysis.audit import Audit

#: From where a finding asks for a closer look. Conventions of ours, to be read with the numbers.
STRONG, UNEVEN, CROWDED, EMPTY, DIFFERENT_SIZE, STEADY = 0.5, 1.5, 0.5, 0.02, 1.25, 0.5
#: Correlation from which two measures tell nearly the same, and standard errors of a 95 % interval.
_SAME, _TIMES = 0.9, 1.96
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


def findings(audit: Audit, language: Language = ENGLISH) -> Iterator[Finding]:
    """Everything that an audit found, in the order of its pages."""
    say = Numbers(language)
    yield from _coverage(audit, say)
    yield from _context(audit, say)
    yield from _weights(audit, say)
    yield from _redundancy(audit, say)
    yield from _grades(audit, say)
    yield from _cuts(audit, say)
    yield from _size(audit, say)
    yield from _years(audit, say)


def _title(audit: Audit, node: str, say: Numbers) -> str:
    """Name of a node or an indicator, in quotes, because many hold commas."""
    return say.language.quoted(audit.titles.get(node, node))


def in_short(found: Iterable[Finding]) -> str:
    """Findings in lines; those that ask for a closer look are marked."""
    return "\n".join(f"{'! ' if finding.look else '  '}{finding.text}" for finding in found)


# --- data and circumstances ------------------------------------------------------------------------------------------


def _coverage(audit: Audit, say: Numbers) -> Iterator[Finding]:
    overall, words = audit.coverage[0], say.words
    share = overall.scored
    if audit.is_profile:
        yield Finding("coverage", words.BY_DESIGN)
    elif share.value == 0:
        yield Finding("coverage", words.NONE_SCORED.format(schools=say.schools(share.n)), look=True)
    else:
        yield _overall_coverage(overall, say)
    empty = [_title(audit, row.node, say) for row in audit.coverage[1:] if row.scored.value == 0]
    if empty:
        text = words.NEVER_SCORED.of(len(empty)).format(titles=say.language.listed(empty))
        yield Finding("coverage", text, look=True)


def _overall_coverage(overall: CoverageRow, say: Numbers) -> Finding:
    share = overall.scored
    n, mean = say.n(share, share=True), say.part(overall.mean)
    text = say.words.SCORED.format(share=say.part(share.value), n=n, mean=mean)
    return Finding("coverage", text, share.value < _HELD or overall.mean < _HELD)


def _context(audit: Audit, say: Numbers) -> Iterator[Finding]:
    if not audit.context:
        yield Finding("context", say.words.NO_CONTEXT, look=True)
        return
    root = audit.coverage[0].node
    for row in audit.context:
        if row.node == root:
            yield Finding("context", _context_words(row, say), abs(row.pearson.value) >= STRONG)
            strongest = _strongest(audit.context, row.context, root)
            if strongest is not None and abs(strongest.pearson.value) > abs(row.pearson.value):
                title, r = _title(audit, strongest.node, say), say.correlation(strongest.pearson)
                text = say.words.CONTEXT_PART.format(title=title, context=row.context, correlation=r)
                yield Finding("context", text, abs(strongest.pearson.value) >= STRONG)


def _strongest(rows: Sequence[ContextRow], context: str, root: str) -> ContextRow | None:
    own = [row for row in rows if row.context == context and row.node != root and not math.isnan(row.pearson.value)]
    return max(own, key=lambda row: abs(row.pearson.value), default=None)


def _context_words(row: ContextRow, say: Numbers) -> str:
    r, words = row.pearson, say.words
    if math.isnan(r.value):
        return str(words.CONTEXT_UNKNOWN.format(context=row.context, schools=say.schools(r.n)))
    ranks = say.number(row.spearman.value)
    head = words.CONTEXT_IS.format(context=row.context, correlation=say.correlation(r), ranks=ranks)
    if not math.isnan(r.low) and r.low <= 0 <= r.high:
        return f"{head} {words.CONTEXT_CHANCE}"
    told = words.CONTEXT_HIGHER if r.value > 0 else words.CONTEXT_LOWER
    return f"{head} {told.format(share=say.part(r.value**2))}"


# --- weights and measures --------------------------------------------------------------------------------------------


def _weights(audit: Audit, say: Numbers) -> Iterator[Finding]:
    rows, words = [row for row in audit.weights if row.schools and not math.isnan(row.carried.value)], say.words
    if not rows:
        if audit.no_weights:
            yield Finding("weights", words.NO_WEIGHTS)
        return
    most = max(rows, key=lambda row: row.carried.value)
    yield Finding("weights", _carries(audit, most, words.CARRIES_MOST, say), most.carried.value >= CROWDED)
    for row in rows:
        if row is not most and _is_uneven(row):
            told = words.CARRIES_MORE if row.carried.value > row.applied else words.CARRIES_LESS
            yield Finding("weights", _carries(audit, row, told, say), look=True)
    known = [row for row in rows if not math.isnan(row.without.value)]
    if len(known) > 1:
        matters = min(known, key=lambda row: row.without.value)
        number, n = say.number(matters.without.value), say.n(matters.without)
        text = words.LEAVING_OUT.format(title=_title(audit, matters.part, say), number=number, n=n)
        yield Finding("weights", text)


def _carries(audit: Audit, row: WeightRow, told: Mapping[str, str], say: Numbers) -> str:
    """What a part carries, with the weights that are known of it."""
    known = "none" if math.isnan(row.applied) else "applied" if math.isnan(row.declared) else "declared"
    share, n = say.part(row.carried.value), say.n(row.carried, share=True)
    declared, applied = say.part(row.declared), say.part(row.applied)
    return told[known].format(title=_title(audit, row.part, say), share=share, n=n, declared=declared, applied=applied)


def _is_uneven(row: WeightRow) -> bool:
    """Whether a part carries half as much again as its weight or more, or two thirds or less, beyond chance."""
    if math.isnan(row.applied) or row.applied <= 0 or math.isnan(row.carried.low):
        return False
    return row.carried.low > row.applied * UNEVEN or row.carried.high < row.applied / UNEVEN


def _redundancy(audit: Audit, say: Numbers) -> Iterator[Finding]:
    found, words = audit.redundancy, say.words
    for pair in found.pairs:
        first, second = _title(audit, pair.first, say), _title(audit, pair.second, say)
        text = words.PAIR.format(first=first, second=second, correlation=say.correlation(pair.pearson))
        yield Finding("redundancy", text, look=True)
    if not found.pairs and found.compared:
        same = say.number(_SAME)
        text = words.NO_PAIR.of(found.compared).format(count=say.count(found.compared), same=same)
        yield Finding("redundancy", text)
    if not math.isnan(found.dimensions):
        text = words.DIMENSIONS.of(len(found.measures)).format(
            count=len(found.measures),
            number=say.number(found.dimensions, 1),
            share=say.part(found.first),
            schools=say.schools(found.n),
        )
        yield Finding("redundancy", text, found.first >= STRONG and len(found.measures) > _FEW)


# --- grades ----------------------------------------------------------------------------------------------------------


def _grades(audit: Audit, say: Numbers) -> Iterator[Finding]:
    rows, words = audit.grades, say.words
    if not rows:
        yield Finding("grades", words.NO_GRADES)
        return
    most = max(rows, key=lambda row: row.schools)
    share, n = say.part(most.share.value), say.n(most.share, share=True)
    text = words.FREQUENT.format(grade=most.grade, share=share, n=n)
    if most.share.value >= CROWDED:
        text = f"{text} {words.CROWDED}"
    yield Finding("grades", text, most.share.value >= CROWDED)
    rare = [row for row in rows if row.share.value < EMPTY]
    if rare:
        names = (words.RARE_GRADE.format(grade=row.grade, schools=say.schools(row.schools)) for row in rare)
        yield Finding("grades", words.RARE.format(grades=say.language.listed(names)), look=True)


def _cuts(audit: Audit, say: Numbers) -> Iterator[Finding]:
    near, words = audit.near_cuts, say.words
    if near is None:
        return
    if near.step is not None:
        share, n = say.part(near.within_step.value), say.n(near.within_step, share=True)
        yield Finding("cuts", words.STEP.format(share=share, step=say.language.short(near.step), n=n))
    if not near.indicators:
        yield Finding("cuts", words.NO_ERROR, look=True)
        return
    text = words.ERROR.format(
        titles=say.language.listed(_title(audit, name, say) for name in near.indicators),
        error=say.number(near.error),
        close=say.part(near.within_error.value),
        times=say.number(_TIMES),
        n=say.n(near.within_error, share=True),
        other=say.part(near.other_grade.value),
    )
    yield Finding("cuts", text, near.other_grade.value >= 0.1)


# --- size and years --------------------------------------------------------------------------------------------------


def _size(audit: Audit, say: Numbers) -> Iterator[Finding]:
    ratio, rows, words = audit.size_ratio, audit.size, say.words
    if not rows or math.isnan(ratio.value):
        yield Finding("size", words.NO_SIZE)
        return
    small, large = (say.sizes(row.low, row.high) for row in (rows[0], rows[-1]))
    text = words.SIZES.format(small=small, ratio=say.number(ratio.value), large=large, n=say.n(ratio))
    more = ratio.low > 1
    if more:
        text = f"{text} {words.SMALL_MOVE}"
    yield Finding("size", text, more and ratio.value >= DIFFERENT_SIZE)


def _years(audit: Audit, say: Numbers) -> Iterator[Finding]:
    root = audit.coverage[0].node
    for row in audit.years:
        if row.node == root:
            yield _year(row, say)
            if not math.isnan(row.small.value) and row.small.low > 1:
                ratio = say.number(row.small.value)
                text = say.words.SMALL_YEARS.format(year=row.year, ratio=ratio, n=say.n(row.small))
                yield Finding("years", text, row.small.value >= DIFFERENT_SIZE)


def _year(row: YearRow, say: Numbers) -> Finding:
    words = say.words
    if math.isnan(row.pearson.value):
        return Finding("years", words.NO_YEAR.format(year=row.year))
    r, points = say.correlation(row.pearson), say.number(row.change, 1)
    told = [words.YEAR.format(year=row.year, correlation=r, points=points)]
    if not math.isnan(row.same_grade.value):
        share, n = say.part(row.same_grade.value), say.n(row.same_grade, share=True)
        told.append(words.SAME_GRADE.format(share=share, n=n, two=say.part(row.two_grades.value)))
    weak = row.pearson.value < STEADY or row.same_grade.value < STEADY
    if weak:
        told.append(words.UNSTEADY)
    return Finding("years", " ".join(told), weak)
