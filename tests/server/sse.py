"""A reader of Server-Sent Events on a plain socket, strict about what it gets."""

import socket
import time
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass
class Event:
    """One event as a browser would dispatch it."""

    name: str
    data: str
    position: int | None
    at: float  # monotonic seconds


class Closed(Exception):
    """The server ended the stream."""


class Reader:
    """One connection to /live. `status` is the answer's; events are read with `next`."""

    def __init__(self, url: str, query: str, *, timeout: float = 10, buffer: int = 0, **headers: str) -> None:
        where = urlsplit(url)
        self._socket = socket.socket()
        if buffer:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self._socket.connect((where.hostname, where.port))
        self._socket.settimeout(timeout)
        lines = [f"GET /live?{query} HTTP/1.1", f"Host: {where.netloc}", "Accept: text/event-stream"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self._socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self._raw = self._text = b""
        head = self._read_until(b"\r\n\r\n")
        self.status = int(head.split()[1])
        self.head = head.decode().lower()
        self.is_ended = False

    def next(self, *names: str) -> Event:
        """The next event (of these names, if any are given); raises Closed, TimeoutError."""
        while True:
            while b"\n\n" not in self._text:
                self._text += self._chunk()
            block, _, self._text = self._text.partition(b"\n\n")
            event = _parsed(block.decode())
            if event and (not names or event.name in names):
                return event

    def all_until(self, position: int) -> list[int]:
        """The positions of all acts, until this one has come."""
        found: list[int] = []
        while not found or found[-1] < position:
            event = self.next()
            if event.position is not None:
                found.append(event.position)
        return found

    def close(self) -> None:
        """Leave."""
        self._socket.close()

    def _chunk(self) -> bytes:
        size = int(self._read_until(b"\r\n"), 16)
        while len(self._raw) < size + 2:
            self._receive()
        chunk, self._raw = self._raw[:size], self._raw[size + 2 :]
        if not size:
            self.is_ended = True
            raise Closed
        return chunk

    def _read_until(self, end: bytes) -> bytes:
        while end not in self._raw:
            self._receive()
        found, _, self._raw = self._raw.partition(end)
        return found

    def _receive(self) -> None:
        try:
            data = self._socket.recv(65536)
        except ConnectionError as error:
            raise Closed from error
        if not data:
            raise Closed
        self._raw += data


def _parsed(block: str) -> Event | None:
    name, data, position = "", [], None
    for line in block.split("\n"):
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            name = value
        elif field == "data":
            data.append(value)
        elif field == "id":
            position = int(value)
    return Event(name, "\n".join(data), position, time.monotonic()) if name or data else None
