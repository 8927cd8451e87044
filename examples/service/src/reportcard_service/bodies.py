"""Reads what a client sends, within limits, and refuses what no school can be."""

from __future__ import annotations

import asyncio
import json
import math
from typing import Any, NoReturn

from fastapi import Request
from starlette.requests import ClientDisconnect

from reportcard_service.problems import Refused


async def body(request: Request, most: int, seconds: float) -> bytes:
    """The body of a request.

    Args:
        request: The request.
        most: Most bytes.
        seconds: How long the client may take.

    Raises:
        Refused: It is too large (413), too slow in coming (408), or ends before its end (400).
    """
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > most:
        raise _too_large(most)
    chunks: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                size += len(chunk)
                if size > most:
                    raise _too_large(most)
                chunks.append(chunk)
    except TimeoutError:
        raise Refused(408, "body-slow", f"The body did not come within {seconds:g} seconds.") from None
    except ClientDisconnect:
        raise Refused(400, "body-cut", "The client left before its body was there.") from None
    return b"".join(chunks)


def parsed(raw: bytes) -> Any:
    """A JSON body.

    Raises:
        Refused: It is no JSON, or holds what JSON allows and no text or number can be.
    """
    try:
        found = json.loads(raw, parse_float=_finite, parse_constant=_no_number, object_pairs_hook=_object)
        if b"\\ud" in raw or b"\\uD" in raw:
            # Half of a pair is valid JSON, and no text: it could be written nowhere.
            json.dumps(found, ensure_ascii=False).encode()
    except RecursionError:
        raise Refused(400, "not-json", "The body is nested too deeply.") from None
    except UnicodeError:
        raise Refused(400, "not-json", "The body is not text in UTF-8.") from None
    except ValueError as error:
        raise Refused(400, "not-json", f"The body is not JSON: {error}"[:300]) from None
    return found


def _too_large(most: int) -> Refused:
    return Refused(413, "body-large", f"The body is larger than {most:,} bytes.")


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number in JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError(f"{digits[:20]} is larger than any number that can be computed with")
    return number


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found
