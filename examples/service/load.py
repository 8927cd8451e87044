"""Holds a service under load and prints what came of it: ``python load.py --clients 200 --seconds 60``.

Starts the service on the loopback with two workers and lets clients send one school after the other over kept
connections: the made-up schools of the library, with every indicator that the framework reads, each client its own.
Every answer is read whole; its status and the school's id are checked, and of some every byte is compared with what
``score()`` gives. The processor time of the workers is printed beside the wall figure, since the wall figure also tells
what else the machine had to do. The only address it talks to is 127.0.0.1.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import psutil

import reportcard as rc
from reportcard.datasets import sample_schools

PORT = 8791
FRAMEWORK = "school-report-card-2009"
SCHOOLS = 2000
#: One answer in so many is compared byte for byte, after the run.
COMPARED = 499


@dataclass
class Seen:
    """What came back."""

    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    kept: list[tuple[int, bytes]] = field(default_factory=list)
    alive: list[float] = field(default_factory=list)


class Client(asyncio.Protocol):
    """One connection: sends a request when the answer to the last one is there, until the time is over."""

    def __init__(self, requests: list[tuple[int, bytes, bytes]], until: float, seen: Seen) -> None:
        self.requests, self.until, self.seen = requests, until, seen
        self.at = 0
        self.answer = bytearray()
        self.whole = 0
        self.start = 0.0
        self.ended = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.send()

    def send(self) -> None:
        self.start = time.perf_counter()
        self.transport.write(self.requests[self.at % len(self.requests)][1])

    def data_received(self, data: bytes) -> None:
        self.answer += data
        if not self.whole:
            body = self.answer.find(b"\r\n\r\n") + 4
            if body < 4:
                return
            self.whole = body + int(self.answer[:body].lower().partition(b"content-length: ")[2].split(b"\r", 1)[0])
        if len(self.answer) >= self.whole:
            self.check()

    def check(self) -> None:
        now = time.perf_counter()
        number, _, school = self.requests[self.at % len(self.requests)]
        self.seen.seconds.append(now - self.start)
        status, right = self.answer[9:12].decode(), self.answer.find(school, 0, 2000) > 0
        self.seen.outcomes[status if right or status != "200" else "of another school"] += 1
        if len(self.seen.seconds) % COMPARED == 0:
            self.seen.kept.append((number, bytes(self.answer).partition(b"\r\n\r\n")[2]))
        self.answer.clear()
        self.whole = 0
        self.at += 1
        if now < self.until:
            self.send()
        else:
            self.ended.set_result(None)
            self.transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.ended.done():
            self.seen.outcomes["connection lost"] += 1
            self.ended.set_result(None)


def asked(schools: list[dict[str, Any]]) -> list[tuple[int, bytes, bytes]]:
    """Number, request and mark of the answer for each school."""
    made = []
    for number, school in enumerate(schools):
        body = json.dumps(school).encode()
        head = f"POST /frameworks/{FRAMEWORK}/cards HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        request = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
        made.append((number, request, f'"school":{{"id":"{school["id"]}"'.encode()))
    return made


def schools() -> list[dict[str, Any]]:
    """Made-up schools with everything that the framework reads; what is unknown is sent as null."""
    known = rc.load_framework(FRAMEWORK).input_model().model_fields
    frame = sample_schools(SCHOOLS).rename(columns={"urn": "id"})
    rows = json.loads(frame[[name for name in frame.columns if name in known]].to_json(orient="records"))
    return list(rows)


async def hold(clients: int, seconds: float, requests: list[tuple[int, bytes, bytes]]) -> Seen:
    """Run all clients at once, and ask ten times a second whether the service is up."""
    seen, loop = Seen(), asyncio.get_running_loop()
    until = time.perf_counter() + seconds
    made = [
        (await loop.create_connection(lambda at=at: Client(requests[at::clients], until, seen), "127.0.0.1", PORT))[1]
        for at in range(clients)
    ]
    await asyncio.gather(_ask_health(until, seen), *(client.ended for client in made))
    return seen


async def _ask_health(until: float, seen: Seen) -> None:
    while time.perf_counter() < until:
        start = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        writer.write(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        await reader.read()
        writer.close()
        seen.alive.append(time.perf_counter() - start)
        await asyncio.sleep(0.1)


def wait(requests: list[tuple[int, bytes, bytes]], seconds: float = 120) -> None:
    """Wait until the service answers."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        try:
            asyncio.run(hold(8, 0.5, requests))
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The service did not start.")


def workers(process: psutil.Process) -> list[psutil.Process]:
    """The processes that serve."""
    return [one for one in process.children() if "spawn_main" in " ".join(one.cmdline())]


def memory(serving: list[psutil.Process]) -> str:
    """Memory of each worker, MiB."""
    return " + ".join(f"{one.memory_info().rss / 2**20:.0f}" for one in serving)


def spent(serving: list[psutil.Process]) -> float:
    """Processor seconds of all workers so far."""
    return sum(sum(one.cpu_times()[:2]) for one in serving)


def different(seen: Seen, sent: list[dict[str, Any]]) -> int:
    """How many of the answers that were kept are not, byte for byte, what the library gives."""
    return sum(rc.score(sent[number], FRAMEWORK).model_dump_json().encode() != answer for number, answer in seen.kept)


def main() -> None:
    """Start the service, hold it under load, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    given = parser.parse_args()
    sent = schools()
    requests = asked(sent)
    command = [sys.executable, "-m", "reportcard_service", "--port", str(PORT), "--workers", "2"]
    settings = {**os.environ, "REPORTCARD_SERVICE_FRAMEWORKS": FRAMEWORK}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=settings) as started:  # noqa: S603  our own command
        try:
            wait(requests)
            asyncio.run(hold(given.clients, 5, requests))
            serving = workers(psutil.Process(started.pid))
            before, start, own = memory(serving), spent(serving), time.process_time()
            halves = [asyncio.run(hold(given.clients, given.seconds / 2, requests))]
            half = memory(serving)
            halves.append(asyncio.run(hold(given.clients, given.seconds / 2, requests)))
            after, work, own = memory(serving), spent(serving) - start, time.process_time() - own
        finally:
            started.terminate()
    took = [second for seen in halves for second in seen.seconds]
    quantiles = statistics.quantiles(took, n=100)
    alive = [second for seen in halves for second in seen.alive]
    print(f"{given.clients} clients, {given.seconds:g} s: {len(took) / given.seconds:,.0f} cards a second")
    print(f"answers: {dict(halves[0].outcomes + halves[1].outcomes)}")
    print(f"compared with score(): {sum(len(seen.kept) for seen in halves)}, ", end="")
    print(f"different: {sum(different(seen, sent) for seen in halves)}")
    print("milliseconds: median {:.0f}, 95 % within {:.0f}, 99 % within {:.0f}".format(
        *(quantiles[at] * 1e3 for at in (49, 94, 98))
    ))  # fmt: skip
    print(f"milliseconds of /health: median {statistics.median(alive) * 1e3:.0f}, most {max(alive) * 1e3:.0f}")
    print(f"memory of each worker: {before} MiB before, {half} at half time, {after} at the end")
    print(f"processor milliseconds a card: {work / len(took) * 1e3:.2f} of the workers, ", end="")
    print(f"{own / len(took) * 1e3:.2f} of this generator")
    shared, alone = 2 * len(took) / (work + own), 2 * len(took) / work
    print(f"two cores that do nothing else: {shared:,.0f} cards a second, {alone:,.0f} with the generator elsewhere")


if __name__ == "__main__":
    main()
