"""The fingerprint of a framework: what a result names so that a reader can be sure which document made it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from reportcard.framework.document import Framework


def framework_hash(framework: Framework) -> str:
    """Return 16 hex digits that stand for everything that a framework says.

    Comments, the order of keys, short or long forms, and defaults that are written out make no difference. The order
    of lists does, that of children too: it is the order in which a card shows them and in which rules act.
    """
    said = framework.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"extends", "nodes"})
    text = json.dumps(plain_numbers(said), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]


def plain_numbers(value: Any) -> Any:
    """Write whole numbers in one way: 10.0 as 10."""
    if isinstance(value, dict):
        return {str(key): plain_numbers(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_numbers(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
