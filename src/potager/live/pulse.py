"""What is told live though it is no act: see journal/pulses.py."""

from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from potager.journal.pulses import Pulse, all_pulses
from potager.live.events import event
from potager.live.stream import Message, message

Languages = Callable[[str], Collection[str]]


class Beat(NamedTuple):
    """A state, to be told to those who listen to a channel in a language; to each once."""

    channel: str
    language: str
    piece: Message
    name: str
    state: Any


def beats(languages: Languages, channels: Collection[str]) -> Iterator[Beat]:
    """What has changed in channels that someone listens to. Asks the database."""
    for pulse in all_pulses():
        listened = _things(channels, pulse.sort)
        if listened:
            yield from _told(pulse, listened, languages)


def _told(pulse: Pulse, things: list[UUID], languages: Languages) -> Iterator[Beat]:
    pieces: dict[tuple[Any, str], Message] = {}  # a message may ring a thousand bells
    for thing, state in pulse.changed(things).items():
        channel = f"{pulse.sort}:{thing}"
        for language in languages(channel):
            if (state, language) not in pieces:
                pieces[state, language] = message(event(pulse.name, pulse.fragment(state, language)))
            yield Beat(channel, language, pieces[state, language], pulse.name, state)


def _things(channels: Collection[str], sort: str) -> list[UUID]:
    return [thing for kind, thing in map(_sorted, channels) if kind == sort and thing]


@lru_cache(20_000)
def _sorted(channel: str) -> tuple[str, UUID | None]:
    sort, _colon, identifier = channel.partition(":")
    try:
        return sort, UUID(identifier)
    except ValueError:
        return sort, None
