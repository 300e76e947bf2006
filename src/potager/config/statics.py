"""Potager's own static files, from memory: compressed once, revalidated by ETag, kept for ever with their mark."""

import gzip
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qs

from django.conf import settings

from potager.config.requests import accepts_gzip, matches
from potager.config.wire import Headers, Scope
from potager.ui import assets

COMPRESSED = ("text/", "image/svg+xml", "application/json")
TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
FOR_EVER = b"public, max-age=31536000, immutable"
ASK_AGAIN = b"no-cache"


@dataclass(frozen=True)
class StaticFile:
    """One file, ready to be sent."""

    mark: str
    content_type: str
    plain: bytes
    small: bytes | None  # gzip, where it helps


@dataclass(frozen=True)
class StaticAnswer:
    """What to send for one request."""

    status: int
    headers: Headers
    body: bytes


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(assets.every())


@lru_cache(maxsize=1024)
def _file(path: str) -> StaticFile:
    plain = assets.read(path)
    suffix = "." + path.rpartition(".")[2]
    kind = TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    small = gzip.compress(plain, 9, mtime=0) if kind.startswith(COMPRESSED) else None
    if kind.startswith("text/"):
        kind += "; charset=utf-8"
    return StaticFile(assets.mark(plain), kind, plain, small if small and len(small) < len(plain) else None)


def answer(scope: Scope) -> StaticAnswer:
    """The answer to GET or HEAD of a static path. Only listed files are known: no path reaches the disk."""
    path = scope["path"].removeprefix(settings.STATIC_URL)
    if scope["method"] not in {"GET", "HEAD"}:
        return StaticAnswer(405, [(b"allow", b"GET, HEAD"), (b"content-length", b"0")], b"")
    if path not in _known():
        return StaticAnswer(
            404, [(b"content-type", b"text/plain"), (b"content-length", b"10")], b"not found\n"
        )
    return _answer(_file(path), dict(scope["headers"]), scope["query_string"])


def _answer(file: StaticFile, asked: dict[bytes, bytes], query: bytes) -> StaticAnswer:
    is_small = file.small is not None and accepts_gzip(asked.get(b"accept-encoding", b""))
    body = file.small if is_small and file.small is not None else file.plain
    etag = f'"{file.mark}{"-gz" if is_small else ""}"'.encode()
    is_marked = parse_qs(query.decode("latin-1")).get("v") == [file.mark]
    headers = [
        (b"etag", etag),
        (b"cache-control", FOR_EVER if is_marked else ASK_AGAIN),
        (b"vary", b"Accept-Encoding"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if matches(asked.get(b"if-none-match", b""), etag):
        return StaticAnswer(304, headers, b"")
    headers += [(b"content-type", file.content_type.encode()), (b"content-length", b"%d" % len(body))]
    if is_small:
        headers.append((b"content-encoding", b"gzip"))
    return StaticAnswer(200, headers, body)
