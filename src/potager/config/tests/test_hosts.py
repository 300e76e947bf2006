"""Under which names pages are kept: the configured ones, at the ports that are ours."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from potager.config import hosts


@pytest.fixture(autouse=True)
def _names(settings: Any) -> Iterator[None]:
    settings.ENV = replace(settings.ENV, url="https://potager.example:8443")
    settings.ALLOWED_HOSTS = ["potager.example", ".wild.example", "localhost", "[::1]"]
    hosts.is_kept_for.cache_clear()
    yield
    hosts.is_kept_for.cache_clear()


@pytest.mark.parametrize(
    "host", ["potager.example", "potager.example:8443", "localhost:8000", "[::1]:8000", "localhost"]
)
def test_configured_names_are_kept(host: str) -> None:
    assert hosts.is_kept_for(host.encode(), 8000)


@pytest.mark.parametrize(
    "host",
    ["", "potager.example:1", "localhost:8001", "POTAGER.example", "a.wild.example", "wild.example", "theirs.example",
     "potager.example.", "potager.example:8443:1", "localhost:08000"],
)  # fmt: skip
def test_what_anybody_may_invent_is_not(host: str) -> None:
    assert not hosts.is_kept_for(host.encode(), 8000)


def test_a_server_without_a_port_keeps_plain_names() -> None:
    assert hosts.is_kept_for(b"potager.example", None)
    assert not hosts.is_kept_for(b"potager.example:1", None)
