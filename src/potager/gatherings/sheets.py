"""What calendar pages show: of a community, of a person."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from potager.communities.models import Community, Membership
from potager.communities.queries import Standing
from potager.gatherings import months, queries
from potager.gatherings.models import Calendar, CalendarDate, Registration
from potager.gatherings.months import Entry, Month, Sources
from potager.members.models import Member

COMING = 50  # dates in a list of what comes
SHOWN = Calendar.State.SHOWN
COMES = (Registration.State.COMING, Registration.State.OFFERED)


@dataclass(frozen=True)
class Base:
    """Where a calendar's pages stand."""

    coming: str
    calendar: str
    subscribe: str


MINE = Base("/calendar/coming/", "/calendar/", "/calendar/subscribe/")


def base_of(community: Community) -> Base:
    """Where the pages of a community's calendar stand."""
    events = f"{community.get_absolute_url()}events/"
    return Base(events, f"{events}calendar/", f"{events}subscribe/")


def sources_in(standing: Standing) -> Sources:
    """What a community's calendar is made of, for this person."""
    dates = CalendarDate.objects.filter(community=standing.community, calendar__state=SHOWN)
    return Sources(
        queries.sessions_in(standing.community, standing).select_related("event__community"),
        dates.select_related("calendar"),
        [standing.community.pk],
        comes_to(standing.member),
    )


def sources_of(member: Member) -> Sources:
    """What a person's calendar is made of: their communities, and what they come to elsewhere."""
    mine = communities_of(member)
    coming = comes_to(member)
    theirs = Q(community__in=mine) | Q(pk__in=coming)
    sessions = queries.sessions_visible_to(member).filter(theirs).select_related("event__community", "host")
    dates = CalendarDate.objects.filter(community__in=mine, calendar__state=SHOWN)
    return Sources(sessions, dates.select_related("calendar"), mine, coming, names_communities=True)


def communities_of(member: Member) -> list[Any]:
    """The communities in which a person takes part."""
    return list(Membership.objects.taking_part().filter(member=member).values_list("community", flat=True))


def comes_to(member: Member | None) -> frozenset[Any]:
    """The sessions that a person comes to, of the last year and ahead."""
    if member is None:
        return frozenset()
    since = timezone.now() - timedelta(days=366)
    theirs = Registration.objects.filter(member=member, state__in=COMES, session__starts_at__gte=since)
    return frozenset(theirs.values_list("session", flat=True))


def month_page(sources: Sources, first: date) -> dict[str, Any]:
    """The sheet of a month, on the clock of whoever looks."""
    zone, now = timezone.get_current_timezone(), timezone.now()
    month: Month = months.month_of(sources, first, zone=zone, now=now, language=get_language() or "fr")
    return {"month": month, "today": now.astimezone(zone).date()}


def day_page(sources: Sources, day: date) -> dict[str, Any]:
    """One day, with its neighbours."""
    zone, now = timezone.get_current_timezone(), timezone.now()
    found = months.day_of(sources, day, zone=zone, now=now)
    return {"day": found, "before": day - timedelta(days=1), "after": day + timedelta(days=1)}


def coming_of(sources: Sources, *, now: datetime) -> list[Entry]:
    """What comes, the earliest first, dates of others among it."""
    zone = timezone.get_current_timezone()
    sessions = sources.sessions.filter(ends_at__gt=now).order_by("starts_at", "pk")[:COMING]
    dates = sources.dates.filter(ends_at__gt=now).order_by("starts_at", "pk")[:COMING]
    entries = [months.entry_of(one, sources, zone) for one in sessions]
    entries += [months.borrowed(one, zone) for one in dates]
    return sorted(entries, key=lambda one: (one.starts, one.title))[:COMING]


def true_until(entries: list[Entry], *, now: datetime) -> datetime:
    """When a page that tells what comes stops being true: at midnight, or as soon as something of it is over."""
    local = now.astimezone(timezone.get_current_timezone())
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return min([midnight, *(entry.ends for entry in entries if entry.ends > now)])
