"""The installation's one ASGI application, in this process, asked as a server would ask it."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from django.db import connection

from potager.config.asgi import Application
from potager.config.lane import Lane
from potager.pagecache.store import Page

PATIENCE = 10  # seconds
CLIENT = "192.0.2.7"


@dataclass
class Answer:
    """What came back; of a stream, what came until it was left."""

    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""
    is_whole: bool = False

    def header(self, name: str) -> str:
        """The first header of that name, empty if there is none."""
        wanted = name.lower().encode()
        return next((value.decode("latin-1") for key, value in self.headers if key == wanted), "")


class Stream:
    """A connection that stays open; `answer` grows."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.answer, self.left, self.news = Answer(), asyncio.Event(), asyncio.Event()
        self._loop = loop
        self.task: Any = None

    def until(self, holds: Callable[[Answer], bool], *, within: float) -> bool:
        """Whether it holds within so many seconds."""

        async def wait() -> bool:
            end = self._loop.time() + within
            while not holds(self.answer) and self._loop.time() < end:
                self.news.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.news.wait(), end - self._loop.time())
            return holds(self.answer)

        return asyncio.run_coroutine_threadsafe(wait(), self._loop).result(within + PATIENCE)

    def leave(self) -> None:
        """Close the connection."""
        self._loop.call_soon_threadsafe(self.left.set)


class Doorway:
    """Use it in a `with` block, in a test whose database other threads see (transaction=True)."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._lifespan: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._said: asyncio.Queue[Any] = asyncio.Queue()

    def __enter__(self) -> Self:
        self._thread.start()
        self._run(self._start())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str | bytes) -> Answer:
        """One request; underscores in the names of headers are hyphens. `host` is testserver unless given."""
        stream = self.open(method, path, body, **headers)
        assert stream.until(lambda answer: answer.is_whole or stream.task.done(), within=PATIENCE), path
        return stream.answer

    def open(
        self, method: str, path: str, body: bytes = b"", *, client: str = CLIENT, **headers: str | bytes
    ) -> Stream:
        """One request, from the address `client`, whose answer may never end."""
        stream = Stream(self._loop)
        scope = {**_scope(method, path, body, headers), "client": (client, 4711)}
        self._run(self._begin(stream, scope, body))
        return stream

    @property
    def kept(self) -> list[Page]:
        """The pages kept for everybody."""
        return list(self.application._keeper.store._pages.values())

    async def _begin(self, stream: Stream, scope: dict[str, Any], body: bytes) -> None:
        stream.task = asyncio.create_task(self._answer(stream, scope, body))
        stream.task.add_done_callback(lambda _task: stream.news.set())

    async def _answer(self, stream: Stream, scope: dict[str, Any], body: bytes) -> None:
        parts = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> dict[str, Any]:
            if parts:
                return parts.pop()
            await stream.left.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                stream.answer.status, stream.answer.headers = message["status"], list(message["headers"])
            else:
                stream.answer.body += message.get("body", b"")
                stream.answer.is_whole = not message.get("more_body", False)
            stream.news.set()

        await self.application(scope, receive, send)

    async def _start(self) -> None:
        self.application = Application(has_worker=False)
        self._life = asyncio.create_task(
            self.application({"type": "lifespan"}, self._lifespan.get, self._said.put)
        )
        await self._lifespan.put({"type": "lifespan.startup"})
        assert (await self._said.get())["type"] == "lifespan.startup.complete"

    async def _stop(self) -> None:
        await self.application.say_goodbye()
        await self._let_go(self.application._bridge._pages)
        await self._let_go(self.application._bridge._downloads)
        await self._lifespan.put({"type": "lifespan.shutdown"})
        await self._said.get()
        await asyncio.to_thread(self.application._follower.join, PATIENCE)

    async def _let_go(self, lane: Lane) -> None:
        """Close the database connection of each thread of a lane."""
        together = threading.Barrier(len(lane._threads))

        def close() -> None:
            together.wait(PATIENCE)
            connection.close()

        await asyncio.gather(*(lane.call(close) for _ in lane._threads))

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(4 * PATIENCE)


def _scope(method: str, path: str, body: bytes, headers: dict[str, str | bytes]) -> dict[str, Any]:
    where = urlsplit(path)
    given = {"host": "testserver", "accept-language": "en"} | {
        name.replace("_", "-").lower(): value for name, value in headers.items()
    }
    if body:
        given["content-length"] = str(len(body))
        given.setdefault("content-type", "application/x-www-form-urlencoded")
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": where.path,
        "raw_path": where.path.encode(),
        "query_string": where.query.encode("latin-1"),
        "headers": [
            (name.encode(), value if isinstance(value, bytes) else value.encode("latin-1"))
            for name, value in given.items()
        ],
        "server": ("127.0.0.1", 8000),
    }
