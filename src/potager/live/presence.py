"""How many read and write now: one pair of numbers per channel, never a name, nothing stored."""

import time
from collections import defaultdict

from potager.live.crowd import Crowd
from potager.live.events import presence
from potager.live.stream import Message, message

WRITING = 15.0  # seconds for which an announcement holds
PAUSE = 3.0  # seconds between two tellings
SHARE = 0.00075  # seconds of pause per reader: telling ten thousand people takes time from the acts


class Presence:
    """Counts, and says which channels have new numbers. Used on the event loop only."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._writers: dict[str, dict[str, float]] = defaultdict(dict)  # channel: connection: until when
        self._told: dict[str, tuple[int, int, Message]] = {}
        self._told_at: dict[str, float] = {}

    def is_writing(self, connection: str, channel: str) -> None:
        """Someone announced that they write; refused if that connection does not listen there."""
        stream = self._crowd.find(connection)
        if stream and channel in stream.channels:
            self._writers[channel][connection] = time.monotonic() + WRITING

    def last_told(self, channel: str) -> Message | None:
        """What was told last, for whoever comes now."""
        told = self._told.get(channel)
        return told[2] if told else None

    def news(self) -> list[tuple[str, Message]]:
        """The channels whose numbers have changed since they were told, if that was long enough ago."""
        now = time.monotonic()
        self._forget(now)
        return [
            (channel, told) for channel in self._crowd.channels() if (told := self._news_of(channel, now))
        ]

    def _news_of(self, channel: str, now: float) -> Message | None:
        readers = self._crowd.size(channel)
        if now - self._told_at.get(channel, -1e9) < max(PAUSE, readers * SHARE):
            return None
        writers = len(self._writers.get(channel, ()))
        if self._told.get(channel, (0, 0))[:2] == (readers, writers):
            return None
        told = message(presence(channel, readers=readers, writers=writers))
        self._told[channel], self._told_at[channel] = (readers, writers, told), now
        return told

    def _forget(self, now: float) -> None:
        for channel, writers in list(self._writers.items()):
            for connection in [name for name, until in writers.items() if until < now]:
                del writers[connection]
            if not writers:
                del self._writers[channel]
        for channel in [channel for channel in self._told if not self._crowd.size(channel)]:
            del self._told[channel]
            self._told_at.pop(channel, None)
