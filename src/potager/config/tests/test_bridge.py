"""From ASGI to WSGI and back."""

import asyncio
import threading
from typing import Any

import pytest

from potager.config.bridge import LONGEST_BODY, LONGEST_UPLOAD, ClientGone, _environ, read_body
from potager.config.lane import Lane


def scope(*headers: tuple[bytes, bytes], **changes: Any) -> dict[str, Any]:
    asked = {
        "method": "POST", "path": "/é/", "query_string": b"a=%20", "http_version": "1.1", "scheme": "http",
        "client": ("192.0.2.1", 1), "server": ("127.0.0.1", 80), "headers": list(headers),
    }  # fmt: skip
    return asked | changes


def receiving(*messages: dict[str, Any]) -> Any:
    waiting = iter(messages)

    async def receive() -> dict[str, Any]:
        return next(waiting)

    return receive


def body(data: bytes, *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": data, "more_body": more}


def test_a_body_comes_in_pieces() -> None:
    receive = receiving(body(b"a", more=True), body(b"b"))
    assert asyncio.run(read_body(scope(), receive)) == b"ab"


def test_a_body_that_is_too_long_is_swallowed() -> None:
    receive = receiving(
        body(b"a" * LONGEST_BODY, more=True), body(b"b", more=True), body(b"c", more=True), body(b"")
    )
    assert asyncio.run(read_body(scope(), receive)) is None


def test_an_address_that_takes_a_file_takes_more() -> None:
    pieces = [body(b"a" * LONGEST_BODY, more=True), body(b"b")]
    assert asyncio.run(read_body(scope(path="/me/portrait/upload/"), receiving(*pieces)))
    pieces = [body(b"a" * LONGEST_UPLOAD, more=True), body(b"b")]
    assert asyncio.run(read_body(scope(path="/me/portrait/upload/"), receiving(*pieces))) is None


def test_a_client_that_leaves_in_the_middle() -> None:
    with pytest.raises(ClientGone):
        asyncio.run(read_body(scope(), receiving(body(b"a", more=True), {"type": "http.disconnect"})))


def test_headers_that_could_pass_for_others_are_left_out() -> None:
    environ = _environ(
        scope(
            (b"x_forwarded_for", b"1.2.3.4"), (b"proxy", b"evil"), (b"x-potager-places", b"everything"),
            (b"x-request-id", b"theirs"), (b"content-length", b"99"), (b"cookie", b"a=1"), (b"cookie", b"b=2"),
            (b"accept", b"x"), (b"accept", b"y"),
        ),
        b"text",
        "ours",
    )  # fmt: skip
    assert environ["HTTP_X_REQUEST_ID"] == "ours"
    assert environ["CONTENT_LENGTH"] == "4"
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_ACCEPT"] == "x,y"
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/é/"
    assert not {"HTTP_X_FORWARDED_FOR", "HTTP_PROXY", "HTTP_X_POTAGER_PLACES"} & environ.keys()


def test_a_lane_works_in_order_in_its_own_thread() -> None:
    async def run() -> list[tuple[int, str]]:
        lane = Lane("lane")
        found = await asyncio.gather(
            *(lane.call(lambda n=n: (n, threading.current_thread().name)) for n in range(5))
        )
        lane.close()
        return found

    assert asyncio.run(run()) == [(n, "lane-0") for n in range(5)]


def test_a_lane_passes_errors_on_and_skips_what_nobody_waits_for() -> None:
    async def run() -> None:
        lane, gate, done = Lane("lane"), threading.Event(), []
        first = lane.call(gate.wait)
        dropped = lane.call(lambda: done.append("dropped"))
        dropped.cancel()
        failing = lane.call(lambda: 1 // 0)
        gate.set()
        assert await first
        with pytest.raises(ZeroDivisionError):
            await failing
        assert done == []
        lane.close()

    asyncio.run(run())
