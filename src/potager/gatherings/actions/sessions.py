"""The dates of an event: moved, cancelled, called again, added; how often people meet; laid on ahead of time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from potager.gatherings import occurrences, recurring, reminding, rules
from potager.gatherings.actions.laying import lay_anew, lay_sessions, untouched
from potager.gatherings.actions.registrations import promote
from potager.gatherings.acts.events import EventFacts
from potager.gatherings.acts.sessions import SessionFacts
from potager.gatherings.models import Event, Registration, Session
from potager.journal.record import act, once
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.lib.texts import one_line
from potager.members.models import Member


@dataclass(frozen=True)
class Rhythm:
    """How often people meet, from `starts` on (naive, on the clock of the event's zone)."""

    rule: str
    starts: datetime
    minutes: int
    is_itinerant: bool = False
    call_weeks: int | None = None


def move_session(
    *, by: Member, session: Session, starts: datetime, minutes: int, note: str = "", follows: bool = False
) -> Session:
    """Move a date to `starts` (naive, on the event's clock); with `follows`, all later ones to that hour of their day.

    Raises NotInThisState, NoSuchHour, TooLong, InThePast, StandsAlready.
    """
    must(by, "run", session.event)
    with act("session.moved", by=by) as done:
        session, now = locked_session(session), timezone.now()
        takes_place(session, now)
        moment = _moment(session.event, starts, minutes, now)
        others = _shifted(session, starts, minutes, now) if follows and session.event.rule else 0
        session.note = one_line(note)
        _put(session, moment, minutes, now)
        done(session, SessionFacts(others=others), place=session.event, community=session.community_id)
    return session


def cancel_session(*, by: Member, session: Session, note: str = "", follows: bool = False) -> Session:
    """Let a date not take place; with `follows` the series ends before it. Raises NotInThisState."""
    must(by, "run", session.event)
    with act("session.cancelled", by=by) as done:
        session, now = locked_session(session), timezone.now()
        takes_place(session, now)
        _call_off(session, one_line(note), now)
        others = _ended(session, now) if follows and session.event.rule else 0
        done(session, SessionFacts(others=others), place=session.event, community=session.community_id)
    return session


def restore_session(*, by: Member, session: Session) -> Session:
    """Let a cancelled date take place after all; raises NotInThisState."""
    must(by, "run", session.event)
    with act("session.restored", by=by) as done:
        session, now = locked_session(session), timezone.now()
        if session.is_planned or session.event.cancelled_at or session.is_over_at(now):
            raise rules.NotInThisState
        session.state, session.note, session.call_opened_at = Session.State.PLANNED, "", None
        _put(session, session.starts_at, _minutes(session), now)
        promote(session)
        done(session, place=session.event, community=session.community_id)
    return session


@once(Session)
def add_session(
    *, by: Member, event: Event, starts: datetime, minutes: int, title: str = "", key: UUID | None = None
) -> Session:
    """Meet once more, outside the rule; raises NotInThisState, NoSuchHour, TooLong, InThePast, StandsAlready."""
    must(by, "run", event)
    with act("session.added", by=by, key=key) as done:
        event, now = _locked_event(event), timezone.now()
        if event.cancelled_at:
            raise rules.NotInThisState
        moment = _moment(event, starts, minutes, now)
        session = Session(event=event, community_id=event.community_id, recurrence=moment, is_changed=True)
        session.starts_at, session.ends_at = moment, moment + timedelta(minutes=minutes)
        session.title = one_line(title)
        _stands_alone(session, moment)
        session.save(force_insert=True)
        done(session, place=event, community=event.community_id)
    return session


def reschedule_event(*, by: Member, event: Event, rhythm: Rhythm) -> Event:
    """Meet by another rule from a day on: dates that nobody touched are laid anew, all others stay as they are.

    Raises NotInThisState, NoSuchHour, TooLong, InThePast, what recurring.settled raises.
    """
    must(by, "run", event)
    with act("event.rescheduled", by=by) as done:
        event, now = _locked_event(event), timezone.now()
        if event.cancelled_at:
            raise rules.NotInThisState
        rule, starts = recurring.settled(rhythm.rule, rhythm.starts, zone=event.time_zone)
        _moment(event, starts, rhythm.minutes, now)
        event.rule, event.starts, event.minutes = rule, starts.replace(tzinfo=UTC), rhythm.minutes
        event.is_itinerant, event.call_weeks = rhythm.is_itinerant, rhythm.call_weeks
        event.save(update_fields=["rule", "starts", "minutes", "is_itinerant", "call_weeks"])
        number = lay_anew(event, since=now, now=now)
        done(event, EventFacts(sessions=number), community=event.community_id)
    return event


def lay_event(*, event: Event, now: datetime) -> bool:
    """Lay the dates of a rule on as time goes by; returns whether there are new ones."""
    until = now + rules.LAID_AHEAD
    if event.laid_until and event.laid_until >= until:
        return False
    if not _moments(event, until):
        Event.objects.filter(pk=event.pk).update(laid_until=until)
        return False
    with act("event.laid", by=None) as done:
        event = _locked_event(event)
        done(event, EventFacts(sessions=lay_sessions(event, now=now)), community=event.community_id)
    return True


def _moments(event: Event, until: datetime) -> list[datetime]:
    try:
        return occurrences.moments_of(event, until=until, since=event.laid_until)
    except Refusal:  # its zone was struck from the world's list since: nobody can say when it would be
        return []


def _locked_event(event: Event) -> Event:
    found = Event.objects.select_for_update().get(pk=event.pk)
    found.community = event.community
    return found


def locked_session(session: Session) -> Session:
    """The date and its event as they are now, held until the act ends."""
    event = _locked_event(session.event)
    found = Session.objects.select_for_update().get(pk=session.pk)
    found.event = event
    return found


def takes_place(session: Session, now: datetime) -> None:
    """Raise NotInThisState for a date that is over or cancelled."""
    if not session.is_planned or session.is_over_at(now):
        raise rules.NotInThisState


def _moment(event: Event, starts: datetime, minutes: int, now: datetime) -> datetime:
    """The moment of an hour that somebody typed."""
    if not 0 < minutes <= rules.MOST_MINUTES:
        raise rules.TooLong
    moment = rules.moment_of(starts, event.time_zone)
    if moment <= now:
        raise rules.InThePast
    return moment


def _minutes(session: Session) -> int:
    return int((session.ends_at - session.starts_at).total_seconds() // 60)


def _put(session: Session, moment: datetime, minutes: int, now: datetime) -> None:
    """Write a date at a moment, by hand, and remind those who come by its new hour."""
    session.starts_at, session.ends_at = moment, moment + timedelta(minutes=minutes)
    session.is_changed = True
    write_session(session, now)
    _remind_anew(session, now)


def write_session(session: Session, now: datetime) -> None:
    """Store a date that changed, and count that for the invitations."""
    session.sequence, session.changed_at = session.sequence + 1, now
    session.save()


def _remind_anew(session: Session, now: datetime) -> None:
    coming = Registration.objects.filter(session=session).exclude(state=Registration.State.CANCELLED)
    for one in coming.select_related("member"):
        one.remind_at = reminding.moment_to_remind(
            one.reminder, session, zone=one.member.time_zone, after=now
        )
        one.save(update_fields=["remind_at"])


def _stands_alone(session: Session, moment: datetime) -> None:
    """No two dates of an event at one moment: the rule's own would be taken for it."""
    if Session.objects.filter(event=session.event_id, recurrence=moment).exclude(pk=session.pk).exists():
        raise rules.StandsAlready


def _shifted(first: Session, starts: datetime, minutes: int, now: datetime) -> int:
    """Move the later dates of a series, but for those moved by hand, to the hour of `starts`; returns how many."""
    event, there = first.event, rules.zone_of(first.event.time_zone)
    later = Session.objects.filter(event=event, recurrence__gt=first.recurrence, state=Session.State.PLANNED)
    taken = set(Session.objects.filter(event=event).values_list("recurrence", flat=True))
    moved = list(later.filter(is_changed=False, ends_at__gt=now))
    for one in moved:
        day = rules.on_the_clock(one.starts_at, event.time_zone).date()
        one.starts_at = rules.moment_forward(datetime.combine(day, starts.time()), there)
        if one.starts_at not in taken:
            one.recurrence = one.starts_at
        one.ends_at, one.event = one.starts_at + timedelta(minutes=minutes), event
        write_session(one, now)
        _remind_anew(one, now)
    event.starts = datetime.combine(event.starts.date(), starts.time(), UTC)
    event.minutes = minutes
    event.save(update_fields=["starts", "minutes"])
    return len(moved)


def _call_off(session: Session, note: str, now: datetime) -> None:
    session.state, session.note, session.call_opened_at = Session.State.CANCELLED, note, None
    session.is_changed = True
    write_session(session, now)


def _ended(last: Session, now: datetime) -> int:
    """End the rule before a date: later ones that nobody touched go; returns how many others are cancelled."""
    event = last.event
    event.rule = recurring.ended_before(
        event.rule, last.recurrence - timedelta(seconds=1), zone=event.time_zone
    )
    event.save(update_fields=["rule"])
    untouched(event, since=last.recurrence).delete()
    later = Session.objects.filter(event=event, recurrence__gt=last.recurrence, state=Session.State.PLANNED)
    others = list(later.filter(ends_at__gt=now))
    for one in others:
        one.event = event
        _call_off(one, last.note, now)
    return len(others)
