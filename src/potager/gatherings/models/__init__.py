"""The tables of gatherings."""

from potager.gatherings.models.calendars import Calendar, CalendarDate, SecretFeed
from potager.gatherings.models.events import Event, Host, Offer, Session
from potager.gatherings.models.registrations import Registration
from potager.gatherings.models.subjects import SoundedAnswer, SoundedDate, Sounding, Subject, Wish

__all__ = [
    "Calendar",
    "CalendarDate",
    "Event",
    "Host",
    "Offer",
    "Registration",
    "SecretFeed",
    "Session",
    "SoundedAnswer",
    "SoundedDate",
    "Sounding",
    "Subject",
    "Wish",
]
