"""Live streams, from a real process: nothing missed, nothing twice, nobody where they do not belong."""

import json
import random
import threading
import time
from typing import Any

import httpx
import pytest
from installation import Gardener, Installation
from sse import Closed, Reader

pytestmark = pytest.mark.xdist_group("streams")  # one worker, so that each server is started once


def read(installation: Installation, channel: str, **more: str) -> Reader:
    query = f"channel={channel}&language=en" + "".join(f"&{name}={value}" for name, value in more.items())
    return Reader(installation.url, query)


def test_an_act_arrives_at_once_with_its_fragment(installation: Installation, gardener: Gardener) -> None:
    story = gardener.do("story")
    reader = read(installation, f"story:{story['story']}")
    assert reader.status == 200
    assert "text/event-stream" in reader.head
    assert reader.next().name == "hello"
    done = gardener.do("contribute", story=story["story"], by=story["host"], text="A bean grew.")
    event = reader.next("contribution.added")
    assert event.position == done["position"]
    assert f'id="contribution-{done["contribution"]}"' in event.data
    assert event.at - done["at"] < 1


def test_each_language_has_its_own_fragment(installation: Installation, gardener: Gardener) -> None:
    story = gardener.do("story")
    channel = f"story:{story['story']}"
    french = Reader(installation.url, f"channel={channel}&language=fr")
    english = Reader(installation.url, f"channel={channel}", Accept_Language="en")
    by_cookie = Reader(
        installation.url, f"channel={channel}", Accept_Language="en", Cookie="potager_language=fr"
    )
    gardener.do("pause", story=story["story"], by=story["host"])
    told = [reader.next("story.paused").data for reader in (french, english, by_cookie)]
    assert told[0] == told[2] != told[1]
    assert "paused by the host" in told[1]


def test_what_was_missed_comes_first(installation: Installation, gardener: Gardener) -> None:
    story = gardener.do("story")
    before = gardener.do("position")
    wrote = [
        gardener.do("contribute", story=story["story"], by=story["host"], text=f"Bean {n}.")["position"]
        for n in range(3)
    ]
    channel = f"story:{story['story']}"
    assert read(installation, channel, after=str(before)).all_until(wrote[-1]) == wrote
    resumed = Reader(installation.url, f"channel={channel}&after={before}", Last_Event_ID=str(wrote[0]))
    assert resumed.all_until(wrote[-1]) == wrote[1:]


def test_a_position_beyond_the_end_means_reload(installation: Installation, gardener: Gardener) -> None:
    story = gardener.do("story")
    reader = read(installation, f"story:{story['story']}", after="999999999")
    assert [reader.next().name, reader.next().name] == ["hello", "reload"]
    with pytest.raises(Closed):
        reader.next()


def test_a_declined_text_is_not_told_again(installation: Installation, gardener: Gardener) -> None:
    story = gardener.do("story")
    before = gardener.do("position")
    channel = f"story:{story['story']}"
    live = read(installation, channel)
    live.next("hello")
    done = gardener.do("contribute", story=story["story"], by=story["host"], text="Something unkind.")
    assert "unkind" in live.next("contribution.added").data
    gardener.do("decline", contribution=done["contribution"], by=story["host"])
    live.next("contribution.declined")
    late = read(installation, channel, after=str(before))
    assert "unkind" not in late.next("contribution.added").data


def test_reconnecting_at_random_misses_nothing_and_doubles_nothing(
    installation: Installation, gardener: Gardener
) -> None:
    story = gardener.do("story")
    channel, seen, chance = f"story:{story['story']}", [gardener.do("position")], random.Random(7)
    begun, done = seen[0], threading.Event()

    def write(number: int) -> None:
        someone = installation.gardener()
        for n in range(20):
            someone.do("contribute", story=story["story"], by=story["host"], text=f"Bean {number} {n}.")
        someone.leave()

    writers = [threading.Thread(target=write, args=[number]) for number in range(3)]
    for writer in writers:
        writer.start()
    threading.Thread(target=lambda: ([writer.join() for writer in writers], done.set())).start()
    while not (done.is_set() and seen[-1] >= gardener.do("position")):
        reader = read(installation, channel, after=str(seen[-1]))
        until = time.monotonic() + chance.random() * 0.3
        while time.monotonic() < until and seen[-1] < gardener.do("position"):
            event = reader.next()
            if event.position is not None:
                seen.append(event.position)
        reader.close()
    assert seen[1:] == gardener.do("acts", place=channel, after=begun)
    assert len(seen) == 61


def test_unknown_and_forbidden_channels_answer_alike(installation: Installation, gardener: Gardener) -> None:
    story = gardener.do("story", visibility="private")
    channels = [
        f"story:{story['story']}",
        f"community:{story['community']}",
        f"member:{story['host']}",
        "story:01900000-0000-7000-8000-000000000000",
        "nothing:01900000-0000-7000-8000-000000000000",
        "story:1 OR 1=1",
        "",
    ]
    answers = {
        httpx.get(f"{installation.url}/live", params={"channel": name}).status_code for name in channels
    }
    assert answers == {404}
    assert httpx.get(f"{installation.url}/live").status_code == 404
    assert httpx.post(f"{installation.url}/live?channel={channels[0]}").status_code == 405


def test_too_many_channels_are_refused(installation: Installation, gardener: Gardener) -> None:
    stories = [gardener.do("story")["story"] for _ in range(9)]
    query = "&".join(f"channel=story:{story}" for story in stories)
    assert Reader(installation.url, query).status == 404
    assert Reader(installation.url, query.partition("&")[2]).status == 200


def test_one_connection_for_several_places(installation: Installation, gardener: Gardener) -> None:
    here, there = gardener.do("story"), gardener.do("story")
    reader = Reader(installation.url, f"channel=story:{here['story']}&channel=story:{there['story']}")
    reader.next("hello")
    wrote = [
        gardener.do("contribute", story=place["story"], by=place["host"], text="A bean.")["position"]
        for place in (here, there, here)
    ]
    assert reader.all_until(wrote[-1])[-3:] == wrote  # the openings may still have been on their way


def test_a_member_of_a_private_community_listens_until_removed(
    installation: Installation, gardener: Gardener
) -> None:
    story, ada = gardener.do("story", visibility="members"), gardener.do("member")
    channel = f"channel=story:{story['story']}"
    cookie = f"potager_session={ada['session']}"
    assert Reader(installation.url, channel, Cookie=cookie).status == 404
    gardener.do("join", community=story["community"], member=ada["member"])
    reader = Reader(installation.url, channel, Cookie=cookie)
    assert reader.status == 200
    assert Reader(installation.url, channel).status == 404
    reader.next("hello")
    gardener.do("remove", community=story["community"], member=ada["member"], by=story["host"])
    removed = time.monotonic()
    with pytest.raises(Closed):
        while True:
            reader.next()
    assert time.monotonic() - removed < 1
    assert Reader(installation.url, channel, Cookie=cookie).status == 404


def test_a_community_that_turns_private_sends_strangers_away(
    installation: Installation, gardener: Gardener
) -> None:
    story = gardener.do("story")
    strangers = [read(installation, f"story:{story['story']}") for _ in range(3)]
    assert {stranger.next().name for stranger in strangers} == {"hello"}
    gardener.do("change", community=story["community"], by=story["host"], visibility="private")
    changed = time.monotonic()
    for stranger in strangers:
        with pytest.raises(Closed):
            while True:
                stranger.next()
    assert time.monotonic() - changed < 1
    assert read(installation, f"story:{story['story']}").status == 404


def presence_told(reader: Reader) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(reader.next("presence").data)
    return told


def test_presence_is_two_numbers(installation: Installation, gardener: Gardener) -> None:
    story = gardener.do("story")
    channel = f"story:{story['story']}"
    reader, other = read(installation, channel), read(installation, channel)
    connection = httpx.Response(200, text=other.next("hello").data).json()["connection"]
    counted = presence_told(reader)
    if counted["readers"] == 1:  # counted between the two arrivals, and told again when both are there
        counted = presence_told(reader)
    assert counted == {"channel": channel, "readers": 2, "writers": 0}
    form = {"connection": connection, "channel": channel}
    refused = httpx.post(
        f"{installation.url}/live/writing", data=form, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert refused.status_code == 403
    assert httpx.post(f"{installation.url}/live/writing", data=form).status_code == 204
    unknown = httpx.post(f"{installation.url}/live/writing", data={**form, "connection": "someone-else"})
    assert unknown.status_code == 204
    assert presence_told(reader)["writers"] == 1


def test_a_reader_who_does_not_read_holds_up_no_one(installation: Installation, gardener: Gardener) -> None:
    story = gardener.do("story")
    channel = f"channel=story:{story['story']}"
    stalled = [Reader(installation.url, channel, buffer=2048) for _ in range(5)]
    reader = Reader(installation.url, channel)
    reader.next("hello")
    text = "A very long bean, " * 60 + "grew."
    late = 0.0
    for _ in range(150):
        done = gardener.do("contribute", story=story["story"], by=story["host"], text=text)
        late = max(late, reader.next("contribution.added").at - done["at"])
    assert late < 1
    assert all(one.status == 200 for one in stalled)
