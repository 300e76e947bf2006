"""Our meetings for the calendars of others (RFC 5545): a repeating one is one VEVENT with its rule.

What the table of sessions says otherwise than the rule goes with it: EXDATE for dates that are not, RDATE for dates
besides, and an override with RECURRENCE-ID for each that was moved, cancelled, renamed or has a place of its own. So
programs show what we show, also beyond the dates that are laid. No address of a person stands in any feed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from potager.communities.models import Community
from potager.gatherings import queries, recurring
from potager.gatherings.models import Event, Session
from potager.gatherings.naming import uid_of
from potager.gatherings.wording import link_of, where_in_words
from potager.gatherings.writing import clock, clocks_of, component, escaped, moment, parameter, written
from potager.lib.refusals import Refusal

MOST_EVENTS = 500
MOST_DATES = 2000  # of one event
KEPT = timedelta(days=366)  # what is over for longer is left out
REFRESH = "PT6H"


@dataclass(frozen=True)
class Desk:
    """Who writes: `address` makes a whole address of a path of ours, `host` is our name.

    `coming`: what the reader of a private feed comes to, whose door and link they may know.
    """

    address: Callable[[str], str]
    host: str
    coming: frozenset[UUID] = frozenset()


def of_community(community: Community, desk: Desk) -> bytes:
    """What everybody may know of what a community meets for."""
    events = current(queries.visible_to(None).filter(community=community))
    return calendar_of(events, desk, name=community.name)


def of_event(event: Event, desk: Desk) -> bytes:
    """One event with all its dates."""
    return calendar_of([event], desk, name=event.title)


def current(events: QuerySet[Event]) -> QuerySet[Event]:
    """Those that people meet for, or met for within a year, the newest first."""
    near = Session.objects.filter(event=OuterRef("pk"), ends_at__gt=timezone.now() - KEPT)
    return events.filter(Exists(near)).order_by("-opened_at", "pk")[:MOST_EVENTS]


def calendar_of(events: Iterable[Event], desk: Desk, *, name: str, alone: Iterable[Session] = ()) -> bytes:
    """The events as one calendar, and beside them sessions whose event is not among them."""
    events, alone = list(events), list(alone)
    dates = _dates_of(events)
    lines = ["VERSION:2.0", "PRODID:-//Potager//Gatherings//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"NAME:{escaped(name)}", f"X-WR-CALNAME:{escaped(name)}"]
    lines += [f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}", f"X-PUBLISHED-TTL:{REFRESH}"]
    lines += _clocks([*[(one, dates[one.pk]) for one in events], *[(one.event, [one]) for one in alone]])
    for event in events:
        lines += _event(event, dates[event.pk], desk)
    for session in alone:
        lines += _date(session, desk, is_override=session.event.repeats)
    return written(component("VCALENDAR", lines))


def _dates_of(events: list[Event]) -> dict[UUID, list[Session]]:
    """Their sessions, the earliest first; each knows its event. One query."""
    known = {event.pk: event for event in events}
    found: dict[UUID, list[Session]] = {event.pk: [] for event in events}
    rows = Session.objects.filter(event__in=known, hidden_at=None).select_related("host")
    for session in rows.order_by("recurrence"):
        session.event = known[session.event_id]
        found[session.event_id].append(session)
    return found


def _clocks(used: Iterable[tuple[Event, list[Session]]]) -> list[str]:
    """The zones that are named, over the years in which people meet, and ten more for rules that go on."""
    years: dict[str, list[int]] = {}
    for event, sessions in used:
        told = [one.starts_at.year for one in sessions] + [one.recurrence.year for one in sessions]
        years.setdefault(event.time_zone, []).extend([event.starts.year, *told])
    return [
        line
        for zone, some in sorted(years.items())
        for line in clocks_of(zone, min(some) - 1, max(some) + 11)
    ]


def _event(event: Event, sessions: list[Session], desk: Desk) -> list[str]:
    """One event: a single date as it is, a repeating one as its rule and what differs from it."""
    if not sessions:
        return []
    if not event.repeats and len(sessions) == 1:
        return _date(sessions[0], desk, is_override=False)
    lines = _series(event, sessions, desk)
    for session in sessions:
        if _differs(session, desk):
            lines += _date(session, desk, is_override=True)
    return lines


def _series(event: Event, sessions: list[Session], desk: Desk) -> list[str]:
    """The VEVENT that repeats. Beyond the dates that are laid its rule goes on, unless it was called off."""
    zone = event.time_zone
    laid = {_local(one.recurrence, zone) for one in sessions}
    ruled = _ruled(event, until=_local(event.laid_until, zone) if event.laid_until else max(laid))
    first = ruled[0] if ruled else min(laid)
    goes_on = event.cancelled_at is None and bool(ruled)
    lines = [clock("DTSTART", first, zone), clock("DTEND", first + timedelta(minutes=event.minutes), zone)]
    if event.repeats and ruled:
        lines.append(f"RRULE:{event.rule if goes_on else _ended(event, max([*laid, ruled[0]]))}")
    lines += [clock("EXDATE", one, zone) for one in ruled if one not in laid]
    lines += [clock("RDATE", one, zone) for one in sorted(laid.difference(ruled, {first}))]
    sequence = max(one.sequence for one in sessions)
    changed = max([event.opened_at, *(one.changed_at for one in sessions)])
    lines += [f"UID:{uid_of(event, host=desk.host)}", f"DTSTAMP:{moment(changed)}", f"SEQUENCE:{sequence}"]
    lines += [f"SUMMARY:{escaped(event.title)}", "STATUS:CONFIRMED", *_usual_place(event)]
    return component("VEVENT", [*lines, *_common(event, event.get_absolute_url(), event.about, desk)])


def _ended(event: Event, last: datetime) -> str:
    end = last.replace(tzinfo=UTC) + timedelta(days=1)
    return recurring.ended_before(event.rule, end, zone=event.time_zone)


def _ruled(event: Event, *, until: datetime) -> list[datetime]:
    """The hours on the clock (naive) that the rule gives up to `until`; nothing for what has none, or none we read."""
    if not event.repeats:
        return []
    try:
        rule = recurring.read(event.rule, zone=event.time_zone)
    except Refusal:
        return []
    clocks = recurring.iterated(rule, event.starts.replace(tzinfo=None), zone=event.time_zone)
    return list(islice(takewhile(lambda one: one <= until, clocks), MOST_DATES))


def _local(when: datetime, zone: str) -> datetime:
    return when.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _differs(session: Session, desk: Desk) -> bool:
    """Whether a date says anything that its series does not."""
    event = session.event
    lasts = session.ends_at - session.starts_at
    is_moved = session.starts_at != session.recurrence or lasts != timedelta(minutes=event.minutes)
    is_other = (
        session.title or session.note or session.place or session.host_id or session.latitude is not None
    )
    return bool(is_moved or is_other or not session.is_planned or session.pk in desk.coming)


def _date(session: Session, desk: Desk, *, is_override: bool) -> list[str]:
    """One date: alone, or in place of what its series says."""
    event, zone, is_mine = session.event, session.event.time_zone, session.pk in desk.coming
    lines = [
        clock(name, _local(when, zone), zone)
        for name, when in (("DTSTART", session.starts_at), ("DTEND", session.ends_at))
    ]
    if is_override:
        lines.append(clock("RECURRENCE-ID", _local(session.recurrence, zone), zone))
    lines += [f"UID:{uid_of(session, host=desk.host)}", f"DTSTAMP:{moment(session.changed_at)}"]
    lines += [f"SEQUENCE:{session.sequence}", f"SUMMARY:{escaped(session.name)}"]
    lines.append(f"STATUS:{'CONFIRMED' if session.is_planned else 'CANCELLED'}")
    lines += _place(session, knows=is_mine)
    link = link_of(session, timezone.now()) if is_mine else ""
    words = "\n\n".join(filter(None, (session.note, link, event.about)))
    return component("VEVENT", [*lines, *_common(event, session.get_absolute_url(), words, desk)])


def _common(event: Event, path: str, words: str, desk: Desk) -> list[str]:
    """What every VEVENT says. The organizer is the community's page: nobody's mail address."""
    community = desk.address(event.community.get_absolute_url())
    lines = [f"DESCRIPTION:{escaped(words)}"] if words else []
    lines += [f"URL:{desk.address(path)}", f"ORGANIZER;CN={parameter(event.community.name)}:{community}"]
    return lines


def _usual_place(event: Event) -> list[str]:
    told = ", ".join(filter(None, (event.place, event.street)))
    lines = [f"LOCATION:{escaped(told)}"] if told else []
    return lines + _geo(event.latitude, event.longitude)


def _place(session: Session, *, knows: bool) -> list[str]:
    """Where people meet this time. At somebody's home, the door is for those who come."""
    told, event = where_in_words(session, knows=knows), session.event
    lines = [f"LOCATION:{escaped(told)}"] if told else []
    if session.place:
        return lines + (_geo(session.latitude, session.longitude) if knows else [])
    return lines + _geo(event.latitude, event.longitude)


def _geo(latitude: float | None, longitude: float | None) -> list[str]:
    return [] if latitude is None or longitude is None else [f"GEO:{latitude:.6f};{longitude:.6f}"]
