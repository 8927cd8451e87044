"""A hash of everything that the pages of a site depend on: by it a killed run knows its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from reportcard.results.cards import ReportCards
from reportcard.version import __version__


def fingerprint(cards: ReportCards, options: Mapping[str, Any]) -> str:
    """Hash of the library's version, the framework, the data, the results and the options.

    Args:
        cards: The results. One card of each variant stands for how they were asked for.
        options: Whatever else the pages depend on, as values that JSON knows.
    """
    digest = hashlib.sha256()
    for part in _parts(cards, options):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def _parts(cards: ReportCards, options: Mapping[str, Any]) -> Iterable[bytes]:
    table = cards.table
    yield from (__version__.encode(), cards.makers[-1].framework.hash.encode())
    yield json.dumps(options, sort_keys=True, default=str).encode("utf-8", "backslashreplace")
    yield _text(list(table.ids))
    if table.names is not None:
        yield from (table.names.codes.tobytes(), _text(table.names.words))
    for name, column in sorted(table.texts.items()):
        yield from (name.encode(), column.codes.tobytes(), _text(column.words))
    for name, number in sorted(table.numbers.items()):
        yield from (name.encode(), number.value.tobytes(), b"" if number.status is None else number.status.tobytes())
        yield from (part.tobytes() for _, part in sorted(number.parts.items()))
        yield b"" if number.raw is None else number.raw.tobytes() + _text(number.words)
    yield _text([str(fault) for fault in table.faults])
    yield _text([*table.lacking, *table.unused])
    yield from (cards.scores(node).tobytes() for node in cards.nodes)
    _, first = np.unique(cards.taken, return_index=True)
    yield from (card.model_dump_json().encode() for card in cards.each(first.tolist()))


def _text(words: Iterable[str]) -> bytes:
    return json.dumps(list(words)).encode()
