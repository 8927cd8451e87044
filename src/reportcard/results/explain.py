"""A report card as plain text that shows every sum in numbers: what a reader needs to check it by hand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from reportcard.results import explain_messages
from reportcard.results.card import NodeResult, ReportCard
from reportcard.results.language import ENGLISH, Language
from reportcard.results.numbers import precise
from reportcard.results.sums import after_text, before_rounding, result_places, sum_text
from reportcard.results.sureness import (
    certainty_words,
    chances_words,
    grade_sureness,
    interval_words,
    without_error_words,
)
from reportcard.results.text import visible
from reportcard.results.words import (
    code_words,
    framework_title,
    grade_words,
    leaves,
    named,
    pupils,
    reason_words,
    rule_words,
    school_name,
    score_words,
    title_of,
    weights_in_a_row,
    with_unit,
)

_INDENT = "  "
_CLOSE = 1e-9
#: Decimals of a value: what a scale is fed with is printed in full.
_VALUE = 10


def explain(card: ReportCard, node: str | None = None, language: Language = ENGLISH) -> str:
    """Return how the score came about, with every sum in numbers.

    Args:
        card: The card to explain.
        node: Id of the node to explain; the whole card where None.
        language: Language of the text. Texts of the framework and of the data stay as they are.

    Raises:
        UnknownNameError: The card has no such node.
    """
    told = _Told(card, language)
    if node is not None:
        found = card[node]
        parent = next((above for above in card.nodes() if found in above.children), None)
        return "\n".join(told.node(found, 0, parent))
    return "\n".join([*told.heading(), "", *told.node(card.overall, 0, None), *told.ending()])


class _Told:
    """A card told in a language."""

    def __init__(self, card: ReportCard, language: Language) -> None:
        self.card = card
        self.language = language
        self.say = language.messages(explain_messages)
        #: Leaves that were taken as exact.
        self.exact = () if card.certainty is None else card.certainty.without_error

    def heading(self) -> Iterator[str]:
        """Whose card it is, and by which rules."""
        card, framework, say = self.card, self.card.framework, self.say
        name = school_name(card, self.language)
        yield say.IN_BRACKETS.format(title=name, more=visible(card.school.id)) if card.school.name else name
        yield framework_title(framework)
        variant = visible(framework.variant_title) or visible(framework.variant)
        if variant:
            yield say.SCORED_AS.format(variant=variant)
        if card.own_weights:
            yield say.OWN_WEIGHTS.format(weights=weights_in_a_row(card, self.language))

    def ending(self) -> Iterator[str]:
        """Notes, how sure it is, and what made it."""
        card, framework, say, language = self.card, self.card.framework, self.say, self.language
        yield ""
        for note in card.notes:
            yield say.NOTE.format(note=language.reason(visible(note)))
        yield from filter(None, (certainty_words(card, language), without_error_words(card, language)))
        yield say.FRAMEWORK.format(
            id=visible(framework.id), version=visible(framework.version), hash=visible(framework.hash)
        )
        if card.reference:
            yield say.REFERENCE.format(reference=visible(card.reference))
        yield say.ENGINE.format(version=visible(card.engine_version))

    def node(self, node: NodeResult, depth: int, parent: NodeResult | None) -> Iterator[str]:
        """A node's line, what there is to say about it, and its children, one step further in."""
        indent, title, weight = _INDENT * depth, title_of(node), self._weight(node, parent)
        titled = self.say.IN_BRACKETS.format(title=title, more=weight) if weight else title
        yield f"{indent}{self.say.LINE.format(title=titled, result=self._result(node))}"
        for line in (*self._remarks(node), *self._certainty(node)):
            yield f"{indent}{_INDENT}· {line}"
        for child in node.children:
            yield from self.node(child, depth + 1, node)

    def _weight(self, node: NodeResult, parent: NodeResult | None) -> str:
        """The weight of a node: as declared and, where it moved, as applied; "" where it has none."""
        is_applied = parent is not None and parent.score is not None
        about, applied, say = node.about, node.weight_applied, self.say
        if about.beside:
            return str(say.BESIDE)
        if about.bonus:
            return str(say.BONUS)
        if about.weight_share is None:
            return "" if applied is None else say.WEIGHT.format(weight=self._share(applied))
        declared = self._share(about.weight_share)
        if is_applied and applied == 0 and node.score is None:
            return str(say.WEIGHT_NOT_COUNTED.format(weight=declared))
        if not is_applied or applied is None or abs(applied - about.weight_share) < _CLOSE:
            return str(say.WEIGHT.format(weight=declared))
        return str(say.WEIGHT_MOVED.format(declared=declared, applied=self._share(applied)))

    def _share(self, weight: float | None) -> str:
        return self.language.precise(weight, 2)

    # --- results ---

    def _result(self, node: NodeResult) -> str:
        language = self.language
        if node.score is None:
            return self._no_score(node)
        score = score_words(node.score, node.about.decimals, language)
        shown = self._leaf(node) if not node.children else (sum_text(node, language) or score)
        return self._chain(shown, after_text(node, language), grade_words(node))

    def _chain(self, *steps: str) -> str:
        """What became of a number, step by step."""
        told = [step for step in steps if step]
        return reduce(lambda before, after: str(self.say.BECOMES.format(before=before, after=after)), told)

    def _no_score(self, node: NodeResult) -> str:
        say, language = self.say, self.language
        if node.about.kind == "profile":
            return str(say.PROFILE)
        told = say.NO_SCORE.format(reason=reason_words(node, language))
        if node.stand_in is not None:
            score = score_words(node.stand_in, node.about.decimals, language)
            told = say.NO_SCORE_TREATED.format(reason=reason_words(node, language), score=score)
        return self._chain(self._value(node), told)

    def _value(self, node: NodeResult) -> str:
        return "" if node.value is None else with_unit(precise(node.value, 0, _VALUE), node.about.unit, self.language)

    def _leaf(self, node: NodeResult) -> str:
        score = before_rounding(node)
        if score is not None and score == node.value and not node.about.how:
            return str(self.say.AS_IT_IS.format(value=self._value(node)))
        return self._chain(self._value(node), "" if score is None else self.language.fixed(score, result_places(node)))

    # --- remarks ---

    def _remarks(self, node: NodeResult) -> Iterator[str]:
        about, say, language = node.about, self.say, self.language
        if about.how:
            yield say.HOW.format(text=language.reason(visible(about.how)))
        if not node.children and about.controllable in say.INFLUENCE:
            yield say.INFLUENCE[about.controllable]
        yield from self._evidence(node)
        if node.status.is_present and node.code:
            yield say.STATUS_CODE.format(status=language.reason(node.status.words), code=code_words(node, language))
        missing = [child for child in node.children if child.score is None and not child.about.beside]
        if missing and about.kind != "profile":
            titles, gains = named(missing, language), self._gains(node)
            yield say.WITHOUT_MOVED.format(titles=titles, gains=gains) if gains else say.WITHOUT.format(titles=titles)
        for rule in node.rules:
            yield say.RULE.format(id=visible(rule.id), told=rule_words(rule, language))

    def _evidence(self, node: NodeResult) -> Iterator[str]:
        say, language = self.say, self.language
        if node.n is not None:
            yield pupils(node.n, language)
        if node.lower is not None and node.upper is not None:
            low, high = (language.precise(end, 0, _VALUE) for end in (node.lower, node.upper))
            yield say.LIMITS.format(low=low, high=high)
        if node.standard_error is not None:
            yield say.STANDARD_ERROR.format(number=language.precise(node.standard_error, 0, _VALUE))
        if node.children and node.coverage is not None:
            below = leaves(node)
            there, share = sum(leaf.status.is_present for leaf in below), language.percent(node.coverage)
            yield say.RESTS.of(len(below)).format(share=share, there=there, count=len(below))

    def _gains(self, node: NodeResult) -> str:
        """Where the weight of missing children went, as declared → applied; "" where it went nowhere."""
        language = self.language
        gained = [
            self.say.GAIN.format(
                title=language.quoted(title_of(child)),
                before=self._share(child.about.weight_share),
                after=self._share(child.weight_applied),
            )
            for child in node.children
            if child.about.weight_share is not None
            and child.weight_applied is not None
            and child.weight_applied > child.about.weight_share + _CLOSE
        ]
        return language.listed(gained) if gained and node.score is not None else ""

    def _certainty(self, node: NodeResult) -> Iterator[str]:
        """Where the score probably lies, and how sure the grade is."""
        interval = interval_words(node, self.language)
        if interval:
            yield self.say.PROBABLY.format(interval=interval)
        sure = grade_sureness(node, self.exact, self.language)
        if sure:
            yield self.say.SURE_CHANCES.format(sure=sure, chances=chances_words(node, self.language))
