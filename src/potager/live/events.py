"""How an event is written in a stream of Server-Sent Events (WHATWG HTML, 9.2.6)."""

import json
import random
import re
from functools import cache

from potager.journal.kinds import Kind, all_kinds
from potager.journal.pulses import all_pulses

RETRY = 2000  # milliseconds that a browser waits before it connects again
SPREAD = (500, 6000)  # the same when the server stops: all readers must not come back at one moment

LINE_END = re.compile(r"\r\n|\r|\n")
BEAT = b":\n\n"


def event(name: str, data: str, *, position: int | None = None) -> bytes:
    """One event; `position` becomes its id, by which a reconnection says what it has already."""
    head = f"id: {position}\n" if position is not None else ""
    lines = "".join(f"data: {line}\n" for line in LINE_END.split(data))
    return f"{head}event: {name}\n{lines}\n".encode()


def hello(connection: str) -> bytes:
    """The first event: a name under which to say that one writes, and the kinds that a browser must listen for."""
    told = {"connection": connection, "kinds": _kinds()}
    return f"retry: {RETRY}\n".encode() + event("hello", json.dumps(told, separators=(",", ":")))


@cache
def _kinds() -> list[str]:
    silent = Kind.__dataclass_fields__["fragment"].default
    told = [kind.name for kind in all_kinds() if kind.fragment is not silent]
    return [*told, *(pulse.name for pulse in all_pulses())]


def presence(channel: str, *, readers: int, writers: int) -> bytes:
    """How many read and write now; numbers, never names."""
    return event("presence", json.dumps({"channel": channel, "readers": readers, "writers": writers}))


def bye() -> bytes:
    """The last event of a server that stops: come back in a moment, each at another one."""
    return f"retry: {random.randint(*SPREAD)}\n".encode() + event("bye", "")  # noqa: S311 (spreads load)


RELOAD = event("reload", "")
