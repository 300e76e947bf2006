"""What acts say of the life between people: each app declares in its signs.py which of its acts are signs of life.

Only what others of the community may see counts: nothing of private conversations, of reports, of what somebody
keeps for themselves. A sign follows from the act and from what never changes (who wrote what), so that reading the
journal a second time tells the same.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from potager.journal.models import Activity

SORTS = ("answered", "thanked", "mentioned", "cowrote")  # how somebody turns to somebody


class Told(NamedTuple):
    """What an act tells, as lean as it can be read: millions of them are."""

    position: int
    kind: str
    actor: UUID | None
    community: UUID | None
    target: str
    place: str
    facts: Mapping[str, Any]
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class Sign:
    """Somebody was there: they did something that others see, and maybe turned to some of them.

    `words` says whether they said something; `toward` to whom they turned and how (one of SORTS); `count` is -1
    where an act takes an earlier one back (its `toward` is then less, and it is no sign of life).
    """

    at: datetime
    member: UUID
    community: UUID
    place: str
    words: bool = False
    toward: tuple[tuple[UUID, str], ...] = ()
    count: int = 1


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
        activity.facts,
        activity.happened_at,
    )


def signs_of(acts: Sequence[Told]) -> list[Sign]:
    """The signs of life in these acts, by teller; of acts without a community there are none."""
    by_teller: dict[Tell, list[Told]] = {}
    for told in acts:
        tell = _tellers.get(told.kind)
        if tell is not None and told.community is not None:
            by_teller.setdefault(tell, []).append(told)
    return [sign for tell, many in by_teller.items() for sign in tell(many)]
