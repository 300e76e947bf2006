"""What a request tells: the client's address behind proxies, and safe ways on."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from potager.members.requests import client_address, member_of, safe_next


@pytest.mark.parametrize(
    ("proxies", "forwarded", "remote", "expected"),
    [
        (0, "198.51.100.1", "192.0.2.1", "192.0.2.1"),
        (1, "198.51.100.1", "10.0.0.1", "198.51.100.1"),
        (1, "203.0.113.66, 198.51.100.1", "10.0.0.1", "198.51.100.1"),
        (2, "203.0.113.66, 198.51.100.1, 10.0.0.2", "10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", "10.0.0.1", "10.0.0.1"),
        (1, "", "10.0.0.1", "10.0.0.1"),
        (1, "nonsense", "10.0.0.1", "10.0.0.1"),
        (1, "198.51.100.1:4711", "10.0.0.1", "198.51.100.1"),
        (1, "[2001:db8::1]:4711", "10.0.0.1", "2001:db8::1"),
        (1, "::ffff:198.51.100.1", "10.0.0.1", "198.51.100.1"),
        (1, "fe80::1%eth0", "10.0.0.1", "fe80::1"),
        (0, "", "", ""),
        (0, "", "unix:", ""),
    ],
)
def test_only_our_own_proxies_are_believed(
    settings: Any, proxies: int, forwarded: str, remote: str, expected: str
) -> None:
    settings.ENV = replace(settings.ENV, proxies=proxies)
    meta = {"REMOTE_ADDR": remote, **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})}
    assert client_address(RequestFactory().get("/", **meta)) == expected


@pytest.mark.parametrize("path", ["/", "/me/", "/c/garden/?page=2#end", "/stories/é/"])
def test_a_path_of_ours_is_a_way_on(path: str) -> None:
    assert safe_next(RequestFactory().get("/", {"next": path})) == path
    assert safe_next(RequestFactory().post("/", {"next": path})) == path


def test_a_visitor_is_nobody() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert member_of(request) is None
