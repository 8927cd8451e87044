"""Sentences that a card holds in English, told again in another language.

A card is the same in every language, so its reasons and the accounts of how it was made stand on it in English. They
were made from templates, and by the same templates they are found again. What fits none is somebody else's text, and
stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from itertools import chain
from string import Formatter
from typing import TYPE_CHECKING

from reportcard.results import metric_texts, phrases, stored
from reportcard.results.message import messages_of, translated

if TYPE_CHECKING:
    from reportcard.results.language import Language


class Told:
    """What the library put on a card in English, in a language; anything else as it is."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._kept = lru_cache(maxsize=4096)(self._text)

    def __call__(self, text: str) -> str:
        """The text in the language."""
        return self._kept(text)

    def _text(self, text: str) -> str:
        if text in _WHOLE:
            return self._in(text)
        whole = chain(stored.REASONS.values(), stored.NOTES.values())
        reason = next(filter(None, (self._as(template, text) for template in whole)), None)
        return reason or self._sentences(text) or text

    def _sentences(self, text: str) -> str | None:
        """A text that is nothing but sentences of the library; None where it is not."""
        told = []
        while text:
            found = next(filter(None, (each.match(text) for each in _SENTENCES)), None)
            if found is None:
                return None
            told.append(self._filled(_SENTENCES[found.re], found.groupdict()))
            text = text[found.end() :]
        return " ".join(told)

    def _as(self, template: str, text: str) -> str | None:
        found = _pattern(template).fullmatch(text)
        return None if found is None else self._filled(template, found.groupdict())

    def _in(self, message: str) -> str:
        assert self._language.translations is not None  # noqa: S101  English is not told again
        return translated(message, self._language.translations)

    def _filled(self, template: str, given: Mapping[str, str]) -> str:
        places = {name: self._places.get(name, self._number)(text) for name, text in given.items()}
        return self._in(template).format(**places)

    # --- what stands in a place ---

    @cached_property
    def _places(self) -> Mapping[str, Callable[[str], str]]:
        return {
            **dict.fromkeys(_AS_IT_IS, str),
            "title": lambda text: self._in(metric_texts.METRIC_TITLES[text]),
            "computed": lambda text: self._in(_COMPUTED[text]).removesuffix("."),
            "inputs": self._inputs,
            "gains": lambda text: self._row(text, ("gains",)),
            "steps": lambda text: self._row(text, ("from", "above", "below", "first")),
            "whom": lambda text: self._one(text, ("similar", "within", "reference")),
            "kind": lambda text: self._one(text, ("others",)),
        }

    def _number(self, text: str) -> str:
        """A number, or the column that it comes from."""
        told = self._language.number_in(text)
        return told if told != text else self._one(text, ("own",))

    def _inputs(self, text: str) -> str:
        """What a metric takes: ``of = progress_8, minimum_rate = 0.15, percentages = yes``."""
        pairs = (part.partition(" = ") for part in text.split(", "))
        return self._language.numbers(f"{name} = {self._parameter(given)}" for name, _, given in pairs)

    def _parameter(self, given: str) -> str:
        return self._in(stored.PARTS[given]) if given in ("yes", "no") else self._language.number_in(given)

    def _row(self, text: str, kinds: tuple[str, ...]) -> str:
        return self._language.numbers(self._one(part, kinds) for part in text.split(", "))

    def _one(self, text: str, kinds: tuple[str, ...]) -> str:
        found = (self._as(stored.PARTS[kind], text) for kind in kinds)
        return next(filter(None, found), text)


def _pattern(template: str, end: str = "") -> re.Pattern[str]:
    return _compiled(str(template), end)


@lru_cache(maxsize=512)
def _compiled(template: str, end: str) -> re.Pattern[str]:
    """What finds a template again: its words as they are, and anything in its places."""
    parts = Formatter().parse(template)
    told = "".join(re.escape(words) + (f"(?P<{name}>.+?)" if name else "") for words, name, _, _ in parts)
    return re.compile(told + end)


def _metric(title: str, computed: str) -> re.Pattern[str]:
    """How a metric of the library computes a value, with the indicators that it takes."""
    title, computed = re.escape(title), re.escape(computed.removesuffix("."))
    return re.compile(rf"(?P<title>{title}): (?P<computed>{computed}) \((?P<inputs>[^()]*)\)\.(?: |$)")


def _sentences() -> dict[re.Pattern[str], str]:
    """Every sentence by what finds it. Those with most words come first, so that none takes what is a longer one's."""
    texts = [each for each in messages_of(vars(stored)).values() if isinstance(each, str) and each is not stored.METRIC]
    texts.sort(key=lambda each: (-len(re.sub(r"\{[^}]*\}", "", each)), each))
    metrics = {_metric(title, computed): stored.METRIC for title, computed in metric_texts.METRICS.items()}
    return {**metrics, **{_pattern(each, "(?: |$)"): each for each in texts}}


_SENTENCES = _sentences()
_WHOLE = frozenset(phrases.STATUS.values())
_COMPUTED = {computed.removesuffix("."): computed for computed in metric_texts.METRICS.values()}
#: Places that hold the framework's words, ids and years; in all others stand numbers.
_AS_IT_IS = (
    "before", "column", "columns", "error", "file", "framework", "indicator", "lacking", "lines", "metric", "more",
    "name", "near", "now", "read_as", "rows", "what", "year",
)  # fmt: skip
