"""Servers on the loopback that stand for the world outside, and the network on which tests alone may ask them."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from threading import Thread

from potager.lib.connecting import Network

HERE = ip_address("127.0.0.1")
Answering = Callable[[bytes, socket.socket], None]


class Server:
    """Listens on the loopback, and remembers what it was asked."""

    def __init__(self, answering: Answering, tls: ssl.SSLContext | None = None) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listening.getsockname()[1]
        self.answering, self.tls, self.asked = answering, tls, list[bytes]()
        Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            Thread(target=self.answer, args=[connection], daemon=True).start()

    def answer(self, connection: socket.socket) -> None:
        try:
            connection.settimeout(10)
            with self.tls.wrap_socket(connection, server_side=True) if self.tls else connection as stream:
                request = b""
                while b"\r\n\r\n" not in request:
                    if not (came := stream.recv(65_536)):
                        return
                    request += came
                self.asked.append(request)
                self.answering(request, stream)
        except OSError:
            pass


@contextmanager
def serving(answering: Answering, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    server = Server(answering, tls)
    try:
        yield server
    finally:
        server.listening.shutdown(socket.SHUT_RDWR)  # closing alone would not wake who accepts
        server.listening.close()


def saying(status: str = "200 OK", *, body: bytes = b"", **headers: str) -> Answering:
    """Says always the same."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    said = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
    return lambda request, stream: stream.sendall(said)


def network(
    *servers: Server, resolve: Callable[[str, int], list[str]] | None = None, **more: object
) -> Network:
    """Names lead to the loopback, and 127.0.0.1 alone may be asked."""
    ports = frozenset(server.port for server in servers) | {80, 443}
    return Network(
        resolve=resolve or (lambda host, port: ["127.0.0.1"]),
        ports=ports,
        allow=lambda ip: ip == HERE,
        **more,
    )  # type: ignore[arg-type]
