"""Sentences that a card holds in English, told again in another language."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

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
        assert self._language.translations is not None  # noqa: S101  English is not told again
        return self._language.translations.gettext(text)
