"""The result in plain sentences: for parents, and in fewer words for children."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportcard.render.audience import Audience
from reportcard.render.certain import certainty_sentences
from reportcard.render.changes import direction
from reportcard.render.format import score_text, value_text
from reportcard.render.strengths import Finding, strengths
from reportcard.render.tags import Look, tag
from reportcard.results.card import NodeResult, ReportCard
from reportcard.results.text import visible
from reportcard.results.words import reason_words, rule_words, school_name, sentence, title_of


def plain_sentences(card: ReportCard, look: Look) -> Iterator[str]:
    """What the result is, for parents."""
    overall, say, language = card.overall, look.say, look.language
    if overall.about.kind == "profile":
        yield say.IS_PROFILE
    else:
        yield from _result(card, overall, look)
    if not overall.children and (value := value_text(overall, language)):
        yield say.HAS_VALUE.format(title=title_of(overall), value=value)
    yield from certainty_sentences(overall, look)
    if any(rule.effect != "note" for rule in overall.rules):
        yield say.RULES_CHANGED
    for rule in overall.rules:
        if visible(rule.text):
            noted = rule.effect == "note"
            yield say.RULE_SAYS.format(rule=sentence(visible(rule.text)) if noted else rule_words(rule, language))


def _result(card: ReportCard, overall: NodeResult, look: Look) -> Iterator[str]:
    say, language = look.say, look.language
    grade, school = tag(overall, look), school_name(card, language)
    if grade is not None:
        told = say.HAS_GRADE if grade.place else say.HAS_GRADE_ONLY
        yield told.format(school=school, grade=grade.words, place=grade.place)
        if grade.meaning:
            yield grade.meaning
    elif overall.score is None:
        yield say.HAS_NONE.format(school=school, reason=reason_words(overall, language))
    else:
        yield say.HAS_SCORE.format(school=school, score=score_text(overall, language))


def simple_sentences(card: ReportCard, look: Look, audience: Audience) -> Iterator[str]:
    """What the result is, for children: a few short sentences without numbers."""
    overall, say = card.overall, look.say
    grade = tag(overall, look)
    if overall.about.kind == "profile":
        yield say.CHILD_PROFILE
    elif grade is not None:
        yield say.CHILD_GRADE.format(grade=grade.words)
        if grade.place:
            yield say.CHILD_PLACE.format(place=grade.place)
    else:
        yield say.CHILD_NONE if overall.score is None else say.CHILD_SCORE
    found = strengths(overall, audience.findings, look)
    if found and found.well:
        yield say.CHILD_WELL.format(titles=_quoted(found.well, look))
    if found and found.look:
        yield say.CHILD_LOOK.format(titles=_quoted(found.look, look))
    moved = direction(overall)
    if moved is not None:
        yield {1: say.CHILD_UP, -1: say.CHILD_DOWN}.get(moved, say.CHILD_SAME)
    yield say.CHILD_END if grade else say.CHILD_END_NO_GRADE


def _quoted(found: Iterable[Finding], look: Look) -> str:
    """Titles in a sentence, in quotes, because many hold commas."""
    return look.language.listed(look.language.quoted(finding.title) for finding in found)
