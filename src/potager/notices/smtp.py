"""The mail server that POTAGER_SMTP_URL names: smtp://user:password@host:587/?tls=starttls, or smtps://host."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

PORTS = {"smtp": 25, "smtps": 465}
TO_REACH = 10.0  # seconds for each step of the greeting
TO_TAKE = 60.0  # seconds for each step of taking a message: spam filters think
PERMANENT = 500


class NoServer(RuntimeError):
    """No mail server is set, and a message waits for one."""


class BadSmtpUrl(ValueError):
    """POTAGER_SMTP_URL cannot be understood."""


@dataclass(frozen=True)
class Server:
    """Where mail is handed over, and how."""

    host: str
    port: int
    user: str
    password: str
    is_tls: bool
    starts_tls: bool


def server_of(url: str) -> Server:
    """Read a POTAGER_SMTP_URL; raises BadSmtpUrl."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadSmtpUrl(str(error)) from error
    tls = parse_qs(parts.query).get("tls", [""])[-1]
    if parts.scheme not in PORTS or not parts.hostname or tls not in {"", "starttls"}:
        raise BadSmtpUrl(
            "POTAGER_SMTP_URL looks like smtp://user:password@host:587/?tls=starttls or smtps://host"
        )
    return Server(
        host=parts.hostname,
        port=port or (587 if tls else PORTS[parts.scheme]),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=parts.scheme == "smtps",
        starts_tls=tls == "starttls",
    )


@contextmanager
def connected(server: Server) -> Iterator[EmailBackend]:
    """A connection that is ready to take messages; raises OSError and SMTPException if there is none."""
    backend = EmailBackend(
        host=server.host, port=server.port, username=server.user, password=server.password,
        use_ssl=server.is_tls, use_tls=server.starts_tls, timeout=TO_REACH,
    )  # fmt: skip
    try:
        backend.open()
        if backend.connection and backend.connection.sock:
            backend.connection.sock.settimeout(TO_TAKE)
        yield backend
    finally:
        # A server that hangs up instead of saying good-bye has taken the message all the same.
        with suppress(OSError, SMTPException):
            backend.close()


def is_final(error: Exception) -> bool:
    """Whether the server said a "no" to this message that will not change: every other trouble may pass."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(status >= PERMANENT for status, _said in error.recipients.values())
    return isinstance(error, SMTPSenderRefused | SMTPDataError) and error.smtp_code >= PERMANENT


def refuses_address(error: Exception) -> bool:
    """Whether it takes nothing for that address: not what it has against us or the text (RFC 3463: X.7.X, X.6.X)."""
    if not isinstance(error, SMTPRecipientsRefused) or not is_final(error):
        return False
    said = b" ".join(said for _status, said in error.recipients.values() if isinstance(said, bytes))
    return not said.startswith((b"5.7.", b"5.6."))


def refuses_sender(error: Exception) -> bool:
    """Whether it lets nobody send from that return path."""
    return isinstance(error, SMTPSenderRefused) and is_final(error)


def current_server() -> Server:
    """The server in use; raises NoServer, BadSmtpUrl."""
    if not settings.ENV.smtp_url:
        raise NoServer
    return server_of(settings.ENV.smtp_url)
