"""The physical limit beside which the hub is measured: the same bytes to the same readers, and nothing else.

    python benchmarks/bare.py SERVER PORT

GET /live opens a stream, POST /act (body: the event's text, {} replaced by its position) sends it to all.
"""

import asyncio
import sys
from typing import Any

from potager.cli.serve import _raise_limit_of_files
from potager.cli.servers import run


class Bare:
    """An ASGI application that does nothing but fan out."""

    def __init__(self) -> None:
        self._sends: set[Any] = set()
        self._position = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one connection."""
        if scope["type"] == "lifespan":
            while True:
                message = await receive()
                await send({"type": f"{message['type']}.complete"})
                if message["type"] == "lifespan.shutdown":
                    return
        if scope["path"] == "/live":
            await self._listen(receive, send)
        else:
            await self._act((await receive())["body"], send)

    async def say_goodbye(self) -> None:
        """Nothing to say."""

    async def stop(self) -> None:
        """Nothing to stop."""

    async def _listen(self, receive: Any, send: Any) -> None:
        headers = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"event: hello\ndata: {}\n\n", "more_body": True})
        self._sends.add(send)
        while (await receive())["type"] != "http.disconnect":
            pass
        self._sends.discard(send)

    async def _act(self, body: bytes, send: Any) -> None:
        self._position += 1
        piece = {
            "type": "http.response.body",
            "body": body.replace(b"{}", b"%d" % self._position),
            "more_body": True,
        }
        for one in list(self._sends):
            await one(piece)
        told = b"%d" % self._position
        headers = [(b"content-length", b"%d" % len(told))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": told})


if __name__ == "__main__":
    _raise_limit_of_files()
    asyncio.run(run(Bare(), server=sys.argv[1], host="127.0.0.1", port=int(sys.argv[2])))
