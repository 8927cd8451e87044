"""What goes well and what to look at: measures far from the middle of their scale, by what they move the score."""

from __future__ import annotations

from typing import NamedTuple

from reportcard.render.format import cuts_of, points, score_text
from reportcard.render.tags import PLAIN, Fixed, Look, middle_of, scale_of
from reportcard.results.card import NodeResult
from reportcard.results.words import title_of, value_words

#: A measure counts as far from the middle from this share of its scale on, and as worth a word from this share of the
#: whole scale that it moves. Nearer than that, a reader would take noise for news.
FAR, WORTH = 0.1, 0.005
MEANS = ("weighted_mean", "mean")
#: Combinations whose parts move the score by what they are off the middle.
_WITHIN = (*MEANS, "sum")


class Finding(NamedTuple):
    """A measure far from the middle.

    Attributes:
        title: Its name.
        text: Its name and score in words.
        effect: The same, with what it moves the overall score by.
    """

    title: str
    text: str
    effect: str


class Strengths(NamedTuple):
    """What goes well and what to look at, what counts most first."""

    well: tuple[Finding, ...]
    look: tuple[Finding, ...]


class _Effect(NamedTuple):
    node: NodeResult
    most: float
    distance: float
    moved: float


def strengths(overall: NodeResult, most: int = 3, look: Look = PLAIN) -> Strengths | None:
    """Find them; None for a profile, which weighs nothing, and where no measure has a scale with two ends.

    Args:
        overall: The root of the score tree.
        most: How many of each kind are named.
        look: Whose language they are told in.
    """
    if overall.about.kind == "profile" or not overall.children:
        return None
    far: list[_Effect] = []
    if not _gather(overall, 1.0, look, far):
        return None
    far.sort(key=lambda effect: -abs(effect.moved))
    well = [effect for effect in far if effect.distance > 0][:most]
    weak = [effect for effect in far if effect.distance < 0][:most]
    ends = scale_of(overall) if overall.about.kind in _WITHIN else None
    span = None if ends is None else ends[1] - ends[0]
    return Strengths(*(tuple([_finding(effect, span, look) for effect in some]) for some in (well, weak)))


def _gather(node: NodeResult, weight: float, look: Look, far: list[_Effect]) -> bool:
    """Add every measure below a node that is far from the middle; say whether any measure has a scale with two ends.

    Parts of a combination that has no shares stand for themselves.
    """
    known, kind, any_scale, children = look.fixed, node.about.kind, False, node.children
    graded, middle = _graded(node, known[node.about])
    for child in children:
        score, fixed = child.score, known[child.about]
        if score is None or fixed.beside:
            continue
        share = child.weight_applied if kind in MEANS else _share(child, node)
        if share is None:
            share = 1 / len([each for each in children if each.score is not None and not each.about.beside])
        if child.children and child.about.kind in _WITHIN:
            any_scale |= _gather(child, weight * share, look, far)
        elif (ends := fixed.ends or scale_of(child)) is not None:
            any_scale = True
            low, high = ends
            # The middle of the middle grade, where the child or its parent is graded on this scale; else of the scale.
            half = middle if graded == ends else (low + high) / 2
            half = _graded(child, fixed)[1] if fixed.is_graded else half
            distance = (score - half) / (high - low)
            if not -FAR < distance < FAR and abs(weight * share * distance) >= WORTH:
                far.append(_Effect(child, high, distance, weight * share * distance))
    return any_scale


def _share(child: NodeResult, parent: NodeResult) -> float | None:
    """The share of its parent's scale that a child can move; None where the combination has no shares."""
    if parent.about.kind == "sum" and parent.about.maximum and child.about.maximum and not child.about.bonus:
        return child.about.maximum / parent.about.maximum
    return None


def _graded(node: NodeResult, fixed: Fixed) -> tuple[tuple[float, float] | None, float]:
    """The scale of a node that has grades, and the middle of its middle grade; no scale where it has none."""
    ends = (fixed.ends or scale_of(node)) if fixed.is_graded else None
    if ends is None:
        return None, 0.0
    return ends, middle_of(ends, cuts_of(node)) if node.cuts or fixed.middle is None else fixed.middle


def _finding(effect: _Effect, span: float | None, look: Look) -> Finding:
    """A measure in words; ``span`` is the length of the scale of the whole, None where nothing moves along it."""
    node, language = effect.node, look.language
    title = look.fixed[node.about].title or title_of(node)
    score, most = score_text(node, language), value_words(effect.most, "", language)
    text = look.say.FINDING.format(title=title, score=score, most=most)
    if span is None:
        return Finding(title, text, text)
    moved = points(abs(effect.moved) * span, 1, language)
    return Finding(title, text, look.say.FINDING_EFFECT.format(title=title, score=score, most=most, points=moved))
