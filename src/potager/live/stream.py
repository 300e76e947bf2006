"""One reader's stream. Sending never waits: a reader who does not read holds up no one."""

import asyncio
from collections.abc import Awaitable, Callable, Generator, MutableMapping
from typing import Any
from uuid import UUID

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]

LONGEST_QUEUE = 100  # messages that may wait for a reader who does not read; past that the stream ends


def message(data: bytes) -> Message:
    """A piece of a stream, as ASGI wants it; one may be sent to any number of readers."""
    return {"type": "http.response.body", "body": data, "more_body": True}


class Stream:
    """A connection that listens to some channels in one language.

    `position` is the last act that it was told. `task` waits until the reader leaves; to end the stream is
    to cancel it. The servers' `send` waits while a reader's buffers are full, so it is stepped once by hand;
    if it has not finished, the rest is stepped when what it waits for is there, and messages queue meanwhile.
    """

    __slots__ = (
        "_heard", "_queue", "_send", "_steps", "channels", "connection", "is_public", "language", "member", "position",
        "session", "task",
    )  # fmt: skip

    def __init__(
        self, *, send: Send, channels: tuple[str, ...], language: str, session: str, connection: str
    ) -> None:
        self._send, self._steps, self._queue, self._heard = send, None, None, None
        self.channels, self.language, self.session, self.connection = channels, language, session, connection
        self.member: UUID | None = None
        self.is_public = False
        self.position = 0
        self.task: asyncio.Task[Any] | None = None

    _steps: Generator[Any, None, None] | None
    _queue: list[Message] | None
    _heard: dict[tuple[str, str], Any] | None

    @property
    def is_stalled(self) -> bool:
        """Whether a message waits for the reader to read."""
        return self._steps is not None

    def hears(self, name: str, channel: str, state: Any) -> bool:
        """Whether that state of a channel is news, which it is once."""
        self._heard = self._heard or {}
        is_news: bool = self._heard.get((name, channel)) != state
        self._heard[name, channel] = state
        return is_news

    def push(self, piece: Message) -> None:
        """Send a piece now, or as soon as the reader reads again."""
        if self._steps is None:
            self._begin(piece)
            return
        self._queue = self._queue or []
        self._queue.append(piece)
        if len(self._queue) > LONGEST_QUEUE:
            self.end()

    def end(self) -> None:
        """End the stream; the reader's browser connects again and says what it has."""
        if self.task:
            self.task.cancel()

    def _begin(self, piece: Message) -> None:
        try:
            self._steps = self._send(piece).__await__()
        except Exception:  # the connection is gone
            self.end()
        else:
            self._step()

    def _step(self, _ready: Any = None) -> None:
        steps = self._steps
        if steps is None:
            return
        try:
            waits_for = next(steps)
        except StopIteration:
            self._steps = None
            self._go_on()
        except Exception:  # the connection is gone
            self._steps = None
            self.end()
        else:
            waits_for._asyncio_future_blocking = False  # what a task would do with what it is given
            waits_for.add_done_callback(self._step)

    def _go_on(self) -> None:
        queue, self._queue = self._queue, None
        if queue:
            self._begin(message(b"".join(piece["body"] for piece in queue)))
