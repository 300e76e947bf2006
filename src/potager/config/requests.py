"""Small readings of a request's headers that the front needs before Django."""

from functools import lru_cache

from potager.config.wire import Scope


def headers_of(scope: Scope) -> dict[bytes, bytes]:
    """The headers by name; cookies sent in several lines are one."""
    pairs = scope["headers"]
    headers: dict[bytes, bytes] = dict(pairs)
    if len(headers) != len(pairs):
        headers[b"cookie"] = b"; ".join(value for name, value in pairs if name == b"cookie")
    return headers


@lru_cache(maxsize=256)
def accepts_gzip(header: bytes) -> bool:
    """Whether Accept-Encoding allows gzip (RFC 9110, 12.5.3)."""
    for part in header.lower().split(b","):
        coding, _, weight = part.partition(b";")
        if coding.strip() in {b"gzip", b"*"}:
            return weight.strip().removeprefix(b"q=").strip(b"0.") != b"" or not weight
    return False


def matches(if_none_match: bytes, etag: bytes) -> bool:
    """Whether If-None-Match names this entity tag (weak comparison, RFC 9110, 13.1.2)."""
    if not if_none_match:
        return False
    given = [part.strip().removeprefix(b"W/") for part in if_none_match.split(b",")]
    return etag in given or b"*" in given
