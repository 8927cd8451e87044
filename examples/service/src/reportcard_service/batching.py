"""Puts requests that arrive at the same time into one piece of work, and gives each its own answer."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

Asked = TypeVar("Asked")
Given = TypeVar("Given")

#: Seconds that the first one waits for others.
_GATHERING = 0.001
#: Turns of the event loop between two batches: a new connection needs three to be taken, read and answered.
_TURNS = 3
#: Seconds in the queue after which it is worth asking whether the client is still there.
_PATIENCE = 0.5


class Full(Exception):  # noqa: N818  an answer to the caller, not a fault
    """As many wait as may wait."""


class Gone(Exception):  # noqa: N818  it reaches nobody
    """Nobody waits for the answer any more."""


class Place(NamedTuple):
    """What may share a batch: those of one kind, each with a name of its own."""

    kind: Hashable
    name: Hashable


@dataclass(slots=True)
class _Entry(Generic[Asked, Given]):
    asked: Asked
    place: Place | None
    answer: asyncio.Future[Given]
    gone: Callable[[], Awaitable[bool]] | None
    since: float


class Batcher(Generic[Asked, Given]):
    """Works off what waits, many at a time, each batch from the one that waits longest.

    The work is done in the event loop: it computes, and a thread would only take turns with the loop, a switch at every
    read and write. So a batch must be short, and the loop gets its turn after each. A task runs only while something
    waits; there is nothing to start and nothing to stop.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Asked]], Sequence[Given | Exception]],
        place: Callable[[Asked], Place | None],
        *,
        together: int,
        waiting: int,
    ) -> None:
        """Make a batcher.

        Args:
            work: Gives a result or an exception for each of a batch, in their order.
            place: What may share a batch with others; None for what must be alone.
            together: Most in one batch: how long the event loop may be kept.
            waiting: Most that wait.
        """
        self._work = work
        self._place = place
        self._together = together
        self._limit = waiting
        self._waiting: deque[_Entry[Asked, Given]] = deque()
        self._running: asyncio.Task[None] | None = None

    async def ask(self, asked: Asked, gone: Callable[[], Awaitable[bool]] | None = None) -> Given:
        """Wait for the answer. Who is cancelled while waiting is not worked on.

        Args:
            asked: What is wanted.
            gone: Whether nobody waits for the answer any more; asked of those that waited long.

        Raises:
            Full: As many wait as may wait.
            Gone: ``gone`` said so.
            Exception: What the work gave for this one.
        """
        if len(self._waiting) >= self._limit:
            raise Full
        loop = asyncio.get_running_loop()
        entry = _Entry[Asked, Given](asked, self._place(asked), loop.create_future(), gone, loop.time())
        self._waiting.append(entry)
        if self._running is None:
            self._running = loop.create_task(self._work_off())
        return await entry.answer

    async def _work_off(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(_GATHERING)
                for _ in range(_TURNS):
                    await asyncio.sleep(0)
                batch = [entry for entry in self._taken() if await _is_wanted(entry)]
                for entry, result in zip(batch, self._done([entry.asked for entry in batch]), strict=True):
                    _answer(entry.answer, result)
        finally:
            self._running = None
            # Something is left only where the event loop is ended under us.
            while self._waiting:
                self._waiting.popleft().answer.cancel()

    def _taken(self) -> list[_Entry[Asked, Given]]:
        """The one that waits longest and those that may share its batch; the others keep their order."""
        batch: list[_Entry[Asked, Given]] = []
        left: list[_Entry[Asked, Given]] = []
        names: set[Hashable] = set()
        while self._waiting and len(batch) < self._together:
            entry = self._waiting.popleft()
            if entry.answer.done():
                continue
            if batch and not _fits(entry.place, batch[0].place, names):
                left.append(entry)
                continue
            batch.append(entry)
            if entry.place is None:
                break
            names.add(entry.place.name)
        self._waiting.extendleft(reversed(left))
        return batch

    def _done(self, asked: Sequence[Asked]) -> Sequence[Given | Exception]:
        try:
            return self._work(asked) if asked else []
        except Exception as error:
            return [error] * len(asked)


async def _is_wanted(entry: _Entry[Asked, Given]) -> bool:
    """Whether somebody waits for the answer; only of those that waited long, for asking has its price."""
    late = entry.since < asyncio.get_running_loop().time() - _PATIENCE
    if late and entry.gone is not None and await entry.gone():
        _answer(entry.answer, Gone())
    return not entry.answer.done()


def _fits(place: Place | None, first: Place | None, names: set[Hashable]) -> bool:
    return place is not None and first is not None and place.kind == first.kind and place.name not in names


def _answer(answer: asyncio.Future[Given], result: Given | Exception) -> None:
    if answer.done():
        return
    if isinstance(result, Exception):
        answer.set_exception(result)
    else:
        answer.set_result(result)
