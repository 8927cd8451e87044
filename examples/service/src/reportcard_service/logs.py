"""One line of JSON for each request: what was asked and how it ended. Never a body, a school or a value."""

from __future__ import annotations

import json
import logging
import time
import uuid
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOGGER = logging.getLogger("reportcard_service")
_SECURE = (
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
)


class Logged:
    """Wraps an application: logs each request, names it, and sets the headers that keep a card from acting."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start, name, status = time.perf_counter(), uuid.uuid4().hex, 500

        async def sending(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *_SECURE, (b"x-request-id", name.encode())]
            await send(message)

        try:
            await self.app(scope, receive, sending)
        finally:
            route = scope.get("route")
            line = {
                "request": name,
                "method": scope["method"],
                # The route, not the path: a path may hold whatever a client typed.
                "route": getattr(route, "path", None),
                "status": status,
                "milliseconds": round((time.perf_counter() - start) * 1e3, 2),
                "schools": scope.get("schools"),
                "problem": scope.get("problem"),
            }
            LOGGER.info(json.dumps({key: value for key, value in line.items() if value is not None}))
