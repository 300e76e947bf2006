"""What can be found: each app says in its findables.py which of its things there are, and who may see them now.

A thing is written "type:uuid", as in the journal. Whoever keeps an index or shows results asks this registry, and
so knows no app.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from potager.journal.models import Activity


@dataclass(frozen=True)
class Entry:
    """One thing as it can be found, and as results show it.

    `title` is its own, and weighs more than its `text`, which is plain; `under` is the title of what it stands in,
    which is shown and not compared. `language` "" means that nothing in it is inflected (names). `signature` is the
    name that stands there, "" where no name stands: nobody finds what somebody did not sign. `circle` is "" for what
    everyone may find who reads the community; otherwise a name of those few who may ("topic:<uuid>"; see
    Findable.circles).
    """

    thing: str
    community: UUID
    title: str
    text: str
    language: str
    happened_at: datetime
    url: str
    under: str = ""
    signature: str = ""
    tags: tuple[str, ...] = ()
    circle: str = ""


def _of_its_type(kind: str) -> Callable[[Activity], Iterable[UUID]]:
    """The target or the place of an act, where it is of that type."""

    def touched(activity: Activity) -> list[UUID]:
        return [
            UUID(identifier)
            for type_, _colon, identifier in (activity.target.partition(":"), activity.place.partition(":"))
            if type_ == kind
        ]

    return touched


def one_after_another(model: type[models.Model]) -> Callable[[UUID | None, int], list[UUID]]:
    """All rows of a table in the order of their identifiers, as `Findable.following` walks through them."""

    def following(after: UUID | None, many: int) -> list[UUID]:
        rows = model._default_manager.order_by("pk").values_list("pk", flat=True)
        return list((rows.filter(pk__gt=after) if after else rows)[:many])

    return following


def _no_circle(member: Any) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Findable:
    """A type of things. `name` and `label` are lazy strings: what one is called, and many ("Message", "Messages").

    `entries(ids)`: what there is to find of these things, in any order; those that nobody should find any more
    (hidden, withdrawn, held) are left out, and forgotten. `visible(ids, member)`: which of them that member (None: a
    stranger) may see at this moment. `following(id, many)`: the next ids after one (None: from the beginning), in
    ascending order: how an index is built. `touched(activity)`: of which things the act changes what is found; may
    be long, so let it be lazy. Without it: its target and its place. `circles(member)`: the circles that the member
    belongs to.
    """

    kind: str
    name: Any
    label: Any
    entries: Callable[[Collection[UUID]], Iterable[Entry]]
    visible: Callable[[Collection[UUID], Any], set[UUID]]
    following: Callable[[UUID | None, int], list[UUID]]
    touched: Callable[[Activity], Iterable[UUID]] | None = None
    circles: Callable[[Any], Iterable[str]] = _no_circle

    def touched_by(self, activity: Activity) -> Iterable[UUID]:
        """The things of this type of which the act changes what is found."""
        return (self.touched or _of_its_type(self.kind))(activity)


_findables: dict[str, Findable] = {}


def declare_findable(findable: Findable) -> None:
    """Let things of a type be found; called in an app's findables.py, which is read by itself at the start."""
    _findables[findable.kind] = findable


def findable_of(kind: str) -> Findable | None:
    """How things of a type are found; None for a type that is not."""
    return _findables.get(kind)


def all_findables() -> list[Findable]:
    """Every type of things that can be found, by its name."""
    return [_findables[kind] for kind in sorted(_findables)]


def visible(things: Iterable[str], member: Any) -> set[str]:
    """Which of these things ("type:uuid") a member (None: a stranger) may see at this moment."""
    return {
        f"{found.kind}:{identifier}"
        for found, ids in _by_kind(things)
        for identifier in found.visible(ids, member)
    }


def entries(things: Iterable[str]) -> dict[str, Entry]:
    """What there is to find of these things ("type:uuid"), by thing."""
    return {entry.thing: entry for found, ids in _by_kind(things) for entry in found.entries(ids)}


def _by_kind(things: Iterable[str]) -> list[tuple[Findable, list[UUID]]]:
    by_kind: dict[str, list[UUID]] = {}
    for thing in things:
        kind, _colon, identifier = thing.partition(":")
        by_kind.setdefault(kind, []).append(UUID(identifier))
    return [(_findables[kind], ids) for kind, ids in by_kind.items() if kind in _findables]
