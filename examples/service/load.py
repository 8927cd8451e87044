"""Holds a service under load and prints what came of it: ``python load.py --clients 200 --seconds 60``.

Starts the service on the loopback with two workers, sends single schools over kept connections, and reads the memory
of the workers at the start and at the end. The only address it talks to is 127.0.0.1.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections import Counter

import psutil

PORT = 8791
PATH = "/frameworks/school-report-card-2009/cards"
RECORD = {"id": "100052", "progress_8": -0.06, "attainment_8": 44.6, "overall_absence": 4.2, "ofsted_overall": 2}


def request(record: dict[str, object]) -> bytes:
    """The bytes of one request."""
    body = json.dumps(record).encode()
    head = f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return head.encode() + b"\r\n\r\n" + body


async def client(until: float, seen: Counter[int], took: list[float]) -> None:
    """Send one request after the other over one connection; a connection that ends is an error."""
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT, limit=2**20)
    asked = request(RECORD)
    while time.perf_counter() < until:
        start = time.perf_counter()
        writer.write(asked)
        head = await reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
        seen[int(head[9:12])] += 1
        took.append(time.perf_counter() - start)
    writer.close()


async def hold(clients: int, seconds: float) -> tuple[Counter[int], list[float]]:
    """Run all clients at once."""
    seen: Counter[int] = Counter()
    took: list[float] = []
    until = time.perf_counter() + seconds
    await asyncio.gather(*(client(until, seen, took) for _ in range(clients)))
    return seen, took


def memory(process: psutil.Process) -> float:
    """Memory of the service and its workers, MiB."""
    return sum(one.memory_info().rss for one in (process, *process.children(recursive=True))) / 2**20


def wait(seconds: float = 120) -> None:
    """Wait until both workers answer."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        try:
            asyncio.run(hold(8, 0.5))
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The service did not start.")


def main() -> None:
    """Start the service, hold it under load, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    given = parser.parse_args()
    command = [sys.executable, "-m", "reportcard_service", "--port", str(PORT), "--workers", "2"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as started:  # noqa: S603  our own command
        try:
            wait()
            asyncio.run(hold(given.clients, 5))
            process = psutil.Process(started.pid)
            before = memory(process)
            seen, took = asyncio.run(hold(given.clients, given.seconds))
            after = memory(process)
        finally:
            started.terminate()
    quantiles = statistics.quantiles(took, n=100)
    print(f"{given.clients} clients, {given.seconds:g} s: {sum(seen.values()) / given.seconds:,.0f} cards a second")
    print(f"answers by status: {dict(seen)}")
    print(f"milliseconds: median {quantiles[49] * 1e3:.0f}, 95 % within {quantiles[94] * 1e3:.0f}")
    print(f"memory of the service: {before:.0f} MiB before, {after:.0f} MiB after")


if __name__ == "__main__":
    main()
