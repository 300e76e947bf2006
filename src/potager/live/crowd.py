"""All streams that are open now, in groups that hear the same: a fragment is joined and looked up once per group."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import cycle
from typing import NamedTuple

from potager.live.stream import Stream

BEATS = 20  # seconds between two signs of life on a silent stream


class Group(NamedTuple):
    """Streams of the same channels in the same language."""

    channels: tuple[str, ...]
    language: str


class Crowd:
    """Streams by group, by channel and by connection. Changed on the event loop only."""

    def __init__(self) -> None:
        self._groups: dict[Group, set[Stream]] = defaultdict(set)
        self._by_channel: dict[str, set[Group]] = defaultdict(set)
        self._by_connection: dict[str, Stream] = {}
        self._languages: dict[str, frozenset[str]] = {}  # replaced, never changed: other threads read it
        self._slots: list[set[Stream]] = [set() for _ in range(BEATS)]
        self._turns = cycle(range(BEATS))

    def __len__(self) -> int:
        return len(self._by_connection)

    def __iter__(self) -> Iterator[Stream]:
        return iter(list(self._by_connection.values()))

    def add(self, stream: Stream) -> None:
        """A reader came."""
        group = Group(stream.channels, stream.language)
        if group not in self._groups:
            for channel in stream.channels:
                self._by_channel[channel].add(group)
                self._note_languages(channel)
        self._groups[group].add(stream)
        self._by_connection[stream.connection] = stream
        self._slots[hash(stream.connection) % BEATS].add(stream)

    def remove(self, stream: Stream) -> None:
        """A reader left."""
        if self._by_connection.pop(stream.connection, None) is None:
            return
        self._slots[hash(stream.connection) % BEATS].discard(stream)
        group = Group(stream.channels, stream.language)
        self._groups[group].discard(stream)
        if not self._groups[group]:
            del self._groups[group]
            for channel in stream.channels:
                self._by_channel[channel].discard(group)
                self._note_languages(channel)

    def languages(self, channel: str) -> frozenset[str]:
        """In which languages a channel is listened to. May be asked from any thread."""
        return self._languages.get(channel, frozenset())

    def channels(self) -> list[str]:
        """The channels that someone listens to."""
        return list(self._by_channel)

    def known(self) -> list[str]:
        """The same, for other threads."""
        return list(self._languages)

    def groups(self, channels: Iterable[str]) -> set[Group]:
        """The groups that listen to any of these channels."""
        return {group for channel in channels for group in self._by_channel.get(channel, ())}

    def of(self, group: Group) -> list[Stream]:
        """The streams of a group."""
        return list(self._groups.get(group, ()))

    def listeners(self, channel: str) -> list[Stream]:
        """The streams that listen to a channel."""
        return [stream for group in self._by_channel.get(channel, ()) for stream in self._groups[group]]

    def size(self, channel: str) -> int:
        """How many listen to a channel."""
        return sum(len(self._groups[group]) for group in self._by_channel.get(channel, ()))

    def find(self, connection: str) -> Stream | None:
        """The stream of that name."""
        return self._by_connection.get(connection)

    def next_slot(self) -> list[Stream]:
        """One twentieth of the streams, another one each time."""
        return list(self._slots[next(self._turns)])

    def _note_languages(self, channel: str) -> None:
        groups = self._by_channel[channel]
        if groups:
            self._languages[channel] = frozenset(group.language for group in groups)
        else:
            del self._by_channel[channel]
            self._languages.pop(channel, None)
