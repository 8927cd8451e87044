"""Every message of the library, and what a translation of it must have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from gettext import GNUTranslations
from string import Formatter
from typing import Any

import reportcard.results.explain_messages as explain_messages
import reportcard.results.metric_texts as metric_texts
import reportcard.results.phrases as phrases
import reportcard.results.stored as stored
from reportcard.render import audit_messages, comparison_messages, messages, method_messages, site_messages
from reportcard.results.message import FRACTION, Plural, Text, messages_of

#: Modules with messages, by their name in the comments of a catalogue.
MODULES: Mapping[str, Any] = {
    "phrases": phrases, "stored": stored, "metrics": metric_texts, "messages": messages, "site": site_messages,
    "method": method_messages, "comparison": comparison_messages, "audit": audit_messages, "explain": explain_messages,
}  # fmt: skip
#: Places that the form for one may leave out: "its one measure", and in Arabic that for two.
_COUNTS = {"count", "number", "there"}
#: No language has more forms (Arabic has six).
_MOST_FORMS = 6


def extracted() -> Iterator[tuple[str, str | Plural]]:
    """Every message with the place where it stands, as ``messages.HEADINGS: result``."""
    for name, module in MODULES.items():
        for key, message in messages_of(vars(module)).items():
            yield from _flat(f"{name}.{key}", message)


def _flat(where: str, message: Any) -> Iterator[tuple[str, str | Plural]]:
    if isinstance(message, dict):
        for key, each in message.items():
            yield from _flat(f"{where}: {key}", each)
    elif message:
        yield where, message
        if isinstance(message, Plural) and message.parts:
            yield where, Text(message.others, FRACTION)


def forms(message: str | Plural, translations: GNUTranslations) -> list[str]:
    """The translations of a message that a catalogue has: one, or one for each form."""
    known: Mapping[str | tuple[str, int], str] = translations._catalog  # type: ignore[attr-defined]
    context = getattr(message, "context", "")
    first = message.one if isinstance(message, Plural) else str(message)
    key = f"{context}\x04{first}" if context else first
    wanted = [(key, at) for at in range(_MOST_FORMS)] if isinstance(message, Plural) else [key]
    return [known[each] for each in wanted if each in known]


def problem(message: str | Plural, told: str) -> str:
    """What is wrong with the places of a translation; "" where nothing is."""
    try:
        wanted, found = _places(message.others if isinstance(message, Plural) else message), _places(told)
    except ValueError as error:
        return f"“{told}”: {error}"
    free = _COUNTS if isinstance(message, Plural) else set()
    if wanted - free <= found <= wanted:
        return ""
    return f"“{told}” has the places {_named(found)}, not {_named(wanted)}"


def _named(found: set[str]) -> str:
    return ", ".join(name or "one without a name" for name in sorted(found)) or "none"


def _places(message: str) -> set[str]:
    """Names of the places of a message, with how they are to be formatted, which is left to the library."""
    parts = Formatter().parse(message)
    return {f"{name}{'!' if how else ''}{':' if form else ''}" for _, name, form, how in parts if name is not None}
