"""Which requests a kept page may answer, and which of Django's answers may be kept."""

import asyncio
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

from potager.journal.models import Activity
from potager.lib.keep import PLACES, POSITION, UNTIL
from potager.lib.languages import preferred
from potager.pagecache.store import Headers, Key, Page, Store, make_page
from potager.pagecache.untrue import places_touched

PLACES_HEADER, POSITION_HEADER, UNTIL_HEADER = (name.lower().encode() for name in (PLACES, POSITION, UNTIL))
PERSONAL = frozenset({b"range", b"hx-request", b"authorization"})  # who asks so gets an answer of their own
NOT_KEPT = frozenset({
    PLACES_HEADER, POSITION_HEADER, UNTIL_HEADER,
    b"cache-control", b"content-length", b"date", b"etag", b"vary", b"x-request-id",
})  # fmt: skip
OURS = [(b"cache-control", b"no-cache"), (b"vary", b"Accept-Language, Accept-Encoding, Cookie")]

In = Callable[[Callable[[], Any]], "asyncio.Future[Any]"]


class Keeper:
    """Keeps the pages that views mark with lib.keep, for visitors without a session.

    A kept page depends on its key and on nothing else, because the request that renders it is made of the
    key alone: whatever else a visitor sends never reaches the view.
    """

    def __init__(
        self,
        *,
        is_kept_for: Callable[[bytes, int | None], bool],
        session_cookie: str,
        language_cookie: str,
        is_behind_proxy: bool,
    ) -> None:
        self.store = Store()
        self._session, self._language = f"{session_cookie}=".encode(), language_cookie.encode()
        self._is_behind_proxy = is_behind_proxy
        self._is_kept_for = is_kept_for  # by host and port: only a configured name may become part of a key
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Note the event loop on which pages are kept."""
        self._loop = asyncio.get_running_loop()

    def hear(self, activities: list[Activity]) -> None:
        """New acts: their pages are untrue. Called in the follower's thread."""
        for activity in activities:
            places = places_touched(activity)
            if self._loop:
                self._loop.call_soon_threadsafe(self._forget, places, activity.position)

    def _forget(self, places: list[str] | None, position: int) -> None:
        if places is None:
            self.store.forget_all(position)
        else:
            self.store.forget(places, position)

    def key_of(self, scope: Any, headers: Mapping[bytes, bytes]) -> Key | None:
        """The key of a request that any visitor could have sent; None for all others."""
        cookies = headers.get(b"cookie", b"")
        if scope["query_string"] or self._session in cookies or not PERSONAL.isdisjoint(headers):
            return None
        host = headers.get(b"host", b"")
        if scope["method"] not in {"GET", "HEAD"} or not self._is_kept_for(host, _port(scope)):
            return None
        accept = headers.get(b"accept-language", b"").decode("latin-1")
        language = preferred(accept, _cookie(cookies, self._language) if cookies else "")
        return Key(self._scheme(scope, headers), host, scope["path"], language)

    def _scheme(self, scope: Any, headers: Mapping[bytes, bytes]) -> str:
        told = headers.get(b"x-forwarded-proto") if self._is_behind_proxy else None
        if told is None:
            return str(scope["scheme"])
        return "https" if told.partition(b",")[0].strip() == b"https" else "http"

    def scope_of(self, scope: Any, key: Key) -> Any:
        """The request made of the key alone; addresses of the visitor stay for limits of rate."""
        headers = [(b"host", key.host), (b"accept-language", key.language.encode())]
        if self._is_behind_proxy:
            headers.append((b"x-forwarded-proto", key.scheme.encode()))
            headers += [pair for pair in scope["headers"] if pair[0] == b"x-forwarded-for"]
        return {**scope, "method": "GET", "query_string": b"", "headers": headers}


def page_of(status: int, headers: Headers, body: bytes) -> Callable[[], Page] | None:
    """How to make a page to keep of Django's answer; None if it must not be kept."""
    told = dict(headers)
    places = told.get(PLACES_HEADER, b"").decode("latin-1").split()
    position = told.get(POSITION_HEADER, b"")
    if status != 200 or b"set-cookie" in told or not places or not position.isdigit():
        return None
    kept = [pair for pair in headers if pair[0] not in NOT_KEPT] + OURS
    until = int(told.get(UNTIL_HEADER) or 0) or None
    return partial(make_page, body, kept, places=places, position=int(position), until=until)


def _port(scope: Any) -> int | None:
    server = scope.get("server")
    return int(server[1]) if server and server[1] else None


@lru_cache(maxsize=4096)
def _cookie(header: bytes, name: bytes) -> str:
    for part in header.split(b";"):
        key, _, value = part.strip().partition(b"=")
        if key == name:
            return value.decode("latin-1")
    return ""
