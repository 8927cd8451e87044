"""A hash of everything that the pages of a site depend on: by it a killed run knows its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

import numpy as np

from reportcard.engine.table import Table, TextColumn
from reportcard.render.entries import extracted
from reportcard.results.cards import ReportCards
from reportcard.results.language import ENGLISH, Language
from reportcard.results.message import Counted, Plural, translated
from reportcard.version import __version__

#: Counts by which the plural forms of a language are told apart: no language's rule asks for more than the last two
#: digits, and for few of those.
_COUNTS = (*range(22), 100, 101, 102, 111, 1_000_000)


def fingerprint(cards: ReportCards, options: Mapping[str, Any], language: Language = ENGLISH) -> str:
    """Hash of the library's version, the framework, the data, the results, the options and the language.

    Args:
        cards: The results. One card of each variant stands for how they were asked for.
        options: Whatever else the pages depend on, as values that JSON knows.
        language: The language of the pages.
    """
    digest = hashlib.sha256()
    for part in chain(_parts(cards, options), _wording(language)):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def _parts(cards: ReportCards, options: Mapping[str, Any]) -> Iterable[bytes]:
    table = cards.table
    yield from (__version__.encode(), cards.makers[-1].framework.hash.encode())
    yield json.dumps(options, sort_keys=True, default=str).encode("utf-8", "backslashreplace")
    for name, column in _texts(table):
        yield from (name.encode(), _text(column.words))
    for name, number in sorted(table.numbers.items()):
        yield from (name.encode(), _text(number.words))
    yield _text(f"{fault}" for fault in table.faults)
    yield _text([*table.lacking, *table.unused])
    for block in cards.blocks():
        yield from _block(block)
    _, first = np.unique(cards.taken, return_index=True)
    yield from (card.model_dump_json().encode() for card in cards.each(first.tolist()))


def _wording(language: Language) -> Iterable[bytes]:
    """The messages of a language as it has them; none of English, which comes with the library's version."""
    if language.translations is None:
        return
    yield language.code.encode()
    for _, message in extracted():
        if isinstance(message, Plural):
            forms = Counted(message, language.translations)
            yield _text(forms.of(count) for count in _COUNTS)
        else:
            yield translated(message, language.translations).encode()


def _block(cards: ReportCards) -> Iterable[bytes]:
    """The columns of some schools: who they are, what was read, what came of it."""
    table = cards.table
    yield _text(table.ids)
    yield from (column.codes.tobytes() for _, column in _texts(table))
    for _, number in sorted(table.numbers.items()):
        yield from (number.value.tobytes(), b"" if number.status is None else number.status.tobytes())
        yield from (part.tobytes() for _, part in sorted(number.parts.items()))
        yield b"" if number.raw is None else number.raw.tobytes()
    yield from (cards.scores(node).tobytes() for node in cards.nodes)


def _texts(table: Table) -> list[tuple[str, TextColumn]]:
    """The text columns by name, that of the schools' names first."""
    names = [] if table.names is None else [("", table.names)]
    return [*names, *sorted(table.texts.items())]


def _text(words: Iterable[str]) -> bytes:
    return json.dumps(list(words)).encode()
