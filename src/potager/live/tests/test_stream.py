"""Sending: at once where the reader reads, in a queue where they do not, and never waiting."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from potager.live.stream import LONGEST_QUEUE, Stream, message


class Line:
    """A connection whose reader reads only while `is_open`."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.is_broken = False

    async def send(self, piece: Any) -> None:
        if self.is_broken:
            raise ConnectionError
        await self.gate.wait()
        self.got.append(piece["body"])


def with_stream(test: Callable[[Line, Stream], Awaitable[None]]) -> None:
    async def run() -> None:
        line = Line()
        stream = Stream(send=line.send, channels=("a:1",), language="fr", session="", connection="c")
        await test(line, stream)

    asyncio.run(run())


def ended(stream: Stream) -> Coroutine[Any, Any, bool]:
    async def wait() -> bool:
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            return True
        return False

    async def run() -> bool:
        stream.task = asyncio.create_task(wait())
        await asyncio.sleep(0)
        return False

    return run()


def test_a_reader_who_reads_has_it_at_once() -> None:
    async def test(line: Line, stream: Stream) -> None:
        stream.push(message(b"1"))
        stream.push(message(b"2"))
        assert line.got == [b"1", b"2"]
        assert not stream.is_stalled

    with_stream(test)


def test_what_a_stalled_reader_missed_comes_in_order_and_in_one_piece() -> None:
    async def test(line: Line, stream: Stream) -> None:
        line.gate.clear()
        for number in range(5):
            stream.push(message(b"%d" % number))
        assert line.got == []
        assert stream.is_stalled
        line.gate.set()
        await asyncio.sleep(0.01)
        assert line.got == [b"0", b"1234"]
        assert not stream.is_stalled

    with_stream(test)


def test_a_reader_who_never_reads_is_let_go() -> None:
    async def test(line: Line, stream: Stream) -> None:
        await ended(stream)
        line.gate.clear()
        for _ in range(LONGEST_QUEUE + 2):
            stream.push(message(b"x"))
        assert stream.task
        assert await stream.task

    with_stream(test)


def test_a_broken_connection_ends_the_stream() -> None:
    async def test(line: Line, stream: Stream) -> None:
        await ended(stream)
        line.is_broken = True
        stream.push(message(b"x"))
        assert stream.task
        assert await stream.task
        assert not stream.is_stalled

    with_stream(test)
