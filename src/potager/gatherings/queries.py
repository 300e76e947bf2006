"""Reading what people meet for."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from potager.communities import queries as communities
from potager.communities.models import Community, Membership
from potager.communities.queries import Standing, standing_of
from potager.gatherings.models import Event, Session
from potager.gatherings.permissions import reads
from potager.lib.statements import first_where
from potager.members.models import Member

SHOWN = Q(hidden_at=None)
OPEN = Q(audience=Event.Audience.EVERYONE)


def visible_to(member: Member | None) -> QuerySet[Event]:
    """The events that a member (None: a stranger) may read of."""
    readable = communities.readable_by(member)
    found = Event.objects.filter(SHOWN, community__in=readable.values("pk")).select_related("community")
    if member is None:
        return found.filter(OPEN)
    if member.is_owner:
        return found
    mine = Membership.objects.taking_part().filter(member=member)
    return found.filter(OPEN | Q(community__in=mine.values("community")))


def sessions_visible_to(member: Member | None) -> QuerySet[Session]:
    """Their sessions."""
    return Session.objects.filter(hidden_at=None, event__in=visible_to(member).values("pk"))


def sessions_in(community: Community, standing: Standing) -> QuerySet[Session]:
    """The sessions of a community that this person may read of, the earliest first."""
    found = Session.objects.filter(community=community, hidden_at=None, event__hidden_at=None)
    if not (standing.is_member or standing.animates):
        found = found.filter(event__audience=Event.Audience.EVERYONE)
    return found.select_related("event", "host").order_by("starts_at", "pk")


def next_in(community: Community, standing: Standing, *, now: datetime) -> QuerySet[Session]:
    """Those that are not over and take place."""
    return sessions_in(community, standing).filter(ends_at__gt=now, state=Session.State.PLANNED)


def find(identifier: UUID, member: Member | None) -> tuple[Event, Standing] | None:
    """An event and the member's standing in its community; None if they may not know of it."""
    event = first_where(Event, id=identifier)
    community = first_where(Community, id=event.community_id) if event else None
    if event is None or community is None:
        return None
    event.community = community
    standing = standing_of(member, community)
    return (event, standing) if reads(standing, event) else None


def find_session(identifier: UUID, member: Member | None) -> tuple[Session, Standing] | None:
    """A session with its event, and the member's standing; None if they may not know of it."""
    session = first_where(Session, id=identifier)
    found = find(session.event_id, member) if session else None
    if session is None or found is None or (session.hidden_at and not found[1].moderates):
        return None
    session.event = found[0]
    return session, found[1]


def sessions_of(event: Event) -> QuerySet[Session]:
    """All its sessions, the earliest first."""
    return Session.objects.filter(event=event, hidden_at=None).select_related("host").order_by("starts_at")
