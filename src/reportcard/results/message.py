"""Messages as a translator meets them: a text, a text that depends on a count, and the table of a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import NullTranslations
from types import SimpleNamespace
from typing import Any

#: Context of the form that stands beside a number that is not whole: "2.5 points". Polish has a form of its own there.
FRACTION = "beside a number that is not whole"


class Text(str):
    """A message with a context, for a translator who would not know which of its senses is meant.

    Attributes:
        context: The context, as gettext has it (``msgctxt``).
    """

    context: str

    def __new__(cls, text: str, context: str) -> Text:
        """Make it."""
        made = super().__new__(cls, text)
        made.context = context
        return made


@dataclass(frozen=True, slots=True)
class Plural:
    """A message that depends on a count. English has two forms; another language has as many as its catalogue says.

    Attributes:
        one: The English text for one.
        many: For any other number; that for one where "".
        parts: Whether the number can be a fraction (2.5 points), for which a language may have a form of its own.
        context: As that of a :class:`Text`; gettext tells messages apart by the text for one and the context alone.
    """

    one: str
    many: str = ""
    parts: bool = False
    context: str = ""

    @property
    def others(self) -> str:
        """The English text for any number but one."""
        return self.many or self.one

    def of(self, count: float) -> str:
        """The text for a count."""
        return self.one if count == 1 else self.others


class Counted:
    """The forms of a :class:`Plural` in another language."""

    __slots__ = ("_fraction", "_kept", "_message", "_translations")

    def __init__(self, message: Plural, translations: NullTranslations) -> None:
        self._message = message
        self._translations = translations
        self._kept: dict[int, str] = {}
        fraction = Text(message.others, FRACTION) if message.parts else ""
        self._fraction = translated(fraction, translations)

    def of(self, count: float) -> str:
        """The text for a count."""
        if count != int(count) and self._fraction:
            return self._fraction
        found = self._kept.get(int(count))
        if found is None:
            found = self._form(int(count))
            if len(self._kept) < _MOST:
                self._kept[int(count)] = found
        return found

    def _form(self, count: int) -> str:
        message, known = self._message, self._translations
        if message.context:
            return known.npgettext(message.context, message.one, message.others, count)
        return known.ngettext(message.one, message.others, count)


_MOST = 1024


def table(messages: Mapping[str, Any], translations: NullTranslations | None) -> SimpleNamespace:
    """The messages of a module in a language, translated once.

    Args:
        messages: The module's variables; those in capitals are its messages, or dictionaries of messages.
        translations: The language's catalogue; None for English, whose messages stay what they are.
    """
    return SimpleNamespace(**{name: _entry(message, translations) for name, message in messages_of(messages).items()})


def messages_of(messages: Mapping[str, Any]) -> dict[str, Any]:
    """The messages of a module, by name."""
    kinds = (str, Plural, dict)
    return {name: each for name, each in messages.items() if name.isupper() and isinstance(each, kinds)}


def _entry(message: Any, translations: NullTranslations | None) -> Any:
    if translations is None:
        return message
    if isinstance(message, dict):
        return {name: _entry(each, translations) for name, each in message.items()}
    if isinstance(message, Plural):
        return Counted(message, translations)
    return translated(message, translations)


def translated(message: str, translations: NullTranslations) -> str:
    """A message in the language of a catalogue; the message itself where the catalogue does not have it."""
    if not message:
        return message
    if isinstance(message, Text):
        return translations.pgettext(message.context, str(message))
    return translations.gettext(message)
