"""Cards in which every text is the same, possibly hostile, text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reportcard.results.card import Record, ReportCard

CORPUS: list[str] = json.loads((Path(__file__).parent / "hostile.json").read_text(encoding="utf-8"))

#: Fields that hold one of a few words, and the name of a combination, which decides what a page shows.
CLOSED = {
    "schema_version", "direction", "controllable", "weight_standing", "bands_inclusive", "cut_standing", "status",
    "kind", "effect",
}  # fmt: skip


def filled(card: ReportCard, text: str) -> ReportCard:
    """The card with every text that data or documents can set replaced by ``text``."""
    return ReportCard.model_validate(_filled(card.model_dump(), text))


def _filled(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        return {
            (key if key in FIELDS else text): (item if key in CLOSED else _filled(item, text))
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_filled(item, text) for item in value]
    return text if isinstance(value, str) else value


def _fields() -> set[str]:
    return {name for model in Record.__subclasses__() for name in model.model_fields}


FIELDS = _fields()
