"""The way in for a mail server of the same house: LMTP (RFC 2033), one answer for each address."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from aiosmtpd.controller import Controller, UnixSocketController
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import Envelope, Session
from django.db import DatabaseError, connection

from potager.letterbox.actions import MOST_BYTES, receive
from potager.letterbox.automatic import own_address
from potager.lib import replies, returns

log = logging.getLogger(__name__)
logging.getLogger("mail.log").setLevel(logging.WARNING)  # the library's, which tells every address

MOST_RECIPIENTS = 50
SECONDS = 60.0  # of silence, after which a connection ends


class Handler:
    """Takes mail for our addresses; what cannot be stored now is refused for now, and the server comes again."""

    async def handle_RCPT(  # noqa: N802 (the library's names)
        self, server: LMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Only addresses of ours, and the one that reports come back to."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        if not _is_taken(address):
            return "550 5.1.1 No such address here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: LMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Stored before the answer: whoever hears 250 may forget it."""
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        try:
            await asyncio.to_thread(_store, raw, list(envelope.rcpt_tos))
        except DatabaseError as error:
            log.warning("a letter could not be stored: %s", error)
            answer = "451 4.3.0 Please try again later"
        else:
            answer = "250 2.0.0 OK"
        return "\r\n".join([answer] * len(envelope.rcpt_tos))


def _is_taken(address: str) -> bool:
    return replies.is_ours(address) or returns.is_ours(address) or address.lower() == own_address()


def _store(raw: bytes, to: list[str]) -> None:
    try:
        receive(raw, to=to)
    finally:
        connection.close()  # it belongs to a thread that nobody knows


class _Server(LMTP):
    """The library's, with room for mail whose lines were never broken."""

    line_length_limit = 1 << 16


def _server() -> _Server:
    return _Server(
        Handler(), data_size_limit=MOST_BYTES, timeout=SECONDS, enable_SMTPUTF8=True, ident="Potager"
    )


class _Tcp(Controller):
    def factory(self) -> _Server:
        return _server()


class _Unix(UnixSocketController):
    def factory(self) -> _Server:
        return _server()


class BadLmtp(ValueError):
    """POTAGER_LMTP cannot be understood."""


def start(where: str) -> Callable[[], None]:
    """Listen at "host:port" or at a socket's path; returns how to stop. Raises BadLmtp, OSError."""
    if where.startswith("/"):
        Path(where).unlink(missing_ok=True)  # left by a process that died
        controller: Controller | UnixSocketController = _Unix(Handler(), unix_socket=where)
    else:
        host, port = address_of(where)
        controller = _Tcp(Handler(), hostname=host, port=port)
    controller.start()
    return lambda: controller.stop(no_assert=True)


def address_of(where: str) -> tuple[str, int]:
    """Host and port of "127.0.0.1:2003"; raises BadLmtp."""
    host, _, port = where.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65_535:
        raise BadLmtp("POTAGER_LMTP looks like 127.0.0.1:2003 or /run/potager/lmtp.sock")
    return host.strip("[]"), int(port)
