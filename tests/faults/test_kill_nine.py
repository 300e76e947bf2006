"""kill -9 in the middle of a hundred people who write, twenty times: nothing acknowledged is lost, nothing doubled."""

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import uuid4

import httpx
import pytest

pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("heavy")]
WRITERS, ROUNDS = 100, 20


class Writer:
    """Someone who writes on and on, and sends each text again, under its key, until it is acknowledged."""

    def __init__(self, client: httpx.AsyncClient, *, story: str, session: str, number: int) -> None:
        self._client, self._path, self._number = client, f"{story}contributions/new/", number
        self._headers = {"Cookie": f"potager_session={session}", "X-Requested-With": "potager"}
        self.acknowledged: list[str] = []
        self.sent_again = 0

    async def write_until(self, end: asyncio.Event) -> None:
        """Write until the end; the last text is acknowledged too."""
        while not end.is_set():
            text = f"Writer {self._number} went on for the {len(self.acknowledged)}th time."
            await self._send(text, key=str(uuid4()))
            self.acknowledged.append(text)
            await asyncio.sleep(random.uniform(0, 0.1))

    async def _send(self, text: str, *, key: str) -> None:
        form = {"text": text, "key": key, "seen": "", "anyway": "1"}
        while True:
            with suppress(httpx.HTTPError):
                answer = await self._client.post(self._path, data=form, headers=self._headers)
                assert answer.status_code == 201, answer.text
                return
            self.sent_again += 1
            await asyncio.sleep(random.uniform(0.1, 0.4))  # a hundred who knock all the time delay its start


async def write_while_killing(house: Any) -> list[Writer]:
    """Twenty lives of the server, and one more in which everybody comes to an end."""
    limits = httpx.Limits(max_connections=WRITERS, max_keepalive_connections=WRITERS)
    async with httpx.AsyncClient(base_url=house.url, limits=limits, timeout=30) as client:
        people = enumerate(house.sessions)
        writers = [
            Writer(client, story=house.story, session=session, number=number) for number, session in people
        ]
        end = asyncio.Event()
        await asyncio.to_thread(house.start)
        tasks = [asyncio.create_task(writer.write_until(end)) for writer in writers]
        for _ in range(ROUNDS):
            await asyncio.sleep(random.uniform(0.1, 0.7))
            await asyncio.to_thread(house.kill)
            await asyncio.to_thread(house.start)
        await asyncio.sleep(0.5)
        end.set()
        await asyncio.gather(*tasks)
    return writers


def test_what_was_acknowledged_is_there_once(settle: Callable[..., Any]) -> None:
    house = settle(people=WRITERS)
    writers = asyncio.run(write_while_killing(house))
    acknowledged = [text for writer in writers for text in writer.acknowledged]
    house.kill()
    stored = [row[0] for row in house.query("SELECT text FROM stories_contribution ORDER BY position")]
    [(told,)] = house.query("SELECT COUNT(*) FROM journal_activity WHERE kind = 'contribution.added'")
    [(length, last)] = house.query(
        "SELECT length, (SELECT MAX(position) FROM stories_contribution) FROM stories_story"
    )
    assert sum(writer.sent_again for writer in writers) >= ROUNDS
    assert len(acknowledged) >= WRITERS
    assert sorted(stored) == sorted(acknowledged)  # all of them, each once, and no other
    assert told == len(stored) == length == last
