"""The newest acts as live pages hear of them, so that a reconnection seldom asks the database."""

import logging
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from potager.journal.kinds import UnknownKind, kind_of
from potager.journal.models import Activity
from potager.live.events import event

log = logging.getLogger(__name__)

KEPT = 2000  # acts
ERASURE = "member."  # acts on a person may change how everything of theirs is shown


@dataclass(slots=True)
class Told:
    """One act, with the event that tells it in each language; None where it is not told live."""

    activity: Activity
    events: dict[str, bytes | None] = field(default_factory=dict)

    @property
    def position(self) -> int:
        """Its place in the journal."""
        return self.activity.position

    def in_language(self, language: str) -> None:
        """Render the event if need be. Asks the database: never on the event loop."""
        while language not in self.events:
            events = self.events  # if it is forgotten meanwhile, what was rendered goes with it
            events[language] = _render(self.activity, language)

    def forget(self) -> None:
        """What was rendered is untrue now: a later act changed its subject."""
        self.events = {}


def _render(activity: Activity, language: str) -> bytes | None:
    try:
        fragment = kind_of(activity.kind).fragment(activity, language)
    except UnknownKind:
        return None
    except Exception:
        log.exception("the fragment of act %s could not be rendered", activity.position)
        return None
    return None if fragment is None else event(activity.kind, fragment, position=activity.position)


def _retells(kind: str) -> bool:
    """Whether acts of that kind change how the earlier ones of their place are shown."""
    try:
        return kind_of(kind).retells
    except UnknownKind:
        return False


class Recent:
    """All acts after `floor`, by place. Used on the event loop only."""

    def __init__(self, *, kept: int = KEPT) -> None:
        self._kept = kept
        self._all: deque[Told] = deque()
        self._by_place: dict[str, deque[Told]] = defaultdict(deque)
        self.floor = self.last = 0

    def start(self, activities: Iterable[Activity], *, floor: int, last: int) -> None:
        """Begin with what the journal holds after `floor`."""
        self.floor = floor
        for activity in activities:
            self._append(Told(activity))
        self.last = last

    def add(self, told: Told) -> None:
        """Note the newest act; the oldest is forgotten beyond the limit."""
        self._make_true(told.activity)
        self._append(told)

    def _append(self, told: Told) -> None:
        self._all.append(told)
        self._by_place[told.activity.place].append(told)
        self.last = told.position
        if len(self._all) > self._kept:
            self._forget_oldest()

    def after(self, position: int, channels: Iterable[str]) -> list[Told]:
        """The acts of these channels after a position that is not below `floor`, in order."""
        found = [
            told
            for channel in channels
            for told in self._by_place.get(channel, ())
            if told.position > position
        ]
        return sorted(found, key=lambda told: told.position)

    def _make_true(self, activity: Activity) -> None:
        if activity.kind.startswith(ERASURE):
            stale: Iterable[Told] = self._all
        elif _retells(activity.kind):
            stale = self._by_place.get(activity.place, ())
        else:
            stale = (
                t for t in self._by_place.get(activity.place, ()) if t.activity.target == activity.target
            )
        for told in stale:
            told.forget()

    def _forget_oldest(self) -> None:
        oldest = self._all.popleft()
        self.floor = oldest.position
        of_place = self._by_place[oldest.activity.place]
        of_place.popleft()
        if not of_place:
            del self._by_place[oldest.activity.place]
