"""Who comes: registering, changing one's mind, and the list of those who wait.

Each act locks its session first, so that there are never more heads than places; whoever frees a place offers it to
the next who fits, in the same transaction.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from potager.gatherings import registering, reminding
from potager.gatherings.acts.registrations import RegistrationFacts
from potager.gatherings.models import Registration, Session
from potager.gatherings.places import places_of, waiting_for
from potager.gatherings.rules import NotInThisState
from potager.journal.record import Act, act, once
from potager.lib.permission import must
from potager.lib.texts import one_line
from potager.members.models import Member

State = Registration.State


@dataclass(frozen=True)
class Coming:
    """What somebody says who registers; `answers` are in the order of the event's questions."""

    name: str = ""  # as they sign; "": as they are called
    companions: int = 0
    answers: Sequence[str] = ()
    reminder: str = Registration.Reminder.DAY
    is_listed: bool = False


def locked_session(session: Session) -> Session:
    """The session as it is now with its event, kept so until COMMIT."""
    rows = Session.objects.select_for_update(of=("self",)).select_related("event__community", "host")
    return rows.get(pk=session.pk)


@once(Registration)
def make_registration(
    *, by: Member, session: Session, coming: Coming, key: UUID | None = None
) -> Registration:
    """Register: with a place while there is room, at the end of the waiting list otherwise.

    Raises NoRegistering, ComesAlready, TooManyCompanions, NeverSoMany, AnswerNeeded, TooManyAtOnce.
    """
    must(by, "register", session)
    with act("registration.made", by=by, key=key) as done:
        session, now = locked_session(session), timezone.now()
        registering.refuse_over(session, now)
        registering.refuse_companions(session, coming.companions)
        _refuse_haste(by, now)
        mine = _row(by, session)
        _say(mine, session, coming)
        fits = places_of(session).has_room_for(mine.heads)
        mine.state, mine.rank = State.COMING if fits else State.WAITING, _next_rank(session)
        mine.registered_at = mine.changed_at = now
        mine.save()
        _tell(done, mine)
    return mine


def change_registration(
    *, by: Member, registration: Registration, coming: Coming, key: UUID | None = None
) -> None:
    """Say something else: more companions only while there is room; fewer make room. Raises what registering does."""
    must(by, "answer for", registration)
    with act("registration.changed", by=by, key=key) as done:
        session, mine = _locked(registration)
        registering.refuse_over(session, timezone.now())
        _refuse_gone(mine)
        registering.refuse_companions(session, coming.companions)
        more = coming.companions - mine.companions
        if mine.state in registering.HOLDING and more > 0 and not places_of(session).has_room_for(more):
            raise registering.NoRoom
        _say(mine, session, coming)
        mine.changed_at = timezone.now()
        mine.save()
        _tell(done, mine)
        promote(session)


def cancel_registration(*, by: Member, registration: Registration, key: UUID | None = None) -> None:
    """Somebody does not come after all, by their own word or their hosts'; the next on the list is asked."""
    must(by, "cancel", registration)
    with act("registration.cancelled", by=by, key=key) as done:
        session, mine = _locked(registration)
        registering.refuse_over(session, timezone.now())
        _refuse_gone(mine)
        had_place = mine.state == State.COMING
        _leave(mine)
        _tell(done, mine, has_place=had_place)
        promote(session)


def resume_registration(*, by: Member, registration: Registration, key: UUID | None = None) -> None:
    """Come after all, while there is room; raises NoRoom, NoRegistering, NotInThisState."""
    must(by, "answer for", registration)
    must(by, "register", registration.session)
    with act("registration.resumed", by=by, key=key) as done:
        session, mine = _locked(registration)
        registering.refuse_over(session, timezone.now())
        if mine.state != State.CANCELLED:
            raise NotInThisState
        if not places_of(session).has_room_for(mine.heads):
            raise registering.NoRoom
        _take(mine, session)
        _tell(done, mine)


def accept_place(*, by: Member, registration: Registration, key: UUID | None = None) -> None:
    """Take the place that was held; raises OfferOver, NoRegistering."""
    must(by, "answer for", registration)
    must(by, "register", registration.session)
    with act("place.accepted", by=by, key=key) as done:
        session, mine = _locked(registration)
        registering.refuse_over(session, timezone.now())
        if mine.state != State.OFFERED or (mine.offered_until or timezone.now()) <= timezone.now():
            raise registering.OfferOver
        _take(mine, session)
        _tell(done, mine)


def lapse_place(*, registration: Registration) -> None:
    """Nobody took it in time: the next one on the list is asked. Raises NotInThisState."""
    with act("place.lapsed", by=None) as done:
        session, mine = _locked(registration)
        if mine.state != State.OFFERED or (mine.offered_until or timezone.now()) > timezone.now():
            raise NotInThisState
        _leave(mine)
        _tell(done, mine)
        promote(session)


def offer_place(*, registration: Registration, session: Session, now: datetime) -> None:
    """Hold a place for somebody who waits, inside the act that made room for it."""
    with act("place.offered", by=None) as done:
        registration.state = State.OFFERED
        registration.offered_until = registering.offered_until(session, now)
        registration.changed_at = now
        registration.save(update_fields=["state", "offered_until", "changed_at"])
        registration.session = session
        _tell(done, registration)


def promote(session: Session) -> int:
    """Offer the places that are free to those who wait and fit, in the order in which they came; returns how many.

    To be called with the session locked, inside the act that changed it.
    """
    now = timezone.now()
    if not session.is_planned or session.event.cancelled_at or session.starts_at <= now:
        return 0
    left, offered = places_of(session).left, 0
    for one in waiting_for(session):
        if left is not None and one.heads > left:
            continue
        offer_place(registration=one, session=session, now=now)
        left, offered = left if left is None else left - one.heads, offered + 1
    return offered


def remind_registration(*, registration: Registration) -> None:
    """Remind somebody who comes, once; raises NotInThisState when it was done, or is due later."""
    now = timezone.now()
    with act("registration.reminded", by=None) as done:
        session, mine = _locked(registration)
        if mine.state != State.COMING or mine.remind_at is None or mine.remind_at > now:
            raise NotInThisState
        mine.remind_at, mine.reminded_at = None, now
        mine.save(update_fields=["remind_at", "reminded_at"])
        done(mine, place=session, community=session.community_id)


def forget_registrations(member: Member) -> None:
    """Somebody leaves for good: their places come free, and what they said of themselves is forgotten."""
    mine = Registration.objects.filter(member=member)
    coming = mine.filter(session__ends_at__gt=timezone.now(), session__state=Session.State.PLANNED)
    for one in coming.exclude(state=State.CANCELLED).select_related("session__event__community"):
        if one.session.event.cancelled_at is None:
            cancel_registration(by=member, registration=one)
    mine.update(name="", answers=[], is_listed=False, may_be_named=False, remind_at=None)


def _locked(registration: Registration) -> tuple[Session, Registration]:
    session = locked_session(registration.session)
    mine = Registration.objects.select_related("member").get(pk=registration.pk)
    mine.session = session
    return session, mine


def _row(by: Member, session: Session) -> Registration:
    """Their row, new or left from when they cancelled; raises ComesAlready."""
    known = Registration.objects.filter(session=session, member=by).first()
    if known is None:
        return Registration(session=session, member=by, secret=secrets.token_urlsafe(32))
    if known.state != State.CANCELLED:
        raise registering.ComesAlready
    known.session, known.member, known.steps = session, by, known.steps + 1
    return known


def _say(mine: Registration, session: Session, coming: Coming) -> None:
    mine.name = (one_line(coming.name) or mine.name or mine.member.display_name)[: registering.LONGEST_NAME]
    mine.companions, mine.is_listed = coming.companions, coming.is_listed
    mine.answers = registering.answered(session.event, coming.answers)
    mine.reminder = Registration.Reminder(coming.reminder)
    zone, now = mine.member.time_zone, timezone.now()
    mine.remind_at = reminding.moment_to_remind(mine.reminder, session, zone=zone, after=now)


def _take(mine: Registration, session: Session) -> None:
    now = timezone.now()
    mine.state, mine.offered_until, mine.changed_at = State.COMING, None, now
    mine.remind_at = reminding.moment_to_remind(mine.reminder, session, zone=mine.member.time_zone, after=now)
    mine.save()


def _leave(mine: Registration) -> None:
    mine.state, mine.offered_until, mine.remind_at = State.CANCELLED, None, None
    mine.steps, mine.changed_at = mine.steps + 1, timezone.now()
    mine.save()


def _next_rank(session: Session) -> int:
    last = Registration.objects.filter(session=session).aggregate(last=Max("rank"))["last"]
    return int(last or 0) + 1


def _refuse_gone(mine: Registration) -> None:
    if mine.state == State.CANCELLED:
        raise NotInThisState


def _refuse_haste(by: Member, now: datetime) -> None:
    lately = Registration.objects.filter(member=by, registered_at__gt=now - timedelta(hours=1))
    if lately[: registering.MOST_IN_AN_HOUR].count() >= registering.MOST_IN_AN_HOUR:
        raise registering.TooManyAtOnce


def _tell(done: Act, mine: Registration, *, has_place: bool | None = None) -> None:
    found = mine.state in registering.HOLDING if has_place is None else has_place
    facts: Any = RegistrationFacts(heads=mine.heads, has_place=found)
    done(mine, facts, place=mine.session, community=mine.session.community_id)
