"""What gatherings tell the journal."""

from potager.gatherings.acts.after import DatesFacts, HeadsFacts
from potager.gatherings.acts.calendars import CalendarFacts
from potager.gatherings.acts.events import EventFacts
from potager.gatherings.acts.hosting import FurnishingFacts
from potager.gatherings.acts.registrations import RegistrationFacts
from potager.gatherings.acts.sessions import SessionFacts

__all__ = [
    "CalendarFacts",
    "DatesFacts",
    "EventFacts",
    "FurnishingFacts",
    "HeadsFacts",
    "RegistrationFacts",
    "SessionFacts",
]
