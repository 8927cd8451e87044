"""A real server on the loopback with many clients at once."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections import Counter

import httpx
import pytest

import reportcard as rc

CARDS = "/frameworks/school-report-card-2009/cards"
HEAD = f"POST {CARDS} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def address():
    """The address of a service with one worker."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "reportcard_service", "--port", str(port), "--workers", "1"]
    settings = {**os.environ, "REPORTCARD_SERVICE_FRAMEWORKS": "school-report-card-2009"}
    settings["REPORTCARD_SERVICE_BODY_SECONDS"] = "1"
    with subprocess.Popen(command, env=settings, stdout=subprocess.DEVNULL) as started:  # noqa: S603
        try:
            yield _up(f"http://127.0.0.1:{port}", started)
        finally:
            started.terminate()


def _up(address: str, started: subprocess.Popen[bytes]) -> str:
    for _ in range(600):
        assert started.poll() is None, "the service ended"
        try:
            httpx.get(f"{address}/health", timeout=5)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return address
    raise AssertionError("the service did not start")


def test_many_clients_each_get_their_own_card(address):
    """Forty clients, ten schools each: every answer is the card of the school that was sent."""

    async def client(number: int) -> list[tuple[dict[str, object], str]]:
        async with httpx.AsyncClient(base_url=address, timeout=60) as session:
            sent = [{"id": f"{number}-{at}", "progress_8": number / 40, "attainment_8": 40 + at} for at in range(10)]
            return [(school, (await session.post(CARDS, json=school)).text) for school in sent]

    async def all_clients() -> list[list[tuple[dict[str, object], str]]]:
        return await asyncio.gather(*(client(number) for number in range(40)))

    # Compared when all are back: who scores in the clients' event loop keeps bodies back, and is refused for it.
    answers = [answer for mine in asyncio.run(all_clients()) for answer in mine]
    assert Counter(text == rc.score(school).model_dump_json() for school, text in answers) == {True: 400}


def test_a_body_that_does_not_come_is_given_up(address):
    """A client that announces a body and sends half of it gets a 408 after the second that it is given."""

    assert sent(address, f"{HEAD}Content-Length: 900\r\n\r\n{{").startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize(
    "request_",
    [
        "\x16\x03\x01\x02\r\n\r\n",
        f"{HEAD}Content-Length: -5\r\n\r\n{{}}",
        f"{HEAD}Content-Length: 1{'0' * 40}\r\n\r\n{{}}",
        f"{HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n",
        f"{HEAD}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ids=["tls", "negative length", "endless length", "no chunk", "two lengths"],
)
def test_what_is_no_http_gets_a_problem_document(address, request_):
    """A 400 from the server itself, before the application is asked, in the same form."""
    answer = sent(address, request_)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["code"] == "not-http"


def test_chunks_without_end_are_cut_off(address):
    """A body of chunks that tells no length is refused when it passes the limit."""
    chunk = f"{9000:x}\r\n{' ' * 9000}\r\n"
    assert sent(address, f"{HEAD}Transfer-Encoding: chunked\r\n\r\n{chunk * 8}").startswith(b"HTTP/1.1 413 ")


def sent(address: str, request: str) -> bytes:
    """What comes back for some bytes."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(request.encode("latin-1"))
        return connection.recv(4000)
