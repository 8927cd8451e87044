"""Draws many cards, in this process or in several: the same results in the same order, a bounded number at a time."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from reportcard.errors import OutputError, Problem
from reportcard.results.card import ReportCard

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
#: Cards that go to a process together: enough to draw once what they share, few enough that the pages fit in memory.
_TOGETHER = 32
#: Fewer cards than this are drawn before other processes have started.
WORTH = 200
#: The same of what takes as long as this many pages, as a PDF does.
SLOW = 50
#: More processes than this wait for the one that builds the cards.
_MOST = 8


def usual_jobs() -> int:
    """As many processes as this one may use processors, at most 8."""
    try:
        count = len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        count = os.cpu_count() or 1
    return min(count, _MOST)


def drawn(
    cards: Iterable[ReportCard], count: int, draw: Callable[[ReportCard], T], jobs: int, *, slow: bool = False
) -> Generator[tuple[ReportCard, T], None, None]:
    """Yield each card with what is drawn of it, in order.

    Where the caller stops and closes it, or is interrupted, processes end with the cards that they have in hand.

    Args:
        cards: The cards.
        count: How many there are.
        draw: Makes one; a function of a module, or a partial of one, where ``jobs`` is above 1.
        jobs: Processes that draw. With 1, and for few cards, everything is done in this process.
        slow: Whether one takes as long as many pages do (PDF): then few are worth other processes.

    Raises:
        OutputError: A process was ended from outside.
        ValueError: ``jobs`` is below 1.
    """
    if jobs < 1:
        raise ValueError(f"jobs must be at least 1, not {jobs}")
    if jobs == 1 or count * (SLOW if slow else 1) < WORTH:
        return ((card, draw(card)) for card in cards)
    return _in_processes(cards, draw, jobs, 1 if slow else _TOGETHER)


def _in_processes(
    cards: Iterable[ReportCard], draw: Callable[[ReportCard], T], jobs: int, together: int
) -> Generator[tuple[ReportCard, T], None, None]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # Started anew, not forked: a fork copies locks that other threads hold, such as that of a progress bar.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_ignore_interrupts)
    coming, waiting = iter(cards), deque[tuple[list[ReportCard], "Future[list[T]]"]]()
    try:
        while True:
            while len(waiting) < 2 * jobs and (block := list(islice(coming, together))):
                waiting.append((block, pool.submit(_draw, draw, block)))
            if not waiting:
                return
            block, found = waiting.popleft()
            yield from zip(block, found.result(), strict=True)
    except BrokenProcessPool as error:
        remedy = "Run it again with one process (--jobs 1), which needs the least memory."
        problem = Problem("output-unwritable", "A process that draws pages was ended.", "jobs", remedy)
        raise OutputError("The result cannot be written.", problems=[problem]) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _draw(draw: Callable[[ReportCard], T], cards: Sequence[ReportCard]) -> list[T]:
    return [draw(card) for card in cards]


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the process that was started by hand: it ends the others."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
