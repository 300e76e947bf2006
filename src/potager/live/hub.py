"""The hub: hears of each act once and hands the same bytes to everyone who listens."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any
from uuid import UUID

import structlog

from potager.journal.models import Activity
from potager.live.access import Access, Call, Finding, find
from potager.live.crowd import Crowd, Group
from potager.live.events import BEAT, RELOAD, bye
from potager.live.presence import Presence
from potager.live.pulse import Beat, beats
from potager.live.recent import KEPT, Recent, Told
from potager.live.replay import render
from potager.live.rounds import Round
from potager.live.stream import Message, Stream, message

log = structlog.get_logger(__name__)

SLICE = 200  # readers served before others get their turn: about three milliseconds
PACE = 11e-6  # seconds that the server and the kernel take for each reader
MOST_STREAMS = 20_000
PAUSE_BETWEEN_CHECKS = 0.3  # seconds: many people may join at once
SESSIONS_AGAIN = 60.0  # seconds after which a private stream's session is looked at again
CHECKED_AT_ONCE = 25  # streams, before pages get the database's thread

Asked = tuple[tuple[str, ...], str]  # channels and session


class Hub:
    """The streams of one process. Everything happens on the event loop, except `hear`."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.crowd, self.recent, self.access = Crowd(), Recent(), Access(call)
        self.presence = Presence(self.crowd)
        self.is_closing = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._unheard: dict[Group, list[Told]] = {}
        self._doubted: set[Stream] = set()
        self._awake, self._in_doubt = asyncio.Event(), asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, position: int) -> None:
        """Remember the newest acts up to a position, after which the follower tells, and begin to serve."""
        self._loop = asyncio.get_running_loop()
        rows: list[Activity] = await self.call(lambda: _newest(position))
        floor = rows[0].position - 1 if len(rows) == KEPT else 0
        self.recent.start(rows, floor=floor, last=position)
        for work in (self._fan_out, self._beat, self._tell_presence, self._check, self._check_sessions):
            self._tasks.append(asyncio.create_task(_for_ever(work), name=f"live {work.__name__}"))

    async def stop(self) -> None:
        """Tell every reader to come back in a while, and end all streams."""
        self.is_closing = True
        for task in self._tasks:
            task.cancel()
        for stream in self.crowd:
            stream.push(message(bye()))
            stream.end()
        await asyncio.sleep(0.2 if len(self.crowd) else 0)

    def has_listeners(self, channel: str) -> bool:
        """Whether anyone listens to a channel; may be asked from any thread."""
        return bool(self.crowd.languages(channel))

    def hear(self, activities: list[Activity]) -> None:
        """New acts, in order. Called in the follower's thread: fragments are rendered here."""
        for activity in activities:
            told = Told(activity)
            for language in self.crowd.languages(activity.place):
                told.in_language(language)
            if self._loop:
                self._loop.call_soon_threadsafe(self._tell, told)

    def pulse(self) -> None:
        """Tell what has changed and is no act. Called in the follower's thread, a few times a second."""
        found = list(beats(self.crowd.languages, self.crowd.known()))
        if found and self._loop:
            self._loop.call_soon_threadsafe(self._push, found)

    def _push(self, found: list[Beat]) -> None:
        for beat in found:
            for stream in self.crowd.listeners(beat.channel):
                if stream.language == beat.language and stream.hears(beat.name, beat.channel, beat.state):
                    stream.push(beat.piece)

    def _tell(self, told: Told) -> None:
        self.recent.add(told)
        if self.access.hear(told.activity):
            self._doubt(told.activity)
        for group in self.crowd.groups([told.activity.place]):
            self._unheard.setdefault(group, []).append(told)
        self._awake.set()

    async def _fan_out(self) -> None:
        await self._awake.wait()
        self._awake.clear()
        rounds: dict[Group, Round] = {}
        pace = Pace()
        while self._unheard or rounds:
            self._take_news(rounds)
            for group, told in list(rounds.items()):
                while unmade := told.unmade:
                    await self.call(partial(render, unmade, group.language))
                await pace.after(told.serve(SLICE))
                if told.is_over:
                    del rounds[group]

    def _take_news(self, rounds: dict[Group, Round]) -> None:
        unheard, self._unheard = self._unheard, {}
        for group, acts in unheard.items():
            rounds.setdefault(group, Round(group.language)).add(acts, self.crowd.of(group))

    async def _beat(self) -> None:
        await asyncio.sleep(1)
        await self._push_all(self.crowd.next_slot(), message(BEAT))

    async def _tell_presence(self) -> None:
        await asyncio.sleep(1)
        for channel, told in self.presence.news():
            await self._push_all(self.crowd.listeners(channel), told)

    async def _push_all(self, streams: list[Stream], piece: Message) -> None:
        pace = Pace()
        for start in range(0, len(streams), SLICE):
            some = streams[start : start + SLICE]
            for stream in some:
                stream.push(piece)
            await pace.after(len(some))

    def _doubt(self, activity: Activity) -> None:
        """Someone may have lost access: look again at the streams that the act concerns."""
        for channel in self.access.touched_by(activity, self.crowd.channels()):
            self._doubted.update(self.crowd.listeners(channel))
        if activity.target.startswith("member:"):
            who = UUID(activity.target_id)
            self._doubted.update(stream for stream in self.crowd if stream.member == who)
        if self._doubted:
            self._in_doubt.set()

    async def _check(self) -> None:
        await self._in_doubt.wait()
        self._in_doubt.clear()
        doubted, self._doubted = self._doubted, set()
        await self._check_all(doubted)
        await asyncio.sleep(PAUSE_BETWEEN_CHECKS)

    async def _check_sessions(self) -> None:
        await asyncio.sleep(SESSIONS_AGAIN)
        await self._check_all({stream for stream in self.crowd if not stream.is_public})

    async def _check_all(self, streams: set[Stream]) -> None:
        """End the streams of those who may listen no more; strangers are asked for once per set of channels."""
        asked: dict[Asked, list[Stream]] = {}
        for stream in streams:
            asked.setdefault((stream.channels, ""), [])
            asked.setdefault((stream.channels, stream.session), []).append(stream)
        found = await self._ask([key for key in asked if not key[1]])
        closed = [key for key in asked if not found[key[0], ""].is_allowed]
        found |= await self._ask([key for key in closed if key[1]])
        for key in closed:
            for stream in asked[key]:
                _obey(stream, found[key])

    async def _ask(self, asked: list[Asked]) -> dict[Asked, Finding]:
        found: dict[Asked, Finding] = {}
        for start in range(0, len(asked), CHECKED_AT_ONCE):
            some = asked[start : start + CHECKED_AT_ONCE]
            found |= await self.call(partial(_find_all, some))
        return found


def _find_all(asked: list[Asked]) -> dict[Asked, Finding]:
    return {key: find(*key) for key in asked}


def _obey(stream: Stream, finding: Finding) -> None:
    stream.is_public, stream.member = False, finding.member
    if not finding.is_allowed:
        stream.push(message(RELOAD))
        stream.end()


def _newest(position: int) -> list[Activity]:
    return list(Activity.objects.filter(position__lte=position).order_by("-position")[:KEPT])[::-1]


class Pace:
    """Goes through a crowd as fast as the server passes things on to the network.

    Faster, they would queue inside the server, and every request behind them: a new act would wait until the
    last reader has the one before.
    """

    def __init__(self) -> None:
        self._begun, self._done = time.monotonic(), 0

    async def after(self, count: int) -> None:
        """Wait until so many more readers have what they were sent; let others have their turn."""
        self._done += count
        await asyncio.sleep(self._begun + self._done * PACE - time.monotonic())


async def _for_ever(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    while True:
        try:
            await work()
        except Exception:
            log.exception("the hub stumbled and goes on", work=work.__name__)
            await asyncio.sleep(0.1)
