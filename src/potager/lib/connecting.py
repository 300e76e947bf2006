"""Connections to the world outside, and to nothing else: what `fetching` stands on.

A name is looked up once for each connection, all that it leads to is checked, and the connection goes to an
address that was checked: a name that changes its answer between the check and the connection gains nothing.
"""

import socket
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any

import httpcore

from potager.lib.outside import Address, checked, literal


def looked_up(host: str, port: int) -> list[str]:
    """The addresses that the system knows for a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


@cache
def trusted() -> ssl.SSLContext:
    """Who is believed to be who they say: the authorities that the system trusts."""
    return ssl.create_default_context()


@dataclass(frozen=True)
class Network:
    """What stands between here and there. Tests put their own resolver, ports and loopback here."""

    resolve: Callable[[str, int], list[str]] = looked_up
    ports: frozenset[int] = frozenset({80, 443})
    allow: Callable[[Address], bool] | None = None  # addresses inside that may be asked: none, but in tests
    tls: Callable[[], ssl.SSLContext] = trusted


class Careful(httpcore.NetworkBackend):
    """Connects to addresses that were checked, and to nothing else."""

    def __init__(self, network: Network, until: float) -> None:
        self.network, self.until, self.plain = network, until, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address that answers, of those that the name has at this moment."""
        found = [host] if literal(host) is not None else self._resolved(host, port)
        failure: Exception = httpcore.ConnectError(host)
        for address in checked(found, self.network.allow):
            try:
                stream = self.plain.connect_tcp(str(address), port, timeout=_left(self.until))
            except httpcore.ConnectError as error:
                failure = error
            else:
                return Timed(stream, self.until)
        raise failure

    def _resolved(self, host: str, port: int) -> list[str]:
        """The addresses of a name, as long as there is time: a resolver may be slower than we are."""
        answers: SimpleQueue[list[str]] = SimpleQueue()
        Thread(target=lambda: answers.put(self._attempt(host, port)), daemon=True).start()
        try:
            return answers.get(timeout=_left(self.until))
        except Empty:
            raise httpcore.ConnectTimeout(host) from None

    def _attempt(self, host: str, port: int) -> list[str]:
        try:
            return self.network.resolve(host, port)
        except (OSError, UnicodeError):
            return []


class Timed(httpcore.NetworkStream):
    """A connection on which every wait ends when the seconds of the whole are over."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self.stream, self.until = stream, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Bytes that came."""
        return self.stream.read(max_bytes, _left(self.until))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self.stream.write(buffer, _left(self.until))

    def close(self) -> None:
        """Hang up."""
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted, with the certificate of the name."""
        return Timed(self.stream.start_tls(ssl_context, server_hostname, _left(self.until)), self.until)

    def get_extra_info(self, info: str) -> Any:
        """What is known of the connection."""
        return self.stream.get_extra_info(info)


def _left(until: float) -> float:
    """Seconds that are left; raises when there are none."""
    left = until - monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left
