"""From ASGI to Django's WSGIHandler, which runs in one fixed thread: half the time of Django's ASGIHandler.

Downloads and uploads go through a second, small lane, so that no page waits behind a book or a photograph.
"""

import asyncio
import gzip
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.utils.translation import gettext_lazy as _

from potager.config.lane import Lane
from potager.config.requests import accepts_gzip
from potager.config.wire import Headers, Receive, Scope, Send
from potager.lib.refusals import Refusal

LONGEST_BODY = 2_500_000  # bytes
LONGEST_UPLOAD = 12_500_000  # bytes, at an address that takes a file
LONGEST_DRAIN = 20_000_000  # bytes that we swallow of a body that is too long, so that its sender hears why
DRAIN_TIME = 20  # seconds
WORTH, LEVEL = 1000, 4  # bytes from which a page for one person is compressed, and how hard
PRIVATE = b"x-potager-"  # how Django speaks to the front: never from or to the outside
BOUNDARY = re.compile(r'boundary="?([-0-9A-Za-z\'()+_,./:=? ]{1,70})', re.I)  # RFC 2046, 5.1.1
NOT_PASSED_ON = frozenset({b"content-length", b"content-type", b"proxy", b"x-request-id"})


class TooLong(Refusal):
    """The request's body is longer than anything that Potager has a use for."""

    status = 413
    message = _(
        "That is too long to be taken in at once. Nothing was kept of it; please send it in smaller parts."
    )


class ClientGone(Exception):
    """The client left before its request was whole."""


class _TooLongBody(io.RawIOBase):
    """What Django reads in the place of a body that is too long."""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        raise TooLong


@dataclass
class Answer:
    """Django's answer; `chunks` is None when `body` is all of it. Headers are as ASGI wants them."""

    status: int
    headers: Headers
    body: bytes = b""
    chunks: Iterator[bytes] | None = None
    close: Callable[[], None] = field(default=lambda: None)

    def header(self, name: bytes) -> bytes:
        """The first header of that name (in lower case), empty if there is none."""
        return next((value for key, value in self.headers if key == name), b"")


class Bridge:
    """Django, as the front sees it."""

    def __init__(self) -> None:
        self._handler = WSGIHandler()
        self._pages = Lane("django")
        self._downloads = Lane("django-downloads", threads=3)

    def call(self, work: Callable[[], Any]) -> "asyncio.Future[Any]":
        """Run something in the thread that serves pages, with its database connection."""
        return self._pages.call(work)

    def close(self) -> None:
        """Let the threads end."""
        self._pages.close()
        self._downloads.close()

    async def answer(self, scope: Scope, body: bytes | None, *, request_id: str) -> Answer:
        """Django's answer to a request whose body is here (None: it was too long)."""
        environ = _environ(scope, body, request_id)
        is_slow = is_download(scope["path"]) or is_upload(scope["path"])
        lane = self._downloads if is_slow else self._pages
        future = lane.call(partial(_run, self._handler, environ))
        # What was sent whole is done, even if its sender has left; what is only read is not.
        return await (future if scope["method"] in {"GET", "HEAD"} else asyncio.shield(future))

    async def send(self, answer: Answer, send: Send, *, is_head: bool) -> int:
        """Send an answer; returns how many bytes of body were sent."""
        try:
            return await self._send(answer, send, is_head=is_head)
        finally:
            if answer.chunks is not None:
                await asyncio.shield(self._downloads.call(answer.close))

    async def _send(self, answer: Answer, send: Send, *, is_head: bool) -> int:
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        sent = 0
        if answer.chunks is not None and not is_head:
            while chunk := await self._downloads.call(partial(_next, answer.chunks)):
                sent += len(chunk)
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        body = b"" if is_head else answer.body
        await send({"type": "http.response.body", "body": body})
        return sent + len(body)


def is_download(path: str) -> bool:
    """Whether a path names a file that may take a while: a book, a cover, a report, not a page."""
    return path.endswith("/pdf/") or (path.startswith("/books/") and "." in path.rpartition("/")[2])


def is_upload(path: str) -> bool:
    """Whether a path takes a file in, and its time: such addresses end in /upload/, but for the one of mail."""
    return path.endswith("/upload/") or path == "/mail/in/"


def is_private(name: bytes) -> bool:
    """Whether a header is between Django and the front only."""
    return name.startswith(PRIVATE)


async def read_body(scope: Scope, receive: Receive) -> bytes | None:
    """The request's body, None if it was too long (it is swallowed then); raises ClientGone."""
    if scope["method"] in {"GET", "HEAD"} and not _announces_body(scope):
        return b""
    parts, length = [], 0
    most = LONGEST_UPLOAD if is_upload(scope["path"]) else LONGEST_BODY
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        parts.append(message.get("body", b""))
        length += len(parts[-1])
        if length > most:
            parts.clear()
            if message.get("more_body"):
                await _drain(receive, LONGEST_DRAIN - length)
            return None
        if not message.get("more_body"):
            return b"".join(parts)


def _announces_body(scope: Scope) -> bool:
    return any(name in {b"content-length", b"transfer-encoding"} for name, _value in scope["headers"])


async def _drain(receive: Receive, most: int) -> None:
    try:
        async with asyncio.timeout(DRAIN_TIME):
            while most > 0:
                message = await receive()
                most -= len(message.get("body", b""))
                if not message.get("more_body"):
                    return
    except TimeoutError:
        pass


def _run(handler: WSGIHandler, environ: dict[str, Any]) -> Answer:
    told: list[Any] = []

    def start_response(status: str, headers: Iterable[tuple[str, str]], *_exc_info: Any) -> Any:
        told[:] = [int(status[:3]), _encoded(headers)]

    response: Any = handler(environ, start_response)
    status, headers = told
    if response.streaming:
        return Answer(status, headers, chunks=iter(response), close=response.close)
    try:
        body = b"".join(response)
    finally:
        response.close()
    if status == 200 and accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", "").encode("latin-1")):
        body = _compressed(body, headers)
    if status not in {204, 304} and not any(name == b"content-length" for name, _value in headers):
        headers.append((b"content-length", b"%d" % len(body)))
    return Answer(status, headers, body)


def _compressed(body: bytes, headers: Headers) -> bytes:
    """The body of a page in gzip, with the headers that say so; as it is if that is not worth the time."""
    told = dict(headers)
    if (
        len(body) < WORTH
        or b"content-encoding" in told
        or not told.get(b"content-type", b"").startswith(b"text/")
    ):
        return body
    vary = b", ".join(value for name, value in headers if name == b"vary")
    headers[:] = [pair for pair in headers if pair[0] not in {b"vary", b"content-length"}]
    headers += [
        (b"content-encoding", b"gzip"),
        (b"vary", (vary + b", " if vary else b"") + b"Accept-Encoding"),
    ]
    return gzip.compress(body, LEVEL, mtime=0)


def _encoded(headers: Iterable[tuple[str, str]]) -> Headers:
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]


def _next(chunks: Iterator[bytes]) -> bytes:
    """The next chunk that holds something, empty at the end."""
    return next((chunk for chunk in chunks if chunk), b"")


def _environ(scope: Scope, body: bytes | None, request_id: str) -> dict[str, Any]:
    client, server = scope.get("client") or ("", 0), scope.get("server") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": _TooLongBody() if body is None else io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "CONTENT_LENGTH": "1" if body is None else str(len(body)),
        "HTTP_X_REQUEST_ID": request_id,
    }
    for name, value in scope["headers"]:
        _add_header(environ, bytes(name), value.decode("latin-1"))
    if body is None:
        environ["CONTENT_TYPE"] = "application/x-www-form-urlencoded"  # so that whoever reads it is told
    return environ


def _add_header(environ: dict[str, Any], name: bytes, value: str) -> None:
    key = _key_of(name)
    if key is None:
        return
    if key == "CONTENT_TYPE":
        value = _body_kind(value)
    if key in environ:
        value = environ[key] + ("; " if key == "HTTP_COOKIE" else ",") + value
    environ[key] = value


def _body_kind(value: str) -> str:
    """A Content-Type as Django may read it: a charset other than ours, or an endless header, would break it."""
    kind, _, options = value.partition(";")
    cut = BOUNDARY.search(options)
    return kind.strip()[:100] + (f'; boundary="{cut[1]}"' if cut else "")


def _key_of(name: bytes) -> str | None:
    """The WSGI name of a header. One with an underscore could pass for another and is left out."""
    if name == b"content-type":
        return "CONTENT_TYPE"
    if name in NOT_PASSED_ON or b"_" in name or is_private(name):
        return None
    return "HTTP_" + name.decode("latin-1").upper().replace("-", "_")
