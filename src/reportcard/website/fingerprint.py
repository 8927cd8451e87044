"""A hash of everything that the pages of a site depend on: by it a killed run knows its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from reportcard.engine.table import Table, TextColumn
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
