"""Reading age of English text by Flesch and Kincaid, for tests of cards.

Grade = 0.39 x words per sentence + 11.8 x syllables per word - 15.59 (Kincaid, Fishburne, Rogers and Chissom 1975,
"Derivation of new readability formulas", Naval Technical Training Command report 8-75). An American grade is reached
at about five years more of age.
"""

from __future__ import annotations

import re

from tests.render.page import Element, Page

#: Elements whose text a reader takes as a sentence of its own, though no full stop ends it.
_BLOCKS = {"p", "li", "td", "th", "h1", "h2", "h3", "dt", "dd", "caption"}
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d[\d.,]*%?")
_END = re.compile(r"[.!?](?=\s|$|[”)])")
#: Fewer words are a title or a value.
_LEAST = 4
_VOWELS = re.compile(r"[aeiouy]+")


def sentences(page: Page) -> list[str]:
    """Running text of a page in sentences; what an element holds ends one.

    Titles, numbers and grades in cells are no sentences, and would only make a page look easier than it is.
    """
    found = []
    for element in page.elements:
        if element.tag in _BLOCKS and not _blocks_in(element):
            found += [part.strip() for part in _END.split(element.text) if len(_WORD.findall(part)) >= _LEAST]
    return found


def _blocks_in(element: Element) -> bool:
    return any(child.tag in _BLOCKS or _blocks_in(child) for child in element.children)


def syllables(word: str) -> int:
    """Syllables of a word: groups of vowels, without a silent e at the end; a number counts as one."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    if not plain:
        return 1
    count = len(_VOWELS.findall(plain))
    if re.search(r"[^aeiouy]e(s|d)?$", plain) and not re.search(r"([^aeiou]le|[td]ed|[sxzcg]es)$", plain):
        count -= 1
    return max(count, 1)


def grade(parts: list[str]) -> float:
    """The American grade that sentences ask for."""
    words = [word for part in parts for word in _WORD.findall(part)]
    return 0.39 * len(words) / len(parts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def reading_age(parts: list[str]) -> float:
    """The age at which sentences can be read."""
    return grade(parts) + 5
