"""Sessions: coming in, going out, ending what is open elsewhere."""

import time
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login, logout
from django.db import transaction
from django.http import HttpRequest

from potager.journal.record import act
from potager.members.acts import SessionsFacts
from potager.members.devices import device_of
from potager.members.models import Member, Session
from potager.members.queries import session_of, sessions_of
from potager.members.requests import member_of
from potager.members.sessions import ENTRANCE

PROOF = "potager_proved_at"  # in the session: when a code was last typed, seconds since 1970
PROOF_LASTS = timedelta(minutes=15)


def sign_in(request: HttpRequest, member: Member, *, means: str = "code") -> None:
    """Open a session under a new key for a member who proved who they are; drafts in the old one are kept.

    `means` says how they proved it: "code", "password", "passkey" or "first run".
    """
    login(request, member, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.came_in = True  # type: ignore[attr-defined]  # the answer marks the browser: see known.py
    browser, system = device_of(request.headers.get("User-Agent", ""))
    told = {"browser": browser, "system": system, "means": means, "began": time.time()}
    request.session[ENTRANCE] = told
    if means == "code":
        request.session[PROOF] = time.time()


def sign_out(request: HttpRequest) -> None:
    """End the session, on the server too; live streams that it opened close."""
    member, session = member_of(request), session_of(request)
    if member is None or session is None or not member.is_active:  # who left for good has none any more
        logout(request)
        return
    with act("session.ended", by=member) as done:
        logout(request)
        done(member, SessionsFacts(sessions=[str(session.identifier)]))


def end_session(*, by: Member, sessions: Iterable[Session]) -> int:
    """End sessions of one's own, one or many, in one act; those of others are left alone. Returns how many."""
    mine = Session.objects.filter(member=by, pk__in=[session.pk for session in sessions])
    names = [str(name) for name in mine.values_list("identifier", flat=True)]
    if names:
        with act("session.ended", by=by) as done:
            mine.delete()
            done(by, SessionsFacts(sessions=names))
    return len(names)


def end_other_sessions(request: HttpRequest, *, by: Member) -> int:
    """End all of one's sessions but this one; returns how many."""
    return end_session(by=by, sessions=sessions_of(by, besides=session_of(request)))


def has_fresh_proof(request: HttpRequest) -> bool:
    """Whether the person typed a code from their mailbox within the last 15 minutes."""
    return time.time() - float(request.session.get(PROOF, 0)) < PROOF_LASTS.total_seconds()


def note_day(session: Session, now: datetime) -> None:
    """Remember that a session was used today: one write a day."""
    Session.objects.filter(pk=session.pk, seen_on__lt=now.date()).update(seen_on=now.date())


def forget_old_sessions(now: datetime) -> None:
    """Delete the sessions that have ended."""
    with transaction.atomic():
        Session.objects.filter(expire_date__lt=now).delete()
