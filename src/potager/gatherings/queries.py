"""Reading what people meet for."""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from potager.communities import queries as communities
from potager.communities.models import Community, Membership
from potager.communities.queries import Standing, standing_of
from potager.gatherings.models import Event, Session
from potager.gatherings.permissions import reads
from potager.gatherings.rules import LAID_AHEAD, MOST_CALL_WEEKS
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


def events_to_lay_on(now: datetime) -> QuerySet[Event]:
    """The events with a rule whose dates stand a day less far ahead than they do elsewhere."""
    ahead = now + LAID_AHEAD - timedelta(days=1)
    due = Event.objects.filter(~Q(rule=""), cancelled_at=None, laid_until__lt=ahead)
    return due.select_related("community").order_by("laid_until")


def sessions_to_call_for(now: datetime, *, most: int) -> list[Session]:
    """The dates for which a host is to be called now: so many weeks before, none named, none called for."""
    due = reduce(or_, (_due(weeks, now) for weeks in range(1, MOST_CALL_WEEKS + 1)))
    seeking = Session.objects.filter(
        SHOWN,
        due,
        event__hidden_at=None,
        event__cancelled_at=None,
        event__is_itinerant=True,
        state=Session.State.PLANNED,
        host=None,
        call_opened_at=None,
        starts_at__gt=now,
    )
    return list(seeking.select_related("event__community").order_by("starts_at")[:most])


def _due(weeks: int, now: datetime) -> Q:
    return Q(event__call_weeks=weeks, starts_at__lte=now + timedelta(weeks=weeks))
