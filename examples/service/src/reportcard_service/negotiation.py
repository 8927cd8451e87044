"""Which of the media types on offer a client wants most (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable

from reportcard_service.problems import Refused


def preferred(accept: str | None, offered: Iterable[str]) -> str:
    """Choose among what is offered; the first where the client takes any.

    Raises:
        Refused: The client takes none of them (406).
    """
    media = list(offered)
    if not accept or accept == "*/*":
        return media[0]
    wishes = [_wish(part) for part in accept.split(",") if part.strip()]
    best = max(media, key=lambda kind: (_quality(kind, wishes), -media.index(kind)))
    if _quality(best, wishes) <= 0:
        raise Refused(406, "not-acceptable", f"There is {', '.join(media)}.")
    return best


def _wish(part: str) -> tuple[str, float]:
    kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
    given = next((value[2:] for value in parameters if value.startswith("q=")), "1")
    try:
        quality = float(given)
    except ValueError:
        quality = 0.0
    return kind, quality if 0.0 <= quality <= 1.0 else 0.0


def _quality(kind: str, wishes: list[tuple[str, float]]) -> float:
    """The quality that the most exact of the matching wishes gives."""
    family = kind.partition("/")[0] + "/*"
    for name in (kind, family, "*/*"):
        found = [quality for wish, quality in wishes if wish == name]
        if found:
            return max(found)
    return 0.0
