"""Calling a meeting, changing it, and letting it not take place."""

from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from potager.communities.models import Community
from potager.conversations.marking import rendered
from potager.gatherings import recurring, rules
from potager.gatherings.actions.laying import lay_sessions
from potager.gatherings.actions.registrations import promote
from potager.gatherings.actions.sessions import write_session
from potager.gatherings.acts.events import ChangeFacts, EventFacts
from potager.gatherings.models import Event, Host, Session
from potager.journal.record import act, once
from potager.lib.permission import must
from potager.lib.texts import cleaned, one_line
from potager.members.models import Member

# What of an event is told, to those who come, to have changed: see wording.changes_in_words.
CHANGES = {
    "title": "title", "about": "about", "way": "where", "place": "where", "street": "where", "latitude": "where",
    "longitude": "where", "link": "link", "link_ahead": "link", "price": "price", "access": "access",
}  # fmt: skip
TOLD = ("title", "when", "where", "link", "price", "access", "about")


@dataclass(frozen=True, kw_only=True)
class Details:
    """What people meet for, where, and for whom; see models.Event."""

    title: str
    about: str = ""
    language: str = "fr"
    audience: str = Event.Audience.EVERYONE
    way: str = Event.Way.ON_SITE
    place: str = ""
    street: str = ""
    latitude: float | None = None
    longitude: float | None = None
    link: str = ""
    link_ahead: int | None = None
    price: str = ""
    access: str = ""
    capacity: int | None = None
    most_companions: int = 0
    takes_guests: bool = True
    questions: list[dict[str, Any]] = field(default_factory=list)
    hours_to_accept: int = 24


@dataclass(frozen=True, kw_only=True)
class Plan(Details):
    """What is called: `starts` is what the clocks of `time_zone` will show (naive)."""

    starts: datetime
    minutes: int = 120
    time_zone: str = "Europe/Paris"
    rule: str = ""
    is_itinerant: bool = False
    call_weeks: int | None = None


@once(Event)
def open_event(*, by: Member, community: Community, plan: Plan, key: UUID | None = None) -> Event:
    """Call a meeting, whose host one becomes; raises NoSuchZone, NoSuchHour, TooLong, what recurring.settled raises."""
    must(by, "open events", community)
    if not 0 < plan.minutes <= rules.MOST_MINUTES:
        raise rules.TooLong
    with act("event.opened", by=by, key=key) as done:
        event = Event(community=community, opened_by=by, **_fields(plan))
        event.html = rendered(event.about, community=community).html
        event.save(force_insert=True)
        Host.objects.create(event=event, member=by)
        number = lay_sessions(event, now=timezone.now())
        done(event, EventFacts(sessions=number), community=community.pk)
    return event


def change_event(
    *, by: Member, event: Event, details: Details, is_told: bool = True, key: UUID | None = None
) -> Event:
    """Say something else of a meeting; those who come are told what, and more places are offered to those who wait.

    Raises NotInThisState for one that was cancelled.
    """
    must(by, "run", event)
    with act("event.changed", by=by, key=key) as done:
        event = locked_event(event)
        if event.cancelled_at:
            raise rules.NotInThisState
        changed = _write(event, _worded(details))
        codes = [code for code in TOLD if code in {CHANGES.get(name) for name in changed}]
        for session in _coming(event):
            if codes:
                write_session(session, timezone.now())
            promote(session)
        facts = ChangeFacts(changed=" ".join(codes), is_told=is_told and bool(codes))
        done(event, facts, community=event.community_id)
    return event


def cancel_event(*, by: Member, event: Event, note: str = "") -> Event:
    """Let nothing of what was to come take place; raises NotInThisState."""
    must(by, "run", event)
    with act("event.cancelled", by=by) as done:
        event, now = locked_event(event), timezone.now()
        if event.cancelled_at:
            raise rules.NotInThisState
        event.cancelled_at = now
        event.save(update_fields=["cancelled_at"])
        sessions = _coming(event)
        for session in sessions:
            session.state, session.note, session.call_opened_at = (
                Session.State.CANCELLED,
                one_line(note)[:500],
                None,
            )
            write_session(session, now)
        done(event, EventFacts(sessions=len(sessions)), community=event.community_id)
    return event


def restore_event(*, by: Member, event: Event) -> Event:
    """Let it take place after all: what was cancelled with it, and is still to come. Raises NotInThisState."""
    must(by, "run", event)
    with act("event.restored", by=by) as done:
        event, now = locked_event(event), timezone.now()
        if event.cancelled_at is None:
            raise rules.NotInThisState
        gone = Session.objects.filter(event=event, state=Session.State.CANCELLED, ends_at__gt=now)
        sessions = list(gone.filter(changed_at=event.cancelled_at))
        event.cancelled_at = None
        event.save(update_fields=["cancelled_at"])
        for session in sessions:
            session.event, session.state, session.note = event, Session.State.PLANNED, ""
            write_session(session, now)
            promote(session)
        done(event, EventFacts(sessions=len(sessions)), community=event.community_id)
    return event


def locked_event(event: Event) -> Event:
    """The event as it is now, kept so until COMMIT."""
    return Event.objects.select_for_update(of=("self",)).select_related("community").get(pk=event.pk)


def _coming(event: Event) -> list[Session]:
    """Its dates that are to take place, held until the act ends."""
    rows = Session.objects.select_for_update().filter(event=event, state=Session.State.PLANNED)
    found = list(rows.filter(ends_at__gt=timezone.now()).order_by("pk"))
    for one in found:
        one.event = event
    return found


def _write(event: Event, wanted: dict[str, Any]) -> list[str]:
    """Store what differs; returns the names of what did."""
    changed = [name for name, value in wanted.items() if getattr(event, name) != value]
    for name in changed:
        setattr(event, name, wanted[name])
    event.html = rendered(event.about, community=event.community).html
    event.save()
    return changed


def _worded(details: Details) -> dict[str, Any]:
    words = {name: one_line(getattr(details, name)) for name in ("title", "place", "street", "price")}
    texts = {name: cleaned(getattr(details, name)) for name in ("about", "access")}
    return {**{one.name: getattr(details, one.name) for one in fields(Details)}, **words, **texts}


def _fields(plan: Plan) -> dict[str, Any]:
    rule, starts = recurring.settled(plan.rule, plan.starts, zone=plan.time_zone)
    return {**vars(plan), **_worded(plan), "rule": rule, "starts": starts.replace(tzinfo=UTC)}
