"""Languages that nobody speaks, for tests: what is not accented on their cards was not translated.

``PSEUDO`` (en-XA) puts accents on every letter, brackets around every message, and makes it two fifths longer;
``MIRRORED`` (he-XA) does the same from right to left. Both write 1.234,5 and have three plural forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from gettext import NullTranslations

from reportcard.render.entries import extracted
from reportcard.results import phrases
from reportcard.results.language import Language
from tests.render.page import Page

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTS = str.maketrans(_PLAIN, "åƀçđéƒĝĥîĵķļḿñöþǫŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻḾÑÖÞǪŔŠŢÛṼŴẊÝŽ")
_PLACE = re.compile(r"(\{[^}]*\})")
#: What is no message but a sign, by its context.
_SIGNS = {
    phrases.DECIMAL_SIGN.context: ",",
    phrases.GROUP_SIGN.context: ".",
    phrases.LEAST_GROUPED.context: "4",
    phrases.LIST_OTHER_LAST.context: "(?!)",
}

_KNOWN = {str(message) for _, message in extracted() if isinstance(message, str)}


def accented(message: str) -> str:
    """A message with accents, brackets and two fifths more length; its places stay."""
    parts = _PLACE.split(message)
    told = "".join(part if _PLACE.fullmatch(part) else part.translate(_ACCENTS) for part in parts)
    return f"⟦{told}{'~' * (2 * len(message) // 5)}⟧"


class Accents(NullTranslations):
    """The catalogue of a language that is English with accents.

    Args:
        direction: ``ltr`` or ``rtl``.
    """

    def __init__(self, direction: str = "ltr") -> None:
        super().__init__()
        self._signs = {**_SIGNS, phrases.DIRECTION.context: direction}

    def gettext(self, message: str) -> str:
        """The message with accents; a text that is no message stays."""
        return accented(message) if message in _KNOWN else message

    def pgettext(self, context: str, message: str) -> str:
        """The same; signs have none."""
        return self._signs.get(context) or accented(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Three forms, as Slavic languages have: for one, for two to four, and for the others."""
        mark = "1" if n == 1 else "2" if 2 <= n <= 4 else "5"
        return accented(msgid1 if n == 1 else msgid2).replace("⟦", f"⟦{mark}:", 1)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        """The same."""
        return self.ngettext(msgid1, msgid2, n)


PSEUDO = Language("en-XA", Accents())
MIRRORED = Language("he-XA", Accents("rtl"))

#: Attributes that readers are told.
_TOLD = ("alt", "aria-label", "data-label", "title")


def texts(page: Page) -> str:
    """Everything that readers of a page are told."""
    attributes = [element.attributes.get(name) or "" for element in page.elements for name in _TOLD]
    heads = [element.text for element in page.all("title")]
    return " ".join([page.text, *heads, *attributes])


def untold(text: str, known: Iterable[str] = ()) -> list[str]:
    """What of a text is neither known nor told in a language of accents: Latin letters, and numbers in English signs.

    Args:
        text: The text.
        known: Texts that are the data's or the document's.
    """
    for each in sorted(known, key=len, reverse=True):
        text = text.replace(each, " ")
    return re.findall(r"\S*[A-Za-z]\S*|\d\.\d\b(?!\.)", text)
