"""Bytes that are no HTTP get a problem document as well; the server answers them before any application is asked."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from reportcard_service.problems import MEDIA, Refused, document


class ProblemProtocol(HttpToolsProtocol):
    """uvicorn's protocol with problem documents."""

    def send_400_response(self, msg: str) -> None:
        """Refuse what cannot be read as HTTP, and end the connection: what follows cannot be told apart from it."""
        body = document(Refused(400, "not-http", msg)).encode()
        head = f"HTTP/1.1 400 Bad Request\r\ncontent-type: {MEDIA}\r\ncontent-length: {len(body)}\r\nconnection: close"
        self.transport.write(head.encode() + b"\r\n\r\n" + body)
        self.transport.close()
