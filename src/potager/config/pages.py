"""Pages: a kept one from memory, every other by Django, one rendering at a time for all who want the same."""

import asyncio
import time
from collections.abc import Callable
from uuid import uuid4

import structlog

from potager.config.answers import send_whole
from potager.config.bridge import Answer, Bridge, ClientGone, is_download, is_private, read_body
from potager.config.logs import path_to_log
from potager.config.requests import accepts_gzip, headers_of, matches
from potager.config.wire import Receive, Scope, Send
from potager.lib import steady
from potager.pagecache.keeper import Keeper, page_of
from potager.pagecache.store import Key, Page

log = structlog.get_logger("potager.request")

NOT_FOUND = 404
OWN = (b"cache-control", b"private, no-cache")  # of what Django says nothing about


class Pages:
    """Answers every request that no other part of the front does."""

    def __init__(self, *, bridge: Bridge, keeper: Keeper, is_fresh: Callable[[], bool]) -> None:
        self._bridge, self._keeper, self._is_fresh = bridge, keeper, is_fresh
        self._rendering: dict[Key, asyncio.Future[None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = headers_of(scope)
        key = self._keeper.key_of(scope, headers)
        if key is None or is_download(key.path) or not self._is_fresh():
            await self._pass_on(scope, receive, send)
            return
        page = self._keeper.store.get(key) or await self._wait_for_another(key)
        if page:
            await _send_page(send, page, headers, is_head=scope["method"] == "HEAD")
        else:
            await self._pass_on(scope, receive, send, key=key)

    async def _wait_for_another(self, key: Key) -> Page | None:
        """The page that is being rendered for someone else, if it is one to keep and still true."""
        while rendering := self._rendering.get(key):
            await asyncio.wait({rendering})
            if page := self._keeper.store.get(key):
                return page
            if key not in self._rendering:
                return None
        return None

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send, *, key: Key | None = None) -> None:
        request, begun = _Line(scope), steady.begin()
        try:
            body = await read_body(scope, receive)
            answer = await self._answer(scope, body, request.id, key)
            request.status = answer.status
            if answer.status == NOT_FOUND:
                await steady.wait(begun)
            request.bytes = await self._bridge.send(answer, send, is_head=scope["method"] == "HEAD")
        except (ClientGone, ConnectionError, asyncio.CancelledError):
            request.status = 499  # its client left
        finally:
            request.write()

    async def _answer(self, scope: Scope, body: bytes | None, request_id: str, key: Key | None) -> Answer:
        try:
            if key is None:
                answer = await self._bridge.answer(scope, body, request_id=request_id)
            else:
                answer = await self._answer_for_all(scope, request_id, key)
        except Exception:
            log.exception("Django could not answer", request_id=request_id)
            return Answer(500, [(b"content-length", b"0")])
        answer.headers = [pair for pair in answer.headers if not is_private(pair[0])]
        if not answer.header(b"cache-control"):
            answer.headers.append(OWN)
        return answer

    async def _answer_for_all(self, scope: Scope, request_id: str, key: Key) -> Answer:
        """Let Django render what any visitor would get, and keep it if the view says so."""
        rendering = self._rendering.setdefault(key, asyncio.get_running_loop().create_future())
        try:
            asked = self._keeper.scope_of(scope, key)
            answer = await self._bridge.answer(asked, b"", request_id=request_id)
            make = None if answer.chunks else page_of(answer.status, answer.headers, answer.body)
            if make:
                page: Page = await self._bridge.call(make)
                self._keeper.store.put(key, page)
                answer.headers = page.plain.headers
            return answer
        finally:
            if self._rendering.get(key) is rendering:
                del self._rendering[key]
            if not rendering.done():
                rendering.set_result(None)


class _Line:
    """The log line of one request: no address, no query, no secret."""

    def __init__(self, scope: Scope) -> None:
        self.id, self.status, self.bytes = uuid4().hex, 500, 0
        self._method, self._path, self._begun = scope["method"], scope["path"], time.perf_counter()

    def write(self) -> None:
        """Write it."""
        log.info(
            "request",
            request_id=self.id,
            method=self._method,
            path=path_to_log(self._path),
            status=self.status,
            ms=round((time.perf_counter() - self._begun) * 1000, 1),
            bytes=self.bytes,
        )


async def _send_page(send: Send, page: Page, asked: dict[bytes, bytes], *, is_head: bool) -> None:
    version = page.small if accepts_gzip(asked.get(b"accept-encoding", b"")) else page.plain
    if b"if-none-match" in asked and matches(asked[b"if-none-match"], version.etag):
        await send_whole(send, 304, version.unchanged, b"")
    else:
        await send_whole(send, 200, version.headers, b"" if is_head else version.body)
