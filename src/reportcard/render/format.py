"""Numbers and words as a page prints them. What is missing has words; nothing is printed as NaN or None."""

from __future__ import annotations

from functools import lru_cache

from reportcard.results.card import Band, NodeResult
from reportcard.results.numbers import fixed, percent, precise, short
from reportcard.results.words import band_words, ordinal, score_words, with_unit

NO_SCORE = "no score"
NOT_COUNTED = "not counted"


def value_text(node: NodeResult) -> str:
    """A measure's value with its unit; "" where there is none."""
    value = node.value
    return "" if value is None else _measured(value, node.about.unit)


@lru_cache(maxsize=8192)
def _measured(value: float, unit: str) -> str:
    """A value with its unit: percentages and counts of pupils come again on card after card."""
    return with_unit(short(value), unit)


def limits_text(node: NodeResult) -> str:
    """A measure's confidence limits in words, both with the same decimals; "" where it has none."""
    lower, upper = node.lower, node.upper
    if lower is None or upper is None:
        return ""
    low, high = short(lower), short(upper)
    places = decimals_in(low), decimals_in(high)
    if places[0] < places[1]:
        low = fixed(lower, places[1])
    elif places[1] < places[0]:
        high = fixed(upper, places[0])
    return f"likely between {low}% and {high}%" if node.about.unit == "%" else f"likely between {low} and {high}"


def decimals_in(text: str) -> int:
    """How many decimals a printed number has."""
    return len(text.partition(".")[2])


def score_text(node: NodeResult) -> str:
    """A node's score with its decimals; words where it has none."""
    score = node.score
    return NO_SCORE if score is None else score_words(score, node.about.decimals)


def place_text(index: int, count: int) -> str:
    """Where a grade stands among the grades, so that no letter stands alone: ``2nd of 5 grades``."""
    if count < 2:
        return ""
    if index == 0:
        return f"highest of {count} grades"
    return f"lowest of {count} grades" if index == count - 1 else f"{ordinal(index + 1)} highest of {count} grades"


def weight_text(node: NodeResult, parent: NodeResult) -> str:
    """The weight that a node carried for this school; its own where the parent has no score to carry it."""
    about, applied, has_whole = node.about, node.weight_applied, parent.score is not None
    if about.beside or (has_whole and node.score is None and node.stand_in is None):
        return NOT_COUNTED
    declared = about.weight_share
    if applied is None or (not has_whole and declared is not None):
        return "extra points" if about.bonus else "no weight" if declared is None else percent(declared)
    return percent(applied)


def weight_note(node: NodeResult, told: str) -> str:
    """The framework's own weight where the node carried another one; "" where it did not.

    Args:
        node: The node.
        told: What :func:`weight_text` says.
    """
    about = node.about
    if about.beside:
        return "shown beside the others"
    declared = "" if about.weight_share is None else percent(about.weight_share)
    if declared in ("", told):
        return ""
    whose = "of the own weights" if about.weight_standing == "caller" else "in the framework"
    return f"{declared} {whose}"


def band_range(bands: tuple[Band, ...], cuts: tuple[float | None, ...], index: int, side: str) -> str:
    """The scores of a band in words, with the side on which its cut scores count."""
    own, above = cut_of(bands, cuts, index), cut_of(bands, cuts, index - 1) if index else None
    from_word, to_word = ("from", "below") if side == "lower" else ("above", "up to")
    start = "" if own is None else f"{from_word} {precise(own)}"
    end = "" if above is None else f"{to_word} {precise(above)}"
    if start and end:
        return f"{start} to {end}" if side == "lower" else f"{start}, {end}"
    return start or end or "every score"


def cut_of(bands: tuple[Band, ...], cuts: tuple[float | None, ...], index: int) -> float | None:
    """Lowest score of a band: the school's own cut score where a column sets it."""
    return cuts[index] if index < len(cuts) else bands[index].start


def cuts_of(node: NodeResult) -> tuple[float | None, ...]:
    """Lowest score of each band, best first, as it is in force for this school."""
    bands = node.about.bands
    return tuple(cut_of(bands, node.cuts, index) for index in range(len(bands)))


def next_grade(node: NodeResult) -> str:
    """How far the score is from the next grades up and down, in a sentence; "" where that says nothing."""
    index = next((at for at, band in enumerate(node.about.bands) if band.grade == node.grade), None)
    if node.score is None or index is None or node.rules:
        return ""
    cuts, decimals = cuts_of(node), node.about.decimals
    up, down = cuts[index - 1] if index else None, cuts[index]
    parts = []
    if up is not None:
        above = band_words(node.about.bands[index - 1])
        parts.append(f"{points(up - node.score, decimals)} short of the next grade, {above}")
    if down is not None and index + 1 < len(cuts):
        parts.append(_above(node.score - down, decimals))
    return f"The score is {', and '.join(parts)}." if parts else ""


def _above(distance: float, decimals: int) -> str:
    if distance < 1e-9:
        return "at the lowest score of its own grade"
    return f"{points(distance, decimals)} above the lowest score of its own grade"


def points(number: float, decimals: int) -> str:
    """A number of points: ``1 point``, ``2.5 points``."""
    text = score_words(number, decimals)
    return f"{text} point" if text == "1" else f"{text} points"
