"""A language: how it writes numbers and lists, and its words. It is a value that is passed on, never a setting.

English is built in. Every other language is a gettext catalogue and nothing else: signs, direction and plural rule are
entries of it, too. :mod:`reportcard.render.languages` finds catalogues.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from gettext import NullTranslations
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from reportcard.results import numbers, phrases
from reportcard.results.message import table

_FOUR_DIGITS = re.compile(r"(?<![\d,])(\d),(\d{3})(?![\d,])")
_NUMBER = re.compile(r"[−+-]?\d[\d,]*(\.\d+)?")


class Language:
    """A language that cards can be written in. Compared by identity: it is found once and kept.

    Attributes:
        code: Its tag (BCP 47), as ``es`` or ``pt-BR``.
        direction: ``ltr`` or ``rtl``.
        name: Its name in itself.
        words: Its words for :mod:`reportcard.results.phrases`.
        fixed: As :func:`reportcard.results.numbers.fixed`, in its signs; so are ``precise``, ``short`` and
            ``percent``, and ``units`` is ``text_of_units``.
    """

    def __init__(self, code: str, translations: NullTranslations | None = None, folder: Path | None = None) -> None:
        self.code = code
        self.translations = translations
        self._folder = folder
        self._tables: dict[str, SimpleNamespace] = {}
        self.words = self.messages(phrases)
        self.direction = "rtl" if self.words.DIRECTION == "rtl" else "ltr"
        self.name = self.words.LANGUAGE if translations else str(phrases.LANGUAGE)
        self._other_last = re.compile(self.words.LIST_OTHER_LAST)
        self.fixed = self._in_signs(numbers.fixed)
        self.precise = self._in_signs(numbers.precise)
        self.short = self._in_signs(numbers.short)
        self.units = self._in_signs(numbers.text_of_units)
        self.percent = numbers.percent if translations is None else lru_cache(maxsize=8192)(self._percent)

    def __repr__(self) -> str:
        return f"Language({self.code!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        """A language is found again in another process, where that is possible; a catalogue does not go there."""
        if self._folder is None and self.translations is not None:
            return Language, (self.code, self.translations)
        from reportcard.render.languages import found_again

        return found_again, (self.code, self._folder)

    @property
    def is_english(self) -> bool:
        """Whether it is the built-in English, whose texts are as they stand in the code."""
        return self.translations is None

    @cached_property
    def say(self) -> SimpleNamespace:
        """Its words for :mod:`reportcard.render.messages`."""
        from reportcard.render import messages

        return self.messages(messages)

    def messages(self, module: ModuleType) -> SimpleNamespace:
        """Its words for the messages of a module, translated once."""
        found = self._tables.get(module.__name__)
        if found is None:
            found = self._tables[module.__name__] = table(vars(module), self.translations)
        return found

    # --- numbers ---

    def written(self, number: str) -> str:
        """A number that was printed for English (``1,234.5``) in this language's signs: the same digits."""
        if self.translations is None:
            return number
        return self._grouped(number).translate(self._signs)

    def number_in(self, text: str) -> str:
        """A text that is a number, in this language's signs; any other text as it is."""
        return self.written(text) if self.translations is not None and _NUMBER.fullmatch(text) else text

    def _grouped(self, number: str) -> str:
        return _FOUR_DIGITS.sub(r"\1\2", number) if self.words.LEAST_GROUPED == "5" else number

    @cached_property
    def _signs(self) -> dict[int, str]:
        return str.maketrans({",": self.words.GROUP_SIGN, ".": self.words.DECIMAL_SIGN, "-": "−"})

    def _in_signs(self, make: Callable[..., str]) -> Callable[..., str]:
        if self.translations is None:
            return make
        return lru_cache(maxsize=8192)(lambda *number, **how: self.written(make(*number, **how)))

    def _percent(self, share: float) -> str:
        return self.percentage(numbers.percent(share).removesuffix("%"))

    def percentage(self, number: str) -> str:
        """A number that was printed for English, as a percentage."""
        return f"{number}%" if self.translations is None else self.words.PERCENTAGE.format(number=self.written(number))

    def count(self, number: int) -> str:
        """A whole number, in groups of digits."""
        return self.written(f"{number:,}")

    def share(self, share: float) -> str:
        """A share of 1 as a percentage with one decimal."""
        return self.percentage(numbers.fixed(100 * share, 1))

    # --- words ---

    def reason(self, text: str) -> str:
        """A reason or a sentence that a card holds: in this language where the library made it, else as it is."""
        return text if self.translations is None or not text else self._told(text)

    @cached_property
    def _told(self) -> Callable[[str], str]:
        from reportcard.results.told import Told

        assert self.translations is not None  # noqa: S101  English is not told again
        return Told(self)

    def ordinal(self, number: int) -> str:
        """A number as a place in an order: 1st, 2nd, 11th."""
        if self.translations is not None:
            return str(self.words.PLACE_NUMBER.format(number=number))
        ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending}"

    def percentile(self, number: int) -> str:
        """A number as a percentile: ``19th percentile``."""
        own = self.translations is not None
        place = self.words.PERCENTILE_NUMBER.format(number=number) if own else self.ordinal(number)
        return str(self.words.PERCENTILE.format(place=place))

    def listed(self, words: Iterable[str]) -> str:
        """Words in a sentence: ``a, b and c``."""
        *most, last = words
        if not most:
            return last
        if self.translations is None:
            return f"{', '.join(most)} and {last}"
        end = self.words.LIST_END_OTHER if self._other_last.match(last) else self.words.LIST_END
        return str(end.format(most=chained(most, self.words.LIST_COMMA), last=last))

    def joined(self, words: Iterable[str]) -> str:
        """Words in a row: ``a, b, c``."""
        return ", ".join(words) if self.translations is None else chained([*words], self.words.LIST_COMMA)

    def numbers(self, words: Iterable[str]) -> str:
        """Numbers in a row: ``1.5, 2``, which is ``1,5; 2`` where the comma is the decimal sign."""
        return ", ".join(words) if self.translations is None else chained([*words], self.words.NUMBER_COMMA)

    def quoted(self, title: str) -> str:
        """A title in a sentence, in quotes, because many hold commas."""
        return f"“{title}”" if self.translations is None else str(self.words.QUOTED.format(title=title))


def chained(words: Sequence[str], pair: str) -> str:
    """Words in a row, by a message that adds the ``next`` to the ``most``."""
    told = words[0] if words else ""
    for word in words[1:]:
        told = pair.format(most=told, next=word)
    return told


ENGLISH = Language("en")


def count_of(printed: str) -> float:
    """The count that a printed English number is, for the choice of a form: 0.5 where it is not whole."""
    plain = printed.lstrip("−+").replace(",", "")
    return int(plain) if plain.isdecimal() else 0.5
