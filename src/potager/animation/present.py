"""Some people of a community at this moment, asked for once for all cards of a page: who is there and wants what."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from potager.animation.models import Switch
from potager.communities.models import Community, Membership
from potager.conversations.private import is_offered
from potager.members.models import Aversion


@dataclass(frozen=True)
class Present:
    """What is known of `people`: who takes part (`here`), the uses they switched off, who keeps whom at a distance."""

    community: Community
    people: frozenset[UUID]
    here: frozenset[UUID]
    off: frozenset[tuple[UUID, str]]
    apart: frozenset[tuple[UUID, UUID]]
    is_private_offered: bool

    def want(self, members: Collection[UUID], uses: Collection[str]) -> bool:
        """Whether all of them take part and switched none of these uses off."""
        return self.here.issuperset(members) and not any(
            (one, use) in self.off for one in members for use in uses
        )

    def are_apart(self, members: Collection[UUID]) -> bool:
        """Whether one of them keeps another at a distance."""
        return any(by in members and toward in members for by, toward in self.apart)


_present: ContextVar[Present | None] = ContextVar("people of whom a page has asked already", default=None)


def ask(community: Community, people: Collection[UUID]) -> Present:
    """Four queries, however many people there are."""
    mine = Membership.objects.taking_part().filter(
        community=community, member__in=people, member__is_active=True
    )
    switches = Switch.objects.filter(community=community, member__in=people)
    aversions = Aversion.objects.filter(by__in=people, toward__in=people)
    pairs = aversions.values_list("by", "toward")
    return Present(
        community=community,
        people=frozenset(people),
        here=frozenset(mine.values_list("member", flat=True)),
        off=frozenset(switches.values_list("member", "use")),
        apart=frozenset((by, toward) for by, toward in pairs if by != toward),
        is_private_offered=is_offered(community),
    )


@contextmanager
def known(present: Present) -> Iterator[None]:
    """While cards are made, what was asked is asked no more."""
    token = _present.set(present)
    try:
        yield
    finally:
        _present.reset(token)


def present_among(members: Collection[UUID]) -> Present | None:
    """What a page has asked already, if it asked about all of these; None otherwise: then it is asked here."""
    found = _present.get()
    return found if found and found.people.issuperset(members) else None
