"""How our meetings are called in the calendars of others: the same in feeds, in mails, for ever."""

from urllib.parse import urlsplit

from django.conf import settings

from potager.gatherings.models import Event, Session


def host_of(address: str = "") -> str:
    """The name of this installation: of POTAGER_URL, or of the address that was asked for."""
    return urlsplit(settings.ENV.url or address).hostname or "potager"


def uid_of(thing: Event | Session, *, host: str) -> str:
    """The UID (RFC 5545, 3.8.4.7) of an event, and of each of its sessions: those differ by RECURRENCE-ID."""
    return f"{thing.event_id if isinstance(thing, Session) else thing.pk}@{host}"
