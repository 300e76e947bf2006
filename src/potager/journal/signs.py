"""What acts say of the life between people: each app declares in its signs.py which of its acts are signs of life.

Only what others of the community may see counts: nothing of private conversations, of reports, of what somebody
keeps for themselves. A sign follows from the act and from what hardly ever changes (who wrote what), so that reading
the journal a second time tells the same.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from potager.journal.models import Activity

SORTS = ("answered", "thanked", "mentioned", "cowrote")  # how somebody turns to somebody


class Told(NamedTuple):
    """What an act tells, without its facts, as lean as it can be read: millions of them are."""

    position: int
    kind: str
    actor: UUID | None
    community: UUID | None
    target: str
    place: str
    happened_at: datetime


class Sign(NamedTuple):
    """Somebody was there: they did something that others see, and maybe turned to some of them.

    `words` says whether they said something; `toward` to whom they turned and how (one of SORTS). Where the act takes
    back what another told, or brings it back, `times` is -1 or 1, `is_alive` False (nobody did anything then) and
    `at` the moment of that other act: what it took back is as if it had never been told.
    """

    told: Told
    member: UUID
    words: bool = False
    toward: tuple[tuple[UUID, str], ...] = ()
    times: int = 1
    is_alive: bool = True
    moment: datetime | None = None

    @property
    def at(self) -> datetime:
        """When it was."""
        return self.moment or self.told.happened_at

    @property
    def community(self) -> UUID | None:
        """Where it was: never None of what `signs_of` gives."""
        return self.told.community

    @property
    def place(self) -> str:
        """In which topic, story, … it was, written "type:uuid"."""
        return self.told.place


Tell = Callable[[Sequence[Told]], Iterable[Sign]]
_tellers: dict[str, Tell] = {}


def declare_signs(kinds: Iterable[str], tell: Tell) -> None:
    """Let `tell` say of which acts of these kinds are signs; it is given many at once, to ask the tables once."""
    for kind in kinds:
        _tellers[kind] = tell


def kinds_of_signs() -> frozenset[str]:
    """The kinds of acts that can be signs of life."""
    return frozenset(_tellers)


def told_by(activity: Activity) -> Told:
    """An act as tellers read it."""
    return Told(
        activity.position,
        activity.kind,
        activity.actor,
        activity.community,
        activity.target,
        activity.place,
        activity.happened_at,
    )


def signs_of(acts: Sequence[Told]) -> list[Sign]:
    """The signs of life in these acts, in the order of the journal; of acts without a community there are none."""
    by_teller: dict[Tell, list[Told]] = {}
    for told in acts:
        tell = _tellers.get(told.kind)
        if tell is not None and told.community is not None:
            by_teller.setdefault(tell, []).append(told)
    found = [sign for tell, many in by_teller.items() for sign in tell(many)]
    return sorted(found, key=lambda sign: sign.told.position) if len(by_teller) > 1 else found


def moments_of(acts: Sequence[Told], kinds: Iterable[str], *, of_actor: bool = False) -> dict[int, datetime]:
    """When what each of these acts takes back, or brings back, was told, by the position of the act.

    That is the newest act of these kinds before it with the same target (and the same actor, if `of_actor`).
    """
    earlier: dict[tuple[str, UUID | None], list[tuple[int, datetime]]] = {}
    if acts:
        places, targets = {told.place for told in acts}, {told.target for told in acts}
        rows = Activity.objects.filter(place__in=places, target__in=targets, kind__in=set(kinds))
        columns = rows.order_by("position").values_list("position", "target", "actor", "happened_at")
        for position, target, actor, at in columns:
            earlier.setdefault((target, actor if of_actor else None), []).append((position, at))
    found: dict[int, datetime] = {}
    for told in acts:
        these = earlier.get((told.target, told.actor if of_actor else None), [])
        if before := bisect_left(these, told.position, key=lambda one: one[0]):
            found[told.position] = these[before - 1][1]
    return found
