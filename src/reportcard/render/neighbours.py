"""Similar schools: where the school stands among them, in words, as dots and as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from reportcard.render.charts import Track
from reportcard.render.format import score_text
from reportcard.render.tags import PLAIN, Look, Tag, tag, track_of
from reportcard.results.card import ReportCard, SimilarSchool
from reportcard.results.sureness import middle_side
from reportcard.results.text import visible
from reportcard.results.words import school_name, score_words

#: Schools that the table lists, and that a sentence names.
LISTED, NAMED = 30, 60
#: Fewest scores of which a middle is told.
_ENOUGH = 5


@dataclass(slots=True)
class NeighbourRow:
    """A similar school, or this one."""

    name: str
    tag: Tag | None
    score: str
    is_own: bool


class Neighbours(NamedTuple):
    """The similar schools of a card.

    Attributes:
        sentences: Where the school stands among them.
        rows: This school and the most similar ones with their results; empty where no result is known.
        track: What the dots are drawn on; None where nothing can be drawn.
        scores: The scores that are known.
        own: The school's own score.
    """

    sentences: tuple[str, ...]
    rows: tuple[NeighbourRow, ...]
    track: Track | None
    scores: tuple[float, ...]
    own: float | None


def neighbours(card: ReportCard, look: Look = PLAIN, *, ranks: bool = True) -> Neighbours | None:
    """Compare a card with the similar schools that it names; None where it names none."""
    if not card.similar:
        return None
    overall, say, language = card.overall, look.say, look.language
    scores, own_score = tuple([score for school in card.similar if (score := school.score) is not None]), overall.score
    if not scores:
        return Neighbours((_named(card, look),), (), None, (), own_score)
    sentences = []
    if ranks and own_score is not None:
        lower = len([score for score in scores if score < own_score])
        sentences.append(say.SIMILAR_RANK.of(len(scores)).format(count=lower, all=len(scores)))
        middle = median(scores)
        if len(scores) >= _ENOUGH and (side := middle_side(overall, middle)):
            told = score_words(middle, overall.about.decimals, language)
            sentences.append(say.SIMILAR_MIDDLE[side].format(middle=told))
    count = len(card.similar)
    cut = say.SIMILAR_CUT.of(count).format(shown=LISTED, all=count)
    sentences.append(cut if count > LISTED else say.SIMILAR_TABLE)
    own = NeighbourRow(
        say.THIS_SCHOOL.format(school=school_name(card, language)),
        tag(overall, look),
        score_text(overall, language),
        is_own=True,
    )
    tags, decimals = look.fixed[overall.about].tags, overall.about.decimals
    rows = (own, *[_row(school, tags, decimals, look) for school in card.similar[:LISTED]])
    return Neighbours(tuple(sentences), rows, track_of(overall, look), scores, own_score)


def _named(card: ReportCard, look: Look) -> str:
    names, say = [_name(school) for school in card.similar], look.say
    more = len(names) - NAMED
    told = say.SIMILAR_MORE.of(more) if more > 0 else say.SIMILAR_ALL
    return str(told.format(names=look.language.joined(names[:NAMED]), count=more))


def _name(school: SimilarSchool) -> str:
    return visible(school.name or "") or visible(school.id)


def _row(school: SimilarSchool, tags: Mapping[str, Tag], decimals: int, look: Look) -> NeighbourRow:
    score, grade = school.score, school.grade
    text = look.say.NO_SCORE_KNOWN if score is None else score_words(score, decimals, look.language)
    shown = None if grade is None else tags.get(grade) or Tag(visible(grade))
    return NeighbourRow(_name(school), shown, text, is_own=False)
