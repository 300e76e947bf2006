"""No network takes all the streams, and nobody learns from the clock what the answer does not say."""

import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import Any
from uuid import uuid4

import pytest
from doorway import Doorway, Stream
from village import Village, a_village
from ways import path_to, path_to_nothing

from potager.lib.steady import STEP

pytestmark = pytest.mark.django_db(transaction=True)
MOST, ROUNDS = 2, 15


@pytest.fixture
def listen(settings: Any) -> Any:
    """listen(client, **headers): a stream of a public story, in a house of two streams per network."""
    settings.ENV = replace(settings.ENV, streams_per_network=MOST, proxies=0)
    village = a_village("public")
    with Doorway() as door:

        def open_one(client: str, path: str = "", **headers: str) -> Stream:
            where = path or f"/live?channel=story:{village.story.pk}"
            stream = door.open("GET", where, client=client, **headers)
            assert stream.until(lambda answer: answer.status != 0, within=5)
            return stream

        yield open_one


def statuses(listen: Callable[..., Stream], *clients: str, **headers: str) -> list[int]:
    return [listen(client, **headers).answer.status for client in clients]


def test_a_network_has_its_share_and_no_more(listen: Callable[..., Stream]) -> None:
    held = [listen("192.0.2.1") for _ in range(MOST)]
    refused = listen("192.0.2.1").answer
    assert (refused.status, refused.header("retry-after"), refused.body) == (503, "5", b"")
    assert listen("192.0.2.2").answer.status == 200
    held[0].leave()
    deadline = time.monotonic() + 5
    while (status := listen("192.0.2.1").answer.status) != 200 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert status == 200


def test_a_customer_of_ipv6_is_one_network(listen: Callable[..., Stream]) -> None:
    same = [f"2001:db8:1:1::{number}" for number in range(MOST + 1)]
    assert statuses(listen, *same) == [200] * MOST + [503]
    assert statuses(listen, "2001:db8:1:2::1") == [200]


def test_ipv4_in_ipv6_is_the_same_network(listen: Callable[..., Stream]) -> None:
    assert statuses(listen, "192.0.2.1", "::ffff:192.0.2.1", "192.0.2.1") == [200, 200, 503]


@pytest.mark.parametrize("loopback", ["127.0.0.1", "127.8.8.8", "::1", ""])
def test_the_loopback_is_everybody_behind_an_undeclared_proxy(
    listen: Callable[..., Stream], loopback: str
) -> None:
    assert statuses(listen, *[loopback] * (MOST + 3)) == [200] * (MOST + 3)


def test_nobody_borrows_a_network(listen: Callable[..., Stream], settings: Any) -> None:
    forged = [listen("192.0.2.1", x_forwarded_for=f"198.51.100.{number}") for number in range(MOST + 1)]
    assert [one.answer.status for one in forged] == [200] * MOST + [503]
    settings.ENV = replace(settings.ENV, proxies=1)
    behind = [listen("10.0.0.1", x_forwarded_for=f"203.0.113.{number}") for number in range(MOST + 1)]
    assert [one.answer.status for one in behind] == [200] * (MOST + 1)


def test_refusals_take_no_place(listen: Callable[..., Stream]) -> None:
    for _ in range(MOST + 2):
        assert listen("192.0.2.1", f"/live?channel=story:{uuid4()}").answer.status == 404
    assert statuses(listen, *["192.0.2.1"] * MOST) == [200] * MOST


def cookie(village: Village, who: str) -> dict[str, str]:
    jar = village.browser(who).cookies
    return {"cookie": f"potager_session={jar['potager_session'].value}"} if "potager_session" in jar else {}


def milliseconds(door: Doorway, path: str, **headers: str) -> tuple[float, Any]:
    begun = time.perf_counter()
    answer = door.ask("GET", path, **headers)
    told = (answer.status, sorted(pair for pair in answer.headers if pair[0] != b"x-request-id"))
    return (time.perf_counter() - begun) * 1000, told


@pytest.mark.parametrize("who", ["stranger", "neighbour", "former", "removed"])
def test_the_clock_does_not_tell_a_hidden_story_from_none(who: str) -> None:
    """Found out in less than STEP, told at STEP: the medians differ by noise alone."""
    village = a_village("private")
    mine = cookie(village, who)
    pairs = [
        (f"/live?channel=story:{village.story.pk}", f"/live?channel=story:{uuid4()}"),
        (path_to("stories:story", village), path_to_nothing("stories:story", village)),
    ]
    with Doorway() as door:
        for hidden, nothing in pairs:
            took: dict[str, list[float]] = {hidden: [], nothing: []}
            said: dict[str, Any] = {}
            for number in range(ROUNDS * 2):
                path = (hidden, nothing)[number % 2]
                spent, told = milliseconds(door, path, **mine)
                took[path].append(spent)
                said[path] = told
            assert min(took[hidden] + took[nothing]) > STEP * 1000 * 0.9
            assert abs(median(took[hidden]) - median(took[nothing])) < STEP * 1000 / 4
            assert said[hidden] == said[nothing]
            assert said[hidden][0] == 404
