"""Places that were held long enough, reminders whose hour has come; dates laid on, hosts called for in time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from potager.gatherings.actions.borrowing import send_reader
from potager.gatherings.actions.hosting import open_call
from potager.gatherings.actions.registrations import lapse_place, remind_registration
from potager.gatherings.actions.sessions import lay_event
from potager.gatherings.models import Calendar, Registration, Session
from potager.gatherings.queries import events_to_lay_on, sessions_to_call_for
from potager.gatherings.rules import NotInThisState
from potager.jobs.worker import Clock, register_clock

AT_ONCE = 200


def run_offers(now: datetime) -> int:
    """Take back the places that nobody took in time; returns how many that was."""
    held = Registration.objects.filter(state=Registration.State.OFFERED, offered_until__lte=now)
    return sum(_done(lapse_place, one) for one in held.select_related("session")[:AT_ONCE])


def run_reminders(now: datetime) -> int:
    """Remind whoever wished it, once each, also long after the minute; returns how many that was."""
    wished = Registration.objects.filter(remind_at__isnull=False, remind_at__lte=now)
    due = wished.filter(state=Registration.State.COMING, session__state=Session.State.PLANNED)
    return sum(_done(remind_registration, one) for one in due.select_related("session")[:AT_ONCE])


def run_calendars(now: datetime) -> int:
    """Read the calendars of others that are followed, once a day; returns how many are asked for."""
    due = Calendar.objects.filter(next_at__isnull=False, next_at__lte=now).order_by("next_at")
    return sum(send_reader(calendar, now=now) for calendar in due[:AT_ONCE])


def run_rules(now: datetime) -> int:
    """Lay the dates of rules on, day by day; returns how many events got some."""
    return sum(lay_event(event=event, now=now) for event in events_to_lay_on(now)[:AT_ONCE])


def run_calls(now: datetime) -> int:
    """Call for hosts as long before a date as its event says, once; returns how many calls that was."""
    return sum(_called(session) for session in sessions_to_call_for(now, most=AT_ONCE))


# Refused: somebody was faster, or it was cancelled meanwhile.
def _called(session: Session) -> bool:
    try:
        open_call(by=None, session=session)
    except NotInThisState:
        return False
    return True


# Refused: another worker was faster, or they answered meanwhile.
def _done(act: Callable[..., Any], registration: Registration) -> bool:
    try:
        act(registration=registration)
    except NotInThisState:
        return False
    return True


register_clock(Clock(name="gatherings: offers", run_due=run_offers))
register_clock(Clock(name="gatherings: reminders", run_due=run_reminders))
register_clock(Clock(name="gatherings: rules", run_due=run_rules))
register_clock(Clock(name="gatherings: calls", run_due=run_calls))
register_clock(Clock(name="gatherings: calendars", run_due=run_calendars))
