"""The sum behind a score, written out in numbers so that it can be checked by hand.

A sum is only printed when the printed numbers give the printed result: decimals are added until they do. Where a
combination is no sum (a grid, a gate), its parts and its result are told in words.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportcard.results import explain_messages
from reportcard.results.card import NodeResult
from reportcard.results.language import ENGLISH, Language
from reportcard.results.numbers import USUAL, places_of, precise, rounded, to_multiple
from reportcard.results.text import visible
from reportcard.results.words import changes_score, score_words, title_of

#: Decimals that are tried, one after the other.
_TRIES = (USUAL, 6, 8, 10)
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Part:
    """A child in its parent's sum: its score (or the score it stands in with), its weights and its name."""

    node: NodeResult
    score: float
    share: float
    declared: float | None

    @property
    def title(self) -> str:
        """Name of the child."""
        return title_of(self.node)

    def score_text(self, most: int) -> str:
        """Its score, in brackets where a minus sign would stand after an operator."""
        text = precise(self.score, self.node.about.decimals, most)
        return f"({text})" if self.score < 0 else text


def parts_of(node: NodeResult) -> list[Part]:
    """The children that a node's score is made from, in the document's order."""
    counted = [(child, _score_of(child)) for child in node.children if not child.about.beside]
    present = [(child, score) for child, score in counted if score is not None]
    total = math.fsum(child.about.weight_share or 0.0 for child, _ in present)
    parts = [Part(child, score, _share(child, total, len(present)), child.about.weight) for child, score in present]
    return _without_zeros(parts) if node.about.kind == "harmonic_mean" and node.score else parts


def _without_zeros(parts: list[Part]) -> list[Part]:
    """A harmonic mean above zero was made without its zeros: the framework has them count as missing."""
    kept = [part for part in parts if part.score > 0]
    total = math.fsum(part.share for part in kept)
    return [replace(part, share=part.share / total) for part in kept] if total and len(kept) < len(parts) else parts


def _score_of(child: NodeResult) -> float | None:
    return child.score if child.score is not None else child.stand_in


def _share(child: NodeResult, total: float, count: int) -> float:
    """The share that a child carried; where the card does not say, its declared share among those present."""
    if child.weight_applied is not None:
        return child.weight_applied
    return child.about.weight_share / total if child.about.weight_share is not None and total else 1.0 / count


@dataclass(frozen=True, slots=True)
class _Formula:
    """One way to write a sum: the parts' factors as text and as numbers, and the sum of both.

    Attributes:
        text: The parts as signs and numbers.
        value: What these numbers give.
        fits: Whether it can be written for these parts.
        word: The message in place of ``text``, where parts are named.
    """

    text: Callable[[Sequence[Part], int], str]
    value: Callable[[Sequence[Part], int], float]
    fits: Callable[[Sequence[Part]], bool] = lambda parts: True
    word: str = ""

    def told(self, parts: Sequence[Part], most: int, language: Language) -> str:
        """The sum in a language: signs and numbers, but for a sum that names its parts."""
        if not self.word:
            return language.written(self.text(parts, most))
        given = language.numbers(f"{part.title} {language.written(part.score_text(most))}" for part in parts)
        return str(getattr(language.words, self.word).format(parts=given))


def _read(number: float, least: int, most: int) -> float:
    """The number that a reader reads."""
    return float(rounded(number, places_of(number, least, most)))


def _scores(parts: Sequence[Part], most: int) -> list[float]:
    return [_read(part.score, part.node.about.decimals, most) for part in parts]


def _shares(parts: Sequence[Part], most: int) -> list[float]:
    return [_read(part.share, 2, most) for part in parts]


def _weighed(parts: Sequence[Part], most: int) -> str:
    return " + ".join(f"{precise(part.share, 2, most)} × {part.score_text(most)}" for part in parts)


def _declared_text(parts: Sequence[Part], most: int) -> str:
    terms = " + ".join(f"{precise(part.declared or 0, 0, 10)} × {part.score_text(most)}" for part in parts)
    return f"({terms}) ÷ {precise(math.fsum(part.declared or 0 for part in parts), 0, 10)}"


def _declared_value(parts: Sequence[Part], most: int) -> float:
    total = math.fsum(part.declared or 0 for part in parts)
    terms = zip(parts, _scores(parts, most), strict=True)
    return math.fsum((part.declared or 0) * score for part, score in terms) / total


def _declared_fit(parts: Sequence[Part]) -> bool:
    """Whether the declared weights of those present, scaled to 1, are the weights that were applied."""
    total = math.fsum(part.declared or 0 for part in parts)
    return total > 0 and all(
        part.declared is not None and abs(part.declared / total - part.share) < _CLOSE for part in parts
    )


def _short_shares(parts: Sequence[Part]) -> bool:
    return all(abs(_read(part.share, 2, USUAL) - part.share) < _CLOSE for part in parts)


def _alike(parts: Sequence[Part]) -> bool:
    return all(abs(part.share - 1 / len(parts)) < _CLOSE for part in parts)


def _joined(sign: str) -> Callable[[Sequence[Part], int], str]:
    return lambda parts, most: f" {sign} ".join(part.score_text(most) for part in parts)


def _product_of(numbers: Sequence[float]) -> float:
    return math.prod(numbers)


_PLAIN_MEAN = _Formula(
    lambda parts, most: f"({_joined('+')(parts, most)}) ÷ {len(parts)}",
    lambda parts, most: math.fsum(_scores(parts, most)) / len(parts),
    _alike,
)
_SHARES = _Formula(
    _weighed,
    lambda parts, most: math.fsum(
        s * w for s, w in zip(_scores(parts, most), _shares(parts, most), strict=True)
    ),
)  # fmt: skip
_SHORT_SHARES = _Formula(_SHARES.text, _SHARES.value, _short_shares)
_DECLARED = _Formula(_declared_text, _declared_value, _declared_fit)
_HARMONIC = _Formula(
    lambda parts, most: (
        "1 ÷ (" + " + ".join(f"{precise(part.share, 2, most)} ÷ {part.score_text(most)}" for part in parts) + ")"
    ),
    lambda parts, most: 1 / math.fsum(w / s for s, w in zip(_scores(parts, most), _shares(parts, most), strict=True)),
    lambda parts: all(part.score > 0 for part in parts),
)
_EVEN_HARMONIC = _Formula(
    lambda parts, most: f"{len(parts)} ÷ (" + " + ".join(f"1 ÷ {part.score_text(most)}" for part in parts) + ")",
    lambda parts, most: len(parts) / math.fsum(1 / score for score in _scores(parts, most)),
    lambda parts: all(part.score > 0 for part in parts) and _alike(parts),
)
_GEOMETRIC = _Formula(
    lambda parts, most: " × ".join(f"{part.score_text(most)}^{precise(part.share, 2, most)}" for part in parts),
    lambda parts, most: _product_of(
        [s**w for s, w in zip(_scores(parts, most), _shares(parts, most), strict=True)]
    ),
    lambda parts: all(part.score >= 0 for part in parts),
)  # fmt: skip

_FORMULAS: dict[str, tuple[_Formula, ...]] = {
    "weighted_mean": (_SHORT_SHARES, _DECLARED, _SHARES),
    "mean": (_PLAIN_MEAN, _SHORT_SHARES, _DECLARED, _SHARES),
    "sum": (_Formula(_joined("+"), lambda parts, most: math.fsum(_scores(parts, most))),),
    "product": (_Formula(_joined("×"), lambda parts, most: _product_of(_scores(parts, most))),),
    "best": (_Formula(_joined(""), lambda parts, most: max(_scores(parts, most)), word="BEST"),),
    "worst": (_Formula(_joined(""), lambda parts, most: min(_scores(parts, most)), word="WORST"),),
    "harmonic_mean": (_EVEN_HARMONIC, _HARMONIC),
    "geometric_mean": (_GEOMETRIC,),
}


def before_rounding(node: NodeResult) -> float | None:
    """The score before rules and rounding; None where there is no score."""
    if node.score is None:
        return None
    return node.score if node.score_before is None else node.score_before


def sum_text(node: NodeResult, language: Language = ENGLISH) -> str:
    """Return the sum of an inner node up to its result: ``0.30 × 72.0 + 0.70 × 55.0 = 60.1``."""
    result = before_rounding(node)
    parts = parts_of(node)
    if result is None or not parts:
        return ""
    places, words = result_places(node), language.words
    told = language.fixed(result, places)
    for formula in _FORMULAS.get(node.about.kind, ()):
        most = _settled(formula, parts, float(rounded(result, places)), places) if formula.fits(parts) else None
        if most is not None:
            return f"{formula.told(parts, most, language)} = {told}"
    given = language.listed(f"{language.quoted(p.title)} {language.written(p.score_text(USUAL))}" for p in parts)
    kind = words.KINDS.get(node.about.kind) or visible(node.about.kind)
    return str(words.IS_MADE.format(kind=kind, parts=given, result=told))


def _settled(formula: _Formula, parts: Sequence[Part], result: float, places: int) -> int | None:
    """As many decimals as the printed result needs; None where no number of them is enough."""
    slack = 0.5 * 10**-places + _CLOSE * max(1.0, abs(result))
    return next((most for most in _TRIES if abs(formula.value(parts, most) - result) <= slack), None)


def result_places(node: NodeResult) -> int:
    """Decimals of a result before rounding: enough that rounding what is printed gives the score."""
    result = before_rounding(node)
    if result is None:
        return node.about.decimals
    for most in _TRIES:
        places = places_of(result, node.about.decimals, most)
        if not _is_rounded_only(node) or _rounds_to(node, rounded(result, places)):
            return places
    return _TRIES[-1]


def _is_rounded_only(node: NodeResult) -> bool:
    ruled = any(changes_score(rule, node) for rule in node.rules)
    return node.about.rounding is not None and node.score_before is not None and not ruled


def _rounds_to(node: NodeResult, result: Decimal) -> bool:
    step = node.about.rounding
    return step is not None and node.score is not None and abs(float(to_multiple(result, step)) - node.score) < _CLOSE


def after_text(node: NodeResult, language: Language = ENGLISH) -> str:
    """Return what happened after the sum: ``rounded to 0.1: 63.2``; "" where nothing did."""
    if node.score is None or node.score_before is None:
        return ""
    say, about = language.messages(explain_messages), node.about
    if any(changes_score(rule, node) for rule in node.rules):
        told = say.AFTER_RULES_ROUNDED if about.rounding else say.AFTER_RULES
    elif about.rounding and _rounds_to(node, rounded(node.score_before, result_places(node))):
        told = say.ROUNDED
    else:
        told = say.AFTER_LIMITS_ROUNDED if about.rounding else say.AFTER_LIMITS
    step = language.precise(about.rounding, 0, 10) if about.rounding else ""
    return str(told.format(score=score_words(node.score, about.decimals, language), step=step))
