"""Numbers and words as a page prints them. What is missing has words; nothing is printed as NaN or None."""

from __future__ import annotations

from functools import lru_cache

from reportcard.results.card import Band, NodeResult
from reportcard.results.language import ENGLISH, Language, count_of
from reportcard.results.numbers import HUGE, alike, decimals_in
from reportcard.results.words import band_words, score_words, value_words


@lru_cache(maxsize=1024)
def titled(message: str, title: str) -> str:
    """A message about a part, with its title: the same for every school, so written once."""
    return message.format(title=title)


def value_text(node: NodeResult, language: Language = ENGLISH) -> str:
    """A measure's value with its unit; "" where there is none."""
    return "" if node.value is None else value_words(node.value, node.about.unit, language)


def limits_text(node: NodeResult, language: Language = ENGLISH) -> str:
    """A measure's confidence limits in words, both with the same decimals; "" where it has none."""
    lower, upper = node.lower, node.upper
    if lower is None or upper is None:
        return ""
    low, high = alike(lower, upper)
    write = language.percentage if node.about.unit == "%" else language.written
    return str(language.say.RANGE_SHORT.format(low=write(low), high=write(high)))


def score_text(node: NodeResult, language: Language = ENGLISH) -> str:
    """A node's score with its decimals; words where it has none."""
    if node.score is None:
        return str(language.say.NO_SCORE)
    return score_words(node.score, node.about.decimals, language)


def places_text(node: NodeResult) -> int:
    """Decimals with which a node's score is printed; 0 where it has none."""
    score, decimals = node.score, node.about.decimals
    if score is None:
        return 0
    return decimals if decimals and abs(score) < HUGE else decimals_in(score_words(score, decimals))


def place_text(index: int, count: int, language: Language = ENGLISH) -> str:
    """Where a grade stands among the grades, so that no letter stands alone: ``2nd highest of 5 grades``."""
    if count < 2:
        return ""
    say = language.say
    told = say.HIGHEST if index == 0 else say.LOWEST if index == count - 1 else say.PLACE
    return str(told.of(count).format(place=language.ordinal(index + 1), count=count))


def weight_text(node: NodeResult, parent: NodeResult, language: Language = ENGLISH) -> str:
    """The weight that a node carried for this school; its own where the parent has no score to carry it."""
    declared, applied, say = node.about.weight_share, node.weight_applied, language.say
    if node.about.beside:
        return str(say.NOT_COUNTED)
    if parent.score is not None and node.score is None and node.stand_in is None:
        return str(say.NOT_COUNTED)
    if applied is None or (parent.score is None and declared is not None):
        return (
            say.EXTRA_POINTS if node.about.bonus else say.NO_WEIGHT if declared is None else language.percent(declared)
        )
    return language.percent(applied)


def weight_note(node: NodeResult, told: str, language: Language = ENGLISH) -> str:
    """The framework's own weight where the node carried another one; "" where it did not.

    Args:
        node: The node.
        told: What :func:`weight_text` says.
        language: The language of both.
    """
    declared, say = node.about.weight_share, language.say
    if node.about.beside:
        return str(say.SHOWN_BESIDE)
    if declared is None or (share := language.percent(declared)) == told:
        return ""
    whose = say.OF_OWN_WEIGHTS if node.about.weight_standing == "caller" else say.IN_FRAMEWORK
    return str(whose.format(share=share))


def band_range(
    bands: tuple[Band, ...], cuts: tuple[float | None, ...], index: int, side: str, language: Language = ENGLISH
) -> str:
    """The scores of a band in words, with the side on which its cut scores count."""
    own, above = cut_of(bands, cuts, index), cut_of(bands, cuts, index - 1) if index else None
    say, lower = language.say, side == "lower"
    if own is not None and above is not None:
        told = say.FROM_TO_BELOW if lower else say.ABOVE_UP_TO
    elif own is not None:
        told = say.FROM if lower else say.ABOVE_CUT
    elif above is not None:
        told = say.BELOW if lower else say.UP_TO
    else:
        return str(say.EVERY_SCORE)
    low, high = ("" if cut is None else language.precise(cut) for cut in (own, above))
    return str(told.format(low=low, high=high))


def cut_of(bands: tuple[Band, ...], cuts: tuple[float | None, ...], index: int) -> float | None:
    """Lowest score of a band: the school's own cut score where a column sets it."""
    return cuts[index] if index < len(cuts) else bands[index].start


def cuts_of(node: NodeResult) -> tuple[float | None, ...]:
    """Lowest score of each band, best first, as it is in force for this school."""
    bands = node.about.bands
    return tuple(cut_of(bands, node.cuts, index) for index in range(len(bands)))


def next_grade(node: NodeResult, language: Language = ENGLISH) -> str:
    """How far the score is from the next grades up and down, in a sentence; "" where that says nothing."""
    index = next((at for at, band in enumerate(node.about.bands) if band.grade == node.grade), None)
    if node.score is None or index is None or node.rules:
        return ""
    cuts, decimals, say = cuts_of(node), node.about.decimals, language.say
    above, below = cuts[index - 1] if index else None, cuts[index]
    up = down = ""
    if above is not None:
        short_of = points(above - node.score, decimals, language)
        up = say.SHORT_OF.format(points=short_of, grade=band_words(node.about.bands[index - 1]))
    if below is not None and index + 1 < len(cuts):
        down = _above(node.score - below, decimals, language)
    if up and down:
        return str(say.NEAR_BOTH.format(up=up, down=down))
    return say.NEAR.format(up=up or down) if up or down else ""


def _above(distance: float, decimals: int, language: Language) -> str:
    if distance < 1e-9:
        return str(language.say.AT_LOWEST)
    return str(language.say.ABOVE.format(points=points(distance, decimals, language)))


@lru_cache(maxsize=4096)
def points(number: float, decimals: int, language: Language = ENGLISH) -> str:
    """A number of points: ``1 point``, ``2.5 points``."""
    text = score_words(number, decimals)
    return str(language.words.POINTS.of(count_of(text)).format(number=language.written(text)))
