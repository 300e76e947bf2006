"""A real mail server on the loopback, which can be down, crash or refuse."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as django_settings


@dataclass
class Handler:
    """Takes what it is given, unless told otherwise."""

    taken: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    refusal: str = ""
    crashes: int = 0
    knows: str = ""  # the one sender that may send; others are refused
    paths: list[str] = field(default_factory=list)

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        self.paths.append(address)
        if self.knows and address != self.knows:
            return "553 5.7.1 Sender address rejected: not owned by user"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients += envelope.rcpt_tos
        if self.crashes:
            self.crashes -= 1
            server.transport.abort()  # the message is taken, and nobody hears of it
        return "250 taken"


class Smtp:
    """The server: `start` and `stop` it at its one port."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.handler = Handler()
        self._controller: Controller | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}/"

    def start(self) -> None:
        self._controller = Controller(self.handler, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop(no_assert=True)
            self._controller = None


@pytest.fixture
def smtp(settings: Any) -> Iterator[Smtp]:
    """A mail server that is set and not yet started."""
    server = Smtp()
    settings.ENV = replace(
        django_settings.ENV, smtp_url=server.url, mail_from="Le Potager <potager@example.org>"
    )
    settings.DEFAULT_FROM_EMAIL = settings.ENV.mail_from
    yield server
    server.stop()
