"""What calendars are told by mail of a date that one comes to (iTIP, RFC 5546, in mail: RFC 6047), and on its page.

Names are those of the feeds (naming.py), for ever. SEQUENCE grows with each change of the session and each coming and
going of the person; so a calendar that has heard of a cancellation takes a new invitation for newer.
"""

from datetime import UTC, date
from email.utils import parseaddr
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from potager.gatherings.models import Registration, Session
from potager.gatherings.naming import host_of, uid_of
from potager.gatherings.wording import link_of, where_in_words
from potager.lib.texts import one_line

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


def request_for(registration: Registration) -> str:
    """An invitation that the person has accepted already."""
    return _calendar(registration.session, REQUEST, to=registration)


def cancel_for(registration: Registration) -> str:
    """What takes the date out of their calendar."""
    return _calendar(registration.session, CANCEL, to=registration)


def published(session: Session) -> str:
    """The date for whoever wants it in their calendar, as everybody may know it."""
    return _calendar(session, PUBLISH, to=None)


def sequence_of(session: Session, registration: Registration | None) -> int:
    """Greater after each change (RFC 5545, 3.8.7.4)."""
    return session.sequence + (registration.steps if registration else 0)


def _calendar(session: Session, method: str, *, to: Registration | None) -> str:
    from icalendar import Calendar  # it takes a while to load, and nearly no process needs it

    calendar = Calendar()
    for name, value in (("prodid", "-//Potager//Gatherings//EN"), ("version", "2.0"), ("method", method)):
        calendar.add(name, value)
    calendar.add_component(_zone(session.event.time_zone, session.starts_at.year))
    calendar.add_component(_event(session, method, to))
    return str(calendar.to_ical().decode())


def _event(session: Session, method: str, to: Registration | None) -> Any:
    from icalendar import Event

    event, zone = Event(), ZoneInfo(session.event.time_zone)
    is_off = method == CANCEL or not session.is_planned
    values = {
        "uid": uid_of(session, host=host_of()),
        "recurrence-id": session.recurrence.astimezone(zone) if session.event.repeats else "",
        "dtstamp": timezone.now().astimezone(UTC).replace(microsecond=0),
        "dtstart": session.starts_at.astimezone(zone),
        "dtend": session.ends_at.astimezone(zone),
        "sequence": sequence_of(session, to),
        "status": "CANCELLED" if is_off else "CONFIRMED",
        "summary": one_line(session.name),
        "location": _where(session, to),
        "url": (settings.ENV.url or "") + session.get_absolute_url(),
        "last-modified": session.changed_at.astimezone(UTC).replace(microsecond=0),
    }
    for name, value in values.items():
        if value != "":
            event.add(name, value)
    if to is not None:
        _people(event, session, to)
    return event


def _where(session: Session, to: Registration | None) -> str:
    place = where_in_words(session, knows=to is not None)
    return one_line(", ".join(filter(None, (place, link_of(session, timezone.now()) if to else ""))))


def _people(event: Any, session: Session, to: Registration) -> None:
    """Who calls (the house, in the name of the community) and who comes."""
    from icalendar import vCalAddress

    organizer = vCalAddress(f"mailto:{parseaddr(str(settings.DEFAULT_FROM_EMAIL))[1]}")
    organizer.params["CN"] = _name(session.event.community.name)
    attendee = vCalAddress(f"mailto:{to.member.email}")
    wanted = {"CN": _name(to.name), "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    attendee.params.update({"CUTYPE": "INDIVIDUAL", **wanted})
    event.add("organizer", organizer)
    event.add("attendee", attendee)


def _name(text: str) -> str:
    """A parameter's value: on one line, and without the quotation mark that no calendar can escape."""
    return one_line(text).replace('"', "’")


@lru_cache(maxsize=64)
def _zone(name: str, year: int) -> Any:
    """The clocks of a zone around a year, for calendars that do not know it by name."""
    from icalendar import Timezone

    return Timezone.from_tzid(name, first_date=date(year - 1, 1, 1), last_date=date(year + 2, 1, 1))
