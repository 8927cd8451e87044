"""Text from data made safe to show: characters that hide or reorder what stands around them become visible."""

from __future__ import annotations

import re
from functools import lru_cache

#: Control characters, bidirectional marks, invisible characters, tags, halves of pairs and noncharacters. Listed, not
#: asked of the Unicode tables, so that every version of Python prints the same. Joiners stay: languages need them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"[ \t\r\n]+")


def visible(text: str) -> str:
    """Return text on one line, with hidden characters written as ``[U+202E]``."""
    return _kept(text) if len(text) <= _SHORT else _visible(text)


def _visible(text: str) -> str:
    if not text.isprintable():
        text = _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
    return _SPACE.sub(" ", text).strip(" ")


#: Titles and units come again on every card; long texts are not kept.
_SHORT = 400
_kept = lru_cache(maxsize=4096)(_visible)
