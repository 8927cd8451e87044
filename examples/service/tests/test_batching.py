"""What arrives together is worked on together, and each caller gets their own answer or error."""

from __future__ import annotations

import asyncio

import pytest
from reportcard_service import batching
from reportcard_service.batching import Batcher, Full, Gone, Place


class Worker:
    """Work that doubles numbers, fails for some, and remembers its batches."""

    def __init__(self):
        self.batches = []

    def __call__(self, asked):
        self.batches.append(list(asked))
        return [ValueError(one) if one < 0 else 2 * one for one in asked]


def by_itself(number):
    """Odd and even numbers are of two kinds; hundreds must be alone."""
    return None if number >= 100 else Place(number % 2, number)


def made(worker, *, together=50, waiting=100):
    return Batcher(worker, by_itself, together=together, waiting=waiting)


async def all_of(batcher, numbers):
    return await asyncio.gather(*(batcher.ask(number) for number in numbers), return_exceptions=True)


def test_everyone_gets_their_own_answer_in_one_batch():
    """Ten who come together are one call, in the order in which they came."""
    worker = Worker()
    assert asyncio.run(all_of(made(worker), range(0, 20, 2))) == list(range(0, 40, 4))
    assert worker.batches == [list(range(0, 20, 2))]


def test_a_batch_holds_one_kind_and_each_name_once():
    """Even and odd are two batches, the second 4 and the hundred one each; nobody is passed over for long."""
    worker = Worker()
    assert asyncio.run(all_of(made(worker), [4, 3, 100, 4, 6, 5])) == [8, 6, 200, 8, 12, 10]
    assert worker.batches == [[4, 6], [3, 5], [100], [4]]


def test_a_batch_is_no_larger_than_it_may_be():
    """Five with room for two make batches of two, two and one."""
    worker = Worker()
    asyncio.run(all_of(made(worker, together=2), [0, 2, 4, 6, 8]))
    assert worker.batches == [[0, 2], [4, 6], [8]]


def test_an_error_reaches_its_own_caller_alone():
    """Those beside the one that fails get their answers."""
    first, failed, last = asyncio.run(all_of(made(Worker()), [2, -4, 6]))
    assert (first, type(failed), last) == (4, ValueError, 12)


def test_work_that_fails_as_a_whole_answers_everyone():
    """An exception of the work itself reaches each caller, and the next batch is worked on."""

    def broken(asked):
        if 2 in asked:
            raise RuntimeError
        return asked

    async def twice():
        batcher = made(broken)
        return await all_of(batcher, [2, 4]), await all_of(batcher, [4, 6])

    failed, fine = asyncio.run(twice())
    assert [type(error) for error in failed] == [RuntimeError, RuntimeError]
    assert fine == [4, 6]


def test_too_many_are_turned_away_and_the_others_served():
    """With room for three the fourth is refused at once; afterwards there is room again."""

    async def crowd():
        batcher = made(Worker(), waiting=3)
        return await all_of(batcher, [0, 2, 4, 6]), await all_of(batcher, [6])

    crowded, later = asyncio.run(crowd())
    assert crowded[:3] == [0, 4, 8]
    assert isinstance(crowded[3], Full)
    assert later == [12]


def test_who_gives_up_is_not_worked_on():
    """A caller that is cancelled while waiting leaves the batch, and nobody else is disturbed."""
    worker = Worker()

    async def one_leaves():
        batcher = made(worker)
        leaving, staying = asyncio.ensure_future(batcher.ask(2)), asyncio.ensure_future(batcher.ask(4))
        await asyncio.sleep(0)
        leaving.cancel()
        return await asyncio.gather(leaving, staying, return_exceptions=True)

    left, stayed = asyncio.run(one_leaves())
    assert isinstance(left, asyncio.CancelledError)
    assert (stayed, worker.batches) == (8, [[4]])


@pytest.mark.parametrize(("patience", "batches"), [(-1.0, [[4]]), (60.0, [[2, 4]])])
def test_a_client_that_left_is_not_worked_on(monkeypatch, patience, batches):
    """Who waited longer than the patience is asked whether they are still there; who came just now is not."""
    monkeypatch.setattr(batching, "_PATIENCE", patience)
    worker = Worker()

    async def one_left():
        async def gone():
            return True

        batcher = made(worker)
        return await asyncio.gather(batcher.ask(2, gone), batcher.ask(4), return_exceptions=True)

    left, stayed = asyncio.run(one_left())
    assert isinstance(left, Gone) is (patience < 0)
    assert (stayed, worker.batches) == (8, batches)


def test_the_event_loop_has_its_turn_between_batches():
    """While fifty wait for batches of one, another task of the loop gets on."""
    turns = []

    async def other():
        while True:
            turns.append(1)
            await asyncio.sleep(0)

    async def both():
        task = asyncio.ensure_future(other())
        await all_of(made(Worker(), together=1), range(50))
        task.cancel()

    asyncio.run(both())
    assert len(turns) >= 50


def test_nothing_is_left_running():
    """After the last answer no task remains, and a batcher serves one event loop after another."""

    async def left(batcher):
        await all_of(batcher, [2, 4])
        await asyncio.sleep(0.05)
        return len(asyncio.all_tasks())

    batcher = made(Worker())
    assert [asyncio.run(left(batcher)), asyncio.run(left(batcher))] == [1, 1]


def test_ending_the_loop_ends_those_that_wait():
    """Where the loop is ended while somebody waits, they are cancelled, and the batcher is as new."""
    batcher = made(Worker())

    async def ended():
        asyncio.ensure_future(batcher.ask(2))  # noqa: RUF006  it shall be left
        await asyncio.sleep(0)

    asyncio.run(ended())
    assert asyncio.run(all_of(batcher, [4])) == [8]
