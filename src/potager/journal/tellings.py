"""How notices are told: what happened to a thing, in a sentence, to one person, if they may see it now.

Notices hold no text. Whoever owns a sort of thing declares here how to speak of it; the sentence is made when it is
told, in the language that is active then.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from potager.journal.kinds import kind_of
from potager.journal.models import Activity


@dataclass(frozen=True)
class Heap:
    """Acts of one kind about one thing, of which a person is told in one sentence.

    `thing` is "type:uuid"; `actors` are those who acted, each once, the newest first; `count` is how many acts, and
    `newest` the position of the last one.
    """

    kind: str
    reason: str
    thing: str
    actors: tuple[UUID, ...]
    count: int
    newest: int = 0


@dataclass(frozen=True)
class Line:
    """What a person is told: plain text in the language that is active. `url` leads there, "" to where the act was."""

    text: str
    url: str = ""
    extract: str = ""


@dataclass(frozen=True)
class Telling:
    """How a sort of thing is told.

    `lines` gives a line for each heap that the member may know of now, and none for the others. After an act of a
    kind in `ended_by` nobody is told of its target any more; after one in `unsettled_by`, perhaps some are not.
    """

    lines: Callable[[UUID, Sequence[Heap]], Mapping[Heap, Line]]
    ended_by: frozenset[str] = frozenset()
    unsettled_by: frozenset[str] = frozenset()


_tellings: dict[str, Telling] = {}


def declare_telling(sort: str, telling: Telling) -> None:
    """Say how things of a sort ("post") are told; called in an app's acts."""
    _tellings[sort] = telling


def ending() -> frozenset[str]:
    """The kinds of acts after which nobody is told of their target."""
    return frozenset(kind for telling in _tellings.values() for kind in telling.ended_by)


def unsettling() -> frozenset[str]:
    """The kinds of acts after which somebody may no longer know of their target."""
    return frozenset(kind for telling in _tellings.values() for kind in telling.unsettled_by)


def lines_for(member: UUID, heaps: Iterable[Heap]) -> dict[Heap, Line]:
    """A line for each heap that the member may know of now; of a sort that nobody declares the kind is asked again."""
    sorts: dict[str, list[Heap]] = {}
    for heap in heaps:
        sorts.setdefault(heap.thing.partition(":")[0], []).append(heap)
    found: dict[Heap, Line] = {}
    for sort, some in sorts.items():
        if sort in _tellings:
            found |= _tellings[sort].lines(member, some)
        else:
            found |= _asked_again(member, some)
    return found


def is_declared(sort: str) -> bool:
    """Whether a sort of thing has a telling of its own."""
    return sort in _tellings


def _asked_again(member: UUID, heaps: Sequence[Heap]) -> dict[Heap, Line]:
    """What the newest act of each heap calls for now: the same question, and the same doors, as when it was told."""
    acts = {
        act.position: act for act in Activity.objects.filter(position__in=[heap.newest for heap in heaps])
    }
    found = {heap: _line(member, heap, acts[heap.newest]) for heap in heaps if heap.newest in acts}
    return {heap: line for heap, line in found.items() if line}


def _line(member: UUID, heap: Heap, activity: Activity) -> Line | None:
    for notice in kind_of(activity.kind).notices(activity):
        if (notice.member, notice.reason, notice.thing) == (member, heap.reason, heap.thing):
            return Line(" ".join(notice.subject.split()))
    return None
