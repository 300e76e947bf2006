"""Which requests a kept page may answer, and what of them reaches the view."""

from typing import Any

import pytest

from potager.pagecache.keeper import Keeper, page_of

KEPT = [(b"content-type", b"text/html"), (b"x-potager-places", b"story:1"), (b"x-potager-position", b"7")]


def keeper(*, is_behind_proxy: bool = False) -> Keeper:
    return Keeper(
        is_kept_for=lambda host, port: host == b"ours",
        session_cookie="potager_session",
        language_cookie="potager_language",
        is_behind_proxy=is_behind_proxy,
    )


def scope(**changes: Any) -> dict[str, Any]:
    return {"method": "GET", "path": "/", "query_string": b"", "scheme": "http", "headers": []} | changes


def test_a_key_is_host_path_and_language() -> None:
    found = keeper().key_of(scope(path="/a/"), {b"host": b"ours", b"accept-language": b"en"})
    assert found == ("http", b"ours", "/a/", "en")
    chosen = {b"host": b"ours", b"accept-language": b"en", b"cookie": b"a=b; potager_language=fr"}
    assert keeper().key_of(scope(), chosen) == ("http", b"ours", "/", "fr")


@pytest.mark.parametrize(
    ("changes", "headers"),
    [
        ({"method": "POST"}, {}),
        ({"query_string": b"a=1"}, {}),
        ({}, {b"cookie": b"x=y; potager_session=abc"}),
        ({}, {b"host": b"theirs"}),
        ({}, {b"range": b"bytes=0-1"}),
        ({}, {b"hx-request": b"true"}),
        ({}, {b"authorization": b"Basic x"}),
    ],
)
def test_what_is_personal_has_no_key(changes: dict[str, Any], headers: dict[bytes, bytes]) -> None:
    assert keeper().key_of(scope(**changes), {b"host": b"ours"} | headers) is None


def test_the_request_that_renders_is_made_of_the_key_alone() -> None:
    asked = scope(method="HEAD", headers=[(b"host", b"ours"), (b"cookie", b"evil=1"), (b"x-evil", b"1")])
    key = keeper().key_of(asked, dict(asked["headers"]))
    assert key
    made = keeper().scope_of(asked, key)
    assert made["method"] == "GET"
    assert made["headers"] == [(b"host", b"ours"), (b"accept-language", b"fr")]


def test_the_scheme_is_believed_from_a_proxy_only() -> None:
    headers = {b"host": b"ours", b"x-forwarded-proto": b"https"}
    alone, behind = keeper().key_of(scope(), headers), keeper(is_behind_proxy=True).key_of(scope(), headers)
    assert alone
    assert behind
    assert (alone.scheme, behind.scheme) == ("http", "https")
    made = keeper(is_behind_proxy=True).scope_of(scope(), behind)
    assert (b"x-forwarded-proto", b"https") in made["headers"]


def test_only_what_a_view_marked_is_kept() -> None:
    assert page_of(200, KEPT, b"text")
    assert page_of(200, KEPT[:1], b"text") is None
    assert page_of(404, KEPT, b"text") is None
    assert page_of(200, [*KEPT, (b"set-cookie", b"a=b")], b"text") is None
    assert page_of(200, [*KEPT[:2], (b"x-potager-position", b"-1")], b"text") is None


def test_a_kept_page_tells_nothing_of_the_request_that_made_it() -> None:
    make = page_of(200, [*KEPT, (b"x-request-id", b"abc"), (b"vary", b"Cookie")], b"text")
    assert make
    headers = dict(make().plain.headers)
    assert not {b"x-request-id", b"x-potager-places", b"x-potager-position"} & headers.keys()
    assert headers[b"vary"] == b"Accept-Language, Accept-Encoding, Cookie"
    assert headers[b"cache-control"] == b"no-cache"
