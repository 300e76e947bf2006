"""A crowd of readers: each holds one live stream and notes when every contribution reached it."""

import asyncio
import re
import time
from dataclasses import dataclass, field

import httpx

CONTRIBUTION = re.compile(r'id="contribution-([0-9a-f-]{36})"')


@dataclass
class Reader:
    """One reader: when (monotonic seconds) each contribution first arrived, and what came again."""

    arrivals: dict[str, float] = field(default_factory=dict)
    doubled: list[str] = field(default_factory=list)
    reconnections: int = 0
    last_id: str = ""

    def note(self, contribution: str, moment: float) -> None:
        """A contribution arrived."""
        if contribution in self.arrivals:
            self.doubled.append(contribution)
        else:
            self.arrivals[contribution] = moment


async def read(reader: Reader, client: httpx.AsyncClient, url: str, *, connected: asyncio.Semaphore) -> None:
    """Follow the stream until cancelled; reconnect as a browser does, with Last-Event-ID."""
    while True:
        try:
            headers = {"Accept": "text/event-stream"}
            if reader.last_id:
                headers["Last-Event-ID"] = reader.last_id
            async with client.stream("GET", url, headers=headers) as response:
                response.raise_for_status()
                connected.release()
                await _follow(reader, response)
        except httpx.HTTPError:
            await asyncio.sleep(1)
        reader.reconnections += 1


async def _follow(reader: Reader, response: httpx.Response) -> None:
    event, identifier, data = "", "", []
    async for line in response.aiter_lines():
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "event":
            event = value
        elif name == "id":
            identifier = value
        elif name == "data":
            data.append(value)
        elif not line:
            _arrived(reader, event, "\n".join(data))
            reader.last_id = identifier or reader.last_id
            event, identifier, data = "", "", []


def _arrived(reader: Reader, event: str, data: str) -> None:
    found = CONTRIBUTION.search(data) if event == "contribution.added" else None
    if found:
        reader.note(found.group(1), time.monotonic())
