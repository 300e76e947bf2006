"""The HTTP servers that can carry the application, and how each is started and stopped decently."""

import asyncio
import os
import signal
from contextlib import suppress
from functools import partial
from typing import Any, Protocol

BACKLOG = 8192  # connections that may wait to be accepted: readers come back together after a restart
MOST_CONNECTIONS = 40_000
GRACE = 10.0  # seconds that requests may still take when the process stops

SERVERS = ("granian", "uvicorn")


class Server(Protocol):
    """An HTTP server inside our event loop."""

    async def serve(self) -> None:
        """Serve until stopped."""

    def stop(self) -> None:
        """Accept nothing new and end."""


async def run(app: Any, *, server: str, host: str, port: int) -> None:
    """Serve until a signal comes: streams are told, requests end, then the server and all threads."""
    made = _granian(app, host, port) if server == "granian" else _Uvicorn(app, host, port)
    asked = asyncio.Event()
    # Not add_signal_handler: it loses a signal when thousands of connections wake the loop at that moment.
    stop = partial(_stop_or_force, asyncio.get_running_loop(), asked)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    serving = asyncio.create_task(made.serve())
    stopping = asyncio.create_task(asked.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    await app.say_goodbye()
    made.stop()
    await asyncio.wait({serving}, timeout=GRACE)
    serving.cancel()  # a reader who does not read would keep it waiting for ever
    await app.stop()
    with suppress(asyncio.CancelledError):
        await serving


def _stop_or_force(loop: asyncio.AbstractEventLoop, asked: asyncio.Event, *_signal: object) -> None:
    if asked.is_set():
        os._exit(1)
    loop.call_soon_threadsafe(asked.set)


def _granian(app: Any, host: str, port: int) -> Server:
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.server.embed import Server as Granian

    server: Server = Granian(
        app,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,  # browsers speak HTTP/2 only to whoever holds the certificate
        websockets=False,
        backlog=BACKLOG,
        backpressure=MOST_CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=30_000, max_buffer_size=65_536),
        log_enabled=False,
    )
    return server


class _Uvicorn:
    """uvicorn without its own handling of signals."""

    def __init__(self, app: Any, host: str, port: int) -> None:
        import uvicorn

        config = uvicorn.Config(
            app,
            host=host,
            port=port,
            lifespan="on",
            interface="asgi3",
            ws="none",
            backlog=BACKLOG,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=int(GRACE),
        )
        self._server = uvicorn.Server(config)

    async def serve(self) -> None:
        """See Server."""
        await self._server._serve()  # serve() would take the signals from us

    def stop(self) -> None:
        """See Server."""
        self._server.should_exit = True
