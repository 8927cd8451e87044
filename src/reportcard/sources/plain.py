"""One record in which every value is simply a number: read without columns, which a single school does not need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportcard.engine.alone import PlainRecord
from reportcard.sources.columns import as_text
from reportcard.sources.intake import Intake
from reportcard.sources.parse import is_held


def plain_record(record: Any, intake: Intake) -> PlainRecord | None:
    """Read a mapping whose every value is a number within its range, a part of one, or a text of the school.

    Returns:
        The school; None for anything else, which :func:`reportcard.sources.records.from_records` reads or refuses.
    """
    if not isinstance(record, Mapping):
        return None
    values: dict[str, float] = {}
    parts: dict[str, dict[str, float]] = {}
    texts: dict[str, str] = {}
    school, name = "", ""
    for key, given in record.items():
        wanted = intake.numbers.get(key)
        if wanted is not None:
            if not wanted.is_plain(given):
                return None
            values[key] = float(given)
            continue
        lowered = str(key).lower()
        part = intake.parts.get(lowered)
        if part is not None:
            if not is_held(given) or intake.numbers[part[0]].indicator.minimum_n is not None:
                return None
            parts.setdefault(part[0], {})[part[1]] = given
            continue
        what = intake.known.get(lowered)
        if what == "id":
            school = as_text(given)
        elif what == "name":
            name = as_text(given)
        elif what is None or what not in intake.texts:
            return None
        else:
            texts[what] = as_text(given)
    context = {text: said for text, said in texts.items() if said}
    return PlainRecord(school, name or None, values, parts, context) if school else None
