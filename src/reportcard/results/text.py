"""Text from data made safe to show: characters that hide or reorder what stands around them become visible."""

from __future__ import annotations

import re
from collections.abc import Callable

#: Control characters, bidirectional marks, invisible characters, tags, halves of pairs and noncharacters. Listed, not
#: asked of the Unicode tables, so that every version of Python prints the same. Joiners stay: languages need them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"[ \t\r\n]+")


class Texts(dict[str, str]):
    """What is made of texts, looked up without a call; short texts are kept.

    When there are too many, the younger half is forgotten: titles and heads of columns came first. What is no text is
    made anew each time.
    """

    def __init__(self, make: Callable[[str], str], most: int, short: int) -> None:
        super().__init__()
        self._make, self._most, self._short = make, most, short

    def __missing__(self, text: str) -> str:
        made = self._make(text)
        if type(text) is str and len(text) <= self._short:
            if len(self) >= self._most:
                while len(self) > self._most // 2:
                    self.popitem()
            self[text] = made
        return made


def _visible(text: str) -> str:
    if not text.isprintable():
        text = _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
    return _SPACE.sub(" ", text).strip(" ")


#: Returns text on one line, with hidden characters written as ``[U+202E]``.
visible: Callable[[str], str] = Texts(_visible, most=4096, short=400).__getitem__
