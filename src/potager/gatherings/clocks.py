"""Places that were held long enough, and reminders whose hour has come."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from potager.gatherings.actions.registrations import lapse_place, remind_registration
from potager.gatherings.models import Registration
from potager.gatherings.rules import NotInThisState
from potager.jobs.worker import Clock, register_clock

AT_ONCE = 200


def run_offers(now: datetime) -> int:
    """Take back the places that nobody took in time; returns how many that was."""
    held = Registration.objects.filter(state=Registration.State.OFFERED, offered_until__lte=now)
    return sum(_done(lapse_place, one) for one in held.select_related("session")[:AT_ONCE])


def run_reminders(now: datetime) -> int:
    """Remind whoever wished it, once each, also long after the minute; returns how many that was."""
    due = Registration.objects.filter(remind_at__isnull=False, remind_at__lte=now)
    return sum(_done(remind_registration, one) for one in due.select_related("session")[:AT_ONCE])


# Refused: another worker was faster, or they answered meanwhile.
def _done(act: Callable[..., Any], registration: Registration) -> bool:
    try:
        act(registration=registration)
    except NotInThisState:
        return False
    return True


register_clock(Clock(name="gatherings: offers", run_due=run_offers))
register_clock(Clock(name="gatherings: reminders", run_due=run_reminders))
