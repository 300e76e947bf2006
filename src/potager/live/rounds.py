"""Telling a crowd: who is still to be told, and what; what comes meanwhile leaves with the rest."""

from collections import deque
from collections.abc import Iterable

from potager.live.recent import Told
from potager.live.stream import Message, Stream, message

MOST_ACTS = 50  # known to all but the slowest: beyond, it is worth looking which ones


class Round:
    """The acts that a group is being told, and its streams in the order of their turn.

    An act that comes in the middle goes at once to those who still wait, in one piece with what they wait for,
    and then to the others: so it needs one turn of the crowd, however many acts are on their way.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.acts: list[Told] = []
        self._waiting: deque[Stream] = deque()
        self._pieces: dict[int, Message | None] = {}

    @property
    def is_over(self) -> bool:
        """Whether everyone was told everything."""
        return not self._waiting

    @property
    def unmade(self) -> list[Told]:
        """What nobody heard in this language when it was rendered, or what became untrue since."""
        return [told for told in self.acts if self.language not in told.events]

    def add(self, acts: list[Told], listeners: Iterable[Stream]) -> None:
        """More to tell, to everyone who listens now."""
        waiting = set(self._waiting)
        self._waiting.extend(stream for stream in listeners if stream not in waiting)
        self.acts += acts
        if len(self.acts) > MOST_ACTS:
            known = min((stream.position for stream in self._waiting), default=0)
            self.acts = [told for told in self.acts if told.position > known] or self.acts[-1:]

    def serve(self, most: int) -> int:
        """Tell the next few all there is; returns how many. Nothing may be unmade."""
        self._pieces = {}
        last, count = self.acts[-1].position, min(most, len(self._waiting))
        for _ in range(count):
            stream = self._waiting.popleft()
            if piece := self._piece_after(stream.position):
                stream.push(piece)
            stream.position = max(stream.position, last)
        return count

    def _piece_after(self, position: int) -> Message | None:
        """What somebody does not know who knows everything up to a position."""
        if position not in self._pieces:
            acts = [told for told in self.acts if told.position > position]
            self._pieces[position] = piece_of(acts, self.language)
        return self._pieces[position]


def piece_of(acts: list[Told], language: str) -> Message | None:
    """The acts' events in one piece; None if none of them is told live."""
    data = b"".join(told.events.get(language) or b"" for told in acts)
    return message(data) if data else None
